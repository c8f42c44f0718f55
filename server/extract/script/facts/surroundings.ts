/** What stands around the nodes of a file: parents, scopes, the uses of a name. Only made where something is followed. */
import type { Value } from '../../../model/value.ts';
import { dottedName, eachChild, isClass, isFunction, keyName, unwrap, type FunctionNode, type Node } from '../nodes.ts';
import { lookUp, type Binding, type Scope, type Scopes } from '../scope.ts';

export class Surroundings {
  readonly #scopes: Scopes;
  readonly #parents = new Map<Node, Node>();
  readonly #uses = new Map<Binding, Node[]>();
  /** Calls of methods on `this`, by the name of the method. */
  readonly #calls = new Map<string, Node[]>();

  constructor(program: Node, scopes: Scopes) {
    this.#scopes = scopes;
    this.#note(program);
  }

  #note(program: Node): void {
    const open: { node: Node; scope: Scope }[] = [{ node: program, scope: this.#scopes.top }];
    for (let each = open.pop(); each; each = open.pop()) {
      const { node } = each;
      const scope = this.#scopes.of.get(node) ?? each.scope;
      eachChild(node, (child) => {
        this.#parents.set(child, node);
        open.push({ node: child, scope });
      });
      if (node.type === 'Identifier') {
        const binding = lookUp(scope, node.name);
        if (binding && this.#uses.get(binding)?.push(node) === undefined) this.#uses.set(binding, [node]);
      } else if (node.type === 'CallExpression') {
        const callee = unwrap(node.callee);
        const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
        if (name !== undefined && callee.type === 'MemberExpression' && unwrap(callee.object).type === 'ThisExpression')
          if (this.#calls.get(name)?.push(node) === undefined) this.#calls.set(name, [node]);
      }
    }
  }

  parentOf(node: Node): Node | undefined {
    return this.#parents.get(node);
  }

  usesOf(binding: Binding | undefined): readonly Node[] {
    return (binding && this.#uses.get(binding)) ?? [];
  }

  /** The uses of a name that read it. */
  readsOf(binding: Binding | undefined): readonly Node[] {
    return this.usesOf(binding).filter((use) => {
      const parent = this.#parents.get(use);
      return !(
        (parent?.type === 'AssignmentExpression' && parent.left === use) ||
        (parent?.type === 'VariableDeclarator' && parent.id === use) ||
        (parent?.type === 'Property' && parent.key === use && !parent.shorthand) ||
        (parent?.type === 'MemberExpression' && parent.property === use && !parent.computed) ||
        (parent !== undefined && isFunction(parent) && parent.body !== use)
      );
    });
  }

  callsOnThis(method: string): readonly Node[] {
    return this.#calls.get(method) ?? [];
  }

  scopeOf(node: Node): Scope {
    for (let current: Node | undefined = node; current; current = this.#parents.get(current)) {
      const scope = this.#scopes.of.get(current);
      if (scope) return scope;
    }
    return this.#scopes.top;
  }

  functionAround(node: Node): FunctionNode | undefined {
    for (let current = this.#parents.get(node); current; current = this.#parents.get(current))
      if (isFunction(current)) return current;
    return undefined;
  }

  classAround(node: Node): Node | undefined {
    for (let current = this.#parents.get(node); current; current = this.#parents.get(current))
      if (isClass(current)) return current;
    return undefined;
  }

  /** The call whose callee a member is; optional chains and parentheses in between are looked through. */
  callOf(member: Node): Node | undefined {
    let current = member;
    for (let parent = this.#parents.get(current); parent; parent = this.#parents.get(parent)) {
      if (parent.type === 'CallExpression') return parent.callee === current ? parent : undefined;
      if (parent.type !== 'TSNonNullExpression' && parent.type !== 'ChainExpression') return undefined;
      current = parent;
    }
    return undefined;
  }

  /** The names of the objects around an entry, the outermost first. */
  namesAround(entry: Node): readonly string[] {
    const names: string[] = [];
    let current: Node | undefined = this.#parents.get(entry);
    for (; current; current = this.#parents.get(current)) {
      if (current.type === 'Property') names.unshift(keyName(current.key, current.computed) ?? '?');
      else if (current.type === 'VariableDeclarator') {
        names.unshift(dottedName(current.id));
        break;
      } else if (current.type !== 'ObjectExpression') break;
    }
    return names;
  }

  parameterOf(target: Value, index: number): Extract<Node, { type: 'Identifier' }> | undefined {
    const start = (target.origin?.range ?? target.range)?.start;
    for (const node of this.#scopes.of.keys()) {
      if (!isFunction(node) || node.range[0] !== start) continue;
      const parameter = node.params[index];
      return parameter?.type === 'Identifier' ? parameter : undefined;
    }
    return undefined;
  }
}
