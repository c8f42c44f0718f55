/** What can be done with values without knowing where they came from. */
import { apiNameOf, canonicalName, memberReference, referencePath } from './api-name.ts';
import type { TextRange } from './text-range.ts';
import { ABSENT, type ApiName, type Value } from './value.ts';

/** The same value seen from a use of its name: `range` is the use, `origin` where it really stands. */
export function relocate(value: Value, use: TextRange, path: string): Value {
  if (value.kind === 'absent') return value;
  if (value.range.start === use.start && value.range.end === use.end) return value;
  return { ...value, range: use, origin: value.origin ?? { path: value.range.path ?? path, range: value.range } };
}

export function composed(parts: readonly Value[], range: TextRange): Value {
  const flat = parts.flatMap((part) => (part.kind === 'composed' ? part.parts : [part]));
  if (flat.every((part) => part.kind === 'known')) {
    const text = flat.map((part) => String(part.value)).join('');
    const spelled = flat[0]?.spelled;
    const outside = flat.some(({ outsideProduction }) => outsideProduction) && { outsideProduction: true as const };
    if (text.length <= 100_000)
      return { kind: 'known', value: text, range, ...(spelled !== undefined && { spelled }), ...outside };
  }
  return { kind: 'composed', parts: flat, range };
}

/** The same value with each of its parts changed. */
export function mapParts(value: Value, change: (part: Value) => Value): Value {
  switch (value.kind) {
    case 'list':
      return { ...value, items: value.items.map(change) };
    case 'record':
      return {
        ...value,
        entries: mapEntries(value.entries, change),
        ...(value.spreads && { spreads: value.spreads.map(change) }),
      };
    case 'composed':
      return { ...value, parts: value.parts.map(change) };
    case 'either':
      return { ...value, options: value.options.map(change) };
    case 'call': {
      const on = value.on && change(value.on);
      const { on: _, ...rest } = value;
      return { ...rest, arguments: value.arguments.map(change), ...(on?.kind === 'reference' && { on }) };
    }
    case 'reference': {
      const of = value.of && change(value.of);
      if (!of) return value;
      const { of: _, ...rest } = value;
      return of.kind === 'call' ? { ...rest, of } : rest;
    }
    case 'environment':
      return { ...value, fallback: change(value.fallback) };
    case 'function':
      return { ...value, returns: change(value.returns) };
    case 'class':
      return { ...value, base: change(value.base), members: mapEntries(value.members, change) };
    default:
      return value;
  }
}

export function mapEntries(
  entries: ReadonlyMap<string, Value>,
  change: (value: Value) => Value,
): ReadonlyMap<string, Value> {
  return new Map([...entries].map(([name, value]) => [name, change(value)]));
}

/** The values that a value is made of. */
export function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'list':
      return value.items;
    case 'record':
      return [...value.entries.values(), ...(value.spreads ?? [])];
    case 'composed':
      return value.parts;
    case 'either':
      return value.options;
    case 'call':
      return value.on ? [...value.arguments, value.on] : value.arguments;
    case 'reference':
      return value.of ? [value.of] : [];
    case 'environment':
      return value.key ? [value.fallback, value.key] : [value.fallback];
    case 'function':
      return [value.returns];
    case 'class':
      return [value.base, ...value.members.values()];
    default:
      return [];
  }
}

/** What a value shares with its copies that are used elsewhere: whatever holds its parts, else the value itself. */
export function holderOf(value: Value): object {
  switch (value.kind) {
    case 'list':
      return value.items;
    case 'record':
      return value.spreads ? value : value.entries;
    case 'composed':
      return value.parts;
    case 'either':
      return value.options;
    default:
      return value;
  }
}

/** More choices say nothing. */
const MOST_OPTIONS = 30;

/** One of several values: nested choices are flattened, equal known ones kept once. Too many are unknown. */
export function either(options: readonly Value[], range: TextRange): Value {
  const flat: Value[] = [];
  for (const option of options) {
    for (const part of option.kind === 'either' ? option.options : [option]) {
      const same = flat.findIndex((other) => isSame(other, part));
      if (same < 0) flat.push(part);
      else if (isLimited(flat[same]) && !isLimited(part)) flat[same] = part;
    }
  }
  const [first] = flat;
  if (first && flat.length === 1) return options.length === 1 || first.kind === 'absent' ? first : { ...first, range };
  return flat.length > MOST_OPTIONS ? { kind: 'unknown', range } : { kind: 'either', options: flat, range };
}

function isLimited(value: Value | undefined): boolean {
  return value?.kind === 'known' && value.outsideProduction === true;
}

function isSame(one: Value, other: Value): boolean {
  if (one.kind !== other.kind) return false;
  return (
    one.kind === 'absent' ||
    one.kind === 'unknown' ||
    (one.kind === 'known' && other.kind === 'known' && one.value === other.value)
  );
}

/** One item of a list, whichever: a loop variable, the parameter of `forEach`. */
export function itemOf(list: Value, range: TextRange, path: string): Value {
  if (list.kind === 'either') {
    return either(
      list.options.map((option) => itemOf(option, range, path)),
      range,
    );
  }
  if (list.kind !== 'list' || list.items.length === 0 || list.items.length > MOST_OPTIONS)
    return { kind: 'unknown', range };
  const items = list.items.map((item) => relocate(item, range, path));
  return either(list.open ? [...items, { kind: 'unknown', range }] : items, range);
}

/** The member of a class value that stands for a constructor of its own. */
export const CLASS_CONSTRUCTOR = '@constructor';

/**
 * What a call makes: the class of a library, too, where a class of the project adds nothing to its constructor. Empty
 * where nothing is known.
 */
export function constructedName(value: Value): ApiName {
  let current = value;
  for (let depth = 0; depth < MAX_TAKEN && current.kind === 'class'; depth++) {
    if (current.members.has(CLASS_CONSTRUCTOR)) return '';
    current = current.base;
  }
  return current.kind === 'reference' || current === value ? canonicalName(apiNameOf(current)) : '';
}

/** An instance of a class: what it takes from a class of a library is that of an instance of it. */
export function instanceOf(value: Value, args: readonly Value[], range: TextRange): Value {
  if (value.kind !== 'class' || value.base.kind === 'absent') return value;
  const { base } = value;
  if (base.kind === 'class') return { ...value, base: instanceOf(base, args, range) };
  if (base.kind !== 'reference' || base.name.endsWith('()')) return value;
  const callee = canonicalName(apiNameOf(base));
  const made: Value = { kind: 'call', callee, arguments: args, range };
  return { ...value, base: made };
}

/** The member of a class value that lists the guards put on the class by decorators. */
export const CLASS_GUARDS = '@guards';

/** Members of members of a parameter; longer chains are unknown. */
const MAX_TAKEN = 5;

/** A member of a value that stands in `path`: entry, item, field, or a name on something known by its API name. */
export function memberOf(object: Value, name: string, range: TextRange, path: string): Value {
  switch (object.kind) {
    case 'record': {
      const entry = object.entries.get(name);
      if (entry) return relocate(entry, range, path);
      const [spread, ...others] = object.spreads ?? [];
      // What the record does not say itself comes from what is spread into it.
      if (spread && others.length === 0 && !object.alsoOpen) return memberOf(spread, name, range, path);
      return object.open ? { kind: 'unknown', range } : ABSENT;
    }
    case 'list': {
      const item = /^\d+$/.test(name) ? object.items[Number(name)] : undefined;
      if (item) return relocate(item, range, path);
      return !object.open && /^\d+$/.test(name) ? ABSENT : { kind: 'unknown', range };
    }
    case 'class': {
      const field = object.members.get(name);
      if (field) return relocate(field, range, path);
      if (object.base.kind === 'absent') return name === CLASS_GUARDS ? ABSENT : { kind: 'unknown', range };
      return memberOf(object.base, name, range, path);
    }
    case 'reference':
      if (isEnvironment(object.module, referencePath(object)))
        return { kind: 'environment', name, fallback: ABSENT, range };
      return { ...object, path: [...object.path, name], range };
    case 'parameter':
      if (object.type === '') {
        const taken = object.path ?? [];
        return taken.length < MAX_TAKEN
          ? { ...object, name, path: [...taken, name], range }
          : { kind: 'unknown', range };
      }
      return memberReference(apiNameOf(object), name, range);
    case 'call': {
      const api = apiNameOf(object);
      if (api === '') return { kind: 'unknown', range };
      const member = memberReference(api, name, range);
      // What a function of the project gives may hang on what it is handed.
      return object.arguments.length > 0 && !isOutside(member.module) ? { ...member, of: object } : member;
    }
    case 'environment':
      // `config.get('database').host` is `config.get('database.host')`.
      return object.loaded && object.name !== ''
        ? {
            ...object,
            name: `${object.name}.${name}`,
            fallback: object.fallback.kind === 'absent' ? ABSENT : memberOf(object.fallback, name, range, path),
            range,
          }
        : { kind: 'unknown', range };
    case 'either':
      return either(
        usable(object.options).map((option) => memberOf(option, name, range, path)),
        range,
      );
    case 'known':
    case 'composed':
      // An address that was made is its text; nothing else has parameters under this name.
      return name === 'searchParams' ? memberReference('global#URL()', name, range) : { kind: 'unknown', range };
    default:
      return { kind: 'unknown', range };
  }
}

/** Options of which something can be taken: nobody asks nothing for a member. */
function usable(options: readonly Value[]): readonly Value[] {
  const some = options.filter(
    (option) => option.kind !== 'absent' && !(option.kind === 'known' && option.value === null),
  );
  return some.length === 0 ? options : some;
}

/** What a method is called on, where that may also be nothing: `let pool = null; … pool = new Pool()`. */
export function calledOn(value: Value): Value {
  if (value.kind !== 'either') return value;
  const [only, ...others] = usable(value.options);
  return only && others.length === 0 && only.kind !== 'absent' ? { ...only, range: value.range } : value;
}

function isOutside(module: string): boolean {
  return module === 'global' || module.startsWith('node:');
}

/** `process.env`, `import.meta.env`, `import { env } from 'node:process'`. */
function isEnvironment(module: string, members: readonly string[]): boolean {
  const path = members.join('.');
  return module === 'global'
    ? path === 'process.env' || path === 'import.meta.env' || path === 'Bun.env'
    : (module === 'node:process' && (path === 'env' || path === 'default.env')) ||
        (module === 'dotenv' && path === 'config().parsed');
}
