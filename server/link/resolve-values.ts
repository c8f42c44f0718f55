/** Follows references into other files of the project, so that a value or a callee is known three files away. */
import { referencePath } from '../model/api-name.ts';
import type { ResolveModule } from '../model/analysis.ts';
import { configured, isReader, readBy } from '../model/configuration-values.ts';
import { keptIn } from '../model/maps.ts';
import type { TextRange } from '../model/text-range.ts';
import type { AbsentValue, CallValue, ReferenceValue, Value } from '../model/value.ts';
import { withSpreads } from '../model/spreads.ts';
import { composed, either, holderOf, mapParts, memberOf, partsOf } from '../model/values.ts';
import { at, called, named, withoutCalls } from './called.ts';
import { foreign } from './foreign.ts';
import type { SeenExports } from './seen-exports.ts';

/** Longer chains of references end in unknown. */
export const MAX_HOPS = 12;
/** Values within values that are looked at. */
const DEEPEST = 60;
/** So many values are followed for the facts of one file; what comes after them ends in unknown. */
const MAX_STEPS = 5000;

/**
 * One for each file whose facts are linked: what an import in a circle means depends on where one enters the circle, and
 * that shall not depend on which other files were linked before.
 */
export class ValueResolver {
  readonly #exports: SeenExports;
  readonly #resolve: ResolveModule;
  readonly #plain: WeakMap<object, boolean>;
  readonly #foreign = new Map<string, Value | undefined>();
  /** Values of other files stand in many places, within each other above all. */
  readonly #resolved = new WeakMap<Value, Value>();
  readonly #heads = new WeakMap<Value, Value>();
  /** What holds the values that are being resolved. */
  readonly #within = new Set<object>();
  readonly #tried = new WeakSet<Value>();
  #steps = 0;
  #tooDeep = 0;
  /** How often something was cut off: what was made meanwhile may be more elsewhere. */
  #cuts = 0;

  /** `plain` remembers, for as long as `resolve` is the same, which values lead into no other file. */
  constructor(exports: SeenExports, resolve: ResolveModule, plain: WeakMap<object, boolean>) {
    this.#exports = exports;
    this.#resolve = resolve;
    this.#plain = plain;
  }

  /** The value as seen from `path`, with everything from other files of the project put in. */
  resolve(value: Value, path: string, hops = 0): Value {
    return this.#once(value, path, hops, this.#resolved, () => {
      const result = this.#inside(this.head(value, path, hops), path, hops);
      // It is done: nothing that it holds has to be looked at again. Members of classes are asked for one by one.
      this.#plain.set(holderOf(result), true);
      return result;
    });
  }

  /**
   * The value as far as is needed to say what it is and to take something from it. What it holds stays as written, with
   * the file in its ranges: a class or record names many others, of which most are never asked for.
   */
  head(value: Value, path: string, hops = 0): Value {
    return this.#once(value, path, hops, this.#heads, (some) => this.#follow(some, path, hops));
  }

  #once(
    value: Value,
    path: string,
    hops: number,
    results: WeakMap<Value, Value>,
    make: (value: Exclude<Value, AbsentValue>) => Value,
  ): Value {
    if (value.kind === 'absent' || value.kind === 'known') return value;
    if (this.#steps > MAX_STEPS) return { kind: 'unknown', range: value.range };
    if (this.isPlain(value, path)) return value;
    const known = results.get(value);
    if (known) return known;
    if (hops > MAX_HOPS || ++this.#steps > MAX_STEPS) {
      this.#cuts++;
      return { kind: 'unknown', range: value.range };
    }
    const cuts = this.#cuts;
    const result = make(value);
    // A value that was cut off gets a second chance, from where fewer steps have been made.
    if (value.range.path !== undefined && (cuts === this.#cuts || this.#tried.has(value))) results.set(value, result);
    this.#tried.add(value);
    return result;
  }

  #follow(value: Exclude<Value, AbsentValue>, path: string, hops: number): Value {
    const head = (part: Value): Value => this.head(part, value.range.path ?? path, hops);
    switch (value.kind) {
      case 'reference':
        return this.#reference(value, path, hops);
      case 'call':
        return this.#call(value, path, hops);
      case 'either':
        return either(value.options.map(head), value.range);
      case 'composed': {
        const { origin, spelled } = value;
        const joined = composed(value.parts.map(head), value.range);
        return { ...joined, ...(origin && { origin }), ...(spelled !== undefined && { spelled }) } as Value;
      }
      case 'record':
        return value.spreads ? withSpreads({ ...value, spreads: value.spreads.map(head) }) : value;
      case 'class':
        return { ...value, base: head(value.base) };
      default:
        return value;
    }
  }

  /** What the value holds, resolved; of a class no members: they are resolved where one is taken. */
  #inside(head: Value, path: string, hops: number): Value {
    if (head.kind === 'absent' || head.kind === 'known' || head.kind === 'class' || head.kind === 'reference')
      return head;
    // What a function of another file gives is followed where it is called.
    if (head.kind === 'function' && head.range.path !== undefined) return head;
    const holder = holderOf(head);
    // It holds itself.
    if (this.#within.has(holder)) return { kind: 'unknown', range: head.range };
    this.#within.add(holder);
    const from = head.range.path ?? path;
    const on = head.kind === 'call' ? head.on : undefined;
    const result = mapParts(head, (part) =>
      part === on ? part : this.resolve(part, part.range?.path ?? from, hops + 1),
    );
    this.#within.delete(holder);
    return result.kind === 'record' ? withSpreads(result) : result;
  }

  /** True where nothing in the value leads into another file of the project: most values, asked for each of them. */
  isPlain(value: Value, path: string, depth = 0): boolean {
    if (value.kind === 'absent' || value.kind === 'known') return true;
    const holder = holderOf(value);
    const known = this.#plain.get(holder);
    if (known !== undefined) return known;
    if (depth > DEEPEST) {
      this.#tooDeep++;
      return false;
    }
    const tooDeep = this.#tooDeep;
    const module = moduleOf(value);
    const from = writtenIn(value, path);
    const leadsOut = module !== undefined && this.#targetOf(from, module) !== undefined;
    const plain = !leadsOut && followedParts(value).every((part) => this.isPlain(part, from, depth + 1));
    // What was too deep to be looked at may be plain.
    if (plain || leadsOut || tooDeep === this.#tooDeep || depth === 0) this.#plain.set(holder, plain);
    return plain;
  }

  #targetOf(from: string, module: string): string | undefined {
    return module === 'global' || module.startsWith('node:') ? undefined : this.#resolve(from, module);
  }

  #reference(value: ReferenceValue, path: string, hops: number): Value {
    const from = writtenIn(value, path);
    const target = this.#targetOf(from, value.module);
    if (target === undefined) return value;
    const found = value.of
      ? this.#taken(value.of, value.path, value.range, from, hops)
      : this.#walk(target, referencePath(value).join('.'), value.range, hops);
    return found ? at(found, value) : named({ kind: 'unknown', range: value.range }, value);
  }

  /** The result of a function or class of the project. */
  #call(value: CallValue, path: string, hops: number): Value {
    const hash = value.callee.indexOf('#');
    const target = this.#targetOf(writtenIn(value, path), value.callee.slice(0, hash));
    if (target === undefined) return value;
    const from = writtenIn(value, path);
    const args = value.arguments.map((each) => this.resolve(each, value.range.path ?? path, hops));
    const kept = { ...value, arguments: args };
    if (value.on?.of) {
      const { of, path: members } = value.on;
      const taken = this.#taken(of, members.slice(0, -1), value.range, from, hops);
      const receiver = this.resolve(taken, from, hops + 1);
      const method = members.at(-1) ?? '';
      const made =
        configured(receiver, method, args, value.range) ??
        keptIn(receiver, method, args, value.range, target) ??
        called(memberOf(receiver, method, value.range, target), value.range, args);
      return made.kind === 'unknown' ? kept : at(this.resolve(made, target, hops + 1), value);
    }
    const found = this.#walk(target, `${value.callee.slice(hash + 1)}()`, value.range, hops, args);
    if (!found || found.kind === 'unknown') return kept;
    // A class of the project that extends a reader of configuration reads like it.
    const isRead = found.kind === 'call' && isReader(found.callee);
    return at(isRead ? readBy(found.callee, found.arguments, found.range) : found, value);
  }

  /** Members of what a call gives for its arguments. */
  #taken(call: CallValue, members: readonly string[], range: TextRange, from: string, hops: number): Value {
    let current = this.head(call, from, hops + 1);
    for (const member of members) current = this.head(memberOf(current, member, range, from), from, hops + 1);
    return current;
  }

  /** `pool.query`, `createApp().use`: an export of a file and what is taken from it. */
  #walk(
    target: string,
    members: string,
    range: TextRange,
    hops: number,
    lastArguments?: readonly Value[],
  ): Value | undefined {
    const [first = '', ...rest] = members === '' ? [] : members.split('.');
    const name = withoutCalls(first);
    let current = name === '' ? this.#namespace(target) : this.exported(target, name, hops);
    let calls = [first, ...rest];
    if (!current && name !== '') {
      // `import config from './config'; config.get('x')`: names leave out `default`.
      current = this.exported(target, 'default', hops);
      calls = ['', ...calls];
    }
    if (!current) return undefined;
    for (const [index, segment] of calls.entries()) {
      const member = withoutCalls(segment);
      const receiver = current;
      if (index > 0) current = this.head(memberOf(current, member, range, target), target, hops + 1);
      for (let count = (segment.length - member.length) / 2; count > 0; count--) {
        const last = index === calls.length - 1 && count === 1;
        // Of calls on the way the arguments are not known.
        const args = last ? lastArguments : undefined;
        const opened = args && receiver.kind === 'call' ? this.resolve(receiver, target, hops + 1) : receiver;
        current =
          (args && (configured(opened, member, args, range) ?? keptIn(opened, member, args, range, target))) ??
          called(current, range, args ?? []);
        current = this.head(current, target, hops + 1);
      }
    }
    return current;
  }

  #namespace(target: string): Value | undefined {
    const exports = this.#exports.whole(target);
    if (!exports) return undefined;
    // CommonJS and settings files: what `module.exports` or the whole file is.
    if (exports.has('*')) return this.exported(target, '*', 0);
    let entries = namespaces.get(exports);
    if (!entries) {
      entries = new Map([...exports].map(([name, value]) => [name, foreign(value, target)]));
      namespaces.set(exports, entries);
    }
    const open = this.#exports.modules(target).length > 0;
    return { kind: 'record', entries, open, range: { start: 0, end: 0, path: target } };
  }

  /** What a file exports under a name, re-exports included, with ranges that name their file. */
  exported(target: string, name: string, hops: number): Value | undefined {
    const key = `${target}#${name}`;
    if (this.#foreign.has(key)) return this.#foreign.get(key);
    if (hops > MAX_HOPS) return undefined;
    this.#foreign.set(key, undefined);
    const value = this.#exported(target, name, hops);
    const resolved = value && this.head(foreign(value, target), target, hops + 1);
    this.#foreign.set(key, resolved);
    return resolved;
  }

  #exported(target: string, name: string, hops: number): Value | undefined {
    const own = this.#exports.named(target, name);
    if (own) return own;
    const whole = this.#exports.named(target, 'default');
    if (whole?.kind === 'record' && whole.entries.has(name)) return whole.entries.get(name);
    for (const module of this.#exports.modules(target)) {
      const next = this.#targetOf(target, module);
      const found = next === undefined ? undefined : this.exported(next, name, hops + 1);
      if (found) return found;
    }
    // `module.exports = new Passport()`: what is taken from the module is a member of the instance.
    const instance = this.#exports.named(target, '*');
    return instance?.kind === 'call' || instance?.kind === 'class'
      ? memberOf(instance, name, instance.range, target)
      : undefined;
  }
}

/** The file in which a name stands that leads to another one. */
function writtenIn(value: Exclude<Value, AbsentValue>, path: string): string {
  return value.origin?.path ?? value.range.path ?? path;
}

/**
 * The parts that are followed wherever a value stands. Members of classes and what functions of other files give are
 * followed where they are taken or called: classes that know each other lead all over a project.
 */
function followedParts(value: Value): readonly Value[] {
  if (value.kind === 'class') return [value.base];
  return value.kind === 'function' && value.range.path !== undefined ? [] : partsOf(value);
}

/** The module that a value comes from, where it names one. */
export function moduleOf(value: Value): string | undefined {
  if (value.kind === 'reference') return value.module;
  return value.kind === 'call' ? value.callee.slice(0, value.callee.indexOf('#')) : undefined;
}

/** Exports of files as others see them: many use them, and each of them is the same. */
const namespaces = new WeakMap<ReadonlyMap<string, Value>, ReadonlyMap<string, Value>>();
