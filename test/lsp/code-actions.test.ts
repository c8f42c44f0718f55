/** What can be done about a finding in the editor. Fixes and suppressions are applied and judged again. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { type CodeAction, type Diagnostic, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import { type Editor, MODERN } from './editor.ts';
import { lifetimes } from './lifetimes.ts';
import { AGENT, COMPOSE, PASSWORD, RULE } from './samples.ts';

describe('code actions', () => {
  const { project, start } = lifetimes();

  async function finding(editor: Editor, file: string): Promise<Diagnostic> {
    const [found] = await editor.pull(file);
    assert.ok(found, 'there is a finding');
    return found;
  }

  const isSuppression = ({ title }: CodeAction): boolean => title.includes('fachlint') || title.includes('uppress');
  const isFix = (action: CodeAction): boolean => !isSuppression(action) && action.command === undefined;

  it('correct the finding, with the edit worked out when it is asked for', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/agent.ts'));
    const found = await finding(editor, file('src/agent.ts'));
    const fix = (await editor.actions(file('src/agent.ts'), found.range, [found])).find(isFix);
    assert.ok(fix, 'a fix is offered');
    assert.equal(fix.kind, 'quickfix');
    assert.equal(fix.edit, undefined);
    assert.deepEqual(fix.diagnostics, [found]);
    await editor.apply((await editor.resolve(fix)).edit);
    assert.deepEqual(await editor.pull(file('src/agent.ts')), []);
    assert.ok(!editor.textOf(file('src/agent.ts')).includes('rejectUnauthorized: false'));
  });

  it('touch other files where a fix needs them', async () => {
    const { folder, file, read } = project({ 'src/db.ts': PASSWORD, '.env.example': 'PORT=' });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/db.ts'));
    const found = await finding(editor, file('src/db.ts'));
    const fix = (await editor.actions(file('src/db.ts'), found.range)).find(isFix);
    assert.ok(fix, 'a fix is offered');
    assert.equal(fix.isPreferred, undefined, 'only safe fixes are preferred');
    await editor.apply((await editor.resolve(fix)).edit);
    assert.match(read('.env.example'), /^PORT=\n\w+=\n$/);
    assert.deepEqual(await editor.pull(file('src/db.ts')), []);
  });

  it('create the other file where there is none', async () => {
    const { folder, file, read } = project({ 'src/db.ts': PASSWORD });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/db.ts'));
    const found = await finding(editor, file('src/db.ts'));
    const fix = (await editor.actions(file('src/db.ts'), found.range)).find(isFix);
    assert.ok(fix);
    assert.equal(existsSync(file('.env.example')), false);
    await editor.apply((await editor.resolve(fix)).edit);
    assert.match(read('.env.example'), /^\w+=\n$/);
  });

  it('suppress the finding with a reason, in the comment syntax and indentation of the file', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT, 'compose.yaml': COMPOSE });
    const editor = await start({ folders: [folder] });
    for (const [path, line, comment] of [
      ['src/agent.ts', 3, `  // fachlint-disable-next-line ${RULE} -- reason`],
      ['compose.yaml', 4, `      # fachlint-disable-next-line ${RULE} -- reason`],
    ] as const) {
      await editor.open(file(path));
      const found = await finding(editor, file(path));
      const suppression = (await editor.actions(file(path), found.range)).find(isSuppression);
      assert.ok(suppression, path);
      await editor.apply((await editor.resolve(suppression)).edit);
      assert.equal(editor.textOf(file(path)).split('\n')[line], comment);
      assert.deepEqual(await editor.pull(file(path)), [], path);
    }
  });

  it('join a suppression that stands there already', async () => {
    const other = 'credentials/no-hardcoded-password';
    const text = AGENT.replace('  reject', `  // fachlint-disable-next-line ${other} -- Testumgebung\n  reject`);
    const { folder, file } = project({ 'src/agent.ts': text });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/agent.ts'));
    const found = (await editor.pull(file('src/agent.ts'))).find(({ code }) => code === RULE);
    assert.ok(found);
    const suppression = (await editor.actions(file('src/agent.ts'), found.range)).find(isSuppression);
    assert.ok(suppression);
    await editor.apply((await editor.resolve(suppression)).edit);
    const comment = `  // fachlint-disable-next-line ${other}, ${RULE} -- Testumgebung`;
    assert.equal(editor.textOf(file('src/agent.ts')).split('\n')[3], comment);
  });

  it('offer no suppression where a comment would break the file', async () => {
    const text = '{ "scripts": { "start": "NODE_TLS_REJECT_UNAUTHORIZED=0 node server.js" } }\n';
    const { folder, file } = project({ 'package.json': text });
    const editor = await start({ folders: [folder] });
    await editor.open(file('package.json'));
    const found = await finding(editor, file('package.json'));
    const actions = await editor.actions(file('package.json'), found.range);
    assert.ok(actions.some(({ command }) => command?.command === 'fachlint.explain'));
    assert.deepEqual(actions.filter(isSuppression), []);
  });

  it('make the reason a placeholder where the client knows snippets', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const workspaceEdit = { documentChanges: true, snippetEditSupport: true };
    const capabilities = { ...MODERN, workspace: { ...MODERN.workspace, workspaceEdit } };
    const editor = await start({ folders: [folder], capabilities, locale: 'de-DE' });
    await editor.open(file('src/agent.ts'));
    const found = await finding(editor, file('src/agent.ts'));
    const suppression = (await editor.actions(file('src/agent.ts'), found.range)).find(({ title }) =>
      title.includes('unterdrücken'),
    );
    assert.ok(suppression);
    const [change] = (await editor.resolve(suppression)).edit?.documentChanges ?? [];
    assert.ok(change && 'edits' in change);
    const value = `  // fachlint-disable-next-line ${RULE} -- \${0:Begründung}\n`;
    assert.deepEqual(
      change.edits.map((edit) => ('snippet' in edit ? edit.snippet.value : '')),
      [value],
    );
  });

  it('refuse an edit that was meant for an older text', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/agent.ts'));
    const found = await finding(editor, file('src/agent.ts'));
    const fix = (await editor.actions(file('src/agent.ts'), found.range)).find(isSuppression);
    assert.ok(fix);
    await editor.change(file('src/agent.ts'), `\n\n${AGENT}`);
    await assert.rejects(editor.resolve(fix), { code: LSPErrorCodes.ContentModified });
  });

  it('open the explanation', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder], locale: 'de' });
    await editor.open(file('src/agent.ts'));
    const found = await finding(editor, file('src/agent.ts'));
    const actions = await editor.actions(file('src/agent.ts'), found.range);
    const command = actions.find((action) => action.command?.command === 'fachlint.explain')?.command;
    assert.deepEqual(command?.arguments, [RULE]);
    const page = await editor.execute('fachlint.explain', command.arguments);
    assert.match(String(page), /^# .+\n[^]*## Abhilfe/);
  });

  it('carry their edit where the client cannot ask for it, and are commands where it knows nothing else', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const codeActionLiteralSupport = { codeActionKind: { valueSet: ['quickfix'] } };
    const eager = await start({
      folders: [folder],
      capabilities: { textDocument: { codeAction: { codeActionLiteralSupport } } },
    });
    await eager.open(file('src/agent.ts'));
    const [found] = await eager.pushed(file('src/agent.ts'), 1);
    assert.ok(found);
    const suppression = (await eager.actions(file('src/agent.ts'), found.range)).find(isSuppression);
    assert.equal(Object.values(suppression?.edit?.changes ?? {}).length, 1);

    const old = await start({ folders: [folder], capabilities: {} });
    await old.open(file('src/agent.ts'));
    await old.pushed(file('src/agent.ts'), 1);
    const commands = await old.rawActions(file('src/agent.ts'), found.range);
    assert.deepEqual(
      commands.map(({ command }) => command),
      ['fachlint.explain'],
    );
  });
});
