/** Templates of Angular through its own parser. */
import {
  ASTWithSource,
  Interpolation,
  parseTemplate,
  tmplAstVisitAll,
  TmplAstRecursiveVisitor,
  type AST,
  type TmplAstBoundAttribute,
  type TmplAstBoundEvent,
  type TmplAstBoundText,
  type TmplAstContent,
  type TmplAstElement,
  type TmplAstTemplate,
} from '@angular/compiler';
import type { MarkupElement } from '../../model/document.ts';
import { attribute, element, type BoundExpression, type Template } from './template.ts';

export function readAngular(text: string): Template {
  const { nodes, commentNodes } = parseTemplate(text, '', { preserveWhitespaces: true, collectCommentNodes: true });
  const reader = new AngularReader(text);
  tmplAstVisitAll(reader, nodes);
  return {
    scripts: [],
    expressions: reader.expressions,
    typescript: true,
    elements: reader.elements,
    comments: (commentNodes ?? []).map(({ sourceSpan }) => [
      sourceSpan.start.offset,
      text.indexOf('-->', sourceSpan.start.offset) + '-->'.length || text.length,
    ]),
  };
}

/** A pipe means something else in a script, and so does the short language of `*ngFor`, which is not bound here. */
const PIPE = /(?<!\|)\|(?!\|)/;

/** Directives of a slot, and brackets that nobody closed, are no attributes. */
const PLAIN = /^\w/;

class AngularReader extends TmplAstRecursiveVisitor {
  readonly expressions: BoundExpression[] = [];
  /** In the order in which they begin, all on one level: what lies in what is of no interest. */
  readonly elements: MarkupElement[] = [];
  readonly #text: string;

  constructor(text: string) {
    super();
    this.#text = text;
  }

  override visitElement(node: TmplAstElement): void {
    this.#take(node.name, node);
    super.visitElement(node);
  }

  override visitContent(node: TmplAstContent): void {
    this.#take('ng-content', node);
    super.visitContent(node);
  }

  #take(
    name: string,
    { attributes: written, sourceSpan: { start, end } }: TmplAstElement | TmplAstContent | TmplAstTemplate,
  ): void {
    const attributes = written.flatMap(({ name: key, value, keySpan, valueSpan }) =>
      keySpan && PLAIN.test(key)
        ? [
            attribute(key, { start: keySpan.start.offset, end: keySpan.end.offset }, value, {
              // `<input required>` has none.
              start: (valueSpan?.start ?? keySpan.end).offset,
              end: (valueSpan ?? keySpan).end.offset,
            }),
          ]
        : [],
    );
    this.elements.push(element(name, { start: start.offset, end: end.offset }, attributes, []));
  }

  override visitTemplate(node: TmplAstTemplate): void {
    if (node.tagName === 'ng-template') this.#take(node.tagName, node);
    tmplAstVisitAll(this, node.children);
    // The element that carries `*ngIf` brings its own inputs.
    if (node.tagName === 'ng-template') for (const input of node.inputs) this.visitBoundAttribute(input);
  }

  override visitBoundAttribute({ value, valueSpan }: TmplAstBoundAttribute): void {
    if (this.#interpolated(value)) return;
    if (valueSpan) this.#bind(valueSpan.start.offset, valueSpan.end.offset, false);
  }

  override visitBoundEvent({ handlerSpan, type }: TmplAstBoundEvent): void {
    // The event of `[(x)]` is made up and stands where the input does.
    if (type !== 2) this.#bind(handlerSpan.start.offset, handlerSpan.end.offset, true);
  }

  override visitBoundText({ value }: TmplAstBoundText): void {
    this.#interpolated(value);
  }

  /** True for a text with expressions in it: `{{ name }} (Amt)`. */
  #interpolated(value: AST): boolean {
    const ast = value instanceof ASTWithSource ? (value.ast as AST) : value;
    if (!(ast instanceof Interpolation)) return false;
    for (const { sourceSpan } of ast.expressions) this.#bind(sourceSpan.start, sourceSpan.end, false);
    return true;
  }

  #bind(start: number, end: number, statements: boolean): void {
    const text = this.#text.slice(start, end);
    if (start < 2 || text.trim() === '' || PIPE.test(text)) return;
    this.expressions.push({ start, end, statements });
  }
}
