/** Features of TLS that give its protection up: data without a handshake, old renegotiation, compression, keys on disk. */
import { wordsOf } from '../../server/model/words.ts';

export type UnsafeFeature = 'earlyData' | 'renegotiation' | 'compression' | 'keyLog';

const ON = /^(?:on|true|1|yes|enabled?)$/i;
const OFF = /^(?:off|false|0|no)$/i;

/** Entries by name, without case and separators, with the values that switch the feature on. */
const ENTRIES: ReadonlyMap<string, readonly [feature: UnsafeFeature, bad: RegExp]> = new Map([
  // nginx, ingress-nginx, haproxy, Cloudflare
  ['sslearlydata', ['earlyData', ON]],
  ['quicearlydata', ['earlyData', ON]],
  ['allow0rtt', ['earlyData', /^(?:|on|true)$/i]],
  ['zerortt', ['earlyData', ON]],
  ['0rtt', ['earlyData', ON]],
  // Apache
  ['sslinsecurerenegotiation', ['renegotiation', ON]],
  ['sslcompression', ['compression', ON]],
  // Java
  ['sunsecuritysslallowunsaferenegotiation', ['renegotiation', ON]],
  ['jdktlsrejectclientinitiatedrenegotiation', ['renegotiation', OFF]],
  ['sslkeylogfile', ['keyLog', /\S/]],
]);

/** Options of OpenSSL in its own configuration. */
const OPENSSL_OPTIONS = /(?<![\w-])Unsafe(?:LegacyRenegotiation|LegacyServerConnect)\b/;

/** The feature that an entry switches on. */
export function unsafeFeature(names: readonly string[], text: string): UnsafeFeature | undefined {
  const name = names.at(-1) ?? '';
  if (name === 'Options' && OPENSSL_OPTIONS.test(text)) return 'renegotiation';
  const entry = ENTRIES.get(wordsOf(name).join(''));
  return entry?.[1].test(text) === true ? entry[0] : undefined;
}

/** Flags of OpenSSL in `secureOptions`, by name and by number. */
export const UNSAFE_FLAGS = /^SSL_OP_(?:LEGACY_SERVER_CONNECT|ALLOW_UNSAFE_LEGACY_RENEGOTIATION)$/;
export const UNSAFE_BITS = 0x4_00_04;

export interface FeatureSwitch {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly feature: UnsafeFeature;
}

const SWITCH =
  /(?<![\w-])--tls-keylog=[^\s"']{1,200}|(?<![\w.-])-D(?:sun\.security\.ssl\.allowUnsafeRenegotiation=true|jdk\.tls\.rejectClientInitiatedRenegotiation=false)\b|[?&]sslcompression=1\b/g;

/** Switches in a text of commands or an address. */
export function featureSwitches(text: string): readonly FeatureSwitch[] {
  if (text.length > 20_000) return [];
  return [...text.matchAll(SWITCH)].map(({ index, 0: whole }) => ({
    start: index,
    end: index + whole.length,
    name: (whole.split('=')[0] ?? whole).replace(/^[?&]/, ''),
    feature: whole.startsWith('--tls-keylog') ? 'keyLog' : whole.startsWith('-D') ? 'renegotiation' : 'compression',
  }));
}

/** Documents in which such names describe something. */
export const WITHOUT_FEATURES: ReadonlySet<string> = new Set(['texts', 'json-schema', 'openapi', 'tsconfig']);
