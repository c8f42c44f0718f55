/** A small editor for tests: starts the real program, speaks the protocol with it and waits for what it says. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  type Command,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DiagnosticRefreshRequest,
  DidCloseTextDocumentNotification,
  DidDeleteFilesNotification,
  DidOpenTextDocumentNotification,
  DidRenameFilesNotification,
  DidSaveTextDocumentNotification,
  DocumentDiagnosticRequest,
  type DocumentDiagnosticReport,
  ErrorCodes,
  ExecuteCommandRequest,
  ExitNotification,
  FileChangeType,
  type FileEvent,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  LogTraceNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  type Registration,
  RegistrationRequest,
  ResponseError,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  WorkDoneProgressCreateRequest,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceEdit,
  type WorkspaceFolder,
} from 'vscode-languageserver-protocol/node';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const BUILT = join(ROOT, 'dist', 'fachlint.js');
const PROGRAM = existsSync(BUILT) ? [BUILT] : ['--import', 'tsx', join(ROOT, 'server', 'main.ts')];

/** What an editor of today declares, with pulled diagnostics. */
export const MODERN: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    publishDiagnostics: { relatedInformation: true },
    hover: { contentFormat: ['markdown'] },
    codeAction: {
      dataSupport: true,
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } },
      resolveSupport: { properties: ['edit'] },
    },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
  },
  window: { workDoneProgress: true },
};

export interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  readonly folders?: readonly string[];
  readonly locale?: string;
  /** The section `fachlint`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly processId?: number;
  /** Answers every question of the server with an error. */
  readonly refusing?: boolean;
}

export class Editor {
  readonly connection: ProtocolConnection;
  readonly published: PublishDiagnosticsParams[] = [];
  /** Kinds of work done progress in their order. */
  readonly progress: string[] = [];
  /** How far the work is that was reported last. */
  percentage = 0;
  readonly log: string[] = [];
  readonly registered: Registration[] = [];
  /** What the trace says, which is always on. */
  readonly traced: string[] = [];
  /** How often the server had the diagnostics asked for anew. */
  refreshes = 0;
  readonly refused: unknown[] = [];
  settings: Readonly<Record<string, unknown>>;
  /** All that came over standard output. */
  output = '';
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #versions = new Map<string, number>();
  readonly #texts = new Map<string, string>();
  #listeners: (() => void)[] = [];
  initialized!: InitializeResult;

  private constructor(settings: Readonly<Record<string, unknown>>) {
    this.settings = settings;
    this.#child = spawn(process.execPath, [...PROGRAM, 'lsp', '--stdio'], { cwd: ROOT });
    this.#child.stdout.on('data', (data: Buffer) => (this.output += data.toString()));
    this.#child.stderr.on('data', (data: Buffer) => this.log.push(data.toString()));
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.#child.stdout),
      new StreamMessageWriter(this.#child.stdin),
    );
  }

  static async start(options: EditorOptions = {}): Promise<Editor> {
    const { capabilities = MODERN, folders = [], locale, settings = {}, processId = process.pid } = options;
    const editor = new Editor(settings);
    const { connection } = editor;
    const heard = (): void => {
      const listeners = editor.#listeners;
      editor.#listeners = [];
      for (const listener of listeners) listener();
    };
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      editor.published.push(params);
      heard();
    });
    connection.onNotification(LogMessageNotification.type, ({ message }) => {
      editor.log.push(message);
      heard();
    });
    const answer = <T>(value: T): T => {
      if (options.refusing !== true) return value;
      editor.refused.push(value);
      heard();
      throw new ResponseError(ErrorCodes.InternalError, 'refused');
    };
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      editor.registered.push(...registrations);
      answer(undefined);
    });
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      editor.refreshes++;
      heard();
      answer(undefined);
    });
    connection.onNotification(LogTraceNotification.type, ({ message }) => {
      editor.traced.push(message);
      heard();
    });
    connection.onRequest(ConfigurationRequest.type, ({ items }) => answer(items.map(() => editor.settings)));
    connection.onRequest(WorkDoneProgressCreateRequest.type, () => answer(undefined));
    connection.onNotification('$/progress', ({ value }: { value: { kind: string; percentage?: number } }) => {
      editor.progress.push(value.kind);
      editor.percentage = value.percentage ?? editor.percentage;
      heard();
    });
    connection.listen();
    editor.initialized = await connection.sendRequest(InitializeRequest.type, {
      processId,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- The protocol still demands it.
      rootUri: null,
      workspaceFolders: folders.map((folder) => ({ uri: pathToFileURL(folder).href, name: folder })),
      capabilities,
      trace: 'messages',
      ...(locale === undefined ? {} : { locale }),
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return editor;
  }

  /** Opens a file with a text, by default the one on disk. */
  async open(file: string, text = readFileSync(file, 'utf8'), uri = pathToFileURL(file).href): Promise<void> {
    this.#versions.set(file, 1);
    this.#texts.set(file, text);
    const textDocument = { uri, languageId: 'typescript', version: 1, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  /** Replaces the whole text by one change with a range, as editors send it. Returns the new version. */
  async change(file: string, text: string): Promise<number> {
    const version = (this.#versions.get(file) ?? 0) + 1;
    this.#versions.set(file, version);
    this.#texts.set(file, text);
    const range = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: pathToFileURL(file).href, version },
      contentChanges: [{ range, text }],
    });
    return version;
  }

  async save(file: string): Promise<void> {
    writeFileSync(file, this.textOf(file));
    await this.connection.sendNotification(DidSaveTextDocumentNotification.type, {
      textDocument: { uri: pathToFileURL(file).href },
    });
  }

  async close(file: string): Promise<void> {
    this.#texts.delete(file);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: pathToFileURL(file).href },
    });
  }

  async changedOnDisk(uris: readonly string[]): Promise<void> {
    const changes = uris.map((uri): FileEvent => ({ uri, type: FileChangeType.Changed }));
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }

  /** What an editor says after the user has deleted or moved files or folders in it. */
  async deleted(uris: readonly string[]): Promise<void> {
    await this.connection.sendNotification(DidDeleteFilesNotification.type, { files: uris.map((uri) => ({ uri })) });
  }

  async renamed(oldUri: string, newUri: string): Promise<void> {
    await this.connection.sendNotification(DidRenameFilesNotification.type, { files: [{ oldUri, newUri }] });
  }

  async changeFolders(change: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
  }): Promise<void> {
    const folders = (paths: readonly string[]): WorkspaceFolder[] =>
      paths.map((path) => ({ uri: pathToFileURL(path).href, name: path }));
    const event = { added: folders(change.added), removed: folders(change.removed) };
    await this.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
  }

  async changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { fachlint: settings },
    });
  }

  execute(command: string, args: readonly unknown[] = []): Promise<unknown> {
    return this.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: [...args] });
  }

  textOf(file: string): string {
    return this.#texts.get(file) ?? readFileSync(file, 'utf8');
  }

  /** Waits until something holds that the server brings about by a notification. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#listeners.push(resolve));
  }

  /** The diagnostics that were pushed last for a file, once they are those of `version` (undefined: not open). */
  async pushed(file: string, version?: number): Promise<Diagnostic[]> {
    const uri = pathToFileURL(file).href;
    const last = (): PublishDiagnosticsParams | undefined => this.published.findLast((params) => params.uri === uri);
    await this.until(() => last()?.version === version && last() !== undefined);
    return last()?.diagnostics ?? [];
  }

  report(file: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: pathToFileURL(file).href },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  async pull(file: string): Promise<Diagnostic[]> {
    const report = await this.report(file);
    return report.kind === 'full' ? report.items : [];
  }

  workspaceReport(previous: Readonly<Record<string, string>> = {}): Promise<WorkspaceDiagnosticReport> {
    const previousResultIds = Object.entries(previous).map(([uri, value]) => ({ uri, value }));
    return this.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
  }

  async actions(file: string, range: Range, diagnostics: Diagnostic[] = [], only?: string[]): Promise<CodeAction[]> {
    return (await this.rawActions(file, range, diagnostics, only)) as CodeAction[];
  }

  async rawActions(
    file: string,
    range: Range,
    diagnostics: Diagnostic[] = [],
    only?: string[],
  ): Promise<(CodeAction | Command)[]> {
    const textDocument = { uri: pathToFileURL(file).href };
    const context = { diagnostics, ...(only === undefined ? {} : { only }) };
    return (await this.connection.sendRequest(CodeActionRequest.type, { textDocument, range, context })) ?? [];
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  /** Does what the server asked for: open files are changed in the editor, others on disk. */
  async apply(edit: WorkspaceEdit | undefined): Promise<void> {
    for (const change of edit?.documentChanges ?? []) {
      if ('kind' in change)
        writeFileSync(fileURLToPath('uri' in change ? change.uri : change.newUri), '', { flag: 'wx' });
      else await this.#write(fileURLToPath(change.textDocument.uri), change.edits as TextEdit[]);
    }
    for (const [uri, edits] of Object.entries(edit?.changes ?? {})) await this.#write(fileURLToPath(uri), edits);
  }

  async #write(file: string, edits: readonly TextEdit[]): Promise<void> {
    const before = this.textOf(file);
    const lines = before.split('\n');
    const offsetOf = ({ line, character }: Range['start']): number =>
      lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0) + character;
    const after = [...edits]
      .sort((a, b) => offsetOf(b.range.start) - offsetOf(a.range.start))
      .reduce((text, { range, newText }) => {
        return text.slice(0, offsetOf(range.start)) + newText + text.slice(offsetOf(range.end));
      }, before);
    if (this.#texts.has(file)) await this.change(file, after);
    else writeFileSync(file, after);
  }

  /** Ends the server as the protocol wants it; resolves with its exit code. */
  async stop(): Promise<number | null> {
    const exit = this.exited();
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    return exit;
  }

  /** Leaves without saying goodbye. */
  hangUp(): void {
    this.#child.stdin.end();
  }

  async exited(): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const [code] = (await once(this.#child, 'exit')) as [number | null];
    this.connection.dispose();
    return code;
  }
}

/** Messages may be Markdown since LSP 3.18; ours are plain. */
export function messageOf(diagnostic: Diagnostic | undefined): string {
  return typeof diagnostic?.message === 'string' ? diagnostic.message : '';
}

export function codesOf(diagnostics: readonly Diagnostic[]): unknown[] {
  return diagnostics.map(({ code }) => code);
}

/** A project on disk, made of paths and texts; `remove` after the test. */
export class TemporaryProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'fachlint-lsp-'));
  /** Absolute path of a file of the project. */
  readonly file = (path: string): string => join(this.folder, path);

  readonly write = (path: string, text: string): void => {
    mkdirSync(dirname(this.file(path)), { recursive: true });
    writeFileSync(this.file(path), text);
  };

  readonly uri = (path: string): string => pathToFileURL(this.file(path)).href;

  readonly read = (path: string): string => readFileSync(this.file(path), 'utf8');

  constructor(files: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
