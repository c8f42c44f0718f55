/** Finds the scopes and bindings of a file, and everything that is ever written to a binding. */
import type { TSESTree } from '@typescript-eslint/types';
import { declare, declarePattern, hoist } from './declarations.ts';
import { dottedName, eachChild, isClass, isFunction, keyName, unwrap, type Node } from './nodes.ts';
import { lookUp, type MemberWrite, type Origin, type Scope, type Scopes } from './scope.ts';
import { annotationOf } from './values/types.ts';

/** Methods that call a function with each item of a list. */
const EACH_ITEM: ReadonlySet<string> = new Set(
  'forEach map flatMap filter find findLast some every findIndex'.split(' '),
);

/** Methods that put something into a list, and what stands for a member that cannot be seen. */
const ADDS_ITEMS: ReadonlySet<string> = new Set(['push', 'unshift', 'splice']);
const ANY_MEMBER: readonly string[] = ['?'];

export function buildScopes(program: TSESTree.Program): Scopes {
  const of = new Map<Node, Scope>();
  const open = (node: Node, parent: Scope | undefined): Scope => {
    const scope: Scope = { parent, node, bindings: new Map() };
    of.set(node, scope);
    return scope;
  };
  const writes: (() => void)[] = [];
  const given = new Map<Node, Origin>();
  const fields = new Map<Node, MemberWrite[]>();

  const functionScope = (scope: Scope): Scope => {
    let current = scope;
    while (current.parent && !isFunction(current.node) && current.node.type !== 'TSModuleBlock')
      current = current.parent;
    return current;
  };

  const write = (scope: Scope, target: Node, value: Node | undefined, plain: boolean): void => {
    const left = unwrap(target);
    if (left.type === 'Identifier') {
      const binding = lookUp(scope, left.name);
      if (!binding) return;
      if (plain && value) binding.initializers.push({ source: value, scope, path: [] });
      else binding.changed = true;
    } else if (left.type === 'MemberExpression') {
      const path: string[] = [];
      let current: Node = left;
      while (current.type === 'MemberExpression') {
        path.unshift(keyName(current.property, current.computed) ?? '?');
        current = unwrap(current.object);
      }
      const written = { path, value: plain ? value : undefined, scope };
      const binding = current.type === 'Identifier' ? lookUp(scope, current.name) : undefined;
      const owner = current.type === 'ThisExpression' ? classOfThis(scope) : binding?.kind === 'class' && binding.node;
      if (!owner) binding?.members.push(written);
      else if (fields.get(owner)?.push(written) === undefined) fields.set(owner, [written]);
    } else if (left.type === 'ObjectPattern' || left.type === 'ArrayPattern') {
      eachChild(left, (child) => {
        write(scope, child.type === 'Property' ? child.value : child, undefined, false);
      });
    }
  };

  const changeMembers = (scope: Scope, target: Node, path: readonly string[], value?: Node): void => {
    const name = unwrap(target);
    if (name.type === 'Identifier') lookUp(scope, name.name)?.members.push({ path, value, scope });
  };

  /** `Object.assign(options, { host })` as a statement. */
  const assignAll = (scope: Scope, target: Node, from: Node): void => {
    const source = unwrap(from);
    const properties = source.type === 'ObjectExpression' ? source.properties : [undefined];
    for (const property of properties) {
      const name = property?.type === 'Property' ? keyName(property.key, property.computed) : undefined;
      if (property?.type === 'Property' && name !== undefined) changeMembers(scope, target, [name], property.value);
      else changeMembers(scope, target, ANY_MEMBER);
    }
  };

  const visit = (node: Node, scope: Scope): void => {
    if (isFunction(node)) {
      const inner = open(node, scope);
      const handedTo = given.get(node);
      if (node.type === 'FunctionExpression' && node.id) declare(inner, node.id.name, 'function', node);
      node.params.forEach((parameter, index) => {
        const annotated = annotationOf(parameter);
        declarePattern(
          inner,
          parameter,
          'parameter',
          { source: undefined, scope: inner, path: [] },
          ({ path, opaque, without }) => ({
            parameter: {
              function: node,
              index,
              path,
              ...((opaque ?? without) && { opaque: true }),
              ...(annotated && { type: annotated }),
              ...(index === 0 && handedTo && { given: { ...handedTo, path } }),
            },
          }),
        );
        visit(parameter, inner);
      });
      if (node.body) {
        if (node.body.type === 'BlockStatement') {
          of.set(node.body, inner);
          hoist(node.body.body, inner);
          for (const statement of node.body.body) visit(statement, inner);
        } else visit(node.body, inner);
      }
      return;
    }
    switch (node.type) {
      case 'BlockStatement':
      case 'StaticBlock':
      case 'TSModuleBlock': {
        const inner = open(node, scope);
        hoist(node.body, inner);
        for (const statement of node.body) visit(statement, inner);
        return;
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement': {
        const inner = open(node, scope);
        if (node.type !== 'ForStatement') {
          if (node.left.type === 'VariableDeclaration') {
            for (const declarator of node.left.declarations) {
              declarePattern(inner, declarator.id, 'variable', {
                source: node.right,
                scope,
                path: [],
                ...(node.type === 'ForOfStatement' ? { item: true } : { opaque: true }),
              });
            }
          } else write(scope, node.left, undefined, false);
        }
        eachChild(node, (child) => {
          visit(child, inner);
        });
        return;
      }
      case 'SwitchStatement': {
        const inner = open(node, scope);
        for (const branch of node.cases) hoist(branch.consequent, inner);
        eachChild(node, (child) => {
          visit(child, inner);
        });
        return;
      }
      case 'CatchClause': {
        const inner = open(node, scope);
        if (node.param) declarePattern(inner, node.param, 'other', { source: undefined, scope: inner, path: [] });
        eachChild(node, (child) => {
          visit(child, inner);
        });
        return;
      }
      case 'VariableDeclaration': {
        const target = node.kind === 'var' ? functionScope(scope) : scope;
        for (const declarator of node.declarations) {
          declarePattern(target, declarator.id, 'variable', {
            source: declarator.init ?? undefined,
            scope,
            path: [],
          });
          eachChild(declarator.id, (child) => {
            visit(child, scope);
          });
          if (declarator.init) visit(declarator.init, scope);
        }
        return;
      }
      case 'CallExpression': {
        const [callback] = node.arguments;
        const method = node.callee.type === 'MemberExpression' ? keyName(node.callee.property, false) : undefined;
        if (callback && isFunction(callback) && node.callee.type === 'MemberExpression') {
          const from = { source: node.callee.object, scope, path: [] };
          if (method === 'then') given.set(callback, from);
          else if (method !== undefined && EACH_ITEM.has(method)) given.set(callback, { ...from, item: true });
        }
        const [target, ...rest] = node.arguments;
        if (method !== undefined && ADDS_ITEMS.has(method)) {
          writes.push(() => {
            changeMembers(scope, (node.callee as TSESTree.MemberExpression).object, ANY_MEMBER);
          });
        } else if (target && dottedName(node.callee) === 'Object.assign') {
          writes.push(() => {
            for (const each of rest) assignAll(scope, target, each);
          });
        }
        break;
      }
      case 'AssignmentExpression': {
        const plain = node.operator === '=' || node.operator === '??=' || node.operator === '||=';
        writes.push(() => {
          write(scope, node.left, node.right, plain);
        });
        break;
      }
      case 'UpdateExpression':
        writes.push(() => {
          write(scope, node.argument, undefined, false);
        });
        break;
      case 'UnaryExpression':
        if (node.operator === 'delete')
          writes.push(() => {
            write(scope, node.argument, undefined, false);
          });
        break;
      default:
    }
    if (isClass(node)) {
      const inner = open(node, scope);
      if (node.id && node.type === 'ClassExpression') declare(inner, node.id.name, 'class', node);
      eachChild(node, (child) => {
        visit(child, inner);
      });
      return;
    }
    eachChild(node, (child) => {
      visit(child, scope);
    });
  };

  const top = open(program, undefined);
  hoist(program.body, top);
  for (const statement of program.body) visit(statement, top);
  // Only now every name is declared.
  for (const run of writes) run();
  return { top, of, fields };
}

/** The class that `this` means; functions in methods have a `this` of their own. */
function classOfThis(scope: Scope): Node | undefined {
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    if (isClass(current.node)) return current.node;
    if (isFunction(current.node) && current.node.type !== 'ArrowFunctionExpression')
      return current.parent && isClass(current.parent.node) ? current.parent.node : undefined;
  }
  return undefined;
}
