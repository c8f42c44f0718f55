/** Carries the texts of open documents into the projects that judge them. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { nameOf, type Session } from './session.ts';
import { fileChanged } from './watch-files.ts';

/** Hands the text of an open document to the project it belongs to now. */
export function takeText({ projects }: Session, document: TextDocument): void {
  const home = projects.open(document.uri);
  home?.project.setText(home.path, document.getText());
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
      const home = projects.homeOf(uri);
      home?.project.dropText(home.path);
    }),
  );
}
