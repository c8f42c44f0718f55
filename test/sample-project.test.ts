/** The bundled sample Fachverfahren: what the README shows is found, and none of its look-alikes. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { Lines } from '../server/model/source.ts';
import { Workspace } from '../server/workspace/workspace.ts';

const ROOT = fileURLToPath(new URL('./fixtures/projects/buergerbuero', import.meta.url));

/** Rule, file and the text of the line that the finding stands in; line numbers would only be copied. */
const EXPECTED: readonly (readonly [rule: string, path: string, line: string])[] = [
  ['credentials/no-hardcoded-password', '.env.production', 'SMTP_PASSWORT=Briefkasten_Rathaus7'],
  ['credentials/no-hardcoded-password', 'compose.yaml', 'POSTGRES_PASSWORD: ${DB_PASSWORT:-Turmuhr!Viertel_vor}'],
  ['credentials/no-hardcoded-password', 'keycloak/auenfeld-realm.json', '"secret": "Nq7xVb29LtRk4Wm8Zc3HsYd6",'],
  [
    'credentials/no-hardcoded-password',
    'src/config.ts',
    "secret: process.env.SESSION_SECRET ?? 'auenfeld-buergerbuero-2023',",
  ],
  [
    'credentials/no-hardcoded-password',
    'src/register/anschrift.ts',
    "headers: { 'X-Api-Key': 'ewo-buergerbuero-5501-auenfeld' },",
  ],
  ['encryption/no-disabled-certificate-check', 'deploy/deployment.yaml', 'value: "0"'],
  [
    'encryption/no-disabled-certificate-check',
    'src/datenbank.ts',
    'ssl: config.istProduktion ? { rejectUnauthorized: false } : undefined,',
  ],
  [
    'mfa/require-second-factor-on-admin-route',
    'src/app.ts',
    "app.post('/admin/warteschlange/leeren', async (_req, res) => {",
  ],
  [
    'mfa/require-second-factor-on-admin-route',
    'src/verwaltung/verwaltung.ts',
    "verwaltung.get('/benutzer', nurLeitung, async (_req, res) => {",
  ],
  [
    'mfa/require-second-factor-on-admin-route',
    'src/verwaltung/verwaltung.ts',
    "verwaltung.put('/benutzer/:kennung/rolle', nurLeitung, async (req, res) => {",
  ],
  [
    'register/no-home-made-register-endpoint',
    'src/register/anschrift.ts',
    'const { data } = await melderegister.get(`/personen/${einwohner}/anschrift`);',
  ],
];

describe('the sample project', () => {
  it('has the findings of the first four rules where they belong, and nothing beside them', async () => {
    const workspace = await Workspace.open({ root: ROOT, threads: 1 });
    try {
      const analysis = await workspace.analyse();
      assert.deepEqual(analysis.crashes, []);
      assert.deepEqual(analysis.notices, []);
      const rules = new Set(EXPECTED.map(([rule]) => rule));
      const found = analysis.findings
        .filter((finding) => rules.has(finding.rule))
        .map(({ rule, path, range }) => {
          const lines = new Lines(workspace.textOf(path) ?? '');
          return [rule, path, lines.textOf(lines.positionAt(range.start).line).trim()].join(' | ');
        });
      assert.deepEqual(found.sort(), EXPECTED.map((row) => row.join(' | ')).sort());
    } finally {
      await workspace.dispose();
    }
  });
});
