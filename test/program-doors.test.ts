/** `fachlint doors`: the map of doors in every format, as a process, and the purposes that paths have. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { purposeOfDoor } from '../rules/catalog/door-purposes.ts';
import { fachlint } from './run-program.ts';
import { assertFixture } from './snapshot.ts';
import { temporaryProjects } from './temporary-project.ts';

const SCHEMA = new URL('../server/report/doors.schema.json', import.meta.url);
const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

const APP = `
import express, { Router } from 'express';
import { wache } from '@stadt/wache';
import { pruefeZweitenFaktor, requireLogin, nurMitSchluessel } from './waechter';

const app = express();
const konten = Router();
konten.put('/:id/bankverbindung', pruefeZweitenFaktor, (req, res) => res.json(aendere(req.body)));
konten.get('/:id', (req, res) => res.json(lies(req.params.id)));
app.get('/health', (req, res) => res.send('ok'));
app.use('/verwaltung/konten', requireLogin, konten);
app.post('/hook', nurMitSchluessel, (req, res) => res.end());
app.get('/fremd', wache, (req, res) => res.end());
app.post('=HYPERLINK("https://angreifer.example")', (req, res) => res.end());
app.get('/<script>alert(1)</script>', (req, res) => res.end());
app.get('/hook/Kreisverwaltung-8842-xQ', (req, res) => res.end());
const password = 'Kreisverwaltung-8842-xQ';
`;
const GUARDS = `
export function requireLogin(req, res, next) {
  if (!req.session.user) return res.status(401).end();
  next();
}
export function pruefeZweitenFaktor(req, res, next) {
  if (req.session.acr !== 'substanziell') return res.status(403).end();
  next();
}
export function nurMitSchluessel(req, res, next) {
  if (!pruefeApiKey(req.get('x-api-key'))) return res.status(401).end();
  next();
}
function pruefeApiKey(key) {
  return key === process.env.API_KEY;
}
`;

interface DoorMap {
  readonly doors: readonly {
    readonly method: string;
    readonly path: string;
    readonly verdict: string;
    readonly purpose: string;
    readonly operation?: string;
    readonly guards: readonly { readonly name: string; readonly path: string; readonly start: { line: number } }[];
    readonly missing?: string;
  }[];
}

describe('fachlint doors', () => {
  const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
  const { root } = temporaryProject({ 'src/app.ts': APP, 'src/waechter.ts': GUARDS });
  after(removeTemporaryProjects);

  for (const language of ['de', 'en']) {
    it(`shows a tree of prefixes (${language})`, async () => {
      const { code, stdout, stderr } = await fachlint(['doors', root, '--lang', language]);
      assert.deepEqual([code, stderr], [0, '']);
      assertFixture(`program/doors-${language}.txt`, stdout);
    });

    it(`writes JSON that fits its schema (${language})`, async () => {
      const { code, stdout } = await fachlint(['doors', root, '--format', 'json', '--lang', language]);
      assert.equal(code, 0);
      const map = JSON.parse(stdout) as DoorMap;
      validate(map);
      assert.deepEqual(validate.errors ?? [], []);
      const verdicts = Object.fromEntries(map.doors.map(({ path, verdict }) => [path, verdict]));
      assert.equal(verdicts['/health'], 'open');
      assert.equal(verdicts['/verwaltung/konten/:id'], 'sign-in only');
      assert.equal(verdicts['/verwaltung/konten/:id/bankverbindung'], 'second factor');
      assert.equal(verdicts['/hook'], 'machine');
      assert.equal(verdicts['/fremd'], 'unknown');
      const unknown = map.doors.find(({ verdict }) => verdict === 'unknown');
      assert.match(unknown?.missing ?? '', /`wache`/);
      assert.ok(!validate({ ...map, doors: [{ ...unknown, missing: undefined }] }));
    });
  }

  it('says which guards stand before a door, in order, and where', async () => {
    const { stdout } = await fachlint(['doors', root, '--format', 'json']);
    const door = (JSON.parse(stdout) as DoorMap).doors.find(({ path }) => path.endsWith('bankverbindung'));
    assert.deepEqual(
      door?.guards.map(({ name, path, start }) => `${name} ${path}:${String(start.line)}`),
      ['requireLogin src/app.ts:11', 'pruefeZweitenFaktor src/app.ts:8'],
    );
    assert.deepEqual([door.purpose, door.operation], ['sensitive operation', 'bank details']);
  });

  it('writes CSV in which nothing is a formula', async () => {
    const { stdout } = await fachlint(['doors', root, '--format', 'csv']);
    const lines = stdout.split('\r\n');
    assert.equal(lines.pop(), '');
    assert.match(lines[0] ?? '', /^"Method","Path","Verdict"/);
    const cells = lines.flatMap((line) => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell));
    assert.deepEqual(
      cells.filter((cell) => /^\s*[=+\-@]/.test(cell)),
      [],
    );
  });

  it('writes a page without scripts, in which no path becomes one', async () => {
    for (const language of ['de', 'en']) {
      const { stdout } = await fachlint(['doors', root, '--format', 'html', '--lang', language]);
      assert.match(stdout, new RegExp(`<html lang="${language}">`));
      assert.doesNotMatch(stdout, /<script|<link|src=|href=/i);
      assert.match(stdout, /&lt;script&gt;/);
      assert.match(stdout, /<caption/);
      assert.match(stdout, /<th scope="col">/);
      assert.match(stdout, /<th scope="row">/);
    }
  });

  it('shows dots where a route holds a secret', async () => {
    for (const format of ['text', 'json', 'html', 'csv']) {
      const { stdout } = await fachlint(['doors', root, '--format', format]);
      assert.doesNotMatch(stdout, /Kreisverwaltung-8842/, format);
      assert.match(stdout, /\/•{10}/, format);
    }
  });

  it('writes files by their names', async () => {
    const files = ['karte.json', 'karte.html', 'karte.csv'].map((name) => join(root, '..', `doors-${name}`));
    const { code } = await fachlint(['doors', root, ...files.flatMap((file) => ['--output', file])]);
    assert.equal(code, 0);
    assert.ok(validate(JSON.parse(readFileSync(files[0] ?? '', 'utf8'))));
    const wrong = await fachlint(['doors', root, '--format', 'sarif']);
    assert.deepEqual([wrong.code, wrong.stdout], [2, '']);
    assert.equal((await fachlint(['doors', join(root, 'nirgends')])).code, 2);
  });

  it('shows no doors of a library, and none of what tests start', async () => {
    const { root: library } = temporaryProject({
      'src/index.ts': 'export const quadriere = (zahl) => zahl * zahl;\n',
      'test/server.test.ts': "import express from 'express';\nexpress().get('/probe', (req, res) => res.end());\n",
    });
    const text = await fachlint(['doors', library]);
    assert.deepEqual([text.code, text.stdout], [0, 'No doors: no server registers a route in 2 files.\n']);
    assert.deepEqual(JSON.parse((await fachlint(['doors', library, '--format', 'json'])).stdout), {
      version: 1,
      doors: [],
    });
  });
});

describe('purposes of doors', () => {
  const PURPOSES: readonly (readonly [method: string, path: string, purpose: string])[] = [
    ['POST', '/api/auth/login', 'sign-in'],
    ['GET', '/auth/bundid/callback', 'sign-in'],
    ['POST', '/auth/forgot/password', 'sign-in'],
    ['POST', '/oauth/token', 'sign-in'],
    ['POST', '/logout', 'sign-out'],
    ['POST', '/oauth/revoke', 'sign-out'],
    ['DELETE', '/session', 'sign-out'],
    ['PUT', '/konto/bankverbindung', 'sensitive-operation: bank-details'],
    ['PATCH', '/users/:id/iban', 'sensitive-operation: bank-details'],
    ['GET', '/konto/bankverbindung', 'other'],
    ['POST', '/benutzer/:id/rollen', 'sensitive-operation: role-change'],
    ['GET', '/export', 'sensitive-operation: data-export'],
    ['GET', '/einwohner/export.csv', 'sensitive-operation: data-export'],
    ['DELETE', '/akten/:id', 'sensitive-operation: deletion'],
    ['DELETE', '/akten/:id/notizen/:notiz', 'other'],
    ['POST', '/users/:id/delete', 'sensitive-operation: deletion'],
    ['POST', '/api-keys', 'sensitive-operation: key-management'],
    ['POST', '/api-keys/:id/revoke', 'sensitive-operation: key-management'],
    ['GET', '/verwaltung/gebuehren', 'administration'],
    ['GET', '/admin', 'administration'],
    ['GET', '/healthz', 'public'],
    ['GET', '/impressum', 'public'],
    ['GET', '/.well-known/security.txt', 'public'],
    ['GET', '/termine', 'other'],
    ['GET', '/hundesteuer/exporteure', 'other'],
    ['GET', '/schluesseldienste', 'other'],
  ];
  for (const [method, path, expected] of PURPOSES) {
    it(`${method} ${path}: ${expected}`, () => {
      const { purpose, operation } = purposeOfDoor(method, path);
      assert.equal(operation === undefined ? purpose : `${purpose}: ${operation}`, expected);
    });
  }
});
