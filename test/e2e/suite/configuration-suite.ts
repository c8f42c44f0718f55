/** `fachlint.json` in the editor: its own language support completes keys and values by our schema, with German texts. */
import assert from 'node:assert/strict';
import { type CompletionList, commands, env, Uri, window, workspace } from 'vscode';

const TEXT = `{
  // Bürgerbüro
  "rules": { "encryption/no-weak-hash": "" },
  
}
`;

describe('fachlint.json', () => {
  if (env.language === 'de') return;
  const [folder] = workspace.workspaceFolders ?? [];
  const uri = folder && Uri.joinPath(folder.uri, 'fachlint.json');

  before(async () => {
    assert.ok(uri);
    await workspace.fs.writeFile(uri, Buffer.from(TEXT));
  });
  after(async () => {
    if (!uri) return;
    await commands.executeCommand('workbench.action.closeAllEditors');
    await workspace.fs.delete(uri);
  });

  async function completionsAt(offset: number): Promise<Map<string, string>> {
    assert.ok(uri);
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    assert.equal(document.languageId, 'jsonc', 'comments are allowed');
    const list = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      ...[uri, document.positionAt(offset), undefined, 100],
    );
    return new Map(
      list.items.map(({ label, documentation }) => [
        typeof label === 'string' ? label : label.label,
        typeof documentation === 'string' ? documentation : (documentation?.value ?? ''),
      ]),
    );
  }

  it('is completed: keys, rules and severities', async () => {
    const keys = await completionsAt(TEXT.indexOf('\n}') - 1);
    for (const key of ['include', 'overrides', 'guards', 'registers', 'kinds', 'vertrauensniveau'])
      assert.ok(keys.has(key), [...keys.keys()].join(', '));
    assert.match(keys.get('guards') ?? '', /Eigene Prüffunktionen.*Own guards/s);
    const rules = await completionsAt(TEXT.indexOf('"encryption') + 1);
    assert.match(rules.get('mfa/require-second-factor-in-realm') ?? '', /Keycloak-Realm ohne erzwungenen/);
    const severities = await completionsAt(TEXT.indexOf('""') + 1);
    assert.match(severities.get('"off"') ?? '', /abgeschaltet/);
  });
});
