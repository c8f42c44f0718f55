/** In a workspace that nobody trusts: everything works, because nothing of it is ever run. */
import assert from 'node:assert/strict';
import { workspace } from 'vscode';
import { actions, AGENT, documents, findings, none, RULE, ruleOf, uriOf } from './documents.ts';

describe('Fachlint in a restricted workspace', () => {
  const { open } = documents();

  it('reports files, opened or not', async () => {
    assert.equal(workspace.isTrusted, false, 'the editor restricts the workspace');
    assert.equal(ruleOf((await findings(uriOf('compose.yaml')))[0]), RULE);
    const document = await open('src/meldung.ts', AGENT);
    assert.equal(ruleOf((await findings(document.uri))[0]), RULE);
  });

  it('corrects', async () => {
    const document = await open('src/kfz.ts', AGENT);
    const [found] = await findings(document.uri);
    assert.ok(found);
    const fix = (await actions(document, found)).find(({ edit }) => edit !== undefined);
    assert.ok(fix?.edit);
    assert.equal(await workspace.applyEdit(fix.edit), true);
    await none(document.uri);
  });
});
