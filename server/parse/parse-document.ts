/** The first step: text of a file → what it says. */
import type { ScriptEngine } from '../model/analysis.ts';
import type { Document } from '../model/document.ts';
import type { Source } from '../model/source.ts';
import { parseComponent } from './component/parse-component.ts';
import { formatOf, isBinary } from '../classify/format-of.ts';
import { withEmbedded } from './embedded.ts';
import { READERS } from './readers.ts';
import { parseScript } from './script/parse-script.ts';

/**
 * Reads a file in the format that its name says. Never throws: what cannot be read is said in `notices`, with the rest
 * of the file as far as it could be read. `engine` forces a parser of scripts; without it the fastest at hand is taken.
 */
export async function parseDocument(source: Source, engine?: ScriptEngine): Promise<Document> {
  if (isBinary(source.text)) return { kind: 'text', source, notices: [{ path: source.path, reason: 'binary' }] };
  try {
    const format = formatOf(source.path, source.text);
    switch (format) {
      case 'script':
        return await parseScript(source, engine);
      case 'vue':
      case 'svelte':
      case 'angular':
      case 'html':
        return await parseComponent(source, format, engine);
      case undefined:
        return { kind: 'text', source, notices: [] };
      default:
        return await withEmbedded(await READERS[format](source));
    }
  } catch (error) {
    // Only the name: the message of a parser may quote the file, and the file may hold secrets.
    const detail = error instanceof Error ? error.name : 'unknown';
    return { kind: 'text', source, notices: [{ path: source.path, reason: 'parser-failed', detail }] };
  }
}
