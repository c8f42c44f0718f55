/** What servers and clients say in files of their own: where requests are handed on, and whether certificates are verified there. */
import type { SettingFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { Value } from '../../server/model/value.ts';
import { addressOf, hostKind, splitPort, textsOf } from './hosts.ts';

interface Directive {
  readonly name: RegExp;
  /** How many names stand behind it in the key path: a path, the name of a server. */
  readonly behind: readonly number[];
  /** The last name of all, where only one means an address. */
  readonly last?: string;
}

/** Documents in which an address says where something goes only behind these directives. */
const HANDING_ON: ReadonlyMap<string, Directive> = new Map([
  ['nginx', { name: /^(?:proxy|grpc|uwsgi|scgi|fastcgi)_pass$/, behind: [0] }],
  [
    'apache',
    {
      name: /^(?:ProxyPass|ProxyPassMatch|ProxyRemote|RewriteRule \[P\]|BalancerMember|AuthLDAPURL)$/i,
      behind: [0, 1],
    },
  ],
  ['haproxy', { name: /^server(?:-template)?$/, behind: [2], last: 'address' }],
]);

/** Undefined where the document is none of a web server; otherwise whether the entry hands requests on. */
export function handsOn({ document, key }: Pick<SettingFact, 'document' | 'key'>): boolean | undefined {
  const directive = HANDING_ON.get(document);
  if (!directive) return undefined;
  const { name, behind, last } = directive;
  return (last ?? key.at(-1)) === key.at(-1) && behind.some((count) => name.test(key.at(-1 - count) ?? ''));
}

export interface ServerSwitch {
  readonly document: string;
  readonly key: RegExp;
  readonly bad: RegExp;
  readonly tool: string;
  readonly instead: string;
}

const APACHE = { document: 'apache', tool: 'Apache', instead: 'SSLProxyCACertificateFile' };
const HAPROXY = { document: 'haproxy', tool: 'HAProxy', instead: 'verify required ca-file' };

/** Directives that leave out the verification of the servers behind. */
const SERVER_SWITCHES: readonly ServerSwitch[] = [
  {
    document: 'nginx',
    key: /^(?:proxy|grpc|uwsgi)_ssl_verify$/,
    bad: /^off$/,
    tool: 'nginx',
    instead: 'proxy_ssl_trusted_certificate',
  },
  { ...APACHE, key: /^SSLProxyVerify$/i, bad: /^(?:none|optional_no_ca)$/i },
  { ...APACHE, key: /^SSLProxyCheckPeer(?:CN|Name|Expire)$/i, bad: /^off$/i },
  { ...HAPROXY, key: /^verify$/, bad: /^none$/ },
  { ...HAPROXY, key: /^ssl-server-verify$/, bad: /^none$/ },
  {
    document: 'curlrc',
    key: /^-{0,2}(?:insecure|proxy-insecure|k)$/,
    bad: /^(?:true)?$/,
    tool: 'curl',
    instead: 'cacert',
  },
  { document: 'pip', key: /^trusted-host$/, bad: /^(?!localhost\b|127\.)\S/, tool: 'pip', instead: 'cert' },
  { document: 'mosquitto', key: /^bridge_insecure$/, bad: /^true$/i, tool: 'Mosquitto', instead: 'bridge_cafile' },
];

/** One of them stands in every file with such a directive. */
export const SERVER_SWITCH_WORDS: readonly RegExp[] = [
  /verify[ \t]{1,20}none\b/,
  /SSLProxy(?:Verify|CheckPeer)/,
  // The name of the file says it.
  /[._]curlrc$/,
  /trusted-host/,
  /bridge_insecure/,
];

export function serverSwitch({ document, key }: SettingFact): ServerSwitch | undefined {
  const name = key.at(-1) ?? '';
  // Callers of HAProxy show certificates of their own behind `bind`.
  if (document === 'haproxy' && key.at(-2) === 'bind') return undefined;
  return SERVER_SWITCHES.find((each) => each.document === document && each.key.test(name));
}

/** Switches that are off, unless everything below the same block is handed on to this machine or to neighbours. */
export function unverifiedServers(file: FactsView): readonly (ServerSwitch & { readonly fact: SettingFact })[] {
  const all = file.facts('setting');
  return all.flatMap((fact) => {
    const known = serverSwitch(fact);
    const isOff = fact.value.kind === 'known' && known?.bad.test(String(fact.value.value)) === true;
    return known && isOff && !isForNeighbours(fact, all) ? [{ ...known, fact }] : [];
  });
}

function isForNeighbours({ document, key }: SettingFact, all: readonly SettingFact[]): boolean {
  const block = blockOf(document, key);
  const hosts = all
    .filter((other) => handsOn(other) === true && block.every((name, depth) => other.key[depth] === name))
    .flatMap(({ value }) => hostsOf(value, document))
    .flatMap((host) => (document === 'apache' ? balancedBy(host, all) : [host]));
  return hosts.length > 0 && hosts.every((host) => ['own', 'neighbour'].includes(hostKind(host)));
}

/** What a switch holds for: its block; a server of HAProxy; all servers of a section, or of the file. */
function blockOf(document: string, key: readonly string[]): readonly string[] {
  if (document !== 'haproxy') return key.slice(0, -1);
  return key[1] === 'default-server'
    ? key.slice(0, (key[0] ?? '').startsWith('defaults') ? 0 : 1)
    : key[0] === 'global'
      ? []
      : key.slice(0, -1);
}

function hostsOf(value: Value, document: string): readonly string[] {
  return textsOf(value).map(({ text }) =>
    document === 'haproxy' ? splitPort(withoutFamily(text)).host : (addressOf(text)?.host ?? ''),
  );
}

/** `ipv4@10.1.2.3:443` */
function withoutFamily(text: string): string {
  return text.replace(/^(?:ipv[46]|tcp[46]?|unix)@/, '');
}

/** The hosts of a group of Apache that has this name in the same file, or the name itself. */
function balancedBy(name: string, all: readonly SettingFact[]): readonly string[] {
  const servers = all
    .filter(
      ({ key }) =>
        /^BalancerMember$/i.test(key.at(-1) ?? '') && key.at(-2)?.replace(/"/g, '') === `Proxy balancer://${name}`,
    )
    .flatMap(({ value }) => textsOf(value))
    .map(({ text }) => addressOf(text)?.host ?? splitPort(text.split(/\s/)[0] ?? '').host);
  return servers.length > 0 ? servers : [name];
}

/** Servers that HAProxy hands requests in HTTP on to without `ssl`. */
export function cleartextServers(file: FactsView): readonly SettingFact[] {
  const all = file.facts('setting').filter(({ document }) => document === 'haproxy');
  return all.filter((fact) => handsOn(fact) === true && isHttp(fact, all) && !isEncrypted(fact, all));
}

/** Only HTTP is looked at: what goes on as TCP may be encrypted by those who talk through it. */
function isHttp({ key: [section] }: SettingFact, all: readonly SettingFact[]): boolean {
  const modes = all.filter(({ key }) => key.length === 2 && key[1] === 'mode');
  const own = modes.filter(({ key }) => key[0] === section);
  const inherited = modes.filter(({ key }) => (key[0] ?? '').startsWith('defaults'));
  const decisive = own.length > 0 ? own : inherited;
  return decisive.length > 0 && decisive.every(({ value }) => value.kind === 'known' && value.value === 'http');
}

function isEncrypted({ key }: SettingFact, all: readonly SettingFact[]): boolean {
  const server = key.slice(0, -1);
  const holds = (other: SettingFact): boolean =>
    server.every((name, depth) => other.key[depth] === name) ||
    (other.key[1] === 'default-server' && (other.key[0] === key[0] || (other.key[0] ?? '').startsWith('defaults')));
  return all.some((other) => other.key.at(-1) === 'ssl' && holds(other));
}
