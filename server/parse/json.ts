/** JSON, with comments and trailing commas, broken or not → settings with exact ranges. */
import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { readInterpolation } from './interpolation.ts';
import { MAX_SETTING_DEPTH, TOO_DEEP } from './setting-limits.ts';

export function parseJson(source: Source): SettingsDocument {
  const { path } = source;
  const notices: Notice[] = [];
  const errors: ParseError[] = [];
  // The scanner takes a byte order mark for a wrong character; a space keeps all offsets.
  const text = source.text.replace(/^\uFEFF/, ' ');
  let tree: Node | undefined;
  try {
    tree = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    notices.push({ path, reason: 'parser-failed', detail: TOO_DEEP });
  }
  const [first] = errors;
  if (first) {
    notices.push({ path, reason: 'syntax-error', range: { start: first.offset, end: first.offset + first.length } });
  }
  const roots = tree ? [new JsonReader(text, path, notices).read(tree, '', emptyAt(tree.offset), tree.offset, 0)] : [];
  return { kind: 'settings', source, format: 'json', roots, notices };
}

class JsonReader {
  readonly #text: string;
  readonly #path: string;
  readonly #notices: Notice[];
  #saidTooDeep = false;

  constructor(text: string, path: string, notices: Notice[]) {
    this.#text = text;
    this.#path = path;
    this.#notices = notices;
  }

  read(node: Node, key: string, keyRange: TextRange, start: number, depth: number): SettingNode {
    const end = node.offset + node.length;
    const entry = { key, keyRange, range: { start, end } };
    const whole = { start: node.offset, end };
    if (node.type !== 'object' && node.type !== 'array') {
      const valueRange = node.type === 'string' ? this.#unquoted(node) : whole;
      const isEscaped = node.type === 'string' && this.#text.slice(valueRange.start, valueRange.end).includes('\\');
      return {
        ...entry,
        valueRange,
        ...(isEscaped && { written: 'double' as const }),
        value: valueOf(node, valueRange),
      };
    }
    if (depth >= MAX_SETTING_DEPTH) {
      this.#tooDeep(whole);
      return { ...entry, valueRange: whole, value: { kind: 'unknown', range: whole } };
    }
    const list = node.type === 'array';
    const children = (node.children ?? []).map((child, index) => {
      if (list) return this.read(child, String(index), emptyAt(child.offset), child.offset, depth + 1);
      const [name, value] = child.children ?? [];
      return this.#property(child, name, value, depth);
    });
    return { ...entry, valueRange: whole, children, ...(list ? { list } : {}) };
  }

  #property(property: Node, name: Node | undefined, value: Node | undefined, depth: number): SettingNode {
    const key = name ? String(name.value) : '';
    const keyRange = name ? this.#unquoted(name) : emptyAt(property.offset);
    if (value) return this.read(value, key, keyRange, property.offset, depth + 1);
    const end = property.offset + property.length;
    const valueRange = emptyAt(end);
    return {
      key,
      keyRange,
      valueRange,
      range: { start: property.offset, end },
      value: { kind: 'unknown', range: valueRange },
    };
  }

  #unquoted(node: Node): TextRange {
    const end = node.offset + node.length;
    const closed = node.length > 1 && this.#text.charAt(end - 1) === '"';
    return { start: node.offset + 1, end: closed ? end - 1 : end };
  }

  #tooDeep(range: TextRange): void {
    if (!this.#saidTooDeep) this.#notices.push({ path: this.#path, reason: 'parser-failed', range, detail: TOO_DEEP });
    this.#saidTooDeep = true;
  }
}

function valueOf(node: Node, range: TextRange): Value {
  if (node.type === 'string') return readInterpolation(String(node.value), range);
  return { kind: 'known', value: node.value as number | boolean | null, range };
}

function emptyAt(offset: number): TextRange {
  return { start: offset, end: offset };
}
