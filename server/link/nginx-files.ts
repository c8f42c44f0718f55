/** Which files of nginx belong together: what each of them includes, by which it is included, what shares names with it. */
import type { ResourceFact, SettingFact } from '../model/facts.ts';
import { factsOfKind } from '../model/facts-of-kind.ts';
import type { FileFacts } from '../model/file-facts.ts';
import { plainText } from './deployment.ts';
import { isPattern, matchesPattern } from './file-patterns.ts';

/** A directive `include` with the files that it names. */
export interface Inclusion {
  readonly from: NginxFile;
  readonly fact: SettingFact;
  readonly files: readonly NginxFile[];
}

/** Directives and inclusions inside of a server block, or outside of all. */
export interface Part {
  readonly server?: ResourceFact;
  readonly settings: readonly SettingFact[];
  readonly includes: readonly Inclusion[];
  /** What `set` gives, by the name of the variable. */
  readonly variables: ReadonlyMap<string, readonly SettingFact[]>;
}

const SERVER = 'nginx:server';
/** Where nginx is installed: what lies there lies anywhere in a repository. */
const INSTALLED = /^\/(?:etc|usr\/local|opt|usr\/local\/openresty)\/nginx\/(?:conf\/)?/;
/** Hostile files may name any number of others. */
const MOST_INCLUDES = 1000;
const MOST_FILES = 2000;

const KNOWN = new WeakMap<FileFacts, boolean>();

/** True for a file with directives of nginx, also inside of a `ConfigMap`. Asked after every edit. */
export function hasNginx(file: FileFacts): boolean {
  let has = KNOWN.get(file);
  if (has === undefined) {
    has = factsOfKind(file, 'setting').some(({ document }) => document === 'nginx');
    KNOWN.set(file, has);
  }
  return has;
}

export class NginxFile {
  readonly facts: FileFacts;
  readonly settings: readonly SettingFact[];
  readonly includes: Inclusion[] = [];
  readonly includedBy: Inclusion[] = [];
  /** By their start; they never hold each other. */
  readonly #servers: readonly ResourceFact[];
  #parts: ReadonlyMap<ResourceFact | undefined, Part> | undefined;

  constructor(facts: FileFacts) {
    this.facts = facts;
    this.settings = factsOfKind(facts, 'setting').filter(({ document }) => document === 'nginx');
    this.#servers = factsOfKind(facts, 'resource')
      .filter(({ type }) => type === SERVER)
      .sort((one, other) => one.range.start - other.range.start);
  }

  get path(): string {
    return this.facts.path;
  }

  partOf(server: ResourceFact | undefined): Part {
    this.#parts ??= this.#split();
    return this.#parts.get(server) ?? { settings: [], includes: [], variables: new Map() };
  }

  partAround(fact: SettingFact): Part {
    return this.partOf(this.#serverAround(fact));
  }

  #split(): ReadonlyMap<ResourceFact | undefined, Part> {
    const parts = new Map<ResourceFact | undefined, { settings: SettingFact[]; includes: Inclusion[] }>();
    const at = (fact: SettingFact): { settings: SettingFact[]; includes: Inclusion[] } => {
      const server = this.#serverAround(fact);
      const part = parts.get(server) ?? { settings: [], includes: [] };
      parts.set(server, part);
      return part;
    };
    for (const fact of this.settings) at(fact).settings.push(fact);
    for (const inclusion of this.includes) at(inclusion.fact).includes.push(inclusion);
    return new Map(
      [...parts].map(([server, part]) => {
        const variables = grouped(part.settings, ({ key }) => (key.at(-2) === 'set' ? key.at(-1) : undefined));
        return [server, { ...part, variables, ...(server && { server }) }];
      }),
    );
  }

  #serverAround({ range }: SettingFact): ResourceFact | undefined {
    let low = 0;
    let high = this.#servers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#servers[middle]?.range.start ?? 0) <= range.start) low = middle + 1;
      else high = middle;
    }
    const server = this.#servers[low - 1];
    return server && range.end <= server.range.end ? server : undefined;
  }
}

/** @param facts files of the program itself and its deployment, in the order of their paths */
export function nginxFiles(facts: readonly FileFacts[]): ReadonlyMap<string, NginxFile> {
  const files = new Map(facts.slice(0, MOST_FILES).map((each) => [each.path, new NginxFile(each)]));
  const find = finder([...files.keys()]);
  let left = MOST_INCLUDES;
  for (const from of files.values()) {
    for (const fact of from.settings) {
      const written = fact.key.at(-1) === 'include' ? plainText(fact.value) : undefined;
      if (written === undefined || left-- <= 0) continue;
      const found = find(from.path, written).flatMap((path) => files.get(path) ?? []);
      const inclusion = { from, fact, files: found };
      from.includes.push(inclusion);
      for (const file of found) file.includedBy.push(inclusion);
    }
  }
  return files;
}

/**
 * All files that inclusions lead to, each once.
 * @param counts whether an inclusion in one of them is followed
 */
export function reachedBy(
  inclusions: readonly Inclusion[],
  counts: (inclusion: Inclusion) => boolean = () => true,
): ReadonlySet<NginxFile> {
  const reached = new Set<NginxFile>();
  const waiting = [...inclusions];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const file of next.files) {
      if (reached.has(file)) continue;
      reached.add(file);
      waiting.push(...file.includes.filter(counts));
    }
  }
  return reached;
}

/** The files that share names with a file: those of the same tree of includes; without one those of its folder. */
export function sharingNames(files: ReadonlyMap<string, NginxFile>): (file: NginxFile) => readonly NginxFile[] {
  const trees = new Map<NginxFile, readonly NginxFile[]>();
  const folders = new Map<string, NginxFile[]>();
  for (const start of files.values()) {
    const folder = folderOf(start.path);
    const beside = folders.get(folder);
    if (beside) beside.push(start);
    else folders.set(folder, [start]);
    if (trees.has(start)) continue;
    const tree = new Set([start]);
    for (const { includes, includedBy } of tree) {
      for (const inclusion of includes) for (const file of inclusion.files) tree.add(file);
      for (const { from } of includedBy) tree.add(from);
    }
    const all = [...tree];
    for (const file of all) trees.set(file, all);
  }
  return (file) => {
    const tree = trees.get(file) ?? [file];
    return tree.length > 1 ? tree : (folders.get(folderOf(file.path)) ?? tree);
  };
}

/** Names are relative to the folder of `nginx.conf`, which lies anywhere above: the nearest folder with such a file counts. */
function finder(paths: readonly string[]): (from: string, written: string) => readonly string[] {
  const all = new Set(paths);
  const known = new Map<string, readonly string[]>();
  const at = (path: string): readonly string[] => {
    let found = known.get(path);
    if (!found) {
      found = isPattern(path) ? paths.filter((each) => matchesPattern(each, path)) : all.has(path) ? [path] : [];
      known.set(path, found);
    }
    return found;
  };
  return (from, written) => {
    const names = [...new Set([written.replace(/^\.?\/+/, ''), written.replace(INSTALLED, '').replace(/^\.?\/+/, '')])];
    if (names.some((name) => name.split('/').includes('..'))) return [];
    const folders = from.split('/').slice(0, -1);
    for (let length = folders.length; length >= 0; length--) {
      for (const name of names) {
        const found = at([...folders.slice(0, length), name].join('/')).filter((path) => path !== from);
        if (found.length > 0) return found;
      }
    }
    return [];
  };
}

/** Facts by a name that some of them have. */
export function grouped(
  facts: readonly SettingFact[],
  nameOf: (fact: SettingFact) => string | undefined,
): ReadonlyMap<string, readonly SettingFact[]> {
  const groups = new Map<string, SettingFact[]>();
  for (const fact of facts) {
    const name = nameOf(fact);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(fact);
    else groups.set(name, [fact]);
  }
  return groups;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
