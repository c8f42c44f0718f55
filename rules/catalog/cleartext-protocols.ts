/** Address schemes without encryption, their encrypted counterparts, and names that make an address an endpoint. */
import { WordSequences, wordsOf } from '../../server/model/words.ts';

interface Protocol {
  /** The scheme to use instead, or what to use instead where there is no scheme. */
  readonly secure: string;
  /** As people call it. */
  readonly name: string;
  /** True where the other scheme alone is enough: same server, same meaning, its own standard port. */
  readonly replaceable?: true;
  /** Users sign in with a password right after connecting. */
  readonly password?: true;
}

export const CLEARTEXT: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ['http', { secure: 'https', name: 'HTTP', replaceable: true }],
  ['ws', { secure: 'wss', name: 'WebSocket', replaceable: true }],
  ['ldap', { secure: 'ldaps', name: 'LDAP', replaceable: true, password: true }],
  ['amqp', { secure: 'amqps', name: 'AMQP', replaceable: true, password: true }],
  ['redis', { secure: 'rediss', name: 'Redis', replaceable: true }],
  ['mqtt', { secure: 'mqtts', name: 'MQTT', replaceable: true }],
  ['tcp', { secure: 'ssl', name: 'TCP' }],
  ['smtp', { secure: 'smtps', name: 'SMTP', replaceable: true }],
  ['imap', { secure: 'imaps', name: 'IMAP', replaceable: true, password: true }],
  ['pop3', { secure: 'pop3s', name: 'POP3', replaceable: true, password: true }],
  ['ftp', { secure: 'sftp', name: 'FTP', password: true }],
  ['tftp', { secure: 'sftp', name: 'TFTP' }],
  ['telnet', { secure: 'ssh', name: 'Telnet', password: true }],
  ['nats', { secure: 'tls', name: 'NATS', replaceable: true }],
  ['stomp', { secure: 'stomp+ssl', name: 'STOMP' }],
  ['ajp', { secure: 'https', name: 'AJP' }],
  ['bolt', { secure: 'bolt+s', name: 'Bolt', replaceable: true }],
  ['neo4j', { secure: 'neo4j+s', name: 'Neo4j', replaceable: true }],
  ['couchbase', { secure: 'couchbases', name: 'Couchbase', replaceable: true }],
  ['coap', { secure: 'coaps', name: 'CoAP', replaceable: true }],
  ['sip', { secure: 'sips', name: 'SIP' }],
  ['otlp', { secure: 'https', name: 'OTLP' }],
]);

/** Parts of an address that switch encryption on in spite of its scheme. */
export const ENCRYPTED_PARTS = /[?&](?:ssl|tls|requireTLS|secure)=(?:true|1|yes)(?:$|&)/i;

/** Hosts that are named in documents as names of formats; nobody calls them. */
export const NAMING_HOST =
  /(?:^|\.)(?:w3\.org|xmlsoap\.org|openxmlformats\.org|schemas\.microsoft\.com|json-schema\.org|apache\.org|oasis-open\.org|xoev\.de|osci\.de|elster\.de|xjustiz\.justiz\.de|purl\.org|xmlns\.com|jcp\.org|sun\.com|springframework\.org|hibernate\.org|opengis\.net|isotc211\.org|hl7\.org|schema\.org|spdx\.org|creativecommons\.org|europa\.eu|dcat-ap\.de|adobe\.com|inkscape\.org|sourceforge\.net|xbrl\.org|unece\.org|iana\.org|rdfs\.org|gmlx?\.net|topografix\.com|mozilla\.org|openid\.net|schema\.fitko\.de|govdata\.de|din\.de|iso\.org|ietf\.org|doi\.org|etsi\.org|wikipedia\.org|github\.com)$/i;

/** Parts of a path below which formats, their elements and code lists have their names. */
export const NAMING_PATH =
  /\/(?:specs|schemas?|xsd|dtd|ns|namespaces?|vocab|vocabulary|ontolog(?:y|ies)|extensions?|structuredefinition|codesystem|valueset|namingsystem|sid|codeliste?n?|assurance)(?:\/|$)/i;

/** Words of names whose address is for people, a name of a format, or stays in the browser. */
const HARMLESS = new WordSequences(
  (
    'namespace, namespaces, namensraum, namensraeume, ns, xmlns, xsi, schema, schemas, iri, urn, vocab, context, ' +
    'profile, profil, algorithm, algorithmus, algorithms, canonicalization, canonicalizationalgorithm, ' +
    'signaturealgorithm, digestalgorithm, transform, transforms, digest, claim, claims, attribute, attribut, ' +
    'format, predicate, ontology, link, links, href, verweis, verweise, homepage, website, webseite, ' +
    'internetseite, impressum, imprint, datenschutz, privacy, license, lizenz, licence, terms, agb, docs, doc, ' +
    'documentation, dokumentation, help, hilfe, faq, text, texte, titel, title, description, beschreibung, hint, ' +
    'hinweis, label, message, meldung, comment, kommentar, content, html, body, footer, placeholder, ' +
    'platzhalter, example, examples, beispiel, canonical, social, facebook, twitter, youtube, instagram, ' +
    'redirect, redirects, callback, return, referer, referrer, origin, origins, cors, allowed, whitelist, ' +
    'allowlist, erlaubt, erlaubte, audience, entity, entityid, copyright, author, autor, bugs, repository, ' +
    'funding, proxy, csp, regex, pattern, muster, prefix, praefix, source, quelle, signature, uebersicht, ' +
    'kontakt, contact, oid, wsa, action, soapaction, encoding, binding, nameid, doctype, dtd, logo, icon, ' +
    'favicon'
  ).split(', '),
);
/** Words of names that promise an endpoint; also as the end of a compound (`meldeserver`, `druckdienst`). */
const ENDPOINT =
  /^(?:\w*(?:url|urls|uri|uris|endpoint|endpoints|endpunkt|endpunkte|server|hosts?|hostname|dienste?|service|services|gateway|backend|backends|schnittstellen?|adresse|webhook|broker|wsdl|soap)|addr|address|base|basis|api|apis|rest|upstream|target|ziel|ziele|hook|queue|issuer|authority|jwks|remote|node|nodes|discovery|domain|location)$/;

/** True where no word of the names says that the address is a name or a link. */
export function mayBeEndpoint(names: readonly string[]): boolean {
  const last = names.filter((name) => !/^\d+$/.test(name)).at(-1) ?? '';
  if (/^[$@]?(?:id|type|key|name|value)$/i.test(last) && names.length === 1) return false;
  if (/^[$@]/.test(last)) return false;
  return !names.some((name) => HARMLESS.occursIn(wordsOf(name)));
}

/** True where a word of the names promises an endpoint. */
export function isEndpoint(names: readonly string[]): boolean {
  return names.some((name) => wordsOf(name).some((word) => ENDPOINT.test(word)));
}

/** Names beside an address that people read: the address is a link then. */
const CAPTIONS: ReadonlySet<string> = new Set([
  'title',
  'titel',
  'label',
  'text',
  'caption',
  'linktext',
  'linkText',
  'bezeichnung',
  'beschreibung',
  'description',
  'tooltip',
  'icon',
  'anzeigename',
  'displayName',
  'alt',
  'ariaLabel',
  'rel',
]);
/** Parts of such names: `logoTitleDe`. */
const PARTS_OF_CAPTIONS = /^(?:title|titel|label|caption|logo)$/;
/** A name that says nothing but that it is an address, and its language: `urlDe`. */
const ONLY_ADDRESS = /^(?:url|uri|web|site|adresse|address|[a-z]{2})$/;

/** True where what stands beside an address makes it a link for people. */
export function isCaptioned(names: readonly string[], siblings: readonly string[]): boolean {
  if (siblings.some((sibling) => CAPTIONS.has(sibling))) return true;
  return (
    wordsOf(names.at(-1) ?? '').every((word) => ONLY_ADDRESS.test(word)) &&
    siblings.some((sibling) => wordsOf(sibling).some((word) => PARTS_OF_CAPTIONS.test(word)))
  );
}

/** Methods of the project's own clients that send something to the address they are given. */
export const SENDING =
  /(?:^|\.)(?:get|post|put|patch|delete|request|fetch|send|sende|connect|verbinde|download|upload|load|lade|hole|rufe|abrufen|senden|call|open|query|getJSON|ajax|subscribe|publish)(?:[A-Z]\w*)?$/;
/** Callees that only look at an address or show it. */
export const LOOKING =
  /(?:^|\.)(?:startsWith|endsWith|includes|indexOf|replace|replaceAll|split|match|test|has|log|info|warn|error|debug|trace|redirect|goto|visit|navigate|navigateByUrl|assign|equal|equals|deepEqual|toBe|toEqual|expect|describe|it|setAttribute|createElementNS|getAttributeNS|setAttributeNS|getElementsByTagNameNS|hasAttributeNS|addNamespace|lookupNamespaceURI)$|^(?:app|router|server|fastify|api)\.(?:get|post|put|patch|delete)$|#cy\./;
