/** Scripts of the shell → their assignments as settings, their commands with all words. */
import type { SettingsDocument } from '../../model/document.ts';
import type { Source } from '../../model/source.ts';
import { readScript } from './read-script.ts';
import { rootOf } from '../root-of.ts';

export function parseShell(source: Source): SettingsDocument {
  const { text, path } = source;
  const { settings, commands, error } = readScript(text, 0);
  return {
    kind: 'settings',
    source,
    format: 'shell',
    roots: [rootOf(text, settings)],
    commands,
    notices: error === undefined ? [] : [{ path, reason: 'syntax-error', range: { start: error, end: error } }],
  };
}
