/** Values of calls that take texts, lists and records apart or put them together: `Object.values(x)`, `x.split(',')`. */
import type { TextRange } from '../../../model/text-range.ts';
import type { KnownValue, ListValue, Value } from '../../../model/value.ts';
import { recordOfPairs } from '../../../model/maps.ts';
import { switchOfTexts, truthValue } from './operators.ts';
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
    case 'global#Object.fromEntries':
      return first && recordOfPairs(first, range);
    case 'global#Array.from':
    case 'global#Set':
      return first?.kind === 'list' && !second ? { ...first, range } : undefined;
    case 'global#Boolean':
      return truthValue(first, range);
    case 'global#JSON.parse':
      return first && parsed(first, range);
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
    case 'includes':
    case 'has':
      return first?.kind === 'environment' && !object.open
        ? switchOfTexts(first, object.items.map(textOf), false, range)
        : undefined;
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
  const [first, second] = args;
  switch (method) {
    case 'toLowerCase':
      return { ...object, value: text.toLowerCase(), range };
    case 'toUpperCase':
      return { ...object, value: text.toUpperCase(), range };
    case 'concat':
      return composed([object, ...args], range);
    case 'slice':
    case 'substring':
    case 'subarray':
      return isNumber(first) && (!second || isNumber(second))
        ? { ...object, value: text[method === 'subarray' ? 'slice' : method](first.value, second?.value), range }
        : undefined;
    case 'repeat':
      return isNumber(first) && first.value >= 0 && text.length * first.value <= MOST_SPLIT
        ? { ...object, value: text.repeat(first.value), range }
        : undefined;
    case 'padEnd':
    case 'padStart':
      return isNumber(first) && first.value <= MOST_SPLIT && (!second || second.kind === 'known')
        ? { ...object, value: text[method](first.value, second && String(second.value)), range }
        : undefined;
    case 'replace':
    case 'replaceAll':
      return first?.kind === 'known' && typeof first.value === 'string' && second?.kind === 'known'
        ? replaced(object, text, method, [first.value, String(second.value)], range)
        : undefined;
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

function replaced(
  object: KnownValue,
  text: string,
  method: 'replace' | 'replaceAll',
  [from, to]: readonly [string, string],
  range: TextRange,
): Value | undefined {
  // Replacing again and again could make a text of any length.
  if (text.length > MOST_SPLIT || to.length > MOST_SPLIT) return undefined;
  const value = text[method](from, () => to);
  return value.length > MOST_SPLIT ? undefined : { ...object, value, range };
}

/** Longer texts are not split, and not made by replacing or repeating. */
const MOST_SPLIT = 2000;

/** The number of a text; a variable of the environment stays one. */
function numeric(value: Value | undefined, range: TextRange): Value | undefined {
  if (value?.kind === 'environment') return { ...value, range };
  if (value?.kind !== 'known' || typeof value.value !== 'string' || value.value.trim() === '') return undefined;
  const number = Number(value.value);
  return Number.isNaN(number) ? undefined : { ...value, value: number, range };
}

/** The text of a known value; a blank, which no switch has, for all others. */
function textOf(value: Value): string {
  return value.kind === 'known' ? String(value.value) : ' ';
}

/** Longer texts are not parsed. */
const MOST_PARSED = 5000;

/** What `JSON.parse` makes of a text that is written down, or of a variable with such a default. */
function parsed(value: Value, range: TextRange): Value | undefined {
  if (value.kind === 'call' && value.callee === 'global#JSON.stringify') return value.arguments[0];
  if (value.kind === 'environment') {
    const fallback = value.fallback.kind === 'absent' ? value.fallback : parsed(value.fallback, range);
    return fallback && { ...value, fallback, range };
  }
  if (value.kind !== 'known' || typeof value.value !== 'string' || value.value.length > MOST_PARSED) return undefined;
  try {
    return ofJson(JSON.parse(value.value), value, 0);
  } catch {
    return { kind: 'unknown', range };
  }
}

/** All of it stands where the text does. */
function ofJson(json: unknown, text: KnownValue, depth: number): Value {
  if (depth > 20) return { kind: 'unknown', range: text.range };
  if (Array.isArray(json))
    return list(
      json.map((item) => ofJson(item, text, depth + 1)),
      false,
      text.range,
    );
  if (typeof json === 'object' && json !== null) {
    const entries = Object.entries(json).map(([key, item]): [string, Value] => [key, ofJson(item, text, depth + 1)]);
    return { kind: 'record', entries: new Map(entries), open: false, range: text.range };
  }
  return { ...text, value: json as KnownValue['value'] };
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
