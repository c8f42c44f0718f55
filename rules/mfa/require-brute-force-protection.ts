import { entryOf, isAlways } from '../../server/model/ask.ts';
import { rule } from '../../server/model/rule.ts';
import { textOf } from '../catalog/keycloak-flows.ts';
import { forcedIn, hasOwnAccounts, isOnlyBroker, isOpenToPeople, realmOf } from '../catalog/keycloak-realms.ts';

/** Failures before a pause. Keycloak writes 30 into every export unless told otherwise. */
const MOST_FAILURES = 10;
const BY_DEFAULT = 30;

export const requireBruteForceProtection = rule<'off' | 'absent' | 'many'>({
  id: 'mfa/require-brute-force-protection',
  severity: 'warning',
  confidence: 'medium',
  words: [
    'bruteForceProtected',
    'registrationAllowed',
    'resetPasswordAllowed',
    'brute_force_detection',
    'registration_allowed',
    'reset_password_allowed',
  ],
  fix: 'suggestion',
  text: {
    de: {
      title: 'Keycloak-Realm ohne Schutz vor dem Ausprobieren von Kennwörtern',
      messages: {
        off: 'Der Realm `{realm}` bremst Fehlversuche nicht (`bruteForceProtected`): Kennwörter lassen sich beliebig oft ausprobieren.',
        absent:
          'Der Realm `{realm}` führt eigene Konten und setzt `bruteForceProtected` nicht; ohne die Angabe bremst Keycloak Fehlversuche nicht.',
        many: 'Der Realm `{realm}` sperrt erst nach {count} Fehlversuchen (`failureFactor`).',
      },
      why: 'Programme probieren Listen häufiger und abgeflossener Kennwörter an allen Konten durch, auch über Nacht. Ohne Bremse hält Keycloak sie nicht auf, und ein einziges schwaches Kennwort öffnet alle angeschlossenen Fachverfahren. Der IT-Grundschutz sieht Anmeldeverfahren vor, die nach Fehlversuchen bremsen oder sperren.',
      advice: {
        off: '`"bruteForceProtected": true` setzen, dazu `failureFactor` auf etwa 5 und `waitIncrementSeconds` auf 60.',
        absent: '`"bruteForceProtected": true` ergänzen, dazu `failureFactor` auf etwa 5.',
        many: '`failureFactor` auf etwa 5, höchstens 10 setzen.',
      },
    },
    en: {
      title: 'Keycloak realm without protection against guessed passwords',
      messages: {
        off: 'The realm `{realm}` does not slow failures down (`bruteForceProtected`): passwords can be tried as often as somebody likes.',
        absent:
          'The realm `{realm}` keeps accounts of its own and does not set `bruteForceProtected`; without it Keycloak does not slow failures down.',
        many: 'The realm `{realm}` locks only after {count} failures (`failureFactor`).',
      },
      why: 'Programs try lists of common and leaked passwords on all accounts, overnight as well. Without a brake Keycloak does not stop them, and a single weak password opens every connected Fachverfahren. IT-Grundschutz provides for sign-ins that slow down or lock after failures.',
      advice: {
        off: 'Set `"bruteForceProtected": true`, `failureFactor` to about 5 and `waitIncrementSeconds` to 60.',
        absent: 'Add `"bruteForceProtected": true` and set `failureFactor` to about 5.',
        many: 'Set `failureFactor` to about 5, at most 10.',
      },
    },
  },
  on: {
    resource(resource, report, file) {
      const realm = realmOf(resource);
      if (!realm || isOnlyBroker(realm) || forcedIn(realm) === 'elsewhere') return;
      const entry = entryOf(realm, 'bruteForceProtected');
      const name = entryOf(realm, 'realm');
      const failures = entryOf(realm, 'failureFactor');
      const count = failures.kind === 'known' ? Number(failures.value) : 0;
      const data = { realm: textOf(name), count: String(count) };
      const milder = file.stage === 'local' ? { severity: 'information' as const } : {};
      if (isAlways(entry, false) && entry.range) {
        const { range } = entry;
        report({
          message: 'off',
          range,
          data,
          ...milder,
          ...(file.text.slice(range.start, range.end) === 'false' && {
            fix: {
              safety: 'suggestion',
              title: { de: 'Fehlversuche bremsen', en: 'Slow failures down' },
              edits: [{ path: file.path, range, text: 'true' }],
            },
          }),
        });
      } else if (entry.kind === 'absent' && name.range && hasOwnAccounts(realm))
        report({
          message: 'absent',
          range: name.range,
          data,
          ...(isOpenToPeople(realm) ? milder : { severity: 'information' as const }),
        });
      else if (isAlways(entry, true) && count > MOST_FAILURES && count !== BY_DEFAULT && failures.range)
        report({
          message: 'many',
          range: failures.range,
          data,
          ...(count < BY_DEFAULT && { severity: 'information' as const }),
          ...milder,
        });
    },
  },
});
