/** A project with its findings and decisions, for the commands that change the latter. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Analysis } from '../model/analysis.ts';
import type { Decision, DecisionKind } from '../model/decision.ts';
import type { Finding, Language } from '../model/finding.ts';
import { Places } from '../report/places.ts';
import { secretTexts, withoutSecrets } from '../report/secrets.ts';
import { entryOf, type DecisionWords } from '../workspace/decision-entries.ts';
import { DECISION_FILE, textOfDecisions } from '../workspace/decision-file.ts';
import { Git } from '../workspace/git.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { DecideOptions } from './decide-options.ts';
import { brokenConfiguration, Failure, missingPath } from './failure.ts';
import { languageFor } from './language.ts';
import { writeFiles } from './outputs.ts';
import { progressLine } from './progress.ts';
import { TEXTS } from './texts.ts';

export interface DecidedProject {
  readonly root: string;
  readonly analysis: Analysis;
  readonly entries: readonly Decision[];
  readonly language: Language;
  /** One-based line in the decision file. */
  readonly lineOf: (entry: Decision) => number | undefined;
  /** `line:column` of a finding, both from 1. */
  readonly placeOf: (finding: Finding) => { readonly line: number; readonly column: number };
  /** The text as it may be written down: reasons must not repeat a secret. */
  readonly withoutSecretsOf: (path: string, text: string) => string;
}

/** @param folder the current one where it is not given */
export async function withProject(
  folder: string | undefined,
  { config, lang }: Partial<DecideOptions>,
  action: (project: DecidedProject) => Promise<number>,
): Promise<number> {
  const root = resolve(folder ?? '.');
  if (!(await isFolder(root))) throw missingPath([folder ?? '.']);
  const progress = progressLine();
  const workspace = await Workspace.open({
    root,
    ...(config !== undefined && { configurationFile: resolve(config) }),
  });
  try {
    const errors = [...workspace.configurationErrors, ...workspace.decisions.errors];
    if (errors.length > 0) throw brokenConfiguration(errors);
    const language = languageFor({
      option: lang,
      configuration: workspace.configuration.language,
      terminal: process.stdout.isTTY,
    });
    const onProgress = (done: number, total: number): void => progress.show(TEXTS[language].progress(done, total));
    const analysis = await workspace.analyse({ onProgress });
    progress.clear();
    const textOf = (path: string): string | undefined => workspace.textOf(path);
    const places = new Places(textOf);
    return await action({
      root,
      analysis,
      entries: analysis.decisions.map(({ entry }) => entry),
      language,
      lineOf: (entry) => workspace.decisions.lineOf(entry),
      placeOf: ({ path, range }) => places.rangeOf(path, range).start,
      withoutSecretsOf: (path, text) =>
        withoutSecrets(text, secretTexts(textOf(path) ?? '', analysis.secrets.get(path) ?? [])),
    });
  } finally {
    progress.clear();
    await workspace.dispose();
  }
}

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

export async function writeDecisions(root: string, entries: readonly Decision[]): Promise<void> {
  await writeFiles([{ file: join(root, DECISION_FILE), text: textOfDecisions(entries) }]);
}

/** An entry whose reason repeats no secret. */
export function writtenEntry(
  { withoutSecretsOf }: Pick<DecidedProject, 'withoutSecretsOf'>,
  finding: Finding,
  decision: DecisionKind,
  { reason, until }: Pick<DecisionWords, 'reason' | 'until'>,
  by: string | undefined,
): Decision {
  return entryOf(finding, decision, { reason: reason && withoutSecretsOf(finding.path, reason), until, by });
}

/** What is to be decided about: `path:line`, `path:line:column`, or at least eight digits of a fingerprint. */
export function chosen(project: DecidedProject, named: string, findings: readonly Finding[]): readonly Finding[] {
  const place = /^([^]+?):(\d+)(?::(\d+))?$/.exec(named);
  const path = (place?.[1] ?? '').replaceAll('\\', '/').replace(/^\.\//, '');
  const found = findings.filter((finding) => {
    if (!place) return /^[0-9a-f]{8,32}$/.test(named) && finding.fingerprint.startsWith(named);
    const { line, column } = project.placeOf(finding);
    return (
      finding.path === path && line === Number(place[2]) && (place[3] === undefined || column === Number(place[3]))
    );
  });
  if (found.length > 0) return found;
  throw new Failure({
    de: `Zu „${named}“ gibt es keinen Befund. Gemeint sein kann Pfad:Zeile oder ein Fingerabdruck mit wenigstens acht Stellen.`,
    en: `There is no finding for "${named}". It can be path:line or at least eight digits of a fingerprint.`,
  });
}

export async function nameOf(project: DecidedProject, by: string | undefined): Promise<string> {
  const name = by ?? (await (await Git.open(project.root))?.userName().catch(() => undefined));
  if (name !== undefined && name.trim() !== '') return name.trim();
  throw new Failure({
    de: 'Wer entscheidet, ist nicht bekannt: --by nennt den Namen.',
    en: 'It is not known who decides: name the person with --by.',
  });
}
