/** Which changes of files matter to a workspace, and that none is lost. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { LARGEST_FILE } from '../server/workspace/read-text.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

describe('changes of files', () => {
  afterEach(removeTemporaryProjects);

  it('are read up to the same size from an editor as from the disk', async () => {
    const { root } = temporaryProject({ '.env': '' });
    const workspace = await Workspace.open({ root, threads: 1 });
    const line = 'NODE_TLS_REJECT_UNAUTHORIZED=0\n';
    const noticesOf = async (text: string): Promise<unknown[]> => {
      workspace.setText('.env', text);
      const { findings, notices } = await workspace.analyse();
      return [findings.length > 0, notices.map(({ reason }) => reason)];
    };
    assert.deepEqual(await noticesOf(line), [true, []]);
    assert.deepEqual(await noticesOf(line.repeat(LARGEST_FILE / line.length + 1)), [false, ['too-large']]);
    assert.deepEqual(await noticesOf(line), [true, []]);
    await workspace.dispose();
  });

  it('count where files are looked at, also while they are looked for', async () => {
    const deep = `${'tief/'.repeat(60)}b.ts`;
    const project = temporaryProject({ '.gitignore': 'erzeugt\n', 'a.ts': '', 'src/tief/b.ts': '', [deep]: '' });
    const { root } = project;
    const workspace = await Workspace.open({ root, threads: 1 });
    const first = workspace.analyse();
    // The search has read the root before us and is on its way down.
    await new Promise((resolve) => setImmediate(resolve));
    await readdir(root);
    project.write('neu.env', 'NODE_TLS_REJECT_UNAUTHORIZED=0\n');
    assert.equal(workspace.changed('neu.env'), true);
    await first;
    const { findings } = await workspace.analyse();
    assert.deepEqual(
      findings.map(({ path }) => path),
      ['neu.env'],
    );
    for (const path of ['a.ts', 'noch-eine.ts', 'src', 'fachlint.json', '.gitignore', 'src/tief/.gitignore']) {
      assert.equal(workspace.changed(path), true, path);
      await workspace.analyse();
    }
    for (const path of ['erzeugt/c.ts', 'node_modules/pg/index.js', '.git/index', 'node_modules/pg/fachlint.json']) {
      assert.equal(workspace.changed(path), false, path);
    }
    await workspace.dispose();
  });
});
