/** Options by which the content of register messages is encrypted and signed, and the values that leave it out. */
import { wordsOf } from '../../server/model/words.ts';
import { isRegisterTransport, registerIn } from './registers.ts';

const ENCRYPTION: ReadonlySet<string> = new Set(
  (
    'encrypt encryption encrypted verschluesseln verschluesselung verschluesselt contentencryption ' +
    'inhaltsverschluesselung inhaltsdatenverschluesselung nutzdatenverschluesselung nachrichtenverschluesselung ' +
    'payloadencryption messageencryption'
  ).split(' '),
);
const SIGNATURE: ReadonlySet<string> = new Set(
  (
    'sign signature signatures signed signatur signaturen signieren signierung signiert contentsignature ' +
    'contentsignatures inhaltssignatur inhaltsdatensignatur nachrichtensignatur signaturpruefung ' +
    'signaturpruefungen signaturecheck signaturepolicy signaturvalidierung signaturverifikation'
  ).split(' '),
);
/** What may stand beside: of what, and how strictly. */
const BESIDE: ReadonlySet<string> = new Set(
  (
    'content inhalt inhalte inhalts inhaltsdaten nutzdaten payload body message messages nachricht nachrichten ' +
    'end to e2e ende zu enabled enable aktiv aktiviert active mode modus policy required require pflicht pruefung ' +
    'pruefen check verify validate verifizieren validierung verification enforce level use with osci xta ' +
    'xoev xmeld default standard is do should antwort antworten response responses anfrage request incoming ' +
    'outgoing eingehend ausgehend soap ws wss handler options option'
  ).split(' '),
);
const CHECKING: ReadonlySet<string> = new Set(
  'pruefung pruefen check verify validate verifizieren validierung verification policy signaturpruefung signaturpruefungen signaturecheck signaturepolicy'.split(
    ' ',
  ),
);
const NEGATED: ReadonlySet<string> = new Set('skip ignore disable ohne without no unsigned unencrypted'.split(' '));

export interface Protection {
  readonly kind: 'encryption' | 'signature';
  /** The option says the opposite: `skipSignatureCheck`. */
  readonly isNegated: boolean;
  readonly isChecking: boolean;
}

/** What the last part of a key switches; undefined where other words stand in it. */
export function protectionOf(names: readonly string[]): Protection | undefined {
  const last = wordsOf(names.at(-1) ?? '');
  const before = wordsOf(names.at(-2) ?? '');
  // `contentSignatures.mode`, `inhaltsdaten.verschluesseln`
  const words = last.some(isSubject)
    ? last
    : [...before.filter((word) => isSubject(word) || BESIDE.has(word)), ...last];
  const subject = words.find(isSubject);
  if (subject === undefined) return undefined;
  if (!words.every((word) => isSubject(word) || BESIDE.has(word) || NEGATED.has(word))) return undefined;
  return {
    kind: ENCRYPTION.has(subject) ? 'encryption' : 'signature',
    isNegated: words.some((word) => NEGATED.has(word)),
    isChecking: [...words, ...before].some((word) => CHECKING.has(word)),
  };
}

function isSubject(word: string): boolean {
  return ENCRYPTION.has(word) || SIGNATURE.has(word);
}

const OFF =
  /^(?:false|0|no|none|nein|off|aus|keine?|disabled?|deaktiviert|never|nie|null|plain|klartext|unsigned|unencrypted|ohne)$/i;
const LAX =
  /^(?:warn|warnen|warning|warnung|ignore|ignored|ignorieren|log|protokollieren|lax|lenient|skip|optional|report|melden|best-?effort|tolerant|nur[-_ ]?warnen|warn[-_]?only|allow|zulassen)$/i;
const ON = /^(?:true|1|yes|ja|on|an|ein)$/i;

/** How a value leaves the protection out. */
export function weakness(text: string, { kind, isNegated }: Protection): 'off' | 'lax' | undefined {
  const plain = text.trim();
  if (isNegated) return ON.test(plain) ? 'off' : undefined;
  if (OFF.test(plain)) return 'off';
  return LAX.test(plain) && (kind === 'signature' || /^optional$/i.test(plain)) ? 'lax' : undefined;
}

/** Words that say that something else is protected: the way, tokens, documents, mails. */
const OTHER: ReadonlySet<string> = new Set(
  (
    'transport tls ssl https jwt jws token tokens cookie cookies session saml oidc oauth webhook webhooks git commit ' +
    'mail smtp smime dkim pdf dokument dokumente document documents image images artefakt artifact package npm maven docker cosign db ' +
    'database mssql sql datenbank redis kafka amqp rabbitmq s3 storage backup backups apk assertion assertions ' +
    'authnrequest logout metadata idp ldap disk cache caches datei dateien file files log logs archiv archive volume at rest kms unterschrift handschrift vertrag'
  ).split(' '),
);

/** True where names speak of messages to registers. `isTouched`: the project has to do with one. */
export function isMessageExchange(names: readonly string[], isTouched: boolean): boolean {
  const text = names.join('.');
  if (wordsOf(text).some((word) => OTHER.has(word))) return false;
  // Beside words for encryption and signatures these have no other sense.
  const isTransport = wordsOf(text).some((word) => word === 'osci' || word === 'xta');
  return isTransport || isRegisterTransport(text, isTouched) || registerIn(text) !== undefined;
}

export function isOtherProtection(names: readonly string[]): boolean {
  return wordsOf(names.join('.')).some((word) => OTHER.has(word));
}
