import { entryOf, isAlways, knownTexts } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { rule, type FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';

interface Weak {
  readonly path: string;
  readonly message: 'algorithm' | 'plain' | 'event';
  readonly range: TextRange;
  readonly name: string;
  readonly instead: string;
}

export const requireFitconnectEncryption = rule({
  id: 'register/require-fitconnect-encryption',
  severity: 'error',
  words: [/fit[-_ .]?connect|fitko|leika/],
  text: {
    de: {
      title: 'FIT-Connect mit anderem oder ohne Schutz',
      messages: {
        algorithm: '`{name}` ist bei FIT-Connect nicht zugelassen; verlangt ist `{instead}`.',
        plain: '`{name}` geht unverschlüsselt an FIT-Connect.',
        event: '`{name}` liest ein Ereignis von FIT-Connect, ohne seine Signatur zu prüfen.',
      },
      why: 'FIT-Connect leitet Anträge an die zuständige Behörde weiter und darf ihren Inhalt nicht lesen. Deshalb verschlüsselt der Sender Fachdaten und Metadaten selbst, mit dem Schlüssel des Zustellpunkts und genau einem Verfahren. Ein anderes Verfahren weist der Empfänger ab, oder es schützt schwächer; und ein Ereignis ohne geprüfte Signatur kann vortäuschen, dass ein Antrag angenommen wurde.',
      advice: {
        algorithm: "Im Kopf `alg: 'RSA-OAEP-256'` und `enc: 'A256GCM'` setzen, am besten mit dem SDK von FITKO.",
        plain:
          'Den Inhalt als JWE mit `RSA-OAEP-256` und `A256GCM` für den Schlüssel des Zustellpunkts verschlüsseln und nur das Ergebnis senden.',
        event:
          'Das Ereignis mit `jwtVerify` gegen den Schlüssel des Ausstellers prüfen (`PS512`) und erst dann auswerten.',
      },
    },
    en: {
      title: 'FIT-Connect with other protection or none',
      messages: {
        algorithm: '`{name}` is not admitted by FIT-Connect, which demands `{instead}`.',
        plain: '`{name}` goes to FIT-Connect unencrypted.',
        event: '`{name}` reads an event of FIT-Connect without verifying its signature.',
      },
      why: 'FIT-Connect passes applications on to the competent authority and must not read their content. So the sender encrypts data and metadata itself, with the key of the destination and exactly one mechanism. Another mechanism is rejected by the recipient or protects less; and an event without a verified signature can pretend that an application was accepted.',
      advice: {
        algorithm: "Set `alg: 'RSA-OAEP-256'` and `enc: 'A256GCM'` in the header, best with the SDK of FITKO.",
        plain:
          'Encrypt the content as a JWE with `RSA-OAEP-256` and `A256GCM` for the key of the destination, and send the result only.',
        event: 'Verify the event with `jwtVerify` against the key of its issuer (`PS512`), and evaluate it only then.',
      },
    },
  },
  project(project, report) {
    for (const { path, message, range, name, instead } of project.gather(weaknesses))
      report({ path, message, range, data: { name, instead } });
  },
});

/** Fitness and other products have the same name: FITKO, its hosts or the keys of services must stand beside it. */
const FITKO = /fit-connect\.fitko\.(?:dev|net)|urn:de:fim:leika:leistung:|schema\.fitko\.de/i;

function isFitConnect(file: FactsView): boolean {
  const speaks = (name: string): boolean => {
    const words = wordsOf(name);
    return words.includes('fitko') || words.some((word) => word.startsWith('leika'));
  };
  return (
    file
      .facts('named-value')
      .some(
        ({ names, value }) =>
          speaks(names.at(-1) ?? '') || knownTexts(value).some(({ value: text }) => FITKO.test(text)),
      ) ||
    file.facts('import').some(({ module }) => speaks(module) || /(?:^|[/@])fit-?connect(?:$|[/-])/i.test(module)) ||
    file
      .facts('call')
      .some((call) => call.arguments.some((value) => textsIn(value).some((text) => FITKO.test(text)))) ||
    /(?:^|\/)fit-?connect(?:\/|[.-])/i.test(file.path)
  );
}

function textsIn(value: Value): readonly string[] {
  if (value.kind === 'composed') return value.parts.flatMap(textsIn);
  return knownTexts(value).map(({ value: text }) => text);
}

const HEADER =
  /^(?:jose|node-jose|jose-browser-runtime)#.*\.(?:setProtectedHeader|createEncrypt)$|^node-jose#JWE\.createEncrypt$/;
const ALGORITHMS: readonly (readonly [name: string, instead: string])[] = [
  ['alg', 'RSA-OAEP-256'],
  ['enc', 'A256GCM'],
];
const DECODING =
  /^(?:jose#(?:default\.)?decodeJwt|jwt-decode#(?:default|jwtDecode)|jsonwebtoken#(?:default\.)?decode)$/;
const VERIFYING = /^(?:\w{0,20}verify\w{0,20}|pruefe\w{0,30}|verifiziere\w{0,30})$/i;

function isVerifying({ callee, spelled }: CallFact): boolean {
  const name = callee === '' ? spelled : callee;
  return VERIFYING.test(name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('#')) + 1));
}

function weaknesses(file: FactsView): readonly Weak[] {
  const calls = file.facts('call');
  if (!calls.some(isOfInterest) || !isFitConnect(file)) return [];
  return calls.flatMap((call) => [...inHeader(call), ...inEvent(call, calls), ...inRequest(call)]);
}

function isOfInterest({ callee }: CallFact): boolean {
  return HEADER.test(callee) || DECODING.test(callee) || SENDING.test(callee);
}

function inHeader({ callee, path, arguments: given }: CallFact): readonly Weak[] {
  if (!HEADER.test(callee)) return [];
  return given.flatMap((header) =>
    ALGORITHMS.flatMap(([option, instead]) => {
      const value = entryOf(header, option);
      const [written] = knownTexts(value);
      const isSigning = option === 'alg' && /^(?:PS|RS|ES|HS)\d{3}$|^EdDSA$/.test(written?.value ?? '');
      return written && value.kind !== 'absent' && !isSigning && !isAlways(value, instead)
        ? [{ path, message: 'algorithm' as const, range: value.range, name: written.value, instead }]
        : [];
    }),
  );
}

/** Names of tokens of the application's own sign-in. */
const OWN_TOKENS = /access|sign-?in|login|session|auth(?!or)|id_?token/i;

function inEvent(call: CallFact, calls: readonly CallFact[]): readonly Weak[] {
  const { callee, path, calleeRange, spelled, functionName, arguments: given } = call;
  if (!DECODING.test(callee)) return [];
  const [first] = given;
  if (OWN_TOKENS.test(`${first?.spelled ?? ''} ${functionName}`)) return [];
  const isVerified = calls.some((other) => other !== call && isVerifying(other));
  return isVerified ? [] : [{ path, message: 'event', range: calleeRange, name: spelled, instead: '' }];
}

const SENDING =
  /^(?:global#fetch|axios#(?:.*\.)?(?:put|post|request)|undici#(?:fetch|request)|got#(?:.*\.)?(?:put|post)|ky#(?:.*\.)?(?:put|post)|@nestjs\/axios#HttpService\(\)\.(?:put|post))$/;
/** Contents of a submission, in clear. */
const CONTENTS: ReadonlySet<string> = new Set([
  'data',
  'metadata',
  'fachdaten',
  'metadaten',
  'antragsdaten',
  'payload',
]);

function inRequest({ callee, path, arguments: given }: CallFact): readonly Weak[] {
  if (!SENDING.test(callee)) return [];
  const [address, second] = given;
  const isSubmission =
    address !== undefined &&
    textsIn(address).some((text) => /submissions?(?:\/|$)/.test(text)) &&
    textsIn(address).some((text) => FITKO.test(text) || text.includes('submission-api'));
  if (!isSubmission || !second) return [];
  const body = second.kind === 'record' && second.entries.has('body') ? entryOf(second, 'body') : second;
  const content = body.kind === 'call' && /(?:^|\.)stringify$/.test(body.callee) ? body.arguments[0] : body;
  if (content?.kind !== 'record') return [];
  for (const [name, value] of content.entries)
    if (CONTENTS.has(name.toLowerCase()) && isPlain(value) && value.kind !== 'absent')
      return [{ path, message: 'plain', range: value.range, name, instead: '' }];
  return [];
}

/** An object, or a value that nothing was done to. */
function isPlain(value: Value): boolean {
  if (value.kind === 'record') return true;
  const name = value.spelled ?? '';
  return value.kind === 'parameter' && !/jwe|encrypt|verschl|cipher/i.test(name);
}
