/** What the readers of components have in common: where their scripts and expressions stand, and their elements. */
import type { MarkupAttribute, MarkupElement } from '../../model/document.ts';
import type { TextRange } from '../../model/text-range.ts';

/** A file that holds scripts between elements: Vue, Svelte, templates of Angular, HTML. */
export interface Template {
  /** What stands between the tags of `script` elements. */
  readonly scripts: readonly TextRange[];
  /** Expressions that are bound to attributes or shown as text. Each has two characters of markup before it and one behind it. */
  readonly expressions: readonly BoundExpression[];
  /** Scripts and expressions are TypeScript. */
  readonly typescript: boolean;
  readonly elements: readonly MarkupElement[];
  /** Start and end of every comment outside of scripts. */
  readonly comments: readonly (readonly [number, number])[];
}

export interface BoundExpression extends TextRange {
  /** It may be several statements: handlers of events. */
  readonly statements: boolean;
}

/** Languages of `script` elements that hold none: templates, data, shaders. */
const SCRIPT_TYPE = /^(?:|module|(?:text|application)\/(?:javascript|ecmascript|typescript|babel|jsx))$/i;
const TYPESCRIPT = /^(?:tsx?|typescript|(?:text|application)\/typescript)$/i;

/** @param type of a `script` element, `lang` of one; empty where they are not given */
export function isScript(type: string, lang: string): boolean {
  return SCRIPT_TYPE.test(type) && /^(?:|[jt]sx?|javascript|typescript)$/i.test(lang);
}

export function isTypeScript(type: string, lang: string): boolean {
  return TYPESCRIPT.test(lang) || TYPESCRIPT.test(type);
}

/** An attribute with a literal text. `value` is the text between the quotes. */
export function attribute(name: string, nameRange: TextRange, text: string, range: TextRange): MarkupAttribute {
  return {
    name,
    local: name.slice(name.indexOf(':') + 1),
    namespace: '',
    nameRange,
    value: { kind: 'known', value: text, range },
    range: { start: nameRange.start, end: Math.max(nameRange.end, range.end) },
  };
}

export function element(
  name: string,
  range: TextRange,
  attributes: readonly MarkupAttribute[],
  children: readonly MarkupElement[],
): MarkupElement {
  const start = range.start + 1;
  return { name, nameRange: { start, end: start + name.length }, namespace: '', attributes, children, range };
}
