/** The first step: text of a file → what it says. */
import type { ScriptEngine } from '../model/analysis.ts';
import type { Document } from '../model/document.ts';
import type { Source } from '../model/source.ts';
import { parseApache } from './apache.ts';
import { parseColumns } from './columns.ts';
import { parseComponent, type ComponentFormat } from './component/parse-component.ts';
import { parseDotenv } from './dotenv.ts';
import { formatOf, isBinary, type Format } from '../classify/format-of.ts';
import { parseHaproxy } from './haproxy.ts';
import { parseJson } from './json.ts';
import { parseIni, parseWords } from './lines.ts';
import { parseNginx } from './nginx.ts';
import { parseProperties } from './properties.ts';
import { parseScript } from './script/parse-script.ts';
import { parseXml } from './xml.ts';
import { parseYaml } from './yaml.ts';

/** Readers with large libraries are loaded when the first file of their format comes. */
const READERS: Readonly<
  Record<Exclude<Format, 'script' | ComponentFormat>, (source: Source) => Document | Promise<Document>>
> = {
  json: parseJson,
  yaml: parseYaml,
  dotenv: parseDotenv,
  properties: parseProperties,
  xml: parseXml,
  hcl: async (source) => (await import('./hcl.ts')).parseHcl(source),
  ini: parseIni,
  words: parseWords,
  nginx: parseNginx,
  apache: parseApache,
  haproxy: parseHaproxy,
  columns: parseColumns,
  toml: async (source) => (await import('./toml.ts')).parseToml(source),
  dockerfile: async (source) => (await import('./dockerfile.ts')).parseDockerfile(source),
  shell: async (source) => (await import('./shell/parse-shell.ts')).parseShell(source),
};

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
        return await READERS[format](source);
    }
  } catch (error) {
    // Only the name: the message of a parser may quote the file, and the file may hold secrets.
    const detail = error instanceof Error ? error.name : 'unknown';
    return { kind: 'text', source, notices: [{ path: source.path, reason: 'parser-failed', detail }] };
  }
}
