/** Facts of all files → linked facts: values and callees of other files put in, routes joined with their guards. */
import type { FactsOf, ResolveModule } from '../model/analysis.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Door } from '../model/door.ts';
import type { FileFacts } from '../model/file-facts.ts';
import { Demands } from './demands.ts';
import { buildDoors, doorFactsOf, type DoorFacts } from './build-doors.ts';
import { HANDOVER, OF_NGINX } from './environment-files.ts';
import { ChartValues } from './chart-values.ts';
import { HandedOnFacts } from './handed-on.ts';
import { hasEnvironment, readEnvironment, type Environment } from './environment.ts';
import { EnvironmentJoin, LookUps } from './join-environment.ts';
import { NginxJoin } from './join-nginx.ts';
import { linkFacts, openFactsOf } from './link-facts.ts';
import { loadsConfiguration, readConfiguration } from './loaded-configuration.ts';
import { mountedSecrets, withMountedSecret } from './mounted-secrets.ts';
import { hasNginx } from './nginx-files.ts';
import { ValueResolver } from './resolve-values.ts';
import { SeenExports } from './seen-exports.ts';

/** What is judged: facts with references resolved, in the order of paths. */
export interface LinkedProject {
  /** The judged files, and those that set environment variables for them. */
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly doors: readonly Door[];
  /** Who sets which environment variable; complete for those that some fact looks up. */
  readonly environment: Environment;
}

export interface LinkInput {
  /** The files to be judged by path, in sorted order. */
  readonly files: ReadonlyMap<string, FileFacts>;
  /** Parsed files that only give something to the others, in sorted order. */
  readonly supporting: readonly FileFacts[];
  readonly factsOf: FactsOf;
  /** Files, parsed or not, that may set one of these environment variables. */
  readonly settersOf: (names: ReadonlySet<string>) => readonly string[];
}

/** What was looked at for a result: it holds as long as all of them are the same. */
type Seen = ReadonlyMap<string, ReturnType<FactsOf>>;

interface LinkedFile {
  readonly file: FileFacts;
  readonly exports: SeenExports;
}

/** Undefined for files that are not parsed. */
type Reached = ReadonlyMap<string, LinkedFile | undefined>;

interface LinkedDoors {
  readonly facts: DoorFacts;
  readonly doors: readonly Door[];
  readonly seen: Seen;
}

/**
 * Links a project again and again. After an edit only that is linked anew which the edited file has a part in; the result
 * is the same as from the start, down to the objects of what did not change. One linker belongs to one way of resolving
 * modules and one configuration.
 */
export class Linker {
  readonly #resolve: ResolveModule;
  readonly #configuration: Configuration;
  readonly #plain = new WeakMap<object, boolean>();
  /** Facts that have to be linked, by index. */
  readonly #open = new WeakMap<FileFacts, readonly number[]>();
  readonly #files = new WeakMap<FileFacts, LinkedFile>();
  readonly #lookUps = new LookUps();
  #doors: LinkedDoors = {
    facts: { routes: [], guards: [], decorations: [], hasPages: false },
    doors: [],
    seen: new Map(),
  };
  #environment: { readonly sources: readonly FileFacts[]; readonly join: EnvironmentJoin } = {
    sources: [],
    join: new EnvironmentJoin(new Map(), this.#lookUps),
  };
  #nginx: { readonly sources: readonly FileFacts[]; readonly join: NginxJoin } = {
    sources: [],
    join: new NginxJoin([]),
  };

  constructor(resolve: ResolveModule, configuration: Configuration) {
    this.#resolve = remembered(resolve);
    this.#configuration = configuration;
  }

  /**
   * `needed` are all files besides the judged ones that hold a value, a guard, a function or a variable of the
   * environment for them: where one is not parsed yet, parse it and link again. Once none is missing, the result is the
   * same whatever else was parsed.
   */
  link({ files, supporting, factsOf, settersOf }: LinkInput): {
    readonly project: LinkedProject;
    readonly needed: readonly string[];
  } {
    const known = new Map([...files, ...supporting.map((file) => [file.path, file] as const)]);
    const linkedOf = (path: string): LinkedFile | undefined => {
      const file = known.get(path);
      return file && this.#linkedFile(file, files.has(path), factsOf);
    };
    // Doors may lead to further files with routes, and so on.
    let reached = reachable(files.keys(), linkedOf);
    let doors = this.#linkedDoors(reached, factsOf);
    for (let size = 0; size < reached.size; doors = this.#linkedDoors(reached, factsOf)) {
      size = reached.size;
      reached = reachable([...reached.keys(), ...doors.seen.keys()], linkedOf);
    }
    const linked = [...files.keys()].flatMap((path) => reached.get(path)?.file ?? []);
    const { setters, paths } = this.#settersFor(linked, supporting, settersOf);
    const sources = [...linked, ...setters].sort(byPath);
    const mounts = mountedSecrets(sources);
    const mounted = among(supporting, [...mounts.keys()]).filter((file) => !setters.includes(file));
    const servers = this.#serversFor(sources);
    const all = [...sources.map((file) => servers.file(file)), ...mounted].sort(byPath).map((file) => {
      const mount = mounts.get(file.path);
      return mount ? withMountedSecret(file, mount) : file;
    });
    const join = this.#joinFor(all, (path) => factsOf(path) !== 'missing');
    return {
      project: {
        files: new Map(all.map((file) => [file.path, join.file(file)])),
        doors: doors.doors,
        environment: join.environment,
      },
      needed: [...new Set([...reached.keys(), ...paths, ...mounts.keys()])]
        .filter((path) => !files.has(path) && factsOf(path) !== 'missing')
        .sort(),
    };
  }

  /** To be asked before a link, file by file. */
  demands(factsOf: FactsOf, isJudged: (path: string) => boolean): Demands {
    const resolver = new ValueResolver(new SeenExports(factsOf), this.#resolve, this.#plain);
    return new Demands({
      factsOf,
      resolve: this.#resolve,
      openFactsOf: (file) =>
        this.#openOf(file, isJudged(file.path), resolver).flatMap((index) => file.facts[index] ?? []),
      isPlain: (value, path) => resolver.isPlain(value, path),
    });
  }

  /**
   * Files that set what is looked up, in the judged files or in other such files, and the parts of servers of which one
   * is judged; and the paths of all there are.
   */
  #settersFor(
    linked: readonly FileFacts[],
    supporting: readonly FileFacts[],
    settersOf: LinkInput['settersOf'],
  ): { readonly setters: readonly FileFacts[]; readonly paths: readonly string[] } {
    const parts = linked.some(hasNginx) ? settersOf(new Set([OF_NGINX])) : [];
    let paths: readonly string[] = [];
    let setters = among(supporting, parts);
    const names = new Set([...linked, ...setters].flatMap((file) => [...this.#lookUps.ofFile(file)]));
    for (let size = -1; size < setters.length || (paths.length > 0 && !names.has(HANDOVER));) {
      size = setters.length;
      if (paths.length > 0) names.add(HANDOVER);
      for (const file of setters) for (const name of this.#lookUps.ofFile(file)) names.add(name);
      paths = settersOf(names);
      setters = among(supporting, [...parts, ...paths]);
    }
    return { setters, paths: [...parts, ...paths] };
  }

  /** Of a file that is not judged, only routes and guards count. */
  #linkedFile(file: FileFacts, isJudged: boolean, factsOf: FactsOf): LinkedFile {
    let linked = this.#files.get(file);
    if (!linked?.exports.isCurrent(factsOf)) {
      const exports = new SeenExports(factsOf);
      const resolver = new ValueResolver(exports, this.#resolve, this.#plain);
      const own = linkFacts(file.facts, this.#openOf(file, isJudged, resolver), resolver);
      const handedOn = new HandedOnFacts((path) => (path === file.path ? own : exports.facts(path)), resolver);
      const facts = isJudged ? handedOn.with(own) : own;
      linked = { file: facts === file.facts ? file : { ...file, facts }, exports };
      this.#files.set(file, linked);
    }
    return linked;
  }

  #openOf(file: FileFacts, isJudged: boolean, resolver: ValueResolver): readonly number[] {
    let open = this.#open.get(file);
    if (!open) {
      open = openFactsOf(file.facts, resolver, isJudged);
      this.#open.set(file, open);
    }
    return open;
  }

  #linkedDoors(reached: Reached, factsOf: FactsOf): LinkedDoors {
    const facts = doorFactsOf([...reached.values()].flatMap((linked) => linked?.file ?? []).sort(byPath));
    const before = this.#doors;
    const isSame =
      isSameList(facts.routes, before.facts.routes) &&
      isSameList(facts.guards, before.facts.guards) &&
      isSameList(facts.decorations, before.facts.decorations) &&
      facts.hasPages === before.facts.hasPages &&
      isCurrent(before.seen, factsOf);
    if (!isSame) {
      const seen = new Map<string, ReturnType<FactsOf>>();
      const sources = { factsOf: observed(factsOf, seen), resolve: this.#resolve, configuration: this.#configuration };
      this.#doors = { facts, doors: buildDoors(facts, sources), seen };
    }
    return this.#doors;
  }

  #serversFor(files: readonly FileFacts[]): NginxJoin {
    const sources = files.filter(hasNginx);
    if (!isSameList(sources, this.#nginx.sources)) this.#nginx = { sources, join: new NginxJoin(sources) };
    return this.#nginx.join;
  }

  #joinFor(files: readonly FileFacts[], exists: (path: string) => boolean): EnvironmentJoin {
    const sources = files.filter((file) => hasEnvironment(file) || loadsConfiguration(file));
    if (!isSameList(sources, this.#environment.sources)) {
      this.#environment = {
        sources,
        join: new EnvironmentJoin(
          readEnvironment(sources),
          this.#lookUps,
          readConfiguration(sources),
          new ChartValues(exists),
        ),
      };
    }
    return this.#environment.join;
  }
}

function among(files: readonly FileFacts[], paths: readonly string[]): readonly FileFacts[] {
  const wanted = new Set(paths);
  return files.filter(({ path }) => wanted.has(path));
}

/** The files on all ways from these through what they take from others. */
function reachable(from: Iterable<string>, linkedOf: (path: string) => LinkedFile | undefined): Reached {
  const reached = new Map<string, LinkedFile | undefined>();
  const waiting = [...from];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    const linked = linkedOf(path);
    reached.set(path, linked);
    waiting.push(...(linked?.exports.paths() ?? []));
  }
  return reached;
}

function byPath(one: FileFacts, other: FileFacts): number {
  return one.path < other.path ? -1 : 1;
}

/** Writes down what was looked at. */
function observed(factsOf: FactsOf, seen: Map<string, ReturnType<FactsOf>>): FactsOf {
  return (path) => {
    const facts = factsOf(path);
    seen.set(path, facts);
    return facts;
  };
}

function isCurrent(seen: Seen, factsOf: FactsOf): boolean {
  for (const [path, facts] of seen) if (factsOf(path) !== facts) return false;
  return true;
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}

/** The search for a file tries many names: once for each name in each file. */
function remembered(resolve: ResolveModule): ResolveModule {
  const targets = new Map<string, Map<string, string | undefined>>();
  return (from, module) => {
    let known = targets.get(from);
    if (!known) {
      known = new Map();
      targets.set(from, known);
    }
    if (known.has(module)) return known.get(module);
    const target = resolve(from, module);
    known.set(module, target);
    return target;
  };
}
