/** Many corrections in one step: all of one rule in a file or everywhere, and all safe ones before a save. */
import assert from 'node:assert/strict';
import type { CodeAction, Range } from 'vscode-languageserver-protocol/node';
import type { Finding, Fix } from '../../server/model/finding.ts';
import { editsOf, isWanted } from '../../server/lsp/fix-all.ts';
import { codesOf, type Editor } from './editor.ts';
import { lifetimes } from './lifetimes.ts';
import { AGENT, PASSWORD, RULE, SECRET, TWO_AGENTS } from './samples.ts';

const EVERYWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
const PASSWORD_RULE = 'credentials/no-hardcoded-password';
const UNUSED = `// fachlint-disable-next-line ${RULE} -- Testumgebung\nexport const a = 1;\n`;

describe('fix all', () => {
  const { project, start } = lifetimes();

  async function offered(editor: Editor, file: string, title: RegExp): Promise<CodeAction[]> {
    const [found] = (await editor.pull(file)).filter(({ code }) => code === RULE);
    assert.ok(found);
    return (await editor.actions(file, found.range, [found])).filter((action) => title.test(action.title));
  }

  it('of one rule in one file, and of no other rule', async () => {
    const { folder, file } = project({ 'src/agent.ts': `${TWO_AGENTS}${PASSWORD}` });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/agent.ts'));
    const actions = await offered(editor, file('src/agent.ts'), /all 2 places in this file/);
    const [action] = actions;
    assert.equal(actions.length, 1, 'once, however many places the cursor touches');
    assert.ok(action);
    assert.equal(action.kind, 'quickfix');
    assert.equal(action.isPreferred, undefined);
    assert.equal(action.edit, undefined);
    assert.deepEqual(await offered(editor, file('src/agent.ts'), /workspace/), [], 'nothing elsewhere');
    const { edit } = await editor.resolve(action);
    assert.deepEqual(
      edit?.documentChanges?.map((change) => 'textDocument' in change && change.textDocument.version),
      [1],
    );
    await editor.apply(edit);
    assert.deepEqual(codesOf(await editor.pull(file('src/agent.ts'))), [PASSWORD_RULE]);
    assert.equal(editor.textOf(file('src/agent.ts')).match(/rejectUnauthorized: true/g)?.length, 2);
  });

  it('of one rule only where there is more than one place', async () => {
    const { folder, file } = project({ 'src/agent.ts': `${AGENT}${PASSWORD}` });
    const editor = await start({ folders: [folder], locale: 'de' });
    await editor.open(file('src/agent.ts'));
    assert.deepEqual(await offered(editor, file('src/agent.ts'), /Alle/), []);
    await editor.change(file('src/agent.ts'), `${TWO_AGENTS}${PASSWORD}`);
    assert.equal(
      (await offered(editor, file('src/agent.ts'), /^Alle 2 Stellen in dieser Datei korrigieren/)).length,
      1,
    );
  });

  it('of one rule in all files of all folders, open or not', async () => {
    const first = project({ 'src/agent.ts': TWO_AGENTS, 'src/open.ts': AGENT, 'src/closed.ts': AGENT });
    const second = project({ 'src/other.ts': AGENT, 'src/db.ts': PASSWORD });
    const editor = await start({ folders: [first.folder, second.folder] });
    await editor.until(() => editor.progress.includes('end'));
    await editor.open(first.file('src/agent.ts'));
    await editor.open(first.file('src/open.ts'));
    // The editor knows a newer text than the disk.
    const version = await editor.change(first.file('src/open.ts'), `\n\n${AGENT}`);
    const [action] = await offered(editor, first.file('src/agent.ts'), /all 5 places in the workspace/);
    assert.ok(action);
    const { edit } = await editor.resolve(action);
    const versions = (edit?.documentChanges ?? []).map((change) =>
      'textDocument' in change ? [change.textDocument.uri, change.textDocument.version] : [],
    );
    assert.deepEqual(versions, [
      [first.uri('src/agent.ts'), 1],
      [first.uri('src/closed.ts'), null],
      [first.uri('src/open.ts'), version],
      [second.uri('src/other.ts'), null],
    ]);
    await editor.apply(edit);
    await editor.changedOnDisk([first.uri('src/closed.ts'), second.uri('src/other.ts')]);
    const { items } = await editor.workspaceReport();
    assert.deepEqual(
      items.flatMap((item) => (item.kind === 'full' && item.items.length > 0 ? [item.uri] : [])),
      [second.uri('src/db.ts')],
      'only the other rule is left',
    );
  });

  it('writes each line once that several corrections add to another file', async () => {
    const { folder, file, read } = project({ 'src/db.ts': PASSWORD, 'src/zwei.ts': PASSWORD, '.env.example': 'PORT=' });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/db.ts'));
    const [found] = await editor.pull(file('src/db.ts'));
    assert.ok(found);
    const actions = await editor.actions(file('src/db.ts'), found.range);
    const action = actions.find(({ title }) => title.includes('workspace'));
    assert.ok(action);
    await editor.apply((await editor.resolve(action)).edit);
    assert.match(read('.env.example'), /^PORT=\n\w+=\n$/);
    assert.equal(read('src/zwei.ts').includes(SECRET), false);
  });

  it('leaves a file alone that is not the one that was judged', async () => {
    const { folder, file, write, uri } = project({ 'src/agent.ts': AGENT, 'src/changed.ts': AGENT });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/agent.ts'));
    await editor.until(() => editor.progress.includes('end'));
    const [action] = await offered(editor, file('src/agent.ts'), /workspace/);
    assert.ok(action);
    // Nobody tells the server.
    write('src/changed.ts', `\n\n${AGENT}`);
    const { edit } = await editor.resolve(action);
    assert.deepEqual(
      edit?.documentChanges?.map((change) => 'textDocument' in change && change.textDocument.uri),
      [uri('src/agent.ts')],
    );
    assert.equal((await editor.pull(file('src/changed.ts')))[0]?.range.start.line, 5, 'and judges it anew');
  });

  it('safe ones only, as source.fixAll.fachlint', async () => {
    const { folder, file } = project({ 'src/agent.ts': `${AGENT}${UNUSED}${UNUSED.replace('a =', 'b =')}` });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/agent.ts'));
    for (const kind of ['source', 'source.fixAll', 'source.fixAll.fachlint']) {
      const actions = await editor.actions(file('src/agent.ts'), EVERYWHERE, [], [kind]);
      assert.deepEqual(
        actions.map((action) => action.kind),
        ['source.fixAll.fachlint'],
        kind,
      );
    }
    assert.deepEqual(await editor.actions(file('src/agent.ts'), EVERYWHERE, [], ['source.fixAll.eslint']), []);
    const [action] = await editor.actions(file('src/agent.ts'), EVERYWHERE, [], ['source.fixAll']);
    assert.ok(action);
    await editor.apply((await editor.resolve(action)).edit);
    assert.equal(editor.textOf(file('src/agent.ts')), `${AGENT}export const a = 1;\nexport const b = 1;\n`);
    assert.deepEqual(codesOf(await editor.pull(file('src/agent.ts'))), [RULE], 'a suggestion needs a click');
    assert.deepEqual(await editor.actions(file('src/agent.ts'), EVERYWHERE, [], ['source.fixAll']), []);
  });

  it('judges what is about to be saved, also where only saved text is judged', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder], settings: { run: 'onSave' } });
    await editor.open(file('src/agent.ts'));
    await editor.pull(file('src/agent.ts'));
    await editor.change(file('src/agent.ts'), `${AGENT}${UNUSED}`);
    assert.deepEqual(await editor.actions(file('src/agent.ts'), EVERYWHERE, [], ['quickfix']), []);
    const [action] = await editor.actions(file('src/agent.ts'), EVERYWHERE, [], ['source.fixAll']);
    assert.ok(action);
    await editor.apply((await editor.resolve(action)).edit);
    assert.equal(editor.textOf(file('src/agent.ts')), `${AGENT}export const a = 1;\n`);
  });
});

describe('corrections in one step', () => {
  const edit = (start: number, end: number, text: string, path = 'a.ts'): Fix['edits'][number] => ({
    ...{ path, range: { start, end }, text },
  });
  const finding = (safety: Fix['safety'], ...edits: Fix['edits']): Finding => ({
    ...{ rule: RULE, severity: 'error', confidence: 'high', path: 'a.ts', range: { start: 0, end: 1 } },
    ...{ message: { de: '', en: '' }, advice: { de: '', en: '' }, related: [], fingerprint: '', secret: false },
    fix: { safety, title: { de: '', en: '' }, edits },
  });

  it('take suggestions only where one was chosen', () => {
    const safe = finding('safe');
    const suggested = finding('suggestion');
    const { fix: _fix, ...without } = safe;
    const chosen = (suggestions: boolean): Finding[] =>
      [safe, suggested, without, { ...safe, rule: PASSWORD_RULE }].filter((each) =>
        isWanted(each, { rule: RULE, suggestions }),
      );
    assert.deepEqual(chosen(false), [safe]);
    assert.deepEqual(chosen(true), [safe, suggested]);
  });

  it('leave what gets into the way for the next time, and do what they share once', () => {
    const first = edit(10, 20, 'x');
    const overlapping = edit(15, 25, 'y');
    const shared = edit(0, 0, "import 'a';\n");
    const other = edit(0, 0, "import 'b';\n");
    const behind = edit(20, 22, 'z');
    const elsewhere = edit(10, 20, 'x', 'b.ts');
    const findings = [
      finding('safe', first, shared),
      finding('safe', overlapping, edit(40, 41, 'whole fix is left')),
      finding('safe', behind, shared),
      finding('safe', elsewhere),
      finding('safe', other),
    ];
    assert.deepEqual(editsOf(findings, new Map()), [first, shared, behind, elsewhere]);
  });

  it('give different secrets with one name a variable each', () => {
    const moved = (path: string, start: number, end: number): Finding =>
      finding(
        'suggestion',
        edit(start, end, "process.env['PASSWORT'] as string", path),
        ...[{ ...edit(0, 0, 'PASSWORT=\n', '.env.example'), append: true as const }],
      );
    const texts = new Map([
      ['a.ts', "passwort = 'Linde7'"],
      ['b.ts', 'passwort = "Linde7"'],
      ['c.ts', "passwort = 'Ahorn9'"],
      ['d.ts', "passwort = process.env.PASSWORT ?? 'Buche1'"],
    ]);
    const fallback = finding('suggestion', edit(11, 43, 'process.env.PASSWORT', 'd.ts'));
    const found = ['a.ts', 'b.ts', 'c.ts'].map((path) => moved(path, 11, 19));
    const edits = editsOf([...found, fallback], texts);
    assert.deepEqual(
      edits.map(({ path, text }) => [path, text]),
      [
        ['a.ts', "process.env['PASSWORT'] as string"],
        ['.env.example', 'PASSWORT=\n'],
        ['b.ts', "process.env['PASSWORT'] as string"],
        ['c.ts', "process.env['PASSWORT_2'] as string"],
        ['.env.example', 'PASSWORT_2=\n'],
        ['d.ts', 'process.env.PASSWORT'],
      ],
    );
  });
});
