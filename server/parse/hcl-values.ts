/** What expressions of HCL are worth without being worked out. */
import type { Node } from 'web-tree-sitter';
import type { TextRange } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { MAX_SETTING_DEPTH } from './setting-limits.ts';

/** Functions that give back what they are given, as far as a reader of settings is concerned. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'jsonencode',
  'yamlencode',
  'sensitive',
  'nonsensitive',
  'tostring',
  'tomap',
  'tolist',
  'toset',
  'trimspace',
]);
const ESCAPE = /\\(?:u[\da-fA-F]{4}|[^])|\$\$\{|%%\{/g;
const UNESCAPED: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** What an expression is when everything around it is taken away: `(sensitive("x"))` is a text. */
export function insideOf(expression: Node, isValue = true): Node {
  let node = expression;
  for (let step = 0; step < MAX_SETTING_DEPTH; step++) {
    const children = present(node.namedChildren);
    const [first, second] = children;
    if (isWrapper(node.type) && children.length === 1 && first && (isValue || !node.text.startsWith('('))) {
      node = first;
    } else if (isValue && node.type === 'function_call' && TRANSPARENT.has(first?.text ?? '')) {
      const [argument, ...others] = second ? present(second.namedChildren) : [];
      if (!argument || others.length > 0) return node;
      node = argument;
    } else {
      return node;
    }
  }
  return node;
}

function isWrapper(type: string): boolean {
  return type === 'expression' || type === 'literal_value' || type === 'collection_value' || type === 'template_expr';
}

export function valueOf(node: Node): Value {
  const range = rangeOf(node);
  switch (node.type) {
    case 'string_lit':
    case 'quoted_template':
    case 'heredoc_template':
      return textOf(node);
    case 'numeric_lit':
    case 'operation': {
      const number = /^-?\s*[\d.eE+-]+$/.test(node.text) ? Number(node.text.replace(/\s/g, '')) : NaN;
      return Number.isNaN(number) ? unknown(range) : { kind: 'known', value: number, range };
    }
    case 'bool_lit':
      return { kind: 'known', value: node.text === 'true', range };
    case 'null_lit':
      return { kind: 'known', value: null, range };
    case 'conditional': {
      const [, ...branches] = present(node.namedChildren);
      const options = branches.map((branch) => valueOf(insideOf(branch)));
      return options.length === 2 ? { kind: 'either', options, range } : unknown(range);
    }
    default:
      return unknown(range);
  }
}

/** A text with its exact place between the quotes, or between the lines of a heredoc; what stands in `${…}` is unknown. */
export function textOf(node: Node): Value {
  const { text } = node;
  const [from, to] = insideQuotes(node, text);
  const parts: Value[] = [];
  let at = from;
  const literal = (end: number): void => {
    const range = { start: node.startIndex + at, end: node.startIndex + end };
    if (end > at) parts.push({ kind: 'known', value: unescape(text.slice(at, end)), range });
  };
  for (const part of present(node.namedChildren)) {
    if (!/^template_(?:interpolation|directive)|^ERROR$/.test(part.type)) continue;
    const start = part.startIndex - node.startIndex;
    if (start < at || start > to) continue;
    literal(start);
    parts.push(unknown(rangeOf(part)));
    at = part.endIndex - node.startIndex;
  }
  if (at < to) literal(to);
  const range = { start: node.startIndex + from, end: node.startIndex + to };
  const [first] = parts;
  if (!first) return { kind: 'known', value: '', range };
  return parts.length === 1 ? first : { kind: 'composed', parts, range };
}

/** Where the content of a text begins and ends, as offsets into it. */
function insideQuotes(node: Node, text: string): readonly [number, number] {
  if (!text.startsWith('<<')) {
    const quoted = text.startsWith('"') ? 1 : 0;
    return [quoted, Math.max(quoted, text.length - (text.length > 1 && text.endsWith('"') ? 1 : 0))];
  }
  const first = text.indexOf('\n') + 1;
  const closing = present(node.namedChildren).findLast(({ type }) => type === 'heredoc_identifier');
  const end = closing ? text.lastIndexOf('\n', closing.startIndex - node.startIndex) : text.length;
  return first === 0 ? [text.length, text.length] : [first, Math.max(first, end)];
}

function unescape(text: string): string {
  if (!/[\\$%]/.test(text)) return text;
  return text.replace(ESCAPE, (match) => {
    if (!match.startsWith('\\')) return match.slice(1);
    if (match.length === 6) return String.fromCharCode(parseInt(match.slice(2), 16));
    return UNESCAPED.get(match.charAt(1)) ?? match.slice(1);
  });
}

export function rangeOf({ startIndex, endIndex }: Node): TextRange {
  return { start: startIndex, end: endIndex };
}

export function unknown(range: TextRange): Value {
  return { kind: 'unknown', range };
}

export function present(nodes: readonly (Node | null)[]): Node[] {
  return nodes.filter((node) => node !== null);
}
