/** How the files of a project are read. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findFiles } from '../server/workspace/find-files.ts';
import { encodeText, LARGEST_FILE, readText, readTextSync } from '../server/workspace/read-text.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

describe('reading files', () => {
  after(removeTemporaryProjects);

  it('decodes what German projects hold and encodes it again', async () => {
    const { root } = temporaryProject({
      'utf8.txt': Buffer.from('Bürgerbüro'),
      'bom.txt': Buffer.from('\uFEFFBürgerbüro'),
      'utf16.txt': Buffer.from('\uFEFFBürgerbüro', 'utf16le'),
      'latin1.properties': Buffer.from('Bürgerbüro', 'latin1'),
    });
    const encodings = {
      'utf8.txt': 'utf-8',
      'bom.txt': 'utf-8-bom',
      'utf16.txt': 'utf-16le',
      'latin1.properties': 'windows-1252',
    };
    for (const [path, encoding] of Object.entries(encodings)) {
      const read = await readText(join(root, path));
      assert.deepEqual(read, { text: 'Bürgerbüro', encoding });
      assert.deepEqual(readTextSync(join(root, path)), read);
    }
    assert.deepEqual(encodeText('ü', 'windows-1252'), Buffer.from([0xfc]));
    assert.equal(encodeText('→', 'windows-1252'), undefined);
    assert.deepEqual(encodeText('ü', 'utf-8-bom'), Buffer.from('\uFEFFü'));
  });

  it('says why there is no text', async () => {
    const { root } = temporaryProject({
      'gross.json': Buffer.alloc(LARGEST_FILE + 1, 32),
      'bild.txt': Buffer.from([1, 2, 0, 3]),
      'ordner/a.ts': '',
    });
    for (const read of [readText, readTextSync]) {
      assert.equal(await read(join(root, 'gross.json')), 'too-large');
      assert.equal(await read(join(root, 'bild.txt')), 'binary');
      assert.equal(await read(join(root, 'ordner')), 'missing');
      assert.equal(await read(join(root, 'fehlt.ts')), 'missing');
    }
  });

  it('does not wait for a named pipe', async function () {
    const { root } = temporaryProject();
    try {
      execFileSync('mkfifo', [join(root, 'rohr')]);
    } catch {
      this.skip();
    }
    assert.equal(await readText(join(root, 'rohr')), 'missing');
    assert.deepEqual((await findFiles(root, { include: [], exclude: [] })).files, []);
  });
});
