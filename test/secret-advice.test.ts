/** What to do about a secret depends on the file it stands in: nobody is sent to Compose by a Keycloak realm. */
import assert from 'node:assert/strict';
import { variableName } from '../rules/catalog/secret-reading.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { temporaryProjects } from './temporary-project.ts';

const SECRET = 'Qz7-Turmfalke-2291';
const K8S = 'apiVersion: v1\nkind:';

/** File, its text, and what its advice names. */
const CASES: readonly (readonly [path: string, text: string, named: RegExp])[] = [
  [
    'melde-realm.json',
    `{ "realm": "melde", "clients": [{ "clientId": "a", "secret": "${SECRET}" }] }`,
    /with `\$\{CLIENT_SECRET\}` \(Keycloak\) \/ `\$\(env:CLIENT_SECRET\)` \(keycloak-config-cli\)/,
  ],
  ['compose.yaml', `services:\n  db:\n    environment:\n      DB_PASSWORD: ${SECRET}\n`, /`\$\{DB_PASSWORD:\?\}`/],
  ['deploy/a.yaml', `${K8S} Secret\nmetadata: { name: a }\nstringData:\n  password: ${SECRET}\n`, /`SealedSecret`/],
  ['deploy/b.yaml', `${K8S} ConfigMap\nmetadata: { name: a }\ndata:\n  DB_PASSWORD: ${SECRET}\n`, /`secretKeyRef`/],
  [
    'src/main/resources/application.yml',
    `spring:\n  datasource:\n    password: ${SECRET}\n`,
    /`\$\{DATASOURCE_PASSWORD\}`/,
  ],
  ['.gitlab-ci.yml', `variables:\n  DB_PASSWORD: ${SECRET}\n`, /`\$DB_PASSWORD`/],
  ['.env.production', `DB_PASSWORD=${SECRET}\n`, /`\.gitignore`.*`DB_PASSWORD`/],
  ['config/fachverfahren.json', `{ "datenbank": { "passwort": "${SECRET}" } }`, /environment \(`DATENBANK_PASSWORT`\)/],
];

describe('advice about secrets', () => {
  const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
  after(removeTemporaryProjects);

  for (const [path, text, named] of CASES) {
    it(path, async () => {
      const { root } = temporaryProject({ [path]: text });
      const workspace = await Workspace.open({ root, threads: 1 });
      try {
        const { findings } = await workspace.analyse();
        const advice = findings.find(({ rule }) => rule === 'credentials/no-hardcoded-password')?.advice;
        assert.match(advice?.en ?? '', named);
        assert.doesNotMatch(`${advice?.en ?? ''}${advice?.de ?? ''}`, /\{\w+\}(?!`)|undefined/);
      } finally {
        await workspace.dispose();
      }
    });
  }

  it('names the variable as a person would', () => {
    const names = (...path: readonly string[]): string => variableName(path, path.at(-1) ?? '');
    assert.equal(names('headers', 'X-Api-Key'), 'X_API_KEY');
    assert.equal(names('datenbank', 'passwort'), 'DATENBANK_PASSWORT');
    assert.equal(names('clients', '0', 'secret'), 'CLIENT_SECRET');
    assert.equal(names('smtp', 'auth', 'pass'), 'SMTP_PASS');
    assert.equal(names('keycloak', 'clientSecret'), 'CLIENT_SECRET');
    assert.equal(names('org.keycloak.keys.KeyProvider', '0', 'config', 'secret', '0'), 'KEY_PROVIDER_SECRET');
    assert.equal(names('passwort'), 'PASSWORT');
    assert.equal(names('umgebung', 'DB_PASSWORD'), 'DB_PASSWORD');
  });
});
