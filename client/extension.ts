/** Starts the language server and shows what only VS Code can show: a status item, pages of rules as previews, and the reviewer's views. */
import { join } from 'node:path';
import {
  commands,
  env,
  type ExtensionContext,
  languages,
  LanguageStatusSeverity,
  type LanguageStatusItem,
  Uri,
  window,
} from 'vscode';
import { registerReviewer } from './panel/register-reviewer.ts';
import { LanguageClient, State } from 'vscode-languageclient/node';

const EXPLAIN = 'fachlint.explain';

/** Every file on disk: tokens and keys stand in files of any language, and languages of other extensions have other names. */
const DOCUMENTS = [{ scheme: 'file' }];

const TEXTS = env.language.startsWith('de')
  ? {
      starting: 'startet',
      running: 'bereit',
      stopped: 'angehalten',
      log: 'Protokoll',
      pick: 'Welche Regel soll erklärt werden?',
    }
  : { starting: 'starting', running: 'ready', stopped: 'stopped', log: 'Log', pick: 'Which rule is to be explained?' };

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const server = {
    // The editor's own Node: nothing has to be installed, and no program of the workspace is ever started.
    command: process.execPath,
    args: [join(context.extensionPath, 'dist', 'fachlint.js'), 'lsp', '--stdio'],
    options: { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
  };
  const running = new LanguageClient('fachlint', 'Fachlint', server, {
    documentSelector: DOCUMENTS,
    initializationOptions: { reviews: true },
    middleware: { executeCommand: showPages },
  });
  client = running;
  const status = languages.createLanguageStatusItem('fachlint', DOCUMENTS);
  context.subscriptions.push(
    status,
    running.onDidChangeState(({ newState }) => {
      show(status, newState);
    }),
    commands.registerCommand('fachlint.restart', () => running.restart()),
    commands.registerCommand('fachlint.showLog', () => {
      running.outputChannel.show();
    }),
  );
  registerReviewer(context, running);
  show(status, State.Starting);
  await running.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** The server provides the pages; that they open as rendered Markdown is up to the editor. */
async function showPages(
  command: string,
  args: unknown[],
  next: (command: string, args: unknown[]) => unknown,
): Promise<unknown> {
  if (command !== EXPLAIN) return next(command, args);
  const rule = typeof args[0] === 'string' ? args[0] : await pickRule((await next(EXPLAIN, [])) as RuleName[]);
  if (rule === undefined) return undefined;
  return commands.executeCommand('markdown.showPreview', Uri.from({ scheme: 'fachlint', path: `/${rule}.md` }));
}

interface RuleName {
  readonly id: string;
  readonly title: string;
}

async function pickRule(rules: readonly RuleName[]): Promise<string | undefined> {
  const items = rules.map(({ id, title }) => ({ label: title, description: id }));
  return (await window.showQuickPick(items, { placeHolder: TEXTS.pick, matchOnDescription: true }))?.description;
}

function show(status: LanguageStatusItem, state: State): void {
  status.name = status.text = 'Fachlint';
  status.busy = state === State.Starting;
  status.detail = state === State.Starting ? TEXTS.starting : state === State.Running ? TEXTS.running : TEXTS.stopped;
  status.severity = state === State.Stopped ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
  status.command = { title: TEXTS.log, command: 'fachlint.showLog' };
}
