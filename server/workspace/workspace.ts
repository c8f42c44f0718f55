/** The only state of the program: one root, what is known of its files, and how that becomes an analysis. */
import type { Analysis, Crash } from '../model/analysis.ts';
import type { Configuration } from '../model/configuration.ts';
import type { FileFacts } from '../model/file-facts.ts';
import { JUDGED_KINDS, type ProjectView, type Rule } from '../model/rule.ts';
import { RULES } from '../../rules/index.ts';
import { Judge } from '../judge/judge.ts';
import { Linker } from '../link/linker.ts';
import type { LinkedProject } from '../link/linker.ts';
import { NO_OVERLAY, overlayOf } from './commits.ts';
import { configurationOf, ruleSettingFor } from './configuration.ts';
import type { ConfigurationError, LoadedConfiguration } from './configuration.ts';
import { DECISION_FILE } from './decision-file.ts';
import { kindOf } from '../classify/kind-of.ts';
import { stageOf } from '../classify/stage-of.ts';
import { CONFIGURATION_FILE, isBelowAny, projectFolder } from './find-files.ts';
import type { Git, Tree } from './git.ts';
import { inLanes } from './lanes.ts';
import { Pool } from './pool.ts';
import { byName, byPlace, byPlaceOfNotice } from './order.ts';
import { ProjectDecisions } from './project-decisions.ts';
import { factsByPath, ProjectFiles, shareOne, type ProjectFile } from './project-files.ts';
import { LANES, readStaleFiles } from './read-stale-files.ts';
import { moduleResolver } from './resolve-module.ts';
import { fileFilter } from './word-filter.ts';
import type { AnalyseOptions, WorkspaceOptions } from './workspace-options.ts';

/** Files ask for files that ask for files: values are followed a dozen steps, so that more rounds than this cannot be. */
const MOST_ROUNDS = 40;
/** Files whose content decides what a module name means. */
const MODULE_FILE = /(?:^|\/)(?:package\.json|[tj]sconfig[^/]*\.json|pnpm-workspace\.yaml)$/;

interface Linked {
  readonly project: LinkedProject;
  readonly needed: readonly string[];
  readonly crashes: readonly Crash[];
}

export class Workspace {
  readonly root: string;
  readonly #options: WorkspaceOptions;
  readonly #rules: readonly Rule[];
  readonly #pool: Pool;
  readonly #files: ProjectFiles;
  #loaded: LoadedConfiguration;
  #isConfigurationStale = false;
  readonly #decisions: ProjectDecisions;
  /** Undefined when files came or went, or what module names mean has changed. */
  #linker: Linker | undefined;
  #judge: Judge;
  /** Files without a word of a rule that the last link took something from. */
  #needed: readonly string[] = [];
  /** Of the last analysis. */
  #project: LinkedProject | undefined;
  #running: Promise<unknown> = Promise.resolve();

  private constructor(options: WorkspaceOptions, loaded: LoadedConfiguration, below: readonly string[]) {
    const { root, engine, threads, rules = RULES, worker, timeLimit } = options;
    this.root = root;
    this.#options = options;
    this.#rules = rules;
    this.#loaded = loaded;
    this.#pool = options.pool ?? new Pool({ engine, threads, worker, timeLimit });
    // It loads its code while the files are looked for.
    this.#pool.prepare();
    const matters = fileFilter(rules, options.wordFilter !== false);
    this.#files = new ProjectFiles({ root, below, pool: this.#pool, matters });
    this.#judge = this.#newJudge();
    this.#decisions = new ProjectDecisions(options);
  }

  /** Never fails because of the project: mistakes in `fachlint.json` are in `configurationErrors`, the defaults then hold. */
  static async open(options: WorkspaceOptions): Promise<Workspace> {
    const { root, only = [] } = options;
    // A few files named in a place that is no project (`/tmp/a.ts /home/b.ts`) must not make us read the whole disk.
    const isLimited = only.length > 0 && (await projectFolder(root)) === undefined;
    const workspace = new Workspace(
      options,
      await configurationOf({ ...options, rules: options.rules ?? RULES }),
      isLimited ? only : [],
    );
    await workspace.#decisions.load();
    return workspace;
  }

  get configuration(): Configuration {
    return this.#loaded.configuration;
  }

  /** Mistakes in the configuration file as it was read last. */
  get configurationErrors(): readonly ConfigurationError[] {
    return this.#loaded.errors;
  }

  /** The decision file as it was read last. */
  get decisions(): ProjectDecisions {
    return this.#decisions;
  }

  /** The text an editor shows, from now on in place of the file on disk. */
  setText(path: string, text: string): void {
    this.#files.setText(path, text);
    this.#forgetModules(path);
  }

  /** The project as it is in a commit or in the index; without a tree, as it is on the disk. */
  async show(git?: Git, tree?: Tree): Promise<void> {
    const found = git && (await this.#files.search(this.configuration));
    this.#files.lay(found && tree ? await overlayOf(this.root, git, tree, found) : NO_OVERLAY);
    this.#linker = undefined;
  }

  /** Of all files of the project, in their order. */
  get paths(): readonly string[] {
    return this.#files.paths;
  }

  /** Whether the project had the file when it was analysed last. */
  has(path: string): boolean {
    return this.#files.get(path) !== undefined;
  }

  /** The editor has closed the file: the disk holds again. */
  dropText(path: string): void {
    if (this.#files.dropText(path)) this.#forgetModules(path);
  }

  /** A file or folder was changed, created or deleted on disk. False where that changes no analysis. */
  changed(path: string): boolean {
    const isConfiguration = path === CONFIGURATION_FILE;
    if (isConfiguration) this.#isConfigurationStale = true;
    if (path === DECISION_FILE) this.#decisions.forget();
    this.#forgetModules(path);
    return this.#files.touch(path) || isConfiguration;
  }

  /** Reads the configuration file again. With mistakes in it, the last good one goes on. */
  async configurationChanged(): Promise<void> {
    this.#isConfigurationStale = false;
    const { configuration, errors } = await configurationOf({ ...this.#options, rules: this.#rules });
    this.#loaded = { configuration: errors.length > 0 ? this.configuration : configuration, errors };
    if (errors.length > 0) return;
    this.#files.listAgain();
    this.#judge = this.#newJudge();
  }

  #newJudge(): Judge {
    const { configuration } = this;
    return new Judge({
      rules: this.#rules,
      configuration,
      settingOf: (rule, path) => ruleSettingFor(configuration, rule, path),
      textOf: (path) => this.#files.analysedTextOf(path),
      // Asked for every file and rule: what a listed file is has been found out once.
      sourceOf: (path) => this.#files.get(path) ?? { kind: kindOf(path, configuration), stage: stageOf(path) },
    });
  }

  /** The text of a file of the project: the editor's, else the one that was analysed, else what the disk holds now. */
  textOf(path: string): string | undefined {
    return this.#files.textOf(path);
  }

  /**
   * Everything about the project as it is now. The first time all files are read, later those that changed. Calls run one
   * after the other. Rejected with the reason of the signal; what was learned until then is kept.
   */
  analyse(options: AnalyseOptions = {}): Promise<Analysis> {
    const run = this.#running.then(() => this.#analyse(options));
    this.#running = run.catch(() => undefined);
    return run;
  }

  /** Asks a question about the project, narrowed to `only`, as the last analysis saw it; undefined where there was none. */
  survey<T>(question: (project: ProjectView) => T): T | undefined {
    const { only = [] } = this.#options;
    const isWanted = ({ path }: FileFacts): boolean => only.length === 0 || isBelowAny(path, only);
    return this.#project && question(this.#judge.viewOf(this.#project, {}, isWanted));
  }

  /**
   * Like `survey`, of a project of which every file was read: names count that no rule has a word for. Files are read
   * anew with the texts that hold here.
   */
  async surveyAll<T>(question: (project: ProjectView, analysis: Analysis) => T): Promise<T | undefined> {
    const whole = await Workspace.open({ ...this.#options, pool: this.#pool, wordFilter: false });
    whole.#files.takeTexts(this.#files);
    const analysis = await whole.analyse();
    return whole.survey((project) => question(project, analysis));
  }

  async dispose(): Promise<void> {
    await this.#pool.dispose();
    this.#files.clear();
  }

  #forgetModules(path: string): void {
    if (MODULE_FILE.test(path)) this.#linker = undefined;
  }

  async #analyse({ onProgress, signal }: AnalyseOptions): Promise<Analysis> {
    signal?.throwIfAborted();
    if (this.#isConfigurationStale) await this.configurationChanged();
    const { configuration } = this;
    const listed = await this.#files.list(configuration);
    if (listed.isNew) this.#linker = undefined;

    const stale = this.#files.all.filter(({ isStale }) => isStale);
    let done = 0;
    let total = stale.length;
    const progress = (): void => onProgress?.(++done, total);
    const demanded = await readStaleFiles(stale, {
      files: this.#files,
      // An edit asks for nothing that is not there already, or for little.
      linker: this.#linker ? undefined : this.#linkerNow(),
      signal,
      onAsked: () => total++,
      onDone: progress,
      onGone: () => (this.#linker = undefined),
    });

    const judged = this.#files.all.filter(({ isRelevant }) => isRelevant);
    // Starts with what was needed last time or seems to be. What is needed in the end does not depend on it: see `Linker`.
    const active = new Set([...[...judged, ...demanded].map(({ path }) => path), ...this.#needed]);
    let linked: Linked;
    for (let round = 0; ; round++) {
      const files = this.#files.all.filter(({ path }) => active.has(path));
      const unparsed = files.filter(({ facts }) => !facts);
      total += unparsed.length;
      await inLanes(LANES, unparsed, signal, async (file) => {
        await this.#files.parse(file);
        progress();
      });
      linked = this.#link(judged, files);
      const missing = linked.needed.filter((path) => !active.has(path) && this.#files.get(path) !== undefined);
      if (missing.length === 0 || round === MOST_ROUNDS) break;
      for (const path of missing) active.add(path);
    }
    this.#needed = linked.needed;
    signal?.throwIfAborted();

    const { findings: judgedFindings, secrets, crashes } = this.#judge.judge(linked.project);
    const { findings, decisions } = await this.#decisions.apply(
      judgedFindings,
      configuration,
      (path) => this.#files.get(path) !== undefined,
    );
    this.#project = linked.project;
    const { only = [] } = this.#options;
    const isWanted = ({ path }: { readonly path: string }): boolean => only.length === 0 || isBelowAny(path, only);
    const files = this.#files.all.filter(isWanted);
    const needed = new Set([...judged.map(({ path }) => path), ...linked.needed]);
    const parsed = files.filter(({ path, facts }) => facts && needed.has(path));
    const unread = files.flatMap(({ notice }) => notice ?? []);
    return {
      findings: findings.filter(isWanted).sort(byPlace),
      decisions: decisions.filter(({ entry }) => isWanted(entry)),
      secrets,
      notices: [
        ...listed.notices.filter(isWanted),
        ...unread,
        ...parsed.flatMap(({ facts }) => facts?.notices ?? []),
      ].sort(byPlaceOfNotice),
      crashes: [...parsed.flatMap(({ crash }) => crash ?? []), ...linked.crashes, ...crashes].sort(byName),
      // Servers that tests start, and samples, are no doors of the application.
      doors: linked.project.doors.filter(
        ({ place }) => isWanted(place) && JUDGED_KINDS.includes(this.#files.get(place.path)?.kind ?? 'main'),
      ),
      counts: { files: files.length, parsed: parsed.length },
    };
  }

  #linkerNow(): Linker {
    const textOf = (path: string): string | undefined => this.#files.textOf(path);
    return (this.#linker ??= new Linker(moduleResolver(this.#files.paths, textOf), this.configuration));
  }

  #link(judged: readonly ProjectFile[], active: readonly ProjectFile[]): Linked {
    const files = factsByPath(judged);
    const parsed = factsByPath(active);
    try {
      const linked = this.#linkerNow().link({
        files,
        supporting: [...parsed.values()].filter(({ path }) => !files.has(path)),
        factsOf: (path) => parsed.get(path) ?? (this.#files.get(path) ? 'unparsed' : 'missing'),
        settersOf: (names) =>
          this.#files.all.filter(({ environmentWords }) => shareOne(names, environmentWords)).map(({ path }) => path),
      });
      return { ...linked, crashes: [] };
    } catch (error) {
      // Each file can still be judged by itself.
      const detail = error instanceof Error ? error.name : 'Error';
      return {
        project: { files, doors: [], environment: new Map() },
        needed: [],
        crashes: [{ what: 'link', detail }],
      };
    }
  }
}
