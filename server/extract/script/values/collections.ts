/** Values of calls that take texts, lists and records apart or put them together: `Object.values(x)`, `x.split(',')`. */
import type { TextRange } from '../../../model/text-range.ts';
import type { KnownValue, ListValue, Value } from '../../../model/value.ts';
import { composed } from '../../../model/values.ts';

/** What a function of the language makes of known arguments; undefined where it is not known here. */
export function builtInResult(name: string, [first, second]: readonly Value[], range: TextRange): Value | undefined {
  switch (name) {
    case 'global#Object.values':
      return first?.kind === 'record' ? list([...first.entries.values()], first.open, range) : undefined;
    case 'global#Object.keys':
      return first?.kind === 'record' ? list(keysOf(first.entries, range), first.open, range) : undefined;
    case 'global#Object.entries':
      if (first?.kind !== 'record') return undefined;
      return list(
        [...first.entries].map(([key, value]) => list([known(key, range), value], false, range)),
        first.open,
        range,
      );
    case 'global#Object.fromEntries': {
      if (first?.kind !== 'list') return undefined;
      const entries = new Map<string, Value>();
      let { open } = first;
      for (const pair of first.items) {
        const [key, value] = pair.kind === 'list' ? pair.items : [];
        if (key?.kind === 'known' && value) entries.set(String(key.value), value);
        else open = true;
      }
      return { kind: 'record', entries, open, range };
    }
    case 'global#Array.from':
    case 'global#Set':
      return first?.kind === 'list' && !second ? { ...first, range } : undefined;
    case 'global#Number':
    case 'global#Number.parseInt':
    case 'global#parseInt':
    case 'global#parseFloat':
      return numeric(first, range);
    default:
      return undefined;
  }
}

/** What a method of a known text or list gives. */
export function methodResult(
  object: Value,
  method: string,
  args: readonly Value[],
  range: TextRange,
): Value | undefined {
  if (object.kind === 'known' && typeof object.value === 'string')
    return textResult(object, object.value, method, args, range);
  if (object.kind !== 'list') return undefined;
  const [first, second] = args;
  switch (method) {
    case 'join':
      if (object.open) return undefined;
      return composed(
        object.items.flatMap((item, index) => (index === 0 ? [item] : [first ?? known(',', range), item])),
        range,
      );
    case 'concat':
      return list(
        [object, ...args].flatMap((each) => (each.kind === 'list' ? each.items : [each])),
        [object, ...args].some((each) => (each.kind === 'list' ? each.open : each.kind !== 'known')),
        range,
      );
    case 'slice':
      return object.open || !isNumber(first) || (second && !isNumber(second))
        ? undefined
        : list(object.items.slice(first.value, second?.value), false, range);
    case 'at':
      return object.open || !isNumber(first) ? undefined : object.items.at(first.value);
    case 'filter':
    case 'sort':
    case 'reverse':
      return list(object.items, true, range);
    default:
      return undefined;
  }
}

function textResult(
  object: KnownValue,
  text: string,
  method: string,
  args: readonly Value[],
  range: TextRange,
): Value | undefined {
  const [first] = args;
  switch (method) {
    case 'toLowerCase':
      return { ...object, value: text.toLowerCase(), range };
    case 'toUpperCase':
      return { ...object, value: text.toUpperCase(), range };
    case 'concat':
      return composed([object, ...args], range);
    case 'split':
      return first?.kind === 'known' && typeof first.value === 'string' && text.length <= MOST_SPLIT
        ? list(
            text.split(first.value).map((each) => ({ ...object, value: each, range })),
            false,
            range,
          )
        : undefined;
    default:
      return undefined;
  }
}

/** Longer texts are not split. */
const MOST_SPLIT = 2000;

/** The number of a text; a variable of the environment stays one. */
function numeric(value: Value | undefined, range: TextRange): Value | undefined {
  if (value?.kind === 'environment') return { ...value, range };
  if (value?.kind !== 'known' || typeof value.value !== 'string' || value.value.trim() === '') return undefined;
  const number = Number(value.value);
  return Number.isNaN(number) ? undefined : { ...value, value: number, range };
}

function keysOf(entries: ReadonlyMap<string, Value>, range: TextRange): Value[] {
  return [...entries.keys()].map((key) => known(key, range));
}

function known(value: string, range: TextRange): KnownValue {
  return { kind: 'known', value, range };
}

function isNumber(value: Value | undefined): value is KnownValue & { readonly value: number } {
  return value?.kind === 'known' && typeof value.value === 'number';
}

function list(items: readonly Value[], open: boolean, range: TextRange): ListValue {
  return { kind: 'list', items, open, range };
}
