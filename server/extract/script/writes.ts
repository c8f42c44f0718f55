/** What is ever written to the names and members of a file: by assignments, by calls of the language, by own functions. */
import type { TSESTree } from '@typescript-eslint/types';
import { takeApart } from './declarations.ts';
import { dottedName, isClass, isFunction, keyName, propertyOf, unwrap, type Node } from './nodes.ts';
import { lookUp, MAP_KEY, type Initializer, type MemberWrite, type Scope, type Scopes } from './scope.ts';

/** What a function writes to a parameter is told of arguments up to this number. */
const MOST_WRITTEN = 20;
/** Methods that put something into a list, and what stands for a member that cannot be seen. */
const ADDS_ITEMS: ReadonlySet<string> = new Set(['push', 'unshift', 'splice']);
const ANY_MEMBER: readonly string[] = ['?'];

/** Works once every name is declared. */
export class Writes {
  /** What is written to members of classes, and of `this` in them and in object literals. */
  readonly fields = new Map<Node, MemberWrite[]>();
  readonly #scopes: ReadonlyMap<Node, Scope>;
  readonly #objects: Scopes['objects'];

  constructor(scopes: ReadonlyMap<Node, Scope>, objects: Scopes['objects']) {
    this.#scopes = scopes;
    this.#objects = objects;
  }

  /** Writes to what an expression names: a variable, or members of a variable, a class or `this`. */
  #writeTo(scope: Scope, target: Node, below: readonly string[], from: Initializer | undefined): void {
    const path = [...below];
    let current = unwrap(target);
    while (current.type === 'MemberExpression') {
      path.unshift(keyName(current.property, current.computed) ?? '?');
      current = unwrap(current.object);
    }
    const binding = current.type === 'Identifier' ? lookUp(scope, current.name) : undefined;
    if (path.length === 0) {
      if (binding && from) binding.initializers.push(from);
      else if (binding) binding.changed = true;
      return;
    }
    const owner =
      current.type === 'ThisExpression' ? ownerOfThis(scope, this.#objects) : binding?.kind === 'class' && binding.node;
    if (!owner) binding?.members.push({ path, from });
    else if (this.fields.get(owner)?.push({ path, from }) === undefined) this.fields.set(owner, [{ path, from }]);
  }

  /** An assignment to a name, members or a pattern; without a source for changes that cannot be seen. */
  assign(scope: Scope, target: Node, source: Node | undefined): void {
    takeApart(unwrap(target), { source, scope, path: [] }, (each, taken) => {
      this.#writeTo(scope, each, [], taken.source ? { ...taken, source: taken.source } : undefined);
    });
  }

  /** `sql += '…'`; what is added to a member cannot be seen. */
  append(scope: Scope, target: Node, source: Node): void {
    const name = unwrap(target);
    const binding = name.type === 'Identifier' ? lookUp(scope, name.name) : undefined;
    if (binding?.kind === 'variable') binding.appended.push({ source, scope, path: [] });
    else this.assign(scope, target, undefined);
  }

  /** What a call writes to its first argument, or to what its method is called on. */
  byCall(node: TSESTree.CallExpression, scope: Scope): void {
    const callee = unwrap(node.callee);
    const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
    const [target, second, third] = node.arguments;
    const source = (value: Node | undefined): Initializer | undefined => value && { source: value, scope, path: [] };
    const key = second && keyName(second, true);
    switch (dottedName(callee)) {
      case 'Object.assign':
        for (const each of target ? node.arguments.slice(1) : []) this.#assignAll(scope, target as Node, unwrap(each));
        return;
      case 'Reflect.set':
        if (target) this.#writeTo(scope, target, [key ?? '?'], source(third));
        return;
      case 'Object.defineProperty': {
        const value = third?.type === 'ObjectExpression' ? propertyOf(third, 'value') : undefined;
        if (target) this.#writeTo(scope, target, [key ?? '?'], source(value));
        return;
      }
      case 'Object.defineProperties':
        if (target) this.#writeTo(scope, target, ANY_MEMBER, undefined);
        return;
      default:
    }
    if (callee.type !== 'MemberExpression' || method === undefined) return;
    if (ADDS_ITEMS.has(method)) this.#writeTo(scope, callee.object, ANY_MEMBER, undefined);
    else if (method === 'set' && second) {
      const mapKey = target && keyName(target, true);
      this.#writeTo(scope, callee.object, [MAP_KEY, mapKey ?? '?'], mapKey === undefined ? undefined : source(second));
    }
  }

  /** `Object.assign(options, { host })` as a statement. */
  #assignAll(scope: Scope, target: Node, from: Node): void {
    const properties = from.type === 'ObjectExpression' ? from.properties : [undefined];
    for (const property of properties) {
      const name = property?.type === 'Property' ? keyName(property.key, property.computed) : undefined;
      if (property?.type === 'Property' && name !== undefined)
        this.#writeTo(scope, target, [name], { source: property.value, scope, path: [] });
      else this.#writeTo(scope, target, ANY_MEMBER, undefined);
    }
  }

  /** What functions of the project write to what they are handed: `setzeTls(optionen)`. */
  byFunction(node: TSESTree.CallExpression, scope: Scope, isStatement: boolean): void {
    const callee = unwrap(node.callee);
    const binding = callee.type === 'Identifier' ? lookUp(scope, callee.name) : undefined;
    if (!binding) return;
    node.arguments.forEach((argument, index) => {
      const given = unwrap(argument);
      if (given.type !== 'Identifier') return;
      if (binding.imported) {
        // What nobody takes the result of is called for what it does.
        if (isStatement && /^[.~#]|^@\//.test(binding.imported.module))
          this.#writeTo(scope, given, ANY_MEMBER, undefined);
        return;
      }
      const value = binding.kind === 'function' ? binding.node : binding.initializers[0]?.source;
      const name = value && isFunction(value) ? value.params[index] : undefined;
      const parameter =
        value && name?.type === 'Identifier' ? this.#scopes.get(value)?.bindings.get(name.name) : undefined;
      if (!parameter || parameter === lookUp(scope, given.name)) return;
      for (const { path } of parameter.members.slice(0, MOST_WRITTEN)) this.#writeTo(scope, given, path, undefined);
    });
  }
}

/** The class or object literal that `this` means; functions in methods have a `this` of their own. */
function ownerOfThis(scope: Scope, objects: Scopes['objects']): Node | undefined {
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    if (isClass(current.node)) return current.node;
    if (isFunction(current.node) && current.node.type !== 'ArrowFunctionExpression')
      return current.parent && isClass(current.parent.node) ? current.parent.node : objects.get(current.node)?.node;
  }
  return undefined;
}
