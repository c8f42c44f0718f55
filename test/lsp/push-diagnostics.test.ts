/** A client that declares nothing newer than LSP 3.16 gets its diagnostics sent. */
import assert from 'node:assert/strict';
import { messageOf } from './editor.ts';
import { lifetimes } from './lifetimes.ts';
import { AGENT, AGENT_CORRECTED, COMPOSE, RULE } from './samples.ts';

describe('pushed diagnostics', () => {
  const { project, start } = lifetimes();

  it('report open files with their version and closed ones without', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT, 'compose.yaml': COMPOSE });
    const editor = await start({ capabilities: {}, folders: [folder] });
    const [inYaml] = await editor.pushed(file('compose.yaml'));
    assert.equal(inYaml?.code, RULE);
    assert.equal(inYaml.source, 'fachlint');
    assert.equal(inYaml.range.start.line, 4);
    await editor.open(file('src/agent.ts'));
    const [inScript] = await editor.pushed(file('src/agent.ts'), 1);
    assert.equal(inScript?.code, RULE);
    assert.equal(inScript.range.start.line, 3);
    assert.equal(inScript.relatedInformation, undefined);
    assert.equal(editor.initialized.capabilities.diagnosticProvider, undefined);
  });

  it('are taken away when the finding is gone and come back with it', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ capabilities: {}, folders: [folder] });
    await editor.open(file('src/agent.ts'));
    assert.equal((await editor.pushed(file('src/agent.ts'), 1)).length, 1);
    const corrected = await editor.change(file('src/agent.ts'), AGENT_CORRECTED);
    assert.deepEqual(await editor.pushed(file('src/agent.ts'), corrected), []);
    const undone = await editor.change(file('src/agent.ts'), AGENT);
    assert.equal((await editor.pushed(file('src/agent.ts'), undone)).length, 1);
  });

  it('never show the findings of one version with the number of another', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ capabilities: {}, folders: [folder] });
    await editor.open(file('src/agent.ts'));
    let version = 1;
    for (let round = 0; round < 20; round++) {
      version = await editor.change(
        file('src/agent.ts'),
        `${'\n'.repeat(round)}${round % 2 === 0 ? AGENT_CORRECTED : AGENT}`,
      );
      if (round % 7 === 0) await editor.pushed(file('src/agent.ts'), version);
    }
    await editor.pushed(file('src/agent.ts'), version);
    for (const { version: shown, diagnostics } of editor.published) {
      if (shown === undefined) continue;
      // Version 1 is the file on disk, the version of round n is n + 2.
      const expected = shown === 1 ? [3] : shown % 2 === 0 ? [] : [3 + shown - 2];
      assert.deepEqual(
        diagnostics.map(({ range }) => range.start.line),
        expected,
        `version ${String(shown)}`,
      );
    }
  });

  it('go back to what the disk holds when a changed file is closed', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ capabilities: {}, folders: [folder] });
    await editor.open(file('src/agent.ts'), AGENT_CORRECTED);
    assert.deepEqual(await editor.pushed(file('src/agent.ts'), 1), []);
    await editor.close(file('src/agent.ts'));
    assert.equal((await editor.pushed(file('src/agent.ts'))).length, 1);
  });

  it('judge a file outside every folder, and let it go when it is closed', async () => {
    const { folder } = project({ 'package.json': '{}' });
    const { file } = project({ 'agent.ts': AGENT });
    const editor = await start({ capabilities: {}, folders: [folder] });
    await editor.open(file('agent.ts'));
    assert.equal((await editor.pushed(file('agent.ts'), 1)).length, 1);
    await editor.close(file('agent.ts'));
    assert.deepEqual(await editor.pushed(file('agent.ts')), []);
  });

  it('judge a lone file of a client that opens no folder at all', async () => {
    const { file } = project({ 'agent.ts': AGENT, 'other.ts': AGENT });
    const editor = await start({ capabilities: {} });
    await editor.open(file('agent.ts'));
    assert.equal((await editor.pushed(file('agent.ts'), 1)).length, 1);
    assert.ok(
      editor.published.every(({ uri }) => !uri.endsWith('other.ts')),
      'only the open file is judged',
    );
  });

  it('leave documents alone that are no files', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ capabilities: {}, folders: [folder] });
    await editor.open('unsaved', AGENT, 'untitled:Untitled-1');
    await editor.open(file('src/agent.ts'));
    await editor.pushed(file('src/agent.ts'), 1);
    assert.ok(editor.published.every(({ uri }) => uri.startsWith('file:')));
  });

  it('wait for the save where the settings say so', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT, 'src/second.ts': AGENT });
    const capabilities = { workspace: { configuration: true } };
    const editor = await start({ capabilities, folders: [folder], settings: { run: 'onSave' } });
    await editor.open(file('src/agent.ts'));
    assert.equal((await editor.pushed(file('src/agent.ts'), 1)).length, 1);
    const version = await editor.change(file('src/agent.ts'), AGENT_CORRECTED);
    // Another file that is opened afterwards is judged, so the change has been seen and left alone.
    await editor.open(file('src/second.ts'));
    assert.equal((await editor.pushed(file('src/second.ts'), 1)).length, 1);
    assert.equal((await editor.pushed(file('src/agent.ts'), 1)).length, 1);
    assert.ok(!editor.published.some((params) => params.version === version), 'nothing said about the unsaved text');
    await editor.save(file('src/agent.ts'));
    assert.deepEqual(await editor.pushed(file('src/agent.ts'), version), []);
  });

  it('show a mistake in the configuration where it stands in the editor, and heed it when it is saved', async () => {
    const wrong = '{\n  "rules": { "no/such-rule": "off" }\n}\n';
    const { folder, file, uri } = project({ 'fachlint.json': wrong, 'src/agent.ts': AGENT });
    const editor = await start({ capabilities: {}, folders: [folder], locale: 'de' });
    const [mistake] = await editor.pushed(file('fachlint.json'));
    assert.equal(mistake?.range.start.line, 1);
    assert.match(messageOf(mistake), /no\/such-rule/);
    await editor.open(file('fachlint.json'));
    const moved = await editor.change(file('fachlint.json'), `\n\n${wrong}`);
    assert.equal((await editor.pushed(file('fachlint.json'), moved))[0]?.range.start.line, 3);
    const corrected = await editor.change(file('fachlint.json'), `{ "rules": { "${RULE}": "off" } }\n`);
    assert.deepEqual(await editor.pushed(file('fachlint.json'), corrected), []);
    assert.equal((await editor.pushed(file('src/agent.ts'))).length, 1, 'not saved yet');
    await editor.save(file('fachlint.json'));
    const ofAgent = uri('src/agent.ts');
    await editor.until(() => editor.published.findLast((each) => each.uri === ofAgent)?.diagnostics.length === 0);
  });
});
