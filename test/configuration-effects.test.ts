/** Every key of `fachlint.json` does what it says: the built program, with and without it. */
import assert from 'node:assert/strict';
import { fachlint } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

const CERTIFICATE = 'encryption/no-disabled-certificate-check';
const ADMIN = 'mfa/require-second-factor-on-admin-route';
const REGISTER = 'register/no-home-made-register-endpoint';
const LEVEL = 'mfa/require-requested-trust-level';

const AGENT = "import { Agent } from 'node:https';\nexport const a = new Agent({ rejectUnauthorized: false });\n";
const ROUTES = `import express from 'express';
import { nurMitDienstkarte } from '@auenfeld/dienstkarte';
const app = express();
app.post('/admin/benutzer', nurMitDienstkarte, (req, res) => res.end());
app.listen(1);
`;
const REQUEST = `import axios from 'axios';
export async function holeMeldedaten(id: string) {
  return axios.get('https://melderegister.auenfeld.example/personen/' + id);
}
`;
const LOGIN = `import { Issuer } from 'openid-client';
const issuer = await Issuer.discover('https://konto.example');
const client = new issuer.Client({ client_id: 'kfz' });
export const url = client.authorizationUrl({ scope: 'openid', acr_values: 'STORK-QAA-Level-1' });
`;

const FILES = {
  'src/tls.ts': AGENT,
  'alt/tls.ts': AGENT,
  'werkzeug/tls.ts': AGENT,
  'src/routen.ts': ROUTES,
  'src/melde.ts': REQUEST,
  'src/konto.ts': LOGIN,
};

interface Found {
  readonly path: string;
  readonly rule: string;
  readonly severity: string;
}

describe('fachlint.json, key by key', () => {
  const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
  after(removeTemporaryProjects);

  async function found(configuration?: object): Promise<readonly string[]> {
    const own = configuration ? { 'fachlint.json': `// Einstellungen\n${JSON.stringify(configuration)}` } : {};
    const { root } = temporaryProject({ ...FILES, ...own });
    const { stdout, stderr } = await fachlint(['check', root, '--format', 'json']);
    assert.equal(stderr, '');
    const { findings } = JSON.parse(stdout) as { findings: readonly Found[] };
    return findings.map(({ path, rule, severity }) => `${path} ${rule} ${severity}`).sort();
  }

  const WITHOUT = [
    `alt/tls.ts ${CERTIFICATE} error`,
    `src/melde.ts ${REGISTER} warning`,
    `src/tls.ts ${CERTIFICATE} error`,
    `werkzeug/tls.ts ${CERTIFICATE} error`,
  ];

  /** The findings that a configuration takes away and brings. */
  async function changes(configuration: object): Promise<{ gone: readonly string[]; fresh: readonly string[] }> {
    const after = await found(configuration);
    return {
      gone: WITHOUT.filter((each) => !after.includes(each)),
      fresh: after.filter((each) => !WITHOUT.includes(each)),
    };
  }

  it('is compared with the findings without it', async () => {
    assert.deepEqual(await found(), WITHOUT);
    assert.deepEqual(await found({}), WITHOUT);
  });

  it('include', async () => {
    const { gone, fresh } = await changes({ include: ['src/**'] });
    assert.deepEqual([gone, fresh], [[WITHOUT[0], WITHOUT[3]], []]);
  });

  it('exclude', async () => {
    const { gone, fresh } = await changes({ exclude: ['alt'] });
    assert.deepEqual([gone, fresh], [[WITHOUT[0]], []]);
  });

  it('rules', async () => {
    const { gone, fresh } = await changes({ rules: { [REGISTER]: 'error', [CERTIFICATE]: 'off' } });
    assert.deepEqual([gone, fresh], [WITHOUT, [`src/melde.ts ${REGISTER} error`]]);
  });

  it('overrides: the last one that matches wins, over the rules', async () => {
    const { gone, fresh } = await changes({
      rules: { [CERTIFICATE]: 'warning' },
      overrides: [
        { files: ['alt/**', 'werkzeug'], rules: { [CERTIFICATE]: 'information' } },
        { files: ['alt/**'], rules: { [CERTIFICATE]: 'off' } },
      ],
    });
    assert.deepEqual(gone, [WITHOUT[0], WITHOUT[2], WITHOUT[3]]);
    assert.deepEqual(fresh, [`src/tls.ts ${CERTIFICATE} warning`, `werkzeug/tls.ts ${CERTIFICATE} information`]);
  });

  it('guards: what an own guard asks for decides about a door', async () => {
    const { fresh } = await changes({ guards: { nurMitDienstkarte: 'sign-in' } });
    assert.deepEqual(fresh, [`src/routen.ts ${ADMIN} warning`]);
    assert.deepEqual(await changes({ guards: { nurMitDienstkarte: 'second-factor' } }), { gone: [], fresh: [] });
    assert.deepEqual((await changes({ guards: { nurMitDienstkarte: 'role' } })).fresh, fresh);
  });

  it('registers: own gateways and clients', async () => {
    const gone = [WITHOUT[1]];
    const registers = [
      { gateways: ['auenfeld.example'] },
      { clients: ['holeMeldedaten'] },
      { clients: ['src/melde.ts'] },
      { clients: ['./src/melde'] },
      { clients: ['axios'] },
    ];
    for (const each of registers) {
      assert.deepEqual(await changes({ registers: each }), { gone, fresh: [] }, JSON.stringify(each));
    }
    assert.deepEqual(await changes({ registers: { gateways: ['feld.example'], clients: ['melde'] } }), {
      gone: [],
      fresh: [],
    });
  });

  it('kinds: a folder becomes a test or generated', async () => {
    const gone = [WITHOUT[3]];
    assert.deepEqual(await changes({ kinds: { 'werkzeug/**': 'test' } }), { gone, fresh: [] });
    assert.deepEqual(await changes({ kinds: { werkzeug: 'generated' } }), { gone, fresh: [] });
    assert.deepEqual(await changes({ kinds: { werkzeug: 'build' } }), { gone: [], fresh: [] });
  });

  it('vertrauensniveau', async () => {
    const { fresh } = await changes({ vertrauensniveau: 'substanziell' });
    assert.deepEqual(fresh, [`src/konto.ts ${LEVEL} error`]);
    assert.deepEqual(await changes({ vertrauensniveau: 'normal' }), { gone: [], fresh: [] });
  });

  it('language', async () => {
    const { root } = temporaryProject({ ...FILES, 'fachlint.json': '{ "language": "de" }' });
    assert.match((await fachlint(['check', root])).stdout, /Befunde in/);
    assert.match((await fachlint(['check', root, '--lang', 'en'])).stdout, /findings in/);
  });

  it('mistakes: the run ends with 2 and names each with line and column', async () => {
    const { root } = temporaryProject({
      ...FILES,
      'fachlint.json': `{\n  "exlude": [],\n  "rules": { "encryption/no-weak-hahs": "off" }, // Tippfehler\n}`,
    });
    const { code, stdout, stderr } = await fachlint(['check', root, '--lang', 'de']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.equal(
      stderr,
      'fachlint: fachlint.json:2:3: Der Schlüssel "exlude" ist unbekannt; gemeint ist vielleicht "exclude".\n' +
        'fachlint: fachlint.json:3:14: Die Regel "encryption/no-weak-hahs" gibt es nicht; gemeint ist vielleicht "encryption/no-weak-hash".\n',
    );
  });
});
