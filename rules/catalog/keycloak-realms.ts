/** Realms of Keycloak wherever they are written down, and whether people sign in to them with a password of the realm. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { ResourceFact } from '../../server/model/facts.ts';
import type { RecordValue } from '../../server/model/value.ts';
import { RealmFlows, textOf, type Forced } from './keycloak-flows.ts';

/** The realm of an export, of keycloak-config-cli or of the operator; undefined for others, templates and those switched off. */
export function realmOf({ type, value }: ResourceFact): RecordValue | undefined {
  const realm =
    type === 'keycloak:realm'
      ? value
      : type === 'k8s:KeycloakRealmImport'
        ? entryOf(value, 'spec', 'realm')
        : undefined;
  if (realm?.kind !== 'record' || isAlways(entryOf(realm, 'enabled'), false)) return undefined;
  // A template of defaults is no realm yet.
  return /placeholder/i.test(textOf(entryOf(realm, 'realm'))) ? undefined : realm;
}

/** Whether a second factor stands behind every password of the realm. */
export function forcedIn(realm: RecordValue): Forced {
  const bound = realm.entries.get('browserFlow');
  const flows = new RealmFlows(realm);
  const name = bound ? textOf(bound) : 'browser';
  if (flows.aliasOf(name)) return flows.judge(name).forced;
  // The flow that Keycloak brings along asks only who has set up a factor.
  return name === 'browser' ? 'no' : 'unknown';
}

/** Another provider stands before the realm, and nothing says that it keeps accounts of its own. */
export function isOnlyBroker(realm: RecordValue): boolean {
  const providers = entryOf(realm, 'identityProviders');
  return providers.kind === 'list' && providers.items.length > 0 && !hasOwnAccounts(realm);
}

/** People have passwords here: they register, reset one, are listed, or come from a directory. */
export function hasOwnAccounts(realm: RecordValue): boolean {
  const users = entryOf(realm, 'users');
  return (
    isOpenToPeople(realm) ||
    (users.kind === 'list' && users.items.some((user) => entryOf(user, 'serviceAccountClientId').kind === 'absent'))
  );
}

/** More people can get an account than a file lists. */
export function isOpenToPeople(realm: RecordValue): boolean {
  return (
    isAlways(entryOf(realm, 'registrationAllowed'), true) ||
    isAlways(entryOf(realm, 'resetPasswordAllowed'), true) ||
    entryOf(realm, 'components', 'org.keycloak.storage.UserStorageProvider').kind === 'list'
  );
}
