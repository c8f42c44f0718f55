/** Which host an address means: the own machine, a neighbour in the same cluster, or somebody else. */
import { knownTexts } from '../../server/model/ask.ts';
import type { KnownValue, Value } from '../../server/model/value.ts';

/**
 * `own`: this machine. `neighbour`: a name without a dot, as services of one compose file or cluster call each other.
 * `inside`: a name that only the inside of a cluster or office network resolves. `other`: everybody else.
 * `open`: cannot be seen. `none`: no host at all.
 */
export type HostKind = 'own' | 'neighbour' | 'inside' | 'other' | 'open' | 'none';

const OWN =
  /^(?:localhost|(?:[\w-]+\.)+localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|::1?|0:0:0:0:0:0:0:1|(?:host|gateway)\.(?:docker|containers)\.internal|kubernetes\.docker\.internal|10\.0\.2\.2|(?:[\w-]+\.)*(?:localhost\.localstack\.cloud|lvh\.me|localtest\.me|127[.-]0[.-]0[.-]1\.(?:nip|sslip)\.io))$/i;
/** This machine as containers see it from each of Docker's networks; the address where clouds keep the data of a machine. */
const OWN_NETWORK = /^(?:172\.(?:1[7-9]|2\d|3[01])\.0\.1|169\.254(?:\.\d{1,3}){2})$/;
const INSIDE = /\.(?:local|internal|svc|cluster|docker|test|invalid|localdomain)$/i;
/** Ends of two-part names that people register or give to their own network; others are `service.namespace`. */
const ENDS =
  /\.(?:[a-z]{2}|com|org|net|info|biz|gov|edu|int|berlin|hamburg|bayern|koeln|cologne|nrw|saarland|ruhr|gmbh|online|digital|services|cloud|dev|app|tech|systems|software|site|eu|example|lan|intern|corp|home|verwaltung|rlp|stadt|kreis|\d{1,3})$/i;
/** Something that a person or a tool has yet to replace. */
const PLACEHOLDER =
  /[<>{}[\]$%*?]|^(?:x{3,}|\.+|todo|changeme|host|hostname|your[\w.-]*|my-?host|ihre?[.-][\w.-]*|(?:[\w-]+\.)*(?:example\.(?:com|org|net|tld)|mydomain\.com|domain\.tld)|test\.com)$/i;
/** Stands for a part that cannot be seen. */
export const UNSEEN = '…';

/** @param host without port, user and brackets; `…` for parts that cannot be seen */
export function hostKind(host: string): HostKind {
  if (host === '' || host.startsWith('/') || host.startsWith('\\\\.')) return 'none';
  if (OWN.test(host) || OWN_NETWORK.test(host)) return 'own';
  if (host.includes(UNSEEN)) {
    // The end of a name says whose it is: `….stadt.example`.
    const end = host.slice(host.lastIndexOf(UNSEEN) + 1);
    // No domain ends so: `…-redis-master` is the name of a service.
    if (/^-[\w-]+$/.test(end) && /[a-z]/i.test(end)) return 'neighbour';
    return /^[\w-]*(?:\.[\w-]+)+$/.test(end) && !/^[\d.]+$/.test(end) ? hostKind(`x${end}`) : 'open';
  }
  if (PLACEHOLDER.test(host)) return 'open';
  if (INSIDE.test(host)) return 'inside';
  if (host.includes(':')) return 'other';
  if (!host.includes('.')) return 'neighbour';
  return host.split('.').length > 2 || ENDS.test(host) ? 'other' : 'inside';
}

export interface Address {
  /** Lower case, without colon. */
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  /** What follows the authority, path and query. */
  readonly rest: string;
  /** True where a user or password stands before the host. */
  readonly signedIn: boolean;
}

/** Of several hosts (replica sets, brokers) the first one that is somebody else's counts. */
const ADDRESS = /^\s*(?:jdbc:|r2dbc:)?([a-z][a-z\d+.-]{1,30}):(?:thin:@)?\/\/([^/?#;\s]*)([^\s]*)/i;

export function addressOf(text: string): Address | undefined {
  const match = ADDRESS.exec(text);
  if (!match) return undefined;
  const [, scheme = '', authority = '', rest = ''] = match;
  const at = authority.lastIndexOf('@');
  const hosts = authority
    .slice(at + 1)
    .split(',')
    .map(splitPort);
  const { host, port } = hosts.find((each) => hostKind(each.host) === 'other') ?? hosts[0] ?? { host: '', port: '' };
  return { scheme: scheme.toLowerCase(), host, port, rest, signedIn: at >= 0 };
}

/** `host:port`, `[::1]:port` or a host alone. */
export function splitPort(text: string): { readonly host: string; readonly port: string } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed) return { host: bracketed[1] ?? '', port: bracketed[2] ?? '' };
  const colon = text.lastIndexOf(':');
  // An IPv6 address without brackets has no port.
  if (colon < 0 || text.indexOf(':') !== colon) return { host: text, port: '' };
  return { host: text.slice(0, colon), port: text.slice(colon + 1) };
}

/** A text that a value may be, with the literal in it that a person would change. */
export interface Shown {
  readonly text: string;
  readonly literal: KnownValue;
  /** The variable whose fallback it is. */
  readonly variable?: string;
  /** A part of it comes from the environment, so that it is decided in operation and nowhere else. */
  readonly fromOutside?: true;
}

/** Every text that a value may be as far as it can be seen, fallbacks of environment look-ups included. */
export function textsOf(value: Value): readonly Shown[] {
  switch (value.kind) {
    case 'known':
      return typeof value.value === 'string' ? [{ text: value.value, literal: value }] : [];
    case 'either':
      return value.options.flatMap(textsOf);
    case 'environment':
      return textsOf(value.fallback).map((shown) => ({ variable: value.name, ...shown }));
    case 'composed':
      return composedTexts(value.parts);
    case 'call':
      // `new URL('http://…')`, `String(…)`: the address is handed through.
      return /^(?:global|node:url)#(?:URL|String)$/.test(value.callee) && value.arguments.length === 1
        ? textsOf(value.arguments[0] ?? { kind: 'absent' })
        : [];
    default:
      return [];
  }
}

/** The parts put together; a part with several texts is taken with each, one at a time. */
function composedTexts(parts: readonly Value[]): readonly Shown[] {
  const literal = parts.map(literalOf).find((each) => each !== undefined);
  if (!literal) return [];
  let texts: readonly string[] = [''];
  for (const part of parts) {
    const seen = part.kind === 'known' ? [String(part.value)] : knownTexts(part).map((each) => each.value);
    const options = seen.length === 0 ? [UNSEEN] : seen.slice(0, 4);
    texts = texts.flatMap((text) => options.map((option) => text + option)).slice(0, 8);
  }
  const fromOutside = parts.some(isFromOutside);
  return texts.map((text) => ({ text, literal, ...(fromOutside && { fromOutside }) }));
}

/** True for a variable of the environment; a value of a chart is none, it stands in the project. */
export function isFromOutside(value: Value): boolean {
  if (value.kind === 'either') return value.options.some(isFromOutside);
  return value.kind === 'environment' && !value.name.startsWith('.Values.');
}

function literalOf(part: Value): KnownValue | undefined {
  if (part.kind === 'known') return part;
  return knownTexts(part)[0];
}
