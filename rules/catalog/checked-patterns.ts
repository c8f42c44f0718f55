/** Regular expressions with the name of what they check. */
import type { CallFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { Place } from '../../server/model/text-range.ts';
import { REGULAR_EXPRESSION, type Value } from '../../server/model/value.ts';
import { fieldOf, schemaFields } from './schema-fields.ts';

export interface CheckedPattern {
  readonly source: string;
  readonly flags: string;
  /** What is checked, the last name alone: `nachname`. */
  readonly name: string;
  /** The method of a text that the pattern is handed to, `test` otherwise. */
  readonly use: string;
  /** Whole name path of what is checked, as far as it is written. */
  readonly spelled: string;
  /** The expression itself, and the call that uses it. */
  readonly place: Place;
  readonly call?: CallFact;
}

/** Keys of schemas whose text is a pattern. */
const PATTERN_KEY = /^(?:pattern|regex|regexp|muster|format|match|matches|value)$/i;

/** Every pattern of a file that is seen to check something with a name. */
export function checkedPatterns(file: FactsView): readonly CheckedPattern[] {
  const calls = file.facts('call');
  const fields = schemaFields(file);
  const found: CheckedPattern[] = [];
  const add = (value: Value, spelled: string, use: string, call?: CallFact): void => {
    const pattern = patternOf(value);
    if (!pattern || spelled === '' || value.kind === 'absent') return;
    const place = value.origin ?? { path: value.range.path ?? file.path, range: value.range };
    const name = spelled.split('.').at(-1) ?? '';
    found.push({ ...pattern, name, spelled, use, place, ...(call && { call }) });
  };
  for (const call of calls) {
    const method = call.callee.slice(call.callee.lastIndexOf('.') + 1);
    const [first] = call.arguments;
    if (/^global#RegExp\(\)\.(?:test|exec)$/.test(call.callee)) {
      add(call.receiver, first ? nameOf(first) : '', 'test', call);
    } else if (call.callee.startsWith('global#String().') && first) {
      add(first, call.spelled.split('.').slice(0, -1).join('.'), method, call);
    } else if (call.callee !== REGULAR_EXPRESSION) {
      const field = fieldOf(call, fields);
      if (field !== undefined) for (const argument of call.arguments) add(argument, field, 'test', call);
    }
  }
  for (const { name, value } of fields) {
    add(value, name, 'test');
    if (value.kind === 'record')
      for (const [key, entry] of value.entries) if (PATTERN_KEY.test(key)) add(asPattern(entry), name, 'test');
  }
  for (const { names, value, form } of file.facts('named-value')) {
    const last = names.at(-1) ?? '';
    const isKey = PATTERN_KEY.test(last) && names.length > 1;
    if (form === 'attribute') {
      if (last === 'pattern') add(asPattern(value), 'attribute', 'attribute');
    } else add(isKey ? asPattern(value) : value, isKey ? (names.at(-2) ?? '') : last, 'test');
  }
  for (const { key, value } of file.facts('setting'))
    if (key.at(-1) === 'pattern') add(asPattern(value), key.at(-2) ?? '', 'test');
  return unique(found);
}

function nameOf(value: Value): string {
  if (value.kind === 'call' && value.arguments.length > 0) {
    const [first] = value.arguments;
    return first ? nameOf(first) : '';
  }
  return value.spelled ?? (value.kind === 'parameter' ? [value.name, ...(value.path ?? [])].join('.') : '');
}

/** A text that stands where a pattern is expected. */
function asPattern(value: Value): Value {
  if (value.kind !== 'known' || typeof value.value !== 'string') return value;
  const { range, origin } = value;
  return { kind: 'call', callee: REGULAR_EXPRESSION, arguments: [value], range, ...(origin && { origin }) };
}

function patternOf(value: Value): { readonly source: string; readonly flags: string } | undefined {
  if (value.kind !== 'call' || value.callee !== REGULAR_EXPRESSION) return undefined;
  const [source, flags] = value.arguments;
  return source?.kind === 'known' && typeof source.value === 'string' && source.value.length < 500
    ? { source: source.value, flags: flags?.kind === 'known' ? String(flags.value) : '' }
    : undefined;
}

/** The same expression for the same name once; what is known of its use first. */
function unique(patterns: readonly CheckedPattern[]): readonly CheckedPattern[] {
  const found = new Map<string, CheckedPattern>();
  for (const pattern of patterns) {
    const key = `${pattern.place.path} ${String(pattern.place.range.start)} ${pattern.name} ${pattern.use}`;
    if (!found.has(key)) found.set(key, pattern);
  }
  return [...found.values()];
}
