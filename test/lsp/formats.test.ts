/** A document of every format gets its finding in the editor, at its place, and a comment that the format knows silences it. */
import assert from 'node:assert/strict';
import { DOCUMENT_NAMES, documentOf } from '../samples-of-documents.ts';
import { fileOf, FORMATS, passwordOf } from '../samples-of-formats.ts';
import { lifetimes } from './lifetimes.ts';

describe('documents of every format', () => {
  const { project, start } = lifetimes();

  const files = FORMATS().map((format) => ({ format, ...fileOf(format, 1), shows: passwordOf(0) }));
  const documents = DOCUMENT_NAMES.map((name) => ({ format: name, ...documentOf(name, 1) }));

  for (const { format, path, text, shows } of [...files, ...documents]) {
    it(`get diagnostics and code actions: ${format}`, async () => {
      const { folder, file } = project({ [path]: text });
      const editor = await start({ folders: [folder] });
      await editor.open(file(path));
      const found = await editor.pull(file(path));
      const lines = text.split('\n');
      const marked = found.map(({ range }) =>
        lines[range.start.line]?.slice(range.start.character, range.end.character).replace(/^(['"])(.*)\1$/, '$2'),
      );
      assert.deepEqual(marked, shows === '' ? [] : [shows]);
      const [first] = found;
      if (!first) return;
      const actions = await editor.actions(file(path), first.range, found);
      const suppression = actions.find(({ title }) => title.includes('uppress'));
      assert.equal(suppression === undefined, /\.(?:json|acl)$/.test(path), 'users of Redis and JSON have no comments');
      if (!suppression) return;
      await editor.apply((await editor.resolve(suppression)).edit);
      assert.deepEqual(await editor.pull(file(path)), []);
    });
  }
});
