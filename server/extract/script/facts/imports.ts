/** Facts of the modules that a script loads, however it does so. */
import { rangeOf, unwrap, type Node } from '../nodes.ts';
import type { Walk } from './walk.ts';

/** Tells of the module that `source` names; of a computed name nothing is known. */
export function readImport(walk: Walk, source: Node): void {
  const name = unwrap(source);
  if (name.type !== 'Literal' || typeof name.value !== 'string') return;
  walk.emit({ kind: 'import', path: walk.path, range: rangeOf(name), module: name.value });
}
