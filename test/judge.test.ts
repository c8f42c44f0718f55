/** Facts and rules to findings: suppressions, severities, groups, rules that throw. */
import assert from 'node:assert/strict';
import { noUnknownRule } from '../rules/suppression/no-unknown-rule.ts';
import { noUnused } from '../rules/suppression/no-unused.ts';
import { requireReason } from '../rules/suppression/require-reason.ts';
import type { Analysis } from '../server/model/analysis.ts';
import type { Finding } from '../server/model/finding.ts';
import type { Rule, RuleText } from '../server/model/rule.ts';
import { NO_MD5, NO_PASSWORD } from './judged-rules.ts';
import { ProjectSeries } from './fixture-harness.ts';

const text: RuleText<'found'> = { title: 't', messages: { found: 'm' }, why: 'w', advice: { found: 'a' } };
/** Throws with text of the inspected file in the message, as a careless rule may. */
const THROWS: Rule = {
  id: 'crash/no-name',
  severity: 'error',
  text: { de: text, en: text },
  words: ['absturz'],
  on: {
    'named-value'(fact) {
      if (fact.names.at(-1) !== 'absturz') return;
      throw new TypeError(`cannot read ${fact.value.kind === 'known' ? String(fact.value.value) : ''}`);
    },
  },
};
const THROWS_LATER: Rule = {
  id: 'crash/no-project',
  severity: 'error',
  text: { de: text, en: text },
  words: ['absturz'],
  project(project) {
    if (project.gather((file) => file.facts('named-value')).some(({ names }) => names.at(-1) === 'absturz'))
      throw new RangeError('geheim');
  },
};
/** Says of some calls what `NO_MD5` says of all. */
const NO_WEAK_SEAL: Rule = {
  id: 'register/no-weak-seal',
  severity: 'error',
  text: { de: text, en: text },
  words: ['createHash'],
  moreSpecificThan: [NO_MD5.id],
  on: {
    call(call, report) {
      const [algorithm] = call.arguments;
      if (call.functionName !== 'siegel' || !algorithm || algorithm.kind === 'absent') return;
      report({ message: 'found', range: algorithm.range });
    },
  },
};
const RULES = [THROWS, THROWS_LATER, NO_PASSWORD, NO_MD5, NO_WEAK_SEAL, noUnknownRule, noUnused, requireReason];

let series: ProjectSeries;
before(async () => {
  series = await ProjectSeries.open({ threads: 1, rules: RULES });
});
after(() => series.close());

const analyse = (files: Record<string, string>): Promise<Analysis> => series.analyse(new Map(Object.entries(files)));
/** `credentials/no-password 2 (suppressed: Grund)`: rule and line, from 1. */
async function judged(path: string, content: string, configuration?: object): Promise<string[]> {
  const settings = configuration && { 'fachlint.json': JSON.stringify(configuration) };
  const { findings, crashes } = await analyse({ [path]: content, ...settings });
  assert.deepEqual(crashes, []);
  return findings.map(({ rule, range, suppressed }) => {
    const line = content.slice(0, range.start).split('\n').length;
    return `${rule} ${line}${suppressed ? ` (suppressed: ${suppressed.reason})` : ''}`;
  });
}

describe('suppressions', () => {
  it('silence the finding of the next line and keep the reason', async () => {
    const source = [
      '// fachlint-disable-next-line credentials/no-password -- nur im Testnetz',
      "const kennwort = 'abc';",
      "const pin = { kennwort: 'def' };",
    ];
    assert.deepEqual(await judged('src/app.ts', source.join('\n')), [
      'credentials/no-password 2 (suppressed: nur im Testnetz)',
      'credentials/no-password 3',
    ]);
  });

  it('without a reason silence nothing and are a finding', async () => {
    const source = "// fachlint-disable-next-line credentials/no-password\nconst kennwort = 'abc';\n";
    assert.deepEqual(await judged('src/app.ts', source), ['suppression/require-reason 1', 'credentials/no-password 2']);
    const onlyDashes = source.replace('\nconst', ' --  \nconst');
    assert.deepEqual(await judged('src/app.ts', onlyDashes), [
      'suppression/require-reason 1',
      'credentials/no-password 2',
    ]);
  });

  it('with an unknown rule or none at all are a finding', async () => {
    const source = "// fachlint-disable-next-line credentials/no-pasword -- Grund\nconst kennwort = 'abc';\n";
    assert.deepEqual(await judged('src/app.ts', source), [
      'suppression/no-unknown-rule 1',
      'credentials/no-password 2',
    ]);
    const without = "// fachlint-disable-next-line -- Grund\nconst kennwort = 'abc';\n";
    assert.deepEqual(await judged('src/app.ts', without), [
      'suppression/no-unknown-rule 1',
      'credentials/no-password 2',
    ]);
  });

  it('that silence nothing are a finding', async () => {
    const source = "// fachlint-disable-next-line credentials/no-password -- Grund\n\nconst kennwort = 'abc';\n";
    assert.deepEqual(await judged('src/app.ts', source), ['suppression/no-unused 1', 'credentials/no-password 3']);
  });

  it('may name several rules, each of which has to be there', async () => {
    const both = 'encryption/no-md5, credentials/no-password';
    const source = (statement: string): string =>
      `import { createHash } from 'node:crypto';\n// fachlint-disable-next-line ${both} -- Altbestand\n${statement}\n`;
    assert.deepEqual(await judged('src/app.ts', source("const kennwort = 'abc', summe = createHash('md5');")), [
      'credentials/no-password 3 (suppressed: Altbestand)',
      'encryption/no-md5 3 (suppressed: Altbestand)',
    ]);
    assert.deepEqual(await judged('src/app.ts', source("const kennwort = 'abc';")), [
      'suppression/no-unused 2',
      'credentials/no-password 3 (suppressed: Altbestand)',
    ]);
  });

  it('silence every finding of the rule in the line', async () => {
    const source =
      "// fachlint-disable-next-line credentials/no-password -- Grund\nf({ kennwort: 'a' }, { kennwort: 'b' });\n";
    assert.deepEqual(await judged('src/app.ts', source), [
      'credentials/no-password 2 (suppressed: Grund)',
      'credentials/no-password 2 (suppressed: Grund)',
    ]);
  });

  it('work in configuration files', async () => {
    const comment = 'fachlint-disable-next-line credentials/no-password -- wird beim Ausrollen ersetzt';
    const expected = (line: number): string[] => [
      `credentials/no-password ${line} (suppressed: wird beim Ausrollen ersetzt)`,
    ];
    assert.deepEqual(await judged('config/db.yaml', `db:\n  # ${comment}\n  kennwort: abc\n`), expected(3));
    assert.deepEqual(await judged('config/db.jsonc', `{\n  // ${comment}\n  "kennwort": "abc"\n}\n`), expected(3));
    assert.deepEqual(await judged('.env.production', `# ${comment}\nkennwort=abc\n`), expected(2));
  });

  it('of a rule that is off are not called unused', async () => {
    const source = "// fachlint-disable-next-line credentials/no-password -- Grund\nconst kennwort = 'abc';\n";
    assert.deepEqual(await judged('src/app.ts', source, { rules: { 'credentials/no-password': 'off' } }), []);
  });

  it('cannot silence what is said about themselves', async () => {
    const source = [
      '// fachlint-disable-next-line suppression/require-reason -- Grund',
      '// fachlint-disable-next-line credentials/no-password',
      "const kennwort = 'abc';",
    ];
    const findings = await judged('src/app.ts', source.join('\n'));
    assert.ok(findings.includes('suppression/require-reason 2'), findings.join('\n'));
    assert.ok(findings.includes('credentials/no-password 3'), findings.join('\n'));
  });
});

describe('severity', () => {
  const levels = async (configuration: object): Promise<string[]> => {
    const { findings } = await analyse({
      'fachlint.json': JSON.stringify(configuration),
      'src/app.ts': "const kennwort = 'abc';\n",
      'src/alt/app.ts': "const kennwort = 'abc';\n",
      'src/alt/hash.ts': "import { createHash } from 'crypto';\ncreateHash('md5');\n",
    });
    return findings.map(({ path, rule, severity }) => `${path} ${rule} ${severity}`);
  };

  it('is the one of the rule unless it is configured', async () => {
    assert.deepEqual(await levels({}), [
      'src/alt/app.ts credentials/no-password error',
      'src/alt/hash.ts encryption/no-md5 warning',
      'src/app.ts credentials/no-password error',
    ]);
    assert.deepEqual(
      await levels({ rules: { 'credentials/no-password': 'information', 'encryption/no-md5': 'off' } }),
      ['src/alt/app.ts credentials/no-password information', 'src/app.ts credentials/no-password information'],
    );
  });

  it('may differ per path, the last override wins', async () => {
    const overrides = [
      { files: ['src/alt/**'], rules: { 'credentials/no-password': 'off', 'encryption/no-md5': 'error' } },
      { files: ['**/app.ts'], rules: { 'credentials/no-password': 'warning' } },
    ];
    assert.deepEqual(await levels({ overrides: overrides.slice(0, 1) }), [
      'src/alt/hash.ts encryption/no-md5 error',
      'src/app.ts credentials/no-password error',
    ]);
    assert.deepEqual(await levels({ overrides }), [
      'src/alt/app.ts credentials/no-password warning',
      'src/alt/hash.ts encryption/no-md5 error',
      'src/app.ts credentials/no-password warning',
    ]);
  });
});

describe('a rule that throws', () => {
  it('is named, quotes nothing and stops nothing else', async () => {
    const { findings, crashes } = await analyse({
      'src/a.ts': "const absturz = 'geheimes-wort';\nconst kennwort = 'abc';\n",
      'src/b.ts': "const kennwort = 'abc';\n",
    });
    assert.deepEqual(
      findings.map(({ path, rule }) => `${path} ${rule}`),
      ['src/a.ts credentials/no-password', 'src/b.ts credentials/no-password'],
    );
    assert.deepEqual(
      crashes.map(({ what, path }) => [what, path]),
      [
        ['crash/no-project', undefined],
        ['crash/no-name', 'src/a.ts'],
      ],
    );
    for (const { detail } of crashes) {
      assert.match(detail, /^(?:Type|Range)Error at judge\.test\.ts:\d+:\d+$/);
      assert.doesNotMatch(detail, /geheim/);
    }
  });
});

describe('groups', () => {
  const groupsOf = (findings: readonly Finding[]): (string | undefined)[] => findings.map(({ group }) => group);

  it('hold equal literals of a rule, in all files, without telling them', async () => {
    const { findings } = await analyse({
      'src/a.ts': "const kennwort = 'abc-geheim';\nf({ kennwort: 'anderes' });\n",
      'src/b.ts': "const kennwort = 'abc-geheim';\n",
    });
    const [first, second, third] = groupsOf(findings);
    assert.ok(first);
    assert.equal(third, first);
    assert.notEqual(second, first);
    for (const finding of findings) assert.doesNotMatch(JSON.stringify(finding), /abc-geheim|anderes/);
  });

  it('are left out where a rule names none', async () => {
    const { findings } = await analyse({ 'src/a.ts': "import { createHash } from 'crypto';\ncreateHash('md5');\n" });
    assert.deepEqual(groupsOf(findings), [undefined]);
  });
});

describe('the same problem at the same place', () => {
  it('is one finding', async () => {
    // The rule reports it twice.
    const { findings } = await analyse({ 'src/a.ts': "import { createHash } from 'crypto';\ncreateHash('md5');\n" });
    assert.equal(findings.length, 1);
  });
});

describe('two rules that say the same', () => {
  const source = [
    "import { createHash } from 'crypto';",
    'export function siegel() {',
    '  // fachlint-disable-next-line register/no-weak-seal -- Altbestand',
    "  return createHash('md5');",
    '}',
    "export const summe = createHash('md5');",
  ].join('\n');

  it('are one finding, of the more specific one', async () => {
    assert.deepEqual(await judged('src/a.ts', source.replace(/^ +\/\/.*\n/m, '')), [
      'register/no-weak-seal 3',
      'encryption/no-md5 5',
    ]);
  });

  it('do not take turns where the more specific one is silenced', async () => {
    assert.deepEqual(await judged('src/a.ts', source), [
      'register/no-weak-seal 4 (suppressed: Altbestand)',
      'encryption/no-md5 6',
    ]);
  });

  it('take turns where the more specific one is switched off', async () => {
    const configuration = { rules: { 'register/no-weak-seal': 'off' } };
    assert.deepEqual(await judged('src/a.ts', source, configuration), ['encryption/no-md5 4', 'encryption/no-md5 6']);
  });
});
