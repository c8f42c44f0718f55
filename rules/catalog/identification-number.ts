/** The identification number of a person (IdNr after the IDNrG) by the names that code gives it, and where a value holds it. */
import type { TextRange } from '../../server/model/text-range.ts';
import type { CallValue, Value } from '../../server/model/value.ts';
import { WordSequences, wordsOf } from '../../server/model/words.ts';

/** The number itself. What ends with one of these is the number; `idnrHash` and `idnrFeld` are something else. */
const NUMBER = new WordSequences([
  'idnr',
  'id nr',
  'identifikationsnummer',
  'persoenlicheidnr',
  'steuerid',
  'steuer id',
  'steueridnr',
  'steuer idnr',
  'steuer id nr',
  'steueridentnr',
  'steueridentifikationsnummer',
  'steuer identifikationsnummer',
  'steuerlicheidentifikationsnummer',
  'steuerliche identifikationsnummer',
]);
/** Words that say more of the same number: `idnrKlartext`, `idnrWert`. */
const SAME = new Set(['wert', 'value', 'klartext', 'roh', 'raw', 'plain', 'neu', 'alt']);
/** Numbers of companies, devices and rooms, and numbers that no longer say who is meant. */
const OTHER = new Set(
  (
    'ust ustid umsatzsteuer vat wirtschafts wid widnr firma firmen unternehmen betrieb betriebs geraet geraete artikel ' +
    'hund hunde tier marken fahrzeug fahrgestell raum raeume gebaeude azr personal glaeubiger bpk hash hashed gehasht ' +
    'hmac pseudonym pseudonyme maskiert maskierte masked redacted verschluesselt verschluesselte encrypted fremd'
  ).split(' '),
);

/** True where a name (dotted ones by their end) is that of the number. */
export function isIdNr(name: string): boolean {
  let words = wordsOf(name.split('.').at(-1) ?? name);
  if (words.length > 1 && SAME.has(words.at(-1) ?? '')) words = words.slice(0, -1);
  return NUMBER.endsIn(words) && !words.some((word) => OTHER.has(word));
}

/** One of these stands in every file that names the number. */
export const IDNR_WORDS: readonly RegExp[] = [/id[_-]?nr/, /identifikationsnummer|steuer[_-]?id|identnr/];

/** Functions that give back the same text in another dress. */
const SAME_TEXT =
  /(?:^|\.|#)(?:String|toString|trim|encodeURIComponent|encodeURI|stringify|inspect|format|concat|assign|join|valueOf)$/;

/** Places in a value where the number stands in plain; what a function of the project makes of it is not known. */
export function idNrPlaces(value: Value): readonly TextRange[] {
  if (value.kind === 'absent') return [];
  if (value.kind === 'call') return isSameText(value) ? value.arguments.flatMap(idNrPlaces) : [];
  if (value.spelled !== undefined && isIdNr(value.spelled) && value.kind !== 'function' && value.kind !== 'class')
    return value.kind === 'known' ? [] : [value.range];
  switch (value.kind) {
    case 'record':
      return [...value.entries].flatMap(([key, entry]) => (isIdNr(key) ? ofNumber(entry) : idNrPlaces(entry)));
    case 'list':
      return value.items.flatMap(idNrPlaces);
    case 'composed':
      return value.parts.flatMap(idNrPlaces);
    case 'either':
      return value.options.flatMap(idNrPlaces);
    case 'parameter':
      return isIdNr(value.path?.at(-1) ?? value.name) ? [value.range] : [];
    default:
      return [];
  }
}

/** What stands under the name of the number: a look-up is the number, a literal a stand-in, a call what a function made. */
function ofNumber(value: Value): readonly TextRange[] {
  switch (value.kind) {
    case 'unknown':
    case 'parameter':
    case 'reference':
    case 'environment':
      return [value.range];
    case 'either':
      return value.options.some((option) => ofNumber(option).length > 0) ? [value.range] : [];
    case 'composed':
      return value.parts.length > 0 && idNrPlaces(value).length > 0 ? [value.range] : [];
    case 'call':
      return isSameText(value) ? value.arguments.flatMap(ofNumber) : [];
    default:
      return [];
  }
}

function isSameText({ callee }: CallValue): boolean {
  return SAME_TEXT.test(callee);
}
