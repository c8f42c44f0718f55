/** What one file says about another: an edit here changes the diagnostics there, without an edit there. */
import assert from 'node:assert/strict';
import { codesOf, MODERN } from './editor.ts';
import { lifetimes } from './lifetimes.ts';
import { AGENT, DOOR, DOOR_RULE, GUARD, RULE, WEAK_GUARD } from './samples.ts';

describe('diagnostics of other files', () => {
  const { project, start } = lifetimes();
  const FILES = { 'src/app.ts': DOOR, 'src/guards.ts': GUARD };

  it('are sent to a client that asks for none', async () => {
    const { folder, file, uri } = project(FILES);
    const editor = await start({ capabilities: {}, folders: [folder] });
    await editor.open(file('src/app.ts'));
    await editor.open(file('src/guards.ts'));
    assert.deepEqual(await editor.pushed(file('src/app.ts'), 1), []);
    const codes = (): unknown[] =>
      codesOf(editor.published.findLast((params) => params.uri === uri('src/app.ts'))?.diagnostics ?? []);
    await editor.change(file('src/guards.ts'), WEAK_GUARD);
    await editor.until(() => codes().length === 1);
    assert.deepEqual(codes(), [DOOR_RULE]);
    await editor.change(file('src/guards.ts'), GUARD);
    await editor.until(() => codes().length === 0);
  });

  it('make a client ask anew that was told something else about an open file', async () => {
    const { folder, file } = project(FILES);
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/app.ts'));
    await editor.open(file('src/guards.ts'));
    assert.deepEqual(await editor.pull(file('src/app.ts')), []);
    assert.deepEqual(await editor.pull(file('src/guards.ts')), []);
    await editor.change(file('src/guards.ts'), WEAK_GUARD);
    await editor.until(() => editor.refreshes === 1);
    assert.deepEqual(codesOf(await editor.pull(file('src/app.ts'))), [DOOR_RULE]);
    // On disk, for a file that nobody has open.
    await editor.close(file('src/guards.ts'));
    await editor.until(() => editor.refreshes === 2);
    assert.deepEqual(await editor.pull(file('src/app.ts')), []);
  });

  it('leave a client alone that knows everything already', async () => {
    const { folder, file } = project({ ...FILES, 'src/other.ts': '' });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/app.ts'));
    await editor.open(file('src/guards.ts'));
    await editor.pull(file('src/app.ts'));
    await editor.pull(file('src/guards.ts'));
    // An editor asks by itself for the file that is typed in, and the other file's findings stay the same.
    for (const text of [`${GUARD}\n`, `${GUARD}${AGENT}`, GUARD]) {
      await editor.change(file('src/guards.ts'), text);
      await editor.pull(file('src/guards.ts'));
    }
    await editor.change(file('src/app.ts'), `${DOOR}${AGENT}`);
    assert.deepEqual(codesOf(await editor.pull(file('src/app.ts'))), [RULE]);
    await editor.open(file('src/other.ts'));
    await editor.pull(file('src/other.ts'));
    assert.equal(editor.refreshes, 0);
  });

  it('wait for the question of a client that cannot be made to ask', async () => {
    const { folder, file } = project(FILES);
    const capabilities = { ...MODERN, workspace: { ...MODERN.workspace, diagnostics: {} } };
    const editor = await start({ folders: [folder], capabilities });
    await editor.open(file('src/app.ts'));
    await editor.open(file('src/guards.ts'));
    await editor.pull(file('src/app.ts'));
    await editor.change(file('src/guards.ts'), WEAK_GUARD);
    assert.deepEqual(codesOf(await editor.pull(file('src/app.ts'))), [DOOR_RULE]);
    assert.equal(editor.refreshes, 0);
  });
});
