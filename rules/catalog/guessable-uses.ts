/** What must not be guessable, by the names that a value gets to. Compounds are judged by their last part. */
import type { FlowFact } from '../../server/model/facts.ts';
import type { FlowStep } from '../../server/model/flow-step.ts';
import { hasSequence, wordsOf } from '../../server/model/words.ts';
import { parameterColumn } from './sql-columns.ts';
import type { GuessableKind } from './guessable-values.ts';

/** What is protected by it, at the end of a name; words are separated by blanks. */
const SECRET: readonly RegExp[] = [
  /(?:^| )(?!(?:tokens?)$)\w*tokens?$/,
  /(?:^| )tokens?$/,
  /(?:^| )\w*(?:passwor[dt]|passwoerter|passworte|passwords|kennwort|kennwoerter|passwd|passphrase|passcode)s?$/,
  /(?:^| )(?:pwd|otps?|hotp|totp)$/,
  /(?:^| )(?:m|sms|mail|email|mobil|push|photo|chip)?tans?$/,
  /(?:^| )(?:abhol|zugangs|sicherheits|aktivierungs|freischalt|start|einmal|sms|reset|login|anmelde)?pins?$/,
  /(?:^| )(?:freischalt|aktivierungs|bestaetigungs|verifikations|verifizierungs|einmal|zugangs|zugriffs|abhol|sicherheits|einladungs|anmelde|registrierungs|ruecksetz|reset|wiederherstellungs|notfall|login|mfa|otp|sms|tan|verify|verification|confirmation|confirm|activation|invite|invitation|access|auth|authorization|recovery|backup|security|pass|pairing|claim|unlock|pickup|one time|onetime) ?codes?$/,
  /(?:^| )(?:abhol|freischalt|zugangs|geheim|einmal|aktivierungs)(?:nummer|zahl)n?$/,
  /(?:^| )(?:session|sessions|sitzung|sitzungs) ?(?:id|ids|key|kennung|schluessel|identifier|nummer)$/,
  /(?:^| )(?:sid|sessid|sessionid|genid|csrf|xsrf|nonces?|salts?|salz|iv|initialisierungsvektor)$/,
  /(?:^| )initiali[sz]ation vector$/,
  /(?:^| )\w*(?:secrets?|geheimnis|geheimnisse)$/,
  /(?:^| )(?:api|secret|encryption|signing|private|aes|hmac|crypto|cipher|master|access|recovery|shared|jwt|idempotency secret) ?keys?$/,
  /(?:^| )(?:\w*(?:verschluesselungs|signatur|geheim|zugangs|zugriffs|sitzungs|freigabe|krypto|aktivierungs|freischalt)|api ?|aes ?)schluessel$/,
  /(?:^| )(?:reset|magic|invite|invitation|einladungs|ruecksetz|aktivierungs|activation|freigabe|zugangs) ?(?:link|url|kennung|hash)s?$/,
  /(?:^| )(?:oauth|oidc|auth|sso|saml|bundid|login) ?state$/,
  /(?:^| )(?:code verifier|code challenge|relay state)$/,
];
/** Tokens that protect nothing, and pins on a map. */
const NO_SECRET =
  /(?:^| )(?:cancel|cancellation|abort|lexer|design|page|paging|next page|sync|continuation|parse|parser|color|colour|theme|css|style|word|markdown|template|placeholder|concurrency|request|race|refresh key|cache|map|karten?|marker|gpio|board|max|min|last|letzter?|letztes|letzte) (?:tokens?|pins?|nonce)$/;

/** Words around the name of a secret that leave it one: `createTokenString`, `neuesPasswortErzeugen`. */
const AROUND = new Set(
  (
    'hash value wert neu neue neuer neues neuen new plain klartext raw text string str hex base64 b64 bytes buffer digits ' +
    'ziffern ziffer zeichen chars char parts part teile teil array generate generator generated generieren generiere ' +
    'erzeuge erzeugen erzeugt create created erstelle erstellen make get build random zufaellig zufaelliges zufaelliger ' +
    'zufalls berechne gib hole gen vergib setze set unique eindeutig temp temporary temporaer initial init einfach my ' +
    'default safe secure fresh next naechste naechster naechstes'
  ).split(' '),
);
/** What comes behind these words says for whom or how long, not what. */
const BEHIND = new Set('for fuer by from von aus with mit of to zu und and an bei'.split(' '));

/** A bare `code` is a secret where these words stand around it. */
const CODE_CONTEXT =
  /^(?:verif|bestaetig|freischalt|zweifaktor|aktivier|einmal|passwor|kennwor|abhol|einladung|sicherheit|anmelde|anmeldung|registrier|zugang|invit|auth|sms$|mfa$|2fa$|otp$|login$|reset$|security$)/;
/** Words that say that nothing depends on it. */
const HARMLESS =
  /(?:^| )(?:mock|mocks|mocked|fake|fakes|dummy|demo|sample|samples|test|tests|testdaten|beispiel|beispiele|placeholder|platzhalter|fixture|fixtures|stub|seed|seeder|story|stories|jitter|backoff|shuffle|animation|colou?r|farbe)(?: |$)/;

/** Methods that put something under a name that their first argument says. */
const NAMED_BY_ARGUMENT =
  /^(?:set|setItem|append|cookie|setCookie|setHeader|header|put|setex|setEx|hset|hSet|psetex|add|merke|speichere|ablegen)$/;
/** Functions that send or keep what they are named for: `sendeTan(nummer, tan)`. */
const HANDS_ON =
  /^(?:send|sende|mail|verschicke|versende|save|store|speichere|set|setze|schicke|notify|hash|sign|signiere)/;

/** API → position → what the argument is there. */
const POSITIONS: readonly (readonly [RegExp, number, string])[] = [
  [/^(?:bcrypt|bcryptjs|argon2|@node-rs\/\w+)#(?:default\.)?hash(?:Sync)?$/, 0, 'password'],
  [/^node:crypto#(?:default\.)?(?:pbkdf2|scrypt)(?:Sync)?$/, 1, 'salt'],
  [/^node:crypto#(?:default\.)?create(?:Cipheriv|Hmac)$/, 1, 'key'],
  [/^node:crypto#(?:default\.)?createCipheriv$/, 2, 'iv'],
  [/^jsonwebtoken#(?:default\.)?sign$/, 1, 'secret'],
  [/^crypto-js(?:\/[\w-]+)?#(?:default\.)?\w+\.encrypt$/, 1, 'key'],
];

/** The name of a secret that a flow ends in, and the step that says so. */
export interface GuessableSecret {
  readonly name: string;
  readonly step: FlowStep;
  readonly isCertain: boolean;
}

/** Names that mean something else with these values: `sid` of a record, a nonce that only has to be new. */
const OTHERWISE: Readonly<Partial<Record<GuessableKind, RegExp>>> = {
  time: /nonce|state|^pin$|iv$/i,
  series: /^s?id$/i,
};

export function secretIn(flow: FlowFact, kind: GuessableKind): GuessableSecret | undefined {
  const names = [...flow.steps.flatMap((step) => step.names), flow.functionName];
  const around = names.flatMap((name) => [...wordsOf(name), '|']).join(' ');
  if (HARMLESS.test(around)) return undefined;
  for (const step of flow.steps) {
    // The time alone says when something happened; as a text it is handed out.
    if (kind === 'time' && !step.isText) continue;
    const name = secretOf(step, around);
    if (name !== undefined && OTHERWISE[kind]?.test(name) !== true)
      return { name, step, isCertain: !/^(?:code|state)$/i.test(name) && step.form !== 'text' };
  }
  return undefined;
}

function secretOf(
  { form, names, callee = '', index = -1, beside = [], element }: FlowStep,
  around: string,
): string | undefined {
  const last = names.at(-1) ?? '';
  if (form === 'argument') {
    const row = POSITIONS.find(([api, position]) => position === index && api.test(callee));
    if (row) return row[2];
    const columns = element === undefined ? [] : beside.map((text) => parameterColumn(text, element));
    const column = columns.find((name) => name !== undefined && isSecretName(name));
    if (column !== undefined) return column;
    if (NAMED_BY_ARGUMENT.test(last)) {
      const isCookie = /cookie/i.test(names.join('.'));
      const found = beside.find(
        (text) => isSecretName(text) || (isCookie && /^(?:session|auth|remember.?me|login)$/i.test(text)),
      );
      if (found !== undefined) return found;
      const owner = names.at(-2) ?? '';
      return index === 0 && /^(?:sessions|sitzungen|tokens|sessionStore)$/i.test(owner) ? owner : undefined;
    }
    return HANDS_ON.test(last) && isSecretName(last) ? last : undefined;
  }
  if (form === 'text') return isSecretName(last) || /^state$/i.test(last) ? last : undefined;
  if (isSecretName(last)) return last;
  return /^code$/i.test(last) && around.split(' ').some((word) => CODE_CONTEXT.test(word)) ? last : undefined;
}

/** True where a name ends with what must not be guessed, apart from words that leave it one. */
export function isSecretName(name: string): boolean {
  const words = [...wordsOf(name)];
  const behind = words.findIndex((word, index) => index > 0 && BEHIND.has(word));
  const own = behind > 0 ? words.slice(0, behind) : words;
  while (own.length > 1 && AROUND.has(own.at(-1) ?? '')) own.pop();
  const text = own.join(' ');
  return SECRET.some((each) => each.test(text)) && !NO_SECRET.test(text) && !hasSequence(own, 'no');
}
