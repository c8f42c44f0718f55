/** What every suite does with documents of the workspace: opens, types, waits for diagnostics by events of the editor. */
import assert from 'node:assert/strict';
import {
  type CodeAction,
  CodeActionKind,
  commands,
  type Diagnostic,
  extensions,
  languages,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';

export const RULE = 'encryption/no-disabled-certificate-check';

export const AGENT = `import { Agent } from 'node:https';

export const agent = new Agent({
  rejectUnauthorized: false,
});
`;

/** Starts the extension, and opens documents of the suite's own, so that no test sees what another one has typed. */
export function documents(): { readonly open: (name: string, text: string) => Promise<TextDocument> } {
  const files = new Set<string>();
  before('activates', async () => {
    const extension = extensions.getExtension('fachlint.fachlint');
    assert.ok(extension, 'the extension is there');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of files) await workspace.fs.delete(uriOf(name));
  });
  return {
    async open(name, text) {
      const uri = uriOf(name);
      files.add(name);
      const isOpen = workspace.textDocuments.some((each) => each.uri.path === uri.path && !each.isClosed);
      // Written past an open document, the editor might look at the disk in the middle of the next edit.
      if (!isOpen) await workspace.fs.writeFile(uri, Buffer.from(text));
      const document = await workspace.openTextDocument(uri);
      if (document.getText() !== text) {
        await type(document, text);
        await document.save();
      }
      await window.showTextDocument(document);
      return document;
    },
  };
}

export function uriOf(name: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return Uri.joinPath(folder.uri, name);
}

export function ruleOf(diagnostic: Diagnostic | undefined): unknown {
  const code = diagnostic?.code;
  return typeof code === 'object' ? code.value : code;
}

export function findings(uri: Uri): Promise<Diagnostic[]> {
  return diagnostics(uri, (all) => all.length > 0);
}

export function none(uri: Uri): Promise<Diagnostic[]> {
  return diagnostics(uri, (all) => all.length === 0);
}

/** Our diagnostics of a file as soon as they are as wanted; mocha's time limit ends the wait. */
function diagnostics(uri: Uri, wanted: (all: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const ours = languages.getDiagnostics(uri).filter(({ source }) => source === 'fachlint');
      if (!wanted(ours)) return false;
      resolve(ours);
      return true;
    };
    if (look()) return;
    const listener = languages.onDidChangeDiagnostics(() => {
      if (look()) listener.dispose();
    });
  });
}

export async function type(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
  assert.equal(await workspace.applyEdit(edit), true);
}

export function actions(document: TextDocument, { range }: Diagnostic): Thenable<CodeAction[]> {
  const { value } = CodeActionKind.QuickFix;
  return commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, value, 20);
}
