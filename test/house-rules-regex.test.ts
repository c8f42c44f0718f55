/** No regular expression of the product backtracks worse than linearly; verdicts in `regex-verdicts.json`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expressionsIn, expressionsOf, verdictOn } from './generate/regex-verdicts.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const verdicts = JSON.parse(readFileSync(new URL('regex-verdicts.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

describe('house rules: regular expressions', () => {
  it('each has a verdict', () => {
    const missing = expressionsOf(root).filter((expression) => verdicts[expression] === undefined);
    assert.deepEqual(missing, [], 'Run: npm run generate');
  });

  it('each is safe', () => {
    const unsafe = Object.entries(verdicts).filter(([, verdict]) => verdict !== 'safe');
    assert.deepEqual(unsafe, []);
  });

  it('recheck finds an expression that backtracks', async () => {
    assert.equal(await verdictOn('/^(?:a+)+$/'), 'vulnerable');
    assert.equal(await verdictOn('/^a+$/'), 'safe');
  }).timeout(60_000);

  it('literals are found wherever they stand', () => {
    const text = "const a = /x+/g; export const b = { c: [/y/u], d: 'no /z/' }; f(`${/t/i.test('')}`);";
    assert.deepEqual(expressionsIn(text), ['/x+/g', '/y/u', '/t/i']);
  });
});
