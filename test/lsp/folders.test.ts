/** Several folders: which one judges a file, and what happens when they come and go. */
import assert from 'node:assert/strict';
import { codesOf } from './editor.ts';
import { lifetimes } from './lifetimes.ts';
import { AGENT, AGENT_CORRECTED, DOOR, DOOR_RULE, GUARD, RULE, WEAK_GUARD } from './samples.ts';

const OFF = `{ "rules": { "${RULE}": "off" } }`;

describe('workspace folders', () => {
  const { project, start } = lifetimes();

  it('nested: the innermost judges, and follows when folders come and go', async () => {
    const { folder, file, uri } = project({
      'portal/src/agent.ts': AGENT,
      'portal/fachlint.json': OFF,
      'register/src/agent.ts': AGENT,
    });
    const second = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder, file('portal')] });
    const { items } = await editor.workspaceReport();
    assert.deepEqual(
      items.map((item) => item.uri),
      [uri('register/src/agent.ts')],
      'the inner folder has its own rules',
    );
    await editor.changeFolders({ added: [second.folder], removed: [file('portal')] });
    await editor.open(second.file('src/agent.ts'));
    assert.equal((await editor.pull(second.file('src/agent.ts'))).length, 1);
    assert.equal((await editor.pull(file('portal/src/agent.ts'))).length, 1, 'now judged by the outer folder');
    await editor.changeFolders({ added: [file('portal')], removed: [] });
    assert.deepEqual(await editor.pull(file('portal/src/agent.ts')), [], 'and by the inner one again');
  });

  it('nested: the outer one sees what is typed in the inner one', async () => {
    const { folder, file } = project({
      'src/app.ts': DOOR.replace('./guards', '../portal/guards'),
      'portal/guards.ts': GUARD,
    });
    const editor = await start({ folders: [folder, file('portal')] });
    await editor.open(file('portal/guards.ts'));
    assert.deepEqual(await editor.pull(file('src/app.ts')), []);
    await editor.change(file('portal/guards.ts'), WEAK_GUARD);
    assert.deepEqual(codesOf(await editor.pull(file('src/app.ts'))), [DOOR_RULE]);
    await editor.close(file('portal/guards.ts'));
    assert.deepEqual(await editor.pull(file('src/app.ts')), []);
  });

  it('removed: diagnostics go with the folder, an open document stays judged', async () => {
    const first = project({ 'src/agent.ts': AGENT, 'src/closed.ts': AGENT });
    const second = project({ 'src/agent.ts': AGENT });
    const editor = await start({
      folders: [first.folder, second.folder],
      capabilities: { workspace: { workspaceFolders: true } },
    });
    await editor.open(first.file('src/agent.ts'), `\n${AGENT}`);
    assert.equal((await editor.pushed(first.file('src/agent.ts'), 1)).length, 1);
    assert.equal((await editor.pushed(first.file('src/closed.ts'))).length, 1);
    assert.equal((await editor.pushed(second.file('src/agent.ts'))).length, 1);
    await editor.changeFolders({ added: [], removed: [first.folder] });
    await editor.until(() => isEmpty(first.uri('src/closed.ts')));
    const version = await editor.change(first.file('src/agent.ts'), `\n\n${AGENT}`);
    assert.equal((await editor.pushed(first.file('src/agent.ts'), version))[0]?.range.start.line, 5);
    await editor.close(first.file('src/agent.ts'));
    await editor.until(() => isEmpty(first.uri('src/agent.ts')));
    assert.equal((await editor.pushed(second.file('src/agent.ts'))).length, 1);

    function isEmpty(uri: string): boolean {
      return editor.published.findLast((params) => params.uri === uri)?.diagnostics.length === 0;
    }
  });

  it('added: what was judged alone is judged with its folder', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT, 'fachlint.json': '{}', 'src/other.ts': AGENT_CORRECTED });
    const editor = await start({ folders: [] });
    await editor.open(file('src/agent.ts'));
    assert.equal((await editor.pull(file('src/agent.ts'))).length, 1);
    await editor.open(file('src/other.ts'), AGENT);
    await editor.changeFolders({ added: [folder], removed: [] });
    assert.equal((await editor.pull(file('src/agent.ts'))).length, 1);
    assert.equal((await editor.pull(file('src/other.ts'))).length, 1, 'with the text of the editor');
    assert.equal((await editor.workspaceReport()).items.length, 2);
  });

  it('removed: a waiting question about the workspace hears of it', async () => {
    const first = project({ 'src/agent.ts': AGENT });
    const second = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [first.folder, second.folder] });
    const { items } = await editor.workspaceReport();
    assert.equal(items.length, 2);
    const waiting = editor.workspaceReport(Object.fromEntries(items.map((item) => [item.uri, item.resultId ?? ''])));
    await editor.changeFolders({ added: [], removed: [first.folder] });
    assert.deepEqual(
      (await waiting).items.map((item) => [item.uri, item.kind === 'full' ? item.items : undefined]),
      [[first.uri('src/agent.ts'), []]],
    );
  });
});
