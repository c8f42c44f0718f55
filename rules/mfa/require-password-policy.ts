import { entryOf } from '../../server/model/ask.ts';
import { rule } from '../../server/model/rule.ts';
import type { Value } from '../../server/model/value.ts';
import { textOf } from '../catalog/keycloak-flows.ts';
import { forcedIn, hasOwnAccounts, isOnlyBroker, isOpenToPeople, realmOf } from '../catalog/keycloak-realms.ts';

/** Characters that a password needs at least; with a second factor behind it fewer are enough. */
const SHORTEST = 12;
const SHORTEST_WITH_FACTOR = 8;

export const requirePasswordPolicy = rule<'short' | 'length' | 'absent'>({
  id: 'mfa/require-password-policy',
  severity: 'warning',
  confidence: 'medium',
  words: [
    'passwordPolicy',
    'password_policy',
    'registrationAllowed',
    'resetPasswordAllowed',
    'registration_allowed',
    'reset_password_allowed',
  ],
  text: {
    de: {
      title: 'Kennwörter ohne ausreichende Mindestlänge',
      messages: {
        short: 'Der Realm `{realm}` erlaubt Kennwörter mit {length} Zeichen (`passwordPolicy`).',
        length: 'Die `passwordPolicy` des Realms `{realm}` verlangt keine Mindestlänge: Ein einziges Zeichen genügt.',
        absent: 'Der Realm `{realm}` führt eigene Konten und hat keine `passwordPolicy`: Ein einziges Zeichen genügt.',
      },
      why: 'Keycloak nimmt ohne Richtlinie jedes Kennwort an. Kurze Kennwörter stehen in den Listen, die Programme an allen Konten durchprobieren, und sind nach einem Abfluss der Datenbank schnell errechnet. Der IT-Grundschutz verlangt Regeln für die Qualität von Kennwörtern, passend zum Zweck und zu den übrigen Faktoren.',
      advice: {
        short:
          '`length(12)` oder mehr verlangen, dazu `notUsername` und `passwordBlacklist(…)`; auf regelmäßigen Wechsel verzichten.',
        length: '`length(12)` oder mehr ergänzen, dazu `notUsername` und `passwordBlacklist(…)`.',
        absent: '`"passwordPolicy": "length(12) and notUsername"` setzen, dazu möglichst `passwordBlacklist(…)`.',
      },
    },
    en: {
      title: 'Passwords without a sufficient minimum length',
      messages: {
        short: 'The realm `{realm}` allows passwords of {length} characters (`passwordPolicy`).',
        length: 'The `passwordPolicy` of the realm `{realm}` asks for no minimum length: a single character is enough.',
        absent:
          'The realm `{realm}` keeps accounts of its own and has no `passwordPolicy`: a single character is enough.',
      },
      why: 'Without a policy Keycloak accepts any password. Short ones stand in the lists that programs try on all accounts, and are computed quickly once a database has leaked. IT-Grundschutz asks for rules on the quality of passwords that fit the purpose and the other factors.',
      advice: {
        short:
          'Ask for `length(12)` or more, with `notUsername` and `passwordBlacklist(…)`; leave out a regular change.',
        length: 'Add `length(12)` or more, with `notUsername` and `passwordBlacklist(…)`.',
        absent: 'Set `"passwordPolicy": "length(12) and notUsername"`, if possible with `passwordBlacklist(…)`.',
      },
    },
  },
  on: {
    resource(resource, report, file) {
      const realm = realmOf(resource);
      if (!realm || isOnlyBroker(realm)) return;
      const forced = forcedIn(realm);
      if (forced === 'elsewhere') return;
      const policy = entryOf(realm, 'passwordPolicy');
      const name = entryOf(realm, 'realm');
      const milder = file.stage === 'local' ? { severity: 'information' as const } : {};
      // Users of an import without a way to get more are mostly there for a trial.
      const absent = isOpenToPeople(realm) ? milder : { severity: 'information' as const };
      if (policy.kind === 'absent' && name.range && hasOwnAccounts(realm)) {
        report({ message: 'absent', range: name.range, data: { ...NOTHING, realm: textOf(name) }, ...absent });
        return;
      }
      const weakness = weaknessOf(policy, forced === 'no' ? SHORTEST : SHORTEST_WITH_FACTOR);
      if (weakness && policy.range)
        report({ ...weakness, range: policy.range, data: { ...weakness.data, realm: textOf(name) }, ...milder });
    },
  },
});

const NOTHING = { length: '' };

function weaknessOf(
  policy: Value,
  shortest: number,
): { readonly message: 'short' | 'length'; readonly data: Readonly<Record<string, string>> } | undefined {
  if (policy.kind !== 'known' || typeof policy.value !== 'string' || policy.value.trim() === '') return undefined;
  if (!/^[a-zA-Z]+(?:\(|\s|$)/.test(policy.value)) return undefined;
  const written = /\blength(?:\(([^()]{0,20})\))?(?=\s|$)/.exec(policy.value);
  if (!written) return { message: 'length', data: NOTHING };
  // Keycloak takes 8 where none is given.
  const length = Number.parseInt(written[1] ?? '8', 10) || SHORTEST_WITH_FACTOR;
  return length < shortest ? { message: 'short', data: { length: String(length) } } : undefined;
}
