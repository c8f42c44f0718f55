/** Names that set versions of TLS, policies of clouds that stand for versions, and switches of programs. */
import { wordsOf } from '../../server/model/words.ts';
import { readVersions, versionOf, type TlsVersion } from './tls-versions.ts';

/** What an entry says about versions. */
export interface VersionSetting {
  /** `least`: the oldest one admitted. `most`: the newest. `list`: all that are admitted. */
  readonly kind: 'least' | 'most' | 'list';
  readonly outdated: readonly TlsVersion[];
}

const SUBJECT = /^(?:tls|ssl|https|sslv|dtls|mqtts)$/;
const LEAST = /^(?:min|minimum|minimal|mindest|lowest|mindestens|mindestversion|minversion|minprotocol)$/;
const MOST = /^(?:max|maximum|maximal|highest|hoechst|hoechstens|maxversion|maxprotocol)$/;
const VERSION =
  /^(?:versions?|ver|protocols?|proto|protokolle?|protokollversion|mindestversion|minversion|policy|enforced|minprotocol|maxprotocol|sslprotocols?|tlsprotocols?)$/;
/** Names of what is refused, or was found somewhere. */
const REFUSING =
  /^(?:disabled?|disable|exclude|excluded|excludes|forbidden|deprecated|weak|insecure|blocked|blocklist|denied|deny|rejected|unsupported|removed|outdated|obsolete|without|not|ohne|verboten|verbotene|veraltet|veraltete|gesperrt|gesperrte|abgelehnte|abgeschaltete|unsicher|unsichere|detected|found|observed|scanned|actual|gefunden|befund|befunde|result|results|test|tests|label|title|description|help|hint|beschreibung)$/;
/** What is named beside the version: `tlsVersionHeader`. */
const OTHER = /^(?:header|name|label|text|key|index|count|regex|pattern|error|message|meldung|column|field)$/;

/** Sets of versions under a name of the cloud's own: the oldest of them. */
const POLICIES: readonly (readonly [RegExp, TlsVersion])[] = [
  [/^ELBSecurityPolicy-(?:201[1-6]-\d\d|FS-2018-06|TLS-1-0-2015-04|TLS13-1-0-2021-06)$/, 'TLS 1.0'],
  [/^ELBSecurityPolicy-(?:TLS-1-1-2017-01|FS-1-1-2019-08|TLS13-1-1-2021-06)$/, 'TLS 1.1'],
  [/^Policy-Min-TLS-1-0-2019-07$/, 'TLS 1.0'],
  [/^AppGwSslPolicy20150501$/, 'TLS 1.0'],
  [/^AppGwSslPolicy20170401$/, 'TLS 1.1'],
  [/^TLSEnforcementDisabled$/, 'TLS 1.0'],
];

/** Settings of no documented spelling but their own: nginx, Apache, servers of mail and databases. */
const LISTS: ReadonlySet<string> = new Set([
  'ssl_protocols',
  'sslprotocol',
  'sslproxyprotocol',
  'proxy_ssl_protocols',
  'grpc_ssl_protocols',
  'uwsgi_ssl_protocols',
  'smtpd_tls_protocols',
  'smtpd_tls_mandatory_protocols',
  'smtp_tls_protocols',
  'smtp_tls_mandatory_protocols',
  'lmtp_tls_protocols',
  'https.protocols',
  'jdk.tls.client.protocols',
  'jdk.tls.server.protocols',
  'mail.smtp.ssl.protocols',
  'tls_version',
  'tls-protocols',
  'admin_tls_version',
  'sslenabledprotocols',
]);

/** What an entry sets; undefined where it sets nothing of the kind. `names`: the whole path, the last one names the entry. */
export function versionSetting(names: readonly string[], text: string): VersionSetting | undefined {
  if (text.length > 300 || text === '') return undefined;
  const path = names.filter((name) => !/^\d+$/.test(name));
  const name = path.at(-1) ?? '';
  const last = wordsOf(name);
  const above = path.slice(-3, -1).flatMap(wordsOf);
  if ([...last, ...above].some((word) => REFUSING.test(word)) || OTHER.test(last.at(-1) ?? '')) return undefined;
  const policy = POLICIES.find(([pattern]) => pattern.test(text))?.[1];
  if (policy) return { kind: 'least', outdated: [policy] };
  if (LISTS.has(name.toLowerCase())) return listed(text);
  const isAbout = [...last, ...above].some((word) => SUBJECT.test(word));
  const isVersion = last.some((word) => VERSION.test(word));
  const isBound = last.some((word) => LEAST.test(word) || MOST.test(word));
  if (isBound && (isVersion || last.some((word) => SUBJECT.test(word)) || (isAbout && last.length === 1))) {
    const version = versionOf(text, isAbout);
    if (version === undefined) return undefined;
    return { kind: last.some((word) => MOST.test(word)) ? 'most' : 'least', outdated: readVersionsOf(version) };
  }
  // `errorPolicy: 'all'` is about something else.
  if (!isVersion || !(isAbout || (last.at(-1) === 'policy' && /tls|ssl/i.test(text)))) return undefined;
  return listed(text);
}

function listed(text: string): VersionSetting | undefined {
  const { outdated, words, all } = readVersions(text);
  return words === 0 || words < all || text.length > 120 ? undefined : { kind: 'list', outdated };
}

function readVersionsOf(version: TlsVersion): readonly TlsVersion[] {
  return readVersions(version.replace(' ', '')).outdated;
}

/** A switch in a text of commands or of an address. */
export interface VersionSwitch {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly outdated: readonly TlsVersion[];
}

/** Parts of addresses, properties of Java, and switches of Node.js and Kubernetes, each with a list behind it. */
const PAIR =
  /(?<![\w.-])((?:-D)?(?:https\.protocols|jdk\.tls\.(?:client|server)\.protocols|mail\.smtps?\.ssl\.protocols)|--tls-min-version|--tls-protocols|enabledTLSProtocols|tlsVersions?|enabledSslProtocolSuites|enabledSslProtocols|sslProtocol|ssl_min_protocol_version|--secure-protocol|--https-protocols)=(["']?)([\w.,:-]{4,80})\2/g;
const ALONE: readonly (readonly [RegExp, TlsVersion])[] = [
  [/(?<![\w-])--tls-min-v1\.0(?![\w.])/g, 'TLS 1.0'],
  [/(?<![\w-])--tls-min-v1\.1(?![\w.])/g, 'TLS 1.1'],
];

/** Every switch in a text that admits outdated versions. */
export function versionSwitches(text: string): readonly VersionSwitch[] {
  if (text.length > 20_000) return [];
  const found: VersionSwitch[] = ALONE.flatMap(([pattern, version]) =>
    [...text.matchAll(pattern)].map(({ index, 0: name }) => ({
      start: index,
      end: index + name.length,
      name,
      outdated: [version],
    })),
  );
  for (const match of text.matchAll(PAIR)) {
    const [whole, name = '', , value = ''] = match;
    const { outdated } = readVersions(value);
    if (outdated.length > 0) found.push({ start: match.index, end: match.index + whole.length, name, outdated });
  }
  return found;
}

/** Directives of HAProxy that stand in one line with others: `ssl-min-ver TLSv1.0`, `force-tlsv10`. */
export const PROXY_OPTIONS = /^(?:ssl-default-(?:bind|server)-options|bind|server|default-server)$/;
const PROXY_SWITCH = /\b(?:(?:ssl-min-ver|ssl-max-ver)\s+([\w.]+)|force-(sslv3|tlsv1[01]))\b/g;

export function proxySwitches(text: string): readonly VersionSwitch[] {
  return [...text.matchAll(PROXY_SWITCH)].flatMap((match) => {
    const version = versionOf(match[1] ?? match[2] ?? '');
    const outdated = version ? readVersionsOf(version) : [];
    const end = match.index + match[0].length;
    return outdated.length > 0 ? [{ start: match.index, end, name: match[0], outdated }] : [];
  });
}

/** Resources of Terraform whose versions are outdated as long as an entry is missing. */
export interface MissingVersion {
  readonly type: string;
  /** Where the entry belongs: the block of that name, or the resource itself. */
  readonly block?: string;
  readonly entry: string;
  /** Holds where one of these entries stands beside, with such a value. */
  readonly beside?: readonly [name: string, value: RegExp];
  readonly outdated: readonly TlsVersion[];
  readonly instead: string;
}

export const MISSING_VERSIONS: readonly MissingVersion[] = [
  ...['aws_lb_listener', 'aws_alb_listener'].map((type) => ({
    type,
    entry: 'ssl_policy',
    beside: ['protocol', /^(?:HTTPS|TLS)$/] as const,
    outdated: ['TLS 1.0', 'TLS 1.1'] as const,
    instead: 'ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"',
  })),
  {
    type: 'aws_cloudfront_distribution',
    block: 'viewer_certificate',
    entry: 'minimum_protocol_version',
    beside: ['ssl_support_method', /./],
    outdated: ['TLS 1.0', 'TLS 1.1'],
    instead: 'minimum_protocol_version = "TLSv1.2_2021"',
  },
  {
    type: 'google_compute_ssl_policy',
    entry: 'min_tls_version',
    outdated: ['TLS 1.0', 'TLS 1.1'],
    instead: 'min_tls_version = "TLS_1_2"',
  },
  ...['aws_elasticsearch_domain', 'aws_opensearch_domain'].map((type) => ({
    type,
    block: 'domain_endpoint_options',
    entry: 'tls_security_policy',
    outdated: ['TLS 1.0', 'TLS 1.1'] as const,
    instead: 'tls_security_policy = "Policy-Min-TLS-1-2-2019-07"',
  })),
];

/** Protocols by the name of a method of OpenSSL: those without a number admit every version that the library has. */
export const UNBOUNDED_METHOD = /^TLS_(?:client_|server_)?method$/;
/** Flags that take the current versions away. */
export const CURRENT_SWITCHED_OFF = /^SSL_OP_NO_TLSv1_2$/;
/** Flags that take an outdated version away. */
export const OUTDATED_SWITCHED_OFF = /^SSL_OP_NO_TLSv1(?:_1)?$/;

/** Documents in which such names describe something. */
export const WITHOUT_VERSIONS: ReadonlySet<string> = new Set(['texts', 'json-schema', 'openapi', 'tsconfig']);
