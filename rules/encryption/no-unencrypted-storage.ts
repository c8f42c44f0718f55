import { rule } from '../../server/model/rule.ts';
import { encryptedByDefault, storedPlain, type StoredPlain } from '../catalog/stored-plain.ts';

export const noUnencryptedStorage = rule<StoredPlain['message']>({
  id: 'encryption/no-unencrypted-storage',
  severity: 'warning',
  words: [
    /["'](?:aws|opentelekomcloud)_/,
    /encrypt/,
    /AWS::\w{1,40}::\w{1,40}/,
    /https_?traffic_?only/,
    /sse_enabled/,
    /['"](?:aws-cdk-lib|@aws-cdk\/)/,
    /kind["']?:\s?["']?StorageClass/,
    'insecure-no-password',
    'borg ',
  ],
  text: {
    de: {
      title: 'Speicher ohne Verschlüsselung',
      messages: {
        missing: '`{name}` speichert unverschlüsselt, solange `{option}` fehlt.',
        off: '`{name}` schaltet die Verschlüsselung des Gespeicherten ab.',
        access: '`{name}` lässt Zugriffe auf den Speicher ohne TLS zu.',
        backup: '`{name}` legt die Sicherung unverschlüsselt ab.',
        secrets: 'An erster Stelle steht `{name}`: Der Cluster schreibt Secrets unverschlüsselt in seine Datenbank.',
      },
      why: 'Platten, Schnappschüsse und Sicherungen verlassen das Rechenzentrum öfter, als man denkt: beim Tausch, beim Umzug, über ein falsch gesetztes Recht. Verschlüsselt ist eine solche Kopie wertlos, unverschlüsselt sind es alle Akten. Nachträglich lässt es sich bei vielen Diensten nur mit einer Kopie einschalten.',
      advice: {
        missing:
          '`{option}` einschalten, am besten mit einem eigenen Schlüssel; bestehende Daten müssen meist über einen Schnappschuss kopiert werden.',
        off: 'Einschalten, am besten mit einem eigenen Schlüssel; bestehende Daten müssen meist über einen Schnappschuss kopiert werden.',
        access: '`{option}` setzen.',
        backup: 'Stattdessen `{option}` verwenden und den Schlüssel getrennt von der Sicherung aufbewahren.',
        secrets: '`{option}` an die erste Stelle setzen und `identity` ans Ende; danach alle Secrets neu schreiben.',
      },
    },
    en: {
      title: 'Storage without encryption',
      messages: {
        missing: '`{name}` stores without encryption as long as `{option}` is missing.',
        off: '`{name}` switches off the encryption of what is stored.',
        access: '`{name}` admits access to the storage without TLS.',
        backup: '`{name}` leaves the backup unencrypted.',
        secrets: '`{name}` stands first: the cluster writes secrets into its database without encryption.',
      },
      why: 'Disks, snapshots and backups leave the data centre more often than one thinks: when they are replaced, when things move, by a permission set wrong. Encrypted, such a copy is worth nothing; unencrypted, it is all the files. With many services it can only be switched on later by making a copy.',
      advice: {
        missing:
          'Switch on `{option}`, best with a key of your own; data that is there already mostly has to be copied by a snapshot.',
        off: 'Switch it on, best with a key of your own; data that is there already mostly has to be copied by a snapshot.',
        access: 'Set `{option}`.',
        backup: 'Use `{option}` instead and keep the key apart from the backup.',
        secrets: 'Put `{option}` first and `identity` last; then write all secrets anew.',
      },
    },
  },
  project(project, report) {
    const isByDefault = project.gather(encryptedByDefault).length > 0;
    for (const { path, range, message, name, option, confidence } of project.gather(storedPlain)) {
      if (isByDefault && name.startsWith('aws_ebs_volume.')) continue;
      report({ path, range, message, data: { name, option }, confidence, same: `${path} ${String(range.start)}` });
    }
  },
});
