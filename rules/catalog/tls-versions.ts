/** Versions of TLS as libraries, servers and clouds spell them, alone and in lists. */

/** Every version, the oldest first. */
export const TLS_VERSIONS = ['SSL 2.0', 'SSL 3.0', 'TLS 1.0', 'TLS 1.1', 'TLS 1.2', 'TLS 1.3'] as const;
export type TlsVersion = (typeof TLS_VERSIONS)[number];

/** RFC 8996, RFC 7568, RFC 6176; TR-02102-2 names TLS 1.2 and 1.3 only. */
const OUTDATED: ReadonlySet<TlsVersion> = new Set(['SSL 2.0', 'SSL 3.0', 'TLS 1.0', 'TLS 1.1']);

/** `TLSv1`, `TLSv1.1`, `TLS1_0`, `TLS_1_0`, `TLS10`, `VersionTLS10`, `TLS_V1_2016`, `TLSv1.1_2016`, `TLSv1_1_method`, `SSLv3`. */
const SPELLING =
  /^(?:Version|tls\.|ssl\.)?(SSL|TLS)[-_ ]?v?[-_ ]?([123])(?:[._-]?([0-3]))?(?:[_-]20\d\d)?(?:_(?:(?:client|server)_)?method)?$/i;
/** `1.0`, where the name says that TLS is meant; readers of YAML make `1` of it. */
const BARE = /^1(?:\.([0-3]))?$/;

/** The version that a text names; undefined for any other text. @param bare numbers alone count, too */
export function versionOf(text: string, bare = false): TlsVersion | undefined {
  const match = SPELLING.exec(text);
  const alone = bare ? BARE.exec(text) : null;
  if (!match && !alone) return undefined;
  const [family, major, minor] = match
    ? [match[1]?.toUpperCase(), match[2], match[3] ?? '0']
    : ['TLS', '1', alone?.[1] ?? '0'];
  return TLS_VERSIONS.find((version) => version === `${family ?? ''} ${major ?? ''}.${minor}`);
}

function isOutdated(version: TlsVersion): boolean {
  return OUTDATED.has(version);
}

/** What a list of versions admits. */
export interface VersionList {
  /** Outdated ones among them, the oldest first. */
  readonly outdated: readonly TlsVersion[];
  /** How many words name versions, and how many words there are at all. */
  readonly words: number;
  readonly all: number;
}

const ALL = /^all$/i;

/**
 * A list in the spelling of any server: `TLSv1 TLSv1.2`, `TLSv1,TLSv1.2`, `all -SSLv3 -TLSv1`, `!SSLv2, !SSLv3`,
 * `TLSv1+TLSv1.1`, `>=TLSv1`. What is taken away counts as taken away; a list that begins with that starts from all.
 */
export function readVersions(text: string): VersionList {
  const tokens = [...text.matchAll(/([!+-]|>=|<=)?([A-Za-z][\w.]*(?:-\d[\w.]*)?)/g)];
  const admitted = new Set<TlsVersion>();
  let words = 0;
  for (const [index, [, sign = '', name = '']] of tokens.entries()) {
    const version = versionOf(name);
    const named = version ? [version] : ALL.test(name) ? TLS_VERSIONS.slice(2) : [];
    if (named.length === 0) continue;
    words++;
    const isTaken = sign === '!' || sign === '-';
    if (isTaken && index === 0) for (const each of TLS_VERSIONS.slice(2)) admitted.add(each);
    for (const each of version && sign === '>=' ? TLS_VERSIONS.slice(TLS_VERSIONS.indexOf(version)) : named) {
      if (isTaken) admitted.delete(each);
      else admitted.add(each);
    }
  }
  return {
    outdated: TLS_VERSIONS.filter((version) => admitted.has(version) && isOutdated(version)),
    words,
    all: tokens.length,
  };
}

/** The same spelling for TLS 1.2; undefined where the spelling has more than a version in it. */
export function raised(text: string): string | undefined {
  if (/_20\d\d|method/i.test(text)) return undefined;
  const separator = /1([._])[0-3]/.exec(text)?.[1] ?? (/TLS1[0-3]?$/.test(text) ? '' : '.');
  if (BARE.test(text)) return '1.2';
  return /^(?:Version)?TLS[-_ ]?v?[-_ ]?1/i.test(text) ? text.replace(/1(?:[._]?[01])?$/, `1${separator}2`) : undefined;
}
