/** YAML: several documents, anchors, aliases, merge keys, templates → settings with exact ranges. */
import { Composer, isAlias, isMap, isScalar, isSeq, Parser, type CST, type Document as YamlDocument } from 'yaml';
import type { Alias, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { readInterpolation } from './interpolation.ts';
import { withArguments } from './module-arguments.ts';
import { MAX_ALIASED_NODES, MAX_SETTING_DEPTH, TOO_DEEP, TOO_MANY_ALIASES } from './setting-limits.ts';
import { hideTemplates, touches, type HiddenTemplates } from './yaml-templates.ts';

export function parseYaml(source: Source): SettingsDocument {
  const { path } = source;
  const templates = hideTemplates(source.text);
  const notices: Notice[] = [];
  const roots: SettingNode[] = [];
  const reader = new YamlReader(source, templates, notices);
  let firstError: TextRange | undefined;
  for (const document of documentsOf(templates.text, (range) =>
    notices.push({ path, reason: 'parser-failed', range, detail: TOO_DEEP }),
  )) {
    const error = document.errors[0];
    if (error && !firstError) firstError = { start: error.pos[0], end: Math.min(error.pos[1], source.text.length) };
    const root = reader.root(document);
    if (root) roots.push(withArguments(root, path, source.text));
  }
  if (firstError) notices.push({ path, reason: 'syntax-error', range: firstError });
  return { kind: 'settings', source, format: 'yaml', roots, notices };
}

/**
 * Composes only what is nested flat enough: the composer is recursive, and running out of stack inside of it can end
 * the whole process (V8 gives up when it has to compile a regular expression there).
 */
function* documentsOf(text: string, tooDeep: (range: TextRange) => void): Generator<YamlDocument.Parsed> {
  const composer = new Composer({ strict: false, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  for (const token of new Parser().parse(text)) {
    if (depthOf(token) > 2 * MAX_SETTING_DEPTH) tooDeep({ start: token.offset, end: token.offset });
    else yield* composer.next(token) as Generator<YamlDocument.Parsed>;
  }
  yield* composer.end(false, text.length) as Generator<YamlDocument.Parsed>;
}

function depthOf(root: CST.Token): number {
  let deepest = 0;
  const stack: [CST.Token, number][] = [[root, 0]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [token, depth] = top;
    deepest = Math.max(deepest, depth);
    if (token.type === 'document' && token.value) stack.push([token.value, depth + 1]);
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if (item.key) stack.push([item.key, depth + 1]);
      if (item.value) stack.push([item.value, depth + 1]);
    }
  }
  return deepest;
}

/** Where an entry stands: its key, and the start of both key and value. */
interface Slot {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly start: number;
}

class YamlReader {
  readonly #path: string;
  readonly #original: string;
  readonly #templates: HiddenTemplates;
  readonly #notices: Notice[];
  readonly #said = new Set<string>();
  #anchors = new Map<string, Node>();
  /** Anchored nodes that are being read: an alias inside its own anchor would never end. */
  readonly #open = new Set<Node>();
  #aliased = 0;
  #insideAlias = 0;

  constructor(source: Source, templates: HiddenTemplates, notices: Notice[]) {
    this.#path = source.path;
    this.#original = source.text;
    this.#templates = templates;
    this.#notices = notices;
  }

  /** One root per document with content; its key is empty. */
  root(document: YamlDocument.Parsed): SettingNode | undefined {
    this.#anchors = new Map();
    const node = document.contents as Node | null;
    if (!node || (isScalar(node) && node.value === null)) return undefined;
    const start = node.range?.[0] ?? 0;
    return this.#read(node, { key: '', keyRange: emptyAt(start), start }, 0);
  }

  #read(node: Node | null, slot: Slot, depth: number): SettingNode {
    if (!node) return this.#leaf(slot, emptyAt(slot.keyRange.end), (range) => ({ kind: 'known', value: null, range }));
    if (this.#insideAlias > 0) this.#aliased++;
    if (isAlias(node)) return this.#alias(node, slot, depth);
    if (node.anchor && this.#insideAlias === 0) this.#anchors.set(node.anchor, node);
    const range = rangeOf(node);
    if (node.tag?.startsWith('!')) return this.#leaf(slot, range, unknown);
    if (isScalar(node)) return this.#scalar(node, slot);
    if (depth >= MAX_SETTING_DEPTH) {
      this.#say('parser-failed', TOO_DEEP, range);
      return { ...this.#leaf(slot, range, unknown), open: true };
    }
    this.#open.add(node);
    const open = touches(this.#templates.wholeLine, this.#reach(range));
    const { children, seenThrough } = isMap(node)
      ? this.#entries(node, depth)
      : { children: isSeq(node) ? this.#items(node, depth) : [], seenThrough: true };
    this.#open.delete(node);
    return {
      ...entryOf(slot, range),
      children,
      ...(isSeq(node) ? { list: true } : {}),
      ...(open || !seenThrough ? { open: true } : {}),
    };
  }

  #items(list: YAMLSeq, depth: number): SettingNode[] {
    return list.items.map((item, index) => {
      const node = item as Node | null;
      const start = node?.range?.[0] ?? list.range?.[0] ?? 0;
      return this.#read(node, { key: String(index), keyRange: emptyAt(start), start }, depth + 1);
    });
  }

  /** Own entries in order, then those of merge keys that are not among them. */
  #entries(map: YAMLMap, depth: number): { children: SettingNode[]; seenThrough: boolean } {
    const children: SettingNode[] = [];
    const merges: Node[] = [];
    for (const pair of map.items as Pair<Node | null, Node | null>[]) {
      const key = isAlias(pair.key) ? this.#anchors.get(pair.key.source) : pair.key;
      if (isScalar(key) && key.value === '<<' && key.type === 'PLAIN' && pair.value) {
        merges.push(...(isSeq(pair.value) ? (pair.value.items as Node[]) : [pair.value]));
        continue;
      }
      if (key?.anchor && this.#insideAlias === 0) this.#anchors.set(key.anchor, key);
      const keyRange = pair.key ? this.#contentRange(pair.key) : emptyAt(pair.value?.range?.[0] ?? map.range?.[0] ?? 0);
      const start = pair.key?.range?.[0] ?? keyRange.start;
      children.push(this.#read(pair.value, { key: this.#keyText(key, keyRange), keyRange, start }, depth + 1));
    }
    const names = new Set(children.map((child) => child.key));
    let seenThrough = true;
    for (const merge of merges) {
      const start = merge.range?.[0] ?? 0;
      const merged = this.#read(merge, { key: '<<', keyRange: emptyAt(start), start }, depth + 1);
      if (!merged.children || merged.open) seenThrough = false;
      for (const child of merged.children ?? []) {
        if (names.has(child.key)) continue;
        names.add(child.key);
        children.push(child);
      }
    }
    return { children, seenThrough };
  }

  /** The entry stands where the alias is used; its value and what is below stand where they are written. */
  #alias(alias: Alias, slot: Slot, depth: number): SettingNode {
    const range = rangeOf(alias);
    const target = this.#anchors.get(alias.source);
    if (this.#aliased > MAX_ALIASED_NODES) this.#say('too-large', TOO_MANY_ALIASES, range);
    if (!target || this.#open.has(target) || this.#aliased > MAX_ALIASED_NODES) {
      return { ...this.#leaf(slot, range, unknown), open: true };
    }
    this.#insideAlias++;
    const node = this.#read(target, slot, depth);
    this.#insideAlias--;
    return { ...node, range: { start: slot.start, end: range.end } };
  }

  #scalar(scalar: Scalar, slot: Slot): SettingNode {
    const range = this.#contentRange(scalar);
    if (touches(this.#templates.inline, range) || (scalar.type?.startsWith('BLOCK') && this.#hasLines(range))) {
      // What the parser saw are placeholders; what stands there can be read as it is written.
      return this.#leaf(slot, range, (at) => readInterpolation(this.#original.slice(at.start, at.end), at), scalar);
    }
    return this.#leaf(
      slot,
      range,
      (at) => {
        const { value } = scalar;
        if (typeof value === 'string') return readInterpolation(value, at);
        if (typeof value === 'number' || typeof value === 'boolean' || value === null)
          return { kind: 'known', value, range: at };
        return { kind: 'known', value: this.#original.slice(at.start, at.end), range: at };
      },
      scalar,
    );
  }

  #hasLines(range: TextRange): boolean {
    return touches(this.#templates.wholeLine, range);
  }

  #leaf(slot: Slot, valueRange: TextRange, value: (range: TextRange) => Value, node?: Node): SettingNode {
    // A quoted scalar ends behind its quote, a block scalar without the line break that belongs to it.
    const quoted = isScalar(node) && node.type?.startsWith('QUOTE') === true;
    const end = Math.max(quoted ? (node.range?.[1] ?? 0) : valueRange.end, slot.keyRange.end);
    const written = isScalar(node) ? this.#writtenAs(node, valueRange) : undefined;
    return {
      ...slotOf(slot),
      valueRange,
      range: { start: slot.start, end },
      ...(written && { written }),
      value: value(valueRange),
    };
  }

  #writtenAs({ type, value }: Scalar, { start, end }: TextRange): SettingNode['written'] {
    if (type === 'BLOCK_LITERAL') return 'literal';
    if (type === 'BLOCK_FOLDED') return 'folded';
    if (typeof value !== 'string' || value.length === end - start) return undefined;
    return type === 'QUOTE_DOUBLE' ? 'double' : type === 'QUOTE_SINGLE' ? 'single' : 'plain';
  }

  #keyText(key: Node | null | undefined, range: TextRange): string {
    if (touches(this.#templates.inline, range)) return this.#original.slice(range.start, range.end);
    if (isScalar(key)) return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
    return this.#original.slice(range.start, range.end);
  }

  /** Without quotes, and without the header of a block scalar. */
  #contentRange(node: Node): TextRange {
    const { start, end } = rangeOf(node);
    if (!isScalar(node)) return { start, end };
    const text = this.#templates.text;
    if (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE') {
      const closed = end - start > 1 && text.charAt(end - 1) === text.charAt(start);
      return { start: start + 1, end: closed ? end - 1 : end };
    }
    if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
      const header = text.indexOf('\n', start) + 1;
      if (header === 0 || header >= end) return { start: end, end };
      const content = text.slice(header, end);
      const indent = Math.max(content.search(/[^ \r\n]/), 0);
      return { start: header + indent, end: header + Math.max(content.trimEnd().length, indent) };
    }
    return { start, end };
  }

  /** The range and the template lines directly behind it: an action at the end of a map may add entries to it. */
  #reach({ start, end }: TextRange): TextRange {
    const behind = /^\s*/.exec(this.#templates.text.slice(end, end + 2000))?.[0].length ?? 0;
    return { start, end: end + behind };
  }

  #say(reason: Notice['reason'], detail: string, range: TextRange): void {
    if (this.#said.has(detail)) return;
    this.#said.add(detail);
    this.#notices.push({ path: this.#path, reason, range, detail });
  }
}

function unknown(range: TextRange): Value {
  return { kind: 'unknown', range };
}

function slotOf({ key, keyRange }: Slot): { key: string; keyRange: TextRange } {
  return { key, keyRange };
}

function entryOf(slot: Slot, valueRange: TextRange): Omit<SettingNode, 'value' | 'children'> {
  const end = Math.max(valueRange.end, slot.keyRange.end);
  return { ...slotOf(slot), valueRange, range: { start: slot.start, end } };
}

function rangeOf(node: Node): TextRange {
  return { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
}

function emptyAt(offset: number): TextRange {
  return { start: offset, end: offset };
}
