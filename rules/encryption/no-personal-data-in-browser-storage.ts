import { rule } from '../../server/model/rule.ts';
import { keptIn } from '../catalog/browser-storage.ts';
import type { DataClass } from '../catalog/personal-data-names.ts';

export const noPersonalDataInBrowserStorage = rule<DataClass>({
  id: 'encryption/no-personal-data-in-browser-storage',
  severity: 'warning',
  kinds: ['main'],
  words: [
    /(?:local|session)storage/,
    /['"](?:localforage|idb-keyval|store2|store|lscache|jotai\/utils|redux-persist|zustand\/middleware|pinia)['"]/,
    /async-storage|ngx-webstorage|use-local-storage/,
    'usestorage',
    'cachelocation',
    'webstoragestatestore',
    // A module of the project that puts it there
    /(?:from|require\()\s?['"][.@~#][^'"\n]{0,80}(?:storage|speicher|persist)/,
  ],
  text: {
    de: {
      title: 'Personendaten oder Token im Speicher des Browsers',
      messages: {
        token: '`{name}` liegt im `{storage}`; jedes Skript der Seite kann sich damit anmelden.',
        personal: '`{name}` liegt unverschlüsselt im `{storage}` und bleibt nach dem Besuch auf dem Gerät.',
        application:
          'Die Angaben aus `{name}` liegen unverschlüsselt im `{storage}` und bleiben nach dem Besuch auf dem Gerät.',
      },
      why: 'Was im Speicher des Browsers liegt, liest jedes Skript der Seite, auch eines aus einem unterwanderten Paket. Es bleibt nach dem Abmelden und über Wochen liegen, und Anträge werden oft an Geräten ausgefüllt, die mehrere benutzen: in der Bücherei, im Bürgerbüro, in der Familie. BSI TR-03172-3 verlangt, dass zwischengespeicherte Anträge verschlüsselt und vor Änderung geschützt sind.',
      advice: {
        token:
          'Das Token auf dem Server behalten und den Browser nur ein Sitzungscookie mit `HttpOnly`, `Secure` und `SameSite` tragen lassen.',
        personal:
          'Entwürfe auf dem Server speichern, verschlüsselt und an die Anmeldung gebunden; im Browser höchstens die Nummer des Entwurfs.',
        application:
          'Entwürfe auf dem Server speichern, verschlüsselt und an die Anmeldung gebunden; im Browser höchstens die Nummer des Entwurfs.',
      },
    },
    en: {
      title: 'Personal data or tokens in browser storage',
      messages: {
        token: '`{name}` lies in `{storage}`; every script of the page can sign in with it.',
        personal: '`{name}` lies in `{storage}` without encryption and stays on the device after the visit.',
        application:
          'The data of `{name}` lies in `{storage}` without encryption and stays on the device after the visit.',
      },
      why: "Whatever lies in the storage of the browser is read by every script of the page, also by one from a package that was subverted. It stays there after signing out and for weeks, and applications are often filled in on devices that several people use: in the library, in the citizens' office, in the family. BSI TR-03172-3 asks that drafts of applications are encrypted and protected against change.",
      advice: {
        token:
          'Keep the token on the server and let the browser only carry a session cookie with `HttpOnly`, `Secure` and `SameSite`.',
        personal:
          'Keep drafts on the server, encrypted and bound to the sign-in; in the browser at most the number of the draft.',
        application:
          'Keep drafts on the server, encrypted and bound to the sign-in; in the browser at most the number of the draft.',
      },
    },
  },
  project(project, report) {
    for (const { path, range, data, word, storage, sure } of project.gather(keptIn)) {
      report({
        path,
        range,
        message: data,
        data: { name: word, storage },
        confidence: sure && data !== 'application' ? 'high' : 'medium',
        same: `${path} ${String(range.start)}`,
      });
    }
  },
});
