/** What web servers say about the servers behind them: where requests go, and whether certificates are verified there. */
import type { SettingFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import { addressOf, hostKind, splitPort, textsOf } from './hosts.ts';

/** Documents in which an address says where something goes only behind these directives. */
const HANDING_ON: ReadonlyMap<string, RegExp> = new Map([['nginx', /^(?:proxy|grpc|uwsgi|scgi|fastcgi)_pass$/]]);

/** Undefined where the document is none of a web server; otherwise whether the entry hands requests on. */
export function handsOn({ document, key }: Pick<SettingFact, 'document' | 'key'>): boolean | undefined {
  return HANDING_ON.get(document)?.test(key.at(-1) ?? '');
}

export interface ServerSwitch {
  readonly document: string;
  readonly key: RegExp;
  readonly bad: RegExp;
  readonly tool: string;
  readonly instead: string;
}

/** Directives that leave out the verification of the servers behind. */
const SERVER_SWITCHES: readonly ServerSwitch[] = [
  {
    document: 'nginx',
    key: /^(?:proxy|grpc|uwsgi)_ssl_verify$/,
    bad: /^off$/,
    tool: 'nginx',
    instead: 'proxy_ssl_trusted_certificate',
  },
];

export function serverSwitch({ document, key }: SettingFact): ServerSwitch | undefined {
  const name = key.at(-1) ?? '';
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
  const block = key.slice(0, -1);
  const hosts = all
    .filter((other) => handsOn(other) === true && block.every((name, depth) => other.key[depth] === name))
    .flatMap(({ value }) => textsOf(value))
    .map(({ text }) => addressOf(text)?.host ?? '')
    .flatMap((host) => (document === 'nginx' ? serversOf(host, all) : [host]));
  return hosts.length > 0 && hosts.every((host) => ['own', 'neighbour'].includes(hostKind(host)));
}

/** The hosts of a group that has this name in the same file, or the name itself. */
function serversOf(name: string, all: readonly SettingFact[]): readonly string[] {
  const servers = all
    .filter(({ key }) => key.at(-1) === 'server' && key.at(-2) === `upstream ${name}`)
    .flatMap(({ value }) => textsOf(value))
    .map(({ text }) => splitPort(text.split(/\s/)[0] ?? '').host);
  return servers.length > 0 ? servers : [name];
}
