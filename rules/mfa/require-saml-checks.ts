import { rule, type FileView } from '../../server/model/rule.ts';
import type { Severity } from '../../server/model/finding.ts';
import { lacksDecryption, samlOfBroker, samlOption, type SamlDefect } from '../catalog/saml-checks.ts';

/** A forged answer comes through at once; the others need more to go wrong. */
const SEVERITY: Readonly<Record<SamlDefect, Severity>> = {
  signature: 'error',
  audience: 'error',
  time: 'warning',
  replay: 'warning',
  readable: 'warning',
  key: 'warning',
};

export const requireSamlChecks = rule<SamlDefect>({
  id: 'mfa/require-saml-checks',
  severity: 'error',
  words: [
    'wantAssertionsSigned',
    'ignore_signature',
    'acceptedClockSkewMs',
    'validateInResponseTo',
    'allow_unencrypted_assertion',
    'entryPoint',
    'validateSignature',
    'wantAssertionsEncrypted',
  ],
  text: {
    de: {
      title: 'Prüfung der SAML-Antwort abgeschaltet',
      messages: {
        signature:
          '`{name}` schaltet die Prüfung einer Signatur ab; eine selbst geschriebene Antwort kann durchkommen.',
        audience: '`{name}` prüft nicht, für wen die Antwort bestimmt ist; die eines anderen Dienstes wird angenommen.',
        time: '`{name}` prüft die Gültigkeit der Antwort nicht oder zu großzügig; eine alte wird angenommen.',
        replay: '`{name}` ordnet die Antwort keiner Anfrage zu; eine mitgeschnittene lässt sich wiederholen.',
        readable: '`{name}` lässt unverschlüsselte Angaben zur Person zu; sie liegen im Browser offen.',
        key: 'Ohne `{name}` können die Angaben zur Person nicht verschlüsselt kommen; sie liegen im Browser offen.',
      },
      why: 'Die Antwort des Nutzerkontos kommt über den Browser der Person zurück, die sich anmeldet. Nur Signatur, Empfänger, Zeit und die Zuordnung zur Anfrage beweisen, dass sie echt, frisch und für dieses Fachverfahren bestimmt ist. Fehlt eine der Prüfungen, meldet sich jemand unter fremdem Namen an, mit jedem Vertrauensniveau.',
      advice: {
        signature: 'Den Eintrag entfernen; die Prüfung ist dann eingeschaltet.',
        audience: 'Den Eintrag entfernen; dann gilt der eigene `issuer`.',
        time: '`{name}` auf wenige Sekunden setzen, zum Beispiel 5000.',
        replay: '`{name}` auf `always` setzen, bei mehreren Instanzen mit gemeinsamem `cacheProvider`.',
        readable: 'Verschlüsselte Angaben verlangen.',
        key: '`{name}` aus einem Geheimnisspeicher angeben und das Zertifikat beim Nutzerkonto hinterlegen.',
      },
    },
    en: {
      title: 'Check of a SAML answer turned off',
      messages: {
        signature: '`{name}` turns the check of a signature off; a home-made answer may come through.',
        audience: '`{name}` does not check whom the answer is meant for; that of another service is accepted.',
        time: '`{name}` does not check when the answer holds, or too generously; an old one is accepted.',
        replay: '`{name}` ties the answer to no request; a recorded one can be played again.',
        readable: '`{name}` allows data of a person without encryption; it lies open in the browser.',
        key: 'Without `{name}` data of a person cannot come encrypted; it lies open in the browser.',
      },
      why: 'The answer of the user account comes back through the browser of the person who signs in. Only signature, recipient, time and the request it belongs to prove that it is real, fresh and meant for this Fachverfahren. Where one of the checks is missing somebody signs in under another name, at any Vertrauensniveau.',
      advice: {
        signature: 'Remove the entry; the check is on then.',
        audience: 'Remove the entry; the own `issuer` counts then.',
        time: 'Set `{name}` to a few seconds, for example 5000.',
        replay: 'Set `{name}` to `always`, with a shared `cacheProvider` where there are several instances.',
        readable: 'Demand encrypted data.',
        key: 'Give `{name}` from a store of secrets and deposit the certificate with the user account.',
      },
    },
  },
  on: {
    'named-value'(fact, report, file) {
      const found = samlOption(fact);
      if (found)
        report({
          message: found.defect,
          range: found.range,
          data: { name: found.name },
          ...howBad(found.defect, file),
        });
    },
    call(call, report, file) {
      const range = lacksDecryption(call);
      if (range)
        report({
          message: 'key',
          range,
          data: { name: 'decryptionPvk' },
          confidence: 'medium',
          ...howBad('key', file),
        });
    },
    resource(resource, report, file) {
      for (const { defect, range, name } of samlOfBroker(resource))
        report({ message: defect, range, data: { name }, ...howBad(defect, file) });
    },
  },
});

function howBad(defect: SamlDefect, file: FileView): { readonly severity: Severity } {
  return { severity: file.stage === 'local' ? 'information' : SEVERITY[defect] };
}
