/** `fachlint registers` and `fachlint readiness` as processes: formats, schemas, declared answers, and no secret. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { fachlint } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

const SCHEMAS = {
  registers: new URL('../server/report/registers.schema.json', import.meta.url),
  readiness: new URL('../server/report/readiness.schema.json', import.meta.url),
};
const SECRET = 'Rathausuhr-schlaegt-13';
const FILES = {
  'package.json': '{ "name": "wohngeld" }',
  'src/melderegister.ts': `
const XMELD = 'http://www.osci.de/xmeld2611';
const ALT = '=HYPERLINK("https://melderegister.angreifer.example")';
export async function rufeAb(zweck: string) {
  await fetch('https://leser:${SECRET}@melderegister.stadt.example/xmeld/<b>', { method: 'POST', body: zweck + XMELD + ALT });
}
`,
};

interface Criterion {
  readonly number: number;
  readonly status: string;
  readonly declared?: { readonly status: string; readonly note?: string };
}

for (const command of ['registers', 'readiness'] as const) {
  describe(`fachlint ${command}`, () => {
    const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
    const { root } = temporaryProject(FILES);
    const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(SCHEMAS[command], 'utf8')) as object);
    after(removeTemporaryProjects);

    for (const language of ['de', 'en']) {
      it(`writes JSON that fits its schema (${language})`, async () => {
        const { code, stdout } = await fachlint([command, root, '--format', 'json', '--lang', language]);
        assert.equal(code, 0);
        validate(JSON.parse(stdout));
        assert.deepEqual(validate.errors ?? [], []);
      });
    }

    it('shows no secret and no markup of an inspected file in any format', async () => {
      for (const format of ['text', 'json', 'html', 'csv']) {
        const { code, stdout } = await fachlint([command, root, '--format', format]);
        assert.equal(code, 0);
        assert.ok(!stdout.includes(SECRET), format);
        assert.ok(!stdout.includes('<b>') || format !== 'html', format);
        assert.ok(!/(^|,)"?=/m.test(stdout) || format !== 'csv', format);
      }
    });

    it('writes a page without scripts, and files by their names', async () => {
      const page = join(root, 'aus/bericht.html');
      const { code } = await fachlint([
        command,
        root,
        '--output',
        page,
        '--output',
        join(root, 'aus/bericht.csv'),
        '--lang',
        'de',
      ]);
      assert.equal(code, 0);
      const html = readFileSync(page, 'utf8');
      assert.match(html, /^<!doctype html>\n<html lang="de">/);
      assert.doesNotMatch(html, /<script|javascript:|https?:\/\/[^<]{0,40}\.js/);
      assert.match(readFileSync(join(root, 'aus/bericht.csv'), 'utf8'), /^"[^"]+",.*\r\n/);
    });

    it('says so where no register is touched', async () => {
      const empty = fileURLToPath(new URL('./fixtures/registers/projects/ohne-register', import.meta.url));
      const { code, stdout } = await fachlint([command, empty, '--lang', 'en']);
      assert.equal(code, 0);
      assert.match(stdout, /in \d files nothing touches a public register/i);
    });

    it('ends with 2 where a path does not exist', async () => {
      const { code, stderr } = await fachlint([command, join(root, 'fehlt')]);
      assert.equal(code, 2);
      assert.match(stderr, /fehlt/);
    });
  });
}

describe('answers in fachlint.json', () => {
  const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
  after(removeTemporaryProjects);

  it('appear as declared and change no status', async () => {
    const configuration = '{ "readiness": { "25": { "status": "met", "note": "Betriebshandbuch, Kapitel 4" } } }';
    const { root } = temporaryProject({ ...FILES, 'fachlint.json': configuration });
    const { stdout } = await fachlint(['readiness', root, '--format', 'json']);
    const { criteria } = JSON.parse(stdout) as { criteria: readonly Criterion[] };
    const last = criteria.find(({ number }) => number === 25);
    assert.equal(last?.status, 'unseen');
    assert.deepEqual(last.declared, { status: 'met', note: 'Betriebshandbuch, Kapitel 4' });
  });

  it('are refused for a criterion that there is not', async () => {
    const { root } = temporaryProject({ ...FILES, 'fachlint.json': '{ "readiness": { "26": { "status": "met" } } }' });
    const { code, stderr } = await fachlint(['readiness', root, '--lang', 'en']);
    assert.equal(code, 2);
    assert.match(stderr, /fachlint\.json:1:\d+/);
  });
});
