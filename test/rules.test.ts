/** Every fixture of every rule: the findings stand where the carets say, whichever way the project is read, and fixes correct. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RULES } from '../rules/index.ts';
import type { Analysis, ScriptEngine } from '../server/model/analysis.ts';
import type { Finding } from '../server/model/finding.ts';
import {
  annotate,
  applyEdits,
  describeFinding,
  fixturesIn,
  openerOf,
  plainFiles,
  ProjectSeries,
  readAnnotations,
  updateKept,
  writeAnnotations,
  type Fixture,
} from './fixture-harness.ts';

const ROOT = fileURLToPath(new URL('./fixtures/rules/', import.meta.url));

/** The ways a project can be read; all of them find the same. */
const WAYS: readonly { name: string; engine: ScriptEngine; wordFilter: boolean }[] = [
  { name: 'oxc', engine: 'oxc', wordFilter: true },
  { name: 'typescript-eslint', engine: 'typescript-eslint', wordFilter: true },
  { name: 'oxc without word filter', engine: 'oxc', wordFilter: false },
];

const series: ProjectSeries[] = [];

before(async () => {
  series.push(
    ...(await Promise.all(
      WAYS.map(({ engine, wordFilter }) => ProjectSeries.open({ engine, wordFilter, threads: 1 })),
    )),
  );
});

after(() => Promise.all(series.map((one) => one.close())));

const analyse = (files: ReadonlyMap<string, string>, way = 0): Promise<Analysis> => {
  const one = series[way];
  assert.ok(one);
  return one.analyse(files);
};

/** All files of a fixture with the findings of one rule below their lines, as one text that a difference is readable in. */
function written(fixture: Fixture, id: string, analysis: Analysis): string[] {
  const rule = RULES.find((each) => each.id === id);
  const shown = (finding: Finding) => (rule && finding.rule === id ? describeFinding(finding, rule) : undefined);
  return fixture.files.map((file) => annotate(file, analysis, shown));
}

const together = (fixture: Fixture, texts: readonly string[]): string =>
  fixture.files.map((file, index) => `=== ${file.path}\n${texts[index] ?? ''}`).join('\n');

function countsOf(analysis: Analysis): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, path } of analysis.findings)
    counts.set(`${rule} in ${path}`, (counts.get(`${rule} in ${path}`) ?? 0) + 1);
  return counts;
}

const brokenFiles = (analysis: Analysis): string[] =>
  analysis.notices.filter((notice) => notice.reason === 'syntax-error').map((notice) => notice.path);

describe('annotations', () => {
  const roundTrip = (path: string, annotated: string) => {
    const { text, entries, remarks } = readAnnotations(annotated, openerOf(path));
    assert.equal(writeAnnotations(text, entries, openerOf(path), remarks), annotated);
    return { text, entries };
  };

  it('stand below their line and are taken out', () => {
    const { text, entries } = roundTrip('a.ts', "const amt = 'Bau';\n//          ^^^^^ some/rule (low)\nexport {};\n");
    assert.equal(text, "const amt = 'Bau';\nexport {};\n");
    assert.deepEqual(entries, [{ start: 12, end: 17, text: 'some/rule (low)' }]);
  });

  it('name their column where the carets would lie below the opener', () => {
    const { text, entries } = roundTrip('a.html', '<a>\n<b/>\n<!--@1 ^^ some/rule -->\n');
    assert.equal(text.slice(entries[0]?.start, entries[0]?.end), 'b/');
  });

  it('may share a line and reach over several lines', () => {
    roundTrip('a.yml', 'a: b\n#  ^ other/rule\n#  ^ some/rule\n');
    const text = 'const a = {\n};\n';
    const annotated = writeAnnotations(text, [{ start: 10, end: 13, text: 'some/rule' }], openerOf('a.ts'));
    assert.equal(annotated, 'const a = {\n//        ^ … some/rule\n};\n');
    assert.equal(readAnnotations(annotated, openerOf('a.ts')).text, text);
  });

  it('leave remarks of a format without comments where they are', () => {
    const { text } = roundTrip('a.json', '// Harmless: nothing.\n{\n  "a": 1\n//     ^ some/rule\n}\n');
    assert.doesNotThrow(() => JSON.parse(text));
  });

  it('do not take an ordinary comment for one', () => {
    const text = '// ^ hoch drei\n//^\n// a ^^ b\n';
    assert.equal(readAnnotations('const a = 1;\n//^\n// a ^^ b\n', openerOf('a.ts')).entries.length, 0);
    assert.equal(readAnnotations(text, openerOf('a.yml')).entries.length, 0);
  });
});

const folders = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

const ids = folders(ROOT).flatMap((category) => folders(join(ROOT, category)).map((name) => `${category}/${name}`));
const suites = ids.map((id) => ({ id, fixtures: fixturesIn(join(ROOT, id)) }));

describe('fixtures', () => {
  it('exist for every rule and only for rules', () => {
    assert.deepEqual([...ids].sort(), RULES.map((rule) => rule.id).sort());
  });

  for (const { id, fixtures } of suites) {
    const least = id.startsWith('suppression/') ? 3 : 10;

    it(`${id}: enough with findings, enough without, and a reason in each of these`, () => {
      const harmless = fixtures.filter((fixture) => fixture.files.every((file) => file.content.entries.length === 0));
      assert.ok(fixtures.length - harmless.length >= least, `only ${fixtures.length - harmless.length} with findings`);
      assert.ok(harmless.length >= least, `only ${harmless.length} harmless`);
      for (const fixture of harmless) {
        const isReasoned = fixture.files.some((file) => /^(?:\/\/|#|<!--) Harmless: \S/m.test(file.annotated));
        assert.ok(isReasoned, `${fixture.name} does not say why it is harmless`);
      }
    });
  }
});

for (const { id, fixtures } of suites) {
  describe(id, () => {
    for (const fixture of fixtures) {
      it(fixture.name, async () => {
        const analysis = await analyse(plainFiles(fixture));
        assert.deepEqual(analysis.crashes, []);
        const texts = written(fixture, id, analysis);
        if (process.env['UPDATE_FIXTURES'] === '1') {
          await Promise.all(fixture.files.map((file, index) => updateKept(file, texts[index] ?? '')));
        } else {
          const expected = fixture.files.map((file) => file.annotated);
          assert.equal(together(fixture, texts), together(fixture, expected));
        }
        for (const [way, { name }] of WAYS.entries()) {
          const other = await analyse(plainFiles(fixture), way);
          assert.deepEqual(other.crashes, [], name);
          assert.equal(together(fixture, written(fixture, id, other)), together(fixture, texts), name);
        }
        await assertFixes(fixture, id, analysis);
      });
    }
  });
}

/** Each fix takes its finding away, brings nothing new and keeps the files readable. */
async function assertFixes(fixture: Fixture, id: string, before: Analysis): Promise<void> {
  const fixable = before.findings.filter((finding) => finding.rule === id && finding.fix && !finding.suppressed);
  for (const finding of fixable) {
    const files = applyEdits(plainFiles(fixture), finding.fix?.edits ?? []);
    const after = await analyse(files);
    const [old, now] = [countsOf(before), countsOf(after)];
    const key = `${finding.rule} in ${finding.path}`;
    const place = `${finding.path} at offset ${finding.range.start}`;
    assert.ok((now.get(key) ?? 0) < (old.get(key) ?? 0), `the fix leaves the finding in ${place}`);
    for (const [name, count] of now) assert.ok(count <= (old.get(name) ?? 0), `the fix in ${place} brings ${name}`);
    assert.deepEqual(brokenFiles(after), brokenFiles(before), `the fix breaks ${place}`);
  }
  for (const file of fixture.files) {
    if (file.fixed === undefined) continue;
    const edits = fixable.flatMap((finding) => finding.fix?.edits ?? []).filter((edit) => edit.path === file.path);
    assert.equal(applyEdits(plainFiles(fixture), edits).get(file.path), file.fixed, `${file.path} after its fixes`);
  }
}
