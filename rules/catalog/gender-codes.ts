/** Codes for the gender of a person, and names of fields that hold it. */
import { fold, wordsOf } from '../../server/model/words.ts';

/** One of these stands in every file that checks a gender. */
export const GENDER_WORDS: readonly (string | RegExp)[] = ['geschlecht', 'gender', 'sex'];

const NAMES: ReadonlySet<string> = new Set(
  (
    'geschlecht geschlechter geschlechtskennzeichen geschlechtsschluessel geschlechtscode geschlechtsangabe ' +
    'geschlechtseintrag gender genders sex'
  ).split(' '),
);
/** Forms of address and articles follow lists of their own. */
const FORMS: ReadonlySet<string> = new Set('anrede anreden salutation grammatik grammar'.split(' '));
/** Animals have two, and statistics count as they were asked to. */
const OTHERS: ReadonlySet<string> = new Set(
  (
    'rasse breed chipnummer hund hunde tier tiere hundes tieres dog dogs ' +
    'pet pets animal animals statistik statistics'
  ).split(' '),
);

/** A name of the gender of a person; `beside` are the names around it. */
export function isGenderOfPerson(name: string, beside: readonly string[], path: string): boolean {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return (
    wordsOf(name).some((word) => NAMES.has(word)) &&
    !wordsOf(name).some((word) => FORMS.has(word)) &&
    ![name, file, ...beside].some(isGenderOfOther)
  );
}

/** A name that says that genders around it are not those of persons. */
export function isGenderOfOther(name: string): boolean {
  return wordsOf(name).some((word) => OTHERS.has(word));
}

const MALE: ReadonlySet<string> = new Set(['m', 'male', 'maennlich', 'mann']);
const FEMALE: ReadonlySet<string> = new Set(['w', 'f', 'female', 'weiblich', 'frau']);
const UNKNOWN: ReadonlySet<string> = new Set(['', 'u', 'unbekannt', 'unknown']);

/** A code for male, one for female, and none for a third. Codes that are not seen could be it. */
export function isWithoutDiverse(codes: readonly (string | undefined)[]): boolean {
  const folded = codes.map((code) => (code === undefined ? '?' : fold(code)));
  return (
    folded.some((code) => MALE.has(code)) &&
    folded.some((code) => FEMALE.has(code)) &&
    folded.every((code) => MALE.has(code) || FEMALE.has(code) || UNKNOWN.has(code))
  );
}
