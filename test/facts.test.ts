/** What a file means, seen alone: every fact stands where the carets of its fixture say, whichever engine parsed it. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCRIPT_ENGINES, type ScriptEngine } from '../server/model/analysis.ts';
import { extractFacts } from '../server/extract/extract-facts.ts';
import { parseDocument } from '../server/parse/parse-document.ts';
import { describeFacts, readShown } from './describe-fact.ts';
import { fixturesIn, updateKept, writeAnnotations, type FixtureFile } from './fixture-harness.ts';

const ROOT = fileURLToPath(new URL('./fixtures/facts/', import.meta.url));
/** Says that a fixture is right and the engine is not there yet. The test fails as soon as the two agree. */
const NOT_YET = /^(?:\/\/|#) not yet: /m;

async function written({ path, content, opener, annotated }: FixtureFile, engine: ScriptEngine): Promise<string> {
  const shown = readShown(annotated);
  assert.ok(shown, 'the first line says which facts the fixture shows: // shows: call, named-value');
  const document = await parseDocument({ path, text: content.text, kind: 'main', stage: 'unknown' }, engine);
  assert.deepEqual(document.notices, []);
  const entries = describeFacts(await extractFacts(document), content.text, shown);
  return writeAnnotations(content.text, entries, opener, content.remarks);
}

const folders = readdirSync(ROOT).sort();

for (const folder of folders) {
  describe(`facts: ${folder}`, () => {
    const files = fixturesIn(join(ROOT, folder)).flatMap((fixture) =>
      // Below a folder of their own files stand where their path says something.
      fixture.files.map((file) => ({
        ...file,
        name: fixture.files.length > 1 ? `${fixture.name}/${file.path}` : file.path,
      })),
    );
    for (const file of files) {
      it(file.name, async function () {
        const [first = '', second = ''] = await Promise.all(SCRIPT_ENGINES.map((engine) => written(file, engine)));
        assert.equal(second, first, `${SCRIPT_ENGINES.join(' and ')} differ`);
        if (NOT_YET.test(file.annotated)) {
          assert.notEqual(first, file.annotated, 'the engine is there now: take the mark "not yet" away');
          this.skip();
        }
        if (process.env['UPDATE_FIXTURES'] === '1') await updateKept(file, first);
        else assert.equal(first, file.annotated);
      });
    }
  });
}
