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
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const UUID = 'c19f7e42-6b0d-4d83-a5e7-0d4f6b2c91ae';
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
  'vault-token': [`hvs.${signs(95)}`, `hvb.${signs(140)}`, `hvs.${signs(24)}`],
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
  '1password-key': [
    `A3-${signs(6, UPPER)}-${signs(11, UPPER)}-${[1, 2, 3].map((n) => signs(5, UPPER.slice(n))).join('-')}`,
  ],
  'adobe-secret': [`p8e-${signs(32)}`],
  'airtable-token': [`pat${signs(14)}.${signs(64, HEX)}`],
  'anthropic-admin-key': [`sk-ant-admin01-${signs(93)}AA`],
  'authress-key': [`sc_${signs(12, LOWER)}.${signs(4, LOWER)}.acc-${signs(12, HEX)}.${signs(60)}`],
  'aws-appsync-key': [`da2-${signs(26, LOWER)}`],
  'aws-bedrock-key': [`ABSK${signs(120)}`],
  'aws-mws-token': [`amzn.mws.${UUID}`],
  'braintree-token': [`access_token$production$${signs(16, LOWER)}$${signs(32, HEX)}`],
  'brevo-key': [`xkeysib-${signs(64, HEX)}-${signs(16)}`],
  'buildkite-token': [`bkua_${signs(40, HEX)}`],
  'circleci-token': [`CCIPAT_${signs(22)}_${signs(40, HEX)}`],
  'clojars-token': [`CLOJARS_${signs(60, HEX)}`],
  'cloudflare-origin-key': [`v1.0-${signs(24, HEX)}-${signs(146, HEX)}`],
  'contentful-token': [`CFPAT-${signs(43)}`],
  'crates-token': [`cio${signs(32)}`],
  'defined-key': [`dnkey-${signs(26)}-${signs(52)}`],
  'discord-webhook': [`discord.com/api/webhooks/${signs(18, '123456789')}/${signs(68)}`],
  'doppler-token': [`dp.pt.${signs(43)}`, `dp.st.prd.${signs(43)}`],
  'dropbox-token': [`sl.${signs(135)}`],
  'duffel-token': [`duffel_live_${signs(43)}`],
  'dynatrace-token': [`dt0c01.${signs(24, UPPER)}.${signs(64, UPPER)}`],
  'easypost-key': [`EZAK${signs(54)}`],
  'endor-key': [`endr+${signs(16)}`],
  'facebook-token': [`EAAM${signs(120)}`],
  'facebook-app-token': [`${signs(15, '123456789')}|${signs(27)}`],
  'firebase-server-key': [`AAAA${signs(7)}:${signs(140)}`],
  'flutterwave-key': [`FLWSECK_TEST-${signs(32, HEX)}-X`],
  'fly-token': [`fo1_${signs(43)}`, `fm2_${signs(160)}`],
  'frameio-token': [`fio-u-${signs(64)}`],
  'google-access-token': [`ya29.${signs(80)}`],
  'google-refresh-token': [`1//0${signs(60)}`],
  'grafana-legacy-key': [`eyJrIjoi${signs(90)}`],
  'harness-token': [`pat.${signs(22)}.${signs(24, HEX)}.${signs(20)}`],
  'heroku-key': [`HRKU-AA${signs(58)}`],
  'hubspot-token': [`pat-eu1-${UUID}`],
  'huggingface-organisation': [`api_org_${signs(34, LOWER + LOWER.toUpperCase())}`],
  'infracost-key': [`ico-${signs(32)}`],
  'intra42-secret': [`s-s4t2ud-${signs(64, HEX)}`],
  'launchdarkly-key': [`sdk-${UUID}`],
  'linear-access-token': [`lin_oauth_${signs(64, HEX)}`],
  'lob-key': [`live_${signs(35, HEX)}`],
  'mailchimp-key': [`${signs(32, HEX)}-us14`],
  'mailgun-key': [`key-${signs(32, HEX)}`],
  'mapbox-secret': [`sk.eyJ${signs(80)}.${signs(22)}`],
  'maxmind-key': [`${signs(6)}_${signs(29)}_mmk`],
  'mongodb-atlas-secret': [`mdb_sa_sk_${signs(40)}`],
  'netlify-token': [`nfp_${signs(36)}`],
  'new-relic-key': [`NRAK-${signs(27, UPPER)}`],
  'notion-legacy-token': [`secret_${signs(43)}`],
  'nuget-key': [`oy2${signs(43, LOWER)}`],
  'octopus-key': [`API-${signs(26, UPPER)}`],
  'openrouter-key': [`sk-or-v1-${signs(64, HEX)}`],
  'perplexity-key': [`pplx-${signs(48)}`],
  'plaid-token': [`access-production-${UUID}`],
  'planetscale-token': [`pscale_tkn_${signs(43)}`],
  'prefect-key': [`pnu_${signs(36)}`],
  'pulumi-token': [`pul-${signs(40, HEX)}`],
  'readme-key': [`rdme_${signs(70, HEX)}`],
  'replicate-token': [`r8_${signs(37)}`],
  'resend-key': [`re_${signs(8)}_${signs(24)}`],
  'rubygems-key': [`rubygems_${signs(48, HEX)}`],
  'scalingo-token': [`tk-us-${signs(48)}`],
  'settlemint-token': [`sm_pat_${signs(16)}`],
  'shippo-token': [`shippo_live_${signs(40, HEX)}`],
  'slack-token-of-apps': [`xoxe-1-${signs(146)}`, `xoxe.xoxp-1-${signs(160)}`],
  'slack-workflow': [`hooks.slack.com/workflows/T${signs(10)}/A${signs(10)}/${signs(18, '123456789')}`],
  'sourcegraph-token': [`sgp_${signs(40, HEX)}`],
  'square-token': [`sq0atp-${signs(22)}`, `EAAA${signs(60)}`],
  'stripe-webhook-secret': [`whsec_${signs(32)}`],
  'supabase-key': [`sbp_${signs(40, HEX)}`],
  'twitter-bearer': [`${'A'.repeat(22)}${signs(90)}`],
  'typeform-token': [`tfp_${signs(59)}`],
  'vault-legacy-token': [`s.${signs(24)}`],
  'xai-key': [`xai-${signs(80)}`],
  'yandex-token': [`AQVN${signs(35)}`],
  'alibaba-key': [`LTAI${signs(20)}`],
  'discord-token': [`M${signs(23)}.${signs(6)}.${signs(30)}`],
  'twilio-key': [`SK${signs(32, HEX)}`],
  jwt: [webToken],
};

/** Tokens behind a name that belongs to them. */
const NAMED: readonly (readonly [line: string, token: string])[] = [
  ['set-cookie: _gitlab_session=…; path=/', signs(32, HEX)],
  ['BUNDLE_ENTERPRISE__CONTRIBSYS__COM=…', `${signs(8, HEX)}:${signs(8, HEX)}`],
];

async function found(
  text: string,
): Promise<{ shape: string; text: string; parts: Readonly<Record<string, string>> }[]> {
  const facts = await extractTexts({ path: 'notiz.txt', text, kind: 'main', stage: 'unknown' });
  return facts.map(({ shape, range, parts }) => ({ shape, text: text.slice(range.start, range.end), parts }));
}

describe('tokens of providers', () => {
  it('each shape has one here', () => {
    const shapes = PROVIDER_TOKENS.map(({ shape }) => shape).filter(
      (shape) => !['registry-token', 'gitlab-session', 'sidekiq-access'].includes(shape),
    );
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

  it('behind a name that belongs to them', async () => {
    for (const [line, token] of NAMED)
      assert.deepEqual(
        (await found(line.replace('…', token))).map(({ text }) => text),
        [token],
      );
  });

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
