/** Names of persons by the fields that hold them, and whether a pattern or an encoding can hold all letters of DIN 91379. */
import { WordSequences, wordsOf } from '../../server/model/words.ts';

const NAMES = new WordSequences([
  'nachname',
  'nachnamen',
  'familienname',
  'familiennamen',
  'vorname',
  'vornamen',
  'rufname',
  'geburtsname',
  'ehename',
  'ordensname',
  'kuenstlername',
  'zuname',
  'frueherername',
  'personenname',
  'lastname',
  'last name',
  'firstname',
  'first name',
  'surname',
  'family name',
  'familyname',
  'given name',
  'given names',
  'givenname',
  'birth name',
  'birthname',
  'maiden name',
]);
/** What is made of a name for looking up, or what only belongs to it. */
const OTHER: ReadonlySet<string> = new Set(
  (
    'suche such search suchbegriff normalisiert normalized norm sortierung sort sortkey phonetik phonetisch vergleich ' +
    'ascii slug user username benutzer login datei file email mail label titel fehler hinweis anzahl laenge length ' +
    'max min placeholder kuerzel initial initialen hash index translit transliteriert'
  ).split(' '),
);

/** True where a name (dotted ones by their end) holds a name of a person. */
export function isPersonName(spelled: string): boolean {
  const words = wordsOf(spelled.split('.').at(-1) ?? spelled);
  return NAMES.occursIn(words) && !words.some((word) => OTHER.has(word));
}

/** True where words say that a name is only made comparable. */
export function isLookUp(text: string): boolean {
  return wordsOf(text).some((word) => OTHER.has(word));
}

/** Data of other bodies and purposes that come in encodings of their own. */
const OTHER_DATA: ReadonlySet<string> = new Set(
  (
    'gml gis geo geodaten alkis kataster sepa dtaus dta bank zahlung zahlungen kasse kassen datev hash digest ' +
    'basic authorization auth passwort password kennwort base64 schluessel key pruefsumme checksum drucker zpl ' +
    'etikett rfc header'
  ).split(' '),
);

export function isOtherData(text: string): boolean {
  return wordsOf(text).some((word) => OTHER_DATA.has(word));
}

/** One of these stands in every file that the rule about names looks at. */
export const PERSON_NAME_WORDS: readonly (string | RegExp)[] = [
  /(?:nach|familien|vor|ruf|geburts|ehe|ordens|k(?:ue|ü)nstler|personen)name|(?:last|first|family|given|birth|maiden)[_-]?name|surname|zuname/,
];

/** Letters that names in registers have and few patterns think of: Turkish, Polish, Czech, Vietnamese. */
const LETTERS = [0x11f, 0x142, 0x10d, 0x1ea1];
/** Outside of a class: a sign for anything, for letters of all languages, for all but something. */
const WIDE = /\\[pPDSW]|\\u\{1|\./;

/** The classes of a pattern, without their brackets, and what stands around them. */
function classesOf(source: string): { readonly classes: readonly string[]; readonly around: string } {
  const classes: string[] = [];
  let around = '';
  let inner: string | undefined;
  for (let at = 0; at < source.length; at++) {
    const sign = source.charAt(at);
    const text = sign === '\\' ? source.slice(at, at + 2) : sign;
    if (inner === undefined && sign === '[') inner = '';
    else if (inner !== undefined && sign === ']') {
      classes.push(inner);
      inner = undefined;
    } else if (inner === undefined) around += text === '\\.' ? '' : text;
    else inner += text;
    at += text.length - 1;
  }
  return { classes, around };
}

/** True for a pattern that a whole name must match and that knows letters of ASCII or Latin-1 only. */
export function isNarrowPattern(source: string): boolean {
  if (!source.startsWith('^') || !source.endsWith('$')) return false;
  const { classes, around } = classesOf(source);
  if (WIDE.test(around) || classes.some((inner) => inner.startsWith('^') || /\\[pPDSW]/.test(inner))) return false;
  const ranges = [...classes.flatMap(rangesOf), ...(around.includes('\\w') ? [[0x61, 0x7a] as const] : [])];
  const covers = (letter: number): boolean => ranges.some(([from, to]) => from <= letter && letter <= to);
  return (covers(0x6e) || covers(0x4e)) && !LETTERS.every(covers);
}

/** True for a pattern that finds what is no letter of ASCII or Latin-1: whoever finds it rejects or drops it. */
export function isForeignLetterPattern(source: string): boolean {
  const inner = /^\[\^([^\]]{1,120})\]\+?$/.exec(source)?.[1];
  if (inner === undefined || /\\[pPW]/.test(inner)) return /^\[(?:\\u0080-\\uFFFF|\\x80-\\uFFFF)\]\+?$/i.test(source);
  const ranges = rangesOf(inner);
  const covers = (letter: number): boolean => ranges.some(([from, to]) => from <= letter && letter <= to);
  return covers(0x6e) && !LETTERS.some(covers);
}

/** The ranges of letters of a class, as it is written between its brackets. */
function rangesOf(inner: string): readonly (readonly [number, number])[] {
  const points: number[] = [];
  const isDash: boolean[] = [];
  const escape = /\\u\{([0-9a-f]{1,6})\}|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|\\([^])|([^])/giu;
  for (const [, braced, four, two, escaped, plain] of inner.matchAll(escape)) {
    const hex = braced ?? four ?? two;
    if (escaped === 'w') {
      points.push(0x61, 0x2d, 0x7a);
      isDash.push(false, true, false);
    } else {
      points.push(hex === undefined ? ((escaped ?? plain ?? '').codePointAt(0) ?? 0) : parseInt(hex, 16));
      isDash.push(plain === '-');
    }
  }
  const ranges: [number, number][] = [];
  for (let at = 0; at < points.length; at++) {
    const [from = 0, to] = [points[at], points[at + 2]];
    if (isDash[at + 1] === true && to !== undefined) {
      ranges.push([from, to]);
      at += 2;
    } else ranges.push([from, from]);
  }
  return ranges;
}

/** Encodings that hold the letters of Western Europe only. */
export const NARROW_ENCODING =
  /^(?:latin-?1|iso[-_]?8859[-_]?(?:1|15)|win(?:dows)?[-_]?1252|cp[-_]?(?:1252|850)|ascii|us-ascii|utf8mb3|we8(?:iso8859p1|mswin1252|iso8859p15)|latin1_\w{1,30})$/i;
/** What stands behind the type of a column that can hold them only. */
export const NARROW_COLUMN = /(?:character set|charset|collate)\s?=?\s?["']?(latin1|ascii|utf8mb3|utf8(?=[\s,;)_]|$))/;
/** Names in registers are longer than this more often than one thinks. */
export const SHORTEST_COLUMN = 40;
