/** Where a run has its root, and which paths it is narrowed to. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findFiles, projectFolder, rootOf } from '../server/workspace/find-files.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

describe('the root of a run', () => {
  after(removeTemporaryProjects);

  it('is the folder given', async () => {
    const { root } = temporaryProject({ 'fachlint.json': '{}', 'test/muster/a.ts': '' });
    assert.deepEqual(await rootOf([join(root, 'test/muster')]), {
      root: join(root, 'test/muster'),
      only: [],
      missing: [],
    });
    assert.deepEqual(await rootOf([], root), { root, only: [], missing: [] });
    assert.deepEqual(await rootOf(['test'], root), { root: join(root, 'test'), only: [], missing: [] });
  });

  it('of a file is its nearest folder with fachlint.json or .git, else its own folder', async () => {
    const { root } = temporaryProject({ 'amt/fachlint.json': '{}', 'amt/src/tief/a.ts': '', 'register/src/b.ts': '' });
    mkdirSync(join(root, 'register/.git'));
    assert.deepEqual(await rootOf([join(root, 'amt/src/tief/a.ts')]), {
      root: join(root, 'amt'),
      only: ['src/tief/a.ts'],
      missing: [],
    });
    assert.deepEqual(await rootOf(['register/src/b.ts'], root), {
      root: join(root, 'register'),
      only: ['src/b.ts'],
      missing: [],
    });
    const lonely = temporaryProject({ 'x/a.ts': '' });
    assert.equal(await projectFolder(lonely.root), undefined);
    assert.deepEqual(await rootOf([join(lonely.root, 'x/a.ts')]), {
      root: join(lonely.root, 'x'),
      only: ['a.ts'],
      missing: [],
    });
  });

  it('of several paths is their common folder', async () => {
    const { root } = temporaryProject({ 'amt/src/a.ts': '', 'amt/src/b/c.ts': '', 'amt/src2/d.ts': '' });
    assert.deepEqual(await rootOf(['amt/src/b', 'amt/src/a.ts'], root), {
      root: join(root, 'amt/src'),
      only: ['a.ts', 'b'],
      missing: [],
    });
    assert.deepEqual(await rootOf(['amt/src', 'amt/src2'], root), {
      root: join(root, 'amt'),
      only: ['src', 'src2'],
      missing: [],
    });
    assert.deepEqual(await rootOf(['amt', 'amt/src/a.ts'], root), { root: join(root, 'amt'), only: [], missing: [] });
  });

  it('names paths that do not exist', async () => {
    const { root } = temporaryProject({ 'a.ts': '' });
    assert.deepEqual((await rootOf(['fehlt', 'a.ts'], root)).missing, ['fehlt']);
  });

  it('limits the search to the paths named', async () => {
    const { root } = temporaryProject({ 'a/x.ts': '', 'a/y/z.ts': '', 'ab/x.ts': '', 'c.ts': '' });
    assert.deepEqual((await findFiles(root, { include: [], exclude: [] }, ['a/y', 'c.ts'])).files, [
      'a/y/z.ts',
      'c.ts',
    ]);
  });
});
