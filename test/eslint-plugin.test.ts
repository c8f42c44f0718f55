/** The plugin inside of the real ESLint, in the versions 9 and 10. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fachlint, ROOT } from './run-program.ts';
import { temporaryProjects, type TemporaryProject } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
after(removeTemporaryProjects);
const require = createRequire(import.meta.url);

interface Message {
  readonly ruleId: string | null;
  readonly severity: number;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn?: number;
  readonly suggestions?: readonly { readonly desc: string }[];
}

const AGENT = `import { Agent } from 'node:https';
import { STRENG } from './streng';
export const alt = new Agent({ rejectUnauthorized: STRENG });
`;
const HASH = `import { createHash } from 'node:crypto';
// fachlint-disable-next-line encryption/no-weak-hash -- checksum of an old interface, ticket 4711
export const summe = (text: string): string => createHash('md5').update(text).digest('hex');
`;
const ACCESS = "export const zugang = { host: 'db', password: 'Rathaus-2024-geheim' };\n";

function configuration(more = ''): string {
  const url = (path: string): string => pathToFileURL(path).href;
  return `import fachlint from '${url(join(ROOT, 'dist', 'eslint.js'))}';
import { parser } from '${url(require.resolve('typescript-eslint'))}';
export default [{ files: ['**/*.ts'], languageOptions: { parser }, ...fachlint.configs.recommended${more} }];
`;
}

function project(more = ''): TemporaryProject {
  return temporaryProject({
    'fachlint.json': '{}',
    'eslint.config.mjs': configuration(more),
    'src/agent.ts': AGENT,
    'src/streng.ts': 'export const STRENG = false;\n',
    'src/summe.ts': HASH,
    'src/zugang.ts': ACCESS,
  });
}

for (const name of ['eslint-9', 'eslint']) {
  const folder = dirname(require.resolve(`${name}/package.json`));
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };

  describe(`plugin in ESLint ${version}`, function () {
    this.timeout(60_000);

    function lint(root: string, args: readonly string[] = ['.'], input = ''): Map<string, readonly Message[]> {
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [join(folder, 'bin', 'eslint.js'), '--format', 'json', ...args],
        { cwd: root, encoding: 'utf8', input, timeout: 50_000 },
      );
      assert.equal(stderr, '');
      const results = JSON.parse(stdout) as { filePath: string; messages: Message[] }[];
      return new Map(results.map(({ filePath, messages }) => [filePath.slice(root.length + 1), messages]));
    }

    before(() => fachlint(['--version']));

    it('says what Fachlint says, values of other files included, at the same places', async () => {
      const { root } = project();
      const messages = lint(root);
      const said = [...messages].flatMap(([path, all]) =>
        all.map(({ ruleId, line, column }) => `${path}:${String(line)}:${String(column)} ${ruleId ?? ''}`),
      );
      const { stdout } = await fachlint(['check', '.', '--format', 'json', '--fail-on', 'never'], { cwd: root });
      const { findings } = JSON.parse(stdout) as {
        findings: {
          rule: string;
          path: string;
          start: { line: number; column: number };
          suppressed?: object;
        }[];
      };
      const expected = findings
        .filter(({ suppressed }) => !suppressed)
        .map(({ rule, path, start }) => `${path}:${String(start.line)}:${String(start.column)} fachlint/${rule}`);
      assert.equal(expected.length, 2);
      assert.deepEqual(said.sort(), expected.sort());
      assert.deepEqual(
        [...messages.values()].flat().map(({ severity }) => severity),
        [2, 2],
      );
    });

    it('speaks German where the settings say so, and repeats no secret', () => {
      const { root } = project(", settings: { fachlint: { language: 'de' } }");
      const text = JSON.stringify([...lint(root).values()].map((all) => all.map(({ message }) => message)));
      assert.match(text, /schaltet die Prüfung des Serverzertifikats ab/);
      assert.doesNotMatch(text, /Rathaus-2024/);
    });

    it('judges the text of an editor, and takes part in its suppressions', () => {
      const { root } = project();
      const given = ['--stdin', '--stdin-filename', join(root, 'src/streng.ts')];
      const unsaved = `export const STRENG = true;\nexport const db = { password: 'Amt-geheim-17' };\n`;
      assert.deepEqual(
        lint(root, given, unsaved)
          .get('src/streng.ts')
          ?.map(({ line }) => line),
        [2],
      );
      const silenced = unsaved.replace(
        '\n',
        '\n// eslint-disable-next-line fachlint/credentials/no-hardcoded-password\n',
      );
      assert.deepEqual(lint(root, given, silenced).get('src/streng.ts'), []);
    });

    it('respects decisions', async () => {
      const { root } = project();
      await fachlint(['decide', '--accept-current'], { cwd: root });
      assert.deepEqual([...lint(root).values()].flat(), []);
    });

    it('corrects what is safe and offers the rest', () => {
      const given = project();
      given.write('src/summe.ts', HASH.replace('md5', 'sha256'));
      const own = "import { Agent } from 'node:https';\nexport const a = new Agent({ rejectUnauthorized: false });\n";
      given.write('src/agent.ts', own);
      const offered = lint(given.root).get('src/agent.ts') ?? [];
      assert.deepEqual(
        offered.map(({ suggestions = [] }) => suggestions.length),
        [1],
      );
      lint(given.root, ['.', '--fix']);
      assert.doesNotMatch(readFileSync(join(given.root, 'src/summe.ts'), 'utf8'), /fachlint-disable/);
      assert.equal(readFileSync(join(given.root, 'src/agent.ts'), 'utf8'), own);
    });
  });
}
