/**
 * Tells, as soon as a file is read, which files it leads to. A link finds out by itself what it needs, but a step at a
 * time; what is asked for here is there when the link begins. Nothing hangs on it: it may name too few or too many.
 */
import type { FactsOf, ResolveModule } from '../model/analysis.ts';
import { referencePath } from '../model/api-name.ts';
import type { Fact } from '../model/facts.ts';
import type { FileFacts } from '../model/file-facts.ts';
import type { Value } from '../model/value.ts';
import { holderOf, partsOf } from '../model/values.ts';
import { withoutCalls } from './called.ts';
import { valuesOf } from './link-facts.ts';
import { MAX_HOPS, moduleOf } from './resolve-values.ts';

export interface DemandSources {
  readonly factsOf: FactsOf;
  readonly resolve: ResolveModule;
  /** The facts that hold something of another file. */
  readonly openFactsOf: (file: FileFacts) => readonly Fact[];
  readonly isPlain: (value: Value, path: string) => boolean;
}

export class Demands {
  readonly #sources: DemandSources;
  /** The exports that were asked of a file, with the files on the way to them. */
  readonly #asked = new Map<string, Map<string, number>>();
  readonly #seen = new WeakSet<object>();
  #unparsed: string[] = [];

  constructor(sources: DemandSources) {
    this.#sources = sources;
  }

  /** The files that have to be parsed next, now that this one is; each is named once. */
  of(file: FileFacts): readonly string[] {
    this.#unparsed = [];
    for (const fact of this.#sources.openFactsOf(file)) {
      for (const value of valuesOf(fact)) this.#visit(value, file.path, 0);
    }
    for (const [name, hops] of this.#asked.get(file.path) ?? []) this.#exported(file, name, hops);
    return this.#unparsed;
  }

  #visit(start: Value, path: string, hops: number): void {
    const waiting = [start];
    for (let value = waiting.pop(); value; value = waiting.pop()) {
      if (value.kind === 'absent' || value.kind === 'known' || this.#seen.has(holderOf(value))) continue;
      this.#seen.add(holderOf(value));
      if (this.#sources.isPlain(value, path)) continue;
      const module = moduleOf(value);
      if (module !== undefined) this.#ask(path, module, firstNameOf(value), hops);
      waiting.push(...partsOf(value));
    }
  }

  #ask(from: string, module: string, name: string, hops: number): void {
    const target = this.#sources.resolve(from, module);
    if (target === undefined || hops > MAX_HOPS) return;
    const facts = this.#sources.factsOf(target);
    let asked = this.#asked.get(target);
    if (!asked) {
      asked = new Map();
      this.#asked.set(target, asked);
      if (facts === 'unparsed') this.#unparsed.push(target);
    }
    if (asked.has(name)) return;
    asked.set(name, hops + 1);
    if (typeof facts !== 'string') this.#exported(facts, name, hops + 1);
  }

  #exported({ path, exports, exportAll }: FileFacts, name: string, hops: number): void {
    const named = exports.get(name) ?? exports.get('default') ?? exports.get('*');
    for (const value of name === '' ? exports.values() : named ? [named] : []) this.#visit(value, path, hops);
    if (!exports.has(name)) for (const module of exportAll) this.#ask(path, module, name, hops);
  }
}

/** What is taken from the module itself: empty for all of it. */
function firstNameOf(value: Value): string {
  const [first = ''] =
    value.kind === 'reference'
      ? referencePath(value)
      : value.kind === 'call'
        ? value.callee.slice(value.callee.indexOf('#') + 1).split('.')
        : [];
  return withoutCalls(first);
}
