/** Documents full of addresses that are names and pages: which of them a program connects to. */
import { shownText } from '../../server/model/ask.ts';
import type { MarkupFact, SettingFact } from '../../server/model/facts.ts';
import { textsOf, type Shown } from './hosts.ts';
import { actsInPage } from './mixed-content.ts';

/** By kind of document, asked with the last names of the key. The others of these documents are no connections. */
const CONNECTING: ReadonlyMap<string, RegExp> = new Map([
  ['maven:pom', /(?:^|\.)(?:repository|pluginRepository|snapshotRepository|site)\.url$/],
  ['maven:settings', /(?:^|\.)(?:repository|pluginRepository|mirror)\.url$/],
  ['openapi', /(?:^|\.)servers\.\d+\.url$|\.(?:tokenUrl|authorizationUrl|refreshUrl|openIdConnectUrl)$/],
]);
/** What belongs to plug-ins and the project itself is read like any setting. */
const FREE = /(?:^|\.)(?:configuration|properties)\./;

/** Undefined where nothing is known of the document and its names have to say it. */
export function isConnectedTo({ document, key }: Pick<SettingFact, 'document' | 'key'>): boolean | undefined {
  const path = key.join('.');
  const connecting = CONNECTING.get(document);
  return connecting === undefined || (document === 'maven:pom' && FREE.test(path)) ? undefined : connecting.test(path);
}

/** Elements and attributes with an address that is called; links and pictures of a page are read by people. */
const CALLED: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['wsdl', new Set(['address location', 'endpoint address'])],
]);

/** Where a description of a service says that it is, and what a page calls. */
export function isAddressOfService({ document, element, attribute = '', value }: MarkupFact): boolean {
  if (document === 'html') return actsInPage(element, attribute, shownText(value));
  return CALLED.get(document)?.has(`${element.toLowerCase()} ${attribute.toLowerCase()}`) === true;
}

/** Where charts come from: `helm_release`, dependencies of a chart, sources of Argo CD and Flux. */
export function isSourceOfCharts({ document, key, path }: SettingFact): boolean {
  const name = key.at(-1);
  if (document === 'terraform') return key[1] === 'helm_release' && name === 'repository';
  if (/(?:^|\/)Chart\.ya?ml$/.test(path)) return key[0] === 'dependencies' && name === 'repository';
  if (document === 'k8s:Application') return name === 'repoURL';
  return /^k8s:(?:Helm|Git|OCI)Repository$/.test(document) && key.join('.') === 'spec.url';
}

/** OpenAPI 2 names the host in one place and how it is called in another. */
export function schemesOfService(
  all: readonly SettingFact[],
): readonly { readonly shown: Shown; readonly fact: SettingFact }[] {
  const ofService = all.filter(({ document }) => document === 'openapi');
  const schemes = ofService.filter(({ key }) => key.length === 2 && key[0] === 'schemes');
  const host = ofService.find(({ key }) => key.length === 1 && key[0] === 'host');
  if (!host || schemes.some(({ value }) => /^(?:https|wss)$/.test(shownText(value)))) return [];
  return schemes.flatMap((fact) =>
    textsOf(fact.value).map((shown) => ({
      fact,
      shown: { ...shown, text: `${shown.text}://${shownText(host.value)}` },
    })),
  );
}
