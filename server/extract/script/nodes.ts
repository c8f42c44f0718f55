/** Questions about nodes of a TSESTree that both engines answer alike. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TextRange } from '../../model/text-range.ts';

export type Node = TSESTree.Node;
export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;
export type ObjectNode = TSESTree.ObjectExpression;
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** Keys that hold no part of the running program: positions and types. */
const SKIPPED = new Set([
  'type',
  'range',
  'start',
  'end',
  'loc',
  'parent',
  'typeAnnotation',
  'typeParameters',
  'typeArguments',
  'returnType',
  'superTypeArguments',
  'superTypeParameters',
  'implements',
  'tokens',
  'comments',
  'raw',
  'value_',
  'operator',
  'kind',
]);

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** Calls `visit` for each child that belongs to the running program, in source order: the engines order keys differently. */
export function eachChild(node: Node, visit: (child: Node) => void): void {
  const children: Node[] = [];
  let isSorted = true;
  const add = (child: Node): void => {
    const before = children.at(-1);
    if (before && before.range[0] > child.range[0]) isSorted = false;
    children.push(child);
  };
  for (const key in node) {
    if (SKIPPED.has(key)) continue;
    const value: unknown = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) add(item);
    } else if (isNode(value)) add(value);
  }
  if (!isSorted) children.sort((one, other) => one.range[0] - other.range[0]);
  for (const child of children) visit(child);
}

export function rangeOf(node: Node): TextRange {
  return { start: node.range[0], end: node.range[1] };
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

export function isClass(node: Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** Looks through what changes the type but not the value: `as`, `satisfies`, `!`, parentheses, optional chains, `await`. */
export function unwrap(node: Node): Node {
  let current = node;
  for (;;) {
    switch (current.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        current = current.expression;
        break;
      case 'AwaitExpression':
        current = current.argument;
        break;
      default:
        if ((current.type as string) !== 'ParenthesizedExpression') return current;
        current = (current as unknown as { expression: Node }).expression;
    }
  }
}

/** The name of a property, member or key where it is written down; undefined for computed ones. */
export function keyName(key: Node, computed: boolean): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number'))
    return String(key.value);
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** The value of an entry of an object literal. */
export function propertyOf(node: TSESTree.ObjectExpression, name: string): Node | undefined {
  const found = node.properties.find((each) => each.type === 'Property' && keyName(each.key, each.computed) === name);
  return found?.type === 'Property' ? found.value : undefined;
}

/** `req.session.user` for plain chains of names, else the part that is plain, else ''. Calls end a chain. */
export function dottedName(node: Node): string {
  const plain = unwrap(node);
  if (plain.type === 'Identifier') return plain.name;
  if (plain.type === 'ThisExpression') return 'this';
  if (plain.type === 'MetaProperty') return `${plain.meta.name}.${plain.property.name}`;
  if (plain.type === 'CallExpression') return `${dottedName(plain.callee)}()`;
  if (plain.type === 'NewExpression') return `${dottedName(plain.callee)}()`;
  if (plain.type === 'MemberExpression') {
    const name = keyName(plain.property, plain.computed);
    const object = dottedName(plain.object);
    if (name === undefined) return object;
    return object === '' ? name : `${object}.${name}`;
  }
  return '';
}
