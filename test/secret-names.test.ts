/** Which names promise a secret: whole words and German compounds, with their exclusions. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { secretStrength } from '../rules/catalog/secret-names.ts';

interface NameTable {
  readonly secret: readonly string[];
  readonly perhaps: readonly string[];
  readonly none: readonly string[];
}

const NAMES = JSON.parse(readFileSync('test/fixtures/names/secrets.json', 'utf8')) as NameTable;

describe('names of secrets', () => {
  for (const [group, strength] of [
    ['secret', 'strong'],
    ['perhaps', 'medium'],
    ['none', undefined],
  ] as const) {
    it(`tells names with the strength ${String(strength)}`, () => {
      assert.deepEqual(
        NAMES[group].filter((name) => secretStrength(name) !== strength),
        [],
      );
    });
  }

  it('knows every name once', () => {
    const all = [...NAMES.secret, ...NAMES.perhaps, ...NAMES.none];
    assert.equal(new Set(all).size, all.length);
    assert.ok(all.length >= 300);
  });
});
