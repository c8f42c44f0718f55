/** Functions that a file keeps for itself and only calls: their parameters are what they are called with. */
import type { TSESTree } from '@typescript-eslint/types';
import { dottedName, isFunction, type Node } from './nodes.ts';
import { lookUp, type Binding, type FunctionCall, type Scope } from './scope.ts';

/** A function with more callers is called with all kinds of things. */
const MOST_CALLERS = 6;

/** Gathers where names are used; which declaration they mean is known once all are there. */
export class Callers {
  readonly #calls: FunctionCall[] = [];
  readonly #uses: { readonly name: string; readonly scope: Scope }[] = [];

  /** A name is used, for a call or for anything else. */
  use(name: string, scope: Scope): void {
    this.#uses.push({ name, scope });
  }

  call(node: TSESTree.CallExpression, scope: Scope): void {
    if (node.callee.type === 'Identifier') this.#calls.push({ node, scope });
  }

  /** By function. */
  found(): ReadonlyMap<Node, readonly FunctionCall[]> {
    const calls = new Map<Binding, FunctionCall[]>();
    for (const call of this.#calls) {
      const binding = lookUp(call.scope, dottedName(call.node.callee));
      if (!binding || !functionOf(binding)) continue;
      const known = calls.get(binding);
      if (known) known.push(call);
      else calls.set(binding, [call]);
    }
    const names = new Set([...calls.keys()].map(({ name }) => name));
    const uses = new Map<Binding, number>();
    for (const { name, scope } of this.#uses) {
      const binding = names.has(name) ? lookUp(scope, name) : undefined;
      if (binding) uses.set(binding, (uses.get(binding) ?? 0) + 1);
    }
    const found = new Map<Node, readonly FunctionCall[]>();
    for (const [binding, own] of calls) {
      const owner = functionOf(binding);
      if (owner && own.length <= MOST_CALLERS && uses.get(binding) === own.length) found.set(owner, own);
    }
    return found;
  }
}

/** The only function that a name stands for. */
function functionOf({ kind, node, initializers, changed }: Binding): Node | undefined {
  if (kind === 'function') return initializers.length === 0 ? node : undefined;
  const [only, ...others] = initializers;
  const isPlain = kind === 'variable' && !changed && others.length === 0 && only?.path.length === 0;
  return isPlain && isFunction(only.source) ? only.source : undefined;
}
