/** Changes on disk: what changes them is the editor, git, a package manager or another program; findings depend on it. */
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type FileOperationRegistrationOptions,
} from 'vscode-languageserver/node';
import { guarded, type Session } from './session.ts';

/**
 * Everything: secrets may stand in files of any format, and of a folder that is deleted or moved an editor names the
 * folder alone. What is not looked at is told apart by the project, which knows its `.gitignore`.
 */
const EVERYTHING = '**/*';

/** What the user creates, moves and deletes in the editor: news for clients that cannot watch. */
export const FILE_OPERATIONS: FileOperationRegistrationOptions = {
  filters: [{ scheme: 'file', pattern: { glob: EVERYTHING } }],
};

/**
 * Asks the client to watch. A client that cannot be asked may watch by its own configuration; one that does not watch
 * at all tells of saved files and of what the user does with files.
 */
export function watchFiles(session: Session): void {
  const { connection, abilities } = session;
  if (abilities.settingsNotice) void connection.client.register(DidChangeConfigurationNotification.type);
  if (abilities.watchFiles) {
    const watchers = [{ globPattern: EVERYTHING }];
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
}

export function offerFileEvents(session: Session): void {
  const { connection } = session;
  connection.onDidChangeWatchedFiles(
    guarded(connection, 'workspace/didChangeWatchedFiles', undefined, ({ changes }) => {
      for (const { uri } of changes) fileChanged(session, uri);
    }),
  );
  const operated = (files: readonly { readonly uri: string }[]): void => {
    for (const { uri } of files) fileChanged(session, uri);
  };
  const { workspace } = connection;
  workspace.onDidCreateFiles(
    guarded(connection, 'workspace/didCreateFiles', undefined, ({ files }) => operated(files)),
  );
  workspace.onDidDeleteFiles(
    guarded(connection, 'workspace/didDeleteFiles', undefined, ({ files }) => operated(files)),
  );
  workspace.onDidRenameFiles(
    guarded(connection, 'workspace/didRenameFiles', undefined, ({ files }) => {
      operated(files.flatMap(({ oldUri, newUri }) => [{ uri: oldUri }, { uri: newUri }]));
    }),
  );
}

/** Tells every project that holds the file; nested folders are seen by both. */
export function fileChanged({ projects }: Session, uri: string): void {
  for (const project of projects.all()) {
    const path = project.pathOf(uri);
    if (path !== undefined) project.changed(path);
  }
}
