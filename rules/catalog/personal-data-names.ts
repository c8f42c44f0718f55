/** Names of data that nobody but the person and the office should read. */
import { WordSequences, wordsOf } from '../../server/model/words.ts';

export type DataClass = 'token' | 'personal' | 'application';

const TOKENS =
  /^(?:token|tokens|jwt|accesstoken|refreshtoken|idtoken|authtoken|bearer|passwor[dt]|kennwort|credential|credentials|zugangsdaten|apikey|sessionid|sessiontoken)$/;
const TOKEN_WORDS = new WordSequences([
  'access token',
  'refresh token',
  'id token',
  'auth token',
  'api key',
  'session id',
  'session token',
]);
const PERSONAL =
  /^(?:iban|bankverbindung|kontonummer|kontodaten|steuerid|steueridnr|steuernummer|idnr|geburtsdatum|geburtstag|geburtsort|birthdate|birthday|dateofbirth|sozialversicherungsnummer|svnr|ausweisnummer|passnummer|krankenkasse|diagnose|diagnosen|einkommen|gehalt|religion|konfession|familienstand|personendaten|personalien|gesundheitsdaten|buergerdaten|patient|patientendaten|ssn)$/;
const PERSONAL_WORDS = new WordSequences([
  'steuer id',
  'steuer nummer',
  'id nr',
  'geburts datum',
  'date of birth',
  'birth date',
  'bank account',
  'bank details',
  'tax id',
  'social security',
  'health data',
  'personal data',
  'personen daten',
  'user data',
  'buerger daten',
]);
const APPLICATIONS =
  /^(?:antrag|antraege|antragsdaten|antragsformular|antragsentwurf|formular|formulardaten|formdata|formvalues|formstate|eingaben|angaben|antragsteller|antragstellerin|applicant|bescheid|einwohner|buerger|buergerin|meldedaten)$/;
const APPLICATION_WORDS = new WordSequences([
  'form data',
  'form values',
  'form state',
  'antrags daten',
  'formular daten',
  'application data',
  'application form',
]);
/** Such a word makes it something else: settings for tokens of a design, protection of forms, labels. */
const OTHER =
  /^(?:design|css|csrf|xsrf|push|fcm|device|maps?|karten|label|titel|title|hint|hinweis|anzahl|count|expir\w{0,6}|ablauf|type|has|is|show|zeige|schema|template|vorlage|placeholder|error|errors|fehler|validation|config|reducer|key|keys|name|id|ids|nr|nummer|status|liste|suche|search|filter)$/;

/** What a name says about the data behind it; undefined where nothing. */
export function classOf(name: string): { readonly data: DataClass; readonly word: string } | undefined {
  const words = wordsOf(name);
  const joined = words.join('');
  const isPersonal =
    words.some((word) => PERSONAL.test(word)) || PERSONAL.test(joined) || PERSONAL_WORDS.occursIn(words);
  if (
    isPersonal &&
    !words.some((word) =>
      /^(?:label|titel|title|hint|hinweis|fehler|error|errors|placeholder|schema|has|show)$/.test(word),
    )
  )
    return { data: 'personal', word: name };
  const isToken = words.some((word) => TOKENS.test(word)) || TOKENS.test(joined) || TOKEN_WORDS.occursIn(words);
  const others = words.filter((word) => OTHER.test(word));
  if (isToken && others.every((word) => /^(?:key|id|name)$/.test(word))) return { data: 'token', word: name };
  if (others.length > 0) return undefined;
  if (words.some((word) => APPLICATIONS.test(word)) || APPLICATION_WORDS.occursIn(words))
    return { data: 'application', word: name };
  return undefined;
}
