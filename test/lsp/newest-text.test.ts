/** Only the newest text counts: what is called off is answered at once, what is overtaken stops, a burst is one question. */
import assert from 'node:assert/strict';
import {
  CancellationTokenSource,
  CodeActionRequest,
  type Diagnostic,
  DocumentDiagnosticRequest,
  HoverRequest,
  LSPErrorCodes,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver-protocol/node';
import type { DiagnosticData } from '../../server/lsp/diagnostics.ts';
import { TEXTS } from '../../server/lsp/texts.ts';
import { codesOf, type Editor } from './editor.ts';
import { lifetimes } from './lifetimes.ts';
import { AGENT, COMPOSE, RULE } from './samples.ts';

const { finished, superseded } = TEXTS.en.analysis;
const BURST = 50;

describe('the newest text', () => {
  const { project, start } = lifetimes();

  /** So many files that the first scan takes a while. */
  function large(): Readonly<Record<string, string>> {
    const rows = Array.from({ length: 400 }, (_, row) => `export const zeile${row} = { nummer: ${row} };\n`).join('');
    const files = Array.from({ length: 100 }, (_, at) => [`src/fachdienst-${at}.ts`, `${AGENT}${rows}`] as const);
    return Object.fromEntries(files);
  }

  const count = (editor: Editor, what: string): number => editor.traced.filter((line) => line === what).length;

  it('is not waited for by a question that is called off', async () => {
    const { folder, uri } = project(large());
    const editor = await start({ folders: [folder] });
    const textDocument = { uri: uri('src/fachdienst-7.ts') };
    const position = { line: 3, character: 4 };
    const range = { start: position, end: position };
    const ask = [
      [DocumentDiagnosticRequest.method, { textDocument }],
      [WorkspaceDiagnosticRequest.method, { previousResultIds: [] }],
      [CodeActionRequest.method, { textDocument, range, context: { diagnostics: [] } }],
      [HoverRequest.method, { textDocument, position }],
    ] as const;
    for (const [method, params] of ask) {
      const source = new CancellationTokenSource();
      const answer = editor.connection.sendRequest(method, params, source.token);
      source.cancel();
      await assert.rejects(answer, { code: LSPErrorCodes.RequestCancelled }, method);
    }
    assert.equal(count(editor, finished), 0, 'the first scan is still under way');
    assert.deepEqual(codesOf(await editor.pull(new URL(textDocument.uri).pathname)), [RULE], 'and goes on');
  });

  it('ends the analysis of the text before', async () => {
    const { folder, file } = project(large());
    const editor = await start({ folders: [folder] });
    await editor.until(() => editor.progress.includes('report'));
    await editor.open(file('src/fachdienst-7.ts'), `\n${AGENT}`);
    await editor.until(() => count(editor, superseded) === 1);
    assert.equal(count(editor, finished), 0);
    assert.ok(editor.percentage < 100, 'stopped on the way');
    const [found] = await editor.pull(file('src/fachdienst-7.ts'));
    assert.equal(found?.range.start.line, 4);
    assert.equal(count(editor, finished), 1);
  });

  for (const asks of [true, false]) {
    it(`is analysed alone when many come at once (${asks ? 'pulled' : 'pushed'})`, async () => {
      const { folder, file } = project({ 'src/agent.ts': AGENT });
      const editor = await start({ folders: [folder], ...(asks ? {} : { capabilities: {} }) });
      await editor.open(file('src/agent.ts'));
      if (asks) await editor.pull(file('src/agent.ts'));
      else await editor.pushed(file('src/agent.ts'), 1);
      const before = editor.traced.length;
      const answers: Promise<Diagnostic[]>[] = [];
      let version = 0;
      for (let edit = 1; edit <= BURST; edit++) {
        version = await editor.change(file('src/agent.ts'), `${'\n'.repeat(edit)}${AGENT}`);
        if (asks) answers.push(editor.pull(file('src/agent.ts')));
      }
      if (!asks) answers.push(editor.pushed(file('src/agent.ts'), version));
      for (const answer of await Promise.all(answers)) {
        const [found] = answer;
        const { version: judged } = found?.data as DiagnosticData;
        assert.equal(found?.range.start.line, 3 + (judged ?? 0) - 1, `version ${judged}`);
      }
      const last = await Promise.all(answers.slice(-1));
      assert.equal((last[0]?.[0]?.data as DiagnosticData).version, version);
      const analyses = editor.traced.slice(before).length;
      // How many edits arrive during one analysis depends on how busy the machine is; without the rule there would be 50.
      assert.ok(analyses >= 1 && analyses <= BURST / 4, `${analyses} analyses of ${BURST} edits`);
    });
  }

  it('is all that stops an analysis: a disk that never rests delays nothing', async () => {
    const { folder, file, uri, write } = project({ ...large(), 'compose.yaml': '' });
    const editor = await start({ folders: [folder] });
    await editor.until(() => editor.progress.includes('report'));
    write('compose.yaml', COMPOSE);
    await editor.changedOnDisk([uri('compose.yaml')]);
    assert.deepEqual(codesOf(await editor.pull(file('compose.yaml'))), [RULE], 'what is asked later sees the change');
    assert.equal(count(editor, superseded), 0);
  });
});
