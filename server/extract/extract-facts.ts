/** Document to facts: what a file means, seen alone. Pure, may run in any thread. */
import type { Document, TextDocument } from '../model/document.ts';
import type { FileFacts } from '../model/file-facts.ts';
import type { Value } from '../model/value.ts';
import { extractComponent } from './markup/extract-component.ts';
import { joined } from './embedded.ts';
import { extractMarkup } from './markup/extract-markup.ts';
import { extractScript } from './script/extract-script.ts';
import { extractSettings } from './settings/extract-settings.ts';
import { readSuppressions } from './suppressions.ts';
import { extractTexts } from './text/extract-texts.ts';

export async function extractFacts(document: Document): Promise<FileFacts> {
  const embedded = (document.kind === 'settings' ? document.embedded : undefined) ?? [];
  // What stands in the file as it is has its texts there.
  const inner = await Promise.all(
    embedded.map(
      async (each) =>
        [each, each.isEncoded ? await extractFacts(each.document) : extractMeaning(each.document)] as const,
    ),
  );
  const facts = joined(extractMeaning(document), inner);
  const hasCommands = document.kind === 'settings' && document.commands !== undefined;
  const read = hasCommands ? 'all' : embedded.flatMap(({ ranges }) => ranges);
  const texts = await extractTexts(document.source, read);
  return texts.length === 0 ? facts : { ...facts, facts: [...facts.facts, ...texts] };
}

function extractMeaning(document: Document): FileFacts {
  switch (document.kind) {
    case 'script':
      return extractScript(document);
    case 'settings':
      return extractSettings(document);
    case 'component':
      return extractComponent(document);
    case 'markup':
      return extractMarkup(document);
    case 'text':
      return extractText(document);
  }
}

/** Longer texts are no value that somebody hands to a program in a file. */
const LONGEST_VALUE = 500;

function extractText({ source, notices }: TextDocument): FileFacts {
  return {
    path: source.path,
    kind: source.kind,
    stage: source.stage,
    facts: [],
    exports: contentOf(source.text),
    exportAll: [],
    suppressions: readSuppressions(source.text),
    outline: { statements: [], scopes: [], localNames: [], literals: [] },
    notices,
  };
}

/** A file of one line is a value: a password, a token, a version. */
function contentOf(text: string): FileFacts['exports'] {
  const value = text.trim();
  if (value === '' || value.length > LONGEST_VALUE || /[\r\n]/.test(value)) return new Map();
  const start = text.indexOf(value);
  const known: Value = { kind: 'known', value, range: { start, end: start + value.length } };
  return new Map([['*', known]]);
}
