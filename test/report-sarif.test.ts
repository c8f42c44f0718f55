/** The report for platforms: what they need, and what validators say of it. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { reportAsSarif, uriOf } from '../server/report/sarif.ts';
import { SAMPLE, SECRETS, surroundings } from './report-sample.ts';
import { sarifErrors, sarifMultitool } from './tools.ts';

interface Described {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly relationships?: readonly {
    readonly target: {
      readonly id: string;
      readonly index: number;
      readonly toolComponent: { readonly name: string; readonly index: number };
    };
  }[];
  readonly properties: {
    readonly tags: readonly string[];
    readonly precision: string;
    readonly 'security-severity': string;
  };
}

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly Described[] } };
      readonly columnKind: string;
      readonly invocations: readonly [
        {
          readonly executionSuccessful: boolean;
          readonly toolExecutionNotifications: readonly {
            readonly descriptor: { readonly id: string };
            readonly level: string;
          }[];
        },
      ];
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly partialFingerprints: Readonly<Record<string, string>>;
        readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
        readonly locations: readonly [
          {
            readonly physicalLocation: {
              readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
              readonly region: Readonly<Record<string, number>>;
            };
          },
        ];
        readonly relatedLocations?: readonly unknown[];
      }[];
      readonly taxonomies: readonly { readonly name: string; readonly taxa: readonly { readonly id: string }[] }[];
      readonly translations: readonly { readonly language: string; readonly rules: readonly Described[] }[];
    },
  ];
}

function logOf(given: Parameters<typeof reportAsSarif>[0] = SAMPLE, language: 'de' | 'en' = 'en'): Log {
  return JSON.parse(reportAsSarif(given, surroundings({ language }))) as Log;
}

describe('report as SARIF', () => {
  const [run] = logOf().runs;
  const crashes = [
    { what: 'mfa/require-second-factor-on-admin-route', path: 'server/datenbank.ts', detail: 'TypeError' },
  ];

  it('points to places below the root with four numbers', () => {
    const [result] = run.results;
    assert.deepEqual(result?.locations[0].physicalLocation, {
      artifactLocation: { uri: 'config/umgebung%20pr%C3%BCfung.env', uriBaseId: 'SRCROOT' },
      region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 31 },
    });
    assert.equal(run.columnKind, 'utf16CodeUnits');
    assert.equal(run.results[4]?.relatedLocations?.length, 1);
  });

  it('encodes every path so that it stays one', () => {
    assert.equal(uriOf('a b/c#d?.ts'), 'a%20b/c%23d%3F.ts');
    assert.equal(uriOf('c:/x.ts'), 'c%3A/x.ts');
  });

  it('identifies results by our own fingerprint only', () => {
    for (const { partialFingerprints } of run.results) {
      assert.deepEqual(Object.keys(partialFingerprints).sort(), ['fachlint/v1', 'primaryLocationLineHash']);
      assert.equal(partialFingerprints['fachlint/v1'], partialFingerprints['primaryLocationLineHash']);
    }
    assert.equal(new Set(run.results.map(({ partialFingerprints }) => partialFingerprints['fachlint/v1'])).size, 7);
  });

  it('describes each rule as platforms want it', () => {
    for (const result of run.results) assert.equal(run.tool.driver.rules[result.ruleIndex]?.id, result.ruleId);
    for (const rule of run.tool.driver.rules) {
      for (const text of [rule.shortDescription.text, rule.fullDescription.text, rule.help.text, rule.help.markdown]) {
        assert.notEqual(text, '');
      }
      assert.ok(rule.properties.tags.length <= 10 && rule.properties.tags.includes('security'));
      assert.match(rule.properties['security-severity'], /^\d+\.\d$/);
      for (const { target } of rule.relationships ?? []) {
        const taxonomy = run.taxonomies[target.toolComponent.index];
        assert.equal(taxonomy?.name, target.toolComponent.name);
        assert.equal(taxonomy.taxa[target.index]?.id, target.id);
      }
    }
    const certificate = run.tool.driver.rules.find(({ id }) => id.startsWith('encryption/'));
    assert.ok(run.taxonomies.some(({ name }) => name === 'CWE'));
    assert.ok(certificate?.properties.tags.includes('external/cwe/cwe-295'));
  });

  it('says what was suppressed and why', () => {
    assert.deepEqual(run.results[5]?.suppressions, [
      { kind: 'inSource', justification: `Testserver im Keller, Passwort ${'•'.repeat(19)}` },
    ]);
  });

  it('says what was not judged and what crashed', () => {
    const [invocation] = logOf({ ...SAMPLE, crashes }).runs[0].invocations;
    assert.deepEqual(
      invocation.toolExecutionNotifications.map(({ descriptor, level }) => `${level} ${descriptor.id}`),
      ['warning not-judged/syntax-error', 'warning not-judged/time-limit', 'error crash'],
    );
    assert.equal(invocation.executionSuccessful, false);
    assert.equal(run.invocations[0].executionSuccessful, true);
  });

  it('carries the other language', () => {
    const translation = run.translations[0] ?? assert.fail();
    assert.equal(translation.language, 'de');
    assert.equal(translation.rules[1]?.shortDescription.text, 'Zertifikate von Servern werden geprüft');
  });

  it('holds no secret and no excerpt', () => {
    const text = reportAsSarif(SAMPLE, surroundings());
    for (const secret of SECRETS) assert.ok(!text.includes(secret), secret);
    assert.doesNotMatch(text, /"(?:snippet|contextRegion)"/);
  });

  describe('as validators see it', function () {
    // The first run installs the validator.
    this.timeout(300_000);
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'fachlint-sarif-'));
      sarifMultitool();
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    const analyses = {
      findings: SAMPLE,
      crash: { ...SAMPLE, crashes },
      nothing: { ...SAMPLE, findings: [], notices: [] },
    };

    it('fits the OASIS schema', () => {
      const ajv = new Ajv2020({ strict: false });
      (ajvFormats as unknown as (ajv: Ajv2020) => void)(ajv);
      const validate = ajv.compile(JSON.parse(readFileSync(sarifMultitool().schema, 'utf8')) as object);
      for (const analysis of Object.values(analyses)) {
        for (const language of ['de', 'en'] as const) {
          validate(logOf(analysis, language));
          assert.deepEqual(validate.errors ?? [], []);
        }
      }
      assert.ok(!validate({ ...logOf(), more: true }), 'the schema refuses nothing');
    });

    for (const [name, analysis] of Object.entries(analyses)) {
      it(`passes sarif-multitool (${name})`, () => {
        const file = join(folder, `${name}.sarif`);
        writeFileSync(file, reportAsSarif(analysis, surroundings({ language: name === 'crash' ? 'en' : 'de' })));
        assert.deepEqual(sarifErrors(file), []);
      });
    }

    it('would not pass with a defect', () => {
      const file = join(folder, 'defect.sarif');
      writeFileSync(file, reportAsSarif(SAMPLE, surroundings()).replace('"startLine": 2', '"startLine": 0'));
      assert.notDeepEqual(sarifErrors(file), []);
    });
  });
});
