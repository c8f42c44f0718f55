/** Single file components of Vue, and HTML, through the parser of Vue. */
import {
  NodeTypes,
  parse,
  type AttributeNode,
  type DirectiveNode,
  type ElementNode,
  type ExpressionNode,
  type RootNode,
  type TemplateChildNode,
} from '@vue/compiler-dom';
import type { MarkupAttribute, MarkupElement } from '../../model/document.ts';
import type { TextRange } from '../../model/text-range.ts';
import { attribute, element, isScript, isTypeScript, type BoundExpression, type Template } from './template.ts';

/** Handlers that a browser runs: `onclick="…"`. */
const HANDLER = /^on[a-z]{3,}$/;

export function readVue(text: string): Template {
  return new VueReader(text, true).read();
}

/** HTML knows no bindings, but handlers in attributes. */
export function readHtml(text: string): Template {
  return new VueReader(text, false).read();
}

class VueReader {
  readonly #text: string;
  readonly #isVue: boolean;
  readonly #scripts: TextRange[] = [];
  readonly #expressions: BoundExpression[] = [];
  readonly #comments: [number, number][] = [];
  #typescript = false;

  constructor(text: string, isVue: boolean) {
    this.#text = text;
    this.#isVue = isVue;
  }

  read(): Template {
    const root: RootNode = parse(this.#text, {
      parseMode: this.#isVue ? 'sfc' : 'html',
      comments: true,
      // What is broken is read as far as it goes, as a browser does.
      onError: () => undefined,
      ...(!this.#isVue && { delimiters: ['\0', '\0'] as [string, string] }),
    });
    const elements = this.#elements(root.children);
    return {
      scripts: this.#scripts,
      expressions: this.#expressions,
      typescript: this.#typescript,
      elements,
      comments: this.#comments,
    };
  }

  #elements(nodes: readonly TemplateChildNode[]): MarkupElement[] {
    const elements: MarkupElement[] = [];
    for (const node of nodes) {
      if (node.type === NodeTypes.COMMENT) this.#comments.push([node.loc.start.offset, node.loc.end.offset]);
      else if (node.type === NodeTypes.INTERPOLATION) this.#bind(node.content, false);
      else if (node.type === NodeTypes.ELEMENT) elements.push(this.#element(node));
    }
    return elements;
  }

  #element(node: ElementNode): MarkupElement {
    const attributes = node.props.flatMap((prop) =>
      prop.type === NodeTypes.ATTRIBUTE ? this.#attribute(prop) : this.#directive(prop),
    );
    const children = node.tag.toLowerCase() === 'script' ? this.#script(node) : this.#elements(node.children);
    return element(node.tag, { start: node.loc.start.offset, end: node.loc.end.offset }, attributes, children);
  }

  #script(node: ElementNode): MarkupElement[] {
    const [first] = node.children;
    const last = node.children.at(-1);
    const type = valueOf(node, 'type');
    const lang = valueOf(node, 'lang');
    if (!first || !last || !isScript(type, lang)) return [];
    this.#typescript ||= isTypeScript(type, lang);
    this.#scripts.push({ start: first.loc.start.offset, end: last.loc.end.offset });
    return [];
  }

  #attribute({ name, nameLoc, value, loc }: AttributeNode): MarkupAttribute {
    const nameRange = { start: nameLoc.start.offset, end: nameLoc.end.offset };
    if (!value) return attribute(name, nameRange, '', { start: loc.end.offset, end: loc.end.offset });
    const isQuoted = /^["']/.test(value.loc.source);
    const range = {
      start: value.loc.start.offset + (isQuoted ? 1 : 0),
      end: value.loc.end.offset - (isQuoted ? 1 : 0),
    };
    if (!this.#isVue && isQuoted && HANDLER.test(name) && range.end > range.start)
      this.#expressions.push({ ...range, statements: true });
    return attribute(name, nameRange, value.content, range);
  }

  #directive({ name, exp, forParseResult }: DirectiveNode): MarkupAttribute[] {
    // `v-slot` names parameters; of `v-for` only what it runs over is an expression.
    if (name === 'for') this.#bind(forParseResult?.source, false);
    else if (name !== 'slot') this.#bind(exp, name === 'on');
    return [];
  }

  #bind(expression: ExpressionNode | undefined, statements: boolean): void {
    if (expression?.type !== NodeTypes.SIMPLE_EXPRESSION || expression.isStatic) return;
    const { start, end } = expression.loc;
    // Entities are decoded: what the place holds is then not what the expression says.
    if (this.#text.slice(start.offset, end.offset) !== expression.content) return;
    if (expression.content.trim() !== '') {
      this.#expressions.push({ start: start.offset, end: end.offset, statements });
    }
  }
}

function valueOf(node: ElementNode, name: string): string {
  const found = node.props.find((prop) => prop.type === NodeTypes.ATTRIBUTE && prop.name === name);
  return found?.type === NodeTypes.ATTRIBUTE ? (found.value?.content ?? '') : '';
}
