/** Which declaration a name means. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, ObjectNode } from './nodes.ts';

/** How a binding gets its value from an expression: the members that are taken from it, and the defaults on the way. */
export interface Initializer extends Origin {
  readonly fallback?: Node;
}

/** Where the value of a binding comes from. */
export interface Origin {
  readonly source: Node;
  /** Where the source stands: its names are looked up from there. */
  readonly scope: Scope;
  readonly path: readonly string[];
  /** The path starts at an item of the source: a loop variable, the parameter of `forEach`. */
  readonly item?: true;
  /** What the path leads to without these entries: `{ a, ...rest }`. */
  readonly without?: readonly string[];
  /** Has no single value: the rest of a list, a computed key. */
  readonly opaque?: true;
}

/** `options.tls = …`, `this.client ??= …`, `({ host: this.host } = options)` */
export interface MemberWrite {
  /** `?` stands for a member that cannot be seen. */
  readonly path: readonly string[];
  /** Undefined for a change that cannot be seen. */
  readonly from: Initializer | undefined;
}

/** In the path of a write: the next name is a key of a map. */
export const MAP_KEY = '@key';

export interface Binding {
  readonly name: string;
  readonly kind: 'import' | 'variable' | 'parameter' | 'function' | 'class' | 'enum' | 'namespace' | 'other';
  readonly node: Node;
  readonly scope: Scope;
  readonly initializers: Initializer[];
  /** Changed in a way that has no single value: `++`, loops. */
  changed: boolean;
  /** `sql += ' where …'`, in order. */
  readonly appended: Origin[];
  /** `options.tls = …`, in order. */
  readonly members: MemberWrite[];
  readonly imported?: { readonly module: string; readonly name: string };
  readonly parameter?: {
    readonly function: FunctionNode;
    readonly index: number;
    readonly path: readonly string[];
    readonly opaque?: true;
    readonly type?: Node;
    /** The class or token that NestJS hands over: `inject: [ConfigService], useFactory: (config) => …`. */
    readonly injected?: Node;
    /** What the function is called with by the method that it is handed to: `import('pg').then((pg) => …)`. */
    readonly given?: Origin;
  };
}

/** A call of a function by its name, and where it stands. */
export interface FunctionCall {
  readonly node: TSESTree.CallExpression;
  readonly scope: Scope;
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
  /** The calls of functions that are used for nothing else in this file and seen nowhere else. */
  readonly callers: ReadonlyMap<Node, readonly FunctionCall[]>;
  /** The object literals that functions are methods of, with the scope in which they stand. */
  readonly objects: ReadonlyMap<Node, { readonly node: ObjectNode; readonly scope: Scope }>;
  /** What is written to members of classes, and of `this` in them and in object literals. */
  readonly fields: ReadonlyMap<Node, readonly MemberWrite[]>;
}

export function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    const binding = current.bindings.get(name);
    if (binding) return binding;
  }
  return undefined;
}
