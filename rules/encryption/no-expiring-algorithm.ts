import type { NamedValueFact } from '../../server/model/facts.ts';
import { rule, type FileView, type Report } from '../../server/model/rule.ts';
import type { Value } from '../../server/model/value.ts';
import {
  DSA,
  dsaSignature,
  EDITION_DAY,
  endingSet,
  LAST_DAY_OF_INTEREST,
  oldSignature,
  PKCS1_SIGNATURE,
  TLS_1_2,
  type Ending,
} from '../catalog/expiring-algorithms.ts';
import { CERTIFICATE_TRIGGER, MADE_FOR_TESTS } from '../catalog/private-keys.ts';
import { WITHOUT_CIPHERS } from '../catalog/tls-cipher-settings.ts';

type Message = 'listed' | 'version' | 'signature' | 'expired' | 'expires';

export const noExpiringAlgorithm = rule<Message>({
  id: 'encryption/no-expiring-algorithm',
  severity: 'information',
  words: [
    /\b(?:DHE|EDH|ECDH|DH)-[A-Z]|TLS_(?:EC)?DHE?_|ffdhe\d|kE?C?DHE?\b/,
    /tls ?v?_?1[._]?2/,
    /PKCS1/,
    /['"`](?:id-)?dsa-/,
    CERTIFICATE_TRIGGER,
  ],
  text: {
    de: {
      title: 'Verfahren oder Zertifikat mit Ende',
      messages: {
        listed: '`{name}` enthält {algorithm}; {source} empfiehlt es nur bis Ende {until}.',
        version: '`{name}` lässt nichts Neueres als {algorithm} zu; {source} empfiehlt es nur bis Ende {until}.',
        signature: 'Signiert wird nach {algorithm}; {source} empfiehlt es nur bis Ende {until}.',
        expired: 'Das Zertifikat ist seit dem {until} abgelaufen.',
        expires: 'Das Zertifikat gilt bis zum {until}.',
      },
      why: 'Verfahren werden schwächer, und Zertifikate laufen ab; beides steht Jahre vorher fest. Wer den Wechsel erst angeht, wenn eine Gegenstelle ablehnt oder die Anmeldung ausfällt, wechselt unter Druck. Der Hinweis gehört in den Plan, er ist kein Mangel von heute.',
      advice: {
        listed: 'Bis dahin auf ECDHE mit `secp256r1` oder `brainpoolP256r1` umstellen.',
        version: 'TLS 1.3 zulassen: die Obergrenze weglassen oder anheben.',
        signature: 'Mit RSASSA-PSS oder ECDSA signieren; die Gegenstelle muss es ebenfalls können.',
        expired: 'Das Zertifikat entfernen oder ersetzen, besser gar nicht in der Quelltextablage halten.',
        expires: 'Den Wechsel einplanen und das Zertifikat besser außerhalb der Quelltextablage bereitstellen.',
      },
    },
    en: {
      title: 'Algorithm or certificate with an end',
      messages: {
        listed: '`{name}` holds {algorithm}; {source} recommends it up to the end of {until} only.',
        version:
          '`{name}` admits nothing newer than {algorithm}; {source} recommends it up to the end of {until} only.',
        signature: 'Signatures are made after {algorithm}; {source} recommends it up to the end of {until} only.',
        expired: 'The certificate expired on {until}.',
        expires: 'The certificate holds until {until}.',
      },
      why: 'Algorithms grow weaker, and certificates expire; both is known years before. Whoever starts to change only when another side refuses or the sign-in fails, changes under pressure. The note belongs into the plan, it is no defect of today.',
      advice: {
        listed: 'Change to ECDHE with `secp256r1` or `brainpoolP256r1` until then.',
        version: 'Admit TLS 1.3: leave the upper bound out or raise it.',
        signature: 'Sign with RSASSA-PSS or ECDSA; the other side has to know it, too.',
        expired: 'Remove or replace the certificate, better do not keep it in the repository at all.',
        expires: 'Plan the change, and better provide the certificate outside of the repository.',
      },
    },
  },
  on: {
    call(call, report) {
      const value = oldSignature(call);
      if (value?.range) report({ message: 'signature', range: value.range, data: shown('', PKCS1_SIGNATURE) });
      const dsa = dsaSignature(call);
      if (dsa?.range) report({ message: 'signature', range: dsa.range, data: shown('', DSA) });
    },
    'named-value'(fact, report, file) {
      if (!KEPT.has(fact.form)) judge(fact.names, fact.value, report, file);
    },
    setting({ key, value, document }, report, file) {
      if (!WITHOUT_CIPHERS.has(document)) judge(key, value, report, file);
    },
    markup({ document, elements, attribute, value }, report, file) {
      if (WITHOUT_CIPHERS.has(document)) return;
      judge(attribute === undefined ? elements : [...elements, attribute], value, report, file);
    },
    text({ shape, parts, range }, report, file) {
      const { until } = parts;
      if (
        shape !== 'certificate' ||
        until === undefined ||
        until > LAST_DAY_OF_INTEREST ||
        MADE_FOR_TESTS.test(file.path)
      )
        return;
      const data = { name: '', algorithm: '', source: '', until };
      const message = until < EDITION_DAY ? 'expired' : 'expires';
      report({ message, range, data, ...(message === 'expired' && { severity: 'warning' }) });
    },
  },
});

/** What a name keeps shows where it is used. */
const KEPT: ReadonlySet<NamedValueFact['form']> = new Set([
  'attribute',
  'variable',
  'parameter',
  'field',
  'enum-member',
]);

function judge(names: readonly string[], value: Value, report: Report<Message>, file: FileView): void {
  if (value.kind !== 'known' || typeof value.value === 'boolean') return;
  const ending = endingSet(names, String(value.value));
  if (!ending) return;
  const name = names.findLast((each) => !/^\d+$/.test(each)) ?? '';
  const place = value.origin ?? { path: file.path, range: value.range };
  const same = `${place.path} ${String(place.range.start)}`;
  report({ message: ending === TLS_1_2 ? 'version' : 'listed', range: value.range, data: shown(name, ending), same });
}

function shown(name: string, { algorithm, year, source }: Ending): Readonly<Record<string, string>> {
  return { name, algorithm, source, until: String(year) };
}
