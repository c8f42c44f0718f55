/** Every library and format that rules of encryption speak about stands in a fixture with a finding and in one without. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openerOf, readAnnotations } from './fixture-harness.ts';
import libraries from './libraries.json' with { type: 'json' };

const RULES = fileURLToPath(new URL('./fixtures/rules/', import.meta.url));

interface Row {
  /** What stands in both files; the name of the library where there is no other. */
  readonly word?: string;
  /** A file with a finding that is shown by default, below the fixtures of the rules. */
  readonly bad: string;
  /** A file without. */
  readonly harmless: string;
}

const ROWS: ReadonlyMap<string, Row> = new Map(Object.entries(libraries));

function fixture(path: string, word: string): number {
  const annotated = readFileSync(`${RULES}${path}`, 'utf8');
  const { text, entries } = readAnnotations(annotated, openerOf(path));
  assert.ok(text.includes(word), `${path} does not name ${word}`);
  return entries.filter((entry) => !entry.text.includes('(low)')).length;
}

describe('libraries', () => {
  for (const [name, { word = name, bad, harmless }] of ROWS) {
    it(name, () => {
      assert.ok(fixture(bad, word) > 0, `${bad} has no finding`);
      assert.equal(fixture(harmless, word), 0, `${harmless} has findings`);
    });
  }
});
