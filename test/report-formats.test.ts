/** The reports for platforms: what each receiver asks for, as far as its documentation and schema say. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parseDocument } from 'htmlparser2';
import { REPORT_FORMATS, type ReportFormat, type ReportSurroundings } from '../server/report/reporter.ts';
import { REPORTERS } from '../server/report/reporters.ts';
import { NOTHING, SAMPLE, SECRETS, surroundings } from './report-sample.ts';
import { ROOT } from './run-program.ts';

const OPEN = 6;

const written = (format: ReportFormat, analysis = SAMPLE, given: Partial<ReportSurroundings> = {}): string =>
  REPORTERS[format](analysis, surroundings(given));
const parsed = (format: ReportFormat, analysis = SAMPLE): unknown => JSON.parse(written(format, analysis));

function assertValid(schema: string, document: unknown): void {
  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync(join(ROOT, 'test/schemas', schema), 'utf8')) as object,
  );
  validate(document);
  assert.deepEqual(validate.errors ?? [], []);
}

describe('reports in every format', () => {
  for (const format of REPORT_FORMATS) {
    it(`${format} holds no secret, no control character and no path of the machine`, () => {
      for (const language of ['de', 'en'] as const) {
        for (const analysis of [SAMPLE, NOTHING]) {
          const text = written(format, analysis, { language });
          for (const secret of SECRETS) assert.ok(!text.includes(secret), secret);

          if (!/^(?:json|sarif)$/.test(format)) assert.doesNotMatch(text.replaceAll(/[\r\n]/g, ''), /[\u0000-\u001F]/);
          assert.doesNotMatch(text, /^\uFEFF/);
          assert.equal(text, written(format, analysis, { language }), 'the same again');
        }
      }
    });
  }
});

describe('report for GitLab Code Quality', () => {
  interface Issue {
    readonly fingerprint: string;
    readonly severity: string;
    readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
  }

  it('fits its schema, with unique fingerprints', () => {
    const issues = parsed('gitlab-code-quality') as Issue[];
    assertValid('gitlab-code-quality.json', issues);
    assertValid('gitlab-code-quality.json', parsed('gitlab-code-quality', NOTHING));
    assert.equal(issues.length, OPEN);
    assert.equal(new Set(issues.map(({ fingerprint }) => fingerprint)).size, OPEN);
    assert.deepEqual([...new Set(issues.map(({ severity }) => severity))].sort(), ['critical', 'major']);
    assert.ok(issues.every(({ location }) => !location.path.startsWith('./') && !location.path.startsWith('/')));
  });

  it('tells two findings apart that are the same in two files or twice in one', () => {
    const [finding] = SAMPLE.findings;
    assert.ok(finding);
    const twice = { ...SAMPLE, findings: [finding, { ...finding, path: 'b.env' }, finding] };
    const prints = (parsed('gitlab-code-quality', twice) as Issue[]).map(({ fingerprint }) => fingerprint);
    assert.equal(new Set(prints).size, 3);
  });
});

describe('report for GitLab SAST', () => {
  it('fits schema 15.0.6 and tracks moved findings', () => {
    const report = parsed('gitlab-sast') as { vulnerabilities: { id: string; tracking: unknown }[]; version: string };
    assertValid('gitlab-sast.json', report);
    assertValid('gitlab-sast.json', parsed('gitlab-sast', NOTHING));
    assert.equal(report.version, '15.0.6');
    assert.equal(new Set(report.vulnerabilities.map(({ id }) => id)).size, OPEN);
    assert.doesNotMatch(JSON.stringify(report), /raw_source_code_extract/);
  });
});

describe('reports for logs', () => {
  it('are one command a finding, in which no text ends the command', () => {
    const [finding] = SAMPLE.findings;
    assert.ok(finding);
    const message = { de: 'x', en: 'a: b, 100 %; [c]\n::error::no' };
    const hostile = { ...SAMPLE, findings: [{ ...finding, path: 'a,b:c;d].ts', message }] };
    const github = written('github', hostile);
    assert.match(
      github,
      /^::warning file=a%2Cb%3Ac;d\]\.ts,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[^:,]+::a: b, 100 %25; \[c\]/,
    );
    const azure = written('azure', hostile);
    assert.match(
      azure,
      /^##vso\[task\.logissue type=warning;sourcepath=a,b:c%3Bd%5D\.ts;linenumber=\d+;columnnumber=\d+;code=[\w/-]+\]a: b, 100 %AZP25%3B \[c%5D/,
    );
    for (const text of [github, azure]) assert.equal(text.split('\n').length, 2);
    assert.equal(written('github', NOTHING) + written('azure', NOTHING), '');
    assert.equal(written('github').trimEnd().split('\n').length, OPEN);
  });
});

describe('reports in XML', () => {
  const elements = (text: string, name: string): readonly Record<string, string>[] => {
    const found: Record<string, string>[] = [];
    const visit = (node: { name?: string; attribs?: Record<string, string>; children?: unknown[] }): void => {
      if (node.name === name && node.attribs) found.push(node.attribs);
      for (const child of node.children ?? []) visit(child as typeof node);
    };
    visit(parseDocument(text, { xmlMode: true }));
    return found;
  };

  it('JUnit has a suite for each file and a failing case for each finding', () => {
    const text = written('junit');
    assert.deepEqual(
      elements(text, 'testsuites').map(({ tests, failures }) => [tests, failures]),
      [[String(OPEN), String(OPEN)]],
    );
    assert.equal(elements(text, 'testsuite').length, 5);
    const cases = elements(text, 'testcase');
    assert.equal(cases.length, OPEN);
    assert.ok(cases.every(({ file, line, classname }) => file === classname && Number(line) > 0));
    assert.equal(elements(text, 'failure').length, OPEN);
    assert.equal(elements(written('junit', NOTHING), 'testcase').length, 1);
    assert.equal(elements(written('junit', NOTHING), 'failure').length, 0);
  });

  it('Checkstyle has a file with its errors', () => {
    const errors = elements(written('checkstyle'), 'error');
    assert.equal(errors.length, OPEN);
    for (const { line, column, severity, source } of errors) {
      assert.ok(Number(line) > 0 && Number(column) > 0);
      assert.match(`${severity ?? ''} ${source ?? ''}`, /^(?:error|warning|info) fachlint\.[a-z]+\/[a-z-]+$/);
    }
    assert.equal(elements(written('checkstyle', NOTHING), 'file').length, 0);
  });

  it('keep hostile text text', () => {
    const [finding] = SAMPLE.findings;
    assert.ok(finding);
    const message = { de: 'x', en: '"/><script>&\u0000\uD800]]>' };
    const hostile = { ...SAMPLE, findings: [{ ...finding, path: '<a b="c">.ts', message }] };
    for (const format of ['junit', 'checkstyle', 'html'] as const) {
      const text = written(format, hostile);
      assert.doesNotMatch(text, format === 'html' ? /<script|<a b/ : /<script|\u0000|\uD800|<a b/);
      assert.match(text, /&lt;script/);
    }
  });
});

describe('reports for other tools', () => {
  it('reviewdog gets places in bytes', () => {
    const report = parsed('rdjson') as { diagnostics: { location: { range: { start: object } }; severity: string }[] };
    assertValid('rdjson.json', report);
    assertValid('rdjson.json', parsed('rdjson', NOTHING));
    assert.equal(report.diagnostics.length, OPEN);
    const [finding] = SAMPLE.findings;
    assert.ok(finding);
    const text = "const prüfung = 'ß'; agent({ rejectUnauthorized: false });\n";
    const start = text.indexOf('rejectUnauthorized');
    const analysis = { ...SAMPLE, findings: [{ ...finding, path: 'u.ts', range: { start, end: start + 18 } }] };
    const shown = JSON.parse(REPORTERS.rdjson(analysis, surroundings({ textOf: () => text }))) as typeof report;
    assert.deepEqual(shown.diagnostics[0]?.location.range.start, { line: 1, column: start + 3 });
  });

  it('SonarQube gets its rules, and columns from 0', () => {
    const report = parsed('sonar') as { rules: { id: string }[]; issues: { ruleId: string }[] };
    assertValid('sonar-generic-issues.json', report);
    assertValid('sonar-generic-issues.json', parsed('sonar', NOTHING));
    const ids = new Set(report.rules.map(({ id }) => id));
    assert.ok(report.issues.every(({ ruleId }) => ids.has(ruleId)));
  });

  it('spreadsheets get a row for each finding, and calculate nothing', () => {
    const rows = written('csv', SAMPLE, { language: 'de' }).split('\r\n');
    assert.equal(rows.length, OPEN + 2);
    assert.equal(
      rows[0],
      '"Stufe","Kategorie","Regel","Ort","Zeile","Spalte","Befund","Abhilfe","Normen","Fingerabdruck"',
    );
    const [finding] = SAMPLE.findings;
    assert.ok(finding);
    const hostile = written('csv', { ...SAMPLE, findings: [{ ...finding, path: '=cmd|calc' }] });
    assert.match(hostile, /"'=cmd\|calc"/);
  });
});

describe('report as a comment', () => {
  it('has counts and a table, and stays short', () => {
    const text = written('markdown', SAMPLE, { language: 'de' });
    assert.match(
      text,
      /^### Fachlint: 6 Befunde in 5 von 37 Dateien: 5 Fehler, 1 Warnung\n\n\| Stufe \| Ort \| Befund \|\n/,
    );
    const [finding] = SAMPLE.findings;
    assert.ok(finding);
    const many = { ...SAMPLE, findings: Array.from({ length: 5000 }, () => finding) };
    const long = written('markdown', many);
    assert.ok(Buffer.byteLength(long) < 60_000, String(Buffer.byteLength(long)));
    assert.match(long, /\n\d+ more findings\.\n$/);
    const hostile = written('markdown', { ...SAMPLE, findings: [{ ...finding, path: 'a|b@team<img>[x](y).ts' }] });
    assert.doesNotMatch(hostile, /@team|<img|[^\\]\[x/);
  });
});

describe('SARIF for one platform', () => {
  interface Log {
    readonly runs: readonly [
      {
        readonly results: readonly { readonly suppressions?: unknown; readonly rank?: number }[];
        readonly tool: {
          readonly driver: { readonly rules: readonly { id: string; properties: { tags: string[] } }[] };
        };
      },
    ];
  }
  const log = (profile?: ReportSurroundings['profile']): Log['runs'][0] =>
    (JSON.parse(written('sarif', SAMPLE, { profile })) as Log).runs[0];

  it('leaves out for GitHub what is suppressed', () => {
    assert.equal(log().results.length, OPEN + 1);
    assert.equal(log('github').results.length, OPEN);
    assert.ok(log('github').results.every(({ suppressions }) => suppressions === undefined));
  });

  it('does not let GitLab take missing encryption for a leaked secret', () => {
    assert.ok(log('gitlab').results.every(({ rank }) => typeof rank === 'number'));
    assert.match(JSON.stringify(log().tool), /cwe-(?:319|312|256|257|259|321|522|540|798)"/);
    for (const { id, properties } of log('gitlab').tool.driver.rules) {
      if (id.startsWith('credentials/')) continue;
      assert.doesNotMatch(properties.tags.join(' '), /cwe-(?:319|312|256|257|259|321|522|540|798)\b/);
    }
    assert.deepEqual(log('devguard'), log());
  });
});
