/** What a file contributes to the search for connections without encryption. */
import type { CallFact, NamedValueFact, ResourceFact, SettingFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { Value } from '../../server/model/value.ts';
import { cleartextSetup, CONNECTING } from './cleartext-clients.ts';
import { CLEARTEXT_SETTINGS, linkingRecords } from './cleartext-settings.ts';
import { addressOf, hostKind, textsOf, type Shown } from './hosts.ts';
import { requestOf } from './http-clients.ts';

export function upgrading(file: FactsView): readonly string[] {
  return file.facts('call').some(({ callee }) => /\bstarttls$/i.test(callee)) ? [file.path] : [];
}

/** Clients, and calls that are handed an address. What is deployed can only be put in where a client is known. */
export function connectingCalls(file: FactsView): readonly CallFact[] {
  return file
    .facts('call')
    .filter(
      (call) =>
        cleartextSetup(call) !== undefined ||
        CONNECTING.some((client) => client.test(call.callee)) ||
        requestOf(call) !== undefined ||
        call.arguments.some(holdsAddress),
    );
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
  return isOpen(shown) && /^(?:https|wss|ldaps|amqps|rediss|mqtts|smtps|imaps|pop3s|sftp|ftps|tls):/i.test(shown.text);
}

export function settings(file: FactsView): readonly SettingFact[] {
  const all = file.facts('setting');
  const found = all.filter(
    ({ key, value }) => CLEARTEXT_SETTINGS.has(settingName(key.at(-1) ?? '')) || holdsAddress(value),
  );
  const links = found.length === 0 ? new Set() : linkingRecords(all.map(({ key }) => key));
  return found.filter(({ key }) => !links.has(key.slice(0, -1).join('\n')));
}

export function realms(file: FactsView): readonly ResourceFact[] {
  return file.facts('resource').filter(({ type }) => type === 'keycloak:realm');
}

function holdsAddress(value: Value): boolean {
  return textsOf(value).some(({ text }) => text.includes('://'));
}

export function settingName(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '');
}
