/** Which addresses a register exchange is called by, and which texts only look like such an address. */
import { wordsOf } from '../../server/model/words.ts';
import { hostKind } from './hosts.ts';
import { isNamespace } from './register-scope.ts';
import { isRegisterTransport, registerIn } from './registers.ts';

/** Schemes that carry everything readable, with the one to use instead. */
const CLEARTEXT: ReadonlyMap<string, string> = new Map([
  ['http', 'https'],
  ['ws', 'wss'],
  ['ftp', 'sftp'],
  ['tcp', 'tls'],
  ['ldap', 'ldaps'],
  ['amqp', 'amqps'],
  ['stomp', 'stomps'],
  ['smtp', 'smtps'],
]);

/** Names that only the inside of one cluster or of a test resolves. */
const CLUSTER_HOST = /\.(?:svc|cluster|docker|test|invalid|localdomain|svc\.cluster\.local)$/i;
/** Hosts of a stand-in. */
const STAND_IN_WORDS: ReadonlySet<string> = new Set([
  'mock',
  'mocks',
  'stub',
  'fake',
  'simulator',
  'wiremock',
  'dummy',
]);

/** Names of things that are compared character by character or shown, and never called. */
const NAMING_WORDS: ReadonlySet<string> = new Set(
  (
    'ns namespace namespaces namensraum namensraeume xmlns schema schemas schemalocation xsd soapaction ' +
    'action serviceuri diensturi listuri listenuri codelist codeliste uriprefix standard profil profile ' +
    'audience issuer entityid link links href hilfe doku docs documentation impressum homepage website ' +
    'webseite description beschreibung hinweis license portal referrer origin origins cors redirect ' +
    'example beispiel title titel text'
  ).split(' '),
);
/** The same in two words. */
const NAMING_PAIRS = [
  'soap action',
  'service uri',
  'list uri',
  'dienst uri',
  'schema location',
  'target namespace',
  'entity id',
  'type uri',
];

export interface CleartextAddress {
  readonly scheme: string;
  readonly secure: string;
  readonly host: string;
  readonly hasPort: boolean;
  /** Host and path without query. */
  readonly place: string;
}

/** The address in a text that carries everything readable to another machine. */
export function cleartextAddress(text: string): CleartextAddress | undefined {
  const match = /^\s*([a-z]{2,5}):\/\/(?:[^\s/@]{0,200}@)?([^\s/:?#]{1,253})(:\d{1,5})?([^\s?#]{0,2000})/i.exec(text);
  const [, written = '', host = '', port, path = ''] = match ?? [];
  const scheme = written.toLowerCase();
  const secure = CLEARTEXT.get(scheme);
  if (secure === undefined || !isElsewhere(host) || isNamespace(text.trim())) return undefined;
  if (wordsOf(host).some((word) => STAND_IN_WORDS.has(word))) return undefined;
  return { scheme, secure, host, hasPort: port !== undefined, place: host + path };
}

/** True where a name says that its text is a name, or is shown to people. */
export function isNaming(names: readonly string[]): boolean {
  const words = wordsOf(names.slice(-2).join('.'));
  return words.some(
    (word, index) => NAMING_WORDS.has(word) || NAMING_PAIRS.includes(`${word} ${words[index + 1] ?? ''}`),
  );
}

/** Words of a key behind which the address of another system stands. */
const ADDRESS_WORDS: ReadonlySet<string> = new Set(
  (
    'url urls uri endpoint endpoints endpunkt adresse address baseurl basis base host wsdl wsdllocation ' +
    'location server gateway ziel target service dienst api backend upstream proxy eingang ausgang zugang ' +
    'anschluss broker entry intermediaer'
  ).split(' '),
);

export function isAddressKey(names: readonly string[]): boolean {
  const last = names.at(-1) ?? '';
  // An item of a list is called what its list is called.
  const words = wordsOf(/^\d+$/.test(last) ? (names.at(-2) ?? '') : last);
  return (
    words.some((word) => ADDRESS_WORDS.has(word) || /(?:url|endpunkt|endpoint|adresse|gateway|server)$/.test(word)) ||
    isExchange(words.join('.'), true)
  );
}

/** True where names or hosts speak of a register or of the transport to one. */
export function isExchange(text: string, isTouched: boolean): boolean {
  return registerIn(text) !== undefined || isRegisterTransport(text, isTouched);
}

function isElsewhere(host: string): boolean {
  const kind = hostKind(host);
  return kind === 'other' || (kind === 'inside' && !CLUSTER_HOST.test(host));
}
