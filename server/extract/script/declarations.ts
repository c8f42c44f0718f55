/** What a declaration brings into a scope: names of patterns, functions, classes, enums and imports. */
import { keyName, type Node } from './nodes.ts';
import type { Binding, Initializer, Scope } from './scope.ts';

/** How a pattern gets its value; without a source for parameters, and for changes that cannot be seen. */
export type Taken = Omit<Initializer, 'source'> & { readonly source: Node | undefined };

export function declare(
  scope: Scope,
  name: string,
  kind: Binding['kind'],
  node: Node,
  extra: Partial<Binding> = {},
): Binding {
  const known = scope.bindings.get(name);
  if (known) return known;
  const binding: Binding = {
    name,
    kind,
    node,
    scope,
    initializers: [],
    appended: [],
    changed: false,
    members: [],
    ...extra,
  };
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
  takeApart(pattern, from, (target, taken) => {
    if (target.type !== 'Identifier') return;
    const binding = declare(scope, target.name, kind, target, extra(taken));
    const { source, fallback, ...rest } = taken;
    if (source) binding.initializers.push({ source, ...rest, ...(fallback && { fallback }) });
    else if (fallback) binding.initializers.push({ source: fallback, scope: taken.scope, path: [] });
  });
}

/** Every name or member that a pattern writes to, with what it gets. */
export function takeApart(pattern: Node, from: Taken, each: (target: Node, from: Taken) => void): void {
  switch (pattern.type) {
    case 'AssignmentPattern':
      takeApart(pattern.left, { ...from, fallback: pattern.right }, each);
      return;
    case 'ObjectPattern': {
      const { fallback: _, ...rest } = from;
      const taken: string[] = [];
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          takeApart(property.argument, { ...rest, without: taken }, each);
          continue;
        }
        const name = keyName(property.key, property.computed);
        if (name !== undefined) taken.push(name);
        const path = [...from.path, name ?? '?'];
        takeApart(property.value, { ...rest, path, ...(name === undefined && { opaque: true as const }) }, each);
      }
      return;
    }
    case 'ArrayPattern':
      pattern.elements.forEach((element, index) => {
        if (!element) return;
        const { fallback: _, ...rest } = from;
        if (element.type === 'RestElement') takeApart(element.argument, { ...rest, opaque: true }, each);
        else takeApart(element, { ...rest, path: [...from.path, String(index)] }, each);
      });
      return;
    case 'RestElement':
      takeApart(pattern.argument, { ...from, opaque: true }, each);
      return;
    case 'TSParameterProperty':
      takeApart(pattern.parameter, from, each);
      return;
    default:
      each(pattern, from);
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
    else if (statement.type === 'TSModuleDeclaration') {
      if (statement.id.type === 'Identifier') declare(scope, statement.id.name, 'namespace', statement);
    } else if (statement.type === 'ImportDeclaration') {
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
      } else if (reference.type !== 'TSExternalModuleReference') {
        // `import Konto = Buergerkonto.Konto`
        declare(scope, statement.id.name, 'variable', statement, {
          initializers: [{ source: reference, scope, path: [] }],
        });
      }
    }
  }
}

/** The names that a declaration brings in. */
export function declaredNames(declaration: Node): string[] {
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
