import { knownTexts, literalPlace } from '../../server/model/ask.ts';
import type { CallFact, NamedValueFact } from '../../server/model/facts.ts';
import type { Confidence, Severity } from '../../server/model/finding.ts';
import { rule, type FactsView, type Problem, type Report } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { algorithmOf, hashCall, isFast, isWeak, type HashCall } from '../catalog/hash-functions.ts';
import {
  isDigestAuthentication,
  isHarmlessUse,
  isLeakLookup,
  isPassword,
  isPrescribedByService,
  isPrescribedHmac,
  isSensitiveUse,
} from '../catalog/hash-uses.ts';
import { HashSurroundings, namesIn } from '../catalog/hash-surroundings.ts';
import { samlAlgorithm } from '../catalog/saml-algorithms.ts';

type Message = 'password' | 'fast' | 'signature' | 'hmac' | 'derivation' | 'use' | 'unknown' | 'setting' | 'fallsBack';
type ProjectProblem = Problem<Message> & { readonly path: string };

export const noWeakHash = rule<Message>({
  id: 'encryption/no-weak-hash',
  severity: 'warning',
  words: [
    /createH(?:ash|mac)\b/,
    /create(?:Sign|Verify)\b/,
    /\bcrypto['"]/,
    /subtle\b/,
    /pbkdf2/,
    /['"](?:object-hash|hasha|md5|sha1|js-md5|js-sha\d+|blueimp-md5|spark-md5|md5-hex|md5\.js|ripemd160|ts-md5|sha256|crypto-hash|fast-sha256|hash-wasm|password-hash|jsrsasign|hash\.js|sha\.js|node-forge|xml-crypto)['"]/,
    'crypto-js',
    '@noble/hashes',
    // Handed to a function of the project that hashes
    /['"`](?:md[45]|sha-?1|ripemd-?160|rmd160)['"`]/,
    /(?:signature|digest|hash)_?-?algorithm/,
    /signatur_?alg|password_?(?:hash|encoder)/,
    /rsa[-_]sha1|hmac[-_]?(?:sha1|md5)|sha1with/,
    /(?:hash|digest|signatur\w{0,2}|passwor[dt]\w{0,8}|kennwort\w{0,8})["']?[\s:=.]{1,40}["']?(?:algorith|alg\b|algo\b|verfahren|method|hash\b)/,
    /password_?encryption/,
    /kennwort_?(?:hash|encoder|verfahren)|password_?(?:hashing|algorithm)|passwort_?hash|hash_?(?:verfahren|methode|function)|SAML/,
  ],
  text: {
    de: {
      title: 'Zu schwache Hashfunktion',
      messages: {
        password: '`{algorithm}` über ein Kennwort: gebrochen und in Sekunden durchprobiert.',
        fast: '`{algorithm}` über ein Kennwort ist zu schnell und lässt sich durchprobieren.',
        signature:
          'Die Signatur beruht auf `{algorithm}`; zu einem unterschriebenen Dokument lässt sich ein zweites mit derselben Signatur herstellen.',
        hmac: 'Der Prüfwert beruht auf `{algorithm}`, das für neue Anwendungen nicht mehr vorgesehen ist.',
        derivation: 'Der Schlüssel wird mit `{algorithm}` aus einem Kennwort abgeleitet.',
        use: '`{algorithm}` ist gebrochen und schützt hier etwas, worauf es ankommt.',
        unknown: '`{algorithm}` ist gebrochen; wofür das Ergebnis dient, ist hier nicht zu sehen.',
        setting: '`{name}` wählt `{algorithm}`, eine gebrochene Hashfunktion.',
        fallsBack:
          '`{name}` kennt nur `sha256` und `sha512` in genau dieser Schreibweise; alles andere bedeutet SHA-1.',
      },
      why: 'Zu MD5 und SHA-1 lassen sich zwei verschiedene Dokumente mit demselben Wert herstellen, also Bescheide und Nachrichten unbemerkt austauschen. Kennwörter brauchen mehr: Auch SHA-256 rechnet eine Grafikkarte milliardenfach in der Sekunde durch. Für Kennungen von Personen gilt das ebenso, denn Geburtsdaten und Steuernummern sind schnell durchgezählt.',
      advice: {
        password:
          'Kennwörter mit Argon2id speichern, zum Beispiel `argon2.hash(kennwort)`, und alte Werte bei der nächsten Anmeldung umstellen.',
        fast: 'Kennwörter mit Argon2id speichern, zum Beispiel `argon2.hash(kennwort)`, und alte Werte bei der nächsten Anmeldung umstellen.',
        signature: 'Mit SHA-256 oder stärker signieren und prüfen; die Gegenstelle muss es ebenfalls tun.',
        hmac: 'HMAC mit SHA-256 oder stärker verwenden; die Gegenstelle muss es ebenfalls tun.',
        derivation: 'Argon2id oder scrypt verwenden, wenigstens PBKDF2 mit SHA-256 und 600000 Durchläufen.',
        use: 'SHA-256 oder stärker verwenden, bei Kennungen von Personen als HMAC mit geheimem Schlüssel.',
        unknown: 'SHA-256 verwenden; dient der Wert nur einem Zwischenspeicher, genügt ein Kommentar mit Begründung.',
        setting: 'Ein Verfahren mit SHA-256 oder stärker einstellen, für Kennwörter Argon2id.',
        fallsBack: '`sha256` schreiben, klein und ohne Zusatz.',
      },
    },
    en: {
      title: 'Hash function too weak',
      messages: {
        password: '`{algorithm}` over a password: broken, and tried out in seconds.',
        fast: '`{algorithm}` over a password is too fast and can be tried out.',
        signature:
          'The signature rests on `{algorithm}`; a second document with the same signature can be made for a signed one.',
        hmac: 'The authentication code rests on `{algorithm}`, which is no longer meant for new applications.',
        derivation: 'The key is derived from a password with `{algorithm}`.',
        use: '`{algorithm}` is broken and protects something that matters here.',
        unknown: '`{algorithm}` is broken; what the result is for cannot be seen here.',
        setting: '`{name}` selects `{algorithm}`, a broken hash function.',
        fallsBack: '`{name}` knows only `sha256` and `sha512` in exactly this spelling; everything else means SHA-1.',
      },
      why: 'Two different documents with the same value can be made for MD5 and SHA-1, so notices and messages are exchanged without anybody noticing. Passwords need more: even SHA-256 is computed billions of times per second by a graphics card. The same is true of identifiers of persons, because dates of birth and tax numbers are quickly counted through.',
      advice: {
        password:
          'Store passwords with Argon2id, for example `argon2.hash(password)`, and convert old values at the next sign-in.',
        fast: 'Store passwords with Argon2id, for example `argon2.hash(password)`, and convert old values at the next sign-in.',
        signature: 'Sign and verify with SHA-256 or stronger; the other side has to do so, too.',
        hmac: 'Use HMAC with SHA-256 or stronger; the other side has to do so, too.',
        derivation: 'Use Argon2id or scrypt, at least PBKDF2 with SHA-256 and 600000 rounds.',
        use: 'Use SHA-256 or stronger, for identifiers of persons as HMAC with a secret key.',
        unknown: 'Use SHA-256; where the value only serves a cache, a comment with the reason is enough.',
        setting: 'Set a method with SHA-256 or stronger, for passwords Argon2id.',
        fallsBack: 'Write `sha256`, in small letters and without addition.',
      },
    },
  },
  on: {
    setting({ document, key, value }, report) {
      if (!WITHOUT_ALGORITHMS.has(document)) reportChoice(key, value, report);
    },
    markup({ document, elements, attribute, value }, report) {
      if (WITHOUT_ALGORITHMS.has(document)) return;
      reportChoice(attribute === undefined ? elements : [...elements, attribute], value, report);
    },
    'named-value'(fact, report) {
      reportSaml(fact, report);
      const name = fact.names.at(-1) ?? '';
      if (
        !isChoice(fact.names) ||
        fact.form === 'attribute' ||
        fact.form === 'enum-member' ||
        isPrescribedHmac(fact.names) ||
        isHarmlessUse(fact.names)
      )
        return;
      if (fact.form === 'variable' || (fact.argumentOf !== undefined && !fact.argumentOf.startsWith('xml-crypto#')))
        return;
      for (const text of knownTexts(fact.value)) {
        const algorithm = algorithmOf(text.value);
        if (!isWeak(algorithm) || text.value.length < 3) continue;
        if (settingMessage(text.value) === 'hmac' && isPrescribedByService(fact.path)) continue;
        report({
          message: settingMessage(text.value),
          range: fact.value.range ?? text.range,
          data: { name, algorithm: shown(algorithm) },
          confidence: /signatur/i.test(name) || /^https?:/.test(text.value) ? 'high' : 'medium',
        });
      }
    },
  },
  project(project, report) {
    for (const problem of project.gather(weakHashes)) report(problem);
  },
});

function weakHashes(file: FactsView): readonly ProjectProblem[] {
  const found: { readonly call: CallFact; readonly problem: ProjectProblem }[] = [];
  const here = new HashSurroundings(file);
  for (const call of file.facts('call')) {
    const hash = hashCall(call);
    if (hash && (isWeak(hash.algorithm) || isFast(hash.algorithm)))
      judge(call, hash, here, (problem) => found.push({ call, problem }));
  }
  // What a function does with any argument has been said where it stands.
  const own = found.filter(({ call }) => !call.through);
  return found
    .filter(
      ({ call, problem: { range } }) =>
        !call.through ||
        (range.path ?? file.path) !== file.path ||
        !own.some((each) => contains(each.call.range, range)),
    )
    .map(({ problem }) => problem);
}

/** Names that choose an algorithm: what it is for, then a word for the choice. */
const PURPOSE = /(?:signatu|digest|hash|passwor|kennwort)/i;
const CHOICE =
  /(?:algorithm|algorithmus|alg|algo|verfahren|methode?|function|encoder|hash|typ|type|digest|encryption)$/i;
/** Says alone what is chosen, where the name before says for what: `signature: { algorithm }`. */
const CHOICE_ALONE = /^(?:algorithm|algorithmus|alg|algo|verfahren|methode?|hash)$/i;

/** A table by such keys says what exists, not what is chosen. */
const OBJECT_IDENTIFIER = /^\d+(?:\.\d+){3,20}$/;

function isChoice(names: readonly string[]): boolean {
  const name = names.at(-1) ?? '';
  if (names.some((each) => OBJECT_IDENTIFIER.test(each))) return false;
  return PURPOSE.test(name) ? CHOICE.test(name) : CHOICE_ALONE.test(name) && PURPOSE.test(names.at(-2) ?? '');
}

/** A setting that names a broken function, or a fast one for passwords. Authenticator apps prescribe HMAC-SHA-1. */
function reportChoice(names: readonly string[], value: Value, report: Report<Message>): void {
  if (!isChoice(names) || value.kind !== 'known' || typeof value.value !== 'string') return;
  const algorithm = algorithmOf(value.value.trim());
  if (isHarmlessUse(names) || isPrescribedHmac(names)) return;
  const name = names.slice(CHOICE_ALONE.test(names.at(-1) ?? '') ? -2 : -1).join('.');
  const problem = { range: value.range, data: { name, algorithm: shown(algorithm) }, confidence: 'medium' as const };
  if (isWeak(algorithm)) report({ message: settingMessage(value.value), ...problem });
  else if (isFast(algorithm) && /passwor|kennwort/i.test(name)) report({ message: 'fast', ...problem });
}

/** HMAC is not broken with SHA-1 or MD5, only not meant for anything new. */
function settingMessage(text: string): 'hmac' | 'setting' {
  return /^\s*hmac/i.test(text) ? 'hmac' : 'setting';
}

const WITHOUT_ALGORITHMS: ReadonlySet<string> = new Set(['texts', 'json-schema', 'openapi', 'npm:package', 'tsconfig']);

function judge(
  call: CallFact,
  hash: HashCall,
  here: HashSurroundings,
  report: (problem: ProjectProblem) => void,
): void {
  const { chain, updates } = here.chainOf(call);
  // What is handed to a function that hashes is hashed.
  const inputs = [...hash.input, ...updates, ...(call.through?.call.arguments ?? [])];
  const hashed = inputs.flatMap(namesIn);
  const around = here.namesAround(chain, call);
  const names = [...hashed, ...around];
  const range = algorithmRange(hash, call);
  const tell = (message: Message, confidence: Confidence = 'high', severity?: Severity): void => {
    report({
      message,
      path: call.path,
      range,
      data: { algorithm: shown(hash.algorithm), name: call.spelled },
      confidence,
      ...(severity && { severity }),
    });
  };
  const weak = isWeak(hash.algorithm);
  if (hash.kind === 'signature') {
    if (weak && !isPrescribedHmac(names)) tell('signature', 'high', 'error');
    return;
  }
  if (hash.kind === 'derivation') {
    if (weak) tell('derivation', 'high', 'error');
    return;
  }
  // A secret beside the password slows nobody down.
  const isHmac = hash.kind === 'hmac';
  if (isHmac && !isPassword(hashed)) {
    const isPrescribed = isPrescribedHmac([...names, fileName(call.path)]) || isPrescribedByService(call.path);
    if (weak && !isPrescribed) tell('hmac');
    return;
  }
  if (
    isPassword(hashed) ||
    (isPassword([call.functionName.split('.').at(-1) ?? '']) && new Set(hashed).size <= 1 && !isHarmlessUse(around))
  ) {
    if (isDigestAuthentication(names) || isLeakLookup([...names, ...here.literalsNear(call)])) return;
    const prepares = here.hasSlowHash(call);
    if (weak) tell('password', 'high', 'error');
    else if (!prepares && !hashed.some((name) => name.endsWith('_FILE'))) tell('fast', 'high', 'error');
    return;
  }
  if (!weak || isLeakLookup(names)) return;
  if (isHarmlessUse([...names, fileName(call.path)])) return;
  // What the result of a function of the project is called is not seen: only the name of the function around it counts.
  if (call.through && !isSensitiveUse([call.functionName.split('.').at(-1) ?? ''])) return;
  if (isSensitiveUse(names)) tell('use', here.isOwnWord(call, around) ? 'high' : 'medium');
  else tell('unknown', 'low');
}

function fileName(path: string): string {
  return (
    path
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? ''
  );
}

/** The literal at its use; the function's name where that is the algorithm. */
function algorithmRange(hash: HashCall, call: CallFact): TextRange {
  const range = hash.literal?.range;
  return range && (range.path ?? call.path) === call.path && contains(call.range, range) ? range : call.calleeRange;
}

function shown(algorithm: string): string {
  return algorithm.toUpperCase().replace(/^SHA(\d)/, 'SHA-$1');
}

/** SAML libraries take SHA-1 where the algorithm is missing or spelled another way. */
function reportSaml(fact: NamedValueFact, report: (problem: Problem<Message>) => void): void {
  const found = samlAlgorithm(fact);
  if (!found) return;
  const range = literalPlace(fact.value).path === undefined ? (fact.value.range ?? fact.range) : fact.range;
  report({ message: found, range, data: { name: fact.names.at(-1) ?? '', algorithm: 'SHA-1' }, severity: 'error' });
}
