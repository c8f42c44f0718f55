/** Many corrections in one step, chosen in the editor or made before a save. */
import assert from 'node:assert/strict';
import { type CodeAction, CodeActionKind, commands, env, Range, type TextDocument, workspace } from 'vscode';
import { actions, AGENT, documents, findings, none, RULE, ruleOf, uriOf } from './documents.ts';

const isGerman = env.language === 'de';
const SECOND = 'export const second = new Agent({ rejectUnauthorized: false });\n';
const UNUSED = `// fachlint-disable-next-line ${RULE} -- Testumgebung\nexport const eins = 1;\n`;

describe(`Fachlint corrects (${env.language})`, () => {
  const { open } = documents();

  async function chosen(document: TextDocument, title: RegExp): Promise<CodeAction> {
    const [found] = await findings(document.uri);
    assert.ok(found);
    const all = await actions(document, found);
    const action = all.find((each) => title.test(each.title));
    assert.ok(action?.edit, `not among: ${all.map((each) => each.title).join(' | ')}`);
    assert.equal(await workspace.applyEdit(action.edit), true);
    return action;
  }

  it('everything of one rule in a file', async () => {
    const document = await open('src/gewerbe.ts', `${AGENT}${SECOND}`);
    await chosen(document, isGerman ? /^Alle 2 Stellen in dieser Datei/ : /^Fix all 2 places in this file/);
    await none(document.uri);
    assert.equal(document.getText().includes('rejectUnauthorized: false'), false);
  });

  it('everything of one rule in the workspace, open or not', async () => {
    const closed = uriOf('src/wahlen.ts');
    const document = await open('src/standesamt.ts', AGENT);
    await open('src/wahlen.ts', AGENT);
    await commands.executeCommand('workbench.action.closeActiveEditor');
    await findings(closed);
    await chosen(document, isGerman ? /^Alle \d+ Stellen im Arbeitsbereich/ : /^Fix all \d+ places in the workspace/);
    await none(document.uri);
    await none(closed);
    for (const uri of [closed, uriOf('src/register-client.ts')]) {
      const corrected = await workspace.openTextDocument(uri);
      assert.ok(corrected.getText().includes('rejectUnauthorized: true'), uri.path);
      await corrected.save();
    }
  });

  if (isGerman) return;

  it('what is safe before a save, and nothing else', async () => {
    const settings = workspace.getConfiguration('editor');
    await settings.update('codeActionsOnSave', { 'source.fixAll.fachlint': 'explicit' });
    try {
      const document = await open('src/abfall.ts', `${AGENT}${UNUSED}`);
      const found = await findings(document.uri);
      assert.deepEqual(found.map(ruleOf).sort(), [RULE, 'suppression/no-unused']);
      await commands.executeCommand('workbench.action.files.save');
      assert.equal(document.getText(), `${AGENT}export const eins = 1;\n`);
    } finally {
      await settings.update('codeActionsOnSave', undefined);
    }
  });

  it('offers that one kind of correction before a save', async () => {
    const document = await open('src/markt.ts', `${AGENT}${UNUSED}`);
    await findings(document.uri);
    const everything = new Range(0, 0, document.lineCount, 0);
    const kind = CodeActionKind.SourceFixAll.value;
    const all: CodeAction[] = await commands.executeCommand(
      'vscode.executeCodeActionProvider',
      document.uri,
      everything,
      kind,
      20,
    );
    const ours = all.filter((action) => action.kind?.value.endsWith('fachlint'));
    assert.deepEqual(
      ours.map((action) => action.kind?.value),
      ['source.fixAll.fachlint'],
    );
  });
});
