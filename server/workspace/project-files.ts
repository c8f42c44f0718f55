/** What is known of each file of a project: its text where it matters, its facts, or why there are none. */
import { OF_NGINX, wordsOfEnvironment } from '../link/environment-files.ts';
import { keepExports } from '../link/seen-exports.ts';
import { formatOf } from '../classify/format-of.ts';
import { join } from 'node:path';
import type { Crash, FactsOf } from '../model/analysis.ts';
import type { Configuration } from '../model/configuration.ts';
import type { FileFacts, Notice } from '../model/file-facts.ts';
import type { FileKind, Stage } from '../model/source.ts';
import { kindOf } from '../classify/kind-of.ts';
import { stageOf } from '../classify/stage-of.ts';
import { NO_OVERLAY, type Overlay } from './commits.ts';
import { byCodeUnit, findFiles } from './find-files.ts';
import type { FoundFiles } from './find-files.ts';
import type { Pool } from './pool.ts';
import { LARGEST_FILE, readTextSync } from './read-text.ts';
import type { Unread } from './read-text.ts';
import type { FileFilter } from './word-filter.ts';

export interface ProjectFile {
  readonly path: string;
  readonly kind: FileKind;
  readonly stage: Stage;
  /** To be read (again) before the next analysis. */
  isStale: boolean;
  /** Some rule can find something in it: it is parsed without being asked for. */
  isRelevant: boolean;
  /** All words of a file that may set environment variables; a program looks some of them up. */
  environmentWords?: ReadonlySet<string> | undefined;
  /** Kept only where the file is to be parsed; `facts` and `crash` are those of this text. */
  text?: string | undefined;
  facts?: FileFacts | undefined;
  /** Those of the last text, until there are new ones. */
  outdated?: FileFacts | undefined;
  crash?: Crash | undefined;
  /** Why it could not be read. */
  notice?: Notice | undefined;
}

export interface ProjectFilesOptions {
  readonly root: string;
  /** Paths that the search for files is limited to; empty means all. */
  readonly below: readonly string[];
  readonly pool: Pool;
  readonly matters: FileFilter;
}

/** After so many reads the editor and the parse threads get their turn. */
const READS_AT_ONCE = 16;

export class ProjectFiles {
  #reads = 0;
  readonly #options: ProjectFilesOptions;
  /** Texts of open editors. */
  readonly #written = new Map<string, string>();
  #overlay: Overlay = NO_OVERLAY;
  #files = new Map<string, ProjectFile>();
  #all: readonly ProjectFile[] | undefined;
  #found: FoundFiles | undefined;
  #searches = 0;

  constructor(options: ProjectFilesOptions) {
    this.#options = options;
  }

  /** All files in the order of their paths. */
  get all(): readonly ProjectFile[] {
    this.#all ??= [...this.#files.values()];
    return this.#all;
  }

  get paths(): readonly string[] {
    return [...this.#files.keys()];
  }

  get(path: string): ProjectFile | undefined {
    return this.#files.get(path);
  }

  factsOf(path: string): ReturnType<FactsOf> {
    const file = this.#files.get(path);
    return file ? (file.facts ?? 'unparsed') : 'missing';
  }

  setText(path: string, text: string): void {
    this.#written.set(path, text);
    this.touch(path);
  }

  /** True if there was a text of an editor. */
  dropText(path: string): boolean {
    const existed = this.#written.delete(path);
    if (existed) this.touch(path);
    return existed;
  }

  /** Lays texts over those of the disk, in place of what was laid there before. */
  lay(overlay: Overlay): void {
    for (const path of this.#overlay.texts.keys()) if (!overlay.texts.has(path)) this.dropText(path);
    for (const [path, text] of overlay.texts) if (this.#written.get(path) !== text) this.setText(path, text);
    this.#overlay = overlay;
    this.listAgain();
  }

  /** The texts of editors and what is laid over the disk, as another one has them. */
  takeTexts(other: ProjectFiles): void {
    for (const [path, text] of other.#written) this.#written.set(path, text);
    this.#overlay = other.#overlay;
  }

  /** What the search for files has found, without what is laid over it. */
  async search(configuration: Configuration): Promise<FoundFiles> {
    await this.list(configuration);
    return this.#found ?? findFiles(this.#options.root, configuration, this.#options.below);
  }

  /** The file or folder may have changed. False where that cannot matter: nothing in it is looked at. */
  touch(path: string): boolean {
    const file = this.#files.get(path);
    if (file) file.isStale = true;
    // A new file, a folder, or rules about files: the search starts again. Not for every file of an `npm install`.
    const isNew = !file && (this.#found?.reaches(path) ?? !this.#written.has(path));
    const isSearchedAgain = isNew || path.endsWith('.gitignore');
    if (isSearchedAgain) this.listAgain();
    return file !== undefined || isSearchedAgain;
  }

  /** Also counts for a search that is under way: it may have passed the place already. */
  listAgain(): void {
    this.#found = undefined;
    this.#searches++;
  }

  /**
   * Brings the list of files up to date; what is known of those that are still there is kept. Returns what could not be
   * listed and whether the list was made anew.
   */
  async list(configuration: Configuration): Promise<{ notices: readonly Notice[]; isNew: boolean }> {
    if (this.#found) return { notices: this.#found.notices, isNew: false };
    const search = this.#searches;
    const found = await findFiles(this.#options.root, configuration, this.#options.below);
    const written = [...this.#written.keys()].filter((path) => found.accepts(path));
    const files = new Map<string, ProjectFile>();
    for (const path of new Set([...found.files, ...written].sort(byCodeUnit))) {
      if (this.#overlay.hidden.has(path)) continue;
      const kind = kindOf(path, configuration);
      const known = this.#files.get(path);
      const isSame = known?.kind === kind;
      files.set(path, isSame ? known : { path, kind, stage: stageOf(path), isStale: true, isRelevant: false });
    }
    this.#files = files;
    if (search === this.#searches) this.#found = found;
    this.#all = undefined;
    return { notices: found.notices, isNew: true };
  }

  /** Reads a file again. Facts stay where the text is the same. False if the file is gone. */
  async read(file: ProjectFile): Promise<boolean> {
    file.isStale = false;
    file.notice = undefined;
    const { path, kind } = file;
    const text = await this.#textNow(path);
    if (typeof text !== 'string') {
      file.isRelevant = false;
      file.text = file.facts = file.outdated = file.crash = file.environmentWords = undefined;
      const { reason } = text;
      if (reason === 'missing') {
        this.#files.delete(path);
        this.#all = undefined;
      }
      // What would not be judged anyway is no news: other formats, and the size of lock files and bundles.
      else if (formatOf(path) !== undefined && (reason !== 'too-large' || kind !== 'generated')) {
        file.notice = { path, reason };
      }
      return reason !== 'missing';
    }
    const { matters } = this.#options;
    file.isRelevant = matters.mayFind(path, kind, text);
    file.environmentWords = matters.judges(kind) ? wordsOf(path, text) : undefined;
    if (file.facts && file.text === text) return true;
    file.outdated = file.facts ?? file.outdated;
    file.facts = file.crash = undefined;
    file.text = file.isRelevant ? text : undefined;
    return true;
  }

  /** Sees to it that the file has facts. */
  async parse(file: ProjectFile): Promise<void> {
    if (file.facts) return;
    const { path, kind, stage } = file;
    if (file.text === undefined) {
      const text = await this.#textNow(path);
      // Unreadable, or gone since it was listed: then it has no facts, which is what a link sees.
      file.text = typeof text === 'string' ? text : '';
    }
    const { facts, crash } = await this.#options.pool.parse({ path, text: file.text, kind, stage });
    file.facts = file.outdated ? keepExports(file.outdated, facts) : facts;
    file.outdated = undefined;
    file.crash = crash;
  }

  /** The text that was analysed, where one was kept: the ranges of an analysis belong to it. Else what is there now. */
  analysedTextOf(path: string): string | undefined {
    const file = this.#files.get(path);
    if (!file) return undefined;
    if (file.text !== undefined) return file.text;
    const written = this.#written.get(path);
    if (written !== undefined) return written;
    const read = readTextSync(join(this.#options.root, path));
    return typeof read === 'string' ? undefined : read.text;
  }

  /** The editor's text, else as `analysedTextOf`. */
  textOf(path: string): string | undefined {
    return this.#written.get(path) ?? this.analysedTextOf(path);
  }

  clear(): void {
    this.#files.clear();
    this.#all = undefined;
    this.#written.clear();
    this.#found = undefined;
  }

  async #textNow(path: string): Promise<string | { readonly reason: Unread }> {
    const written = this.#written.get(path);
    // An editor may hold what is not read from the disk either.
    if (written !== undefined) return written.length > LARGEST_FILE ? { reason: 'too-large' } : written;
    // Small files are read at once: handing each of them to another thread and back costs several times the reading.
    if (++this.#reads % READS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    const read = readTextSync(join(this.#options.root, path));
    return typeof read === 'string' ? { reason: read } : read.text;
  }
}

/** Files of nginx share only what is said between them, and the format alone says that a file is one. */
const MAY_BE_NGINX = /\.(?:conf|cfg|nginx)\b|nginx|\/(?:sites-\w+|snippets|conf\.d)\//i;
const NGINX_WORDS: ReadonlySet<string> = new Set([OF_NGINX]);

function wordsOf(path: string, text: string): ReadonlySet<string> | undefined {
  return MAY_BE_NGINX.test(path) && formatOf(path, text) === 'nginx' ? NGINX_WORDS : wordsOfEnvironment(path, text);
}

/** In the order of paths, whatever was parsed first. */
export function factsByPath(files: readonly ProjectFile[]): ReadonlyMap<string, FileFacts> {
  return new Map(files.flatMap(({ path, facts }) => (facts ? [[path, facts]] : [])));
}

/** True where a file has one of the words. */
export function shareOne(names: ReadonlySet<string>, words: ReadonlySet<string> = new Set()): boolean {
  return words.size > 0 && [...names].some((name) => words.has(name));
}
