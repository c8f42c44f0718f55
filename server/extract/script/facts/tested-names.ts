/** Which names a function reads and which of them decide something in it. */
import { dottedName, keyName, type Node } from '../nodes.ts';
import { lookUp, type Scope } from '../scope.ts';
import { isClaim } from './guarding.ts';
import type { Standing, Walk } from './walk.ts';

export function readMember(walk: Walk, node: Extract<Node, { type: 'MemberExpression' }>, at: Standing): void {
  const name = keyName(node.property, node.computed);
  if (name === undefined) return;
  const isSaid = at.testing && walk.functions.length > 0 && isClaim(node, at.scope);
  for (const summary of walk.functions) {
    summary.reads.add(name);
    if (at.testing) summary.tests.add(name);
    if (isSaid) summary.claims.add(name);
  }
}

/** A tested name counts with the member that it was taken from: `const level = token.acr`. */
export function readTested(walk: Walk, node: Extract<Node, { type: 'Identifier' }>, scope: Scope): void {
  const names = [node.name];
  const binding = lookUp(scope, node.name);
  for (const { source, path } of binding?.initializers.slice(0, 3) ?? []) {
    const last = path.at(-1);
    if (last !== undefined) names.push(last);
    const dotted = dottedName(source).split('.').at(-1);
    if (path.length === 0 && dotted !== undefined && dotted !== '') names.push(dotted);
  }
  const isSaid = walk.functions.length > 0 && isClaim(node, scope);
  for (const summary of walk.functions) {
    for (const name of names) {
      summary.tests.add(name);
      if (isSaid) summary.claims.add(name);
    }
  }
}
