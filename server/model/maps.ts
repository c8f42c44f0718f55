/** Maps of the language: `new Map([…])` is a call whose only argument is the record of what it holds. */
import type { TextRange } from './text-range.ts';
import type { CallValue, RecordValue, Value } from './value.ts';
import { relocate } from './values.ts';

const MAP = 'global#Map';

export function isMap(value: Value): value is CallValue {
  return value.kind === 'call' && value.callee === MAP;
}

/** What `new Map(pairs)` makes. */
export function mapOf(pairs: Value | undefined, range: TextRange): CallValue {
  const record = !pairs || pairs.kind === 'absent' ? ofPairs([], false, range) : recordOfPairs(pairs, range);
  return { kind: 'call', callee: MAP, arguments: [record ?? ofPairs([], true, range)], range };
}

/** The entries that a list of pairs or a map holds; undefined where it is neither. */
export function recordOfPairs(pairs: Value, range: TextRange): RecordValue | undefined {
  if (isMap(pairs)) return pairs.arguments[0]?.kind === 'record' ? { ...pairs.arguments[0], range } : undefined;
  return pairs.kind === 'list' ? ofPairs(pairs.items, pairs.open, range) : undefined;
}

function ofPairs(pairs: readonly Value[], isOpen: boolean, range: TextRange): RecordValue {
  const entries = new Map<string, Value>();
  let open = isOpen;
  for (const pair of pairs) {
    const [key, value] = pair.kind === 'list' ? pair.items : [];
    if (key?.kind === 'known' && value) entries.set(String(key.value), value);
    else open = true;
  }
  return { kind: 'record', entries, open, range };
}

/** What a method of a map gives; undefined for all others. Others may have put in what is not seen here. */
export function keptIn(
  receiver: Value,
  method: string,
  args: readonly Value[],
  range: TextRange,
  path: string,
): Value | undefined {
  if (!isMap(receiver)) return undefined;
  const [record] = receiver.arguments;
  const [key, value] = args;
  if (record?.kind !== 'record' || !key) return undefined;
  if (method === 'set') {
    const next: RecordValue =
      key.kind === 'known' && value
        ? { ...record, entries: new Map([...record.entries, [String(key.value), value]]) }
        : { ...record, open: true };
    return { ...receiver, arguments: [next], range };
  }
  if (method !== 'get') return undefined;
  const found = key.kind === 'known' ? record.entries.get(String(key.value)) : undefined;
  return found ? relocate(found, range, path) : { kind: 'unknown', range };
}
