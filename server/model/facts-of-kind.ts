import type { FactKind, FactKinds } from './facts.ts';
import type { FileFacts } from './file-facts.ts';

const SORTED = new WeakMap<FileFacts, Map<FactKind, unknown[]>>();

/** The facts of one kind in a file, in their order. Sorted once per file: many ask, and most files do not change. */
export function factsOfKind<K extends FactKind>(file: FileFacts, kind: K): readonly FactKinds[K][] {
  let sorted = SORTED.get(file);
  if (!sorted) {
    sorted = new Map();
    for (const fact of file.facts) {
      const same = sorted.get(fact.kind);
      if (same) same.push(fact);
      else sorted.set(fact.kind, [fact]);
    }
    SORTED.set(file, sorted);
  }
  return (sorted.get(kind) ?? []) as FactKinds[K][];
}
