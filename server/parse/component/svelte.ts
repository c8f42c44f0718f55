/** Components of Svelte through its own parser. */
import { parse, type AST } from 'svelte/compiler';
import type { MarkupAttribute, MarkupElement } from '../../model/document.ts';
import type { TextRange } from '../../model/text-range.ts';
import { attribute, element, isTypeScript, type BoundExpression, type Template } from './template.ts';

export function readSvelte(text: string): Template {
  const root = parse(text, { modern: true, loose: true });
  const reader = new SvelteReader();
  const elements = reader.nodes(root.fragment.nodes);
  const scripts = [root.module, root.instance].flatMap((script) => script ?? []);
  return {
    scripts: scripts.map(({ content }) => contentRange(text, content as unknown as TextRange)),
    expressions: reader.expressions,
    typescript: scripts.some(({ attributes }) => isTypeScript('', langOf(attributes))),
    elements,
    comments: reader.comments,
  };
}

/** The parser leaves the blanks around a script out. */
function contentRange(text: string, { start, end }: TextRange): TextRange {
  const close = text.indexOf('</script', end);
  return { start: text.lastIndexOf('>', start - 1) + 1 || start, end: close < 0 ? end : close };
}

function langOf(attributes: readonly AST.Attribute[]): string {
  const value = attributes.find(({ name }) => name === 'lang')?.value;
  const [part] = Array.isArray(value) ? value : [];
  return part?.type === 'Text' ? part.data : '';
}

type Node = AST.Fragment['nodes'][number];
type AttributeLike = AST.RegularElement['attributes'][number];

class SvelteReader {
  readonly expressions: BoundExpression[] = [];
  readonly comments: [number, number][] = [];

  nodes(nodes: readonly Node[]): MarkupElement[] {
    return nodes.flatMap((node): readonly MarkupElement[] => {
      switch (node.type) {
        case 'Text':
          return [];
        case 'Comment':
          this.comments.push([node.start, node.end]);
          return [];
        case 'ExpressionTag':
        case 'HtmlTag':
        case 'RenderTag':
          this.#bind(node.expression);
          return [];
        case 'IfBlock':
          this.#bind(node.test);
          return [...this.nodes(node.consequent.nodes), ...this.nodes(node.alternate?.nodes ?? [])];
        case 'EachBlock':
          this.#bind(node.expression);
          return [...this.nodes(node.body.nodes), ...this.nodes(node.fallback?.nodes ?? [])];
        case 'AwaitBlock':
          this.#bind(node.expression);
          return [node.pending, node.then, node.catch].flatMap((part) => this.nodes(part?.nodes ?? []));
        case 'KeyBlock':
          this.#bind(node.expression);
          return this.nodes(node.fragment.nodes);
        case 'SnippetBlock':
          return this.nodes(node.body.nodes);
        case 'ConstTag':
        case 'DebugTag':
        case 'AttachTag':
          return [];
        default:
          return 'attributes' in node
            ? [
                element(
                  node.name,
                  node,
                  node.attributes.flatMap((each) => this.#attribute(each)),
                  this.nodes(node.fragment.nodes),
                ),
              ]
            : [];
      }
    });
  }

  #attribute(node: AttributeLike): MarkupAttribute[] {
    if (node.type !== 'Attribute') {
      if ('expression' in node && node.expression) this.#bind(node.expression);
      return [];
    }
    const nameRange = { start: node.start, end: node.start + node.name.length };
    if (node.value === true) return [attribute(node.name, nameRange, '', { start: node.end, end: node.end })];
    const parts = Array.isArray(node.value) ? node.value : [node.value];
    for (const part of parts) if (part.type === 'ExpressionTag') this.#bind(part.expression);
    const [only] = parts.length === 1 ? parts : [];
    return only?.type === 'Text' ? [attribute(node.name, nameRange, only.data, only)] : [];
  }

  #bind(expression: unknown): void {
    const { start, end } = expression as TextRange;
    if (end > start) this.expressions.push({ start, end, statements: false });
  }
}
