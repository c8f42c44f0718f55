/** What a declaration brings into a scope: names of patterns, functions, classes, enums and imports. */
import { keyName, type Node } from './nodes.ts';
import type { Binding, Initializer, Scope } from './scope.ts';

/** How a pattern gets its value; without a source for parameters. */
type Taken = Omit<Initializer, 'source'> & { readonly source: Node | undefined };

export function declare(
  scope: Scope,
  name: string,
  kind: Binding['kind'],
  node: Node,
  extra: Partial<Binding> = {},
): Binding {
  const known = scope.bindings.get(name);
  if (known) return known;
  const binding: Binding = { name, kind, node, scope, initializers: [], changed: false, members: [], ...extra };
  scope.bindings.set(name, binding);
  return binding;
}

export function declarePattern(
  scope: Scope,
  pattern: Node,
  kind: Binding['kind'],
  from: Taken,
  extra: (from: Taken) => Partial<Binding> = () => ({}),
): void {
  switch (pattern.type) {
    case 'Identifier': {
      const binding = declare(scope, pattern.name, kind, pattern, extra(from));
      const { source, fallback, ...rest } = from;
      if (source) binding.initializers.push({ source, ...rest, ...(fallback && { fallback }) });
      else if (fallback) binding.initializers.push({ source: fallback, scope: from.scope, path: [] });
      return;
    }
    case 'AssignmentPattern':
      declarePattern(scope, pattern.left, kind, { ...from, fallback: pattern.right }, extra);
      return;
    case 'ObjectPattern': {
      const { fallback: _, ...rest } = from;
      const taken: string[] = [];
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          declarePattern(scope, property.argument, kind, { ...rest, without: taken }, extra);
          continue;
        }
        const name = keyName(property.key, property.computed);
        if (name !== undefined) taken.push(name);
        const path = [...from.path, name ?? '?'];
        const inner = { ...rest, path, ...(name === undefined && { opaque: true as const }) };
        declarePattern(scope, property.value, kind, inner, extra);
      }
      return;
    }
    case 'ArrayPattern':
      pattern.elements.forEach((element, index) => {
        if (!element) return;
        const { fallback: _, ...rest } = from;
        if (element.type === 'RestElement')
          declarePattern(scope, element.argument, kind, { ...rest, opaque: true }, extra);
        else declarePattern(scope, element, kind, { ...rest, path: [...from.path, String(index)] }, extra);
      });
      return;
    case 'RestElement':
      declarePattern(scope, pattern.argument, kind, { ...from, opaque: true }, extra);
      return;
    case 'TSParameterProperty':
      declarePattern(scope, pattern.parameter, kind, from, extra);
      return;
    default:
  }
}

/** Declares what the statements of a block bring in before they run. */
export function hoist(statements: readonly Node[], scope: Scope): void {
  for (const raw of statements) {
    const statement =
      (raw.type === 'ExportNamedDeclaration' || raw.type === 'ExportDefaultDeclaration') && raw.declaration
        ? (raw.declaration as Node)
        : raw;
    if (statement.type === 'FunctionDeclaration' && statement.id)
      declare(scope, statement.id.name, 'function', statement);
    else if (statement.type === 'ClassDeclaration' && statement.id)
      declare(scope, statement.id.name, 'class', statement);
    else if (statement.type === 'TSEnumDeclaration') declare(scope, statement.id.name, 'enum', statement);
    else if (statement.type === 'ImportDeclaration') {
      for (const specifier of statement.specifiers) {
        const name =
          specifier.type === 'ImportDefaultSpecifier'
            ? 'default'
            : specifier.type === 'ImportNamespaceSpecifier'
              ? '*'
              : specifier.imported.type === 'Identifier'
                ? specifier.imported.name
                : specifier.imported.value;
        declare(scope, specifier.local.name, 'import', specifier, {
          imported: { module: statement.source.value, name },
        });
      }
    } else if (statement.type === 'TSImportEqualsDeclaration') {
      const reference = statement.moduleReference;
      if (reference.type === 'TSExternalModuleReference' && reference.expression.type === 'Literal') {
        declare(scope, statement.id.name, 'import', statement, {
          imported: { module: reference.expression.value, name: '*' },
        });
      }
    }
  }
}
