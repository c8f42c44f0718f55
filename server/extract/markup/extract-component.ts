/** Facts of a component: those of its scripts, and its attributes. */
import type { ComponentDocument } from '../../model/document.ts';
import type { FileFacts } from '../../model/file-facts.ts';
import { extractScript } from '../script/extract-script.ts';
import { extractMarkup } from './extract-markup.ts';

export function extractComponent({ script, markup, notices }: ComponentDocument): FileFacts {
  const scripts = extractScript(script);
  const elements = extractMarkup(markup);
  return {
    ...scripts,
    facts: [...scripts.facts, ...elements.facts],
    suppressions: elements.suppressions,
    outline: { ...scripts.outline, ...joined(scripts, elements) },
    notices,
  };
}

/** Statements and scopes of both, in the order of their places. */
function joined(
  { outline: one }: FileFacts,
  { outline: other }: FileFacts,
): Pick<FileFacts['outline'], 'statements' | 'scopes'> {
  const flat = [...one.statements, ...other.statements];
  const statements: [number, number][] = [];
  for (let index = 0; index < flat.length; index += 2) statements.push([flat[index] ?? 0, flat[index + 1] ?? 0]);
  statements.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const scopes = [...one.scopes, ...other.scopes].sort((a, b) => a.start - b.start || b.end - a.end);
  return { statements: statements.flat(), scopes };
}
