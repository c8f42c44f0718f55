import { entryOf, isAlways, isSometimes } from '../../server/model/ask.ts';
import { rule, type FileView, type Report } from '../../server/model/rule.ts';
import type { RecordValue } from '../../server/model/value.ts';
import { textOf } from '../catalog/keycloak-flows.ts';
import { realmOf } from '../catalog/keycloak-realms.ts';
import { passkeyDefects, type PasskeyDefect } from '../catalog/passkeys.ts';

export const requireWebauthnChecks = rule<PasskeyDefect | 'alone'>({
  id: 'mfa/require-webauthn-checks',
  severity: 'warning',
  words: ['simplewebauthn', 'fido2-lib', 'webAuthnPolicy', 'web_authn_policy', 'web_authn_passwordless_policy'],
  text: {
    de: {
      title: 'Passkey oder Sicherheitsschlüssel nur halb geprüft',
      messages: {
        person:
          '`{name}` verzichtet darauf, dass der Schlüssel PIN oder Fingerabdruck verlangt; sein Besitz allein genügt.',
        alone: 'Passkeys ersetzen in diesem Realm das Kennwort, aber `{name}` verlangt weder PIN noch Fingerabdruck.',
        asked: '`{name}` kommt aus der Anfrage; eine mitgeschnittene Antwort lässt sich wiederholen.',
        sender: '`{name}` kommt aus der Anfrage; die Herkunft wird so mit sich selbst verglichen.',
        fixed: '`{name}` ist fest; eine mitgeschnittene Antwort lässt sich wiederholen.',
        counter: '`{name}` ist fest; eine Kopie des Schlüssels fällt nicht auf.',
        hash: '`{name}` lässt Signaturen mit SHA-1 zu.',
        unread: 'Das Ergebnis von `{name}` wird nicht gelesen; eine falsche Signatur fällt nicht auf.',
      },
      why: 'Ein Passkey ersetzt Kennwort und zweiten Faktor nur, wenn Aufgabe, Herkunft, Signatur und die Prüfung der Person stimmen. Fehlt ein Teil, genügt der entwendete Schlüssel, eine gefälschte Seite oder eine mitgeschnittene Antwort.',
      advice: {
        person: 'Den Eintrag entfernen oder auf `true` beziehungsweise `required` setzen.',
        alone: '`{name}` auf `required` setzen.',
        asked: 'Die Aufgabe in der Sitzung ablegen, von dort lesen und nach der Prüfung löschen.',
        sender: 'Die Herkunft fest angeben oder aus der eigenen Konfiguration lesen.',
        fixed: 'Für jede Anmeldung eine neue Aufgabe erzeugen und in der Sitzung ablegen.',
        counter: 'Den gespeicherten Zähler des Schlüssels übergeben und den neuen danach speichern.',
        hash: 'Nur `-7`, `-8` und `-257` zulassen.',
        unread: '`verified` lesen und bei `false` abweisen.',
      },
    },
    en: {
      title: 'Passkey or security key checked by half',
      messages: {
        person: '`{name}` does without the PIN or fingerprint of the key; having it is enough.',
        alone: 'Passkeys replace the password in this realm, but `{name}` demands neither PIN nor fingerprint.',
        asked: '`{name}` comes from the request; a recorded answer can be played again.',
        sender: '`{name}` comes from the request; the origin is compared with itself.',
        fixed: '`{name}` is fixed; a recorded answer can be played again.',
        counter: '`{name}` is fixed; a copy of the key goes unnoticed.',
        hash: '`{name}` allows signatures with SHA-1.',
        unread: 'The result of `{name}` is not read; a wrong signature goes unnoticed.',
      },
      why: 'A passkey replaces password and second factor only where challenge, origin, signature and the check of the person hold. Where a part is missing a stolen key, a forged page or a recorded answer is enough.',
      advice: {
        person: 'Remove the entry, or set it to `true` or `required`.',
        alone: 'Set `{name}` to `required`.',
        asked: 'Keep the challenge in the session, read it from there and delete it after the check.',
        sender: 'Write the origin down or read it from your own configuration.',
        fixed: 'Make a new challenge for every sign-in and keep it in the session.',
        counter: 'Hand over the stored counter of the key and store the new one afterwards.',
        hash: 'Allow `-7`, `-8` and `-257` only.',
        unread: 'Read `verified` and refuse where it is `false`.',
      },
    },
  },
  on: {
    call(call, report) {
      for (const { defect, range, name } of passkeyDefects(call)) report({ message: defect, range, data: { name } });
    },
    resource(resource, report, file) {
      const realm = realmOf(resource);
      if (realm) judgeRealm(realm, report, file);
    },
  },
});

function judgeRealm(realm: RecordValue, report: Report<PasskeyDefect | 'alone'>, file: FileView): void {
  const milder = file.stage === 'local' ? { severity: 'information' as const } : {};
  const person = 'webAuthnPolicyUserVerificationRequirement';
  const alone = 'webAuthnPolicyPasswordlessUserVerificationRequirement';
  const verification = entryOf(realm, person);
  if (isAlways(verification, 'discouraged') && verification.range)
    report({ message: 'person', range: verification.range, data: { name: person }, ...milder });
  const passwordless = entryOf(realm, alone);
  const isLax =
    isAlways(passwordless, 'discouraged') ||
    (usesPasskeysAlone(realm) && isAlways(passwordless, 'preferred', 'not specified'));
  if (isLax && passwordless.range)
    report({ message: 'alone', range: passwordless.range, data: { name: alone }, ...milder });
  for (const name of ['webAuthnPolicySignatureAlgorithms', 'webAuthnPolicyPasswordlessSignatureAlgorithms']) {
    const algorithms = entryOf(realm, name);
    for (const item of algorithms.kind === 'list' ? algorithms.items : [])
      if (isSometimes(item, 'RS1') && item.range)
        report({ message: 'hash', range: item.range, data: { name }, ...milder });
  }
}

/** Some flow of the realm lets a passkey in without a password. */
function usesPasskeysAlone(realm: RecordValue): boolean {
  const flows = entryOf(realm, 'authenticationFlows');
  return (
    flows.kind === 'list' &&
    flows.items.some((flow) => {
      const executions = entryOf(flow, 'authenticationExecutions');
      return (
        executions.kind === 'list' &&
        executions.items.some(
          (each) =>
            textOf(entryOf(each, 'authenticator')) === 'webauthn-authenticator-passwordless' &&
            !isAlways(entryOf(each, 'requirement'), 'DISABLED'),
        )
      );
    })
  );
}
