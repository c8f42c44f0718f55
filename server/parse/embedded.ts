/** What stands inside the values of YAML and JSON: commands, files of other formats, Secrets of Kubernetes in Base64. */
import {
  commandsAt,
  embeddedFormat,
  fileNameOf,
  isForTheShell,
  JOINED,
  type EmbeddedFormat,
} from '../classify/embedded-in.ts';
import { stageOfProfiles } from '../classify/stage-of.ts';
import { documentType } from '../classify/document-type.ts';
import type { Document, EmbeddedDocument, SettingNode, SettingsDocument } from '../model/document.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import { decodedText } from './base64.ts';
import { commandOfWords } from './command-words.ts';
import { READERS } from './readers.ts';
import { writtenText, type WrittenText } from './written-text.ts';

/** More in one file stand in none that somebody wrote. */
const MOST = 1000;
/** What a template or a pipeline puts in before the shell sees it. */
const PUT_IN = /\$?\{\{[^{}]{0,400}\}\}/g;
/** Objects that hold others, and the key of their list. */
const HOLDING: ReadonlyMap<string, string> = new Map([
  ['k8s:List', 'items'],
  ['k8s:Template', 'objects'],
]);

export async function withEmbedded(document: Document): Promise<Document> {
  if (document.kind !== 'settings' || (document.format !== 'yaml' && document.format !== 'json')) return document;
  const finder = new EmbeddedFinder(document);
  const roots = document.roots.flatMap((root) => finder.objectsIn(root));
  const found = roots.map((root) => finder.read(root));
  if (finder.found.length === 0 && roots.length === document.roots.length) return document;
  const embedded = await Promise.all(finder.found.map(parsed));
  return { ...document, roots: found, embedded };
}

interface Found {
  readonly source: Source;
  readonly format: EmbeddedFormat | undefined;
  readonly written: WrittenText;
  readonly ranges: readonly TextRange[];
  readonly isEncoded?: true;
}

async function parsed({ source, format, written, ranges, isEncoded }: Found): Promise<EmbeddedDocument> {
  const document = format ? await READERS[format](source) : { kind: 'text' as const, source, notices: [] };
  return { document, ranges, place: written.place, ...(isEncoded && { isEncoded }) };
}

class EmbeddedFinder {
  readonly found: Found[] = [];
  readonly #document: SettingsDocument;
  /** An alias shows the same place again. */
  readonly #seen = new Set<number>();
  #type = '';

  constructor(document: SettingsDocument) {
    this.#document = document;
  }

  /** The objects of a list or template of Kubernetes are documents of their own. */
  objectsIn(root: SettingNode): readonly SettingNode[] {
    const key = HOLDING.get(documentType(this.#document.source.path, root));
    const list = key === undefined ? undefined : root.children?.find((child) => child.key === key);
    if (!list?.list || !root.children) return [root];
    const objects = (list.children ?? []).map((object) => ({ ...object, key: '' }));
    return [{ ...root, children: root.children.filter((child) => child !== list) }, ...objects];
  }

  /** The root with values taken out that are documents of their own. */
  read(root: SettingNode): SettingNode {
    this.#type = documentType(this.#document.source.path, root);
    if (this.#type === 'texts') return root;
    return this.#visit(this.#type === 'k8s:Secret' ? this.#decoded(root) : root, [], () => undefined);
  }

  /** `around` gives the value of an entry beside the node. */
  #visit(node: SettingNode, key: readonly string[], around: (name: string) => string | undefined): SettingNode {
    if (!node.children) return node;
    const isYaml = this.#document.format === 'yaml';
    const text = (name: string): string | undefined => textOf(node.children?.find((child) => child.key === name));
    const near = (name: string): string | undefined => text(name) ?? around(name);
    const words: SettingNode[] = [];
    const children = node.children.map((child): SettingNode => {
      const path = [...key, child.key];
      const form = commandsAt(this.#type, isYaml, path);
      if (form && isForTheShell(near)) {
        if (form === 'words' && child.list) words.push(child);
        else this.#scripts(child);
        return child;
      }
      return child.children ? this.#visit(child, path, text) : this.#file(child, fileNameOf(child.key, text));
    });
    words.sort((one, other) => JOINED.indexOf(one.key) - JOINED.indexOf(other.key));
    this.#words(words.flatMap((list) => list.children ?? []));
    // What did not change stays the same object: anchors are shared.
    return children.every((child, index) => child === node.children?.[index]) ? node : { ...node, children };
  }

  /** A script, or a list of them that may hold lists itself. */
  #scripts(node: SettingNode): void {
    for (const child of node.list ? (node.children ?? []) : []) this.#scripts(child);
    if (textOf(node) === undefined) return;
    const written = writtenText(this.#document.source.text, node);
    const name = this.#type === 'npm:package' ? `${node.key}.sh` : 'script.sh';
    this.#add('shell', name, written, [node.valueRange]);
  }

  #words(items: readonly SettingNode[]): void {
    if (items.length === 0 || items.some((item) => item.children)) return;
    const { command, script } = commandOfWords(this.#document.source.text, items);
    this.#add(
      'shell',
      'command.sh',
      command,
      items.map(({ valueRange }) => valueRange),
    );
    if (script) this.#scripts(script);
  }

  #file(node: SettingNode, name: string | undefined): SettingNode {
    const text = textOf(node);
    if (name === undefined || text === undefined || !/\n|^\s*[{[<]/.test(text)) return node;
    const written = writtenText(this.#document.source.text, node);
    const format = embeddedFormat(name, written.text);
    if (!format) return node;
    this.#add(format, name, written, [node.valueRange]);
    return { ...node, value: { kind: 'unknown', range: node.valueRange } };
  }

  /** What a Secret holds in Base64 as the text that it is, at the place of the whole value. */
  #decoded(root: SettingNode): SettingNode {
    const decode = (node: SettingNode): SettingNode => {
      const encoded = textOf(node);
      const text = encoded === undefined ? undefined : decodedText(encoded);
      if (text === undefined) return node;
      const range = node.valueRange;
      const format = /\n|^\s*[{[<]/.test(text) ? embeddedFormat(node.key, text) : undefined;
      this.#add(format, node.key, { text, place: () => range }, [range], true);
      return {
        ...node,
        value: format || text === '' ? { kind: 'unknown', range } : { kind: 'known', value: text, range },
      };
    };
    const data = root.children?.find(({ key }) => key === 'data');
    if (!data?.children) return root;
    const children = data.children.map(decode);
    return {
      ...root,
      children: (root.children ?? []).map((child) => (child === data ? { ...data, children } : child)),
    };
  }

  #add(
    format: EmbeddedFormat | undefined,
    name: string,
    written: WrittenText,
    ranges: readonly TextRange[],
    isEncoded?: true,
  ): void {
    const start = ranges[0]?.start ?? 0;
    if (this.#seen.has(start) || this.found.length >= MOST) return;
    this.#seen.add(start);
    const text =
      format === 'shell' ? written.text.replace(PUT_IN, (each) => `\${${'_'.repeat(each.length - 3)}}`) : written.text;
    const { source: outer } = this.#document;
    const stage = stageOfProfiles(name);
    const source = { ...outer, path: name, text, ...(stage !== 'unknown' && { stage }) };
    this.found.push({ source, format, written, ranges, ...(isEncoded && { isEncoded }) });
  }
}

/** The text of a scalar, with whatever is put into it later. */
function textOf(node: SettingNode | undefined): string | undefined {
  const value = node?.value;
  if (value?.kind === 'known') return typeof value.value === 'string' ? value.value : undefined;
  if (value?.kind !== 'composed' && value?.kind !== 'environment') return undefined;
  return value.kind === 'environment'
    ? ''
    : value.parts.map((part) => (part.kind === 'known' ? String(part.value) : '')).join('');
}
