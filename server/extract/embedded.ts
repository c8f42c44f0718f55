/** Facts of documents that stand inside of another one, with the ranges of the file. */
import type { EmbeddedDocument } from '../model/document.ts';
import type { Fact } from '../model/facts.ts';
import type { FileFacts, StagedPart } from '../model/file-facts.ts';
import type { TextRange } from '../model/text-range.ts';

/** The facts of the file with those of the documents in it. What these are called, export and say for themselves does not count. */
export function joined(outer: FileFacts, inner: readonly (readonly [EmbeddedDocument, FileFacts])[]): FileFacts {
  if (inner.length === 0) return outer;
  const parts = inner.map(([{ place, ranges }, { facts, outline, stage, stagedParts = [] }]) => {
    const whole = stage === outer.stage ? [] : ranges.map(({ start, end }): StagedPart => ({ start, end, stage }));
    const part = {
      facts: facts.map((fact): Fact => ({ ...fact, path: outer.path })),
      scopes: outline.scopes,
      statements: pairsOf(outline.statements),
      stagedParts,
    };
    const placed = moved(part, place);
    return { ...placed, stagedParts: [...whole, ...placed.stagedParts] };
  });
  const stagedParts = [...(outer.stagedParts ?? []), ...parts.flatMap((part) => part.stagedParts)];
  const statements = [...pairsOf(outer.outline.statements), ...parts.flatMap((part) => part.statements)];
  const hidden = inner.flatMap(([{ isEncoded, ranges }]) => (isEncoded ? ranges : []));
  return {
    ...outer,
    facts: [...outer.facts, ...parts.flatMap(({ facts }) => facts)],
    outline: {
      ...outer.outline,
      scopes: [...outer.outline.scopes, ...parts.flatMap(({ scopes }) => scopes)],
      statements: statements
        .sort((a, b) => a.start - b.start || b.end - a.end)
        .flatMap(({ start, end }) => [start, end]),
    },
    ...(stagedParts.length > 0 && { stagedParts }),
    ...(hidden.length > 0 && { hidden }),
  };
}

function pairsOf(flat: readonly number[]): TextRange[] {
  const pairs: TextRange[] = [];
  for (let index = 0; index < flat.length; index += 2)
    pairs.push({ start: flat[index] ?? 0, end: flat[index + 1] ?? 0 });
  return pairs;
}

/** The same data with every range in it at another place; what was shared stays shared. */
function moved<T>(data: T, place: (range: TextRange) => TextRange): T {
  const known = new Map<object, unknown>();
  const visit = (each: unknown): unknown => {
    if (typeof each !== 'object' || each === null) return each;
    const before = known.get(each);
    if (before !== undefined) return before;
    let result: unknown;
    if (Array.isArray(each)) result = each.map(visit);
    else if (each instanceof Map) result = new Map([...each].map(([key, value]) => [key, visit(value)]));
    else {
      const entries = Object.entries(each).map(([key, value]) => [key, visit(value)] as const);
      result = { ...Object.fromEntries(entries), ...(isRange(each) && place(each)) };
    }
    known.set(each, result);
    return result;
  };
  return visit(data) as T;
}

function isRange(value: object): value is TextRange {
  return 'start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number';
}
