/** What a file exports by name: in frameworks that route by file, that is what answers requests. */
import type { TSESTree } from '@typescript-eslint/types';
import { keyName, unwrap, type Node } from '../nodes.ts';

export interface ExportedName {
  readonly name: string;
  readonly node: Node;
  readonly nameNode: Node;
}

export function exportedNames(program: TSESTree.Program): ExportedName[] {
  return program.body.flatMap((statement): ExportedName[] => {
    if (statement.type === 'ExportDefaultDeclaration') {
      return [{ name: 'default', node: statement.declaration, nameNode: statement.declaration }];
    }
    if (statement.type !== 'ExportNamedDeclaration') return [];
    const { declaration } = statement;
    if (declaration?.type === 'FunctionDeclaration' && declaration.id) {
      return [{ name: declaration.id.name, node: declaration, nameNode: declaration.id }];
    }
    if (declaration?.type === 'VariableDeclaration') {
      return declaration.declarations.flatMap((each) =>
        each.id.type === 'Identifier' && each.init
          ? [{ name: each.id.name, node: unwrap(each.init), nameNode: each.id }]
          : [],
      );
    }
    return statement.source
      ? []
      : statement.specifiers.map((specifier) => ({
          name:
            specifier.exported.type === 'Identifier'
              ? specifier.exported.name
              : (keyName(specifier.exported, false) ?? ''),
          node: specifier.local,
          nameNode: specifier.exported,
        }));
  });
}
