/** Official keys of places (AGS, ARS) and of authorities in the directory: their names, lengths and spellings. */
import { wordsOf } from '../../server/model/words.ts';

export interface RegionalKey {
  readonly name: 'AGS' | 'ARS' | 'DVDV';
  readonly digits: number;
  /** Lengths of parts that are searched for: Land, Kreis, Verband. */
  readonly parts: readonly number[];
}

const AGS: RegionalKey = { name: 'AGS', digits: 8, parts: [2, 3, 5] };
const ARS: RegionalKey = { name: 'ARS', digits: 12, parts: [2, 3, 5, 9] };

const AGS_WORDS: ReadonlySet<string> = new Set(
  (
    'ags gemeindeschluessel gemeindeschluesselnummer gemeindekennzahl gemeindekennziffer gemeindenummer amtlichergemeindeschluessel ' +
    'agsnummer municipalitykey municipalitycode'
  ).split(' '),
);
const ARS_WORDS: ReadonlySet<string> = new Set(
  'ars regionalschluessel amtlicherregionalschluessel regionalkey arsnummer'.split(' '),
);
/** What is made of a key, or speaks about it. */
const OTHER_WORDS: ReadonlySet<string> = new Set(
  (
    'label titel hinweis fehler text name anzahl count laenge length index id ids praefix prefix land kreis ' +
    'bezirk verband laenderteil kreisteil gueltig valid bekannt liste filter muster version list hash'
  ).split(' '),
);

/** The key that a name (dotted ones by their end) stands for. */
export function regionalKeyOf(spelled: string): RegionalKey | undefined {
  const words = wordsOf(spelled.split('.').at(-1) ?? spelled);
  if (words.length === 0 || words.length > 4 || words.some((word) => OTHER_WORDS.has(word))) return undefined;
  const ends = [words.at(-1) ?? '', words.slice(-2).join(''), words.slice(-3).join('')];
  if (ends.some((end) => ARS_WORDS.has(end))) return ARS;
  return ends.some((end) => AGS_WORDS.has(end)) ? AGS : undefined;
}

/**
 * One of these stands in every file that speaks of such a key. What may stand glued before AGS and ARS is listed:
 * words are compared without regard to case, and every file of a browser holds `tags`, `flags` or `chars`.
 */
export const REGIONAL_KEY_WORDS: readonly (string | RegExp)[] = [
  /(?:^|[^a-z])a[gr]s(?:[^a-z]|nummer|$)/,
  /(?:ort|stadt|gemeinde|kommunen?|zuzugs?|wegzugs?|umzugs?|geburts?|beh(?:oe|ö)rden?|amts|amtliche[rs]?)a[gr]s\b/,
  /(?:stelle|adresse|anschrift|mandanten?|tenant|ziel|herkunfts?|neue[rs]?|alte[rs]?|city|municipality)a[gr]s\b/,
  /(?:gemeinde|regional)[_-]?(?:schl(?:ue|ü)ssel|kennzahl|kennziffer|nummer|key)|municipality[_-]?(?:key|code)/,
];

/** Keys of the directory of authorities: `ags:` and eight digits, `dbs:` and twelve. */
const DIRECTORY_KEY = /^(ags|dbs):(\d{1,20})$/;

/** The number of digits that a key of the directory has and should have; undefined for other texts. */
export function directoryKey(text: string): { readonly digits: number; readonly expected: number } | undefined {
  const [, kind, number = ''] = DIRECTORY_KEY.exec(text) ?? [];
  return kind === undefined ? undefined : { digits: number.length, expected: kind === 'ags' ? 8 : 12 };
}

/** True where a number of digits can be no key and no part of one. */
export function isWrongLength({ digits, parts }: RegionalKey, length: number): boolean {
  return length !== digits && !parts.includes(length);
}

const DIGITS = /^(?:\\d|\[0-9\]|\[\\d\])(?:\{(\d{1,3})(?:(,)(\d{0,3}))?\}|([+*?]))?/;

/** How many digits a pattern of nothing but digits admits; undefined for all others. */
export function digitsOfPattern(source: string): { readonly least: number; readonly most: number } | undefined {
  if (!source.startsWith('^') || !source.endsWith('$')) return undefined;
  let rest = source.slice(1, -1);
  let least = 0;
  let most = 0;
  while (rest !== '') {
    const match = DIGITS.exec(rest);
    if (!match) return undefined;
    const [whole, from, comma, to, sign] = match;
    if (from !== undefined) {
      least += Number(from);
      most += comma === undefined ? Number(from) : to === '' || to === undefined ? Infinity : Number(to);
    } else {
      least += sign === '*' || sign === '?' ? 0 : 1;
      most += sign === '*' || sign === '+' ? Infinity : 1;
    }
    rest = rest.slice(whole.length);
  }
  return most === 0 ? undefined : { least, most };
}

/** Types of columns that hold numbers. */
export const NUMBER_COLUMN =
  /^(?:(?:tiny|small|medium|big)?int(?:eger)?\d?|number|numeric|decimal|(?:big|small)?serial|double|float|real)\b/;
/** Length of a column of text: `char(8)`, `varchar2(12)`. */
export const TEXT_COLUMN = /^(?:n?(?:var)?char2?|character(?: varying)?)\s?\((\d{1,4})\)/;
