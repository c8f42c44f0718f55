/** The first step: text of a file → what it says. */
import type { ScriptEngine } from '../model/analysis.ts';
import type { Document } from '../model/document.ts';
import type { Source } from '../model/source.ts';
import { parseDotenv } from './dotenv.ts';
import { formatOf, isBinary } from './format-of.ts';
import { parseJson } from './json.ts';
import { parseProperties } from './properties.ts';
import { parseScript } from './script/parse-script.ts';
import { parseXml } from './xml.ts';
import { parseYaml } from './yaml.ts';

/**
 * Reads a file in the format that its name says. Never throws: what cannot be read is said in `notices`, with the rest
 * of the file as far as it could be read. `engine` forces a parser of scripts; without it the fastest at hand is taken.
 */
export async function parseDocument(source: Source, engine?: ScriptEngine): Promise<Document> {
  if (isBinary(source.text)) return { kind: 'text', source, notices: [{ path: source.path, reason: 'binary' }] };
  try {
    switch (formatOf(source.path, source.text)) {
      case 'script':
        return await parseScript(source, engine);
      case 'json':
        return parseJson(source);
      case 'yaml':
        return parseYaml(source);
      case 'dotenv':
        return parseDotenv(source);
      case 'properties':
        return parseProperties(source);
      case 'xml':
        return parseXml(source);
      case undefined:
        return { kind: 'text', source, notices: [] };
    }
  } catch (error) {
    // Only the name: the message of a parser may quote the file, and the file may hold secrets.
    const detail = error instanceof Error ? error.name : 'unknown';
    return { kind: 'text', source, notices: [{ path: source.path, reason: 'parser-failed', detail }] };
  }
}
