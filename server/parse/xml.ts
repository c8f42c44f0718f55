/** XML, broken or not → elements with their namespaces and exact ranges. */
import { QuoteType, Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import type { MarkupAttribute, MarkupDocument, MarkupElement } from '../model/document.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import { MAX_SETTING_DEPTH, TOO_DEEP } from './setting-limits.ts';
import { doctypeIn, valueOfPieces, type Piece } from './xml-text.ts';

const NOT_BLANK = /\S/;

export function parseXml(source: Source): MarkupDocument {
  const { path } = source;
  const doctype = doctypeIn(source.text);
  // Blanks in its place keep all offsets.
  const text = doctype
    ? source.text.slice(0, doctype.start) + ' '.repeat(doctype.end - doctype.start) + source.text.slice(doctype.end)
    : source.text;
  const reader = new XmlReader(text, path);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, reader);
  tokenizer.write(text);
  tokenizer.end();
  const { root, comments, notices } = reader;
  return { kind: 'markup', source, ...(root && { root }), comments, notices };
}

/** An element whose end is still to come. */
interface OpenElement {
  readonly written: string;
  readonly name: string;
  readonly nameRange: TextRange;
  readonly namespace: string;
  readonly attributes: readonly MarkupAttribute[];
  readonly children: MarkupElement[];
  readonly pieces: Piece[];
  readonly prefixes: Prefixes;
}

interface OpenAttribute {
  readonly nameRange: TextRange;
  valueRange: TextRange;
}

/** What the prefixes mean in an element; those that it does not declare itself are asked of the one around it. */
class Prefixes {
  readonly #own: ReadonlyMap<string, string>;
  readonly #around: Prefixes | undefined;

  constructor(own: ReadonlyMap<string, string>, around?: Prefixes) {
    this.#own = own;
    this.#around = around;
  }

  /** The URI of a prefix, the default namespace for an empty one; empty where nothing is declared. */
  uriOf(prefix: string): string {
    return this.#own.get(prefix) ?? this.#around?.uriOf(prefix) ?? '';
  }
}

const BUILT_IN = new Prefixes(
  new Map([
    ['xml', 'http://www.w3.org/XML/1998/namespace'],
    ['xmlns', 'http://www.w3.org/2000/xmlns/'],
  ]),
);

/** Builds the tree from what the tokenizer reports; every callback gets offsets. */
class XmlReader implements TokenizerCallbacks {
  root: MarkupElement | undefined;
  readonly comments: [number, number][] = [];
  readonly notices: Notice[] = [];
  readonly #text: string;
  readonly #path: string;
  readonly #open: OpenElement[] = [];
  #tagName: TextRange | undefined;
  #attributes: { readonly nameRange: TextRange; readonly valueRange: TextRange; readonly end: number }[] = [];
  #attribute: OpenAttribute | undefined;
  /** Elements that are open inside the deepest one that is read. */
  #tooDeep = 0;
  #saidTooDeep = false;

  constructor(text: string, path: string) {
    this.#text = text;
    this.#path = path;
  }

  onopentagname(start: number, end: number): void {
    // The tokenizer forgets a tag that the end of the file cuts off.
    this.#tagName = { start, end };
    this.#attributes = [];
  }

  onattribname(start: number, end: number): void {
    this.#attribute = { nameRange: { start, end }, valueRange: { start: end, end } };
  }

  onattribdata(start: number, end: number): void {
    if (this.#attribute) this.#attribute.valueRange = { start, end };
  }

  onattribentity(): void {
    // Never called: entities are left in the text.
  }

  onattribend(quote: QuoteType, end: number): void {
    const attribute = this.#attribute;
    this.#attribute = undefined;
    if (!attribute) return;
    const { nameRange, valueRange } = attribute;
    if (quote === QuoteType.NoValue || quote === QuoteType.Unquoted) this.#broken(nameRange);
    this.#attributes.push({ nameRange, valueRange, end: quote === QuoteType.NoValue ? nameRange.end : end });
  }

  onopentagend(end: number): void {
    this.#start(end + 1, false);
  }

  onselfclosingtag(end: number): void {
    this.#start(end + 1, true);
  }

  ontext(start: number, end: number): void {
    this.#add({ start, end, literal: false });
  }

  ontextentity(): void {
    // Never called: entities are left in the text.
  }

  oncdata(start: number, end: number, offset: number): void {
    if (offset === 0) this.#broken({ start: start - '<![CDATA['.length, end: start });
    this.#add({ start, end: end - offset, literal: true });
  }

  onclosetag(start: number, end: number): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep--;
      return;
    }
    const written = this.#text.slice(start, end);
    const depth = this.#open.findLastIndex((element) => element.written === written);
    if (depth !== this.#open.length - 1 || depth < 0) this.#broken({ start, end });
    if (depth < 0) return;
    // Elements that were never closed end where the one around them does.
    while (this.#open.length > depth + 1) this.#close(start - 2);
    const closer = this.#text.indexOf('>', end);
    this.#close(closer < 0 ? end : closer + 1);
  }

  oncomment(start: number, end: number, offset: number): void {
    const isClosed = offset > 0;
    if (!isClosed) this.#broken({ start: start - '<!--'.length, end: start });
    this.comments.push([start - '<!--'.length, isClosed ? end + 1 : end]);
  }

  ondeclaration(): void {
    // Nothing that is declared here counts.
  }

  onprocessinginstruction(): void {
    // For other programs.
  }

  onend(): void {
    if (this.#tagName) this.#broken(this.#tagName);
    const unclosed = this.#open.at(-1);
    if (unclosed) this.#broken(unclosed.nameRange);
    while (this.#open.length > 0) this.#close(this.#text.length);
    if (!this.root && NOT_BLANK.test(this.#text)) this.#broken({ start: 0, end: 0 });
  }

  #start(end: number, isEmpty: boolean): void {
    const nameRange = this.#tagName;
    this.#tagName = undefined;
    if (!nameRange) return;
    if (this.#tooDeep > 0 || this.#open.length >= MAX_SETTING_DEPTH) {
      if (!isEmpty) this.#tooDeep++;
      this.#sayTooDeep(nameRange);
      return;
    }
    const attributes = this.#attributes.map((attribute) => ({
      ...attribute,
      name: this.#text.slice(attribute.nameRange.start, attribute.nameRange.end),
    }));
    const prefixes = this.#prefixesOf(attributes);
    const written = this.#text.slice(nameRange.start, nameRange.end);
    const [prefix, name] = splitName(written);
    this.#open.push({
      written,
      name,
      nameRange,
      namespace: prefixes.uriOf(prefix),
      attributes: attributes.map((attribute) => this.#attributeOf(attribute, prefixes)),
      children: [],
      pieces: [],
      prefixes,
    });
    if (isEmpty) this.#close(end);
  }

  #prefixesOf(attributes: readonly { readonly name: string; readonly valueRange: TextRange }[]): Prefixes {
    const around = this.#open.at(-1)?.prefixes ?? BUILT_IN;
    const own = new Map<string, string>();
    for (const { name, valueRange } of attributes) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
      own.set(name.slice('xmlns:'.length), this.#text.slice(valueRange.start, valueRange.end).trim());
    }
    return own.size === 0 ? around : new Prefixes(own, around);
  }

  #attributeOf(
    { name, nameRange, valueRange, end }: { name: string; nameRange: TextRange; valueRange: TextRange; end: number },
    prefixes: Prefixes,
  ): MarkupAttribute {
    const [prefix, local] = splitName(name);
    // A quote that was not closed runs on to the next one: what it took in says nothing.
    const isTorn = this.#text.slice(valueRange.start, valueRange.end).includes('<');
    if (isTorn) this.#broken(nameRange);
    return {
      name,
      local,
      namespace: prefix === '' ? '' : prefixes.uriOf(prefix),
      nameRange,
      value: isTorn
        ? { kind: 'unknown', range: valueRange }
        : valueOfPieces(this.#text, [{ ...valueRange, literal: false }]),
      range: { start: nameRange.start, end },
    };
  }

  #add(piece: Piece): void {
    const element = this.#open.at(-1);
    if (this.#tooDeep > 0) return;
    if (element) element.pieces.push(piece);
    else if (NOT_BLANK.test(this.#text.slice(piece.start, piece.end))) this.#broken(piece);
  }

  #close(end: number): void {
    const element = this.#open.pop();
    if (!element) return;
    const { name, nameRange, namespace, attributes, children } = element;
    const pieces = children.length === 0 ? trimmed(this.#text, element.pieces) : [];
    const closed: MarkupElement = {
      name,
      nameRange,
      namespace,
      attributes,
      children,
      ...(pieces.length > 0 && { text: valueOfPieces(this.#text, pieces) }),
      range: { start: nameRange.start - 1, end },
    };
    const parent = this.#open.at(-1);
    if (parent) parent.children.push(closed);
    else if (!this.root) this.root = closed;
    else this.#broken(nameRange);
  }

  /** Only the first place is said: what follows is often a consequence. */
  #broken({ start, end }: TextRange): void {
    if (this.notices.some(({ reason }) => reason === 'syntax-error')) return;
    this.notices.push({ path: this.#path, reason: 'syntax-error', range: { start, end } });
  }

  #sayTooDeep({ start, end }: TextRange): void {
    if (this.#saidTooDeep) return;
    this.#saidTooDeep = true;
    this.notices.push({ path: this.#path, reason: 'parser-failed', range: { start, end }, detail: TOO_DEEP });
  }
}

function splitName(written: string): [prefix: string, local: string] {
  const colon = written.indexOf(':');
  return colon < 0 ? ['', written] : [written.slice(0, colon), written.slice(colon + 1)];
}

/** Without the blanks around the whole text; empty where there is nothing else. */
function trimmed(text: string, pieces: readonly Piece[]): Piece[] {
  const isBlank = ({ start, end }: Piece): boolean => !NOT_BLANK.test(text.slice(start, end));
  const first = pieces.findIndex((piece) => !isBlank(piece));
  if (first < 0) return [];
  const last = pieces.findLastIndex((piece) => !isBlank(piece));
  return pieces.slice(first, last + 1).map((piece, index, kept) => {
    const raw = text.slice(piece.start, piece.end);
    const start = index === 0 ? piece.end - raw.trimStart().length : piece.start;
    const end = index === kept.length - 1 ? piece.start + raw.trimEnd().length : piece.end;
    return { ...piece, start, end };
  });
}
