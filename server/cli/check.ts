/** `fachlint check`: judges a project, shows or writes the reports, and says by its exit code whether it is in order. */
import { dirname, relative, resolve, sep } from 'node:path';

import { RULES } from '../../rules/index.ts';
import type { Analysis, ScriptEngine } from '../model/analysis.ts';
import type { Threshold } from '../model/configuration.ts';
import { isOpen, type Confidence, type Language } from '../model/finding.ts';
import type { Surroundings } from '../model/review.ts';
import type { TextRange } from '../model/text-range.ts';
import { categoryOf, REPORT_FORMATS, type ReportFormat, type SarifProfile } from '../report/reporter.ts';
import { projectFolder, rootOf } from '../workspace/find-files.ts';
import type { Pool } from '../workspace/pool.ts';
import { Workspace } from '../workspace/workspace.ts';
import { applyFixes } from './apply-fixes.ts';
import { diffOf } from './fix-diff.ts';
import { filesInMemory, filesOnDisk, type DraftFiles } from './fixed-files.ts';
import { compare, type ComparisonOptions } from './comparison.ts';
import { brokenConfiguration, Failure, missingPath, nothingToCheck } from './failure.ts';
import { languageFor } from './language.ts';
import { nearest } from '../model/nearest.ts';
import { outputsOf, type Outputs } from './outputs.ts';
import { collectInventory, collectReview, dayOfEpoch } from '../review/collect-review.ts';
import { progressLine, type Progress } from './progress.ts';
import { failing, gateOf, hasTooManyWarnings, select, type Selection } from './selection.ts';
import { note, printRaw } from './terminal.ts';
import { TEXTS, unknownName } from './texts.ts';
import { VERSION } from '../version.ts';
import { writeReports } from './write-reports.ts';

export interface CheckOptions extends ComparisonOptions {
  readonly format?: ReportFormat;
  readonly output: readonly string[];
  readonly profile?: SarifProfile;
  readonly lang?: Language;
  readonly config?: string;
  readonly failOn?: Threshold;
  readonly maxWarnings?: number;
  readonly fix: boolean;
  readonly fixDryRun: boolean;
  readonly confidence: Confidence;
  readonly rule: readonly string[];
  readonly category: readonly string[];
  readonly engine?: ScriptEngine;
  readonly threads?: number;
  readonly wordFilter: boolean;
  readonly suppressions: boolean;
  readonly decisions: boolean;
  readonly quiet: boolean;
  readonly stdin: boolean;
  readonly stdinFilename?: string;
}

/** A fix can uncover another one; more rounds than this are a fix that undoes another. */
const MOST_ROUNDS = 5;

/** The threads of `pool` may have been started before. */
export async function check(paths: readonly string[], options: CheckOptions, pool: Pool): Promise<number> {
  const outputs = outputsOf(REPORT_FORMATS, options.format, options.output);
  refuseUnknown(options);
  refuseContradictions(options, outputs);
  refuseComparison(options);
  const given = await givenText(paths, options);
  const { root, only, missing } = given ?? (await rootOf(paths));
  if (missing.length > 0) throw missingPath(missing);

  const progress = progressLine();
  const workspace = await Workspace.open({
    root,
    ...(options.config !== undefined && { configurationFile: resolve(options.config) }),
    only: [...only],
    wordFilter: options.wordFilter,
    decisions: options.decisions,
    pool,
  });
  try {
    if (given) workspace.setText(given.only[0], given.text);
    const { configuration } = workspace;
    const errors = [...workspace.configurationErrors, ...workspace.decisions.errors];
    if (errors.length > 0) throw brokenConfiguration(errors);
    const gate = gateOf(configuration.gate, options);
    const languages = { option: options.lang, configuration: configuration.language };
    const notes = TEXTS[languageFor({ ...languages, terminal: process.stderr.isTTY })];
    const drafts = options.fixDryRun ? filesInMemory(root) : undefined;
    const { analysis, unfixed } = await analyse(workspace, options, drafts, progress, notes);
    if (analysis.counts.files === 0) throw nothingToCheck(paths);
    const selected = select(analysis, {
      ...selectionOf(options),
      ...(options.quiet && { only: gate }),
    });
    await writeReports(
      selected,
      drafts ? { ...outputs, standard: undefined } : outputs,
      {
        version: VERSION,
        rules: RULES,
        textOf: (path) => workspace.textOf(path),
        secretsOf: secretsOf(analysis),
        profile: options.profile,
        ...(needsReview(outputs) && { review: await reviewed(workspace, analysis, only) }),
      },
      languages,
    );
    if (drafts) {
      const language = languageFor({ ...languages, terminal: process.stdout.isTTY });
      await printRaw(diffOf(drafts.drafts(), secretsOf(unfixed), language));
    }
    if (selected.crashes.length > 0) return 2;
    const { findings } = selected;
    return failing(findings, gate).length > 0 || hasTooManyWarnings(findings, gate) ? 1 : 0;
  } finally {
    progress.clear();
    await workspace.dispose();
  }
}

/** Formats that show more than findings, or keep it for later. */
const REVIEW_FORMATS: readonly ReportFormat[] = ['html', 'json'];

function needsReview({ standard, files }: Outputs<ReportFormat>): boolean {
  return [...files.map(({ format }) => format), standard].some((format) => format && REVIEW_FORMATS.includes(format));
}

async function reviewed(workspace: Workspace, analysis: Analysis, scope: readonly string[]): Promise<Surroundings> {
  const day = dayOfEpoch(process.env['SOURCE_DATE_EPOCH']);
  const inventory = await collectInventory(workspace, analysis);
  return collectReview(workspace, analysis, inventory, { scope, day, comparesFiles: true });
}

function selectionOf({ confidence, rule, category, suppressions }: CheckOptions): Selection {
  return { confidence, rules: rule, categories: category, ignoresSuppressions: !suppressions };
}

/** The text of `--stdin` as the content of one file, which need not be there yet. */
async function givenText(
  paths: readonly string[],
  { stdin, stdinFilename, fix, fixDryRun }: CheckOptions,
): Promise<{ root: string; only: readonly [string]; missing: readonly string[]; text: string } | undefined> {
  if (!stdin && stdinFilename === undefined) return undefined;
  if (!stdin || stdinFilename === undefined || paths.length > 0 || fix || fixDryRun) throw wrongStdin();
  const file = resolve(stdinFilename);
  const root = (await projectFolder(dirname(file))) ?? dirname(file);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const path = relative(root, file).split(sep).join('/');
  return { root, only: [path], missing: [], text: Buffer.concat(chunks).toString('utf8') };
}

function wrongStdin(): Failure {
  return new Failure({
    de: '--stdin und --stdin-filename gehören zusammen und vertragen weder Pfade noch --fix.',
    en: '--stdin and --stdin-filename go together, and neither with paths nor with --fix.',
  });
}

type Notes = (typeof TEXTS)[Language];

/** The project as it is, or as it is after its fixes; `unfixed` is what was found before them. */
async function analyse(
  workspace: Workspace,
  options: CheckOptions,
  drafts: DraftFiles | undefined,
  progress: Progress,
  notes: Notes,
): Promise<{ analysis: Analysis; unfixed: Analysis }> {
  const onProgress = (done: number, total: number): void => {
    progress.show(notes.progress(done, total));
  };
  const unfixed = (await compare(workspace, options, { onProgress })) ?? (await workspace.analyse({ onProgress }));
  let analysis = unfixed;
  let fixes = 0;
  const paths = new Set<string>();
  const failed = new Set<string>();
  const files = drafts ?? (options.fix ? filesOnDisk(workspace.root) : undefined);
  for (let round = 0; files && round < MOST_ROUNDS; round++) {
    const { findings } = select(analysis, selectionOf(options));
    const applied = await applyFixes(files, findings.filter(isOpen), (path) => workspace.textOf(path));
    for (const path of applied.failed) failed.add(path);
    if (applied.paths.length === 0) break;
    fixes += applied.fixes;
    for (const path of applied.paths) {
      paths.add(path);
      const draft = drafts?.textOf(path);
      if (draft === undefined) workspace.changed(path);
      else workspace.setText(path, draft);
    }
    analysis = await workspace.analyse({ onProgress });
  }
  progress.clear();
  for (const path of failed) note(notes.notFixed(path));
  if (files) note((drafts ? notes.drafted : notes.fixed)(fixes, paths.size));
  return { analysis, unfixed };
}

function secretsOf({ secrets }: Analysis): (path: string) => readonly TextRange[] {
  return (path) => secrets.get(path) ?? [];
}

/** The diff of a dry run takes the place of the report on standard output. */
function refuseContradictions({ fix, fixDryRun, format }: CheckOptions, outputs: Outputs<ReportFormat>): void {
  if (!fixDryRun || (!fix && (format === undefined || outputs.standard === undefined))) return;
  throw new Failure({
    de: '--fix-dry-run zeigt auf der Standardausgabe den Diff: --fix passt nicht dazu, --format nur mit --output.',
    en: '--fix-dry-run shows the diff on standard output: --fix does not go with it, --format only with --output.',
  });
}

/** What is compared is judged as it is, and written nowhere. */
function refuseComparison({ since, staged, fix, fixDryRun, stdin }: CheckOptions): void {
  if ((since === undefined && !staged) || !(fix || fixDryRun || stdin)) return;
  throw new Failure({
    de: '--since und --staged vertragen sich weder mit --fix noch mit --stdin.',
    en: '--since and --staged go neither with --fix nor with --stdin.',
  });
}

function refuseUnknown({ rule, category }: CheckOptions): void {
  const ids = RULES.map(({ id }) => id);
  for (const id of rule) if (!ids.includes(id)) throw unknownName('rule', id, nearest(id, ids));
  const categories = [...new Set(ids.map(categoryOf))].sort();
  for (const name of category) {
    if (!categories.includes(name)) throw unknownName('category', name, nearest(name, categories), categories);
  }
}
