/** Public registers by the words that name them in code, and the standard by which each is reached. */
import type { Language } from '../../server/model/finding.ts';
import { wordsOf } from '../../server/model/words.ts';

export interface Register {
  /** Stable name for programs. */
  readonly id: string;
  readonly name: Readonly<Record<Language, string>>;
  /** Standard and transport, as they are called in both languages. */
  readonly standard: string;
  /** Strong words, folded: one alone says that the register is meant. Parts written separately are joined first. */
  readonly words: readonly string[];
  /** What its database, schema or software is called: only where a database is named, elsewhere too weak. */
  readonly stores: readonly string[];
}

const REGISTERS: readonly Register[] = [
  {
    id: 'melderegister',
    name: { de: 'Melderegister', en: 'population register (Melderegister)' },
    standard: 'XMeld / OSCI-Transport',
    words: (
      'melderegister melderegisterabruf melderegisterabfrage melderegisterclient landesmelderegister ' +
      'melderegisterdaten meldedaten meldedatenabruf meldedatenbestand meldedatenspiegel meldebehoerde ' +
      'meldeamt meldewesen meldeauskunft einwohnermelde einwohnermeldeamt einwohnermeldewesen ' +
      'einwohnermelderegister einwohnermeldedaten einwohnerregister einwohnerwesen einwohnerauskunft ' +
      'einwohnerabfrage ewoabfrage ewoauskunft ewoabruf ewosuche ewoapi ewoclient ewoservice ewoadapter ewoschnittstelle ewodaten ewois okewo mesoewo xmeld oscixmeld dsmeld baybis ' +
      'datenabrufendestelle abrufberechtigtestelle anlassdesabrufs anforderungselement bmelddav bmeldduev ' +
      'populationregister residentsregister residentregister populationregistry residentsregistry ' +
      'residentregistry'
    ).split(' '),
    stores: 'ewo ewodb einwohner einwohnerdaten einwohnerdb melde meldedb meso mesodb vois'.split(' '),
  },
  {
    id: 'personenstandsregister',
    name: { de: 'Personenstandsregister', en: 'civil status register (Personenstandsregister)' },
    standard: 'XPersonenstand / OSCI-Transport',
    words: (
      'personenstandsregister xpersonenstand xpsr xpsw standesamtsnummer geburtenregister ' +
      'registereintragsidentifikation geburtsregister eheregister sterberegister sterbefallregister ' +
      'lebenspartnerschaftsregister personenstandsdaten civilstatusregister civilregistry'
    ).split(' '),
    stores: ['personenstand', 'psr', 'autista', 'autistadb'],
  },
  {
    id: 'bauregister',
    name: { de: 'Bauregister', en: 'building register (Bauregister)' },
    standard: 'XBau',
    words: ['bauregister', 'baulastenverzeichnis', 'baulastenregister', 'xbau', 'xbauk', 'xbeteiligung'],
    stores: ['baulasten'],
  },
  {
    id: 'gewerberegister',
    name: { de: 'Gewerberegister', en: 'trade register (Gewerberegister)' },
    standard: 'XGewerbeanzeige / OSCI-Transport',
    words: (
      'gewerberegister gewerbezentralregister gewerbemelderegister xgewerbeanzeige xgewerbeordnung ' +
      'gewerbedatenbank bewacherregister basisregister unternehmensbasisdatenregister xunternehmen'
    ).split(' '),
    stores: ['gewerbedaten', 'gewerbedb', 'migewa', 'geve'],
  },
  {
    id: 'fahrzeugregister',
    name: { de: 'Fahrzeugregister', en: 'vehicle register (Fahrzeugregister)' },
    standard: 'KBA / XKfz',
    words: (
      'fahrzeugregister kfzregister kraftfahrtbundesamt zfzr zfer fahreignungsregister ikfz xkfz ' +
      'fahrerlaubnisregister halterdaten halterabfrage halterauskunft halterermittlung halterfeststellung ' +
      'vehicleregister vehicleregistry'
    ).split(' '),
    stores: ['halterdb', 'fahrzeugdaten', 'kfzzulassung', 'zulassungsregister', 'ikol', 'okvorfahrt'],
  },
  {
    id: 'auslaenderzentralregister',
    name: { de: 'Ausländerzentralregister', en: 'central register of foreigners (Ausländerzentralregister)' },
    standard: 'XAusländer / OSCI-Transport',
    words: (
      'auslaenderzentralregister auslaenderregister xauslaender azrabruf azrabfrage azrregister azrnummer ' +
      'auslaenderdatei auslaenderdateien'
    ).split(' '),
    stores: ['azr', 'auslaenderdaten', 'advis', 'ladiva'],
  },
  {
    id: 'waffenregister',
    name: { de: 'Nationales Waffenregister', en: 'national weapons register (Nationales Waffenregister)' },
    standard: 'XWaffe / OSCI-Transport',
    words: ['nationaleswaffenregister', 'waffenregister', 'nwrwaffe', 'waffennwr', 'xwaffe', 'weaponsregister'],
    stores: ['nwr'],
  },
  {
    id: 'bundeszentralregister',
    name: { de: 'Bundeszentralregister', en: 'federal criminal register (Bundeszentralregister)' },
    standard: 'BfJ / OSCI-Transport',
    words: ['bundeszentralregister', 'bzrauskunft', 'bzrabruf'],
    stores: ['bzr'],
  },
];

/**
 * Transport and directories by which every register is reached. The first row needs no second word; those of the second
 * have other senses (oscillators, agents, initials) and count with a word of the trade beside them.
 */
const TRANSPORT_WORDS: ReadonlySet<string> = new Set(
  (
    'oscitransport oscigateway osciclient osciintermediaer oscibibliothek intermediaer xtagateway ' +
    'xtaserver xtaclient xtaws dvdv xoev xinneres noots sichereranschlussknoten xnachweis xbasisdaten ' +
    'xdatenschutzcockpit registerdatennavigation vermittlungsstelle nachweisabruf identitaetsdatenabruf ' +
    'registermodernisierung datenschutzcockpit governikus multimessenger'
  ).split(' '),
);
const SHORT_TRANSPORT_WORDS: ReadonlySet<string> = new Set(['osci', 'xta', 'sak', 'rdn']);
const TRADE_WORDS: ReadonlySet<string> = new Set(
  (
    'gateway transport intermediaer entry postfach behoerde nachricht nachrichten register mailbox ' +
    'versand zustellung krz rz rechenzentrum noots meldung fachverfahren message'
  ).split(' '),
);

/** Words of the standard way: whoever uses them does not build a path of their own. */
const STANDARD_WAY: ReadonlySet<string> = new Set([
  ...['osci', 'oscitransport', 'oscigateway', 'xta', 'xtagateway', 'dvdv', 'noots', 'sicherer anschlussknoten', 'sak'],
  ...[
    'fitko',
    'fitconnect',
    'intermediaer',
    'governikus',
    'multimessenger',
    'bundid',
    'elster',
    'eric',
    'egvp',
    'bebpo',
  ],
]);

/** Words that speak of people and bodies, but not of a register alone: they count in a project that touches one. */
const WEAK_WORDS: ReadonlySet<string> = new Set(
  (
    'register abruf abfrage auskunft nachweis behoerde einwohner buerger meldeadresse meldeanschrift ' +
    'standesamt gewerbe halter kennzeichen aktenzeichen anlass zweck ags ars gemeindeschluessel ' +
    'regionalschluessel geburtsdatum familienstand staatsangehoerigkeit auskunftssperre sperrvermerk ' +
    'uebermittlungssperre bundid servicekonto antragsteller'
  ).split(' '),
);

/** Names of services that citizens ask for: in texts and appointment systems they are no access. */
const SERVICE_WORDS: ReadonlySet<string> = new Set(
  'termin termine leistung leistungen service label titel text hinweis formular link'.split(' '),
);

/** Where one of these stands in every file that names a register. Umlauts and split spellings need their own entries. */
export const REGISTER_FILE_WORDS: readonly (string | RegExp)[] = [
  ...REGISTERS.flatMap(({ words }) => words.filter((word) => word.length > 3)),
  ...['meldebehörde', 'ausländerzentralregister', 'ausländerregister', 'xausländer', 'ausländerdatei'],
  /(?:melde|einwohner|personenstands?|geburten|ehe|sterbe|bau|baulasten|gewerbe|bewacher|fahrzeug|kfz|waffen|basis|population|residents?|vehicle|weapons|civil|azr|bzr|halter|ewo|zentral|eignungs|erlaubnis)[-_. /]{1,3}(?:register|registry|daten|abruf|abfrage|suche|api|client|service|adapter|schnittstelle|auskunft|behoerde|behörde|amt|wesen|melde|status|nummer|ermittlung|verzeichnis|datei)/,
  /kraftfahrt[-_. ]|i[-_]kfz|ok[-_.]ewo|osci[-_]xmeld|nationales[-_]waffen|nwr[-_]waffe/,
];

const BY_WORD = table(({ words }) => words);
const BY_STORE = table(({ words, stores }) => [...words, ...stores]);

function table(wordsOfRegister: (register: Register) => readonly string[]): ReadonlyMap<string, Register> {
  return new Map(REGISTERS.flatMap((register) => wordsOfRegister(register).map((word) => [word, register] as const)));
}

/** The register that a name, host or path speaks of; neighbouring words are also read as one. */
export function registerIn(text: string): Register | undefined {
  return find(text, BY_WORD);
}

/** The register whose database, schema or database server a name speaks of. */
export function registerStoreIn(text: string): Register | undefined {
  return find(text, BY_STORE);
}

/** True where a strong word of a register stands in a name that no service for citizens is called. */
export function isStoreCertain(text: string): boolean {
  return registerIn(text) !== undefined || wordsOf(text).includes('ewo');
}

export function registerById(id: string): Register | undefined {
  return REGISTERS.find((register) => register.id === id);
}

/** The register whose German name stands in a text as it is written: in the message of a rule. */
export function registerNamed(text: string): Register | undefined {
  return REGISTERS.find(({ name }) => text.includes(name.de));
}

function find(text: string, names: ReadonlyMap<string, Register>): Register | undefined {
  const words = wordsOf(text);
  for (let length = 3; length >= 1; length--) {
    for (let start = 0; start + length <= words.length; start++) {
      const register = names.get(words.slice(start, start + length).join(''));
      if (register) return register;
    }
  }
  return undefined;
}

export function isStandardWay(text: string): boolean {
  const words = wordsOf(text);
  return words.some((word, index) => STANDARD_WAY.has(word) || STANDARD_WAY.has(`${word}${words[index + 1] ?? ''}`));
}

/** True where a name speaks of the transport to registers. `isTouching`: the project touches a register elsewhere. */
export function isRegisterTransport(text: string, isTouching: boolean): boolean {
  const words = wordsOf(text);
  return words.some((word, index) => {
    if (TRANSPORT_WORDS.has(word) || TRANSPORT_WORDS.has(`${word}${words[index + 1] ?? ''}`)) return true;
    return SHORT_TRANSPORT_WORDS.has(word) && (isTouching || words.some((other) => TRADE_WORDS.has(other)));
  });
}

/** True where a word stands in a name that means something only in a project that touches a register. */
export function hasWeakWord(text: string): boolean {
  return wordsOf(text).some((word) => WEAK_WORDS.has(word));
}

export function isCitizenService(text: string): boolean {
  const words = wordsOf(text);
  // `MelderegisterService` is a part of a program, `serviceMelderegister` an entry of a list.
  return words.some((word, index) => SERVICE_WORDS.has(word) && !(word === 'service' && index === words.length - 1));
}
