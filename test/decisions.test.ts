/** Which entry is which finding, what becomes of entries, and that a swapped secret is never decided. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyDecisions, type DecisionsInput } from '../server/judge/decisions.ts';
import { tagOf } from '../server/judge/literal-tag.ts';
import { isConfirmed, type Decision } from '../server/model/decision.ts';
import type { Finding } from '../server/model/finding.ts';
import { parseDecisions, textOfDecisions } from '../server/workspace/decision-file.ts';
import { ProjectSeries } from './fixture-harness.ts';
import { NO_MD5, NO_PASSWORD } from './judged-rules.ts';

let series: ProjectSeries;
before(async () => {
  series = await ProjectSeries.open({ threads: 1, rules: [NO_PASSWORD, NO_MD5] });
});
after(() => series.close());

const found = async (files: Readonly<Record<string, string>>): Promise<readonly Finding[]> =>
  (await series.analyse(new Map(Object.entries(files)))).findings;
const entryOf = ({ path, fingerprint, rule, tag }: Finding, rest: Partial<Decision> = {}): Decision => ({
  ...{ path, fingerprint, rule, tag, decision: 'known' },
  ...rest,
});
const TODAY = '2026-06-01';
const input = (decisions: readonly Decision[], rest: Partial<DecisionsInput> = {}): DecisionsInput => ({
  ...{ decisions, today: TODAY, needsConfirmation: false, exists: () => true },
  ...rest,
});
const states = (findings: readonly Finding[], given: DecisionsInput): readonly string[] =>
  applyDecisions(findings, given).decisions.map(({ state }) => state);

const PATH = 'src/zugang.ts';
const CODE = "export const melde = { kennwort: 'start123' };\n";

describe('decisions', () => {
  it('hold until their last day and open again after it', async () => {
    const findings = await found({ [PATH]: CODE });
    const [finding] = findings;
    assert.ok(finding);
    for (const [until, state] of [
      ['2026-06-01', 'holds'],
      ['2026-05-31', 'expired'],
      ['2027-01-01', 'holds'],
    ] as const) {
      const result = applyDecisions(findings, input([entryOf(finding, { until })]));
      assert.equal(result.decisions[0]?.state, state, until);
      assert.equal(result.findings[0]?.decision !== undefined, state === 'holds');
    }
  });

  it('about risks and false alarms wait for a second person where that is demanded', async () => {
    const findings = await found({ [PATH]: CODE });
    const [finding] = findings;
    assert.ok(finding);
    const needs = { needsConfirmation: true };
    const risk = { decision: 'accepted-risk', reason: 'Labor', by: 'Anna Amt' } as const;
    assert.deepEqual(states(findings, input([entryOf(finding, risk)], needs)), ['unconfirmed']);
    assert.deepEqual(states(findings, input([entryOf(finding, { ...risk, confirmedBy: ' anna  AMT' })], needs)), [
      'unconfirmed',
    ]);
    assert.deepEqual(states(findings, input([entryOf(finding, { ...risk, confirmedBy: 'Bernd' })], needs)), ['holds']);
    assert.deepEqual(states(findings, input([entryOf(finding, risk)])), ['holds']);
    assert.deepEqual(states(findings, input([entryOf(finding)], needs)), ['holds'], 'known needs none');
    assert.ok(!isConfirmed({ by: 'A' }));
  });

  it('follow a file that was moved, if only one finding can be meant', async () => {
    const [before] = await found({ [PATH]: CODE });
    assert.ok(before);
    const moved = await found({ 'src/neu/zugang.ts': CODE });
    const gone = { exists: (path: string) => path !== PATH };
    assert.deepEqual(states(moved, input([entryOf(before)], gone)), ['holds']);
    assert.deepEqual(states(moved, input([entryOf(before)])), ['stale'], 'the old file is still there');
    const copied = await found({ 'src/a.ts': CODE, 'src/b.ts': CODE });
    assert.deepEqual(states(copied, input([entryOf(before)], gone)), ['stale']);
    const other = await found({ 'src/neu/zugang.ts': CODE.replace('start123', 'start124') });
    assert.deepEqual(states(other, input([entryOf(before)], gone)), ['stale']);
  });

  it('stay when lines move, quotes change and variables are renamed', async () => {
    const code = "function oeffne(mandant) {\n  return verbinde({ mandant, kennwort: 'start123' });\n}\n";
    const [before] = await found({ [PATH]: code });
    assert.ok(before);
    const after = await found({
      [PATH]: `// Kopf\n\n${code.replaceAll("'", '"').replaceAll('mandant', 'kunde')}`,
    });
    assert.equal(after[0]?.tag, before.tag);
  });

  const SHAPES: readonly (readonly [string, (secret: string) => string])[] = [
    ['src/a.ts', (secret) => `const kennwort = ${JSON.stringify(secret)};\n`],
    ['src/b.ts', (secret) => `verbinde({ a: { kennwort: ${JSON.stringify(secret)} } });\n`],
    ['src/c.ts', (secret) => `export class Zugang { kennwort = '${secret}'; }\n`],
    ['config/d.yaml', (secret) => `db:\n  kennwort: "${secret}"\n`],
    ['config/e.env', (secret) => `kennwort=${secret}\n`],
    ['config/f.json', (secret) => `{ "kennwort": "${secret}" }\n`],
    ['src/g.ts', (secret) => `const algorithmus = createHash('${secret}');\nconst kennwort = \`${secret}\`;\n`],
  ];
  const secrets = fc.stringMatching(/^[A-Za-z0-9_.-]{6,24}$/);

  it('never hold for another secret in the same place, but once in 4096 times', async function () {
    this.timeout(60_000);
    let swaps = 0;
    let kept = 0;
    const swap = fc.record({ shape: fc.constantFrom(...SHAPES), one: secrets, other: secrets });
    await fc.assert(
      fc.asyncProperty(fc.array(swap, { minLength: 60, maxLength: 60 }), async (all) => {
        const files = (which: 'one' | 'other'): Readonly<Record<string, string>> =>
          Object.fromEntries(
            all.map(({ shape: [path, text], ...both }, at) => [`${String(at)}/${path}`, text(both[which])]),
          );
        const before = await found(files('one'));
        const after = await found(files('other'));
        assert.ok(before.length >= all.length);
        assert.deepEqual(new Set(states(before, input(before.map((each) => entryOf(each))))), new Set(['holds']));
        for (const finding of before) {
          const pair = all[Number(finding.path.split('/')[0])];
          if (!pair || pair.one === pair.other) continue;
          const now = after.find(
            ({ path, fingerprint }) => path === finding.path && fingerprint === finding.fingerprint,
          );
          assert.ok(now, 'the fingerprint holds no secret');
          swaps++;
          if (now.tag === finding.tag) kept++;
        }
      }),
      { numRuns: 10, seed: 20260601, endOnFailure: true },
    );
    assert.ok(swaps >= 500, String(swaps));
    assert.ok(kept <= 2, `${String(kept)} of ${String(swaps)} were not noticed`);
  });
});

describe('what is written about a literal', () => {
  const words = Array.from({ length: 200_000 }, (_, number) => `Rathaus${String(number)}`);
  const fingerprints = ['0', '1', '2', '3', '4'].map((digit) => digit.repeat(32));

  it('does not confirm a guess, with several entries about one secret either', () => {
    const secret = 'Rathaus4711';
    const tags = fingerprints.map((fingerprint) => tagOf(fingerprint, secret));
    const candidates = words.filter((word) => fingerprints.every((print, at) => tagOf(print, word) === tags[at]));
    assert.ok(candidates.includes(secret));
    // 200,000 / 4096 are 49; a full hash would leave one.
    assert.ok(candidates.length > 20 && candidates.length < 100, String(candidates.length));
  });

  it('cannot be computed back like a linear hash', () => {
    const [print = ''] = fingerprints;
    const bits = (text: string): number => Number.parseInt(tagOf(print, text), 16);
    // In a linear hash the difference of two characters is the same whatever stands around them.
    const differences = words.slice(0, 500).map((word) => bits(`${word}a`) - bits(`${word}b`));
    assert.ok(new Set(differences).size > 400);
  });

  it('leaves fingerprints as they are, so that these say nothing of a secret', async () => {
    const prints: string[][] = [];
    for (const secret of ['geheim-1', 'ganz-anderes', 'xK93jd02lQ']) {
      const findings = await found({
        'src/a.ts': `const kennwort = '${secret}';\nverbinde('db', { kennwort: '${secret}' }, '${secret}');\n`,
        'b.yaml': `kennwort: ${secret}\n`,
        'c.env': `kennwort=${secret}\n`,
      });
      prints.push(findings.map(({ fingerprint }) => fingerprint));
    }
    assert.ok((prints[0]?.length ?? 0) >= 3);
    for (const each of prints) assert.deepEqual(each, prints[0]);
  });
});

describe('the decision file', () => {
  const entry: Decision = {
    ...{
      path: 'src/a.ts',
      fingerprint: 'a'.repeat(32),
      rule: 'credentials/no-password',
      decision: 'known',
      tag: '0a1',
    },
  };
  const other: Decision = { ...entry, path: 'src/b.ts', decision: 'planned', reason: 'Umbau', until: '2027-03-31' };
  const line = (given: Decision): string => JSON.stringify(given);
  const errorOf = (text: string): string => {
    const { decisions, errors } = parseDecisions(text);
    assert.deepEqual(decisions, []);
    const [error] = errors;
    return error ? `${String(error.line)}: ${error.messages.en}` : '';
  };

  it('is the same however its entries came together', () => {
    const text = textOfDecisions([other, entry]);
    assert.equal(text, textOfDecisions([entry, other, entry]));
    assert.equal(textOfDecisions(parseDecisions(text).decisions), text);
    assert.equal(text.split('\n').length, 5);
    assert.equal(textOfDecisions([]), '[]\n');
    assert.deepEqual(parseDecisions('[]').errors, []);
  });

  it('may be formatted anew, and put together by git without commas or with doubles', () => {
    assert.equal(parseDecisions(JSON.stringify([entry, other], undefined, 4)).decisions.length, 2);
    const merged = `[\n  ${line(entry)}\n  ${line(other)},\n  ${line(entry)}\n]\n`;
    assert.deepEqual(parseDecisions(merged).errors, []);
    assert.equal(parseDecisions(merged).decisions.length, 2);
    assert.equal(parseDecisions(merged).lineOf(parseDecisions(merged).decisions[1] ?? entry), undefined);
    const loaded = parseDecisions(merged);
    assert.deepEqual(
      loaded.decisions.map((each) => loaded.lineOf(each)),
      [2, 3],
    );
  });

  it('names what is wrong with it, and the line', () => {
    const wrong = (rest: object): string => `[\n${line(other)},\n${JSON.stringify({ ...entry, ...rest })}\n]`;
    const cases: readonly (readonly [string, RegExp])[] = [
      ['', /^1: /],
      ['[\n{"path": ', /^2: What can be read as JSON ends here/],
      [`[\n<<<<<<< HEAD\n${line(entry)}\n=======\n>>>>>>> x\n]`, /^2: A conflict marker/],
      ['{ "version": 2, "decisions": [] }', /^1: .*newer version/],
      [wrong({ severity: 'low' }), /^3: "severity" is not known here; .*newer version/],
      [wrong({ decision: 'egal' }), /^3: For "decision" this is expected: known, /],
      [wrong({ fingerprint: 'abc' }), /^3: For "fingerprint"/],
      [wrong({ path: '../x' }), /^3: For "path"/],
      [wrong({ path: undefined }), /^3: The decision lacks "path"/],
      [wrong({ until: '2026-02-30' }), /^3: For "until" this is expected: a day like/],
      [wrong({ decision: 'accepted-risk' }), /^3: The decision lacks "reason"/],
      [
        `[\n${line(entry)},\n${line({ ...entry, decision: 'planned', reason: 'x' })}\n]`,
        /^3: Line 2 decides differently/,
      ],
      ['[\n7\n]', /^2: A decision is expected here/],
      ['7', /^1: A list of decisions/],
    ];
    for (const [text, expected] of cases) assert.match(errorOf(text), expected);
  });
});
