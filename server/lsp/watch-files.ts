/** Changes on disk: what changes them is git, a package manager or another program, and findings depend on it. */
import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification } from 'vscode-languageserver/node';
import { guarded, type Session } from './session.ts';

/** What is judged, and what decides about that. */
const WATCHED = [
  '**/.gitignore',
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}',
  '**/*.{json,jsonc,yaml,yml}',
  '**/.env*',
  '**/*.env',
];

/** Asks the client to watch; without that ability, saving a file is the only news from the disk. */
export function watchFiles(session: Session): void {
  const { connection, abilities } = session;
  if (abilities.settingsNotice) void connection.client.register(DidChangeConfigurationNotification.type);
  if (abilities.watchFiles) {
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
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
}

/** Tells every project that holds the file; nested folders are seen by both. */
export function fileChanged({ projects }: Session, uri: string): void {
  for (const project of projects.all()) {
    const path = project.pathOf(uri);
    if (path === undefined || /(?:^|\/)(?:node_modules|\.git)\//.test(path)) continue;
    project.changed(path);
  }
}
