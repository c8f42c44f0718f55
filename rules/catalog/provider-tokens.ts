/** Tokens of known providers: their formats, who issues them, and which of them are no secret everywhere. */
import type { Severity } from '../../server/model/finding.ts';
import { PATTERN_ROWS } from './provider-patterns.ts';

export interface ProviderToken {
  /** `TextFact.shape`. */
  readonly shape: string;
  readonly provider: string;
  /** Stands in every file with such a token; fixed signs first, so that most texts are passed over quickly. */
  readonly trigger: RegExp;
  /** The whole token, or its group `token`, where `secretlint` has no rule for it. */
  readonly pattern?: RegExp;
  /** Rule of `secretlint` that knows the whole token. */
  readonly secretlint?: string;
  /** The last six characters are a checksum: digits of base 62 over CRC-32 of what stands between prefix and checksum. */
  readonly checksum?: true;
  /** For tokens that are a secret in some uses only. */
  readonly severity?: Severity;
  /** Counts in programs and their configuration only: tests and documents are full of invented ones. */
  readonly programsOnly?: true;
}

const bySecretlint = (
  shape: string,
  provider: string,
  secretlint: string,
  trigger: RegExp,
  more: Partial<ProviderToken> = {},
): ProviderToken => ({
  shape,
  provider,
  secretlint,
  trigger,
  ...more,
});
const byPattern = (
  shape: string,
  provider: string,
  trigger: RegExp,
  pattern: RegExp,
  more: Partial<ProviderToken> = {},
): ProviderToken => ({
  shape,
  provider,
  trigger,
  pattern,
  ...more,
});

/** From the providers' documentation and the rules of secretlint 13 and gitleaks 8. */
export const PROVIDER_TOKENS: readonly ProviderToken[] = [
  bySecretlint('github-token', 'GitHub', 'github', /(?:gh[opsur]_|github_pat_)[A-Za-z\d_]{20}/, { checksum: true }),
  bySecretlint('npm-token', 'npm', 'npm', /npm_[A-Za-z\d]{36}/, { checksum: true }),
  bySecretlint('slack-token', 'Slack', 'slack', /xox[abopr]-\w|xapp-\w|hooks\.slack\.com\/services\/T/),
  bySecretlint('shopify-token', 'Shopify', 'shopify', /shp(?:pa|ca|at|ss)_[A-Za-z\d]{32}/),
  bySecretlint('grafana-token', 'Grafana', 'grafana', /glc_[A-Za-z\d+/]{32}|glsa_[A-Za-z\d]{32}_/),
  bySecretlint('openai-token', 'OpenAI', 'openai', /T3BlbkFJ/),
  bySecretlint('anthropic-token', 'Anthropic', 'anthropic', /sk-ant-api0\d-[\w-]{40}/),
  bySecretlint('groq-token', 'Groq', 'groq', /gsk_[A-Za-z\d]{52}/),
  bySecretlint('linear-token', 'Linear', 'linear', /lin_api_\w{32}/),
  bySecretlint('notion-token', 'Notion', 'notion', /ntn_\d{11}/),
  bySecretlint('vercel-token', 'Vercel', 'vercel', /vc[acikp]_[A-Za-z\d]{20}|vcr_[A-Za-z\d]{20}/),
  bySecretlint('databricks-token', 'Databricks', 'databricks', /dapi[A-Fa-f\d]{32}/),
  bySecretlint('docker-token', 'Docker Hub', 'docker', /dckr_pat_[\w-]{27}/),
  bySecretlint('figma-token', 'Figma', 'figma', /figd_[\w-]{40}/),
  bySecretlint('cloudflare-token', 'Cloudflare', 'cloudflare', /cf(?:k|ut|at)_[A-Za-z\d]{40}/),
  bySecretlint('tailscale-token', 'Tailscale', 'tailscale', /tskey-[a-z]{2,20}-\w/),

  byPattern(
    'gitlab-token',
    'GitLab',
    /gl(?:pat|dt|ptt|ft|rt|imt|agent|oas|soat|cbt|wt|ffct)-[\w-]{20}|GR1348941[\w-]{20}/,
    /(?<![\w-])(?:gl(?:pat|dt|ptt|ft|rt|imt|agent|oas|soat|ffct|cbt)-(?:t\d_)?[\w-]{20,300}(?:\.[\w-]{2}\.?[\w-]{7,9})?|GR1348941[\w-]{20})(?![\w-])/g,
  ),
  byPattern('openshift-token', 'OpenShift', /sha256~[\w-]{43}/, /(?<![\w~-])sha256~[\w-]{43}(?![\w-])/g),
  byPattern('age-key', 'age', /AGE-SECRET-KEY-1[A-Z\d]{20}/, /AGE-SECRET-KEY-1[A-Z\d]{58}(?![A-Z\d])/g),
  byPattern(
    'aws-access-key',
    'Amazon Web Services',
    /(?:A3T[A-Z\d]|AKIA|ASIA|ABIA|ACCA)[A-Z\d]{16}/,
    /(?<![A-Za-z\d/+_-])(?:A3T[A-Z\d]|AKIA|ASIA|ABIA|ACCA)[A-Z\d]{16}(?![A-Za-z\d/+=_-])/g,
    { severity: 'warning', programsOnly: true },
  ),
  byPattern(
    'azure-client-secret',
    'Microsoft Entra ID',
    /\dQ~[\w.~-]{31}/,
    /(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])/g,
  ),
  byPattern(
    'azure-devops-token',
    'Azure DevOps',
    /JQQJ99[A-Z]{4}/,
    /(?<![A-Za-z\d])[A-Za-z\d]{52}JQQJ99[A-Z]{3}AC[A-Za-z\d]{4}AZDO[A-Za-z\d]{4}(?![A-Za-z\d])/g,
  ),
  byPattern('google-api-key', 'Google', /AIza[\w-]{35}/, /(?<![\w-])AIza[\w-]{35}(?![\w-])/g, {
    severity: 'warning',
    programsOnly: true,
  }),
  byPattern('google-client-secret', 'Google', /GOCSPX-[\w-]{28}/, /(?<![\w-])GOCSPX-[\w-]{28}(?![\w-])/g),
  byPattern('telegram-token', 'Telegram', /\d:A[\w-]{34}/, /(?<![\w:])\d{8,10}:A[\w-]{34}(?![\w-])/g),
  byPattern('digitalocean-token', 'DigitalOcean', /do[opr]_v1_[\da-f]{64}/, /(?<!\w)do[opr]_v1_[\da-f]{64}(?!\w)/g),
  byPattern(
    'atlassian-token',
    'Atlassian',
    /AT(?:[AC]TT3|BB)[\w=-]{24}/,
    /(?<![\w-])(?:AT[AC]TT3[\w=-]{100,240}|ATBB[A-Za-z\d]{28}[\dA-F]{8})(?![\w-])/g,
  ),
  byPattern('sonarqube-token', 'SonarQube', /sq[apu]_[\da-f]{40}/, /(?<!\w)sq[apu]_[\da-f]{40}(?!\w)/g),
  byPattern(
    'sentry-token',
    'Sentry',
    /sntry[su]_[\w+/=]{40}/,
    /(?<!\w)(?:sntrys_eyJ[\w+/=-]{80,400}|sntryu_[\da-f]{64})(?![\w+/=])/g,
  ),
  byPattern('pypi-token', 'PyPI', /pypi-AgEIcHlwaS5vcmc[\w-]/, /pypi-AgEIcHlwaS5vcmc[\w-]{50,250}/g),
  byPattern(
    'terraform-token',
    'HCP Terraform',
    /\.atlasv1\.[\w=-]{60}/,
    /(?<![\w.])[A-Za-z\d]{14}\.atlasv1\.[\w=-]{60,70}(?![\w=-])/g,
  ),
  byPattern('postman-token', 'Postman', /PMAK-[\da-f]{24}-/, /(?<!\w)PMAK-[\da-f]{24}-[\da-f]{34}(?!\w)/g),
  byPattern(
    'jfrog-token',
    'JFrog Artifactory',
    /AKCp[A-Za-z\d]{69}|cmVmd[A-Za-z\d]{59}/,
    /(?<!\w)(?:AKCp[A-Za-z\d]{69}|cmVmd[A-Za-z\d]{59})(?!\w)/g,
  ),
  byPattern(
    'teams-webhook',
    'Microsoft Teams',
    /webhook\.office\.com\/webhookb2\//,
    /webhook\.office\.com\/webhookb2\/[\da-f-]{36}@[\da-f-]{36}\/IncomingWebhook\/[\da-f]{32}\/[\da-f-]{36}/g,
  ),
  byPattern(
    'registry-token',
    'npm',
    /:_(?:authToken|password|auth)\s?=/,
    /:_(?:authToken|password|auth) {0,2}= {0,2}"?(?<token>[^\s"'${}<>]{6,400})/g,
  ),
  ...PATTERN_ROWS,
  // Read by `server/extract/text/web-tokens.ts`, which looks into it.
  { shape: 'jwt', provider: 'JWT', trigger: /ey[IJK][\w-]{16}/, programsOnly: true },
];

export const TOKENS_BY_SHAPE: ReadonlyMap<string, ProviderToken> = new Map(
  PROVIDER_TOKENS.map((token) => [token.shape, token]),
);

export const TOKEN_TRIGGERS: readonly RegExp[] = PROVIDER_TOKENS.map(({ trigger }) => trigger);

/** True for texts that hold the token of a provider, so that the rule about these speaks. */
export function hasProviderToken(text: string): boolean {
  return PROVIDER_TOKENS.some(({ trigger, pattern }) => (pattern ? text.search(pattern) >= 0 : trigger.test(text)));
}

/** Marks of tokens that somebody made up: words, runs of one sign, the alphabet, counting. */
const MADE_UP =
  /example|beispiel|sample|dummy|muster|placeholder|platzhalter|redacted|invalid|your[_-]|dein[_-]|here$|changeme|abcdef|12345678|01234567|(.)\1{5}/i;
/** Tokens of documentation and tutorials by their beginnings. */
const PUBLISHED: readonly string[] = [
  // jwt.io and RFC 7519
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIi',
  'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.',
  'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIi',
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpZCI6',
  'eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIi',
];

/** True for a token that cannot open anything: made up for an example, or published in documentation. */
export function isExampleToken(text: string): boolean {
  // X and Dropbox begin theirs with a run of one sign.
  return MADE_UP.test(text.replace(/A{10,22}/, '')) || PUBLISHED.some((beginning) => text.startsWith(beginning));
}
