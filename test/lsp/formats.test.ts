/** A document of every format gets its finding in the editor, at its place, and a comment that the format knows silences it. */
import assert from 'node:assert/strict';
import { fileOf, FORMATS, passwordOf } from '../samples-of-formats.ts';
import { lifetimes } from './lifetimes.ts';

/** JSON has no comments. */
const WITHOUT_COMMENTS: ReadonlySet<string> = new Set(['json']);

describe('documents of every format', () => {
  const { project, start } = lifetimes();

  it('get diagnostics and code actions', async () => {
    const files = FORMATS().map((format) => ({ format, ...fileOf(format, 1) }));
    const { folder, file } = project(Object.fromEntries(files.map(({ path, text }) => [path, text])));
    const editor = await start({ folders: [folder] });
    for (const { format, path, text } of files) {
      await editor.open(file(path));
      const found = await editor.pull(file(path));
      const lines = text.split('\n');
      const [first, ...others] = found.map(({ range }) =>
        lines[range.start.line]?.slice(range.start.character, range.end.character),
      );
      assert.deepEqual([first?.replace(/^(['"])(.*)\1$/, '$2'), others], [passwordOf(0), []], path);
      const actions = await editor.actions(file(path), found[0]!.range, found);
      const suppression = actions.find(({ title }) => title.includes('uppress'));
      assert.equal(suppression === undefined, WITHOUT_COMMENTS.has(format), path);
      if (!suppression) continue;
      await editor.apply((await editor.resolve(suppression)).edit);
      assert.deepEqual(await editor.pull(file(path)), [], path);
    }
  });
});
