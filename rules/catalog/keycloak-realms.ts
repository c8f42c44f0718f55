/** Realms of Keycloak wherever they are written down, and whether people sign in to them with a password of the realm. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { ResourceFact } from '../../server/model/facts.ts';
import type { RecordValue } from '../../server/model/value.ts';
import { RealmFlows, textOf, type Forced } from './keycloak-flows.ts';
import { realmOfTerraform } from './keycloak-terraform.ts';

/**
 * The realm of an export, of keycloak-config-cli, of the operator or of Terraform, in the words of an export; undefined
 * for others, templates and those switched off.
 */
export function realmOf(resource: ResourceFact): RecordValue | undefined {
  const { type, value } = resource;
  const realm =
    type === 'keycloak:realm'
      ? value
      : type === 'k8s:KeycloakRealmImport'
        ? entryOf(value, 'spec', 'realm')
        : realmOfTerraform(resource);
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

/** Whether an execution of a flow, or of one below it, has to do with a second factor; undefined where it is not in the file. */
export function asksFactorInFlow(realm: RecordValue, alias: string, depth = 0): boolean | undefined {
  const flows = entryOf(realm, 'authenticationFlows');
  const flow = flows.kind === 'list' ? flows.items.find((each) => textOf(entryOf(each, 'alias')) === alias) : undefined;
  const executions = flow ? entryOf(flow, 'authenticationExecutions') : undefined;
  if (executions?.kind !== 'list' || executions.open || depth > 6) return undefined;
  const answers = executions.items
    .filter((each) => !isAlways(entryOf(each, 'requirement'), 'DISABLED'))
    .map((each) => {
      const below = textOf(entryOf(each, 'flowAlias'));
      const name = textOf(entryOf(each, 'authenticator'));
      return below === '' ? /otp|webauthn|recovery-authn|x509/.test(name) : asksFactorInFlow(realm, below, depth + 1);
    });
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}
