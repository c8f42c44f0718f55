/** The functions of the project: by the place where they stand, by the class they belong to, and by name across files. */
import type { FactsOf, ResolveModule } from '../model/analysis.ts';
import { apiNameOf, canonicalName } from '../model/api-name.ts';
import type { FunctionFact } from '../model/facts.ts';
import { factsOfKind } from '../model/facts-of-kind.ts';
import type { FileFacts } from '../model/file-facts.ts';
import { placeOf } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';

/** Re-exports and instances of instances are followed this far. */
const MAX_HOPS = 6;

export interface FunctionSources {
  readonly factsOf: FactsOf;
  readonly resolve: ResolveModule;
}

/** The functions of one file. */
interface FileFunctions {
  readonly byStart: ReadonlyMap<number, FunctionFact>;
  readonly byOwner: ReadonlyMap<string, readonly FunctionFact[]>;
  readonly byName: ReadonlyMap<string, FunctionFact>;
}

const FUNCTIONS = new WeakMap<FileFacts, FileFunctions>();

export class ProjectFunctions {
  readonly #sources: FunctionSources;

  constructor(sources: FunctionSources) {
    this.#sources = sources;
  }

  at(path: string, start: number): FunctionFact | undefined {
    return this.#in(path)?.byStart.get(start);
  }

  /** Methods and function fields of a class. */
  membersOf(path: string, owner: string): readonly FunctionFact[] {
    return this.#in(path)?.byOwner.get(owner) ?? [];
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
    const target = hash <= 0 || hops > MAX_HOPS ? undefined : this.#sources.resolve(path, api.slice(0, hash));
    if (target === undefined) return undefined;
    const facts = this.#sources.factsOf(target);
    if (typeof facts === 'string') return undefined;
    const names = api
      .slice(hash + 1)
      .replaceAll('()', '')
      .split('.')
      .filter((part) => part !== 'default');
    const name = names.at(-1) ?? '';
    const method = this.#method(target, names, hops);
    if (method) return method;
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
    return functionsOf(facts).byName.get(name);
  }

  /** The function of the project that is called in another one by this name; `self#` and its start where it is in the file. */
  called(callee: string, { path }: FunctionFact): FunctionFact | undefined {
    return callee.startsWith('self#') ? this.at(path, Number(callee.slice(5))) : this.named(callee, path);
  }

  /**
   * The name outside of the project that one of its exports stands for: `passport#Passport().authenticate` for
   * `./passport#passport.authenticate`. Undefined where it ends inside the project.
   */
  outside(api: string, path: string, hops = 0): string | undefined {
    const hash = api.indexOf('#');
    const target = hash <= 0 ? undefined : this.#sources.resolve(path, api.slice(0, hash));
    if (target === undefined) return api;
    const facts = this.#sources.factsOf(target);
    if (typeof facts === 'string' || hops > MAX_HOPS) return undefined;
    const [first = '', ...rest] = api.slice(hash + 1).split('.');
    const exported = facts.exports.get(first === '' ? 'default' : first);
    if (exported?.kind === 'call' || exported?.kind === 'reference')
      return this.outside([canonicalName(apiNameOf(exported)), ...rest].join('.'), target, hops + 1);
    if (exported) return undefined;
    for (const module of facts.exportAll) {
      const found = this.outside(`${module}#${api.slice(hash + 1)}`, target, hops + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** `AuthService().verify`, `authService.verify`: a method of a class of the project, or of an instance it exports. */
  #method(target: string, names: readonly string[], hops: number): FunctionFact | undefined {
    const owner = names.at(-2) ?? 'default';
    const name = names.at(-1);
    const facts = this.#sources.factsOf(target);
    if (name === undefined || hops > MAX_HOPS || typeof facts === 'string') return undefined;
    const exported = facts.exports.get(owner) ?? facts.exports.get('default') ?? facts.exports.get('*');
    if (exported?.kind === 'class') {
      const place = exported.origin ?? placeOf(exported.range, target);
      const found = this.membersOf(place.path, exported.name).find((member) => member.name === name);
      if (found ?? exported.base.kind !== 'reference') return found;
      return this.named(`${canonicalName(apiNameOf(exported.base))}.${name}`, target, hops + 1);
    }
    if (exported?.kind === 'call' || exported?.kind === 'reference')
      return this.named(`${canonicalName(apiNameOf(exported))}.${name}`, target, hops + 1);
    for (const module of facts.exportAll) {
      const found = this.named(`${module}#${owner}.${name}`, target, hops + 1);
      if (found) return found;
    }
    return this.membersOf(target, owner).find((member) => member.name === name);
  }

  #in(path: string): FileFunctions | undefined {
    const facts = this.#sources.factsOf(path);
    return typeof facts === 'string' ? undefined : functionsOf(facts);
  }
}

function functionsOf(file: FileFacts): FileFunctions {
  const known = FUNCTIONS.get(file);
  if (known) return known;
  const byStart = new Map<number, FunctionFact>();
  const byOwner = new Map<string, FunctionFact[]>();
  const byName = new Map<string, FunctionFact>();
  for (const fact of factsOfKind(file, 'function')) {
    byStart.set(fact.range.start, fact);
    if (fact.owner === undefined) {
      if (fact.name !== '') byName.set(fact.name, fact);
    } else byOwner.set(fact.owner, [...(byOwner.get(fact.owner) ?? []), fact]);
  }
  const functions = { byStart, byOwner, byName };
  FUNCTIONS.set(file, functions);
  return functions;
}
