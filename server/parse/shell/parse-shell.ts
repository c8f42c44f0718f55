/** Scripts of the shell → their assignments as settings, their commands with all words. */
import type { SettingNode, SettingsDocument } from '../../model/document.ts';
import type { Source } from '../../model/source.ts';
import { readScript } from './read-script.ts';

export function parseShell(source: Source): SettingsDocument {
  const { text, path } = source;
  const { settings, commands, error } = readScript(text, 0);
  const whole = { start: 0, end: text.length };
  const root: SettingNode = {
    key: '',
    keyRange: { start: 0, end: 0 },
    valueRange: whole,
    range: whole,
    children: settings,
  };
  return {
    kind: 'settings',
    source,
    format: 'shell',
    roots: [root],
    commands,
    notices: error === undefined ? [] : [{ path, reason: 'syntax-error', range: { start: error, end: error } }],
  };
}
