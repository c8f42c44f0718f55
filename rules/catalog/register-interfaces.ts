/** The ways to a register that an inventory tells apart: standards for messages, transports, services, and ways past them. */
import { hasSequence, wordsOf } from '../../server/model/words.ts';

/**
 * `message` and `transport` belong together, a `part` stands in messages of several standards; `service` is both;
 * `past` are the ways that no standard knows.
 */
type InterfaceKind = 'message' | 'part' | 'transport' | 'service' | 'past';

export interface RegisterInterface {
  readonly id: string;
  /** As it is called in both languages, or in German and English. */
  readonly name: string | { readonly de: string; readonly en: string };
  readonly kind: InterfaceKind;
  /** The register that it leads to, where there is only one (`id` in `registers.ts`). */
  readonly register?: string;
  /** Words of names that mean it, several words one after the other with blanks. */
  readonly words: readonly string[];
  /** Namespaces, names of standards and addresses that mean it. */
  readonly addresses?: readonly RegExp[];
}

/** The order matters: the first row that fits a text is what the text means. */
const INTERFACES: readonly RegisterInterface[] = [
  {
    id: 'xmeld',
    name: 'XMeld',
    kind: 'message',
    register: 'melderegister',
    words: ['xmeld', 'oscixmeld', 'dsmeld'],
    addresses: [/^http:\/\/www\.osci\.de\/xmeld\d/i],
  },
  {
    id: 'xpersonenstand',
    name: 'XPersonenstand',
    kind: 'message',
    register: 'personenstandsregister',
    words: ['xpersonenstand', 'xpsw', 'xpsr'],
    addresses: [/xpsw\.domap\.de\/xpsw\d/i, /^http:\/\/www\.osci\.de\/xpersonenstand\d/i],
  },
  {
    id: 'xauslaender',
    name: 'XAusländer',
    kind: 'message',
    register: 'auslaenderzentralregister',
    words: ['xauslaender'],
    addresses: [/^http:\/\/www\.osci\.de\/xauslaender\d/i],
  },
  {
    id: 'xbau',
    name: 'XBau',
    kind: 'message',
    register: 'bauregister',
    words: ['xbau', 'xbauk', 'xbeteiligung'],
    addresses: [/^https?:\/\/www\.xleitstelle\.de\/xbau\//i],
  },
  {
    id: 'xplanung',
    name: 'XPlanung',
    kind: 'message',
    words: ['xplanung', 'xplangml', 'xplanauszug'],
    addresses: [/^http:\/\/www\.xplanung\.de\/xplangml\//i],
  },
  {
    id: 'xgewerbeanzeige',
    name: 'XGewerbeanzeige',
    kind: 'message',
    register: 'gewerberegister',
    words: ['xgewerbeanzeige', 'xgewerbeordnung'],
  },
  {
    id: 'xunternehmen',
    name: 'XUnternehmen',
    kind: 'message',
    register: 'gewerberegister',
    words: ['xunternehmen'],
    addresses: [/^urn:xoev-de:xunternehmen:/i],
  },
  { id: 'xkfz', name: 'XKfz', kind: 'message', register: 'fahrzeugregister', words: ['xkfz', 'ikfz', 'i kfz'] },
  { id: 'xwaffe', name: 'XWaffe', kind: 'message', register: 'waffenregister', words: ['xwaffe'] },
  { id: 'xhd', name: 'XhD', kind: 'message', words: ['xhd nachricht', 'xhd t'] },
  {
    id: 'xnachweis',
    name: 'XNachweis',
    kind: 'message',
    words: ['xnachweis'],
    addresses: [/^urn:xoev-de:bva:standard:xnachweis/i],
  },
  {
    id: 'xbasisdaten',
    name: 'XBasisdaten',
    kind: 'message',
    words: ['xbasisdaten', 'identitaetsdatenabruf'],
    addresses: [/^urn:xoev-de:bva:standard:xbasisdaten/i],
  },
  {
    id: 'xdatenschutzcockpit',
    name: 'XDatenschutzcockpit',
    kind: 'message',
    words: ['xdatenschutzcockpit', 'datenschutzcockpit'],
  },
  {
    id: 'xinneres',
    name: 'XInneres',
    kind: 'part',
    words: ['xinneres'],
    addresses: [/^http:\/\/www\.osci\.de\/xinneres\//i],
  },
  {
    id: 'eu-oots',
    name: 'EU-OOTS',
    kind: 'service',
    words: ['oots', 'evidence request'],
    addresses: [/^http:\/\/data\.europa\.eu\/p4s/i],
  },
  {
    id: 'noots',
    name: { de: 'NOOTS (Sicherer Anschlussknoten)', en: 'NOOTS (secure connection node)' },
    kind: 'service',
    words: [
      'noots',
      'sicherer anschlussknoten',
      'sichereranschlussknoten',
      'registerdatennavigation',
      'vermittlungsstelle',
    ],
  },
  {
    id: 'fit-connect',
    name: 'FIT-Connect',
    kind: 'service',
    words: ['fitko', 'fitconnect', 'fit connect'],
    addresses: [
      /^https?:\/\/[\w.-]{1,100}\bfit-connect\.(?:fitko|niedersachsen)\./i,
      /^https:\/\/schema\.fitko\.de\//i,
    ],
  },
  {
    id: 'osci',
    name: 'OSCI-Transport',
    kind: 'transport',
    words: ['osci', 'oscitransport', 'oscigateway', 'osciclient', 'intermediaer', 'governikus'],
    addresses: [/^http:\/\/www\.osci\.de\/2002\/04\/osci/i, /^http:\/\/xoev\.de\/transport\/osci/i],
  },
  {
    id: 'xta',
    name: 'XTA 2',
    kind: 'transport',
    words: ['xta', 'xta2', 'xtagateway', 'xtaserver', 'xtaclient', 'xtaws'],
    addresses: [/^https?:\/\/xoev\.de\/transport\/xta\//i, /^http:\/\/www\.xta\.de\//i],
  },
  {
    id: 'dvdv',
    name: 'DVDV',
    kind: 'transport',
    words: ['dvdv', 'dvdv2'],
    addresses: [/\/dvdv2-backend\/|\/(?:extern\/(?:standaloneauth|bundesmasterauth)|intern)\/directory(?:\/|$)/i],
  },
  {
    id: 'eid',
    name: { de: 'Online-Ausweis (eID)', en: 'electronic identity card (eID)' },
    kind: 'service',
    words: ['eid server', 'ausweisapp', 'ausweis app', 'bundid', 'onlineausweis'],
    addresses: [/^https?:\/\/(?:[\w-]{1,60}\.)?id\.bund\.de(?:\/|$)/i],
  },
  { id: 'own-api', name: { de: 'eigene Schnittstelle', en: 'interface of its own' }, kind: 'past', words: [] },
  { id: 'database', name: { de: 'Datenbank', en: 'database' }, kind: 'past', words: [] },
  { id: 'file', name: { de: 'Datei oder E-Mail', en: 'file or e-mail' }, kind: 'past', words: [] },
  { id: 'page', name: { de: 'abgelesene Webseite', en: 'scraped web page' }, kind: 'past', words: [] },
];

/** Rules whose findings show a way past the standards, with the interface that it is. */
export const PAST_STANDARD: ReadonlyMap<string, string> = new Map([
  ['register/no-home-made-register-endpoint', 'own-api'],
  ['register/no-direct-register-database', 'database'],
  ['register/no-file-exchange-with-register', 'file'],
  ['register/no-register-scraping', 'page'],
]);

export function interfaceById(id: string): RegisterInterface | undefined {
  return INTERFACES.find((each) => each.id === id);
}

/** The interface that a namespace, a name of a standard or an address means. */
export function interfaceOfAddress(text: string): RegisterInterface | undefined {
  return INTERFACES.find(({ addresses = [] }) => addresses.some((pattern) => pattern.test(text)));
}

/** The standard for messages that a text is the name of, and nothing else: `XMeld`. */
export function interfaceCalled(text: string): RegisterInterface | undefined {
  const name = text.length > 30 ? '' : wordsOf(text).join('');
  return INTERFACES.find(({ kind, words }) => kind === 'message' && words.includes(name));
}

/** The interfaces that a name speaks of. Short words need the caller to know that the file touches a register. */
export function interfacesOfName(name: string): readonly RegisterInterface[] {
  const words = wordsOf(name);
  return INTERFACES.filter((each) => each.words.some((sequence) => hasSequence(words, sequence)));
}
