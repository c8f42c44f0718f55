/** Edits of fixes and suppressions as the protocol wants them, over as many files and projects as they touch. */
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
import type { Project, Snapshot } from './project.ts';
import { documentOf, type Session, textOf, uriOf } from './session.ts';

/** What is to be done in one project. */
export interface ProjectEdits {
  readonly project: Project;
  /** Where the edits come from: their offsets belong to its texts. */
  readonly snapshot: Snapshot;
  readonly edits: readonly Edit[];
}

/**
 * `snippet` makes one edit's text a snippet with that part selected; it is plain text for clients without snippets.
 * Files that do not exist yet are created where the client can do that. A file that is not the one that was judged any
 * more is left alone and judged anew.
 */
export async function workspaceEditOf(
  session: Session,
  all: readonly ProjectEdits[],
  snippet?: string,
): Promise<WorkspaceEdit> {
  const { abilities } = session;
  const documentChanges: (TextDocumentEdit | CreateFile)[] = [];
  const changes: Record<string, TextEdit[]> = {};
  for (const { project, snapshot, edits } of all) {
    for (const path of new Set(edits.map((edit) => edit.path))) {
      const own = edits.filter((edit) => edit.path === path);
      const change = await changeOf(session, project, path, own, snapshot.texts.get(path));
      if (change === undefined) continue;
      const uri = uriOf(session, project, path);
      const { textEdits } = change;
      if (change.isMissing && abilities.createFiles) documentChanges.push(CreateFile.create(uri));
      const version = documentOf(session, project, path)?.version ?? null;
      documentChanges.push(
        TextDocumentEdit.create(
          { uri, version },
          snippet !== undefined && abilities.snippets ? textEdits.map((edit) => snippetOf(edit, snippet)) : textEdits,
        ),
      );
      changes[uri] = textEdits;
    }
  }
  return abilities.documentChanges ? { documentChanges } : { changes };
}

/** Undefined where nothing is left to do or nothing can be done. */
async function changeOf(
  session: Session,
  project: Project,
  path: string,
  edits: readonly Edit[],
  judged: string | undefined,
): Promise<{ readonly textEdits: TextEdit[]; readonly isMissing: boolean } | undefined> {
  const read = await textOf(session, project, path);
  // A link or what else is no file to read is not written to either.
  if (typeof read === 'string' && read !== 'missing') return undefined;
  const isMissing = typeof read === 'string';
  const text = isMissing ? '' : read.text;
  const replaced = edits.filter(({ append }) => append !== true);
  if (replaced.length > 0 && (isMissing || text !== judged)) {
    project.changed(path);
    return undefined;
  }
  const lines = new Lines(text);
  const added = appended(
    edits.filter(({ append }) => append === true),
    text,
  );
  const textEdits = [...replaced, ...added].map((edit) => ({ range: rangeOf(lines, edit.range), newText: edit.text }));
  return textEdits.length === 0 ? undefined : { textEdits, isMissing };
}

/** One edit with all lines at the end that the file does not have yet. */
function appended(edits: readonly Edit[], text: string): Pick<Edit, 'range' | 'text'>[] {
  const present = new Set(text.split(/\r?\n/));
  const asked = new Set(edits.flatMap((edit) => edit.text.split(/\r?\n/)));
  const added = [...asked].filter((line) => line !== '' && !present.has(line));
  if (added.length === 0) return [];
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : lineEnd;
  const lines = added.map((line) => `${line}${lineEnd}`).join('');
  return [{ range: { start: text.length, end: text.length }, text: `${gap}${lines}` }];
}

function snippetOf({ range, newText }: TextEdit, selected: string): SnippetTextEdit {
  const value = newText.replaceAll(/[\\$}]/g, '\\$&').replace(selected, `\${0:${selected}}`);
  return { range, snippet: { kind: 'snippet', value } };
}
