/** One root as the editor sees it: always on the way to an analysis of the newest texts, never showing one of older texts. */
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Analysis } from '../model/analysis.ts';
import type { Notice } from '../model/file-facts.ts';
import { isOpen, type Finding } from '../model/finding.ts';
import { Lines } from '../model/source.ts';
import { RULES } from '../../rules/index.ts';
import { parseConfiguration, type ConfigurationError } from '../workspace/configuration.ts';
import { DECISION_FILE, parseDecisions } from '../workspace/decision-file.ts';
import { CONFIGURATION_FILE } from '../workspace/find-files.ts';
import { readText, type Unread } from '../workspace/read-text.ts';
import { Workspace } from '../workspace/workspace.ts';

/** Findings of one moment together with the texts they were found in. */
export interface Snapshot {
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly notices: ReadonlyMap<string, readonly Notice[]>;
  /** Mistakes in `fachlint.json` and the decisions, by path like the others. */
  readonly mistakes: ReadonlyMap<string, readonly ConfigurationError[]>;
  /** Lines of every file that anything of this lies in or points to. */
  readonly lines: ReadonlyMap<string, Lines>;
  readonly texts: ReadonlyMap<string, string>;
  readonly analysis?: Analysis;
}

const EMPTY: Snapshot = {
  findings: new Map(),
  notices: new Map(),
  mistakes: new Map(),
  lines: new Map(),
  texts: new Map(),
};

/** Edits that follow each other this closely (milliseconds) are analysed together. */
const DELAY = 50;

/** Files done of all files. */
export type Progress = (done: number, total: number) => void;

/** How an analysis ended. */
export type Ending = 'finished' | 'superseded';

export interface ProjectEvents {
  readonly analysed: (project: Project) => void;
  readonly ended: (ending: Ending) => void;
  readonly crashed: (what: string, detail: string) => void;
  readonly failed: (error: unknown) => void;
}

export class Project {
  readonly root: string;
  readonly #events: ProjectEvents;
  readonly #only: readonly string[] | undefined;
  #workspace: Promise<Workspace>;
  /** Counts what editors changed: an analysis of older texts is of no use, its ranges would hit other text. */
  #edits = 0;
  /** Counts what changed on disk: an analysis from before is shown until the next one. */
  #changes = 0;
  #snapshot: { readonly edits: number; readonly changes: number; readonly value: Snapshot } | undefined;
  #running: Promise<void> | undefined;
  #abort: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isBurst = false;
  #waitingForQuiet: (() => void)[] = [];
  readonly #watching = new Set<Progress>();
  readonly #texts = new Map<string, { readonly text: string; readonly version: number }>();
  #disposed = false;

  /** `only`: the files to judge (relative paths), for a file that was opened outside every folder. */
  constructor(root: string, events: ProjectEvents, only?: readonly string[]) {
    this.root = root;
    this.#events = events;
    this.#only = only;
    this.#workspace = this.#open();
  }

  /** Path relative to the root with forward slashes, undefined for a file elsewhere. */
  pathOf(uri: string): string | undefined {
    const file = fileOf(uri);
    if (file === undefined) return undefined;
    const path = relative(this.root, file);
    if (path === '' || path.startsWith('..') || path.includes(':')) return undefined;
    return path.split(sep).join('/');
  }

  uriOf(path: string): string {
    return pathToFileURL(join(this.root, path)).href;
  }

  setText(path: string, text: string, version: number): void {
    const isSame = this.#texts.get(path)?.text === text;
    this.#texts.set(path, { text, version });
    if (!isSame) this.#edited((workspace) => workspace.setText(path, text));
  }

  dropText(path: string): void {
    if (this.#texts.delete(path)) this.#edited((workspace) => workspace.dropText(path));
  }

  /** Version of the text that an editor has handed over, null for a file that no editor shows. */
  versionOf(path: string): number | null {
    return this.#texts.get(path)?.version ?? null;
  }

  /** A file or folder was changed, created or deleted on disk. */
  changed(path: string): void {
    this.#apply((workspace) => {
      if (!workspace.changed(path)) return;
      this.#changes++;
      this.#timer ??= this.#afterPause();
    });
  }

  /**
   * The analysis of the texts as editors show them now and of the disk as it was known when this was called. Waits for
   * it, and again when the texts change meanwhile.
   */
  async current(progress?: Progress): Promise<Snapshot> {
    if (progress !== undefined) this.#watching.add(progress);
    try {
      await this.#workspace;
      const asked = this.#changes;
      while (!this.#disposed) {
        const last = this.#snapshot;
        if (last?.edits === this.#edits && last.changes >= asked) return last.value;
        this.#running ??= this.#run().finally(() => (this.#running = undefined));
        await this.#running;
      }
      return EMPTY;
    } finally {
      if (progress !== undefined) this.#watching.delete(progress);
    }
  }

  /** Asks about the project as it is now; undefined where it could not be analysed. */
  async asked<T>(
    question: (workspace: Workspace, analysis: Analysis, snapshot: Snapshot) => T | Promise<T>,
  ): Promise<T | undefined> {
    const snapshot = await this.current();
    return snapshot.analysis && question(await this.#workspace, snapshot.analysis, snapshot);
  }

  /** The last analysis, which may be one of older texts; nothing before the first. */
  get latest(): Snapshot {
    return this.#snapshot?.value ?? EMPTY;
  }

  /** Text of a file on disk as it is now, or why there is none. */
  textOnDisk(path: string): Promise<{ readonly text: string } | Unread> {
    return readText(join(this.root, path));
  }

  /** Forgets everything and reads all files again. */
  reopen(): void {
    const before = this.#workspace;
    const finished = this.#running;
    this.#edits++;
    this.#abort?.abort();
    this.#workspace = this.#open();
    void Promise.allSettled([before, finished]).then(async ([opened]) => {
      if (opened.status === 'fulfilled') await opened.value.dispose();
    });
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#quietened();
    await this.#workspace.then((workspace) => workspace.dispose()).catch(() => undefined);
  }

  async #open(): Promise<Workspace> {
    const workspace = await Workspace.open({ root: this.root, only: this.#only });
    for (const [path, { text }] of this.#texts) workspace.setText(path, text);
    return workspace;
  }

  /** Chained, so that changes are applied in their order and before the next analysis. */
  #apply(change: (workspace: Workspace) => unknown): void {
    this.#workspace = this.#workspace.then((workspace) => {
      change(workspace);
      return workspace;
    });
  }

  #edited(change: (workspace: Workspace) => unknown): void {
    this.#edits++;
    this.#abort?.abort();
    this.#apply(change);
    // An edit is analysed at once; those that come before that is done wait for the last of them.
    if (this.#timer !== undefined && this.#running !== undefined) this.#isBurst = true;
    clearTimeout(this.#timer);
    this.#timer = this.#afterPause();
    void this.current();
  }

  #afterPause(): NodeJS.Timeout {
    return setTimeout(() => {
      this.#timer = undefined;
      this.#quietened();
      void this.current();
    }, DELAY);
  }

  #quietened(): void {
    this.#isBurst = false;
    for (const resume of this.#waitingForQuiet.splice(0)) resume();
  }

  async #run(): Promise<void> {
    while (this.#isBurst) await new Promise<void>((resume) => this.#waitingForQuiet.push(resume));
    const abort = new AbortController();
    const { signal } = abort;
    this.#abort = abort;
    const edits = this.#edits;
    const onProgress: Progress = (done, total) => {
      for (const progress of this.#watching) progress(done, total);
    };
    const workspace = await this.#workspace;
    const changes = this.#changes;
    let value = EMPTY;
    try {
      const analysis = await workspace.analyse({ signal, onProgress });
      value = snapshotOf(analysis, workspace, await this.#mistakes(workspace));
      for (const crash of analysis.crashes) this.#events.crashed(crash.what, crash.detail);
    } catch (error) {
      if (!signal.aborted && !this.#disposed) this.#events.failed(error);
    }
    this.#events.ended(edits === this.#edits ? 'finished' : 'superseded');
    if (edits !== this.#edits || this.#disposed) return;
    this.#snapshot = { edits, changes, value };
    this.#events.analysed(this);
  }

  /** Mistakes in `fachlint.json` and the decisions: in the text that an editor shows, though what counts is the one that was saved. */
  async #mistakes(workspace: Workspace): Promise<readonly ConfigurationError[]> {
    const written = this.#texts.get(CONFIGURATION_FILE);
    const configuration =
      written === undefined
        ? workspace.configurationErrors
        : (await parseConfiguration(written.text, CONFIGURATION_FILE, RULES)).errors;
    const decisions = this.#texts.get(DECISION_FILE);
    return [...configuration, ...(decisions ? parseDecisions(decisions.text).errors : workspace.decisions.errors)];
  }
}

/** The file of a `file:` address; undefined for everything else (unsaved documents, other schemes). */
export function fileOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

function snapshotOf(analysis: Analysis, workspace: Workspace, errors: readonly ConfigurationError[]): Snapshot {
  // Findings of low confidence are shown nowhere unless somebody asks for them on the terminal.
  const shown = analysis.findings.filter((finding) => isOpen(finding) && finding.confidence !== 'low');
  const paths = new Set(analysis.notices.map((notice) => notice.path));
  for (const finding of shown) {
    paths.add(finding.path);
    for (const related of finding.related) paths.add(related.path);
  }
  const mistakes = errors.map((error) => ({ ...error, path: error.file }));
  for (const { path } of mistakes) paths.add(path);
  const texts = new Map<string, string>();
  for (const path of paths) texts.set(path, workspace.textOf(path) ?? '');
  return {
    findings: byPath(shown),
    notices: byPath(analysis.notices),
    mistakes: byPath(mistakes),
    lines: new Map([...texts].map(([path, text]) => [path, new Lines(text)])),
    texts,
    analysis,
  };
}

function byPath<T extends { readonly path: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(one.path);
    if (group === undefined) groups.set(one.path, [one]);
    else group.push(one);
  }
  return groups;
}
