/** The language server: what it offers to an editor and in which order it comes to life. */
import {
  CodeActionKind,
  createConnection,
  type InitializeParams,
  type InitializeResult,
  PositionEncodingKind,
  ProposedFeatures,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { abilitiesOf } from './abilities.ts';
import { FIX_ALL, offerCodeActions } from './code-actions.ts';
import { COMPLETION, offerCompletions } from './complete.ts';
import { EXPLAIN, explain, offerExplanations } from './explain.ts';
import type { Project } from './project.ts';
import { Projects } from './projects.ts';
import { PullDiagnostics } from './pull-diagnostics.ts';
import { PushDiagnostics } from './push-diagnostics.ts';
import { SCHEME } from './rule-pages.ts';
import { offerReviews } from './review.ts';
import { guarded, nameOf, type Session } from './session.ts';
import { DEFAULT_SETTINGS, languageOf, settingsFrom } from './settings.ts';
import { syncDocuments, takeText } from './sync-documents.ts';
import { TEXTS } from './texts.ts';
import { FILE_OPERATIONS, offerFileEvents, watchFiles } from './watch-files.ts';

const SCAN = 'fachlint.scan';

/** Speaks the language server protocol over standard input and output until the client ends it. */
export function startLanguageServer(): void {
  // Standard output belongs to the protocol alone.
  console.log = console.info = console.debug = console.error;
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  // Whatever goes wrong beside a request: it is logged, and the server lives on.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => connection.console.error(`${event}: ${nameOf(error)}`));
  }
  const logged = new Set<string>();
  const projects = new Projects({
    analysed: (project) => analysed(project),
    crashed: (what, detail) => {
      if (logged.has(`${what} ${detail}`)) return;
      logged.add(`${what} ${detail}`);
      connection.console.error(`${TEXTS[session.language].crashed(what)} (${detail})`);
    },
    ended: (ending) => {
      connection.tracer.log(TEXTS[session.language].analysis[ending]);
    },
    failed: (error) => connection.console.error(`analysis: ${nameOf(error)}`),
  });
  const session: Session = {
    connection,
    documents: new TextDocuments(TextDocument),
    projects,
    abilities: abilitiesOf({}),
    settings: DEFAULT_SETTINGS,
    language: 'en',
  };
  const push = new PushDiagnostics(session);
  const pull = new PullDiagnostics(session);
  const reviewChanged = offerReviews(session);
  const analysed = (project: Project): void => {
    pull.wake();
    if (showsReviews) reviewChanged(project);
    if (session.abilities.pull) void pull.refresh(project);
    else void push.publish(project);
  };
  let locale: string | undefined;
  // Only a client that says so knows the notification.
  let showsReviews = false;

  connection.onInitialize((params) => {
    locale = params.locale;
    showsReviews = (params.initializationOptions as { reviews?: unknown } | undefined)?.reviews === true;
    session.abilities = abilitiesOf(params.capabilities);
    session.language = languageOf(session.settings, locale);
    for (const folder of foldersOf(params)) projects.addFolder(folder);
    return offerOf(session);
  });

  const readSettings = async (section?: unknown): Promise<void> => {
    const given: unknown = session.abilities.settings
      ? await connection.workspace.getConfiguration('fachlint').catch(() => undefined)
      : section;
    session.settings = settingsFrom(given);
    session.language = languageOf(session.settings, locale);
  };

  connection.onInitialized(
    guarded(connection, 'initialized', undefined, async () => {
      watchFiles(session);
      if (session.abilities.folders) {
        connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
          for (const { uri } of removed) projects.removeFolder(uri);
          for (const { uri } of added) projects.addFolder(uri);
          projects.closeLoose();
          for (const document of session.documents.all()) takeText(session, document);
          push.clearHomeless();
          pull.wake();
          void scan(session);
        });
      }
      const before = session.language;
      await readSettings();
      await scan(session);
      if (before !== session.language) await refresh(session, analysed);
    }),
  );

  connection.onDidChangeConfiguration(
    guarded(connection, 'workspace/didChangeConfiguration', undefined, async ({ settings }) => {
      await readSettings((settings as { fachlint?: unknown } | null)?.fachlint);
      if (session.settings.run === 'onType')
        for (const document of session.documents.all()) takeText(session, document);
      await refresh(session, analysed);
    }),
  );

  connection.onExecuteCommand(
    guarded(connection, 'workspace/executeCommand', null, async ({ command, arguments: args }): Promise<unknown> => {
      if (command === EXPLAIN) return explain(session, args?.[0]);
      if (command !== SCAN) return null;
      for (const project of projects.all()) project.reopen();
      await scan(session);
      return null;
    }),
  );

  connection.onShutdown(() => projects.dispose());

  syncDocuments(session, (uri) => {
    push.clear(uri);
  });
  offerCodeActions(session);
  offerExplanations(session);
  offerCompletions(session);
  offerFileEvents(session);
  session.documents.listen(connection);
  connection.listen();
}

function foldersOf(params: InitializeParams): string[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- All that clients without workspace folders send.
  const { workspaceFolders, rootUri } = params;
  return workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
}

function offerOf({ abilities }: Session): InitializeResult {
  return {
    serverInfo: { name: 'fachlint' },
    capabilities: {
      positionEncoding: PositionEncodingKind.UTF16,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      hoverProvider: true,
      completionProvider: COMPLETION,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: abilities.lazyEdits },
      executeCommandProvider: { commands: [EXPLAIN, SCAN] },
      ...(abilities.pull
        ? { diagnosticProvider: { identifier: 'fachlint', interFileDependencies: true, workspaceDiagnostics: true } }
        : {}),
      workspace: {
        ...(abilities.folders ? { workspaceFolders: { supported: true, changeNotifications: true } } : {}),
        fileOperations: { didCreate: FILE_OPERATIONS, didDelete: FILE_OPERATIONS, didRename: FILE_OPERATIONS },
        ...(abilities.pages ? { textDocumentContent: { schemes: [SCHEME] } } : {}),
      },
    },
  };
}

/** Analyses all projects, telling the client how far it is where it wants to know. */
async function scan({ connection, projects, language }: Session): Promise<void> {
  const progress = await connection.window.createWorkDoneProgress().catch(() => undefined);
  progress?.begin(TEXTS[language].scanning, 0);
  try {
    for (const project of projects.all()) {
      await project.current((done, total) => {
        progress?.report(total === 0 ? 100 : Math.floor((100 * done) / total));
      });
    }
  } finally {
    progress?.done();
  }
}

/** Shows everything anew after the language or another setting has changed. */
async function refresh(
  { connection, abilities, projects }: Session,
  analysed: (project: Project) => void,
): Promise<void> {
  if (abilities.pull && abilities.refresh) await connection.languages.diagnostics.refresh();
  for (const project of projects.all()) {
    await project.current();
    analysed(project);
  }
}
