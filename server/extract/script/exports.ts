/** What a script exports, ES modules and CommonJS alike, as values. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Value } from '../../model/value.ts';
import type { Evaluator } from './values/evaluator.ts';
import { moduleName } from '../../model/api-name.ts';
import { isFunction, keyName, rangeOf, unwrap, type Node } from './nodes.ts';
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
  /** Exported functions are worth their return value, however long they are. */
  const valueOf = (node: Node): Value => {
    const plain = unwrap(node);
    const value = evaluator.evaluate(plain, top);
    return value.kind === 'function' && isFunction(plain) ? { ...value, returns: evaluator.returnsOf(plain) } : value;
  };
  const named = (name: string, node: Node): Value => {
    const binding = lookUp(top, name);
    if (!binding) return { kind: 'unknown', range: rangeOf(node) };
    const source =
      binding.kind === 'function'
        ? binding.node
        : binding.initializers.length === 1
          ? binding.initializers[0]?.source
          : undefined;
    const value = evaluator.bindingValue(binding, rangeOf(binding.node));
    return value.kind === 'function' && source && isFunction(unwrap(source))
      ? { ...value, returns: evaluator.returnsOf(unwrap(source) as never) }
      : value;
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
      case 'ExpressionStatement':
        if (statement.expression.type === 'AssignmentExpression') commonJs(statement.expression, exports, valueOf);
        break;
      default:
    }
  }
  return { exports, exportAll };
}

/** `module.exports = …`, `module.exports.name = …`, `exports.name = …` */
function commonJs(
  node: TSESTree.AssignmentExpression,
  exports: Map<string, Value>,
  valueOf: (node: Node) => Value,
): void {
  if (node.left.type !== 'MemberExpression') return;
  const { object } = node.left;
  const name = keyName(node.left.property, node.left.computed);
  if (name === undefined) return;
  const onModule = object.type === 'Identifier' && object.name === 'module' && name === 'exports';
  const onExports =
    (object.type === 'Identifier' && object.name === 'exports') ||
    (object.type === 'MemberExpression' &&
      object.object.type === 'Identifier' &&
      object.object.name === 'module' &&
      keyName(object.property, object.computed) === 'exports');
  if (onModule) {
    const value = valueOf(node.right);
    exports.set('default', value);
    exports.set(WHOLE_MODULE, value);
    spread(exports, value);
  } else if (onExports) exports.set(name, valueOf(node.right));
}

function spread(exports: Map<string, Value>, value: Value | undefined): void {
  if (value?.kind === 'record') for (const [name, entry] of value.entries) exports.set(name, entry);
}

function declaredNames(declaration: Node): string[] {
  if (declaration.type === 'VariableDeclaration') return declaration.declarations.flatMap(({ id }) => patternNames(id));
  const id = 'id' in declaration ? (declaration.id as Node | null) : null;
  return id?.type === 'Identifier' ? [id.name] : [];
}

function patternNames(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        patternNames(property.type === 'Property' ? property.value : property),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? patternNames(element) : []));
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    default:
      return [];
  }
}

function specifierName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
