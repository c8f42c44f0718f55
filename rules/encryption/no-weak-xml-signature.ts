import type { CallFact } from '../../server/model/facts.ts';
import type { Fix } from '../../server/model/finding.ts';
import { rule, type FactsView, type FileView, type Problem } from '../../server/model/rule.ts';
import {
  keyInfoOf,
  letsUnsignedIn,
  looksAtReferences,
  methodOfSigned,
  mixesKeys,
  silentAlgorithms,
  trustsKeyInfo,
  validatesNothing,
} from '../catalog/xml-signatures.ts';

type Message = 'silent' | 'keyInfo' | 'hmac' | 'dropped' | 'unbound' | 'schema' | 'unsigned' | 'ignored';
type ProjectProblem = Problem<Message> & { readonly path: string };

export const noWeakXmlSignature = rule<Message>({
  id: 'encryption/no-weak-xml-signature',
  severity: 'error',
  fix: 'suggestion',
  words: [/node-saml|passport-saml/, /xml-crypto/, 'samlify', 'saml2-js', 'validateSignature', 'ignore_signature'],
  text: {
    de: {
      title: 'XML-Signatur ohne Beweiskraft',
      messages: {
        silent: '`{name}` fehlt; die Bibliothek signiert dann mit SHA-1.',
        keyInfo: 'Geprüft wird mit dem Zertifikat aus der Nachricht; jeder kann sein eigenes mitschicken.',
        hmac: '`enableHMAC()` lässt das öffentliche Zertifikat als Geheimnis gelten; damit kann jeder signieren.',
        dropped: 'Das Ergebnis von `{name}` wird verworfen; eine falsche Signatur bleibt ohne Folgen.',
        unbound: 'Nach `{name}` wird nicht angesehen, welchen Teil des Dokuments die Signatur umfasst.',
        schema: 'Diese Prüfung hält jedes Dokument für gültig; eingeschobene Elemente fallen nicht auf.',
        unsigned: '`{name}` lässt Antworten ohne gültige Signatur gelten.',
        ignored: '`{name}` schaltet die Prüfung der Signatur ab.',
      },
      why: 'Auf der Signatur beruht, wer sich anmeldet und welche Nachricht von welchem Amt kommt. Prüft die Anwendung mit einem mitgeschickten Schlüssel, mit SHA-1 oder gar nicht, meldet sich ein Fremder mit jeder Identität an. Umfasst die Signatur nur einen Teil, stellt er daneben einen zweiten, den die Anwendung liest.',
      advice: {
        silent: "`signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256'` angeben.",
        keyInfo: 'Das Zertifikat der Gegenstelle als `publicCert` angeben und `getCertFromKeyInfo: () => null` setzen.',
        hmac: 'Den Aufruf entfernen.',
        dropped: 'Abbrechen, wenn das Ergebnis nicht `true` ist.',
        unbound: 'Nur weiterverarbeiten, was `getSignedReferences()` zurückgibt.',
        schema: 'Ein Schema prüfen lassen, zum Beispiel mit `@authenio/samlify-node-xmllint`.',
        unsigned: 'Die Prüfung einschalten und das Zertifikat der Gegenstelle hinterlegen.',
        ignored: 'Den Schalter entfernen und das Zertifikat der Gegenstelle angeben.',
      },
    },
    en: {
      title: 'XML signature that proves nothing',
      messages: {
        silent: '`{name}` is missing; the library signs with SHA-1 then.',
        keyInfo: 'The certificate in the message is used to verify it; everybody can send their own.',
        hmac: '`enableHMAC()` lets the public certificate count as the secret; everybody can sign with it.',
        dropped: 'The result of `{name}` is dropped; a wrong signature has no consequence.',
        unbound: 'After `{name}` nobody looks which part of the document the signature covers.',
        schema: 'This check takes every document for valid; elements that were slipped in are not noticed.',
        unsigned: '`{name}` lets answers without a valid signature count.',
        ignored: '`{name}` switches the verification of the signature off.',
      },
      why: 'The signature says who signs in and which message comes from which office. Where the application verifies with a key that was sent along, with SHA-1 or not at all, a stranger signs in with any identity. Where the signature covers a part only, he puts a second one beside it, which the application reads.',
      advice: {
        silent: "Give `signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256'`.",
        keyInfo: 'Give the certificate of the other side as `publicCert` and set `getCertFromKeyInfo: () => null`.',
        hmac: 'Remove the call.',
        dropped: 'Stop where the result is not `true`.',
        unbound: 'Go on with what `getSignedReferences()` gives only.',
        schema: 'Have a schema checked, for example with `@authenio/samlify-node-xmllint`.',
        unsigned: 'Switch the verification on and store the certificate of the other side.',
        ignored: 'Remove the switch and give the certificate of the other side.',
      },
    },
  },
  on: {
    call(call, report, file) {
      const silent = silentAlgorithms(call);
      if (silent.length > 0) {
        const data = { name: silent.join('`, `') };
        report({ message: 'silent', range: call.calleeRange, data, ...fixOf(call, silent, file) });
      }
      if (mixesKeys(call)) report({ message: 'hmac', range: call.calleeRange });
      const key = keyInfoOf(call);
      if (trustsKeyInfo(key)) report({ message: 'keyInfo', range: key.range ?? call.calleeRange });
      const validate = validatesNothing(call);
      if (validate?.range) report({ message: 'schema', range: validate.range, severity: 'warning' });
    },
    'named-value'({ names, value, form, argumentOf, nameRange }, report) {
      const name = names.at(-1) ?? '';
      if (name === 'getCertFromKeyInfo' && form === 'assignment' && trustsKeyInfo(value))
        report({ message: 'keyInfo', range: value.range ?? nameRange });
      if (
        name === 'ignore_signature' &&
        argumentOf?.startsWith('saml2-js#') &&
        value.kind === 'known' &&
        value.value === true
      )
        report({ message: 'ignored', range: value.range, data: { name } });
    },
    setting({ key, value, document }, report, file) {
      if (document !== 'keycloak:realm' || !letsUnsignedIn(key, value) || value.kind !== 'known') return;
      const severity = file.stage === 'local' ? 'warning' : undefined;
      report({
        message: 'unsigned',
        range: value.range,
        data: { name: key.at(-1) ?? '' },
        ...(severity && { severity }),
      });
    },
  },
  project(project, report) {
    for (const problem of project.gather(unusedResults)) report(problem);
  },
});

function unusedResults(file: FactsView): readonly ProjectProblem[] {
  const checks = file.facts('call').filter((call) => methodOfSigned(call) === 'checkSignature');
  if (checks.length === 0) return [];
  const isLookedAt = looksAtReferences(file);
  return checks.flatMap((call): ProjectProblem[] => {
    const place = { path: file.path, range: call.calleeRange, data: { name: `${call.spelled}()` } };
    // With a function as second argument the result is handed to that.
    if (call.used === 'dropped' && call.arguments.length === 1) return [{ ...place, message: 'dropped' }];
    return isLookedAt ? [] : [{ ...place, message: 'unbound', severity: 'warning', confidence: 'medium' }];
  });
}

/** A suggestion only: the other side has to accept it. */
function fixOf(call: CallFact, names: readonly string[], file: FileView): { fix?: Fix } {
  const [options] = call.arguments;
  if (options?.kind !== 'record' || options.origin || options.range.path !== undefined) return {};
  const { start, end } = options.range;
  if (!/^\{[^}]*\S/.test(file.text.slice(start, end))) return {};
  const text = names.map((name) => ` ${name}: 'sha256',`).join('');
  return {
    fix: {
      safety: 'suggestion',
      title: { de: 'Mit SHA-256 signieren', en: 'Sign with SHA-256' },
      edits: [{ path: call.path, range: { start: start + 1, end: start + 1 }, text }],
    },
  };
}
