/** Edits of fixes and suppressions as the protocol wants them, other files included. */
import {
  CreateFile,
  type SnippetTextEdit,
  TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Edit } from '../model/finding.ts';
import { Lines } from '../model/source.ts';
import { rangeOf } from './diagnostics.ts';
import type { Project } from './project.ts';
import { documentOf, type Session, uriOf } from './session.ts';

/**
 * `snippet` makes one edit's text a snippet with that part selected; it is plain text for clients without snippets.
 * Files that do not exist yet are created where the client can do that.
 */
export async function workspaceEditOf(
  session: Session,
  project: Project,
  edits: readonly Edit[],
  snippet?: string,
): Promise<WorkspaceEdit> {
  const { abilities } = session;
  const documentChanges: (TextDocumentEdit | CreateFile)[] = [];
  const changes: Record<string, TextEdit[]> = {};
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const uri = uriOf(session, project, path);
    const read = await project.textOf(path);
    // A link or what else is no file to read is not written to either.
    if (typeof read === 'string' && read !== 'missing') continue;
    const isMissing = typeof read === 'string';
    const text = isMissing ? '' : read.text;
    const lines = new Lines(text);
    const own = edits
      .filter((edit) => edit.path === path)
      .map((edit) => (edit.append === true ? appended(edit, text) : edit))
      .filter((edit) => edit !== undefined);
    if (own.length === 0) continue;
    const textEdits = own.map((edit) => ({ range: rangeOf(lines, edit.range), newText: edit.text }));
    if (isMissing && abilities.createFiles) documentChanges.push(CreateFile.create(uri));
    const version = documentOf(session, project, path)?.version ?? null;
    documentChanges.push(
      TextDocumentEdit.create(
        { uri, version },
        snippet !== undefined && abilities.snippets ? textEdits.map((edit) => snippetOf(edit, snippet)) : textEdits,
      ),
    );
    changes[uri] = textEdits;
  }
  return abilities.documentChanges ? { documentChanges } : { changes };
}

/** Lines that the file has already are not written twice. */
function appended(edit: Edit, text: string): Edit | undefined {
  const present = new Set(text.split(/\r?\n/));
  const added = edit.text.split(/\r?\n/).filter((line) => line !== '' && !present.has(line));
  if (added.length === 0) return undefined;
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return { ...edit, range: { start: text.length, end: text.length }, text: `${gap}${added.join('\n')}\n` };
}

function snippetOf({ range, newText }: TextEdit, selected: string): SnippetTextEdit {
  const value = newText.replaceAll(/[\\$}]/g, '\\$&').replace(selected, `\${0:${selected}}`);
  return { range, snippet: { kind: 'snippet', value } };
}
