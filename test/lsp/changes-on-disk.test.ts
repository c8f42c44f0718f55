/** What happens to files and folders beside the text that is typed: on disk, in the editor's tree, without any watcher. */
import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { TEXTS } from '../../server/lsp/texts.ts';
import { codesOf, type Editor, MODERN } from './editor.ts';
import { fachlint } from '../run-program.ts';
import { lifetimes } from './lifetimes.ts';
import { AGENT, AGENT_CORRECTED, COMPOSE, DOOR, GUARD, RULE } from './samples.ts';

const { didChangeWatchedFiles: _, ...workspace } = MODERN.workspace ?? {};
/** A client that cannot be asked to watch. */
const WITHOUT_WATCHER = { ...MODERN, workspace };
/** Assembled, so that this file holds no key. */
const KEY = ['-----BEGIN RSA PRIVATE', 'KEY-----\n'].join(' ');

/** Paths of the workspace that something is found in. */
async function found(editor: Editor, folder: string): Promise<string[]> {
  const { items } = await editor.workspaceReport();
  return items
    .filter((item) => item.kind === 'full' && item.items.length > 0)
    .map(({ uri }) => decodeURIComponent(new URL(uri).pathname).slice(folder.length + 1));
}

describe('changes on disk', () => {
  const { project, start } = lifetimes();

  it('are watched in files of every kind, as the client was asked to', async () => {
    const { folder, uri, write, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder] });
    await editor.until(() => editor.progress.includes('end'));
    const watching = editor.registered.find(({ method }) => method === 'workspace/didChangeWatchedFiles');
    const { watchers } = watching?.registerOptions as { watchers: { globPattern: string; kind?: number }[] };
    assert.deepEqual(watchers, [{ globPattern: '**/*' }], 'folders, too: their content is not named when they go');
    const texts: Readonly<Record<string, string>> = {
      '.env.production': 'NODE_TLS_REJECT_UNAUTHORIZED=0\n',
      'compose.yaml': COMPOSE,
      'package.json': '{ "scripts": { "start": "NODE_TLS_REJECT_UNAUTHORIZED=0 node server.js" } }\n',
      'src/tief/neu.mjs': AGENT,
    };
    for (const [path, text] of Object.entries(texts)) {
      write(path, text);
      await editor.changedOnDisk([uri(path)]);
      assert.deepEqual(codesOf(await editor.pull(file(path))), [RULE], path);
      write(path, '\n');
      await editor.changedOnDisk([uri(path)]);
      assert.deepEqual(codesOf(await editor.pull(file(path))), [], path);
    }
  });

  it('of .gitignore and fachlint.json decide anew what is judged', async () => {
    const { folder, uri, write } = project({ 'src/agent.ts': AGENT, 'portal/src/agent.ts': AGENT });
    const editor = await start({ folders: [folder] });
    const all = ['portal/src/agent.ts', 'src/agent.ts'];
    assert.deepEqual(await found(editor, folder), all);
    const steps: readonly (readonly [string, string, readonly string[]])[] = [
      ['.gitignore', 'portal\n', ['src/agent.ts']],
      ['.gitignore', '', all],
      ['portal/.gitignore', 'src\n', ['src/agent.ts']],
      ['portal/.gitignore', '# nothing\n', all],
      ['fachlint.json', '{ "exclude": ["src"] }', ['portal/src/agent.ts']],
      ['fachlint.json', '{ "exclude": [] }', all],
    ];
    for (const [path, text, expected] of steps) {
      write(path, text);
      await editor.changedOnDisk([uri(path)]);
      assert.deepEqual(await found(editor, folder), expected, `${path}: ${text}`);
    }
  });

  it('of fachlint-decisions.json silence findings and let them speak again', async () => {
    const { folder, uri, write, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder] });
    const path = 'fachlint-decisions.json';
    const [diagnostic] = await editor.pull(file('src/agent.ts'));
    const { fingerprint } = diagnostic?.data as { fingerprint: string };
    const decided = await fachlint(['decide', '--accept-current', folder]);
    assert.equal(decided.code, 0, decided.stderr);
    assert.ok(readFileSync(file(path), 'utf8').includes(fingerprint));
    const steps: readonly (readonly [string, readonly string[], readonly string[]])[] = [
      [readFileSync(file(path), 'utf8'), [], []],
      ['[\n', [RULE], ['What can be read as JSON ends here.']],
      ['[]\n', [RULE], []],
    ];
    for (const [text, codes, mistakes] of steps) {
      write(path, text);
      await editor.changedOnDisk([uri(path)]);
      assert.deepEqual(codesOf(await editor.pull(file('src/agent.ts'))), codes, text);
      assert.deepEqual(
        (await editor.pull(file(path))).map(({ message }) => message),
        mistakes,
        text,
      );
    }
  });

  it('of a folder are changes of everything in it', async () => {
    const { folder, file, uri } = project({ 'src/agent.ts': AGENT, 'alt/a.ts': AGENT, 'alt/tief/b.ts': AGENT });
    const editor = await start({ folders: [folder] });
    assert.equal((await found(editor, folder)).length, 3);
    renameSync(file('alt'), file('neu'));
    await editor.changedOnDisk([uri('alt'), uri('neu')]);
    assert.deepEqual(await found(editor, folder), ['neu/a.ts', 'neu/tief/b.ts', 'src/agent.ts']);
    rmSync(file('neu'), { recursive: true });
    await editor.changedOnDisk([uri('neu')]);
    assert.deepEqual(await found(editor, folder), ['src/agent.ts']);
  });

  it('that cannot matter lead to no analysis', async () => {
    const { folder, uri, write, file } = project({ '.gitignore': 'erzeugt\n', 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder] });
    await editor.pull(file('src/agent.ts'));
    for (const path of ['node_modules/pg/index.js', 'erzeugt/agent.js', '.git/index', 'dist/agent.js']) {
      write(path, AGENT);
      await editor.changedOnDisk([uri(path)]);
    }
    await editor.pull(file('src/agent.ts'));
    write('src/neu.ts', AGENT);
    await editor.changedOnDisk([uri('src/neu.ts')]);
    assert.equal((await editor.pull(file('src/neu.ts'))).length, 1);
    assert.deepEqual(editor.traced, [TEXTS.en.analysis.finished, TEXTS.en.analysis.finished]);
  });

  it('show nothing of an open file, whose text the editor knows better', async () => {
    const { folder, file, uri, write } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder] });
    await editor.open(file('src/agent.ts'));
    write('src/agent.ts', AGENT_CORRECTED);
    await editor.changedOnDisk([uri('src/agent.ts')]);
    assert.equal((await editor.pull(file('src/agent.ts'))).length, 1);
    await editor.close(file('src/agent.ts'));
    assert.deepEqual(await editor.pull(file('src/agent.ts')), []);
  });

  it('take diagnostics of a deleted or moved file away', async () => {
    const { folder, file, uri } = project({ 'src/agent.ts': AGENT, 'src/alt.ts': AGENT });
    const editor = await start({ folders: [folder], capabilities: {} });
    await editor.pushed(file('src/alt.ts'));
    await editor.open(file('src/agent.ts'));
    await editor.pushed(file('src/agent.ts'), 1);
    // As an editor does it: the document is closed, then the file is gone.
    await editor.close(file('src/agent.ts'));
    rmSync(file('src/agent.ts'));
    await editor.changedOnDisk([uri('src/agent.ts')]);
    await editor.until(() => editor.published.at(-1)?.diagnostics.length === 0);
    assert.equal(editor.published.at(-1)?.uri, uri('src/agent.ts'));
    renameSync(file('src/alt.ts'), file('src/neu.ts'));
    await editor.changedOnDisk([uri('src/alt.ts'), uri('src/neu.ts')]);
    assert.equal((await editor.pushed(file('src/neu.ts'))).length, 1);
    assert.deepEqual(await editor.pushed(file('src/alt.ts')), []);
  });
});

describe('without a watcher', () => {
  const { project, start } = lifetimes();

  it('nobody is asked to watch, and what the editor does with files is enough', async () => {
    const { folder, file, uri } = project({ 'src/agent.ts': AGENT, 'alt/a.ts': AGENT, 'alt/tief/b.ts': AGENT });
    const editor = await start({ folders: [folder], capabilities: WITHOUT_WATCHER });
    assert.equal((await found(editor, folder)).length, 3);
    assert.deepEqual(editor.registered, []);
    const { didRename, didDelete, didCreate } = editor.initialized.capabilities.workspace?.fileOperations ?? {};
    for (const operation of [didRename, didDelete, didCreate]) {
      assert.deepEqual(operation, { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] });
    }
    renameSync(file('alt'), file('neu'));
    await editor.renamed(uri('alt'), uri('neu'));
    assert.deepEqual(await found(editor, folder), ['neu/a.ts', 'neu/tief/b.ts', 'src/agent.ts']);
    const outside = project({});
    renameSync(file('neu/tief'), outside.file('tief'));
    await editor.renamed(uri('neu/tief'), outside.uri('tief'));
    assert.deepEqual(await found(editor, folder), ['neu/a.ts', 'src/agent.ts']);
    rmSync(file('src/agent.ts'));
    await editor.deleted([uri('src/agent.ts')]);
    assert.deepEqual(await found(editor, folder), ['neu/a.ts']);
    rmSync(file('neu'), { recursive: true });
    await editor.deleted([uri('neu')]);
    assert.equal((await editor.pull(file('neu/a.ts'))).length, 0);
  });

  it('a saved file is news, also where it decides about others', async () => {
    const { folder, file } = project({ '.gitignore': '', 'fachlint.json': '{}', 'src/agent.ts': AGENT, '.env': '' });
    const editor = await start({ folders: [folder], capabilities: WITHOUT_WATCHER });
    for (const [path, text] of [
      ['.gitignore', 'src\n'],
      ['.gitignore', ''],
      ['fachlint.json', '{ "exclude": ["src"] }'],
    ] as const) {
      const before = (await editor.pull(file('src/agent.ts'))).length;
      await editor.open(file(path));
      await editor.change(file(path), text);
      assert.equal((await editor.pull(file('src/agent.ts'))).length, before, 'not before it is saved');
      await editor.save(file(path));
      await editor.close(file(path));
      assert.equal((await editor.pull(file('src/agent.ts'))).length, 1 - before, `${path}: ${text}`);
    }
  });

  it('a client that watches by its own configuration is heard as well', async () => {
    const { folder, file, uri, write } = project({ 'src/app.ts': DOOR, 'src/guards.ts': GUARD });
    const editor = await start({ folders: [folder], capabilities: WITHOUT_WATCHER });
    assert.deepEqual(await editor.pull(file('schluessel.pem')), []);
    write('schluessel.pem', `${KEY}${'MIIEowIBAAKCAQEA0Z3VS5JJcds3xfn'.repeat(20)}\n${KEY.replace('BEGIN', 'END')}`);
    await editor.changedOnDisk([uri('schluessel.pem')]);
    assert.deepEqual(codesOf(await editor.pull(file('schluessel.pem'))), ['credentials/no-private-key']);
  });
});
