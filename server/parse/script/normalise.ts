/** Makes one tree out of the slightly different ones of the two engines, in place, and refuses what is nested too deep. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TextRange } from '../../model/text-range.ts';

/** Later steps walk trees recursively; no hand-written statement comes near this depth. */
export const MAX_DEPTH = 500;

/** Fields that TSESTree leaves undefined and oxc sets to null. */
const UNDEFINED_WHERE_NONE = new Set([
  'accessibility',
  'constraint',
  'default',
  'directive',
  'initializer',
  'returnType',
  'superTypeArguments',
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
]);

type Node = Record<string, unknown> & { type: string; loc?: unknown };
class TooDeep extends Error {}

/**
 * Statements of the top level that are nested deeper than `MAX_DEPTH` are taken out of the program; their ranges are
 * returned.
 */
export function normalise(program: TSESTree.Program, text: string): TextRange[] {
  const tooDeep: TextRange[] = [];
  program.body = program.body.filter((statement) => {
    try {
      visit(statement as unknown as Node, 0);
      return true;
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error;
      tooDeep.push({ start: statement.range[0], end: statement.range[1] });
      return false;
    }
  });
  program.range = [0, text.length];
  // The engines do not agree on what makes a module where TypeScript's own forms of import and export are used.
  const isModule = program.body.some(({ type }) => /^(?:Import|Export|TSExport|TSNamespaceExport)/.test(type));
  program.sourceType = isModule ? 'module' : 'script';
  const extras = program as unknown as Record<string, unknown>;
  delete extras['hashbang'];
  delete extras['comments'];
  delete extras['tokens'];
  return tooDeep;
}

function visit(node: Node, depth: number): void {
  if (depth > MAX_DEPTH) throw new TooDeep();
  for (const key in node) {
    const value = node[key];
    if (key === 'loc') {
      // The converter forgets it on nodes that only broken files have.
      delete node.loc;
    } else if (value === null) {
      if (UNDEFINED_WHERE_NONE.has(key)) node[key] = undefined;
    } else if (Array.isArray(value)) {
      if (key === 'range') continue;
      for (const item of value) if (isNode(item)) visit(item, depth + 1);
    } else if (isNode(value)) {
      visit(value, depth + 1);
    }
  }
  ADJUST[node.type]?.(node);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** Differences that belong to one type of node. */
const ADJUST: Readonly<Record<string, (node: Node) => void>> = {
  RestElement(node) {
    node['value'] ??= undefined;
  },
  TSDeclareFunction(node) {
    node['body'] ??= undefined;
  },
  // Deprecated in TSESTree.
  TSEnumMember(node) {
    delete node['computed'];
  },
  TSMappedType(node) {
    node['readonly'] ??= undefined;
    node['optional'] ??= undefined;
  },
  // The compiler keeps CRLF in raw text, the language says LF.
  TemplateElement(node) {
    const value = node['value'] as { raw: string; cooked: string };
    if (value.raw.includes('\r')) value.raw = value.raw.replace(/\r\n?/g, '\n');
  },
  // Only the compiler knows the entities of HTML; both engines give the text as it is written.
  JSXText(node) {
    node['value'] = node['raw'];
  },
  JSXAttribute(node) {
    const value = node['value'];
    if (isNode(value) && value.type === 'Literal') value['value'] = String(value['raw']).slice(1, -1);
  },
};
