/** The panel's tab in VS Code: what its page asks for is done here, because a page may do nothing itself. */
import {
  commands,
  Disposable,
  env,
  type ExtensionContext,
  Position,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { WorkspaceEdit as ProtocolEdit } from 'vscode-languageserver-protocol';
import type { Words } from '../../server/model/review.ts';
import { Course } from './course.ts';
import { linkTo, nameOfFolder, type LinkedFinding } from './links.ts';
import { pageOfPanel } from './page-of-panel.ts';
import type { FromPage, ToPage } from './protocol.ts';
import type { Reviews } from './reviews.ts';
import { saveReport } from './save-report.ts';

const PANEL = 'fachlint.panel';
const SCRIPT = ['dist', 'panel.js'] as const;

type Wanted = LinkedFinding | { readonly root: string; readonly key: string };

export class Panel implements Disposable {
  readonly #context: ExtensionContext;
  readonly #client: LanguageClient;
  readonly #reviews: Reviews;
  readonly #course: Course;
  readonly #listeners: Disposable[];
  #panel: WebviewPanel | undefined;
  /** What is to be shown as soon as the page can be told. */
  #pending: Wanted | undefined;
  #isReady = false;

  constructor(context: ExtensionContext, client: LanguageClient, reviews: Reviews) {
    this.#context = context;
    this.#client = client;
    this.#reviews = reviews;
    this.#course = new Course(context.workspaceState);
    this.#listeners = [
      reviews.onDidChange(() => this.#update()),
      workspace.onDidGrantWorkspaceTrust(() => this.#update()),
      window.registerWebviewPanelSerializer(PANEL, {
        deserializeWebviewPanel: (panel) => {
          this.#take(panel);
          return Promise.resolve();
        },
      }),
    ];
  }

  show(finding?: Wanted): void {
    if (finding) this.#pending = finding;
    if (this.#panel) {
      this.#panel.reveal();
      if (this.#isReady) this.#update();
      return;
    }
    this.#take(
      window.createWebviewPanel(PANEL, 'Fachlint', ViewColumn.Active, {
        enableScripts: true,
        localResourceRoots: [Uri.joinPath(this.#context.extensionUri, 'dist')],
      }),
    );
  }

  dispose(): void {
    Disposable.from(...this.#listeners).dispose();
    this.#panel?.dispose();
  }

  #take(panel: WebviewPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    this.#isReady = false;
    const { webview } = panel;
    panel.iconPath = Uri.joinPath(this.#context.extensionUri, 'media', 'fachlint.svg');
    webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(this.#context.extensionUri, 'dist')],
    };
    webview.onDidReceiveMessage((message: FromPage) => this.#answer(message));
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    webview.html = pageOfPanel({
      script: webview.asWebviewUri(Uri.joinPath(this.#context.extensionUri, ...SCRIPT)).toString(),
      nonce: nonce(),
      language: env.language.startsWith('de') ? 'de' : 'en',
    });
    this.#reviews.want();
  }

  #say(message: ToPage): void {
    void this.#panel?.webview.postMessage(message);
  }

  #update(): void {
    const { answer, isRunning } = this.#reviews;
    if (!answer) {
      this.#say({ type: 'waiting', why: isRunning ? 'starting' : 'stopped' });
      return;
    }
    for (const { root, review } of answer.folders) this.#course.remember(root, review);
    this.#say({ type: 'review', answer, course: this.#course.all, mayWrite: workspace.isTrusted });
    if (!this.#pending || !this.#isReady) return;
    const { key, ...wanted } = this.#pending;
    const found = answer.folders.find(({ root }) =>
      'root' in wanted ? root === wanted.root : nameOfFolder(root) === wanted.folder,
    );
    if (found) this.#say({ type: 'show', root: found.root, key });
    this.#pending = undefined;
  }

  async #answer(message: FromPage): Promise<void> {
    const reviews = this.#reviews;
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.#update();
        return;
      case 'scan':
        await commands.executeCommand('fachlint.scan');
        reviews.refresh(true);
        return;
      case 'readRegisters':
        reviews.refresh(true);
        return;
      case 'goTo':
        return goTo(message);
      case 'explain':
        await commands.executeCommand('fachlint.explain', message.rule);
        return;
      case 'lines': {
        const { root, key, places } = message;
        const lines = await reviews.request('fachlint/lines', { root, places });
        this.#say({ type: 'lines', key, lines: lines ?? [] });
        return;
      }
      case 'history': {
        const { root, key } = message;
        const past = await reviews.request('fachlint/history', { root, key });
        this.#say({ type: 'history', key, past: past ?? [] });
        return;
      }
      case 'decide': {
        if (!workspace.isTrusted) return;
        const refused = await reviews.request('fachlint/decide', message.wish);
        this.#done('decide', refused === undefined ? NO_SERVER : (refused ?? undefined));
        reviews.refresh();
        return;
      }
      case 'fix':
        if (workspace.isTrusted) this.#done('fix', await this.#fix(message));
        return;
      case 'copyLinks':
        await env.clipboard.writeText(message.findings.map(({ key }) => linkTo(message.root, key)).join('\n'));
        this.#done('copy');
        return;
      case 'export':
        if (await saveReport(reviews, message)) this.#done('export');
        return;
      case 'compare': {
        const { root, since } = message;
        const refused = await reviews.request('fachlint/compare', { root, ...(since !== undefined && { since }) });
        this.#done('compare', refused === undefined ? NO_SERVER : (refused ?? undefined));
        reviews.refresh();
      }
    }
  }

  /** A preview is the editor's own: what is confirmed there is done, and nothing else. */
  async #fix({ root, key, preview }: Extract<FromPage, { type: 'fix' }>): Promise<Words | undefined> {
    const edit = (await this.#reviews.request('fachlint/fix', { root, key, preview })) as
      ProtocolEdit | null | undefined;
    if (!edit) return NOT_FIXED;
    const converted = await this.#client.protocol2CodeConverter.asWorkspaceEdit(edit);
    return converted.size > 0 && (await workspace.applyEdit(converted)) ? undefined : NOT_FIXED;
  }

  #done(what: Extract<ToPage, { type: 'done' }>['what'], refused?: Words): void {
    this.#say({ type: 'done', what, ...(refused && { refused }) });
  }
}

async function goTo({ root, place: { path, start, end } }: Extract<FromPage, { type: 'goTo' }>): Promise<void> {
  const selection = new Range(
    new Position(start.line - 1, start.column - 1),
    new Position(end.line - 1, end.column - 1),
  );
  const isBeside = window.tabGroups.all.length > 1;
  const viewColumn = isBeside ? ViewColumn.One : ViewColumn.Beside;
  await window.showTextDocument(Uri.joinPath(Uri.parse(root), path), { selection, viewColumn });
}

function nonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64url');
}

const NO_SERVER: Words = {
  de: 'Der Sprachserver antwortet nicht.',
  en: 'The language server does not answer.',
};
const NOT_FIXED: Words = {
  de: 'Die Korrektur ließ sich nicht eintragen: Die Datei hat sich geändert.',
  en: 'The fix could not be applied: the file has changed.',
};
