/**
 * Reads nginx as it runs: variables and groups of servers are put into the addresses that name them, and a server block
 * knows what holds in it besides what its file says there.
 */
import type { Fact, ResourceFact, SettingFact } from '../model/facts.ts';
import type { FileFacts } from '../model/file-facts.ts';
import type { Value } from '../model/value.ts';
import { composed, either, relocate } from '../model/values.ts';
import { foreign } from './foreign.ts';
import { grouped, nginxFiles, reachedBy, sharingNames, type Inclusion, type NginxFile } from './nginx-files.ts';
import { setIn } from './nginx-variables.ts';

/** Requests are handed on to what stands here. */
const HANDING_ON = /^(?:proxy|grpc)_pass$/;
const GROUPED = /^([a-z][a-z\d+.-]{1,20}:\/\/)([^/:?#\s]+)(?=[/?#]|$)/i;
const SERVER = 'nginx:server';
/** Hostile projects may include a large file in any number of blocks. */
const MOST_HELD = 50_000;
const MOST_SERVERS = 8;
/** A variable that is set to another that is set to another. */
const MOST_HOPS = 5;

/** The servers of each `upstream`. */
type Groups = ReadonlyMap<string, readonly SettingFact[]>;

export class NginxJoin {
  readonly #files: ReadonlyMap<string, NginxFile>;
  readonly #joined = new Map<string, FileFacts>();
  readonly #own = new Map<NginxFile, readonly NginxFile[]>();
  readonly #groups = new Map<readonly NginxFile[], Groups>();
  readonly #sharing: (file: NginxFile) => readonly NginxFile[];
  /** What holds around a place, by its file and blocks. */
  readonly #places = new Map<string, readonly SettingFact[]>();
  #heldLeft = MOST_HELD;

  /** @param sources all files with directives of nginx, in the order of their paths */
  constructor(sources: readonly FileFacts[]) {
    this.#files = nginxFiles(sources.filter(({ kind }) => kind === 'main' || kind === 'build'));
    this.#sharing = sharingNames(this.#files);
    for (const file of this.#files.values()) this.#joined.set(file.path, this.#join(file));
  }

  file(file: FileFacts): FileFacts {
    return this.#joined.get(file.path) ?? file;
  }

  #join(file: NginxFile): FileFacts {
    const facts = file.facts.facts.map((fact): Fact => {
      if (fact.kind === 'setting' && fact.document === 'nginx') return this.#setting(fact, file);
      return fact.kind === 'resource' && fact.type === SERVER ? this.#server(fact, file) : fact;
    });
    return facts.every((fact, index) => fact === file.facts.facts[index]) ? file.facts : { ...file.facts, facts };
  }

  #setting(fact: SettingFact, file: NginxFile): SettingFact {
    const value = this.#withVariables(fact.value, fact, file, 0);
    const handed = HANDING_ON.test(fact.key.at(-1) ?? '') ? this.#withServers(value, file) : value;
    return handed === fact.value ? fact : { ...fact, value: handed };
  }

  #withVariables(value: Value, at: SettingFact, file: NginxFile, hops: number): Value {
    if (value.kind === 'composed') {
      const parts = value.parts.map((part) => this.#withVariables(part, at, file, hops));
      return parts.every((part, index) => part === value.parts[index]) ? value : composed(parts, value.range);
    }
    const name = value.kind === 'unknown' && value.spelled?.startsWith('$') ? value.spelled.slice(1) : undefined;
    if (name === undefined || value.kind !== 'unknown' || hops > MOST_HOPS) return value;
    const set = setIn(name, at, file, this.#sharing(file)).map((each) => {
      const inner = this.#withVariables(each.fact.value, each.fact, each.file, hops + 1);
      return relocate(foreign(inner, each.file.path), value.range, file.path);
    });
    return set.length === 0 || set.some(({ kind }) => kind === 'unknown') ? value : either(set, value.range);
  }

  /** `http://backend/api` as the addresses of the servers in `upstream backend`. */
  #withServers(value: Value, file: NginxFile): Value {
    const [head, ...rest] = value.kind === 'composed' ? value.parts : [value];
    if (head?.kind !== 'known' || typeof head.value !== 'string') return value;
    const { value: text } = head;
    const [whole, scheme = '', group = ''] = GROUPED.exec(text) ?? [];
    // What follows the name may belong to it.
    if (whole === undefined || (rest.length > 0 && whole === text)) return value;
    const servers = this.#serversOf(group, file);
    if (servers.length === 0) return value;
    const spelled = 'spelled' in value && value.spelled !== undefined ? value.spelled : text;
    const addresses = servers.slice(0, MOST_SERVERS).map(({ value: server }): Value => {
      const host: Value =
        server.kind === 'known'
          ? { ...head, value: scheme + (String(server.value).split(/\s/)[0] ?? '') + text.slice(whole.length) }
          : composed([{ ...head, value: scheme }, server], head.range);
      return rest.length === 0 ? host : composed([host, ...rest], head.range);
    });
    const joined = either(addresses, head.range);
    return joined.kind === 'absent' ? value : { ...joined, spelled };
  }

  #serversOf(group: string, file: NginxFile): readonly SettingFact[] {
    const own = this.#own.get(file) ?? [file];
    this.#own.set(file, own);
    return this.#groupsIn(own).get(group) ?? this.#groupsIn(this.#sharing(file)).get(group) ?? [];
  }

  #groupsIn(files: readonly NginxFile[]): Groups {
    let groups = this.#groups.get(files);
    if (!groups) {
      groups = grouped(
        files.flatMap(({ settings }) => settings),
        ({ key }) => (key.at(-1) === 'server' ? /^upstream\s+(\S+)$/.exec(key.at(-2) ?? '')?.[1] : undefined),
      );
      this.#groups.set(files, groups);
    }
    return groups;
  }

  #server(fact: ResourceFact, file: NginxFile): ResourceFact {
    const part = file.partOf(fact);
    const depth = part.settings[0]?.key.lastIndexOf(`server ${fact.name}`.trim()) ?? 0;
    const around = this.#around(file, part.settings[0]?.key.slice(0, Math.max(0, depth)) ?? []);
    const holds = [...this.#included(part.includes), ...around];
    return holds.length === 0 ? fact : { ...fact, holds };
  }

  /** With the block that includes them in front of their keys. */
  #included(inclusions: readonly Inclusion[]): readonly SettingFact[] {
    return inclusions.flatMap((inclusion) => {
      const above = inclusion.fact.key.slice(0, -1);
      return [...reachedBy([inclusion])].flatMap(({ settings }) =>
        this.#taken(settings).map((each) => ({ ...each, key: [...above, ...each.key] })),
      );
    });
  }

  /** What stands in the blocks around a place, around the directives that include its file, and so on, or is included there. */
  #around(file: NginxFile, blocks: readonly string[]): readonly SettingFact[] {
    const place = [file.path, ...blocks].join('\n');
    const known = this.#places.get(place);
    if (known) return known;
    const found: SettingFact[] = [];
    const seen = new Set<NginxFile>();
    const visit = (from: NginxFile, above: readonly string[]): void => {
      if (seen.has(from)) return;
      seen.add(from);
      const { settings, includes } = from.partOf(undefined);
      found.push(...this.#taken(settings.filter(({ key }) => isBeside(key, above))));
      const beside = includes.filter(({ fact }) => isBeside(fact.key, above));
      for (const part of reachedBy(beside, ({ fact }) => fact.key.length === 1))
        found.push(...this.#taken(part.partOf(undefined).settings.filter(({ key }) => isBeside(key, []))));
      for (const { from: outer, fact } of from.includedBy) visit(outer, fact.key.slice(0, -1));
    };
    visit(file, blocks);
    this.#places.set(place, found);
    return found;
  }

  #taken(settings: readonly SettingFact[]): readonly SettingFact[] {
    if (this.#heldLeft <= 0) return [];
    const taken = settings.filter(({ key }) => key.at(-1) !== 'include').slice(0, this.#heldLeft);
    this.#heldLeft -= taken.length;
    return taken;
  }
}

/** True for a directive that stands in one of the blocks themselves; some hold a name between them and their value. */
function isBeside(key: readonly string[], above: readonly string[]): boolean {
  const depth = key.findIndex((name, index) => name !== above[index]);
  const rest = key.slice(depth);
  return rest.length === 1 || (rest.length === 2 && /^(?:\w+_set_header|add_header|set|env)$/.test(rest[0] ?? ''));
}
