/** What the identity of a finding survives, what changes it, and what is not in it. */
import assert from 'node:assert/strict';
import { format, type Options } from 'prettier';
import { NO_MD5, NO_PASSWORD } from './judged-rules.ts';
import { ProjectSeries } from './fixture-harness.ts';

const SOURCE = `import { createHash } from 'node:crypto';
import { verbinde } from '@stadt/register';

const vorgaben = { host: 'auenfeld.de' };

export async function oeffne(mandant, port = 8443) {
  const zugang = await verbinde(mandant, { ...vorgaben, kennwort: 'start123', port: port });
  zugang.kennwort = 'start123';
  return zugang;
}

class Pruefsumme {
  kennwort = "start123";
  bilde = (text) => createHash('md5').update(text);
}
`;

let series: ProjectSeries;
before(async () => {
  series = await ProjectSeries.open({ threads: 1, rules: [NO_PASSWORD, NO_MD5] });
});
after(() => series.close());

async function fingerprintsOf(text: string, path = 'src/app.ts'): Promise<string[]> {
  const { findings } = await series.analyse(new Map([[path, text]]));
  for (const { fingerprint } of findings) assert.match(fingerprint, /^[\da-f]{32}$/);
  return findings.map(({ fingerprint }) => fingerprint);
}

/** Both texts have findings, and the same ones in the same order. */
async function assertSame(one: string, other: string, path?: string): Promise<void> {
  const [before, after] = [await fingerprintsOf(one, path), await fingerprintsOf(other, path)];
  assert.notEqual(before.length, 0);
  assert.deepEqual(after, before);
}

describe('the fingerprint of a finding in a script', () => {
  const replaced = (...pairs: readonly (readonly [string, string])[]): string =>
    pairs.reduce((text, [from, to]) => {
      assert.ok(text.includes(from), from);
      return text.replaceAll(from, to);
    }, SOURCE);

  it('is there for each of the sample, all different', async () => {
    const prints = await fingerprintsOf(SOURCE);
    assert.equal(prints.length, 4);
    assert.equal(new Set(prints).size, 4);
  });

  it('stays when lines move', async () => {
    await assertSame(SOURCE, `// Kopf\n\n\n${SOURCE}`);
    await assertSame(SOURCE, SOURCE.replaceAll('\n', '\r\n'));
    await assertSame(SOURCE, SOURCE.replaceAll('\n', '\n\n'));
  });

  it('stays when other statements come before, in the file and in the function', async () => {
    await assertSame(SOURCE, `import 'reflect-metadata';\nconst anderes = 'anderes';\nmelde(anderes);\n${SOURCE}`);
    await assertSame(
      SOURCE,
      replaced(['  const zugang =', "  melde('Zugang');\n  if (!mandant) return;\n  const zugang ="]),
    );
    await assertSame(SOURCE, replaced(['  kennwort = "', '  laenge = 3;\n\n  hole() {}\n\n  kennwort = "']));
  });

  it('stays when comments are added', async () => {
    await assertSame(SOURCE, replaced(["kennwort: 'start123'", "/* alt */ kennwort: 'start123' /* noch da */"]));
    await assertSame(SOURCE, replaced(['bilde = (text) =>', 'bilde = (text) => // kurz\n   ']));
  });

  it('stays when a local name is changed', async () => {
    await assertSame(SOURCE, replaced(['zugang', 'verbindung'], ['mandant', 'm'], ['vorgaben', 'basis']));
    await assertSame(SOURCE, replaced(['(text)', '(eingabe)']));
  });

  const styles: readonly (readonly [string, Options])[] = [
    ['narrow lines', { printWidth: 30 }],
    ['wide lines', { printWidth: 200 }],
    ['tabs, double quotes, no semicolons', { useTabs: true, singleQuote: false, semi: false, tabWidth: 8 }],
    ['trailing commas, tight braces', { trailingComma: 'all', bracketSpacing: false, singleQuote: true }],
    ['quoted keys', { quoteProps: 'consistent', trailingComma: 'none' }],
  ];
  for (const [name, options] of styles) {
    it(`stays when prettier writes the file anew: ${name}`, async () => {
      const formatted = await format(SOURCE, { parser: 'typescript', ...options });
      assert.notEqual(formatted, SOURCE);
      await assertSame(SOURCE, formatted);
    });
  }

  it('stays when prettier leaves out parentheses that say nothing', async () => {
    await assertSame(SOURCE, await format(SOURCE, { parser: 'typescript', arrowParens: 'avoid' }));
  });

  it('stays when the file is renamed or moved', async () => {
    assert.deepEqual(await fingerprintsOf(SOURCE, 'lib/alt/zugang.mts'), await fingerprintsOf(SOURCE));
  });

  it('holds no secret: it stays when nothing but the literal changes', async () => {
    await assertSame(SOURCE, replaced(['start123', 'Xk9$/qW`(']));
    await assertSame(SOURCE, replaced(["'start123'", '`ganz\nanders`']));
  });

  it('stays when the literal changes beside signs that look like quotes', async () => {
    const source = (secret: string): string =>
      `const ohne = /'/g, kennwort = '${secret}';\nconst teil = \`\${wert("'")}\`, zugang = { kennwort: '${secret}' };\nconst nachher = \`\${'\`'}\`, b = (kennwort = '${secret}');\n`;
    await assertSame(source('start123'), source('anderes-wort'));
  });

  it('tells two occurrences of the same statement apart', async () => {
    const line = "verbinde({ kennwort: 'a' });\n";
    const prints = await fingerprintsOf(`${line}${line}`);
    assert.equal(prints.length, 2);
    assert.notEqual(prints[0], prints[1]);
    assert.deepEqual(await fingerprintsOf(line), prints.slice(0, 1));
  });

  it('tells functions, classes and rules apart', async () => {
    const prints = await fingerprintsOf(
      "function a() {\n  const kennwort = 'x';\n}\nfunction b() {\n  const kennwort = 'x';\n}\nclass C {\n  b() {\n    const kennwort = 'x';\n  }\n}\n",
    );
    assert.equal(new Set(prints).size, 3);
  });

  it('changes with the statement', async () => {
    const [before] = await fingerprintsOf("kennwort = 'a';\n");
    const [after] = await fingerprintsOf("mandant.kennwort = 'a';\n");
    assert.notEqual(before, after);
  });

  it('stays when an equal property of another call comes before', async () => {
    const [only] = await fingerprintsOf("verbinde({ kennwort: 'a' });\n");
    const prints = await fingerprintsOf("trenne({ kennwort: 'b' });\nverbinde({ kennwort: 'a' });\n");
    assert.equal(prints[1], only);
  });
});

describe('the fingerprint of a finding in a configuration file', () => {
  const YAML = 'register:\n  host: auenfeld.de\n  kennwort: abc\nausweis:\n  kennwort: abc\n';

  it('is the key path: order, comments, style and value do not matter', async () => {
    const prints = await fingerprintsOf(YAML, 'config/db.yaml');
    assert.equal(new Set(prints).size, 2);
    await assertSame(YAML, `# Kopf\n\nvor: 1\n${YAML}`, 'config/db.yaml');
    await assertSame(YAML, YAML.replaceAll('abc', '"ganz anders"'), 'config/db.yaml');
    await assertSame(YAML, "register: { port: 1, kennwort: 'abc' }\nausweis: { kennwort: abc }\n", 'config/db.yaml');
    const turned = await fingerprintsOf('ausweis:\n  kennwort: abc\nregister:\n  kennwort: abc\n', 'config/db.yaml');
    assert.deepEqual(turned, prints.toReversed());
  });

  it('changes with the key path', async () => {
    const [register, ausweis] = await fingerprintsOf(YAML, 'config/db.yaml');
    const [renamed, same] = await fingerprintsOf(YAML.replace('register', 'melderegister'), 'config/db.yaml');
    assert.notEqual(renamed, register);
    assert.equal(same, ausweis);
  });

  it('holds for JSON and .env files, too', async () => {
    const json = (value: string): string => JSON.stringify({ db: { kennwort: value }, kennwort: value });
    await assertSame(json('abc'), JSON.stringify(JSON.parse(json('x')), undefined, 4), 'config/db.json');
    await assertSame('kennwort=abc\n', 'A=1\n\nexport kennwort="def" # neu\n', '.env.production');
  });

  it('tells several documents of one file apart', async () => {
    const prints = await fingerprintsOf(`${YAML}---\n${YAML}`, 'config/db.yaml');
    assert.equal(new Set(prints).size, 4);
  });

  it('stays when an item comes before in a list of named things', async () => {
    const list = (...names: string[]): string =>
      `dienste:\n${names.map((name) => `  - name: ${name}\n    kennwort: abc\n`).join('')}`;
    const [only] = await fingerprintsOf(list('melde'), 'config/db.yaml');
    const prints = await fingerprintsOf(list('neu', 'melde'), 'config/db.yaml');
    assert.equal(prints[1], only);
  });
});
