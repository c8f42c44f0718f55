/** Which changes on disk matter to a workspace, and that none is lost. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { Workspace } from '../server/workspace/workspace.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

describe('changes on disk', () => {
  afterEach(removeTemporaryProjects);

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
