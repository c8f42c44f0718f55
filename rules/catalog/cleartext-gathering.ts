/** What a file contributes to the search for connections without encryption. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { CallFact, MarkupFact, NamedValueFact, SettingFact } from '../../server/model/facts.ts';
import type { Confidence, Severity } from '../../server/model/finding.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { Place } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { cleartextSetups, connects } from './cleartext-clients.ts';
import type { Setup } from './cleartext-setups.ts';
import { cleartextValues, isEncryptionOff, linkingRecords } from './cleartext-settings.ts';
import { hostsBeside } from './database-reading.ts';
import { isAddressOfService, isConnectedTo, isSourceOfCharts, schemesOfService } from './document-addresses.ts';
import { addressOf, hostKind, splitPort, textsOf, type Shown } from './hosts.ts';
import { requestOf } from './http-clients.ts';
import { admittedByPages, loadedByPages } from './mixed-content.ts';
import { openListeners } from './server-listeners.ts';
import { handsOn } from './web-servers.ts';

export function upgrading(file: FactsView): readonly string[] {
  return file.facts('call').some(({ callee }) => /\bstarttls$/i.test(callee)) ? [file.path] : [];
}

/** Clients, and calls that are handed an address. What is deployed can only be put in where a client is known. */
export function connectingCalls(file: FactsView): readonly CallFact[] {
  const all = file.facts('call');
  const isWrapped = all.some(wrapsSocket);
  const isUpgraded = all.some(({ callee }) => callee === 'basic-ftp#Client().useTLS');
  return all.filter(
    (call) =>
      (cleartextSetups(call).length > 0 &&
        !(isWrapped && call.callee.startsWith('node:net#')) &&
        !(isUpgraded && call.callee === 'basic-ftp#Client().connect')) ||
      connects(call.callee) ||
      requestOf(call) !== undefined ||
      call.arguments.some(holdsAddress),
  );
}

/** `tls.connect({ socket })` and `new TLSSocket(socket)`: a plain connection that is encrypted before it is used. */
function wrapsSocket({ callee, arguments: given }: CallFact): boolean {
  if (!/^node:tls#(?:default\.)?(?:connect|TLSSocket)$/.test(callee)) return false;
  return callee.endsWith('TLSSocket') || given.some((value) => value.kind === 'record' && value.entries.has('socket'));
}

/** Without those that the same name gets in the encrypted version, too: then the configuration chooses. */
export function namedAddresses(file: FactsView): readonly NamedValueFact[] {
  const found = file.facts('named-value').filter(({ value }) => holdsAddress(value));
  const chosen = new Set(found.filter(({ value }) => textsOf(value).some(isEncryptedOpen)).map(nameOf));
  return found.filter((fact) => !chosen.has(nameOf(fact)) || !textsOf(fact.value).some(isOpen));
}

function nameOf({ names }: NamedValueFact): string {
  return names.join('.');
}

function isOpen({ text }: Shown): boolean {
  return hostKind(addressOf(text)?.host ?? '') === 'open';
}

function isEncryptedOpen(shown: Shown): boolean {
  return isOpen(shown) && ENCRYPTED.test(shown.text);
}

const ENCRYPTED = /^\s*(?:https|wss|ldaps|amqps|rediss|mqtts|smtps|imaps|pop3s|sftp|ftps|tls|ssl):/i;

export function settings(file: FactsView): readonly SettingFact[] {
  // All that a web server is told, except where it hands requests on, are pages, headers and redirections.
  const all = file
    .facts('setting')
    .filter((fact) => (handsOn(fact) ?? isConnectedTo(fact)) === undefined && !isSourceOfCharts(fact));
  const found = all.filter(
    (fact) => cleartextValues(fact.key) !== undefined || holdsAddress(fact.value) || isSwitchedOff(fact),
  );
  const links = found.length === 0 ? new Set() : linkingRecords(all.map(({ key }) => key));
  const isKafkaNear = brokersAreNear(all);
  return found.filter(
    (fact) =>
      !(isKafkaNear && /protocol$/i.test(fact.key.at(-1) ?? '')) &&
      !links.has(fact.key.slice(0, -1).join('\n')) &&
      // In a compose file it is the engine of the neighbours.
      !(fact.document === 'compose' && /^xpack[._]/i.test(fact.key.at(-1) ?? '')) &&
      !(isSwitchedOff(fact) && isForNeighbours(fact, all)),
  );
}

/** Apache asks for encryption behind the address. */
const UPGRADING = /\s(?:START)?TLS\s*$/i;

/** Where web servers hand requests on, builds get their parts, and services are by their own description. */
export function handedOn(
  file: FactsView,
): readonly { readonly shown: Shown; readonly fact: SettingFact | MarkupFact | NamedValueFact }[] {
  const all = file.facts('setting');
  const found = [
    ...all.filter((fact) => (handsOn(fact) ?? isConnectedTo(fact)) === true || isSourceOfCharts(fact)),
    ...file.facts('markup').filter(isAddressOfService),
    ...loadedByPages(file),
  ]
    .flatMap((fact) => textsOf(fact.value).map((shown) => ({ shown, fact })))
    .filter(({ shown }) => !UPGRADING.test(shown.text));
  return [...found, ...schemesOfService(all)];
}

/** True where a file names brokers of Kafka, and all of them are this machine or neighbours. */
function brokersAreNear(all: readonly SettingFact[]): boolean {
  const brokers = all
    .filter(({ key }) => /bootstrap[-_.]?servers$/i.test(key.join('.')))
    .flatMap(({ value }) => textsOf(value))
    .flatMap(({ text }) => text.split(','));
  return (
    brokers.length > 0 && brokers.every((each) => ['own', 'neighbour'].includes(hostKind(splitPort(each.trim()).host)))
  );
}

export function isSwitchedOff({ key, value }: SettingFact): boolean {
  return value.kind === 'known' && isEncryptionOff(key, value.value);
}

/** True where the hosts beside a switch are seen, and are this machine, neighbours, or addresses that encrypt anyway. */
function isForNeighbours(fact: SettingFact, all: readonly SettingFact[]): boolean {
  const hosts = hostsBeside(fact, all).flatMap(({ value }) => textsOf(value));
  // Without a host it may be the server itself that is set up in a compose file.
  if (hosts.length === 0) return fact.document === 'compose';
  return hosts.every(
    ({ text }) =>
      ENCRYPTED.test(text) || ['own', 'neighbour'].includes(hostKind(addressOf(text)?.host ?? splitPort(text).host)),
  );
}

/** Servers for mail of realms of Keycloak that are told nothing of encryption. */
export function mailOfRealms(file: FactsView): readonly (Place & { readonly setup: Setup })[] {
  return file.facts('resource').flatMap(({ type, value, path }) => {
    const server = type === 'keycloak:realm' ? value.entries.get('smtpServer') : undefined;
    const host = server?.kind === 'record' ? server.entries.get('host') : undefined;
    if (server?.kind !== 'record' || server.open || !host) return [];
    const isOn = (name: string): boolean => isAlways(server.entries.get(name) ?? ABSENT, true, 'true');
    if (isOn('ssl') || isOn('starttls')) return [];
    const off = server.entries.get('starttls') ?? server.entries.get('ssl');
    const range = (off ?? host).range ?? server.range;
    const option = '"starttls": "true"';
    const setup: Setup = { protocol: 'SMTP', hosts: [host], option, problem: 'missing', range, password: isOn('auth') };
    return [{ path, range: server.range, setup }];
  });
}

interface Admission extends Place {
  /** What admits them, where it is not what is written at the place. */
  readonly name?: string;
  /** What closes it. */
  readonly secure: string;
  /** Lower where something else may keep strangers away. */
  readonly confidence: Confidence;
  readonly severity?: Severity;
}

/** What admits connections without encryption. In a cluster a port is reached by neighbours only, unless more is said. */
export function admissions(file: FactsView): readonly Admission[] {
  const isInCluster =
    /\.ya?ml$/.test(file.path) && !file.facts('setting').some(({ document }) => document === 'compose');
  return [
    ...openListeners(file).map(({ fact: { path, range }, secure }) => ({
      path,
      range,
      secure,
      confidence: isInCluster ? ('low' as const) : ('medium' as const),
    })),
    ...admittedByPages(file).map(({ fact: { path, range }, ...rest }) => ({
      path,
      range,
      ...rest,
      confidence: 'medium' as const,
    })),
    ...file.facts('call').flatMap((call) => openBucket(call) ?? []),
  ];
}

/** A bucket of the CDK answers requests without encryption, too, unless its policy refuses them. */
function openBucket({ callee, path, calleeRange, arguments: [, , options = ABSENT] }: CallFact): Admission | undefined {
  if (!/^(?:aws-cdk-lib\/aws-s3|@aws-cdk\/aws-s3)#Bucket$/.test(callee)) return undefined;
  const value = entryOf(options, 'enforceSSL');
  const found = { path, name: 'enforceSSL: false', secure: 'enforceSSL: true', confidence: 'medium' as const };
  if (value.kind === 'known' && value.value === false)
    return { ...found, range: value.origin || value.range.path !== undefined ? calleeRange : value.range };
  const isClosed = options.kind === 'absent' || (options.kind === 'record' && !options.open);
  return isClosed && value.kind === 'absent'
    ? { ...found, range: calleeRange, severity: 'information' as const }
    : undefined;
}

function holdsAddress(value: Value): boolean {
  return textsOf(value).some(({ text }) => text.includes('://'));
}
