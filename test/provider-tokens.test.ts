/**
 * Tokens of providers in every format that is known, made while the test runs: committed, they would look like leaked
 * ones to the scanners of this and other source hosts.
 */
import assert from 'node:assert/strict';
import { PROVIDER_TOKENS, TOKENS_BY_SHAPE } from '../rules/catalog/provider-tokens.ts';
import { checksumOf, hasValidChecksum } from '../server/extract/text/checksum.ts';
import { extractTexts } from '../server/extract/text/extract-texts.ts';
import { RULES } from '../rules/index.ts';
import type { FileKind } from '../server/model/source.ts';
import { ProjectSeries } from './fixture-harness.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const HEX = '0123456789abcdef';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE62 = `${LOWER.toUpperCase()}${LOWER}0123456789`;

/** The same signs in every run, mixed well enough that nobody takes them for an example. */
function signs(count: number, of = BASE62): string {
  let state = count * 7919 + of.length;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return of.charAt((state >>> 12) % of.length);
  }).join('');
}

const withChecksum = (prefix: string): string => `${prefix}_${signs(30)}${checksumOf(signs(30))}`;
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const webToken = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded({ sub: 'dienst', amt: 'Bauamt' })}.${signs(86)}`;

/** Tokens by shape; every shape has at least one. */
const TOKENS: Readonly<Record<string, readonly string[]>> = {
  'github-token': [
    ...['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map(withChecksum),
    `github_pat_11${signs(80)}`,
    `ghs_2291_${webToken}`,
  ],
  'npm-token': [withChecksum('npm')],
  'slack-token': [
    `xoxb-${signs(12, '123456789')}-${signs(12, '987654321')}-${signs(24)}`,
    `https://hooks.slack.com/services/T${signs(8)}/B${signs(9)}/${signs(24)}`,
  ],
  'sendgrid-token': [`SG.${signs(22)}.${signs(43)}`],
  'shopify-token': [`shpat_${signs(32, HEX)}`],
  'stripe-token': [`sk_live_${signs(24)}`, `rk_live_${signs(24)}`],
  'grafana-token': [`glsa_${signs(32)}_${signs(8, HEX)}`, `glc_${signs(60)}`],
  'openai-token': [`sk-proj-${signs(74)}T3BlbkFJ${signs(74)}`],
  'anthropic-token': [`sk-ant-api03-${signs(93)}AA`],
  'groq-token': [`gsk_${signs(52)}`],
  'huggingface-token': [`hf_${signs(34, LOWER + LOWER.toUpperCase())}`],
  'linear-token': [`lin_api_${signs(40)}`],
  'notion-token': [`ntn_${signs(11, '0123456789')}${signs(35)}`],
  '1password-token': [
    `ops_${Buffer.from(JSON.stringify({ signInAddress: 'stadt.1password.eu', userAuth: { method: 'SRPg-4096' }, email: signs(12), srpX: signs(64), muk: signs(64), secretKey: signs(32) })).toString('base64')}`,
  ],
  'vault-token': [`hvs.${signs(95)}`, `hvb.${signs(140)}`],
  'vercel-token': [`vcp_${signs(24)}`],
  'databricks-token': [`dapi${signs(32, HEX)}`],
  'docker-token': [`dckr_pat_${signs(27)}`],
  'figma-token': [`figd_${signs(43)}`],
  'cloudflare-token': [`cfut_${signs(40)}${signs(8, HEX)}`],
  'tailscale-token': [`tskey-auth-${signs(12)}-${signs(32)}`],
  'gitlab-token': [
    `glpat-${signs(20)}`,
    `glpat-${signs(27)}.01.${signs(9, LOWER)}`,
    `glrt-t1_${signs(27)}`,
    `gldt-${signs(20)}`,
    `glcbt-64_${signs(20)}`,
  ],
  'openshift-token': [`sha256~${signs(43)}`],
  'age-key': [`AGE-SECRET-KEY-1${signs(58, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L')}`],
  'aws-access-key': [`AKIA${signs(16, BASE32)}`],
  'azure-client-secret': [`${signs(3)}8Q~${signs(33)}`],
  'azure-devops-token': [`${signs(52)}JQQJ99BACAC${signs(4)}AZDO${signs(4)}`],
  'google-api-key': [`AIza${signs(35)}`],
  'google-client-secret': [`GOCSPX-${signs(28)}`],
  'telegram-token': [`${signs(10, '0123456789')}:AA${signs(33)}`],
  'digitalocean-token': [`dop_v1_${signs(64, HEX)}`],
  'atlassian-token': [`ATATT3x${signs(180)}`],
  'sonarqube-token': [`squ_${signs(40, HEX)}`],
  'sentry-token': [`sntryu_${signs(64, HEX)}`],
  'pypi-token': [`pypi-AgEIcHlwaS5vcmc${signs(100)}`],
  'terraform-token': [`${signs(14)}.atlasv1.${signs(64)}`],
  'postman-token': [`PMAK-${signs(24, HEX)}-${signs(34, HEX)}`],
  'jfrog-token': [`AKCp${signs(69)}`],
  'teams-webhook': [
    `webhook.office.com/webhookb2/${signs(36, HEX)}@${signs(36, HEX)}/IncomingWebhook/${signs(32, HEX)}/${signs(36, HEX)}`,
  ],
  jwt: [webToken],
};

async function found(
  text: string,
): Promise<{ shape: string; text: string; parts: Readonly<Record<string, string>> }[]> {
  const facts = await extractTexts({ path: 'notiz.txt', text, kind: 'main', stage: 'unknown' });
  return facts.map(({ shape, range, parts }) => ({ shape, text: text.slice(range.start, range.end), parts }));
}

describe('tokens of providers', () => {
  it('each shape has one here', () => {
    const shapes = PROVIDER_TOKENS.map(({ shape }) => shape).filter((shape) => shape !== 'registry-token');
    assert.deepEqual(Object.keys(TOKENS).sort(), shapes.sort());
  });

  for (const [shape, tokens] of Object.entries(TOKENS)) {
    for (const [number, token] of tokens.entries()) {
      it(`${shape} ${number + 1}: found with its exact range, in prose, in code, in settings`, async () => {
        for (const text of [token, `Das Token ist ${token} .`, `const t = '${token}';`, `TOKEN=${token}\nWEITER=1\n`]) {
          assert.deepEqual(await found(text), [{ shape, text: token, parts: {} }], text.replace(token, '…'));
        }
      });

      it(`${shape} ${number + 1}: not within a longer word`, async () => {
        const shapes = (await found(`x${token.slice(0, 12)}`)).map((each) => each.shape);
        assert.deepEqual(shapes, []);
      });
    }
  }

  it('a checksum is computed as its inventor does', () => {
    // Published in explanations of the format.
    assert.equal(checksumOf('zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ'), '0mLq17');
    assert.ok(hasValidChecksum(withChecksum('npm')));
    assert.ok(!hasValidChecksum(`npm_${signs(36)}`));
  });

  it('a comment of the file silences nothing', async () => {
    const token = withChecksum('ghp');
    assert.equal((await found(`// secretlint-disable\nconst t = '${token}'; // secretlint-disable-line\n`)).length, 1);
  });
});

describe('credentials/no-provider-token', () => {
  const rule = RULES.filter(({ id }) => id === 'credentials/no-provider-token');
  let series: ProjectSeries;
  before(async () => {
    series = await ProjectSeries.open({ rules: rule, threads: 1 });
  });
  after(() => series.close());

  const PATHS: Readonly<Record<Exclude<FileKind, 'generated' | 'build'>, string>> = {
    main: 'src/dienst.ts',
    test: 'test/dienst.spec.ts',
    sample: '.env.example',
    documentation: 'docs/betrieb.md',
  };

  it('finds every kind in programs, and those that are a secret everywhere in tests and documents, too', async () => {
    for (const [shape, [token = '']] of Object.entries(TOKENS)) {
      for (const [kind, path] of Object.entries(PATHS)) {
        const line = path.endsWith('.ts') ? `export const wert = '${token}';\n` : `WERT=${token}\n`;
        const { findings } = await series.analyse(new Map([[path, line]]));
        const isExpected = kind === 'main' || TOKENS_BY_SHAPE.get(shape)?.programsOnly !== true;
        assert.equal(findings.length, isExpected ? 1 : 0, `${shape} in ${path}`);
        assert.ok(findings.every(({ message, advice }) => !JSON.stringify([message, advice]).includes(token)));
      }
    }
  });

  it('a wrong checksum makes it doubtful', async () => {
    const token = `ghp_${signs(36)}`;
    const { findings } = await series.analyse(
      new Map([
        ['src/a.ts', `export const wert = '${token}';\n`],
        ['docs/a.md', `${token}\n`],
      ]),
    );
    assert.deepEqual(
      findings.map(({ path, confidence }) => `${path} ${confidence}`),
      ['src/a.ts medium'],
    );
  });

  it('the key of a finding is no way back to the token', async () => {
    const keys: string[] = [];
    for (const token of [withChecksum('ghp'), withChecksum('gho')]) {
      const { findings } = await series.analyse(new Map([['betrieb.txt', `anmelden mit ${token} am Montag\n`]]));
      keys.push(...findings.map(({ fingerprint }) => fingerprint));
    }
    assert.equal(keys.length, 2);
    assert.equal(keys[0], keys[1]);
  });
});
