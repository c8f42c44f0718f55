/** Documents full of addresses that are names and pages: which of them a program connects to. */
import type { MarkupFact, SettingFact } from '../../server/model/facts.ts';

/** By kind of document, asked with the last names of the key. The others of these documents are no connections. */
const CONNECTING: ReadonlyMap<string, RegExp> = new Map([
  ['maven:pom', /(?:^|\.)(?:repository|pluginRepository|snapshotRepository|site)\.url$/],
  ['maven:settings', /(?:^|\.)(?:repository|pluginRepository|mirror)\.url$/],
  ['openapi', /^servers\.\d+\.url$/],
]);
/** What belongs to plug-ins and the project itself is read like any setting. */
const FREE = /(?:^|\.)(?:configuration|properties)\./;

/** Undefined where nothing is known of the document and its names have to say it. */
export function isConnectedTo({ document, key }: Pick<SettingFact, 'document' | 'key'>): boolean | undefined {
  const path = key.join('.');
  const connecting = CONNECTING.get(document);
  return connecting === undefined || (document === 'maven:pom' && FREE.test(path)) ? undefined : connecting.test(path);
}

/** Where a description of a service says that it is. */
export function isAddressOfService({ document, element, attribute }: MarkupFact): boolean {
  if (document !== 'wsdl') return false;
  return (element === 'address' && attribute === 'location') || (element === 'endpoint' && attribute === 'address');
}
