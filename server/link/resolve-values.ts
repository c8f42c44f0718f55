/** Follows references into other files of the project, so that a value or a callee is known three files away. */
import { apiNameOf, canonicalName, referencePath } from '../model/api-name.ts';
import type { FactsOf, ResolveModule } from '../model/analysis.ts';
import type { FileFacts } from '../model/file-facts.ts';
import { placeOf, type TextRange } from '../model/text-range.ts';
import type { CallValue, ReferenceValue, Value } from '../model/value.ts';
import { applied, either, mapParts, memberOf, partsOf } from '../model/values.ts';

/** Longer chains of references end in unknown. */
const MAX_HOPS = 12;

export class ValueResolver {
  /** Files that were asked for but are not parsed yet. */
  readonly demanded = new Set<string>();
  readonly #factsOf: FactsOf;
  readonly #resolve: ResolveModule;
  readonly #foreign = new Map<string, Value | undefined>();
  readonly #plain = new WeakSet<Value>();

  constructor(factsOf: FactsOf, resolve: ResolveModule) {
    this.#factsOf = factsOf;
    this.#resolve = resolve;
  }

  /** The value as seen from `path`, with everything from other files of the project put in. */
  resolve(value: Value, path: string, hops = 0): Value {
    if (value.kind === 'absent' || this.#isPlain(value, 0)) return value;
    if (hops > MAX_HOPS) return { kind: 'unknown', range: value.range };
    const resolve = (part: Value): Value => this.resolve(part, value.range.path ?? path, hops);
    switch (value.kind) {
      case 'reference':
        return this.#reference(value, path, hops);
      case 'call':
        return this.#call({ ...value, arguments: value.arguments.map(resolve) }, path, hops);
      case 'either':
        return either(value.options.map(resolve), value.range);
      default:
        return mapParts(value, resolve);
    }
  }

  /** True where nothing in the value could be resolved any further. */
  #isPlain(value: Value, depth: number): boolean {
    if (value.kind === 'absent' || this.#plain.has(value)) return true;
    if (value.kind === 'reference' && value.module !== 'global' && !value.module.startsWith('node:')) return false;
    if (value.kind === 'call' && !/^(?:global|node:)/.test(value.callee)) return false;
    if (depth > 60) return false;
    const plain = partsOf(value).every((part) => this.#isPlain(part, depth + 1));
    if (plain) this.#plain.add(value);
    return plain;
  }

  #reference(value: ReferenceValue, path: string, hops: number): Value {
    const from = value.range.path ?? path;
    const target = this.#resolve(from, value.module);
    if (target === undefined) return value;
    const found = this.#walk(target, referencePath(value).join('.'), value.range, hops);
    return found ? at(found, value) : named({ kind: 'unknown', range: value.range }, value);
  }

  /** The result of a function or class of the project. */
  #call(value: CallValue, path: string, hops: number): Value {
    const hash = value.callee.indexOf('#');
    const target = this.#resolve(value.range.path ?? path, value.callee.slice(0, hash));
    if (target === undefined) return value;
    const found = this.#walk(target, `${value.callee.slice(hash + 1)}()`, value.range, hops, value.arguments);
    if (!found || found.kind === 'unknown') return value;
    return at(found, value);
  }

  /** `pool.query`, `createApp().use`: an export of a file and what is taken from it. */
  #walk(target: string, members: string, range: TextRange, hops: number, lastArguments?: readonly Value[]): Value | undefined {
    const [first = '', ...rest] = members === '' ? [] : members.split('.');
    const name = first.replace(/(?:\(\))+$/, '');
    let current = name === '' ? this.#namespace(target) : this.exported(target, name, hops);
    if (!current) return undefined;
    const calls = [first, ...rest];
    for (const [index, segment] of calls.entries()) {
      const member = segment.replace(/(?:\(\))+$/, '');
      if (index > 0) current = this.resolve(memberOf(current, member, range, target), target, hops + 1);
      for (let count = (segment.length - member.length) / 2; count > 0; count--) {
        const last = index === calls.length - 1 && count === 1;
        current = called(current, range, last ? (lastArguments ?? []) : []);
        current = this.resolve(current, target, hops + 1);
      }
    }
    return current;
  }

  #namespace(target: string): Value | undefined {
    const facts = this.#facts(target);
    if (!facts) return undefined;
    // CommonJS and settings files: what `module.exports` or the whole file is.
    if (facts.exports.has('*')) return this.exported(target, '*', 0);
    return { kind: 'record', entries: facts.exports, open: facts.exportAll.length > 0, range: { start: 0, end: 0, path: target } };
  }

  /** What a file exports under a name, re-exports included, with ranges that name their file. */
  exported(target: string, name: string, hops: number): Value | undefined {
    const key = `${target}#${name}`;
    if (this.#foreign.has(key)) return this.#foreign.get(key);
    if (hops > MAX_HOPS) return undefined;
    this.#foreign.set(key, undefined);
    const value = this.#exported(target, name, hops);
    const resolved = value && foreign(this.resolve(value, target, hops + 1), target);
    this.#foreign.set(key, resolved);
    return resolved;
  }

  #exported(target: string, name: string, hops: number): Value | undefined {
    const facts = this.#facts(target);
    if (!facts) return undefined;
    const own = facts.exports.get(name);
    if (own) return own;
    const whole = facts.exports.get('default');
    if (whole?.kind === 'record' && whole.entries.has(name)) return whole.entries.get(name);
    for (const module of facts.exportAll) {
      const next = this.#resolve(target, module);
      const found = next === undefined ? undefined : this.exported(next, name, hops + 1);
      if (found) return found;
    }
    return undefined;
  }

  #facts(target: string): FileFacts | undefined {
    const facts = this.#factsOf(target);
    if (facts === 'unparsed') this.demanded.add(target);
    return typeof facts === 'string' ? undefined : facts;
  }
}

/** What a value gives when it is called. */
function called(value: Value, range: TextRange, argumentValues: readonly Value[]): Value {
  switch (value.kind) {
    case 'function':
      return applied(value.returns, value.origin ?? placeOf(value.range, ''), argumentValues);
    case 'class':
      return value;
    case 'reference': {
      const callee = canonicalName(apiNameOf(value));
      return { kind: 'call', callee, arguments: argumentValues, range };
    }
    case 'call':
    case 'parameter': {
      const name = apiNameOf(value);
      return name === '' ? { kind: 'unknown', range } : { kind: 'call', callee: name, arguments: argumentValues, range };
    }
    case 'either':
      return either(value.options.map((option) => called(option, range, argumentValues)), range);
    default:
      return { kind: 'unknown', range };
  }
}

/** A value of another file used here. */
function at(value: Value, use: ReferenceValue | CallValue): Value {
  if (value.kind === 'absent') return value;
  const { path } = value.range;
  const origin = value.origin ?? (path === undefined ? undefined : { path, range: value.range });
  return named({ ...value, range: use.range, ...(origin && { origin }) }, use);
}

/** Keeps the name under which a value is used here. */
function named(value: Value, { spelled }: ReferenceValue | CallValue): Value {
  return value.kind === 'absent' || spelled === undefined ? value : { ...value, spelled };
}

/** The same value with ranges that say in which file they lie. */
export function foreign(value: Value, path: string): Value {
  if (value.kind === 'absent' || value.range.path !== undefined) return value;
  return mapParts({ ...value, range: { ...value.range, path } }, (part) => foreign(part, path));
}
