/** Which declaration a name means. */
import type { FunctionNode, Node } from './nodes.ts';

/** How a binding gets its value from an expression: the members that are taken from it, and the defaults on the way. */
export interface Initializer {
  readonly source: Node;
  /** Where the source stands: its names are looked up from there. */
  readonly scope: Scope;
  readonly path: readonly string[];
  /** A rest element, a loop variable or another thing that has no single value. */
  readonly opaque: boolean;
  readonly fallback?: Node;
}

export interface Binding {
  readonly name: string;
  readonly kind: 'import' | 'variable' | 'parameter' | 'function' | 'class' | 'enum' | 'other';
  readonly node: Node;
  readonly scope: Scope;
  readonly initializers: Initializer[];
  /** Changed in a way that has no single value: `+=`, `++`, loops. */
  changed: boolean;
  /** `options.tls = …`, in order; `undefined` stands for a change that cannot be seen. */
  readonly members: { readonly path: readonly string[]; readonly value: Node | undefined; readonly scope: Scope }[];
  readonly imported?: { readonly module: string; readonly name: string };
  readonly parameter?: {
    readonly function: FunctionNode;
    readonly index: number;
    readonly path: readonly string[];
    readonly type?: Node;
  };
}

export interface Scope {
  readonly parent: Scope | undefined;
  readonly node: Node;
  readonly bindings: Map<string, Binding>;
}

export interface Scopes {
  readonly top: Scope;
  /** Scope opened by a node, if any. */
  readonly of: ReadonlyMap<Node, Scope>;
}

export function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    const binding = current.bindings.get(name);
    if (binding) return binding;
  }
  return undefined;
}
