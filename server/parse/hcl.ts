/** Terraform and other HCL → settings: a block is an entry with its labels below it; references and functions are unknown. */
import { fileURLToPath } from 'node:url';
import { Language, Parser, type Node } from 'web-tree-sitter';
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import { insideOf, present, rangeOf, textOf, unknown, valueOf } from './hcl-values.ts';
import { MAX_SETTING_DEPTH, TOO_DEEP } from './setting-limits.ts';
import { rootOf } from './root-of.ts';

/** Milliseconds for one file; below the limit for the whole thread, so that the rest of its text is still looked at. */
const LONGEST = 1500;
let parser: Promise<Parser> | undefined;

/** Throws where the parser gives up: the next file gets a new one. */
export async function parseHcl(source: Source): Promise<SettingsDocument> {
  parser ??= load();
  try {
    return read(source, await parser);
  } catch (error) {
    parser = undefined;
    throw error;
  }
}

async function load(): Promise<Parser> {
  // Beside the bundle; in the packages where the program runs from its sources.
  const [program, grammar] = import.meta.url.endsWith('.ts')
    ? [
        import.meta.resolve('web-tree-sitter/web-tree-sitter.wasm'),
        import.meta.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'),
      ]
    : ['web-tree-sitter.wasm', 'tree-sitter-terraform.wasm'].map((name) => new URL(name, import.meta.url));
  await Parser.init({ locateFile: () => fileURLToPath(program) });
  const made = new Parser();
  made.setLanguage(await Language.load(fileURLToPath(grammar)));
  return made;
}

function read(source: Source, with_: Parser): SettingsDocument {
  // A byte order mark is no part of the first name; a blank keeps all offsets.
  const text = source.text.replace(/^\uFEFF/, ' ');
  const end = performance.now() + LONGEST;
  const tree = with_.parse(text, null, { progressCallback: () => performance.now() > end });
  if (!tree) throw new RangeError('time');
  try {
    const notices: Notice[] = [];
    const reader = new HclReader(source.path, notices);
    const { children } = reader.body([tree.rootNode], 0);
    const broken = tree.rootNode.hasError ? firstError(tree.rootNode) : undefined;
    if (broken) notices.push({ path: source.path, reason: 'syntax-error', range: rangeOf(broken) });
    const root = rootOf(text, children);
    return { kind: 'settings', source, format: 'hcl', roots: children.length > 0 ? [root] : [], notices };
  } finally {
    tree.delete();
  }
}

class HclReader {
  readonly #path: string;
  readonly #notices: Notice[];

  constructor(path: string, notices: Notice[]) {
    this.#path = path;
    this.#notices = notices;
  }

  /** Attributes and blocks, also those inside of what could not be understood. */
  body(nodes: readonly Node[], depth: number): { readonly children: SettingNode[]; readonly open: boolean } {
    const children: SettingNode[] = [];
    let open = false;
    // A list instead of recursion: broken files nest errors in errors.
    const waiting = [...nodes].reverse();
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (node.type === 'attribute') {
        const child = this.#attribute(node, depth);
        if (child) children.push(child);
      } else if (node.type === 'block') {
        const labels = labelsOf(node);
        if (labels[0]?.key === 'dynamic') open = true;
        const child = this.#block(node, labels, depth);
        if (child) children.push(child);
      } else if (node.type === 'body' || node.type === 'config_file' || node.type === 'ERROR') {
        if (node.type === 'ERROR') open = true;
        waiting.push(...present(node.namedChildren).reverse());
      }
    }
    return { children, open };
  }

  #block(node: Node, labels: readonly Label[], depth: number): SettingNode | undefined {
    const range = rangeOf(node);
    const last = labels.at(-1);
    if (!last) return undefined;
    const valueRange = { start: Math.min(last.range.end + 1, range.end), end: range.end };
    const inside = this.#isTooDeep(range, depth + labels.length)
      ? { children: [], open: true }
      : this.body(
          present(node.namedChildren).filter(({ type }) => type === 'body' || type === 'ERROR'),
          depth + labels.length,
        );
    // Each label is the key of what stands behind it.
    return labels.reduceRight<SettingNode | undefined>(
      (below, { key, range: keyRange }) => ({
        key,
        keyRange,
        valueRange,
        range,
        ...(below ? { children: [below] } : { children: inside.children, ...(inside.open && { open: true }) }),
      }),
      undefined,
    );
  }

  #attribute(node: Node, depth: number): SettingNode | undefined {
    const [key, value] = present(node.namedChildren);
    if (key?.type !== 'identifier') return undefined;
    return this.#entry({ key: key.text, range: rangeOf(key) }, value, rangeOf(node), depth);
  }

  #entry({ key, range: keyRange }: Label, expression: Node | undefined, range: TextRange, depth: number): SettingNode {
    const node = expression && insideOf(expression);
    const entry = { key, keyRange, range };
    if (!node) return { ...entry, valueRange: { start: range.end, end: range.end }, value: unknown(range) };
    const valueRange = rangeOf(node);
    if ((node.type === 'object' || node.type === 'tuple') && this.#isTooDeep(valueRange, depth))
      return { ...entry, valueRange, value: unknown(valueRange) };
    if (node.type === 'object') return { ...entry, valueRange, ...this.#object(node, depth) };
    if (node.type === 'tuple') {
      const items = present(node.namedChildren).filter(({ type }) => type === 'expression');
      const children = items.map((item, index) => {
        const own = rangeOf(item);
        return this.#entry({ key: String(index), range: own }, item, own, depth + 1);
      });
      return { ...entry, valueRange, list: true, children };
    }
    const value = valueOf(node);
    // Without the quotes.
    return { ...entry, valueRange: value.kind === 'absent' ? valueRange : value.range, value };
  }

  #object(node: Node, depth: number): { readonly children: SettingNode[]; readonly open?: boolean } {
    const children: SettingNode[] = [];
    let open = false;
    for (const element of present(node.namedChildren)) {
      if (element.type !== 'object_elem') continue;
      const [key, value] = present(element.namedChildren).filter(({ type }) => type === 'expression');
      const label = key && labelOf(key);
      if (label) children.push(this.#entry(label, value, rangeOf(element), depth + 1));
      else open = true;
    }
    return { children, ...(open && { open }) };
  }

  #isTooDeep(range: TextRange, depth: number): boolean {
    if (depth < MAX_SETTING_DEPTH) return false;
    if (this.#notices.length === 0)
      this.#notices.push({ path: this.#path, reason: 'syntax-error', detail: TOO_DEEP, range });
    return true;
  }
}

interface Label {
  readonly key: string;
  readonly range: TextRange;
}

/** `resource "aws_db_instance" "main"`: three. */
function labelsOf(block: Node): Label[] {
  return present(block.namedChildren).flatMap((node): Label[] => {
    if (node.type === 'identifier') return [{ key: node.text, range: rangeOf(node) }];
    if (node.type !== 'string_lit') return [];
    const value = textOf(node);
    return value.kind === 'known' ? [{ key: String(value.value), range: value.range }] : [];
  });
}

/** A key in an object: a name or a text, nothing that is worked out. */
function labelOf(expression: Node): Label | undefined {
  const node = insideOf(expression, false);
  if (node.type === 'variable_expr' && expression.namedChildCount === 1)
    return { key: node.text, range: rangeOf(node) };
  const value = node.type === 'string_lit' ? textOf(node) : undefined;
  return value?.kind === 'known' ? { key: String(value.value), range: value.range } : undefined;
}

function firstError(root: Node): Node {
  let node = root;
  for (;;) {
    const next = present(node.children).find(({ hasError, isMissing }) => hasError || isMissing);
    if (!next || node.type === 'ERROR') return node;
    node = next;
  }
}
