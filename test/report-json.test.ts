/** The report for programs: its schema, its counts, and that it holds no secret. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { reportAsJson } from '../server/report/json.ts';
import { SAMPLE, SECRETS, surroundings } from './report-sample.ts';

interface Report {
  readonly language: string;
  readonly findings: readonly {
    readonly path: string;
    readonly message: string;
    readonly start: unknown;
    readonly end: unknown;
    readonly group?: number;
    readonly suppressed?: { readonly reason: string };
  }[];
  readonly rules: readonly { readonly id: string; readonly norms: readonly { readonly control: string }[] }[];
  readonly notJudged: readonly unknown[];
  readonly summary: unknown;
}

const schema = JSON.parse(
  readFileSync(new URL('../server/report/report.schema.json', import.meta.url), 'utf8'),
) as object;
const validate = new Ajv({ allErrors: true }).compile(schema);

describe('report as JSON', () => {
  const report = JSON.parse(reportAsJson(SAMPLE, surroundings())) as Report;

  it('fits its schema', () => {
    const crashes = [{ what: 'link', detail: 'RangeError' }];
    for (const analysis of [SAMPLE, { ...SAMPLE, crashes }, { ...SAMPLE, findings: [], notices: [] }]) {
      validate(JSON.parse(reportAsJson(analysis, surroundings())));
      assert.deepEqual(validate.errors ?? [], []);
    }
  });

  it('has a schema that refuses what is no report', () => {
    assert.ok(!validate({ ...report, findings: [{ ...report.findings[0], path: '/etc/passwd' }] }));
    assert.ok(!validate({ ...report, more: true }));
  });

  it('counts lines and columns from 1', () => {
    const [first] = report.findings;
    assert.deepEqual(
      [first?.start, first?.end],
      [
        { line: 2, column: 1 },
        { line: 2, column: 31 },
      ],
    );
  });

  it('numbers groups in the order of their appearance', () => {
    assert.deepEqual(
      report.findings.map(({ group }) => group ?? 0),
      [0, 1, 0, 1, 0, 0, 0],
    );
  });

  it('counts what is not suppressed', () => {
    assert.deepEqual(report.summary, {
      findings: 6,
      suppressed: 1,
      decisions: { holds: 0, expired: 0, unconfirmed: 0, stale: 0 },
      severities: { error: 5, warning: 1, information: 0 },
      categories: { credentials: 2, encryption: 4 },
      rules: { 'credentials/no-hardcoded-password': 2, 'encryption/no-disabled-certificate-check': 4 },
    });
  });

  it('joins rules to norms', () => {
    const rule = report.rules.find(({ id }) => id === 'encryption/no-disabled-certificate-check');
    assert.ok(rule?.norms.some(({ control }) => control === 'CWE-295'));
  });

  it('names what was not judged, with its reason', () => {
    assert.deepEqual(report.notJudged, [
      {
        path: 'server/kaputt.ts',
        start: { line: 1, column: 14 },
        end: { line: 1, column: 15 },
        reason: 'syntax-error',
        text: 'syntax error, only what could be read was judged',
      },
      { path: 'server/riesig.js', reason: 'time-limit', text: 'time limit for reading exceeded', detail: '2000 ms' },
    ]);
  });

  it('speaks the language it is asked for', () => {
    const german = JSON.parse(reportAsJson(SAMPLE, surroundings({ language: 'de' }))) as Report;
    assert.equal(german.language, 'de');
    assert.match(german.findings[0]?.message ?? '', /wird nicht geprüft/);
  });

  it('holds no secret and no text of a correction', () => {
    const text = reportAsJson(SAMPLE, surroundings());
    for (const secret of SECRETS) assert.ok(!text.includes(secret), secret);
    assert.equal(report.findings[5]?.suppressed?.reason, `Testserver im Keller, Passwort ${'•'.repeat(19)}`);
  });
});
