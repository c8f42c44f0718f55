/** Fields of schemas by what is said of them: entries of objects handed to a library, decorators, columns. */
import type { CallFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';

export interface SchemaField {
  readonly name: string;
  readonly value: Value;
  /** Where the value is written in this file. */
  readonly range: TextRange;
}

/** Deeper nesting is no schema that people write. */
const MAX_DEPTH = 6;

/** Entries of the objects that calls are handed, at any depth, each once. */
export function schemaFields(file: FactsView): readonly SchemaField[] {
  const found = new Map<string, SchemaField>();
  const take = (value: Value, depth: number): void => {
    if (value.kind === 'call') for (const argument of value.arguments) take(argument, depth);
    if (value.kind !== 'record' || depth > MAX_DEPTH) return;
    for (const [name, entry] of value.entries) {
      const range = entry.kind === 'absent' ? undefined : (entry.origin?.range ?? entry.range);
      const path = entry.kind === 'absent' ? undefined : (entry.origin?.path ?? entry.range.path);
      if (range && (path === undefined || path === file.path)) {
        const key = `${String(range.start)} ${name}`;
        if (found.has(key)) continue;
        found.set(key, { name, value: entry, range });
      }
      take(entry, depth + 1);
    }
  };
  for (const call of file.facts('call')) for (const argument of call.arguments) take(argument, 0);
  return [...found.values()];
}

/** The field that a call is part of: the one it decorates, or the innermost entry around it. */
export function fieldOf(call: CallFact, fields: readonly SchemaField[]): string | undefined {
  if (call.decorates !== undefined) return call.decorates;
  let best: SchemaField | undefined;
  for (const field of fields) {
    if (!contains(field.range, call.range)) continue;
    if (!best || field.range.end - field.range.start < best.range.end - best.range.start) best = field;
  }
  return best?.name;
}
