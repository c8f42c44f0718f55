/** Names under which cipher suites, groups and signatures of TLS stand, and switches that let weak ones in. */
import { wordsOf } from '../../server/model/words.ts';

export type CipherQuestion = 'ciphers' | 'groups' | 'signatures' | 'size';

const CIPHERS = /^(?:ciphers|ciphersuites?|cipherstring|ciphersuite|chiffren|chiffrensuiten)$/;
/** `bind` of HAProxy holds the options of a TLS socket. */
const SUBJECT = /^(?:tls|ssl|https|openssl|cloudflare|bind)$/;
/** Names of what is refused, or was found somewhere. */
const REFUSING =
  /^(?:disabled?|exclude|excluded|excludes|forbidden|deprecated|weak|insecure|blocked|blocklist|denied|deny|rejected|unsupported|removed|without|not|ohne|verboten|verbotene|veraltet|veraltete|gesperrt|gesperrte|schwache|unsichere|detected|found|observed|gefundene|befund|befunde|result|results|names|labels|description|texts)$/;

/** What an entry sets; undefined for other entries. `names`: the whole path, the last one names the entry. */
export function cipherQuestion(names: readonly string[]): CipherQuestion | undefined {
  const path = names.filter((name) => !/^\d+$/.test(name));
  const name = path.at(-1) ?? '';
  const last = wordsOf(name);
  const above = path.slice(-3, -1).flatMap(wordsOf);
  if ([...last, ...above].some((word) => REFUSING.test(word))) return undefined;
  const isAbout = [...last, ...above].some((word) => SUBJECT.test(word));
  const joined = last.join(' ');
  if (/\bcipher (?:suites?|lists?|string)\b/.test(joined) || last.some((word) => CIPHERS.test(word))) return 'ciphers';
  if (isAbout && /\bciphers?$/.test(joined)) return 'ciphers';
  // The policy of Google's load balancers.
  if (name === 'custom_features') return 'ciphers';
  if (/^(?:ecdh ?curve|named ?groups)$|\becdh curve$|^tls curves$/.test(joined)) return 'groups';
  if (isAbout && /\b(?:curves|groups|ecdhe|named groups)$/.test(joined)) return 'groups';
  if (/^(?:client )?sigalgs$/.test(joined) || (isAbout && joined === 'signature algorithms')) return 'signatures';
  if (name === 'minDHSize' || name === 'tune.ssl.default-dh-param') return 'size';
  return undefined;
}

/** A switch in a text. */
export interface CipherSwitch {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** The list behind it; undefined for a switch that says all by itself. */
  readonly list?: string;
  readonly kind: 'level' | 'legacy' | 'list';
}

const SWITCH =
  /SECLEVEL ?= ?[01](?!\d)|(?<![\w-])--openssl-legacy-provider(?![\w-])|(?<![\w.-])(--tls-cipher-list|--tls-cipher-suites|--cipher-suites|-Djdk\.tls\.client\.cipherSuites|-Dhttps\.cipherSuites|enabledSslCipherSuites|enabledTLSCipherSuites|tlsCiphersuites)=(["']?)([\w:!+@=,-]{3,2000})\2/g;

/** Every switch in a text that may let weak suites in. */
export function cipherSwitches(text: string): readonly CipherSwitch[] {
  if (text.length > 20_000) return [];
  return [...text.matchAll(SWITCH)].flatMap((match): readonly CipherSwitch[] => {
    const [whole, name, , list] = match;
    const place = { start: match.index, end: match.index + whole.length };
    if (name !== undefined && list !== undefined)
      return [{ ...place, name, list, kind: /SECLEVEL=[01]/.test(list) ? 'level' : 'list' }];
    if (whole.startsWith('--')) return [{ ...place, name: whole, kind: 'legacy' }];
    // A command that puts the good level in the place of this one.
    const isReplaced = /^[^\n]{0,20}[/|#,][^\n]{0,60}SECLEVEL ?= ?[2-5]/.test(text.slice(place.end, place.end + 100));
    return isReplaced ? [] : [{ ...place, name: whole, kind: 'level' }];
  });
}

/** Programs that build pages need the old algorithms for names of files only. */
export const BUILDING =
  /\b(?:webpack|react-scripts|react-app-rewired|vue-cli-service|craco|ng|next|nuxt|gatsby|vite|quasar|parcel|rollup|storybook|start-storybook|build-storybook|umi|ember|gulp|grunt|encore|mix|docusaurus|vuepress)\b/;

/** Documents in which such names describe something. */
export const WITHOUT_CIPHERS: ReadonlySet<string> = new Set(['texts', 'json-schema', 'openapi', 'tsconfig']);

/** Smallest group that TR-02102-2 admits, and the one below which Diffie-Hellman is broken by states. In bits. */
export const GROUP_BITS = { admitted: 3000, broken: 2048 } as const;
