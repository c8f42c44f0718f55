/** What names say about the second factor: switches, exceptions, master codes. Whole words, German and English. */
import type { Value } from '../../server/model/value.ts';
import { hasSequence, wordsOf } from '../../server/model/words.ts';

/** Words written as one text: a line each would fill pages. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

const FACTORS = [
  'mfa',
  'tfa',
  'totp',
  'otp',
  'two fa',
  'two factor',
  'second factor',
  'multi factor',
  'multifactor',
  'zwei faktor',
  'zweifaktor',
  'zweiter faktor',
  'zweiten faktor',
  'zweitfaktor',
  'zweiterfaktor',
  'mehr faktor',
  'mehrfaktor',
  'zwei faktoren',
  'step up',
  'stepup',
  'starke anmeldung',
  'starke authentifizierung',
  'strong auth',
  'strong authentication',
];
/** Names of a level are a second factor only where somebody wants to get around them. */
const LEVELS = ['acr', 'loa', 'vertrauensniveau', 'trust level', 'assurance level', 'webauthn', 'passkey'];

/** Commands: `skipMfa` is a switch wherever it stands. */
const OFF_COMMANDS = wordSet(
  `disable skip bypass without ohne omit suppress ignore exempt abschalten ausschalten deaktivieren
  ueberspringen umgehen umgehung override`,
);
/** States: `mfaDisabled` is a switch in a configuration, and the enrolment of a person elsewhere. */
const OFF_STATES = new Set([
  'disabled',
  'off',
  'bypassed',
  'skipped',
  'abgeschaltet',
  'ausgeschaltet',
  'deaktiviert',
  'uebersprungen',
  'optional',
  'inactive',
  'inaktiv',
]);
const ON = wordSet(
  `enable enabled require required requires enforce enforced active mandatory force forced on use aktiv
  aktiviert aktivieren eingeschaltet pflicht erforderlich erzwingen erzwungen verlangen verlangt verpflichtend
  noetig needed`,
);
/** Words beside the factor that leave a plain switch: `MFA_CHECK=off`. */
const NEUTRAL = wordSet(
  `auth authentication authentifizierung check pruefung verification verify mode modus policy status
  configuration enforcement login anmeldung guard app enable level`,
);
/** Enrolment, texts, channels and what is shown: no switch of the demand itself. */
const OTHER = wordSet(
  `setup enrol enroll enrolment enrollment einrichten einrichtung banner hint hinweis hinweise teaser dialog
  button knopf page seite menu menue modal tooltip link icon show zeige zeigen anzeigen anzeige display label
  ui widget view spalte column docs doc documentation badge tour promo notification notifications reminder
  erinnerung info text title titel tab backup recovery input field feld autofill autofocus log logging metrics
  cache rate limit lockout qr animation resend faq hilfe help survey umfrage reset encryption tests spec`,
);
/** One way among several: switching off the text message leaves the others. */
const CHANNELS = new Set(['email', 'emails', 'mail', 'mails', 'sms', 'push', 'voice', 'call']);

export type Switch = 'off' | 'on' | 'plain';

/** The words of a name; `2fa` is one word however it is written. */
export function wordsOfFactor(name: string): readonly string[] {
  return wordsOf(
    name
      .replace(/^(no|skip|bypass|disable|ohne|without)_?(mfa|2fa|totp|otp)$/i, '$1_$2')
      .replace(/(?:2|two|Two|TWO)_?-?fa(?![a-z])|2Fa|2FA/g, '_mfa_'),
  );
}

/** True for names that speak of a second factor. */
export function namesFactor(name: string): boolean {
  const words = wordsOfFactor(name);
  return FACTORS.some((factor) => hasSequence(words, factor));
}

/**
 * What a name switches: `off` where true takes the second factor away, `on` where false does, `plain` where the name is
 * the factor alone. In `configuration` states count as well as commands.
 */
export function switchOf(name: string, configuration: boolean): Switch | undefined {
  const words = wordsOfFactor(name);
  if (words.some((word) => OTHER.has(word)) || isNegated(words)) return undefined;
  const factor = FACTORS.find((each) => hasSequence(words, each));
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  const rest =
    factor === undefined
      ? words
      : ` ${words.join(' ')} `
          .replace(` ${factor} `, ' ')
          .trim()
          .split(' ')
          .filter((word) => word !== '');
  if (factor !== undefined || LEVELS.some((each) => hasSequence(words, each))) {
    const channel = words.some((word) => CHANNELS.has(word));
    const command =
      words.some((word) => OFF_COMMANDS.has(word)) || first === 'no' || (last === 'aus' && words.length > 1);
    if (command && !(channel && words.includes('disable'))) return 'off';
    if (factor !== undefined && !channel && configuration && rest.some((word) => OFF_STATES.has(word))) return 'off';
    if (factor !== undefined && !channel && configuration && rest.some((word) => ON.has(word))) return 'on';
    if (factor !== undefined && rest.every((word) => NEUTRAL.has(word))) return 'plain';
  }
  return undefined;
}

/** `isNoSkipMfaPolicy`, `neverBypassMfa`: names that promise the opposite. */
function isNegated(words: readonly string[]): boolean {
  return words.some(
    (word, index) =>
      OFF_COMMANDS.has(word) && /^(?:no|not|never|cannot|kein|keine|nie|nicht)$/.test(words[index - 1] ?? ''),
  );
}

/** `MFA_REQUIRED`: the name of an environment variable or a constant. */
export function isUpperCase(name: string): boolean {
  return /^[A-Z\d][A-Z\d_]*$/.test(name) && /[A-Z]/.test(name);
}

const TRUE = new Set(['true', '1', 'yes', 'on', 'ja', 'enabled', 'an']);
const FALSE = new Set(['false', '0', 'no', 'off', 'nein', 'none', 'disabled', 'aus', 'never', 'nie']);

/** What a value says as a switch; undefined for texts, lists and empty values. */
export function truthOf(value: string | number | boolean | null): boolean | undefined {
  const text = String(value).trim().toLowerCase();
  return TRUE.has(text) ? true : FALSE.has(text) ? false : undefined;
}

/** True where a value certainly leaves no second factor, given what its name switches. */
export function takesAway(value: Value, kind: Switch): boolean {
  return value.kind === 'known' && value.value !== null && truthOf(value.value) === (kind === 'off');
}

const EXEMPTING = wordSet(
  `trusted allowed allow internal intern interne internes whitelist whitelisted allowlist exempt exempted
  exception exceptions erlaubte vertraute vertrauenswuerdige ausnahme ausnahmen befreit befreite befreiung
  test skip bypass bekannte ohne excluded demo service ausgenommen ausgenommene`,
);
const EXEMPTED = wordSet(
  `ip ips network networks netz netze netzwerk netzwerke subnet subnets subnetz subnetze cidr cidrs users user
  benutzer nutzer konten konto accounts account emails mails kennungen hosts domains addresses adressen ranges
  logins usernames personen list liste`,
);

/** `TRUSTED_NETWORKS`, `testUsers`, `isInternalIp`: who is let through without being asked. */
export function namesException(name: string): boolean {
  const words = wordsOfFactor(name);
  return words.some((word) => EXEMPTING.has(word)) && words.some((word) => EXEMPTED.has(word));
}

/** `AUSGENOMMEN`, `whitelist`: a list of whoever is let through, where it is asked for a person. */
export function namesExcepting(name: string): boolean {
  return wordsOfFactor(name).some((word) => EXEMPTING.has(word) && word !== 'service' && word !== 'allow');
}

const MASTER = wordSet(
  `master bypass backdoor universal magic static fixed fester feste fest generalcode mastercode dummy demo test
  dev debug default override emergency notfall hintertuer`,
);
const CODES = new Set([
  'code',
  'codes',
  'otp',
  'totp',
  'pin',
  'tan',
  'token',
  'mastercode',
  'einmalcode',
  'passcode',
  'kode',
]);
const MEASURES = wordSet(
  `length digits period window issuer algorithm type method provider name laenge step ttl expiry url secret
  seed key country language status error exit access refresh`,
);

/** `MASTER_OTP`, `mfaBypassCode`: one code for everybody. Plain codes count only beside the word `master` or the factor. */
export function namesMasterCode(name: string): boolean {
  const words = wordsOfFactor(name);
  if (
    !words.some((word) => MASTER.has(word)) ||
    !words.some((word) => CODES.has(word)) ||
    words.some((word) => MEASURES.has(word))
  )
    return false;
  return namesFactor(name) || words.includes('mastercode') || words.includes('backdoor');
}

/** A code as people type it, or a word that somebody thought up to get past. */
export function isCode(value: string | number | boolean | null): boolean {
  return (
    /^\d{4,8}$/.test(String(value)) ||
    (typeof value === 'string' && /master|bypass|backdoor|letmein|override/i.test(value))
  );
}

/** Names of what a person types: `req.body.code`, `otp`, `tan`. `factor`: the surroundings are about the second factor already. */
export function namesTypedCode(dotted: string, factor: boolean): boolean {
  const segments = dotted.split('.');
  if (segments.slice(0, -1).some((segment) => NOT_TYPED.has(segment))) return false;
  const words = wordsOfFactor(segments.at(-1) ?? '');
  if (words.some((word) => MEASURES.has(word) && word !== 'key')) return false;
  if (words.includes('otp') || words.includes('totp') || words.includes('einmalcode') || words.includes('passcode'))
    return true;
  return words.some((word) => CODES.has(word)) && (factor || words.includes('mfa'));
}
const NOT_TYPED = wordSet(
  `err error e ex exception cause fehler response antwort result ergebnis event status process`,
);

/** Variables that say where a program runs. */
export const STAGE_VARIABLES = wordSet(
  `NODE_ENV APP_ENV APP_STAGE ENV ENVIRONMENT STAGE DEPLOY_ENV DEPLOYMENT_ENV UMGEBUNG STUFE VERCEL_ENV
  NODE_CONFIG_ENV PROFILE PROFIL`,
);
/** Names of what a program makes of them. */
export const STAGE_NAMES =
  /^(?:(?:is|ist|im)_?(?:dev|development|local|lokal|localhost|test|testing|prod|production|entwicklung|produktion|testbetrieb|demo|e2e|ci)(?:_?(?:mode|environment|env|modus|umgebung))?|(?:dev|test|demo|debug|local)_?(?:mode|modus)|entwicklungsmodus|testmodus|demomodus|testbetrieb|production)$/i;
export const STAGES =
  /^(?:prod|production|produktion|live|staging|stage|test|testing|dev|development|entwicklung|local|lokal|e2e|ci|demo|abnahme|integration)$/i;

/** Functions about the second factor that do not ask for it: they send codes, set things up, show them. */
const NOT_ASKING = wordSet(
  `send sende senden versende generate erzeuge create issue deliver load lade save speichere parse get hole
  setup register enrol enroll show render build config configure format use seed mock test page form dialog
  view screen input list disable delete remove einrichten form module reset issuer uri qr mail sms log`,
);

/** True for the name of a function or class that asks for a second factor: `requireMfa`, `StepUpGuard.canActivate`. */
export function namesSecondFactorGuard(functionName: string): boolean {
  return namesFactor(functionName) && !wordsOfFactor(functionName).some((word) => NOT_ASKING.has(word));
}

/** Claims that only second factors and levels have. */
export const FACTOR_CLAIMS = new Set([
  'acr',
  'amr',
  'mfaVerified',
  'twoFactorVerified',
  'secondFactorVerified',
  'totpVerified',
  'otpVerified',
  'zweiterFaktorGeprueft',
  'aal',
  'isTwoFactorAuthenticated',
  'authnContext',
]);

/** Calls that check a code or an authenticator. */
export const FACTOR_CALLS =
  /^(?:otplib|speakeasy|otpauth|@simplewebauthn\/server|@otplib\/[\w-]+|node-2fa|fido2-lib|@levminer\/speakeasy|oslo\/otp|@oslojs\/otp)#.*(?:verify|check|validate|assertionResult)/i;
