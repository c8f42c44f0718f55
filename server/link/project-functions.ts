/** The functions of the project: by the place where they stand, by the class they belong to, and by name across files. */
import type { FactsOf, ResolveModule } from '../model/analysis.ts';
import { apiNameOf, canonicalName } from '../model/api-name.ts';
import type { FunctionFact } from '../model/facts.ts';
import type { FileFacts } from '../model/file-facts.ts';
import { placeOf } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';

export interface FunctionSources {
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly factsOf: FactsOf;
  readonly resolve: ResolveModule;
  /** Files that have to be parsed before more can be said. */
  readonly demanded: Set<string>;
}

export class ProjectFunctions {
  readonly #sources: FunctionSources;
  readonly #byPlace = new Map<string, FunctionFact>();
  readonly #members = new Map<string, FunctionFact[]>();
  readonly #byName = new Map<string, FunctionFact>();

  constructor(sources: FunctionSources) {
    this.#sources = sources;
    for (const [path, file] of sources.files) this.#add(path, file);
  }

  at(path: string, start: number): FunctionFact | undefined {
    return this.#byPlace.get(`${path}:${String(start)}`);
  }

  /** Methods and function fields of a class. */
  membersOf(path: string, owner: string): readonly FunctionFact[] {
    return this.#members.get(`${path}:${owner}`) ?? [];
  }

  /** The function that a value is or names. */
  of(value: Value, path: string): FunctionFact | undefined {
    if (value.kind === 'call' || value.kind === 'reference') {
      return this.named(value.kind === 'call' ? value.callee : canonicalName(apiNameOf(value)), path);
    }
    if (value.kind !== 'function') return undefined;
    const place = value.origin ?? placeOf(value.range, path);
    return this.at(place.path, place.range.start);
  }

  /** The function or class member that a name of the project means, seen from a file. */
  named(api: string, path: string, hops = 0): FunctionFact | undefined {
    const hash = api.indexOf('#');
    const target = hash <= 0 || hops > 6 ? undefined : this.#sources.resolve(path, api.slice(0, hash));
    if (target === undefined) return undefined;
    const facts = this.#sources.factsOf(target);
    if (facts === 'unparsed') this.#sources.demanded.add(target);
    if (typeof facts === 'string') return undefined;
    const name =
      api
        .slice(hash + 1)
        .replaceAll('()', '')
        .split('.')
        .filter((part) => part !== 'default')
        .at(-1) ?? '';
    const exported =
      facts.exports.get(name === '' ? 'default' : name) ?? (name === '' ? undefined : facts.exports.get('default'));
    if (exported?.kind === 'function') {
      const place = exported.origin ?? placeOf(exported.range, target);
      const fact = this.at(place.path, place.range.start);
      if (fact) return fact;
    }
    if (exported?.kind === 'reference') return this.named(canonicalName(apiNameOf(exported)), target, hops + 1);
    for (const module of facts.exportAll) {
      const found = this.named(`${module}#${name}`, target, hops + 1);
      if (found) return found;
    }
    return this.#byName.get(`${target}:${name}`);
  }

  #add(path: string, file: FileFacts): void {
    for (const fact of file.facts) {
      if (fact.kind !== 'function') continue;
      this.#byPlace.set(`${path}:${String(fact.range.start)}`, fact);
      if (fact.owner !== undefined) {
        const key = `${path}:${fact.owner}`;
        this.#members.set(key, [...(this.#members.get(key) ?? []), fact]);
      } else if (fact.name !== '') this.#byName.set(`${path}:${fact.name}`, fact);
    }
  }
}
