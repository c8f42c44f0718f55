/** One root as the editor sees it: always on the way to an analysis of the newest texts, never showing an older one. */
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Analysis } from '../model/analysis.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Finding } from '../model/finding.ts';
import { Lines } from '../model/source.ts';
import type { ConfigurationError } from '../workspace/configuration.ts';
import { readText, type Unread } from '../workspace/read-text.ts';
import { Workspace } from '../workspace/workspace.ts';

/** Findings of one moment together with the texts they were found in. */
export interface Snapshot {
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly notices: ReadonlyMap<string, readonly Notice[]>;
  /** Mistakes in `fachlint.json`, by path like the others. */
  readonly mistakes: ReadonlyMap<string, readonly ConfigurationError[]>;
  /** Lines of every file that anything of this lies in or points to. */
  readonly lines: ReadonlyMap<string, Lines>;
  readonly texts: ReadonlyMap<string, string>;
}

const EMPTY: Snapshot = {
  findings: new Map(),
  notices: new Map(),
  mistakes: new Map(),
  lines: new Map(),
  texts: new Map(),
};

/** Changes that follow each other this closely (milliseconds) are analysed together. */
const DELAY = 50;

/** Files done of all files. */
export type Progress = (done: number, total: number) => void;

export interface ProjectEvents {
  readonly analysed: (project: Project) => void;
  readonly crashed: (what: string, detail: string) => void;
  readonly failed: (error: unknown) => void;
}

export class Project {
  readonly root: string;
  readonly #events: ProjectEvents;
  readonly #only: readonly string[] | undefined;
  #workspace: Promise<Workspace>;
  #revision = 0;
  #snapshot: { readonly revision: number; readonly value: Snapshot } | undefined;
  #running: { readonly promise: Promise<void>; readonly abort: AbortController } | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #watching = new Set<Progress>();
  readonly #texts = new Map<string, string>();
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

  setText(path: string, text: string): void {
    if (this.#texts.get(path) === text) return;
    this.#texts.set(path, text);
    this.#change((workspace) => workspace.setText(path, text));
  }

  dropText(path: string): void {
    this.#texts.delete(path);
    this.#change((workspace) => workspace.dropText(path));
  }

  changed(path: string): void {
    this.#change((workspace) => workspace.changed(path));
  }

  /** The analysis of the texts as they are now; waits for it, and again when they change meanwhile. */
  async current(progress?: Progress): Promise<Snapshot> {
    if (progress !== undefined) this.#watching.add(progress);
    try {
      while (!this.#disposed) {
        if (this.#snapshot?.revision === this.#revision) return this.#snapshot.value;
        await this.#analyse();
      }
      return EMPTY;
    } finally {
      if (progress !== undefined) this.#watching.delete(progress);
    }
  }

  /** Text as it is now: the editor's where the file is open, else the disk's; or why there is none. */
  async textOf(path: string): Promise<{ readonly text: string } | Unread> {
    const text = (await this.#workspace).textOf(path);
    return text === undefined ? readText(join(this.root, path)) : { text };
  }

  /** Forgets everything and reads all files again. */
  reopen(): void {
    const before = this.#workspace;
    const finished = this.#running?.promise;
    this.#stopRunning();
    this.#workspace = this.#open();
    void Promise.allSettled([before, finished]).then(async ([opened]) => {
      if (opened.status === 'fulfilled') await opened.value.dispose();
    });
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#running?.abort.abort();
    await this.#workspace.then((workspace) => workspace.dispose()).catch(() => undefined);
  }

  async #open(): Promise<Workspace> {
    const workspace = await Workspace.open({ root: this.root, only: this.#only });
    for (const [path, text] of this.#texts) workspace.setText(path, text);
    return workspace;
  }

  #stopRunning(): void {
    this.#revision++;
    this.#running?.abort.abort();
  }

  #change(apply: (workspace: Workspace) => unknown): void {
    this.#stopRunning();
    // Chained, so that changes are applied in their order and before the next analysis.
    this.#workspace = this.#workspace.then(async (workspace) => {
      await apply(workspace);
      return workspace;
    });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.current(), DELAY);
  }

  #analyse(): Promise<void> {
    if (this.#running === undefined) {
      const abort = new AbortController();
      const promise = this.#run(this.#revision, abort.signal).finally(() => (this.#running = undefined));
      this.#running = { promise, abort };
    }
    return this.#running.promise;
  }

  async #run(revision: number, signal: AbortSignal): Promise<void> {
    const onProgress: Progress = (done, total) => {
      for (const progress of this.#watching) progress(done, total);
    };
    let value = EMPTY;
    try {
      const workspace = await this.#workspace;
      const analysis = await workspace.analyse({ signal, onProgress });
      value = snapshotOf(analysis, workspace);
      for (const crash of analysis.crashes) this.#events.crashed(crash.what, crash.detail);
    } catch (error) {
      if (signal.aborted || this.#disposed) return;
      this.#events.failed(error);
    }
    if (revision !== this.#revision || this.#disposed) return;
    this.#snapshot = { revision, value };
    this.#events.analysed(this);
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

function snapshotOf(analysis: Analysis, workspace: Workspace): Snapshot {
  // Findings of low confidence are shown nowhere unless somebody asks for them on the terminal.
  const shown = analysis.findings.filter((finding) => finding.suppressed === undefined && finding.confidence !== 'low');
  const paths = new Set(analysis.notices.map((notice) => notice.path));
  for (const finding of shown) {
    paths.add(finding.path);
    for (const related of finding.related) paths.add(related.path);
  }
  const mistakes = workspace.configurationErrors.map((error) => ({ ...error, path: error.file }));
  for (const { path } of mistakes) paths.add(path);
  const texts = new Map<string, string>();
  for (const path of paths) texts.set(path, workspace.textOf(path) ?? '');
  return {
    findings: byPath(shown),
    notices: byPath(analysis.notices),
    mistakes: byPath(mistakes),
    lines: new Map([...texts].map(([path, text]) => [path, new Lines(text)])),
    texts,
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
