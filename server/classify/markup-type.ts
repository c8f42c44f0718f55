/** What kind of document an XML file is: by the name and namespace of its root, by its file name where that is not enough. */
import type { MarkupElement } from '../model/document.ts';

/** `reads`: what rules get to see. A drawing has no facts, a schema names things but configures nothing. */
export interface MarkupType {
  /** `maven:pom`, `spring:beans`, `xoev:xmeld`, `soap`, …; empty where unknown. */
  readonly name: string;
  readonly reads: 'nothing' | 'markup' | 'settings';
}

type Row = readonly [root: RegExp, namespaceOrPath: RegExp | undefined, name: string, reads: MarkupType['reads']];

/** Messages and schemas of German public administration, with the name of their standard in the first group. */
const XOEV: readonly RegExp[] = [
  /^urn:xoev-de:(?:fim|kosit|bva|koinno):(?:standard|schema):([a-z]+)/,
  /^urn:xoev-de:([a-z]+)/,
  /^https?:\/\/www\.osci\.de\/([a-z]+)/,
  /^https?:\/\/(?:www\.)?xoev\.de\/(?:schemata|transport)\/([a-z]+)/,
  /^https?:\/\/www\.xleitstelle\.de\/([a-z]+)/,
  /^https?:\/\/www\.(xplan)ung\.de\//,
  /^https?:\/\/www\.(xjustiz)\.de/,
  /^https?:\/\/(xpsw)\.domap\.de\//,
];
/** Where the namespace spells a standard otherwise than everybody. */
const STANDARDS: ReadonlyMap<string, string> = new Map([
  ['xpsw', 'xpersonenstand'],
  ['xplan', 'xplanung'],
]);

/** By root; the second column, where there is one, has to match the namespace or the path. First match wins. */
const BY_ROOT: readonly Row[] = [
  [/^svg$/, undefined, 'svg', 'nothing'],
  // Pages and news for people.
  [/^(?:urlset|sitemapindex)$/, /sitemap/, 'sitemap', 'nothing'],
  [/^(?:rss|feed|RDF)$/, undefined, 'feed', 'nothing'],
  [/^(?:html|vue|svelte|angular)$/, undefined, 'html', 'markup'],
  [/^(?:stylesheet|transform)$/, /XSL\/Transform$/, 'xslt', 'markup'],
  [/^schema$/, /XMLSchema$/, 'xsd', 'markup'],
  [/^(?:definitions|description)$/, /wsdl/, 'wsdl', 'markup'],
  [/^definitions$/, /(?:BPMN|\.bpmn$)/, 'bpmn', 'settings'],
  [/^Envelope$/, /soap/, 'soap', 'markup'],
  [/^(?:EntityDescriptor|EntitiesDescriptor)$/, undefined, 'saml:metadata', 'markup'],
  [/^(?:xliff|resources|TS|tmx)$/, undefined, 'texts', 'markup'],
  [/^project$/, /maven|(?:^|\/)pom\.xml$/, 'maven:pom', 'settings'],
  [/^settings(?:Security)?$/, /maven|(?:^|\/)settings(?:-security)?\.xml$/i, 'maven:settings', 'settings'],
  [/^beans$/, undefined, 'spring:beans', 'settings'],
  [/^(?:web-app|web-fragment)$/, undefined, 'web-app', 'settings'],
  [/^Configuration$/i, /(?:^|\/)log4j[\w.-]*\.xml$|log4j/i, 'log4j', 'settings'],
  [/^configuration$/, /(?:^|\/)logback[\w.-]*\.xml$|logback/, 'logback', 'settings'],
  [/^configuration$/, /\.config$/i, 'dotnet:config', 'settings'],
  [/^Project$/, /proj$|msbuild|\.pubxml$/i, 'msbuild', 'settings'],
  [/^Server$/, undefined, 'tomcat:server', 'settings'],
  [/^Context$/, undefined, 'tomcat:context', 'settings'],
  [/^tomcat-users$/, undefined, 'tomcat:users', 'settings'],
  [/^persistence$/, undefined, 'jpa:persistence', 'settings'],
  [/^hibernate-configuration$/, undefined, 'hibernate', 'settings'],
  [/^databaseChangeLog$/, undefined, 'liquibase', 'settings'],
];

/** @param path of the file, relative to the root */
export function markupType(path: string, root: MarkupElement): MarkupType {
  for (const pattern of XOEV) {
    const standard = pattern.exec(root.namespace)?.[1];
    if (standard !== undefined) return { name: `xoev:${STANDARDS.get(standard) ?? standard}`, reads: 'markup' };
  }
  for (const [name, where, type, reads] of BY_ROOT) {
    if (!name.test(root.name)) continue;
    if (!where || where.test(root.namespace) || where.test(path)) return { name: type, reads };
  }
  return { name: '', reads: 'settings' };
}
