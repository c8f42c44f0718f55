/** `fachlint config FILE`: what holds for a file, and which line of which file says so. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RULES } from '../../rules/index.ts';
import type { Language } from '../model/finding.ts';
import { printable } from '../report/excerpt.ts';
import { loadConfiguration } from '../workspace/configuration.ts';
import { settingsOf, type FileSettings, type Origin, type Setting } from '../workspace/file-settings.ts';
import { rootOf } from '../workspace/find-files.ts';
import { CONFIG_TEXTS } from './config-texts.ts';
import type { ListFormat } from './explain.ts';
import { brokenConfiguration, Failure, missingPath } from './failure.ts';
import { languageFor } from './language.ts';
import { writeFiles } from './outputs.ts';
import { print, usesColour } from './terminal.ts';

export interface ConfigOptions {
  readonly format: ListFormat;
  readonly output: readonly string[];
  readonly config?: string;
  readonly lang?: Language;
}

export async function config(file: string, { format, output, config: named, lang }: ConfigOptions): Promise<number> {
  const { root, only, missing } = await rootOf([file]);
  const [path] = only;
  if (missing.length > 0) throw missingPath(missing);
  if (path === undefined || !(await stat(resolve(file))).isFile()) throw notAFile(file);
  const loaded = await loadConfiguration(root, RULES, named === undefined ? undefined : resolve(named));
  if (loaded.errors.length > 0) throw brokenConfiguration(loaded.errors);
  const settings = await settingsOf(root, path, loaded, RULES);
  const terminal = format === 'text' && output.length === 0 && process.stdout.isTTY;
  const language = languageFor({ option: lang, configuration: loaded.configuration.language, terminal });
  const text = format === 'json' ? asJson(settings) : asText(settings, language, output.length === 0 && usesColour());
  if (output.length === 0) await print(text);
  else await writeFiles(output.map((target) => ({ file: target, text })));
  return 0;
}

function asJson(settings: FileSettings): string {
  // What is not set is `null`, so that every key is always there.
  const document = { version: 1, ...settings };
  return `${JSON.stringify(document, (_, value: unknown) => (value === undefined ? null : value), 2)}\n`;
}

type Row = readonly [name: string, value: string, origin: string];

function asText(settings: FileSettings, language: Language, colour: boolean): string {
  const texts = CONFIG_TEXTS[language];
  const style = (text: string, on: number, off: number): string =>
    colour && text !== '' ? `\u001B[${String(on)}m${text}\u001B[${String(off)}m` : text;
  const { judged, kind, stage, vertrauensniveau, language: spoken, guards, gateways, clients, rules } = settings;
  const said = (origin: Origin): string => wordsOf(origin, language);
  const several = (name: string, all: readonly { readonly shown: string; readonly origin: Origin }[]): Row[] =>
    all.length === 0
      ? [[name, texts.none, '']]
      : all.map(({ shown, origin }, at) => [at === 0 ? name : '', shown, said(origin)]);
  const valueOf = ({ value, origin }: Setting<string | undefined>): [string, string] =>
    value === undefined ? [texts.none, ''] : [value, said(origin)];
  const isGiven = judged.origin.from === 'default' || judged.origin.from === 'file';
  const why = [...(judged.reason ? [texts.reason[judged.reason]] : []), ...(isGiven ? [] : [said(judged.origin)])];
  const rows: readonly Row[] = [
    [texts.judged, texts.extent[judged.value], why.join(': ')],
    [texts.kind, kind.value, said(kind.origin)],
    [texts.stage, texts.stages[stage.value], said(stage.origin)],
    [texts.level, ...valueOf(vertrauensniveau)],
    [texts.language, ...valueOf(spoken)],
    ...several(
      texts.guards,
      guards.map(({ name, value, origin }) => ({ shown: `${name}: ${value}`, origin })),
    ),
    ...several(
      texts.gateways,
      gateways.map(({ value, origin }) => ({ shown: value, origin })),
    ),
    ...several(
      texts.clients,
      clients.map(({ value, origin }) => ({ shown: value, origin })),
    ),
  ];
  const ruleRows = rules.map(({ rule, value, origin, judgesKind }): Row => {
    if (!judgesKind) return [rule, '–', texts.otherKind(kind.value)];
    return [rule, texts.severity[value], origin.from === 'default' ? texts.byRule : said(origin)];
  });
  const table = (all: readonly Row[]): string[] => {
    const widths = [0, 1].map((column) => Math.max(...all.map((row) => printable(row[column] ?? '').length)));
    return all.map(([name, value, origin]) => {
      const [first = 0, second = 0] = widths;
      const line = `  ${printable(name).padEnd(first)}  ${printable(value).padEnd(second)}  `;
      return origin === '' ? line.trimEnd() : line + style(printable(origin), 2, 22);
    });
  };
  return `${[
    style(printable(settings.path), 1, 22),
    '',
    ...table(rows),
    '',
    style(texts.rules, 1, 22),
    '',
    ...table(ruleRows),
  ].join('\n')}\n`;
}

function wordsOf(origin: Origin, language: Language): string {
  const texts = CONFIG_TEXTS[language];
  switch (origin.from) {
    case 'configuration':
      return `${origin.file}:${String(origin.line)}:${String(origin.column)}  ${origin.key}`;
    case 'path':
      return texts.byPath(origin.part);
    case 'gitignore':
      return texts.byIgnore(origin.part);
    case 'default':
    case 'file':
      return texts.byDefault;
  }
}

function notAFile(path: string): Failure {
  return new Failure({
    de: `${path} ist keine Datei. Was für eine Datei gilt, zeigt „fachlint config DATEI“.`,
    en: `${path} is not a file. What holds for a file is shown by "fachlint config FILE".`,
  });
}
