/** What a script exports, ES modules and CommonJS alike, as values. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Value } from '../../model/value.ts';
import type { Evaluator } from './values/evaluator.ts';
import { owned } from './values/names.ts';
import { moduleName } from '../../model/api-name.ts';
import { declaredNames } from './declarations.ts';
import { dottedName, keyName, rangeOf, unwrap, type Node } from './nodes.ts';
import { lookUp, type Scopes } from './scope.ts';

/** The name under which `module.exports = …` is kept: what `require` returns. */
const WHOLE_MODULE = '*';

export function readExports(
  program: TSESTree.Program,
  evaluator: Evaluator,
  scopes: Scopes,
): { exports: ReadonlyMap<string, Value>; exportAll: string[] } {
  const exports = new Map<string, Value>();
  const exportAll: string[] = [];
  const top = scopes.top;
  /** Exported functions and methods are worth what they return, however long they are. */
  const valueOf = (node: Node): Value => evaluator.withReturns(evaluator.evaluate(node, top));
  const named = (name: string, node: Node): Value => {
    const binding = lookUp(top, name);
    if (!binding) return { kind: 'unknown', range: rangeOf(node) };
    return evaluator.withReturns(evaluator.bindingValue(binding, rangeOf(binding.node)));
  };

  for (const statement of program.body) {
    switch (statement.type) {
      case 'ExportNamedDeclaration':
        if (statement.declaration) {
          for (const name of declaredNames(statement.declaration)) exports.set(name, named(name, statement));
        }
        for (const specifier of statement.specifiers) {
          const local = specifierName(specifier.local);
          const exported = specifierName(specifier.exported);
          if (statement.source) {
            exports.set(exported, {
              kind: 'reference',
              module: moduleName(statement.source.value),
              name: local,
              path: [],
              range: rangeOf(specifier),
            });
          } else exports.set(exported, named(local, specifier));
        }
        break;
      case 'ExportDefaultDeclaration': {
        const { declaration } = statement;
        const name = 'id' in declaration && declaration.id?.type === 'Identifier' ? declaration.id.name : undefined;
        exports.set(
          'default',
          name !== undefined && declaration.type !== 'ClassExpression' ? named(name, statement) : valueOf(declaration),
        );
        break;
      }
      case 'ExportAllDeclaration':
        if (statement.exported) {
          exports.set(specifierName(statement.exported), {
            kind: 'reference',
            module: moduleName(statement.source.value),
            name: '*',
            path: [],
            range: rangeOf(statement.source),
          });
        } else exportAll.push(moduleName(statement.source.value));
        break;
      case 'TSExportAssignment':
        exports.set('default', valueOf(statement.expression));
        spread(exports, exports.get('default'));
        break;
      default:
        for (const expression of expressionsIn(statement, 0)) commonJs(expression, exports, valueOf);
    }
  }
  return { exports, exportAll };
}

/** Expressions that run when the module is loaded: statements, values of variables, also below a condition. */
function expressionsIn(statement: Node, depth: number): readonly Node[] {
  switch (statement.type) {
    case 'ExpressionStatement':
      return [statement.expression];
    case 'VariableDeclaration':
      return statement.declarations;
    case 'BlockStatement':
      return depth > 3 ? [] : statement.body.flatMap((each) => expressionsIn(each, depth + 1));
    case 'IfStatement':
      return [statement.consequent, statement.alternate].flatMap((each) =>
        each ? expressionsIn(each, depth + 1) : [],
      );
    default:
      return [];
  }
}

/** `module.exports = …`, `module.exports.name = …`, `exports.a = exports.b = …`, `Object.defineProperty(exports, …)` */
function commonJs(outer: Node, exports: Map<string, Value>, valueOf: (node: Node) => Value, alias?: Node): void {
  const node = unwrap(outer);
  if (node.type === 'VariableDeclarator') {
    // What is put into the variable later is exported, too.
    if (node.init) commonJs(node.init, exports, valueOf, node.id.type === 'Identifier' ? node.id : undefined);
    return;
  }
  if (node.type === 'CallExpression') return definedExport(node, exports, valueOf);
  if (node.type !== 'AssignmentExpression') return;
  commonJs(node.right, exports, valueOf);
  const { left } = node;
  if (left.type !== 'MemberExpression') return;
  const name = keyName(left.property, left.computed);
  if (name === undefined) return;
  if (left.object.type === 'Identifier' && left.object.name === 'module' && name === 'exports') {
    const value = owned(valueOf(alias ?? node.right));
    exports.set('default', value);
    exports.set(WHOLE_MODULE, value);
    spread(exports, value);
  } else if (isExports(left.object)) {
    const value = valueOf(node.right);
    exports.set(name, value);
    // What is put on it later belongs to the whole, too.
    const whole = exports.get(WHOLE_MODULE);
    if (whole?.kind === 'record') (whole.entries as Map<string, Value>).set(name, value);
  }
}

/** `exports`, `module.exports`, `module['exports']` */
function isExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    keyName(node.property, node.computed) === 'exports'
  );
}

/** What compilers write: `Object.defineProperty(exports, 'name', { get: function () { return … } })` */
function definedExport(
  node: TSESTree.CallExpression,
  exports: Map<string, Value>,
  valueOf: (node: Node) => Value,
): void {
  const [target, second, third] = node.arguments;
  const called = dottedName(node.callee);
  if (!target || !second || !isExports(target)) return;
  if (called === 'Object.assign') {
    for (const each of node.arguments.slice(1)) spread(exports, valueOf(each));
    return;
  }
  const name = keyName(second, true);
  if (called !== 'Object.defineProperty' || name === undefined || name === '__esModule' || !third) return;
  const descriptor = valueOf(third);
  if (descriptor.kind !== 'record') return;
  const getter = descriptor.entries.get('get');
  const value = getter?.kind === 'function' ? getter.returns : descriptor.entries.get('value');
  if (value) exports.set(name, value);
}

function spread(exports: Map<string, Value>, value: Value | undefined): void {
  if (value?.kind === 'record') for (const [name, entry] of value.entries) exports.set(name, entry);
}

function specifierName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
