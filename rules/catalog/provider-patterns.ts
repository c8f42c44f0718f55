/**
 * Tokens by the marks that their providers give them, a row each: shape, provider, what stands in every file with one,
 * the whole token. From the documentation of the providers.
 */
import type { Severity } from '../../server/model/finding.ts';

export interface PatternRow {
  readonly shape: string;
  readonly provider: string;
  readonly trigger: RegExp;
  readonly pattern: RegExp;
  readonly severity?: Severity;
  readonly programsOnly?: true;
}

type Row = readonly [shape: string, provider: string, trigger: RegExp, pattern: RegExp];

/** A secret wherever they stand: nobody writes such a thing for an example. */
const EVERYWHERE: readonly Row[] = [
  ['1password-token', '1Password', /ops_ey[A-Za-z\d+/]{90}/, /(?<!\w)ops_ey[A-Za-z\d+/]{200,2000}={0,3}(?![\w+/=])/g],
  ['huggingface-token', 'Hugging Face', /hf_[A-Za-z\d]{34}/, /(?<!\w)hf_[A-Za-z\d]{34}(?!\w)/g],
  ['sendgrid-token', 'SendGrid', /SG\.[\w=.-]{66}/, /(?<![\w.])SG\.[\w=.-]{66}(?![\w=-])/g],
  [
    'stripe-token',
    'Stripe',
    /[rs]k_(?:live|test|prod)_[A-Za-z\d]{10}/,
    /(?<!\w)[rs]k_(?:live|test|prod)_[A-Za-z\d]{16,247}(?!\w)/g,
  ],
  [
    'vault-token',
    'HashiCorp Vault',
    /hv[bsr]\.[\w-]{24}/,
    /(?<![\w.])hv[bsr]\.(?=[A-Za-z_-]{0,120}\d)[\w-]{24,400}(?![\w-])/g,
  ],
  [
    '1password-key',
    '1Password',
    /A3-[A-Z\d]{6}-/,
    /(?<![\w-])A3-[A-Z\d]{6}-(?:[A-Z\d]{11}|[A-Z\d]{6}-[A-Z\d]{5})(?:-[A-Z\d]{5}){3}(?![\w-])/g,
  ],
  ['adobe-secret', 'Adobe', /p8e-[\w-]{32}/, /(?<![\w-])p8e-[\w-]{32}(?![\w-])/g],
  ['airtable-token', 'Airtable', /pat[A-Za-z\d]{14}\.[\da-f]{64}/, /(?<!\w)pat[A-Za-z\d]{14}\.[\da-f]{64}(?!\w)/g],
  [
    'anthropic-admin-key',
    'Anthropic',
    /sk-ant-admin\d\d-[\w-]{80}/,
    /(?<![\w-])sk-ant-admin\d\d-[\w-]{80,120}(?![\w-])/g,
  ],
  [
    'authress-key',
    'Authress',
    /\.acc[_-][a-z\d-]{10}/,
    /(?<!\w)(?:sc|ext|scauth|authress)_[a-z\d]{5,30}\.[a-z\d]{4,6}\.acc[_-][a-z\d-]{10,32}\.[A-Za-z\d+/_=-]{30,120}(?![\w+/=-])/g,
  ],
  ['aws-appsync-key', 'Amazon Web Services', /da2-[a-z\d]{26}/, /(?<![\w-])da2-[a-z\d]{26}(?![\w-])/g],
  [
    'aws-bedrock-key',
    'Amazon Web Services',
    /ABSK[A-Za-z\d+/]{100}|bedrock-api-key-/,
    /(?<![\w+/-])(?:ABSK[A-Za-z\d+/]{109,269}={0,2}|bedrock-api-key-[A-Za-z\d+/]{40,2000}={0,2})(?![\w+/=])/g,
  ],
  ['aws-mws-token', 'Amazon Web Services', /amzn\.mws\./, /amzn\.mws\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g],
  [
    'braintree-token',
    'PayPal Braintree',
    /access_token\$(?:production|sandbox)\$/,
    /access_token\$(?:production|sandbox)\$[a-z\d]{16}\$[\da-f]{32}/g,
  ],
  ['brevo-key', 'Brevo', /x(?:key|smtp)sib-[\da-f]{64}-/, /x(?:key|smtp)sib-[\da-f]{64}-[A-Za-z\d]{16}(?!\w)/g],
  ['buildkite-token', 'Buildkite', /bkua_[a-z\d]{40}/, /(?<!\w)bkua_[a-z\d]{40}(?!\w)/g],
  ['circleci-token', 'CircleCI', /CCIP(?:AT|RJ)_/, /(?<!\w)CCIP(?:AT|RJ)_[A-Za-z\d]{22}_[\da-f]{40}(?!\w)/g],
  ['clojars-token', 'Clojars', /CLOJARS_[a-z\d]{60}/i, /(?<!\w)CLOJARS_[a-z\d]{60}(?!\w)/gi],
  ['cloudflare-origin-key', 'Cloudflare', /v1\.0-[\da-f]{24}-/, /(?<!\w)v1\.0-[\da-f]{24}-[\da-f]{146}(?!\w)/g],
  ['contentful-token', 'Contentful', /CFPAT-[\w-]{43}/, /(?<![\w-])CFPAT-[\w-]{43}(?![\w-])/g],
  ['crates-token', 'crates.io', /cio[A-Za-z\d]{32}/, /(?<![\w-])cio(?=[A-Za-z]{0,31}\d)[A-Za-z\d]{32}(?![\w-])/g],
  ['defined-key', 'Defined Networking', /dnkey-[\w=-]{26}-/, /(?<![\w-])dnkey-[\w=-]{26}-[\w=-]{52}(?![\w=-])/g],
  [
    'discord-webhook',
    'Discord',
    /discord(?:app)?\.com\/api\/webhooks\//,
    /discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[\w-]{60,80}(?![\w-])/g,
  ],
  [
    'doppler-token',
    'Doppler',
    /dp\.(?:pt|ct|st|sa|scim|audit)\./,
    /(?<![\w.])dp\.(?:pt|ct|st|sa|scim|audit)\.(?:[\w-]{1,40}\.)?[A-Za-z\d]{40,44}(?!\w)/g,
  ],
  [
    'dropbox-token',
    'Dropbox',
    /sl\.[\w=-]{130}|[a-z\d]A{10}[\w=-]{43}/,
    /(?<![\w.-])(?:sl\.[\w=-]{130,200}|sl\.u\.[\w=-]{100,1500}|[a-z\d]{11}AAAAAAAAAA[\w=-]{43})(?![\w=-])/g,
  ],
  ['duffel-token', 'Duffel', /duffel_(?:test|live)_/, /duffel_(?:test|live)_[\w=-]{43}(?![\w=-])/g],
  ['dynatrace-token', 'Dynatrace', /dt0[a-z]\d\d\./, /(?<!\w)dt0[a-z]\d\d\.[A-Z\d]{24}\.[A-Z\d]{64}(?!\w)/g],
  ['easypost-key', 'EasyPost', /EZ[AT]K[A-Za-z\d]{54}/, /(?<!\w)EZ[AT]K[A-Za-z\d]{54}(?!\w)/g],
  ['endor-key', 'Endor Labs', /endr\+[\w-]{16}/, /(?<!\w)endr\+[\w-]{16}(?![\w-])/g],
  ['facebook-token', 'Facebook', /EAA[A-Z][A-Za-z\d]{90}/, /(?<![\w/+])EAA[A-Z][A-Za-z\d]{90,300}(?![\w/+=])/g],
  ['facebook-app-token', 'Facebook', /\d(?:\||%7C)[\w-]{27}/, /(?<!\w)\d{15,16}(?:\||%7C)[\w-]{27,40}(?![\w-])/g],
  ['firebase-server-key', 'Google', /AAAA[\w-]{7}:/, /(?<![\w-])AAAA[\w-]{7}:[\w-]{140}(?![\w-])/g],
  [
    'flutterwave-key',
    'Flutterwave',
    /FLW(?:PUB|SEC)K/,
    /(?<!\w)FLW(?:PUB|SEC)K(?:_TEST)?-(?:[\da-h]{32}-X|[\da-h]{12})(?!\w)/gi,
  ],
  [
    'fly-token',
    'Fly.io',
    /fo1_[\w-]{43}|fm(?:1[ar]|2)_/,
    /(?<!\w)(?:fo1_[\w-]{43}|fm(?:1[ar]|2)_[A-Za-z\d+/]{100,2000}={0,3})(?![\w=-])/g,
  ],
  ['frameio-token', 'Frame.io', /fio-u-[\w=-]{64}/, /(?<![\w-])fio-u-[\w=-]{64}(?![\w=-])/g],
  ['gitlab-session', 'GitLab', /_gitlab_session=/, /_gitlab_session=(?<token>[\da-z]{32})(?!\w)/g],
  ['google-access-token', 'Google', /ya29\.[\w-]{30}/, /(?<![\w.])ya29\.[\w-]{30,400}(?![\w-])/g],
  ['google-refresh-token', 'Google', /1\/\/0[\w-]{40}/, /(?<![\w/])1\/\/0[\w-]{40,160}(?![\w-])/g],
  ['grafana-legacy-key', 'Grafana', /eyJrIjoi[A-Za-z\d]{60}/, /(?<!\w)eyJrIjoi[A-Za-z\d]{60,400}={0,3}(?![\w=.])/g],
  [
    'harness-token',
    'Harness',
    /[ps]at\.[\w-]{22}\.[\da-f]{24}\./,
    /(?<!\w)[ps]at\.[\w-]{22}\.[\da-f]{24}\.[A-Za-z\d]{20}(?!\w)/gi,
  ],
  ['heroku-key', 'Heroku', /HRKU-AA[\w-]{58}/, /(?<![\w-])HRKU-AA[\w-]{58}(?![\w-])/g],
  [
    'hubspot-token',
    'HubSpot',
    /pat-(?:na|eu|ap)\d-/,
    /(?<![\w-])pat-(?:na|eu|ap)\d-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?!\w)/gi,
  ],
  ['huggingface-organisation', 'Hugging Face', /api_org_[A-Za-z]{34}/, /(?<!\w)api_org_[A-Za-z]{34}(?!\w)/g],
  ['infracost-key', 'Infracost', /ico-[A-Za-z\d]{32}/, /(?<![\w-])ico-[A-Za-z\d]{32}(?![\w-])/g],
  ['intra42-secret', 'Intra 42', /s-s4t2(?:ud|af)-/, /(?<![\w-])s-s4t2(?:ud|af)-[\da-f]{64}(?!\w)/g],
  [
    'launchdarkly-key',
    'LaunchDarkly',
    /(?:api|sdk)-[\da-f]{8}-/,
    /(?<![\w-])(?:api|sdk)-[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}(?!\w)/g,
  ],
  ['linear-access-token', 'Linear', /lin_oauth_[\da-f]{64}/, /(?<!\w)lin_oauth_[\da-f]{64}(?!\w)/g],
  [
    'lob-key',
    'Lob',
    /(?:live|test)_(?:pub_)?[\da-f]{31}/,
    /(?<!\w)(?:(?:live|test)_[\da-f]{35}|(?:live|test)_pub_[\da-f]{31})(?!\w)/g,
  ],
  ['mailchimp-key', 'Mailchimp', /[\da-f]-us\d/, /(?<!\w)[\da-f]{32}-us\d{1,2}(?!\w)/g],
  ['mailgun-key', 'Mailgun', /key-[\da-f]{32}/, /(?<![\w-])(?:pub)?key-[\da-f]{32}(?![\w-])/g],
  ['mapbox-secret', 'Mapbox', /sk\.eyJ[\w-]{40}/, /(?<![\w.])sk\.eyJ[\w-]{40,120}\.[\w-]{20,24}(?![\w-])/g],
  ['maxmind-key', 'MaxMind', /_[A-Za-z\d]{29}_mmk/, /(?<!\w)[A-Za-z\d]{6}_[A-Za-z\d]{29}_mmk(?!\w)/g],
  ['mongodb-atlas-secret', 'MongoDB Atlas', /mdb_sa_sk_[\w-]{30}/, /(?<!\w)mdb_sa_sk_[\w-]{30,60}(?![\w-])/g],
  ['netlify-token', 'Netlify', /nfp_[A-Za-z\d]{36}/, /(?<!\w)nf[pou]_[A-Za-z\d]{36,44}(?!\w)/g],
  [
    'new-relic-key',
    'New Relic',
    /NR(?:AK|II|IQ|RA|SP)-\w|NRAL\b/i,
    /(?<![\w-])(?:NR(?:AK|RA)-[A-Z\d]{27,42}|NR(?:II|IQ|SP)-[\w-]{32}|(?:[a-z]{2}\d{2}xx)?[\da-f]{30,36}(?:FF)?NRAL)(?![\w-])/gi,
  ],
  ['notion-legacy-token', 'Notion', /secret_[A-Za-z\d]{43}/, /(?<!\w)secret_[A-Za-z\d]{43}(?!\w)/g],
  ['nuget-key', 'NuGet', /oy2[a-z\d]{43}/, /(?<!\w)oy2[a-z\d]{43}(?!\w)/g],
  ['octopus-key', 'Octopus Deploy', /API-[A-Z\d]{25}/, /(?<![\w-])API-(?=[A-Z]{0,24}\d)[A-Z\d]{25,32}(?![\w-])/g],
  ['openrouter-key', 'OpenRouter', /sk-or-v1-[\da-f]{64}/, /(?<![\w-])sk-or-v1-[\da-f]{64}(?!\w)/g],
  ['perplexity-key', 'Perplexity', /pplx-[A-Za-z\d]{48}/, /(?<![\w-])pplx-[A-Za-z\d]{48}(?!\w)/g],
  [
    'plaid-token',
    'Plaid',
    /access-(?:sandbox|development|production)-/,
    /(?<![\w-])access-(?:sandbox|development|production)-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?!\w)/g,
  ],
  [
    'planetscale-token',
    'PlanetScale',
    /pscale_(?:tkn|oauth|pw)_/,
    /(?<!\w)pscale_(?:tkn|oauth|pw)_[\w=.-]{32,64}(?![\w=-])/g,
  ],
  ['prefect-key', 'Prefect', /pn[bu]_[A-Za-z\d]{36}/, /(?<!\w)pn[bu]_[A-Za-z\d]{36}(?!\w)/g],
  ['pulumi-token', 'Pulumi', /pul-[\da-f]{40}/, /(?<![\w-])pul-[\da-f]{40}(?!\w)/g],
  ['readme-key', 'ReadMe', /rdme_[a-z\d]{70}/, /(?<!\w)rdme_[a-z\d]{70}(?!\w)/g],
  ['replicate-token', 'Replicate', /r8_[A-Za-z\d]{37}/, /(?<!\w)r8_[A-Za-z\d]{37}(?!\w)/g],
  ['resend-key', 'Resend', /re_[A-Za-z\d]{8}_[A-Za-z\d]{24}/, /(?<!\w)re_[A-Za-z\d]{8}_[A-Za-z\d]{24}(?!\w)/g],
  ['rubygems-key', 'RubyGems', /rubygems_[\da-f]{48}/, /(?<!\w)rubygems_[\da-f]{48}(?!\w)/g],
  ['scalingo-token', 'Scalingo', /tk-us-[\w-]{48}/, /(?<![\w-])tk-us-[\w-]{48}(?![\w-])/g],
  ['settlemint-token', 'SettleMint', /sm_(?:aat|pat|sat)_/, /(?<!\w)sm_(?:aat|pat|sat)_[A-Za-z\d]{16}(?!\w)/g],
  ['shippo-token', 'Shippo', /shippo_(?:live|test)_/, /(?<!\w)shippo_(?:live|test)_[\da-f]{40}(?!\w)/g],
  [
    'sidekiq-access',
    'Sidekiq',
    /CONTRIBSYS__COM/i,
    /(?:CONTRIBSYS__COM["']?[ \t]{0,4}[=:]?[ \t]{0,4}["']?)(?<token>[\da-f]{8}:[\da-f]{8})(?=["'\s@]|$)/gi,
  ],
  [
    'slack-token-of-apps',
    'Slack',
    /xoxe(?:\.xox[bp])?-\d|xox[aos]-\d|xox[aor]-\w/,
    /(?<![\w-])(?:xoxe(?:\.xox[bp])?-\d-[A-Za-z\d]{140,180}|xox[aorsp]-(?:\d-)?[A-Za-z\d-]{8,250})(?![\w-])/g,
  ],
  [
    'slack-workflow',
    'Slack',
    /hooks\.slack\.com\/(?:workflows|triggers)\/[TE]/,
    /hooks\.slack\.com\/(?:workflows|triggers)\/[A-Za-z\d+/]{40,60}(?![\w/+])/g,
  ],
  [
    'sourcegraph-token',
    'Sourcegraph',
    /sgp_|slk_[\da-f]{64}/,
    /(?<!\w)(?:sgp_(?:[\da-f]{16}_|local_)?[\da-f]{40}|slk_[\da-f]{64})(?!\w)/g,
  ],
  [
    'square-token',
    'Square',
    /EAAA[\w-]{60}|sq0[a-z]{3}-[\w-]{22}/,
    /(?<![\w/+-])(?:EAAA[\w-]{60}|sq0[a-z]{3}-[\w-]{22,43})(?![\w/+=-])/g,
  ],
  ['stripe-webhook-secret', 'Stripe', /whsec_[A-Za-z\d]{32}/, /(?<!\w)whsec_[A-Za-z\d+/]{32,64}={0,2}(?![\w=])/g],
  [
    'supabase-key',
    'Supabase',
    /sbp_[\da-f]{40}|sb_secret_[\w-]{22}/,
    /(?<!\w)(?:sbp_[\da-f]{40}|sb_secret_[\w-]{22,40})(?![\w-])/g,
  ],
  ['twitter-bearer', 'X (Twitter)', /A{22}[\w%]{60}/, /(?<![\w%])A{22}[A-Za-z\d%]{60,110}(?![\w%])/g],
  ['typeform-token', 'Typeform', /tfp_[\w.=-]{59}/, /(?<!\w)tfp_[\w.=-]{59}(?![\w=-])/g],
  [
    'vault-legacy-token',
    'HashiCorp Vault',
    /\bs\.[A-Za-z\d]{24}/,
    /(?<![\w.$)\]-])s\.(?=[A-Za-z]{0,23}\d)(?=[a-z\d]{0,23}[A-Z])[A-Za-z\d]{24}(?![\w(.])/g,
  ],
  ['xai-key', 'xAI', /xai-[A-Za-z\d]{80}/, /(?<![\w-])xai-[A-Za-z\d]{80}(?!\w)/g],
  [
    'yandex-token',
    'Yandex',
    /t1\.[\w-]{1,200}={0,2}\.[\w-]{86}|AQVN[\w-]{35}/,
    /(?<![\w.])(?:t1\.[A-Za-z\d][\w-]{0,200}={0,2}\.[\w-]{86}={0,2}|AQVN[\w-]{35,38})(?![\w=-])/g,
  ],
];

/** Half of an access, or meant for browsers too: they count in programs and their configuration only. */
const IN_PROGRAMS: readonly Row[] = [
  ['alibaba-key', 'Alibaba Cloud', /LTAI[A-Za-z\d]{12}/, /(?<!\w)LTAI[A-Za-z\d]{12,22}(?!\w)/g],
  [
    'discord-token',
    'Discord',
    /[MNO][A-Za-z\d]{23}\.[\w-]{6}\./,
    /(?<![\w.])[MNO][A-Za-z\d]{23,25}\.[\w-]{6}\.[\w-]{27,38}(?![\w.-])/g,
  ],
  ['twilio-key', 'Twilio', /SK[\da-f]{32}/, /(?<!\w)SK[\da-f]{32}(?!\w)/g],
];

const rowOf = ([shape, provider, trigger, pattern]: Row): PatternRow => ({ shape, provider, trigger, pattern });

export const PATTERN_ROWS: readonly PatternRow[] = [
  ...EVERYWHERE.map(rowOf),
  ...IN_PROGRAMS.map((row): PatternRow => ({ ...rowOf(row), severity: 'warning', programsOnly: true })),
];
