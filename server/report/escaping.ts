/** Text of inspected projects inside of XML and Markdown, where it must stay text. */
import { printable } from './excerpt.ts';
import { escaped } from './html-page.ts';

/** What XML 1.0 allows in no way. */

const NOT_IN_XML =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** For elements and attributes. */
export function inXml(text: string): string {
  return escaped(text.replace(NOT_IN_XML, '�'));
}

/** For a cell or a sentence of Markdown: no link, no mention, no element, no other cell. */
export function inMarkdown(text: string): string {
  return printable(text)
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;');
}
