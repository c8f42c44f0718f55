/** Fixtures that are their own expectation: annotation lines below the lines they are about, and the projects made of them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import type { Analysis } from '../server/model/analysis.ts';
import type { Edit, Finding } from '../server/model/finding.ts';
import type { Rule } from '../server/model/rule.ts';
import { Lines } from '../server/model/source.ts';
import type { WorkspaceOptions } from '../server/workspace/workspace-options.ts';
import { Workspace } from '../server/workspace/workspace.ts';

/** A range of the text (offsets, `end` exclusive) and what is expected there. */
export interface Annotation {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How an annotation line begins and, in markup, ends. */
export interface Opener {
  readonly open: string;
  readonly close: string;
  /** The format has no comments: plain comment lines are taken out as well and kept as remarks. */
  readonly remarks: boolean;
}

/** A comment line of a format without comments. `line` is the zero-based line of the stripped text it stands before. */
export interface Remark {
  readonly line: number;
  readonly text: string;
}

export interface AnnotatedText {
  /** The text without annotation lines (and remarks): what is analysed. */
  readonly text: string;
  readonly entries: readonly Annotation[];
  readonly remarks: readonly Remark[];
}

const SLASHES: Opener = { open: '//', close: '', remarks: false };
const HASH: Opener = { open: '#', close: '', remarks: false };
const MARKUP: Opener = { open: '<!--', close: ' -->', remarks: false };
const SCRIPTS = new Set(['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']);
/** Ending of the file beside a fixture that says how it reads after all fixes. */
const FIXED = '.fixed';
const MARKUPS = new Set(['.xml', '.html', '.vue', '.svelte', '.xsd', '.wsdl', '.md', '.svg', '.config']);

export function openerOf(path: string): Opener {
  const extension = extname(path);
  if (extension === '.json') return { ...SLASHES, remarks: true };
  if (SCRIPTS.has(extension) || extension === '.jsonc') return SLASHES;
  return MARKUPS.has(extension) ? MARKUP : HASH;
}

/**
 * Takes the annotation lines out of a text. A range over several lines (` …` after the carets) is read up to the end
 * of its first line, because the annotation does not say more.
 */
export function readAnnotations(annotated: string, opener: Opener): AnnotatedText {
  const kept: string[] = [];
  const entries: Annotation[] = [];
  const remarks: Remark[] = [];
  let start = 0;
  let before = 0;
  for (const line of annotated.split('\n')) {
    const entry = readLine(line, opener);
    if (entry) {
      entries.push({ start: before + entry.column, end: before + entry.column + entry.length, text: entry.text });
    } else if (opener.remarks && line.startsWith(opener.open)) {
      remarks.push({ line: kept.length, text: line });
    } else {
      kept.push(line);
      before = start;
      start += line.length + 1;
    }
  }
  return { text: kept.join('\n'), entries, remarks };
}

function readLine(line: string, opener: Opener): { column: number; length: number; text: string } | undefined {
  if (!line.startsWith(opener.open) || !line.endsWith(opener.close)) return undefined;
  const body = line.slice(opener.open.length, line.length - opener.close.length);
  const match = /^(?:@(\d+))?( *)(\^+)(?: …)? (\S.*)$/.exec(body);
  if (!match) return undefined;
  const [, column, blanks = '', carets = '', text = ''] = match;
  return {
    column: column === undefined ? opener.open.length + blanks.length : Number(column),
    length: carets.length,
    text,
  };
}

/** Writes annotations below the lines they begin in, sorted by place: the one spelling that fixtures are compared in. */
export function writeAnnotations(
  text: string,
  entries: readonly Annotation[],
  opener: Opener,
  remarks: readonly Remark[] = [],
): string {
  const lines = new Lines(text);
  const sorted = [...entries].sort((a, b) => a.start - b.start || a.end - b.end || compare(a.text, b.text));
  const result: string[] = [];
  for (let line = 0; line < lines.count; line++) {
    result.push(...remarks.filter((remark) => remark.line === line).map((remark) => remark.text));
    result.push(lines.textOf(line));
    for (const entry of sorted) {
      if (lines.positionAt(entry.start).line === line) result.push(writeLine(lines, line, entry, opener));
    }
  }
  result.push(...remarks.filter((remark) => remark.line >= lines.count).map((remark) => remark.text));
  return result.join('\n');
}

function writeLine(lines: Lines, line: number, entry: Annotation, opener: Opener): string {
  const column = entry.start - lines.startOf(line);
  const rest = lines.textOf(line).length - column;
  const length = Math.max(1, Math.min(entry.end - entry.start, rest));
  const more = entry.end - entry.start > rest ? ' …' : '';
  const place = column < opener.open.length ? `@${column} ` : ' '.repeat(column - opener.open.length);
  return `${opener.open}${place}${'^'.repeat(length)}${more} ${entry.text}${opener.close}`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One file of a fixture: where it is kept, where it stands in the project, and what it says. */
export interface FixtureFile {
  readonly kept: string;
  readonly path: string;
  readonly opener: Opener;
  readonly annotated: string;
  readonly content: AnnotatedText;
  /** Expected text after all fixes, where such a file stands beside. */
  readonly fixed?: string;
}

/** A small project; `name` is its file or folder name. */
export interface Fixture {
  readonly name: string;
  readonly files: readonly FixtureFile[];
}

/** Every sub-folder of `folder` is a project, every file of it a project of one file (scripts stand in `src/`). */
export function fixturesIn(folder: string): Fixture[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.name.endsWith(FIXED));
  return entries
    .sort((a, b) => compare(a.name, b.name))
    .map(({ name }) => {
      const kept = join(folder, name);
      if (statSync(kept).isDirectory()) return { name, files: projectFiles(kept) };
      return { name, files: [fixtureFile(kept, SCRIPTS.has(extname(name)) ? `src/${name}` : name)] };
    });
}

function projectFiles(root: string): FixtureFile[] {
  return filesBelow(root)
    .filter((path) => !path.endsWith(FIXED))
    .map((path) => fixtureFile(join(root, path), path));
}

/** Files below a folder, relative to it with forward slashes, sorted. */
function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(root, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort(compare);
}

function fixtureFile(kept: string, path: string): FixtureFile {
  const annotated = readFileSync(kept, 'utf8');
  const opener = openerOf(basename(path));
  const file = { kept, path, opener, annotated, content: readAnnotations(annotated, opener) };
  return existsSync(kept + FIXED) ? { ...file, fixed: readFileSync(kept + FIXED, 'utf8') } : file;
}

/**
 * A workspace over one temporary folder that projects are put into one after the other: starting the threads of a new
 * workspace for each of hundreds of fixtures would take minutes. What one project leaves behind would show in the next.
 */
export class ProjectSeries {
  readonly #workspace: Workspace;
  #files: readonly string[] = [];

  private constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  static async open(options: Omit<WorkspaceOptions, 'root'>): Promise<ProjectSeries> {
    const root = await realpath(await mkdtemp(join(tmpdir(), 'fachlint-fixture-')));
    return new ProjectSeries(await Workspace.open({ ...options, root }));
  }

  /** Analyses a project given as texts by path; the one before is gone. */
  async analyse(files: ReadonlyMap<string, string>): Promise<Analysis> {
    const { root } = this.#workspace;
    await Promise.all((await readdir(root)).map((name) => rm(join(root, name), { recursive: true })));
    for (const [path, text] of files) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    for (const path of new Set([...this.#files, ...files.keys()])) this.#workspace.changed(path);
    this.#files = [...files.keys()];
    return this.#workspace.analyse();
  }

  async close(): Promise<void> {
    await this.#workspace.dispose();
    await rm(this.#workspace.root, { recursive: true, force: true });
  }
}

/** The files of a fixture as they are analysed, by path. */
export function plainFiles(fixture: Fixture): Map<string, string> {
  return new Map(fixture.files.map((file) => [file.path, file.content.text]));
}

/** What an annotation says about a finding; confidence and severity only where they differ from the rule's own. */
export function describeFinding(finding: Finding, rule: Rule): string {
  const confidence = finding.confidence === (rule.confidence ?? 'high') ? '' : ` (${finding.confidence})`;
  const severity = finding.severity === rule.severity ? '' : ` (${finding.severity})`;
  return `${finding.rule}${confidence}${severity}`;
}

/** The annotated text that an analysis would write for a file; `shown` selects and names the findings. */
export function annotate(
  file: FixtureFile,
  analysis: Analysis,
  shown: (finding: Finding) => string | undefined,
): string {
  const entries = analysis.findings
    .filter((finding) => finding.path === file.path && !finding.suppressed)
    .flatMap((finding) => {
      const text = shown(finding);
      return text === undefined ? [] : [{ start: finding.range.start, end: finding.range.end, text }];
    });
  return writeAnnotations(file.content.text, entries, file.opener, file.content.remarks);
}

/** Files after edits; edits of one file must not overlap, as offered by a fix. Equal edits count once. */
export function applyEdits(files: ReadonlyMap<string, string>, edits: readonly Edit[]): Map<string, string> {
  const result = new Map(files);
  const unique = new Map(
    edits.map((edit) => [JSON.stringify([edit.path, edit.range.start, edit.range.end, edit.text, edit.append]), edit]),
  );
  const lastFirst = [...unique.values()].sort((a, b) => b.range.start - a.range.start || b.range.end - a.range.end);
  for (const edit of lastFirst) {
    const text = result.get(edit.path) ?? '';
    if (edit.append === true) result.set(edit.path, text + edit.text);
    else result.set(edit.path, text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end));
  }
  return result;
}

/** Rewrites the kept files when fixtures are updated; true where something changed. */
export async function updateKept(file: FixtureFile, annotated: string): Promise<boolean> {
  if (annotated === file.annotated) return false;
  await writeFile(file.kept, annotated);
  return true;
}
