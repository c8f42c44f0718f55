/**
 * No output repeats a secret of an inspected project: unique markers are planted in every form that we know, and every
 * output is searched for any six characters of them. Grows with every new form.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HoverRequest } from 'vscode-languageserver-protocol/node';
import { lifetimes } from './lsp/lifetimes.ts';
import { fachlint } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

/** So many characters of a secret in a row are a part of it. */
const PART = 6;

/** A secret that occurs nowhere else: mixed, and no six characters of two of them are the same. */
const SECRETS: string[] = [];
function secret(): string {
  const number = SECRETS.length;
  const letters = 'kQzXvJwYpGqHbN';
  const made = Array.from({ length: 4 }, (_, index) => {
    const seed = number * 31 + index * 7;
    return `${letters[seed % 14] ?? ''}${String((seed * 13) % 90)}${letters[(seed * 5 + 3) % 14] ?? ''}${letters[(seed * 3 + number) % 14] ?? ''}`;
  }).join('');
  SECRETS.push(made);
  return made;
}

const SCRIPT = `
import { Client } from 'pg';
import jwt from 'jsonwebtoken';
import session from 'express-session';
import ldap from 'ldapts';
const passwort = '${secret()}';
const { kennwort = '${secret()}' } = process.env;
export const einstellungen = { datenbank: { user: 'buero', password: "${secret()}" }, apiKey: \`${secret()}\` };
export const geheimnis = process.env.GEHEIMNIS ?? '${secret()}';
export function verbinde(zugang, clientSecret = '${secret()}') { return new Client({ host: 'db.example', user: 'a', password: '${secret()}' }); }
class Kasse { #kennwort = '${secret()}'; static TOKEN = '${secret()}${secret()}'; }
enum Zugang { Kennwort = '${secret()}' }
export const marke = jwt.sign({}, '${secret()}');
export const sitzung = session({ secret: ['${secret()}', '${secret()}'] });
export const verzeichnis = async () => { await new ldap.Client({ url: 'ldaps://ad.example' }).bind('cn=a', '${secret()}'); };
export const adresse = 'postgres://buero:${secret()}@db.example:5432/buero?sslmode=no-verify';
export const ado = 'Server=db.example;User Id=buero;Password=${secret()};TrustServerCertificate=true';
export const kopf = { Authorization: 'Bearer ${secret()}', 'X-Api-Key': '${secret()}' };
fetch('https://melderegister.example/personen?key=${secret()}');
passwort === '${secret()}' || kennwort;
`;

const FILES = {
  'src/zugang.ts': SCRIPT,
  'src/kaputt.ts': `const password = '${secret()}';\nconst apiKey = '${secret()}\nexport const x = {{{ password: '${secret()}'\n`,
  '.env': `DB_PASSWORD=${secret()}\nexport SECRET="${secret()}"\n`,
  'compose.yaml': `services:\n  db:\n    image: postgres\n    environment:\n      POSTGRES_PASSWORD: ${secret()}\n      NODE_TLS_REJECT_UNAUTHORIZED: "0"\n  app:\n    image: app\n    environment:\n      - API_KEY=\${API_KEY:-${secret()}}\n      - TOKEN=${secret()}${secret()}\n`,
  'config/produktion.json': `{ "datenbank": { "host": "db.example", "passwort": "${secret()}" }, "kaputt": "${secret()}`,
  'k8s/secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  password: ${secret()}\ndata:\n  passwort: ${Buffer.from(secret()).toString('base64')}\n`,
  'realm.json': `{ "realm": "a", "clients": [{ "clientId": "b", "secret": "${secret()}" }], "users": [{ "credentials": [{ "type": "password", "value": "${secret()}" }] }] }`,
  'package.json': `{ "name": "a", "scripts": { "start": "NODE_TLS_REJECT_UNAUTHORIZED=0 DB_PASSWORD=${secret()} node a.js" } }`,
};

function assertSilent(output: string, what: string): void {
  for (const each of SECRETS) {
    for (let start = 0; start + PART <= each.length; start++) {
      const part = each.slice(start, start + PART);
      assert.ok(!output.includes(part), `${what} repeats a part of secret ${String(SECRETS.indexOf(each))}`);
      assert.ok(
        !output.includes(Buffer.from(each).toString('base64').slice(0, 8)),
        `${what} repeats a secret in Base64`,
      );
    }
  }
}

describe('secrets of inspected projects', () => {
  const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
  const { project, start } = lifetimes();
  after(removeTemporaryProjects);

  it('are unlike each other', () => {
    const parts = SECRETS.flatMap((each) =>
      Array.from({ length: each.length - PART + 1 }, (_, i) => each.slice(i, i + PART)),
    );
    assert.equal(new Set(parts).size, parts.length);
  });

  for (const format of ['text', 'json', 'sarif']) {
    for (const language of ['de', 'en']) {
      it(`never stand in ${format} (${language})`, async () => {
        const { root } = temporaryProject(FILES);
        const file = join(root, '..', `marker-${format}-${language}.out`);
        const options = ['--format', format, '--lang', language, '--confidence', 'low'];
        const shown = await fachlint(['check', root, ...options]);
        assert.equal(shown.code, 1);
        assert.match(shown.stdout, /no-hardcoded-password/);
        assertSilent(shown.stdout + shown.stderr, format);
        const written = await fachlint(['check', root, ...options, '--output', `${format}=${file}`, '--fix']);
        assertSilent(written.stdout + written.stderr + readFileSync(file, 'utf8'), `${format} in a file`);
      });
    }
  }

  it('never stand in anything the language server says', async () => {
    const { folder, file } = project(FILES);
    const editor = await start({ folders: [folder], locale: 'de' });
    for (const path of Object.keys(FILES)) {
      await editor.open(file(path));
      for (const diagnostic of await editor.pull(file(path))) {
        await editor.connection.sendRequest(HoverRequest.type, {
          textDocument: { uri: pathToFileURL(file(path)).href },
          position: diagnostic.range.start,
        });
        for (const action of await editor.actions(file(path), diagnostic.range, [diagnostic]))
          await editor.resolve(action);
      }
    }
    assert.match(editor.output, /no-hardcoded-password/);
    assertSilent(editor.output + editor.log.join('\n'), 'the language server');
  });
});
