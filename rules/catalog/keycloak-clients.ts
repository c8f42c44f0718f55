/** Clients of Keycloak wherever they are written down: in a realm, in a file of their own, in Terraform. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { ResourceFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { RecordValue, Value } from '../../server/model/value.ts';
import { textOf } from './keycloak-flows.ts';
import { realmOf } from './keycloak-realms.ts';
import { clientOfTerraform } from './keycloak-terraform.ts';

export interface KeycloakClient {
  readonly id: string;
  /** Where the name stands. */
  readonly place: TextRange;
  /** In the words of an export. */
  readonly settings: RecordValue;
}

/** Clients that every realm has; people sign in to them, but nobody configures them. */
const BUILT_IN: ReadonlySet<string> = new Set([
  'account',
  'account-console',
  'admin-cli',
  'broker',
  'realm-management',
  'security-admin-console',
]);

/** The clients of a resource that are in use and that somebody has made. */
export function clientsOf(resource: ResourceFact): readonly KeycloakClient[] {
  const own = resource.type === 'keycloak:client' ? resource.value : clientOfTerraform(resource);
  if (own) return ofRecord(own, resource.nameRange);
  if (resource.type.startsWith('terraform:')) return [];
  const realm = realmOf(resource);
  const clients = realm?.entries.get('clients');
  return clients?.kind === 'list' ? clients.items.flatMap((client) => ofRecord(client, client.range)) : [];
}

function ofRecord(settings: Value, place: TextRange | undefined): KeycloakClient[] {
  if (settings.kind !== 'record') return [];
  const name = entryOf(settings, 'clientId');
  const id = textOf(name);
  const isUnused = isAlways(entryOf(settings, 'enabled'), false) || isAlways(entryOf(settings, 'bearerOnly'), true);
  // `${client_id_account}` is how an export names what Keycloak has brought along.
  if (id === '' || BUILT_IN.has(id) || isUnused || textOf(entryOf(settings, 'name')).startsWith('${client_')) return [];
  return [{ id, place: name.range ?? place ?? settings.range, settings }];
}

/** An entry of a client: of itself, or of its `attributes`. */
export function attributeOf({ settings }: KeycloakClient, name: string): Value {
  return settings.entries.get(name) ?? entryOf(settings, 'attributes', name);
}

/** People come to it through the pages of Keycloak. */
export function usesSignInPage({ settings }: KeycloakClient): boolean {
  return !isAlways(entryOf(settings, 'standardFlowEnabled'), false);
}

/** It speaks another protocol than OpenID Connect. */
export function speaksSaml({ settings }: KeycloakClient): boolean {
  return isAlways(entryOf(settings, 'protocol'), 'saml');
}
