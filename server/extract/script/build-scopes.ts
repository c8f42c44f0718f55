/** Finds the scopes and bindings of a file, and everything that is ever written to a binding. */
import type { TSESTree } from '@typescript-eslint/types';
import { declare, declarePattern, hoist, takeApart } from './declarations.ts';
import { dottedName, eachChild, isClass, isFunction, keyName, unwrap, type Node } from './nodes.ts';
import { lookUp, MAP_KEY, type Initializer, type MemberWrite, type Origin, type Scope, type Scopes } from './scope.ts';
import { annotationOf } from './values/types.ts';

/** Methods that call a function with each item of a list. */
const EACH_ITEM: ReadonlySet<string> = new Set(
  'forEach map flatMap filter find findLast some every findIndex'.split(' '),
);

/** What a function writes to a parameter is told of arguments up to this number. */
const MOST_WRITTEN = 20;
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
  const later: (() => void)[] = [];
  const statements = new Set<Node>();
  const given = new Map<Node, Origin>();
  const fields = new Map<Node, MemberWrite[]>();

  const functionScope = (scope: Scope): Scope => {
    let current = scope;
    while (current.parent && !isFunction(current.node) && current.node.type !== 'TSModuleBlock')
      current = current.parent;
    return current;
  };

  /** Writes to what an expression names: a variable, or members of a variable, a class or `this`. */
  const writeTo = (scope: Scope, target: Node, below: readonly string[], from: Initializer | undefined): void => {
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
    const owner = current.type === 'ThisExpression' ? ownerOfThis(scope) : binding?.kind === 'class' && binding.node;
    if (!owner) binding?.members.push({ path, from });
    else if (fields.get(owner)?.push({ path, from }) === undefined) fields.set(owner, [{ path, from }]);
  };

  const write = (scope: Scope, target: Node, source: Node | undefined): void => {
    takeApart(unwrap(target), { source, scope, path: [] }, (each, taken) => {
      writeTo(scope, each, [], taken.source ? { ...taken, source: taken.source } : undefined);
    });
  };

  /** What a call writes to its first argument, or to what its method is called on. */
  const writeByCall = (node: TSESTree.CallExpression, scope: Scope): void => {
    const callee = unwrap(node.callee);
    const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
    const [target, second, third] = node.arguments;
    const source = (value: Node | undefined): Initializer | undefined => value && { source: value, scope, path: [] };
    const key = second && keyName(second, true);
    switch (dottedName(callee)) {
      case 'Object.assign':
        for (const each of target ? node.arguments.slice(1) : []) assignAll(scope, target as Node, unwrap(each));
        return;
      case 'Reflect.set':
        if (target) writeTo(scope, target, [key ?? '?'], source(third));
        return;
      case 'Object.defineProperty': {
        const value = third?.type === 'ObjectExpression' ? entryOf(third, 'value') : undefined;
        if (target) writeTo(scope, target, [key ?? '?'], source(value));
        return;
      }
      case 'Object.defineProperties':
        if (target) writeTo(scope, target, ANY_MEMBER, undefined);
        return;
      default:
    }
    if (callee.type !== 'MemberExpression' || method === undefined) return;
    if (ADDS_ITEMS.has(method)) writeTo(scope, callee.object, ANY_MEMBER, undefined);
    else if (method === 'set' && second) {
      const mapKey = target && keyName(target, true);
      writeTo(scope, callee.object, [MAP_KEY, mapKey ?? '?'], mapKey === undefined ? undefined : source(second));
    }
  };

  /** `Object.assign(options, { host })` as a statement. */
  const assignAll = (scope: Scope, target: Node, from: Node): void => {
    const properties = from.type === 'ObjectExpression' ? from.properties : [undefined];
    for (const property of properties) {
      const name = property?.type === 'Property' ? keyName(property.key, property.computed) : undefined;
      if (property?.type === 'Property' && name !== undefined)
        writeTo(scope, target, [name], { source: property.value, scope, path: [] });
      else writeTo(scope, target, ANY_MEMBER, undefined);
    }
  };

  /** What functions of the project write to what they are handed: `setzeTls(optionen)`. */
  const writeByFunction = (node: TSESTree.CallExpression, scope: Scope, isStatement: boolean): void => {
    const callee = unwrap(node.callee);
    const binding = callee.type === 'Identifier' ? lookUp(scope, callee.name) : undefined;
    if (!binding) return;
    node.arguments.forEach((argument, index) => {
      const given = unwrap(argument);
      if (given.type !== 'Identifier') return;
      if (binding.imported) {
        // What nobody takes the result of is called for what it does.
        if (isStatement && /^[.~#]|^@\//.test(binding.imported.module)) writeTo(scope, given, ANY_MEMBER, undefined);
        return;
      }
      const value = binding.kind === 'function' ? binding.node : binding.initializers[0]?.source;
      const name = value && isFunction(value) ? value.params[index] : undefined;
      const parameter = value && name?.type === 'Identifier' ? of.get(value)?.bindings.get(name.name) : undefined;
      if (!parameter || parameter === lookUp(scope, given.name)) return;
      for (const { path } of parameter.members.slice(0, MOST_WRITTEN)) writeTo(scope, given, path, undefined);
    });
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
          } else write(scope, node.left, undefined);
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
        writes.push(() => {
          writeByCall(node, scope);
        });
        later.push(() => {
          writeByFunction(node, scope, statements.has(node));
        });
        break;
      }
      case 'ExpressionStatement':
        statements.add(unwrap(node.expression));
        break;
      case 'AssignmentExpression': {
        const plain = node.operator === '=' || node.operator === '??=' || node.operator === '||=';
        writes.push(() => {
          write(scope, node.left, plain ? node.right : undefined);
        });
        break;
      }
      case 'UpdateExpression':
        writes.push(() => {
          write(scope, node.argument, undefined);
        });
        break;
      case 'UnaryExpression':
        if (node.operator === 'delete')
          writes.push(() => {
            write(scope, node.argument, undefined);
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
  for (const run of later) run();
  return { top, of, fields };
}

function entryOf(node: TSESTree.ObjectExpression, name: string): Node | undefined {
  const found = node.properties.find((each) => each.type === 'Property' && keyName(each.key, each.computed) === name);
  return found?.type === 'Property' ? found.value : undefined;
}

/** The class that `this` means; functions in methods have a `this` of their own. */
function ownerOfThis(scope: Scope): Node | undefined {
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    if (isClass(current.node)) return current.node;
    if (isFunction(current.node) && current.node.type !== 'ArrowFunctionExpression')
      return current.parent && isClass(current.parent.node) ? current.parent.node : undefined;
  }
  return undefined;
}
