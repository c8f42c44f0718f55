/** Document to facts: what a file means, seen alone. Pure, may run in any thread. */
import type { Document, TextDocument } from '../model/document.ts';
import type { FileFacts } from '../model/file-facts.ts';
import { extractMarkup } from './markup/extract-markup.ts';
import { extractScript } from './script/extract-script.ts';
import { extractSettings } from './settings/extract-settings.ts';
import { readSuppressions } from './suppressions.ts';

export function extractFacts(document: Document): FileFacts {
  switch (document.kind) {
    case 'script':
      return extractScript(document);
    case 'settings':
      return extractSettings(document);
    case 'markup':
      return extractMarkup(document);
    case 'text':
      return extractText(document);
  }
}

function extractText({ source, notices }: TextDocument): FileFacts {
  return {
    path: source.path, kind: source.kind, stage: source.stage, facts: [], exports: new Map(), exportAll: [],
    suppressions: readSuppressions(source.text), outline: { statements: [], scopes: [], localNames: [] }, notices,
  };
}
