/** A client of today asks for diagnostics and waits for news of the workspace. */
import assert from 'node:assert/strict';
import {
  CancellationTokenSource,
  type Diagnostic,
  LSPErrorCodes,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver-protocol/node';
import type { DiagnosticData } from '../../server/lsp/diagnostics.ts';
import { lifetimes } from './lifetimes.ts';
import { AGENT, AGENT_CORRECTED, COMPOSE, RULE } from './samples.ts';

describe('pulled diagnostics', () => {
  const { project, start } = lifetimes();

  it('come with the newest text, and as unchanged when nothing is new', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/agent.ts'));
    const first = await editor.report(file('src/agent.ts'));
    assert.equal(first.kind, 'full');
    assert.deepEqual(
      first.items.map(({ code }) => code),
      [RULE],
    );
    const second = await editor.report(file('src/agent.ts'), first.resultId);
    assert.deepEqual(second, { kind: 'unchanged', resultId: first.resultId });
    await editor.change(file('src/agent.ts'), AGENT_CORRECTED);
    const third = await editor.report(file('src/agent.ts'), first.resultId);
    assert.equal(third.kind, 'full');
    assert.deepEqual(third.items, []);
    assert.deepEqual(editor.published, [], 'nothing is sent to a client that asks');
  });

  it('never mix two versions, however fast the text changes', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/agent.ts'));
    const answers: Promise<Diagnostic[]>[] = [editor.pull(file('src/agent.ts'))];
    // Long enough that a change arrives while the version before it is analysed.
    const rest = 'export const zeile = { strasse: "Rathausplatz", nummer: 1 };\n'.repeat(1000);
    for (let version = 2; version < 16; version++) {
      await editor.change(file('src/agent.ts'), `${'\n'.repeat(100 * version)}${AGENT}${rest}`);
      answers.push(editor.pull(file('src/agent.ts')));
      if (version % 5 === 0) await answers.at(-1);
    }
    for (const [asked, answer] of (await Promise.all(answers)).entries()) {
      const [found] = answer;
      const { version } = found?.data as DiagnosticData;
      assert.ok(version !== null && version > asked, 'not older than the question');
      assert.equal(found?.range.start.line, version === 1 ? 3 : 3 + 100 * version, `version ${String(version)}`);
    }
  });

  it('carry what finds the finding again', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/agent.ts'));
    const [diagnostic] = await editor.pull(file('src/agent.ts'));
    const data = diagnostic?.data as DiagnosticData;
    assert.match(data.fingerprint, /^[0-9a-f]{32}$/);
    assert.equal(data.version, 1);
    assert.equal(editor.initialized.capabilities.diagnosticProvider?.interFileDependencies, true);
    assert.equal(editor.initialized.capabilities.positionEncoding, 'utf-16');
  });

  it('count characters as UTF-16 after umlauts, emoji and CRLF', async () => {
    const text = `// Ämter 🏛️\r\nimport { Agent } from 'node:https';\r\nconst ort = 'Köln 🏛️'; export const a = [ort, new Agent({ rejectUnauthorized: false })];\r\n`;
    const { folder, file } = project({ 'src/agent.ts': text });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/agent.ts'));
    const [diagnostic] = await editor.pull(file('src/agent.ts'));
    assert.equal(diagnostic?.range.start.line, 2);
    const { start: from, end } = diagnostic.range;
    assert.match(
      text.split('\r\n')[2]?.slice(from.character, end.character) ?? '',
      /^rejectUnauthorized: false$|^false$/,
    );
  });

  it('of the workspace list files that nobody has opened, then wait for news', async () => {
    const { folder, file, uri } = project({ 'src/agent.ts': AGENT, 'compose.yaml': COMPOSE, 'src/harmless.ts': '' });
    const editor = await start({ folders: [folder] });
    const { items } = await editor.workspaceReport();
    assert.deepEqual(
      items.map((item) => item.uri),
      [uri('compose.yaml'), uri('src/agent.ts')],
    );
    const known = Object.fromEntries(items.map((item) => [item.uri, item.resultId ?? '']));
    let answered = false;
    const waiting = editor.workspaceReport(known).then((report) => {
      answered = true;
      return report;
    });
    // Answers come in the order of questions unless one is held back.
    await editor.open(file('src/harmless.ts'));
    await editor.pull(file('src/harmless.ts'));
    assert.equal(answered, false, 'no news, no answer');
    await editor.open(file('src/agent.ts'), AGENT_CORRECTED);
    const news = await waiting;
    assert.deepEqual(
      news.items.map((item) => [item.uri, item.kind === 'full' ? item.items : undefined]),
      [[uri('src/agent.ts'), []]],
    );
  });

  it('of the workspace take away what was said about a document before it was closed', async () => {
    const { folder, file, uri, write } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/agent.ts'));
    assert.equal((await editor.pull(file('src/agent.ts'))).length, 1);
    await editor.close(file('src/agent.ts'));
    write('src/agent.ts', AGENT_CORRECTED);
    await editor.changedOnDisk([uri('src/agent.ts')]);
    // Editors forget the result with the document, but not what they show.
    const { items } = await editor.workspaceReport();
    assert.deepEqual(
      items.map((item) => [item.uri, item.kind === 'full' ? item.items : undefined]),
      [[uri('src/agent.ts'), []]],
    );
  });

  it('of the workspace can be called off while they wait', async () => {
    const { folder } = project({ 'src/harmless.ts': '' });
    const editor = await start({ folders: [folder] });
    const source = new CancellationTokenSource();
    const waiting = editor.connection.sendRequest(
      WorkspaceDiagnosticRequest.type,
      { previousResultIds: [] },
      source.token,
    );
    source.cancel();
    await assert.rejects(waiting, { code: LSPErrorCodes.RequestCancelled });
  });

  it('are asked for again after a change on disk', async () => {
    const { folder, write, uri, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder] });
    assert.equal((await editor.pull(file('src/agent.ts'))).length, 1);
    assert.ok(editor.registered.some(({ method }) => method === 'workspace/didChangeWatchedFiles'));
    write('src/agent.ts', AGENT_CORRECTED);
    write('src/new.ts', AGENT);
    await editor.changedOnDisk([uri('src/agent.ts'), uri('src/new.ts')]);
    assert.deepEqual(await editor.pull(file('src/agent.ts')), []);
    assert.equal((await editor.pull(file('src/new.ts'))).length, 1);
    write('fachlint.json', `{ "rules": { "${RULE}": "off" } }`);
    await editor.changedOnDisk([uri('fachlint.json')]);
    assert.deepEqual(await editor.pull(file('src/new.ts')), []);
  });
});
