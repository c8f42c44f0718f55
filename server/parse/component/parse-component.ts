/** Components and pages → their scripts with the bound expressions, and their elements. */
import type { ScriptEngine } from '../../model/analysis.ts';
import type { ComponentDocument } from '../../model/document.ts';
import type { Source } from '../../model/source.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { ScriptDialect } from '../script/engine.ts';
import { parseScript } from '../script/parse-script.ts';
import { masked } from './masked.ts';
import { element, type Template } from './template.ts';

export type ComponentFormat = 'vue' | 'svelte' | 'angular' | 'html';

/** Each parser is loaded when the first file of its format comes. */
const READERS: Readonly<Record<ComponentFormat, (text: string) => Promise<Template>>> = {
  vue: async (text) => (await import('./vue.ts')).readVue(text),
  html: async (text) => (await import('./vue.ts')).readHtml(text),
  svelte: async (text) => (await import('./svelte.ts')).readSvelte(text),
  angular: async (text) => (await import('./angular.ts')).readAngular(text),
};

/** A parser that stops at an error leaves the scripts, which are found without it. */
const SCRIPT_ELEMENT = /<script(?<attributes>(?:\s[^<>]*)?)>/gi;

export async function parseComponent(
  source: Source,
  format: ComponentFormat,
  engine?: ScriptEngine,
): Promise<ComponentDocument> {
  const { text } = source;
  const template = await READERS[format](text).catch(() => scriptsOf(text));
  const { scripts, expressions, typescript, elements, comments } = template;
  const dialect: ScriptDialect = { typescript, jsx: !typescript, declarations: false, sourceType: 'module' };
  const read = (withExpressions: boolean): ReturnType<typeof parseScript> =>
    parseScript({ ...source, text: masked(text, template, withExpressions) }, engine, dialect);
  let script = await read(expressions.length > 0);
  // What templates call an expression is not always one of the language; the scripts shall not suffer from it.
  if (expressions.length > 0 && script.notices.length > 0) script = await read(false);
  return {
    kind: 'component',
    source,
    script: { ...script, source },
    markup: {
      kind: 'markup',
      source,
      root: element(format, { start: 0, end: text.length }, [], elements),
      comments: [...comments, ...script.comments.map(({ range }) => range)].sort((one, other) => one[0] - other[0]),
      notices: [],
    },
    notices: scripts.length > 0 ? script.notices : [],
  };
}

function scriptsOf(text: string): Template {
  const scripts: TextRange[] = [];
  let typescript = false;
  for (const match of text.matchAll(SCRIPT_ELEMENT)) {
    const start = match.index + match[0].length;
    const end = text.indexOf('</script', start);
    if (start < (scripts.at(-1)?.end ?? 0)) continue;
    typescript ||= /\slang=["']?ts/i.test(match.groups?.['attributes'] ?? '');
    scripts.push({ start, end: end < 0 ? text.length : end });
    if (end < 0) break;
  }
  return { scripts, expressions: [], typescript, elements: [], comments: [] };
}
