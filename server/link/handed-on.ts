/**
 * Calls of libraries that a function of the project makes with what it is handed: `createHash(algorithm)` in a module of
 * its own, called with `'md5'` three files away. The caller gets a fact of its own for it, with its arguments put in.
 */
import { applied } from '../model/applied.ts';
import type { CallFact, Fact, NamedValueFact } from '../model/facts.ts';
import { contains, placeOf, type Place, type TextRange } from '../model/text-range.ts';
import type { ParameterValue, Value } from '../model/value.ts';
import { partsOf } from '../model/values.ts';
import { foreign } from './foreign.ts';
import type { ValueResolver } from './resolve-values.ts';

/** Functions that hand on to functions are followed this far. */
const DEEPEST = 3;
/** A function that makes more calls with its arguments is no wrapper. */
const MOST_CALLS = 12;
/** What a call is given may have this many parts; who walks a tree hands on all that could ever stand in it. */
const MOST_PARTS = 300;
/** Of the values of an argument, so many levels are looked through for parameters. */
const LEVELS = 6;

/** The facts of a file, undefined where it is not parsed. */
type FactsAt = (path: string) => readonly Fact[] | undefined;
type HandedOn = NonNullable<CallFact['through']>;
type Told = CallFact | NamedValueFact;
/** Calls of packages, of Node and of what browsers have for it; what languages have is called everywhere. */
const OF_LIBRARY = /^(?!global#|[./~#@]{1,2}\/|self#|node:(?:fs|path|util|url|events|os|assert))[^#]{1,80}#/;
const OF_PLATFORM =
  /^global#(?:window\.|globalThis\.)?(?:fetch|crypto|CryptoJS|forge|sjcl|nacl|WebSocket|XMLHttpRequest|localStorage|sessionStorage)\b/;
type Put = (value: Value) => Value;

export class HandedOnFacts {
  readonly #factsAt: FactsAt;
  readonly #resolver: ValueResolver;
  /** Whether a function hands anything on to a library, by its file and start. */
  readonly #leads = new Map<string, boolean>();

  constructor(factsAt: FactsAt, resolver: ValueResolver) {
    this.#factsAt = factsAt;
    this.#resolver = resolver;
  }

  /** The facts with those that lie behind their calls. */
  with(own: readonly Fact[]): readonly Fact[] {
    const more = own.flatMap((fact) => (fact.kind === 'call' ? this.#behind(fact, fact, 0) : []));
    return more.length > 0 ? [...own, ...more] : own;
  }

  #behind(call: CallFact, caller: CallFact, depth: number): readonly Told[] {
    if (depth >= DEEPEST || call.decorates !== undefined) return [];
    const place = this.#placeOf(call.target, call);
    if (!place || !this.#leadsOn(place, depth)) return [];
    if (partsUpTo(call.arguments, MOST_PARTS) === MOST_PARTS) return [];
    const { byOwner, calls } = this.#toldAt(place);
    const through: HandedOn = { call: caller, beside: calls };
    return (byOwner.get(place.range.start) ?? []).flatMap((inner): readonly Told[] => {
      if (!isToldBy(inner, call.arguments)) return [];
      const target = this.#targetOf(inner, place);
      const next = this.#placeOf(target, inner);
      if (next ? !this.#leadsOn(next, depth + 1) : !isOfLibrary(inner)) return [];
      const put = (value: Value): Value =>
        this.#resolver.resolve(applied(foreign(value, place.path), place, call.arguments), place.path);
      const told = this.#callOf(inner, target, put, place, through);
      return next
        ? this.#behind(told, caller, depth + 1)
        : [told, ...inner.arguments.flatMap((value) => optionsIn(value, [], told, put))];
    });
  }

  /** Where a function of the project stands, or what makes an instance of a class of it. */
  #placeOf(target: Value, { isNew, path }: CallFact): Place | undefined {
    if (target.kind !== 'function' && (target.kind !== 'class' || !isNew)) return undefined;
    const origin = target.origin ?? placeOf(target.range, path);
    if (target.kind === 'function') return origin;
    // What a class does with what it is made with, it does in any of its methods.
    const made = this.#toldAt(origin).constructors.find((range) => contains(origin.range, range));
    return made && { ...origin, range: made };
  }

  #targetOf({ target }: CallFact, { path }: Place): Value {
    return this.#resolver.head(foreign(target, path), path);
  }

  #toldAt({ path }: Place): ToldFacts {
    const facts = this.#factsAt(path);
    return facts ? toldIn(facts) : NOTHING;
  }

  /** Told before any value is put in: most functions only call others of the project and of the language. */
  #leadsOn(place: Place, depth: number): boolean {
    const key = `${place.path} ${String(place.range.start)} ${String(depth)}`;
    let leads = this.#leads.get(key);
    if (leads === undefined) {
      this.#leads.set(key, false);
      const told = this.#toldAt(place).byOwner.get(place.range.start) ?? [];
      leads =
        depth < DEEPEST &&
        told.length <= MOST_CALLS &&
        told.some((inner) => {
          if (isOfLibrary(inner)) return true;
          const next = this.#placeOf(this.#targetOf(inner, place), inner);
          return next !== undefined && this.#leadsOn(next, depth + 1);
        });
      this.#leads.set(key, leads);
    }
    return leads;
  }

  #callOf(inner: CallFact, target: Value, put: Put, { path }: Place, through: HandedOn): CallFact {
    const { call } = through;
    const { within, names, functionName, order, branch, used } = call;
    const { within: _, names: __, ...told } = inner;
    return {
      ...told,
      path: call.path,
      range: call.range,
      calleeRange: { ...inner.calleeRange, path },
      target,
      receiver: put(inner.receiver),
      arguments: inner.arguments.map(put),
      ...{ functionName, order, branch, used, through },
      ...(within !== undefined && { within }),
      ...(names && { names }),
    };
  }
}

function isOfLibrary({ callee }: CallFact): boolean {
  return OF_LIBRARY.test(callee) || OF_PLATFORM.test(callee);
}

/** The options of a call that are told by a parameter: `{ rejectUnauthorized: isStrict }`. */
function optionsIn(value: Value, names: readonly string[], next: CallFact, put: Put): readonly NamedValueFact[] {
  if (value.kind !== 'record' || names.length > LEVELS) return [];
  return [...value.entries].flatMap(([name, entry]): readonly NamedValueFact[] => {
    const path = [...names, name];
    if (entry.kind === 'record') return optionsIn(entry, path, next, put);
    if (parametersIn(entry, 0).length === 0) return [];
    return [
      {
        kind: 'named-value',
        path: next.path,
        range: next.range,
        names: path,
        nameRange: next.calleeRange,
        value: put(entry),
        form: 'property',
        siblings: [...value.entries.keys()].filter((other) => other !== name),
        argumentOf: next.callee,
        ...(next.through && { through: next.through }),
      },
    ];
  });
}

/** The number of values in values, counted no further than `most`. */
function partsUpTo(values: readonly Value[], most: number): number {
  let count = 0;
  for (const value of values) {
    if (count >= most) return most;
    count += 1 + partsUpTo(partsOf(value), most - count - 1);
  }
  return Math.min(count, most);
}

/** True where a parameter is given something that can be known. */
function isToldBy(inner: CallFact, given: readonly Value[]): boolean {
  return inner.arguments
    .flatMap((value) => parametersIn(value, 0))
    .some(({ index }) => {
      const value = given[index];
      return value !== undefined && !['unknown', 'absent', 'parameter', 'function', 'class'].includes(value.kind);
    });
}

/** What hangs on the parameters of a function, by where the function starts. */
interface ToldFacts {
  readonly byOwner: ReadonlyMap<number, readonly CallFact[]>;
  readonly calls: readonly CallFact[];
  /** The functions that make instances of classes. */
  readonly constructors: readonly TextRange[];
}

const NOTHING: ToldFacts = { byOwner: new Map(), calls: [], constructors: [] };
const TOLD = new WeakMap<readonly Fact[], ToldFacts>();

function toldIn(facts: readonly Fact[]): ToldFacts {
  const known = TOLD.get(facts);
  if (known) return known;
  const byOwner = new Map<number, CallFact[]>();
  const calls: CallFact[] = [];
  const constructors: TextRange[] = [];
  for (const fact of facts) {
    if (fact.kind === 'function' && fact.name === 'constructor') constructors.push(fact.range);
    if (fact.kind !== 'call' || fact.through) continue;
    calls.push(fact);
    const parameters = fact.arguments.flatMap((value) => parametersIn(value, 0));
    for (const owner of new Set(parameters.map(({ function: start }) => start))) {
      const same = byOwner.get(owner);
      if (same) same.push(fact);
      else byOwner.set(owner, [fact]);
    }
  }
  const told = { byOwner, calls, constructors };
  TOLD.set(facts, told);
  return told;
}

function parametersIn(value: Value, depth: number): readonly ParameterValue[] {
  if (value.kind === 'parameter') return [value];
  return depth < LEVELS ? partsOf(value).flatMap((part) => parametersIn(part, depth + 1)) : [];
}
