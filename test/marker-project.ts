/** A project whose secrets are unique markers, in every format that is read and in every place of it that holds secrets. */

/** So many characters of a secret in a row are a part of it. */
export const PART = 6;

/** Every secret that was planted, as it stands in a file. */
export const SECRETS: string[] = [];
const parts = new Set<string>();

/** Numbers that are the same in every run. */
let state = 20_261_123;
function below(limit: number): number {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * limit);
}

const pick = (letters: string): string => letters.charAt(below(letters.length));

/** Drawn at random, as a machine would. */
function drawn(length: number, letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'): string {
  return Array.from({ length }, () => pick(letters)).join('');
}

/** Made up by a person: words that can be spoken, a number behind them. */
function spoken(): string {
  const word = (): string =>
    Array.from({ length: 3 }, () => pick('bdfgklmnprstvwz') + pick('aeiou')).join('') + pick('lnrst');
  const first = word();
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}-${word()}${String(10 + below(90))}`;
}

/** Plants a secret that shares no part with another one. */
function planted(make: () => string): string {
  for (;;) {
    const made = make();
    const own = Array.from({ length: made.length - PART + 1 }, (_, at) => made.slice(at, at + PART));
    if (own.some((part) => parts.has(part))) continue;
    for (const part of own) parts.add(part);
    SECRETS.push(made);
    return made;
  }
}

let turn = 0;
/** Persons and machines in turn. */
function secret(): string {
  return planted(turn++ % 2 === 0 ? () => drawn(18) : spoken);
}

const digits = (length: number): string => planted(() => drawn(length));
const hex = (length: number): string => planted(() => drawn(length, '0123456789abcdef'));
const token = (prefix: string, length: number): string => prefix + digits(length);

/** Keys and certificates: lines of 64 characters between two that say what it is. */
function pem(lineBreak = '\n', kind = 'RSA PRIVATE KEY'): string {
  const body = Array.from({ length: 8 }, () => digits(64)).join(lineBreak);
  return `-----BEGIN ${kind}-----${lineBreak}${body}${lineBreak}-----END ${kind}-----`;
}

/** As it is handed over to HTTP; what is inside must not come out either. */
function basic(): string {
  return planted(() => Buffer.from(`buero:${spoken()}`).toString('base64').replace(/=+$/, ''));
}

/** As Secrets of Kubernetes hold their values: neither the text nor its code may come out. What `make` plants is a secret of its own. */
function encoded(make: () => string): string {
  return planted(() => Buffer.from(make()).toString('base64').replace(/=+$/, ''));
}

/** A secret that stands in no file but in Base64; hosts may be named. */
const inside = (): string => planted(spoken);

const SCRIPT = `
import { Client, Pool } from 'pg';
import jwt from 'jsonwebtoken';
import session from 'express-session';
import ldap from 'ldapts';
import nodemailer from 'nodemailer';
import basicAuth from 'express-basic-auth';
import { spawn } from 'node:child_process';
import snmp from 'net-snmp';
import { createHmac, createCipheriv } from 'node:crypto';
const passwort = '${secret()}';
const { kennwort = '${secret()}' } = process.env;
export const einstellungen = { datenbank: { user: 'buero', password: "${secret()}" }, apiKey: \`${secret()}\` };
export const geheimnis = process.env.GEHEIMNIS ?? '${secret()}';
export const zweites = process.env['ZWEITES_PASSWORT'] || '${secret()}';
export function verbinde(zugang, clientSecret = '${secret()}') { return new Client({ host: 'db.example', user: 'a', password: '${secret()}' }); }
class Kasse { #kennwort = '${secret()}'; static TOKEN = '${secret()}'; }
enum Zugang { Kennwort = '${secret()}' }
export const marke = jwt.sign({}, '${secret()}');
export const geprueft = jwt.verify('x', '${secret()}');
export const sitzung = session({ secret: ['${secret()}', '${secret()}'], resave: false });
export const verzeichnis = async () => { await new ldap.Client({ url: 'ldap://ad.rathaus.example' }).bind('cn=a', '${secret()}'); };
export const adresse = 'postgres://buero:${secret()}@db.rathaus.de:5432/buero?sslmode=no-verify';
export const mitTeil = \`postgres://buero:${secret()}@\${process.env.DB_HOST}:5432/buero?sslmode=disable\`;
export const ado = 'Server=db.rathaus.de;User Id=buero;Password=${secret()};TrustServerCertificate=true';
export const kopf = { Authorization: 'Bearer ${secret()}', 'X-Api-Key': '${secret()}' };
export const grund = { Authorization: 'Basic ${basic()}' };
export const abruf = fetch('http://melderegister.rathaus.de/personen?key=${secret()}&api_key=${secret()}');
export const pfad = fetch('https://${digits(24)}:x-oauth-basic@git.rathaus.de/repo');
passwort === '${secret()}' || kennwort;
export const werte = new Map([['db.password', '${secret()}']]); switch (passwort) { case '${secret()}': break; }
export const kopie = spawn('sshpass', ['-p', '${secret()}', 'scp', 'a', 'b']); spawn('mysql', ['-p${secret()}']);
export const elster = { pfx: 'a.pfx', pin: '${planted(() => drawn(8, '0123456789'))}' };
export const netz = snmp.createSession('10.0.0.1', '${secret()}');
export const pool = new Pool({ host: 'db.rathaus.de', password: '${secret()}', ssl: { rejectUnauthorized: false } });
export const post = nodemailer.createTransport({ host: 'mail.rathaus.de', port: 587, auth: { user: 'buero', pass: '${secret()}' }, tls: { rejectUnauthorized: false } });
export const schutz = basicAuth({ users: { amt: '${secret()}', leitung: '${secret()}' } });
export const siegel = createHmac('md5', '${secret()}').update('a').digest('hex');
export const chiffre = createCipheriv('aes-256-cbc', '${hex(32)}', '1234567890123456');
export const github = '${token('ghp_', 36)}';
export const schluessel = \`${pem()}\`;
export const einzeilig = '${pem('\\n')}';
client.setPassword('${secret()}'); const config = { get: (name, ersatz) => ersatz }; config.get('DB_PASSWORD', '${secret()}');
headers.set('X-Api-Key', '${secret()}'); localStorage.setItem('token', '${secret()}');
// Zugang für Tests: admin / Passwort ${secret()}
// Testzugang: sachbearbeitung / ${planted(spoken)}
/* password: ${secret()} */
/** curl -u buero:${secret()} https://melderegister.rathaus.de */
// fachlint-disable-next-line encryption/no-weak-hash -- überholt
const db_passwort = '${secret()}';
export const seite = (<Anmeldung passwort="${secret()}" token={'${secret()}'} />);
`.trim();

const DOORS = `
import express from 'express';
const app = express();
const token = '${secret()}';
app.get('/hundesteuer', (req, res) => res.json([]));
app.post('/hook/${digits(24)}', (req, res) => res.end());
app.post('/hook/' + token, schutz('${secret()}'), (req, res) => res.end());
app.use('/intern/${hex(32)}', express.Router().get('/', (req, res) => res.end()));
app.get('/abruf?token=${secret()}', (req, res) => res.end());
`;

const YAML = `services:
  db:
    image: postgres
    # altes Passwort: ${secret()}
    environment:
      POSTGRES_PASSWORD: ${secret()}
      NODE_TLS_REJECT_UNAUTHORIZED: "0"
      DATABASE_URL: postgres://buero:${secret()}@db/buero?sslmode=disable
    command: ["postgres", "--password=${secret()}"]
  app:
    image: app
    environment:
      - API_KEY=\${API_KEY:-${secret()}}
      - TOKEN=${secret()}
      - REDIS_URL=redis://:${secret()}@redis.rathaus.de:6379
    # fachlint-disable-next-line encryption/no-weak-hash -- überholt
    healthcheck: { test: "curl -u amt:${secret()} http://app.rathaus.de" }
x-anker: &anker
  kennwort: ${secret()}
x-kopie: { <<: *anker, mehrzeilig: |
${pem()
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
  }
`;

export const FILES: Readonly<Record<string, string>> = {
  'src/zugang.tsx': SCRIPT,
  'src/tueren.ts': DOORS,
  'src/kaputt.ts': `const password = '${secret()}';\nconst apiKey = '${secret()}\nexport const x = {{{ password: '${secret()}'\n`,
  'src/zugang.test.ts': `const password = '${digits(20)}!';\nexport const url = 'mysql://a:${digits(20)}!@db.rathaus.de/x';\n`,
  '.env': `DB_PASSWORD=${secret()}\n# fachlint-disable-next-line encryption/no-weak-hash -- überholt\nexport SECRET="${secret()}"\nDATABASE_URL=mysql://a:${secret()}@db.rathaus.de/x\nPRIVATE_KEY="${pem('\\n')}"\n#ALTES_PASSWORT=${secret()}\nkaputt ${secret()}\n`,
  '.env.example': `DB_PASSWORD=${secret()}\nTOKEN=${token('glpat-', 20)}\n`,
  'compose.yaml': YAML,
  'kaputt.yaml': `passwort: ${secret()}\n  token: "${secret()}\n - [ {`,
  'config/produktion.json': `{ "datenbank": { "host": "db.example", "passwort": "${secret()}" }, "token": "${secret()}`,
  'config/einstellungen.jsonc': `{\n  // Passwort ${secret()}\n  "smtp": { "password": "${secret()}", "rejectUnauthorized": false, "secure": false },\n  // fachlint-disable-next-line encryption/no-weak-hash -- überholt\n  "clientSecret": "${secret()}", "url": "http://amt:${secret()}@dienst.rathaus.de/"\n}\n`,
  'k8s/secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  password: ${secret()}\ndata:\n  passwort: ${planted(() => Buffer.from(spoken()).toString('base64').replace(/=+$/, ''))}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: b }\nspec: { template: { spec: { containers: [{ name: c, image: d, env: [{ name: DB_PASSWORD, value: "${secret()}" }, { name: NODE_TLS_REJECT_UNAUTHORIZED, value: "0" }] }] } } }\n`,
  'helm/values.yaml': `postgresql:\n  auth: { password: "${secret()}" }\ningress: { tls: false }\n`,
  '.gitlab-ci.yml': `variables:\n  DEPLOY_TOKEN: ${secret()}\ndeploy:\n  script:\n    - sshpass -p ${secret()} ssh a@b.rathaus.de\n    - docker login -u a -p ${secret()} registry.rathaus.de\n    - mysql -u root -p${secret()} x\n`,
  '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    env: { NPM_TOKEN: ${token('npm_', 36)} }\n    steps: [{ run: "PGPASSWORD=${secret()} psql -h db.rathaus.de" }]\n`,
  'realm.json': `{ "realm": "a", "sslRequired": "none", "clients": [{ "clientId": "b", "secret": "${secret()}" }], "users": [{ "username": "amt", "credentials": [{ "type": "password", "value": "${secret()}" }] }], "components": { "org.keycloak.keys.KeyProvider": [{ "config": { "privateKey": ["${digits(120)}"] } }] } }`,
  'package.json': `{ "name": "a", "scripts": { "start": "NODE_TLS_REJECT_UNAUTHORIZED=0 DB_PASSWORD=${secret()} node a.js" } }`,
  'src/main/resources/application.properties': `spring.datasource.password=${secret()}\n# fachlint-disable-next-line encryption/no-weak-hash -- überholt\nspring.mail.password = ${secret()}\nserver.ssl.key-store-password:${secret()}\nspring.datasource.url=jdbc:postgresql://db.rathaus.de/a?user=a&password=${secret()}&sslmode=disable\n`,
  'src/main/resources/application.yml': `spring:\n  datasource: { url: "jdbc:mysql://db.rathaus.de/a?useSSL=false&password=${secret()}", password: ${secret()} }\n`,
  'web.config': `<configuration>\n  <!-- Passwort ${secret()} -->\n  <connectionStrings><add name="a" connectionString="Server=db.rathaus.de;User Id=a;Password=${secret()};Encrypt=false" /></connectionStrings>\n  <appSettings><add key="ApiKey" value="${secret()}" /></appSettings>\n</configuration>\n`,
  'settings.xml': `<settings><servers><server><id>a</id><username>b</username><password>${secret()}</password></server></servers></settings>\n`,
  'context.xml': `<Context><Resource name="jdbc/a" username="a" password="${secret()}" url="jdbc:postgresql://db.rathaus.de/a?sslmode=disable" /></Context>\n`,
  'kaputt.xml': `<a passwort="${secret()}"><password>${secret()}</b>`,
  Dockerfile: `FROM node\nENV DB_PASSWORD=${secret()}\nARG GITHUB_TOKEN=${token('ghp_', 36)}\nRUN curl -u amt:${secret()} http://paket.rathaus.de\n`,
  'secrets/db_password.txt': `${secret()}\n`,
  'secrets/api_key': `${secret()}\n`,
  'snmpd.conf': `rwcommunity ${secret()}\n`,
  '.npmrc': `//a.rathaus.de/:_authToken=${secret()}\n//b.rathaus.de/:_password=${secret()}\n//registry.rathaus.de/:_authToken=${token('npm_', 36)}\n`,
  'deploy.sh': `vault server -dev -dev-root-token-id=${secret()}\ncurl -H 'X-Api-Key: ${secret()}' http://melde.rathaus.de\nabgleich --api-token ${digits(24)}\necho "amt:${secret()}" | chpasswd\nexport PGPASSWORD=${secret()}\ncurl -H "Authorization: Bearer ${secret()}" http://melde.rathaus.de\ncurl https://amt:${secret()}@melde.rathaus.de\n`,
  'anleitung.md': `Anmelden mit Passwort ${secret()}, Token ${token('ghp_', 36)}, https://amt:${digits(20)}!@melde.rathaus.de\n`,
  'schluessel.pem': `${pem()}\n${pem('\n', 'PRIVATE KEY')}\n`,
  'seite.html': `<script>const token = '${token('glpat-', 20)}'; fetch('https://amt:${digits(18)}!a@melde.rathaus.de')</script>\n`,
  'app.vue': `<script>\nconst password = '${secret()}';\nconst a = '${token('ghp_', 36)}';\n</script>\n`,
  'main.tf': `resource "a" "b" { password = "${secret()}" token = "${token('ghp_', 36)}" }\n`,
  'skript.py': `PASSWORD = "${secret()}"\nurl = "postgres://a:${secret()}@db.rathaus.de/x"\nd = {"api_key": "${digits(24)}"}\nf(token='${digits(24)}')\n`,
  'src/neutral.ts': `import { Pool } from 'pg';\nexport const pool = new Pool({ host: 'db', user: 'a', password: process.env.NEUTRAL_PASSWORD });\n`,
  'k8s/neutral.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: n }\nstringData: { wert: ${secret()} }\n---\napiVersion: v1\nkind: Pod\nspec: { containers: [{ name: c, env: [{ name: NEUTRAL_PASSWORD, valueFrom: { secretKeyRef: { name: n, key: wert } } }] }] }\n`,
  'datenbank.tf': `resource "azurerm_postgresql_flexible_server" "a" {\n  administrator_password = "${secret()}"\n}\n`,
  'hochladen.sh': `set -x\nlftp -u a,${secret()} -e "put $DB_PASSWORD" sftp://web.rathaus.de\n`,
  'Abruf.java': `class A { String apiKey = "${digits(24)}"; void a() { props.put("mail.password", "${secret()}"); } }\n`,
  'abruf.go': `var apiKey string = "${digits(24)}"\nfunc a() { secret := \`${secret()}\` }\n`,
  'config.php': `<?php define('DB_PASSWORD', '${secret()}'); $kennwort = '${secret()}';\n`,
  'build.gradle': `credentials {\n  username 'bau'\n  password '${secret()}'\n}\n`,
  'zugaenge.txt': `Passwort: ${secret()}\napi_token = ${digits(24)}\n${token('pul-', 40)} ${planted(() => `EZAK${drawn(54)}`)} xoxe-1-${digits(146)}\n`,
  Makefile: `token := ${digits(24)}\nholen:\n\tcurl -H "X-Api-Key: ${secret()}" http://melde.rathaus.de --api-token ${digits(24)}\n`,
  'lang.json': `{"a":"${'x'.repeat(400)}","password":"${secret()}","rejectUnauthorized":false,"b":"${'y'.repeat(400)}"}`,
  'k8s/kodiert.yaml': `apiVersion: v1
kind: Secret
metadata: { name: kodiert }
data:
  passwort: ${encoded(inside)}
  client-secret: ${encoded(() => digits(18))}
  DATABASE_URL: ${encoded(() => `mysql://amt:${inside()}@db.rathaus.de/x?sslmode=disable`)}
  DIENST_URL: ${encoded(() => `ldap://${spoken()}.rathaus.de/x?password=${inside()}`)}
  zugang.env: ${encoded(() => `\nDB_PASSWORD=${inside()}\nNODE_TLS_REJECT_UNAUTHORIZED=0\nSMTP_URL=smtp://${spoken()}:25`)}
  tls.key: ${Buffer.from(pem()).toString('base64')}
  ADRESSE: ${encoded(() => `amqp://post.lindenau.de/???${drawn(3)}???${drawn(3)}???${drawn(3)}`)}
  unbekannt: ${encoded(() => digits(9))}
`,
  'k8s/dateien.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: dateien }
data:
  application.properties: |
    spring.datasource.password=${secret()}
    spring.datasource.url=jdbc:postgresql://db.rathaus.de/a?user=a&password=${secret()}&sslmode=disable
  config.json: "{\\n \\"password\\": \\"${secret()}\\", \\"rejectUnauthorized\\": false }"
  start.sh: |
    export DB_PASSWORD=${secret()}
    mysql -p${secret()} x; curl -k -u amt:${secret()} https://melde.rathaus.de
---
apiVersion: v1
kind: Pod
spec:
  containers:
    - command: [curl, -k, -u, "amt:${secret()}", "https://melde.rathaus.de"]
    - command: ["sh", "-c", "sshpass -p ${secret()} ssh a"]
`,
};
