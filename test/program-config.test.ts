/** `fachlint config FILE`: what holds for a file, and who says so. */
import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../rules/index.ts';
import { fachlint } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

const HASH = 'encryption/no-weak-hash';
const PASSWORD = 'credentials/no-hardcoded-password';
const ADMIN = 'mfa/require-second-factor-on-admin-route';

const CONFIGURATION = `{
  // Bürgerbüro
  "include": ["**/*.ts", "**/*.py", "**/*.lock"],
  "exclude": ["legacy", "alt/**"],
  "rules": { "${HASH}": "error" },
  "overrides": [
    { "files": ["src/**"], "rules": { "${HASH}": "information", "${PASSWORD}": "off" } },
    { "files": ["src/karte.ts"], "rules": { "${HASH}": "off" } }
  ],
  "guards": { "nurMitDienstkarte": "second-factor" },
  "registers": { "gateways": ["osci.example"], "clients": ["xta"] },
  "vertrauensniveau": "hoch",
  "kinds": { "werkzeug/**": "build" },
  "language": "de"
}
`;

interface Origin {
  readonly from: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly key?: string;
  readonly part?: string;
}
interface Setting {
  readonly value: string | null;
  readonly origin: Origin;
}
interface Document {
  readonly version: number;
  readonly path: string;
  readonly judged: Setting & { readonly reason?: string };
  readonly kind: Setting;
  readonly stage: Setting;
  readonly vertrauensniveau: Setting;
  readonly language: Setting;
  readonly guards: readonly (Setting & { readonly name: string })[];
  readonly gateways: readonly Setting[];
  readonly clients: readonly Setting[];
  readonly rules: readonly (Setting & { readonly rule: string; readonly judgesKind: boolean })[];
}

/** In a line, as a person would say it: `off overrides[1].rules["…"]`. */
function told(setting: (Setting & { readonly reason?: string }) | undefined): string {
  assert.ok(setting);
  const { from, file = '', line = 0, column = 0, key = '', part = '' } = setting.origin;
  const where =
    from === 'configuration' ? `${file}:${String(line)}:${String(column)} ${key}` : `${from} ${part}`.trim();
  return `${[setting.value ?? 'nothing', setting.reason].filter(Boolean).join(' ')} | ${where}`;
}

describe('program: config', () => {
  const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
  after(removeTemporaryProjects);
  const { root } = temporaryProject({
    'fachlint.json': CONFIGURATION,
    '.gitignore': 'erzeugt/\n',
    ...Object.fromEntries(
      [
        ...['src/karte.ts', 'src/prod/a.ts', 'werkzeug/a.ts', 'e2e/a.ts', 'legacy/tief/a.ts', 'alt/a.ts'],
        ...['erzeugt/a.ts', 'dist/a.ts', 'compose.yaml', 'bild.png', 'skript.py', 'yarn.lock'],
      ].map((path) => [path, 'export {};\n']),
    ),
    'gross.ts': Buffer.alloc(3 * 1024 * 1024, 'a'),
    'binaer.ts': Buffer.from([1, 0, 2]),
  });
  const shown = async (path: string, ...more: readonly string[]): Promise<Document> => {
    const run = await fachlint(['config', path, '--format', 'json', ...more], { cwd: root });
    assert.deepEqual([run.code, run.stderr], [0, '']);
    return JSON.parse(run.stdout) as Document;
  };

  it('names the line of the configuration for every value', async () => {
    const document = await shown('src/karte.ts');
    assert.deepEqual([document.version, document.path], [1, 'src/karte.ts']);
    assert.equal(told(document.vertrauensniveau), 'hoch | fachlint.json:12:23 vertrauensniveau');
    assert.equal(told(document.language), 'de | fachlint.json:14:15 language');
    assert.deepEqual(
      document.guards.map((guard) => `${guard.name} ${told(guard)}`),
      ['nurMitDienstkarte second-factor | fachlint.json:10:36 guards.nurMitDienstkarte'],
    );
    assert.deepEqual(document.gateways.map(told), ['osci.example | fachlint.json:11:31 registers.gateways[0]']);
    assert.deepEqual(document.clients.map(told), ['xta | fachlint.json:11:60 registers.clients[0]']);
    assert.equal(told((await shown('werkzeug/a.ts')).kind), 'build | fachlint.json:13:29 kinds["werkzeug/**"]');
  });

  it('shows each rule with the override, entry or default that decides', async () => {
    const ruleOf = async (path: string, id: string): Promise<string> =>
      told((await shown(path)).rules.find(({ rule }) => rule === id));
    assert.equal(await ruleOf('src/karte.ts', HASH), `off | fachlint.json:8:72 overrides[1].rules["${HASH}"]`);
    assert.equal(await ruleOf('src/karte.ts', PASSWORD), `off | fachlint.json:7:118 overrides[0].rules["${PASSWORD}"]`);
    assert.equal(await ruleOf('src/prod/a.ts', HASH), `information | fachlint.json:7:66 overrides[0].rules["${HASH}"]`);
    assert.equal(await ruleOf('werkzeug/a.ts', HASH), `error | fachlint.json:5:41 rules["${HASH}"]`);
    assert.equal(await ruleOf('werkzeug/a.ts', ADMIN), 'warning | default');
    const { rules } = await shown('e2e/a.ts');
    assert.deepEqual(
      rules.map(({ rule }) => rule),
      RULES.map(({ id }) => id),
    );
    const judging = rules.filter(({ judgesKind }) => judgesKind).map(({ rule }) => rule);
    assert.ok(judging.includes(PASSWORD) && !judging.includes(ADMIN));
  });

  it('says whether a file is judged, of what kind and stage it is, and why', async () => {
    const expected: Readonly<Record<string, readonly [judged: string, kind: string, stage: string]>> = {
      'src/karte.ts': ['all | default', 'main | default', 'unknown | default'],
      'src/prod/a.ts': ['all | default', 'main | default', 'production | path prod'],
      'e2e/a.ts': ['all | default', 'test | path e2e/', 'test | path e2e'],
      'legacy/tief/a.ts': ['nothing excluded | fachlint.json:4:15 exclude[0]', 'main | default', 'unknown | default'],
      'alt/a.ts': ['nothing excluded | fachlint.json:4:25 exclude[1]', 'main | default', 'unknown | default'],
      'erzeugt/a.ts': ['nothing ignored | gitignore erzeugt', 'main | default', 'unknown | default'],
      'dist/a.ts': ['nothing skipped-folder | path dist', 'generated | path dist/', 'unknown | default'],
      'compose.yaml': ['nothing not-included | fachlint.json:3:14 include', 'main | default', 'unknown | default'],
      'bild.png': ['nothing binary | path bild.png', 'main | default', 'unknown | default'],
      'binaer.ts': ['nothing binary | file', 'main | default', 'unknown | default'],
      'gross.ts': ['nothing too-large | file', 'main | default', 'unknown | default'],
      'skript.py': ['texts format | file', 'main | default', 'unknown | default'],
      'yarn.lock': ['nothing kind | default', 'generated | path yarn.lock', 'unknown | default'],
    };
    for (const [path, words] of Object.entries(expected)) {
      const { judged, kind, stage } = await shown(path);
      assert.deepEqual([told(judged), told(kind), told(stage)], words, path);
    }
  });

  it('does not follow links, as check does not', async function () {
    const { root: other } = temporaryProject({ 'fachlint.json': '{}', 'echt/a.ts': 'export {};\n' });
    try {
      symlinkSync('echt', join(other, 'ordner'));
    } catch {
      this.skip();
    }
    const run = await fachlint(['config', 'ordner/a.ts', '--format', 'json'], { cwd: other });
    assert.equal(told((JSON.parse(run.stdout) as Document).judged), 'nothing link | file');
  });

  it('takes another configuration, writes to a file, and has defaults without one', async () => {
    const { root: plain } = temporaryProject({
      ...{ 'a.ts': 'export {};\n', 'anders.json': '{ "language": "en" }' },
      '.git/HEAD': '',
    });
    const file = join(plain, 'gilt.json');
    const run = await fachlint(['config', join(plain, 'a.ts'), '--format', 'json', '--output', file]);
    assert.deepEqual([run.code, run.stdout], [0, '']);
    const { language, rules } = JSON.parse(readFileSync(file, 'utf8')) as Document;
    assert.deepEqual([told(language), told(rules[0])], ['nothing | default', 'error | default']);
    const named = await fachlint(['config', 'a.ts', '--format', 'json', '--config', 'anders.json'], { cwd: plain });
    assert.equal(told((JSON.parse(named.stdout) as Document).language), 'en | anders.json:1:15 language');
  });

  it('reads well in both languages', async () => {
    const german = (await fachlint(['config', 'src/karte.ts'], { cwd: root })).stdout;
    assert.match(german, /^src\/karte\.ts\n\n {2}geprüft +ja +Vorgabe|^src\/karte\.ts\n\n {2}geprüft +ja\n/);
    assert.match(german, /\n {2}Vertrauensniveau +hoch +fachlint\.json:12:23 {2}vertrauensniveau\n/);
    assert.match(german, /\n {2}encryption\/no-weak-hash +aus +fachlint\.json:8:72 {2}overrides\[1\]/);
    const english = (await fachlint(['config', 'e2e/a.ts', '--lang', 'en'], { cwd: root })).stdout;
    assert.match(english, /\n {2}kind \(kinds\) +test +because of e2e\/\n/);
    assert.match(english, /\n {2}mfa\/require-second-factor-on-admin-route +– +judges no files of kind test\n/);
  });

  it('refuses what is no file, and a broken configuration', async () => {
    const refused = async (args: readonly string[], sentence: RegExp): Promise<void> => {
      const run = await fachlint(['config', ...args], { cwd: root });
      assert.deepEqual([run.code, run.stdout], [2, '']);
      assert.match(run.stderr, sentence);
    };
    await refused(['nein.ts'], /^fachlint: The path nein\.ts does not exist\.\n$/);
    await refused(['src'], /^fachlint: src is not a file\./);
    await refused([], /The argument "file" is missing/);
    await refused(['src/karte.ts', '--format', 'sarif'], /Unknown format "sarif"/);
    await refused(['src/karte.ts', '--config', 'compose.yaml'], /^fachlint: compose\.yaml:1:1: /);
  });
});
