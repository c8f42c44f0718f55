/** How the server starts, ends, and what it lives through. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { lifetimes } from './lifetimes.ts';
import { AGENT, PASSWORD, RULE, SECRET } from './samples.ts';

describe('language server', () => {
  const { project, start } = lifetimes();

  it('ends with 0 after a shutdown and with 1 without', async () => {
    const polite = await start();
    assert.equal(await polite.stop(), 0);
    const rude = await start();
    rude.hangUp();
    assert.equal(await rude.exited(), 1);
  });

  it('ends when the editor that started it is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const editor = await start({ processId: pid });
    assert.equal(await editor.exited(), 1);
  });

  it('tells how far the first scan is', async () => {
    const { folder } = project({ 'src/agent.ts': AGENT, 'src/second.ts': AGENT });
    const editor = await start({ folders: [folder] });
    await editor.until(() => editor.progress.includes('end'));
    assert.equal(editor.progress[0], 'begin');
    assert.ok(editor.progress.includes('report'));
    assert.equal(editor.progress.at(-1), 'end');
  });

  it('works with a client that refuses what it declared', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder], refusing: true });
    await editor.until(() => editor.refused.length >= 3);
    assert.equal((await editor.pull(file('src/agent.ts'))).length, 1);
  });

  it('scans again on command', async () => {
    const { folder, file, write } = project({ 'src/agent.ts': '', 'src/old.ts': '' });
    const editor = await start({ folders: [folder] });
    assert.deepEqual(await editor.pull(file('src/agent.ts')), []);
    write('src/new.ts', AGENT);
    write('src/old.ts', AGENT);
    await editor.execute('fachlint.scan', []);
    assert.equal((await editor.pull(file('src/new.ts'))).length, 1);
    assert.equal((await editor.pull(file('src/old.ts'))).length, 1);
  });

  it('survives files that are broken, and goes on with the others', async () => {
    const { folder, file } = project({
      'src/agent.ts': AGENT,
      'broken.yaml': 'a: [\n b: {{',
      'src/broken.ts': 'import {{{',
    });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/broken.ts'), '`${((([[[{{{');
    await editor.pull(file('src/broken.ts'));
    for (let length = 0; length < AGENT.length; length += 7)
      await editor.change(file('src/broken.ts'), AGENT.slice(0, length));
    await editor.change(file('src/broken.ts'), `${AGENT}\nconst = ;`);
    assert.deepEqual(
      (await editor.pull(file('src/broken.ts'))).map(({ code }) => code),
      [RULE],
      'the tolerant path',
    );
    assert.equal((await editor.pull(file('src/agent.ts'))).length, 1);
    assert.equal(await editor.stop(), 0);
  });

  it('answers nonsense with an error or nothing, and lives on', async () => {
    const { folder, file, uri } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/agent.ts'));
    for (const [method, params] of [
      ['textDocument/codeAction', { textDocument: { uri: uri('src/agent.ts') } }],
      ['codeAction/resolve', { title: 'x', data: { uri: 5, version: 'x' } }],
      ['textDocument/hover', {}],
      ['workspace/executeCommand', { command: 'fachlint.unknown', arguments: 5 }],
      ['textDocument/diagnostic', { textDocument: { uri: 'file://%%%' } }],
      ['fachlint/unknown', {}],
    ] as const) {
      await editor.connection.sendRequest(method, params).catch(() => undefined);
    }
    assert.equal((await editor.pull(file('src/agent.ts'))).length, 1);
  });

  it('writes nothing but the protocol, and no secret of a file anywhere', async () => {
    const { folder, file } = project({ 'src/db.ts': PASSWORD, '.env': `DB_PASSWORD=${SECRET}\n` });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/db.ts'));
    const diagnostics = await editor.pull(file('src/db.ts'));
    assert.ok(diagnostics.length > 0, 'the secret is found');
    for (const found of diagnostics) {
      for (const action of await editor.actions(file('src/db.ts'), found.range)) {
        if (action.data !== undefined) await editor.resolve(action);
      }
    }
    await editor.change(file('src/db.ts'), `${PASSWORD}\nconst = \`\${`);
    await editor.pull(file('src/db.ts'));
    assert.equal(await editor.stop(), 0);
    assert.equal(editor.output.includes(SECRET), false);
    assert.equal(editor.log.join('\n').includes(SECRET), false);
    let rest = editor.output;
    while (rest !== '') {
      const header = /^Content-Length: (\d+)\r\n\r\n/.exec(rest);
      assert.ok(header, `not the protocol: ${rest.slice(0, 80)}`);
      const body = Buffer.from(rest.slice(header[0].length));
      rest = body.subarray(Number(header[1])).toString();
    }
  });
});
