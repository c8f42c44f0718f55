/** Which candidates of the knowledge that the rules grew from are covered, and which are still open. */
import assert from 'node:assert/strict';
import { RULES } from '../rules/index.ts';
import candidates from './candidates.json' with { type: 'json' };

/** Candidate id → rules that cover it, wholly or in part. */
const COVERED: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(candidates));

describe('candidates', () => {
  const ids = new Set(RULES.map(({ id }) => id));

  it('are covered by rules that exist', () => {
    const unknown = [...COVERED.values()].flat().filter((rule) => !ids.has(rule));
    assert.deepEqual(unknown, []);
  });

  it('stand behind every rule', () => {
    const covering = new Set([...COVERED.values()].flat());
    // Rules about our own comments come from no candidate.
    const without = [...ids].filter((id) => !id.startsWith('suppression/') && !covering.has(id));
    assert.deepEqual(without, []);
  });

  it('that no rule covers are listed', () => {
    const open = [...COVERED].filter(([, rules]) => rules.length === 0).map(([candidate]) => candidate);
    console.log(
      `      ${String(COVERED.size - open.length)} of ${String(COVERED.size)} covered; open: ${open.join(', ')}`,
    );
    assert.ok(open.length < COVERED.size);
  });
});
