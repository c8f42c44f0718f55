/** Carries the texts of open documents into the projects that judge them. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { nameOf, type Session } from './session.ts';
import { fileChanged } from './watch-files.ts';

/** Hands the text of an open document to the projects that hold the file now. */
export function takeText({ projects }: Session, document: TextDocument): void {
  projects.open(document.uri);
  const text = document.getText();
  for (const { project, path } of projects.holding(document.uri)) project.setText(path, text, document.version);
}

/** `closed` is called for a file outside every folder: nobody judges it any more. */
export function syncDocuments(session: Session, closed: (uri: string) => void): void {
  const { documents, projects, connection } = session;
  const quietly = (act: (document: TextDocument) => void) => (event: { readonly document: TextDocument }) => {
    try {
      act(event.document);
    } catch (error) {
      connection.console.error(`textDocument: ${nameOf(error)}`);
    }
  };
  documents.onDidOpen(quietly((document) => takeText(session, document)));
  documents.onDidChangeContent(
    quietly((document) => {
      if (session.settings.run === 'onType') takeText(session, document);
    }),
  );
  documents.onDidSave(
    quietly((document) => {
      if (session.settings.run === 'onSave') takeText(session, document);
      if (!session.abilities.watchFiles) fileChanged(session, document.uri);
    }),
  );
  documents.onDidClose(
    quietly(({ uri }) => {
      if (projects.close(uri)) closed(uri);
      for (const { project, path } of projects.holding(uri)) project.dropText(path);
    }),
  );
}
