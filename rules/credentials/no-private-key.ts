import { rule } from '../../server/model/rule.ts';
import type { Severity } from '../../server/model/finding.ts';
import type { FileView } from '../../server/model/rule.ts';
import { KEY_TRIGGERS, MADE_FOR_TESTS } from '../catalog/private-keys.ts';

export const noPrivateKey = rule({
  id: 'credentials/no-private-key',
  severity: 'error',
  // Keys below test folders are made for the tests, nearly without exception.
  kinds: ['main', 'build', 'sample', 'documentation'],
  words: KEY_TRIGGERS,
  text: {
    de: {
      title: 'Privater Schlüssel in einer Datei',
      messages: {
        plain: 'Ein privater Schlüssel liegt unverschlüsselt in der Datei.',
        encrypted: 'Ein privater Schlüssel liegt in der Datei, geschützt nur durch sein Kennwort.',
        web: 'Ein privater Schlüssel liegt als JSON Web Key in der Datei.',
      },
      why: 'Mit dem privaten Schlüssel gibt sich jeder als das Fachverfahren aus: gegenüber Registern, gegenüber der Bürgerin im Browser, beim Signieren von Bescheiden. Wer ihn hat, kann auch mitgeschnittene Nachrichten entschlüsseln, die dafür bestimmt waren. Ein Schlüssel in der Quelltextablage liegt bei allen, die sie je kopiert haben.',
      advice: {
        plain:
          'Das Schlüsselpaar ersetzen und das alte Zertifikat sperren lassen. Den neuen Schlüssel als Datei außerhalb der Quelltextablage bereitstellen (Secret-Mount, Geheimnisspeicher, HSM) und nur seinen Pfad einstellen.',
        encrypted:
          'Den Schlüssel aus der Quelltextablage nehmen: Sein Kennwort lässt sich ohne Zeitdruck durchprobieren. Schlüssel und Kennwort getrennt aus einem Geheimnisspeicher beziehen und das Schlüsselpaar ersetzen.',
        web: 'Das Schlüsselpaar ersetzen, den öffentlichen Teil neu hinterlegen und den privaten zur Laufzeit aus einer Datei außerhalb der Quelltextablage oder aus einem Geheimnisspeicher lesen.',
      },
    },
    en: {
      title: 'Private key in a file',
      messages: {
        plain: 'A private key lies in the file without encryption.',
        encrypted: 'A private key lies in the file, protected by its password only.',
        web: 'A private key lies in the file as a JSON Web Key.',
      },
      why: 'With the private key anybody can pose as the application: towards registers, towards the citizen in the browser, when decisions are signed. Whoever has it can also decrypt recorded messages that were meant for it. A key in the source repository lies with everybody who ever copied that.',
      advice: {
        plain:
          'Replace the key pair and have the old certificate revoked. Provide the new key as a file outside the source repository (secret mount, secret store, HSM) and configure its path only.',
        encrypted:
          'Take the key out of the source repository: its password can be tried without any hurry. Get key and password separately from a secret store and replace the key pair.',
        web: 'Replace the key pair, register the new public part, and read the private one at run time from a file outside the source repository or from a secret store.',
      },
    },
  },
  on: {
    text(fact, report, file) {
      const isWebKey = fact.shape === 'private-web-key';
      if (fact.shape !== 'private-key' && !isWebKey) return;
      const isProgram = file.kind === 'main' || file.kind === 'build';
      const isShort = fact.parts['short'] === 'yes';
      const isEncrypted = fact.parts['encrypted'] === 'yes';
      if (
        !isProgram &&
        (isShort || fact.parts['bare'] === 'yes' || isWebKey || isEncrypted || MADE_FOR_TESTS.test(file.path))
      )
        return;
      const severity = severityOf(file, isEncrypted);
      report({
        message: isWebKey ? 'web' : isEncrypted ? 'encrypted' : 'plain',
        range: fact.range,
        secret: true,
        ...(severity && { severity }),
        ...(isShort && { confidence: 'medium' as const }),
      });
    },
  },
});

function severityOf({ path, kind, stage }: FileView, isEncrypted: boolean): Severity | undefined {
  if (isEncrypted || kind === 'sample' || kind === 'documentation' || stage === 'local' || MADE_FOR_TESTS.test(path))
    return 'warning';
  return undefined;
}
