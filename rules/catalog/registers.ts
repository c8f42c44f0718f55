/** Public registers by the words that name them in code, and the standard by which each is reached. */
import type { Language } from '../../server/model/finding.ts';
import { wordsOf } from '../../server/model/words.ts';

export interface Register {
  readonly name: Readonly<Record<Language, string>>;
  /** Standard and transport, as they are called in both languages. */
  readonly standard: string;
  /** Folded words; parts written separately (`melde-register`) are joined before they are compared. */
  readonly words: readonly string[];
}

export const REGISTERS: readonly Register[] = [
  {
    name: { de: 'Melderegister', en: 'population register (Melderegister)' },
    standard: 'XMeld / OSCI-Transport',
    words: [
      'melderegister',
      'melderegisterabruf',
      'melderegisterabfrage',
      'meldedatenabruf',
      'meldebehoerde',
      'einwohnermelde',
      'einwohnermelderegister',
      'einwohnerregister',
      'xmeld',
      'dsmeld',
      'baybis',
      'ewoabfrage',
    ],
  },
  {
    name: { de: 'Personenstandsregister', en: 'civil status register (Personenstandsregister)' },
    standard: 'XPersonenstand / OSCI-Transport',
    words: [
      'personenstandsregister',
      'xpersonenstand',
      'xpsr',
      'geburtenregister',
      'eheregister',
      'sterberegister',
      'lebenspartnerschaftsregister',
    ],
  },
  {
    name: { de: 'Bauregister', en: 'building register (Bauregister)' },
    standard: 'XBau',
    words: ['bauregister', 'baulastenverzeichnis', 'xbau'],
  },
  {
    name: { de: 'Gewerberegister', en: 'trade register (Gewerberegister)' },
    standard: 'XGewerbeanzeige / OSCI-Transport',
    words: [
      'gewerberegister',
      'gewerbezentralregister',
      'xgewerbeanzeige',
      'xgewerbeordnung',
      'bewacherregister',
      'unternehmensbasisdatenregister',
    ],
  },
  {
    name: { de: 'Fahrzeugregister', en: 'vehicle register (Fahrzeugregister)' },
    standard: 'KBA / XKfz',
    words: [
      'fahrzeugregister',
      'kraftfahrtbundesamt',
      'zfzr',
      'zfer',
      'fahreignungsregister',
      'ikfz',
      'xkfz',
      'halterdaten',
      'halterabfrage',
      'halterauskunft',
      'halterermittlung',
    ],
  },
  {
    name: { de: 'Ausländerzentralregister', en: 'central register of foreigners (Ausländerzentralregister)' },
    standard: 'XAusländer / OSCI-Transport',
    words: ['auslaenderzentralregister', 'xauslaender', 'azrabruf', 'azrregister', 'azrnummer'],
  },
  {
    name: { de: 'Nationales Waffenregister', en: 'national weapons register (Nationales Waffenregister)' },
    standard: 'XWaffe / OSCI-Transport',
    words: ['nationaleswaffenregister', 'waffenregister', 'xwaffe'],
  },
  {
    name: { de: 'Bundeszentralregister', en: 'federal criminal register (Bundeszentralregister)' },
    standard: 'BfJ / OSCI-Transport',
    words: ['bundeszentralregister', 'bzrauskunft'],
  },
];

/** Words of the standard way: whoever uses them does not build a path of their own. */
const STANDARD_WAY: ReadonlySet<string> = new Set([
  'osci',
  'oscitransport',
  'oscigateway',
  'xta',
  'xtagateway',
  'dvdv',
  'noots',
  'sicherer anschlussknoten',
  'sak',
  'fitko',
  'fitconnect',
  'intermediaer',
  'governikus',
  'multimessenger',
  'bundid',
  'elster',
]);

const BY_WORD: ReadonlyMap<string, Register> = new Map(
  REGISTERS.flatMap((register) => register.words.map((word) => [word, register] as const)),
);

/** The register that a name, host or path speaks of; neighbouring words are also read as one. */
export function registerIn(text: string): Register | undefined {
  const words = wordsOf(text);
  for (let length = 1; length <= 3; length++) {
    for (let start = 0; start + length <= words.length; start++) {
      const register = BY_WORD.get(words.slice(start, start + length).join(''));
      if (register) return register;
    }
  }
  return undefined;
}

export function isStandardWay(text: string): boolean {
  const words = wordsOf(text);
  return words.some((word, index) => STANDARD_WAY.has(word) || STANDARD_WAY.has(`${word}${words[index + 1] ?? ''}`));
}
