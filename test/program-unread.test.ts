/** Files that can be read in part or not at all: the run says so, and judges the rest. */
import assert from 'node:assert/strict';
import { SCRIPT_ENGINES } from '../server/model/analysis.ts';
import { fachlint } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly start: { readonly line: number };
  }[];
  readonly notJudged: readonly { readonly path: string; readonly reason: string }[];
}

async function check(
  root: string,
  ...options: readonly string[]
): Promise<{ findings: string[]; notJudged: string[] }> {
  const { stdout } = await fachlint(['check', root, '--format', 'json', ...options]);
  const { findings, notJudged } = JSON.parse(stdout) as Report;
  return {
    findings: findings.map(({ rule, path, start }) => `${path}:${start.line} ${rule}`),
    notJudged: notJudged.map(({ path, reason }) => `${path} ${reason}`),
  };
}

const OPEN = "new Client({ host: 'db', ssl: { rejectUnauthorized: false } });";

describe('program: files that cannot be read completely', () => {
  after(removeTemporaryProjects);

  for (const engine of SCRIPT_ENGINES) {
    it(`a broken script is a notice, and what can be read of it is judged: ${engine}`, async () => {
      const { root } = temporaryProject({
        'mitte.ts': `import { Client } from 'pg';\nexport const vorher = ${OPEN}\nexport function lies( {\n  return 1\n}\nexport const danach = ${OPEN}\n`,
        'ende.ts': `import { Client } from 'pg';\nconst datenbank = ${OPEN}\nexport class Termine {\n  lies() {\n    return datenbank.query('select 1');\n  }\n`,
      });
      const { findings, notJudged } = await check(root, '--engine', engine);
      assert.deepEqual(notJudged, ['ende.ts syntax-error', 'mitte.ts syntax-error']);
      assert.deepEqual(
        findings,
        ['ende.ts:2', 'mitte.ts:2', 'mitte.ts:6'].map((place) => `${place} encryption/no-disabled-certificate-check`),
      );
    });
  }

  it('binary files are named only where their format is one that is judged', async () => {
    const { root } = temporaryProject({
      'a.ts': 'export {};',
      'b.ts': Buffer.from('const a = 1;\0'),
      ...Object.fromEntries(
        ['bild.png', 'daten.db', 'ohne-endung', 'Klasse.class'].map((name) => [name, Buffer.from('PK\0')]),
      ),
    });
    assert.deepEqual((await check(root)).notJudged, ['b.ts binary']);
  });
});
