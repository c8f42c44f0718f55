/** The functions of the project: by the place where they stand, by the class they belong to, and by name across files. */
import type { FactsOf, ResolveModule } from '../model/analysis.ts';
import { apiNameOf, canonicalName } from '../model/api-name.ts';
import type { FunctionFact } from '../model/facts.ts';
import { factsOfKind } from '../model/facts-of-kind.ts';
import type { FileFacts } from '../model/file-facts.ts';
import { placeOf } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';

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
    const target = hash <= 0 || hops > 6 ? undefined : this.#sources.resolve(path, api.slice(0, hash));
    if (target === undefined) return undefined;
    const facts = this.#sources.factsOf(target);
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
    return functionsOf(facts).byName.get(name);
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
