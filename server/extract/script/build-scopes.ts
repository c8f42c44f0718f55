/** Finds the scopes and bindings of a file, and everything that is ever written to a binding. */
import type { TSESTree } from '@typescript-eslint/types';
import { Callers } from './callers.ts';
import { declare, declaredNames, declarePattern, hoist } from './declarations.ts';
import { eachChild, isClass, isFunction, keyName, propertyOf, unwrap, type Node, type ObjectNode } from './nodes.ts';
import type { Origin, Scope, Scopes } from './scope.ts';
import { annotationOf } from './values/types.ts';
import { Writes } from './writes.ts';

/** Methods that call a function with each item of a list. */
const EACH_ITEM: ReadonlySet<string> = new Set(
  'forEach map flatMap filter find findLast some every findIndex'.split(' '),
);

export function buildScopes(program: TSESTree.Program): Scopes {
  const of = new Map<Node, Scope>();
  const open = (node: Node, parent: Scope | undefined): Scope => {
    const scope: Scope = { parent, node, bindings: new Map() };
    of.set(node, scope);
    return scope;
  };
  const objects = new Map<Node, { node: ObjectNode; scope: Scope }>();
  const written = new Writes(of, objects);
  const callers = new Callers();
  const writes: (() => void)[] = [];
  const later: (() => void)[] = [];
  const statements = new Set<Node>();
  const given = new Map<Node, Origin>();
  const injected = new Map<Node, readonly (Node | null)[]>();

  const functionScope = (scope: Scope): Scope => {
    let current = scope;
    while (current.parent && !isFunction(current.node) && current.node.type !== 'TSModuleBlock')
      current = current.parent;
    return current;
  };

  const visit = (node: Node, scope: Scope): void => {
    if (isFunction(node)) {
      const inner = open(node, scope);
      const handedTo = given.get(node);
      const tokens = injected.get(node) ?? [];
      if (node.type === 'FunctionExpression' && node.id) declare(inner, node.id.name, 'function', node);
      node.params.forEach((parameter, index) => {
        const annotated = annotationOf(parameter);
        const token = tokens[index];
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
              ...(token && { injected: token }),
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
          } else written.assign(scope, node.left, undefined);
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
          written.byCall(node, scope);
        });
        callers.call(node, scope);
        later.push(() => {
          written.byFunction(node, scope, statements.has(node));
        });
        break;
      }
      case 'ObjectExpression': {
        for (const property of node.properties)
          if (property.type === 'Property' && property.value.type === 'FunctionExpression')
            objects.set(property.value, { node, scope });
        const factory = propertyOf(node, 'useFactory');
        const tokens = factory && propertyOf(node, 'inject');
        if (factory && tokens?.type === 'ArrayExpression') injected.set(factory, tokens.elements);
        break;
      }
      case 'Identifier':
        callers.use(node.name, scope);
        break;
      case 'MemberExpression':
        visit(node.object, scope);
        if (node.computed) visit(node.property, scope);
        return;
      case 'Property':
        if (node.computed) visit(node.key, scope);
        visit(node.value, scope);
        return;
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
        // Others may call it.
        for (const name of node.declaration ? declaredNames(node.declaration) : []) callers.use(name, scope);
        break;
      case 'ExpressionStatement':
        statements.add(unwrap(node.expression));
        break;
      case 'AssignmentExpression': {
        const plain = node.operator === '=' || node.operator === '??=' || node.operator === '||=';
        writes.push(() => {
          if (node.operator === '+=') written.append(scope, node.left, node.right);
          else written.assign(scope, node.left, plain ? node.right : undefined);
        });
        break;
      }
      case 'UpdateExpression':
        writes.push(() => {
          written.assign(scope, node.argument, undefined);
        });
        break;
      case 'UnaryExpression':
        if (node.operator === 'delete')
          writes.push(() => {
            written.assign(scope, node.argument, undefined);
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
  return { top, of, callers: callers.found(), objects, fields: written.fields };
}
