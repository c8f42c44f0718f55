/** What spreads put into a record. */
import { ABSENT, type RecordValue, type Value } from './value.ts';
import { either } from './values.ts';

/** Entries of spreads that are known by now, in the order in which they are written. */
export function withSpreads(record: RecordValue): RecordValue {
  if (!record.spreads?.some(isKnown)) return record;
  const entries = new Map(record.entries);
  const rest: Value[] = [];
  let open = record.alsoOpen === true;
  for (const spread of record.spreads) {
    if (!isKnown(spread)) rest.push(spread);
    else {
      const over = new Map(
        [...entries].filter(([name, own]) => record.entries.get(name) !== own || standsBefore(own, spread, record)),
      );
      if (!spreadInto(over, spread)) open = true;
      for (const [name, value] of over) entries.set(name, value);
      for (const [name, own] of record.entries) if (!standsBefore(own, spread, record)) entries.set(name, own);
    }
  }
  const { spreads: _, ...plain } = record;
  return {
    ...plain,
    entries,
    open: open || rest.length > 0,
    ...(rest.length > 0 && { spreads: rest }),
  };
}

/** True where an entry of a literal is overwritten by a spread behind it. */
function standsBefore(own: Value, spread: Value, record: RecordValue): boolean {
  const range = record.origin?.range ?? record.range;
  return (
    own.kind !== 'absent' &&
    spread.kind !== 'absent' &&
    own.range.path === spread.range.path &&
    own.range.start >= range.start &&
    own.range.end <= range.end &&
    own.range.start < spread.range.start
  );
}

function isKnown(spread: Value): boolean {
  return spread.kind === 'either' ? spread.options.every(isKnown) : ['record', 'absent', 'known'].includes(spread.kind);
}

/** False where entries may have come in that cannot be seen. */
export function spreadInto(entries: Map<string, Value>, spread: Value): boolean {
  if (spread.kind === 'absent') return true;
  if (spread.kind === 'known') return typeof spread.value !== 'string';
  if (spread.kind === 'record') {
    for (const [name, value] of spread.entries) entries.set(name, value);
    return !spread.open;
  }
  if (spread.kind !== 'either') return false;
  const branches = spread.options.map((option) => {
    const own = new Map<string, Value>();
    return { own, closed: spreadInto(own, option) };
  });
  for (const name of new Set(branches.flatMap(({ own }) => [...own.keys()]))) {
    const options = branches.map(
      ({ own, closed }): Value =>
        own.get(name) ?? (closed ? (entries.get(name) ?? ABSENT) : { kind: 'unknown', range: spread.range }),
    );
    entries.set(name, either(options, spread.range));
  }
  return branches.every(({ closed }) => closed);
}
