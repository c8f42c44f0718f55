/** Realms and clients of Terraform's Keycloak provider, in the words of an export. */
import { entryOf } from '../../server/model/ask.ts';
import type { ResourceFact } from '../../server/model/facts.ts';
import type { RecordValue, Value } from '../../server/model/value.ts';

/** Key of an export → where it stands in `keycloak_realm`. Times are texts there (`30m`), numbers of seconds in an export. */
const REALM: readonly (readonly [string, readonly string[], 'time'?])[] = [
  ['realm', ['realm']],
  ['enabled', ['enabled']],
  ['registrationAllowed', ['registration_allowed']],
  ['resetPasswordAllowed', ['reset_password_allowed']],
  ['passwordPolicy', ['password_policy']],
  ['ssoSessionIdleTimeout', ['sso_session_idle_timeout'], 'time'],
  ['ssoSessionMaxLifespan', ['sso_session_max_lifespan'], 'time'],
  ['otpPolicyType', ['otp_policy', 'type']],
  ['otpPolicyDigits', ['otp_policy', 'digits']],
  ['otpPolicyLookAheadWindow', ['otp_policy', 'look_ahead_window']],
  ['otpPolicyPeriod', ['otp_policy', 'period']],
  ['webAuthnPolicyUserVerificationRequirement', ['web_authn_policy', 'user_verification_requirement']],
  ['webAuthnPolicySignatureAlgorithms', ['web_authn_policy', 'signature_algorithms']],
  [
    'webAuthnPolicyPasswordlessUserVerificationRequirement',
    ['web_authn_passwordless_policy', 'user_verification_requirement'],
  ],
  ['webAuthnPolicyPasswordlessSignatureAlgorithms', ['web_authn_passwordless_policy', 'signature_algorithms']],
  ['failureFactor', ['security_defenses', 'brute_force_detection', 'max_login_failures']],
];

/** Key of an export → where it stands in `keycloak_openid_client`. */
const CLIENT: readonly (readonly [string, readonly string[]])[] = [
  ['clientId', ['client_id']],
  ['enabled', ['enabled']],
  ['standardFlowEnabled', ['standard_flow_enabled']],
  ['implicitFlowEnabled', ['implicit_flow_enabled']],
  ['directAccessGrantsEnabled', ['direct_access_grants_enabled']],
  ['serviceAccountsEnabled', ['service_accounts_enabled']],
  ['redirectUris', ['valid_redirect_uris']],
  ['webOrigins', ['web_origins']],
  ['post.logout.redirect.uris', ['valid_post_logout_redirect_uris']],
];

/** What provider 5 and newer call `keycloak_realm`; undefined for other resources. */
export function realmOfTerraform({ type, value, nameRange }: ResourceFact): RecordValue | undefined {
  if (type !== 'terraform:keycloak_realm') return undefined;
  const entries = new Map<string, Value>();
  for (const [key, at, isTime] of REALM) {
    const entry = entryOf({ ...value, open: false }, ...at);
    if (entry.kind !== 'absent') entries.set(key, isTime ? inSeconds(entry) : entry);
  }
  const detection = entryOf({ ...value, open: false }, 'security_defenses', 'brute_force_detection');
  // A block of this kind is what switches the brake on.
  if (detection.kind === 'record') entries.set('bruteForceProtected', { kind: 'known', value: true, range: nameRange });
  // Which flow a realm has stands in resources of its own.
  entries.set('browserFlow', { kind: 'unknown', range: nameRange });
  return { ...value, entries };
}

/** A client that people sign in to, undefined for other resources. */
export function clientOfTerraform({ type, value }: ResourceFact): RecordValue | undefined {
  if (type !== 'terraform:keycloak_openid_client') return undefined;
  const entries = new Map<string, Value>();
  const closed = { ...value, open: false };
  for (const [key, at] of CLIENT) {
    const entry = entryOf(closed, ...at);
    if (entry.kind !== 'absent') entries.set(key, entry);
  }
  const access = entryOf(closed, 'access_type');
  if (access.kind === 'known') {
    const range = access.range;
    entries.set('publicClient', { kind: 'known', value: access.value === 'PUBLIC', range });
    entries.set('bearerOnly', { kind: 'known', value: access.value === 'BEARER-ONLY', range });
  }
  // Nothing is on in this provider that is not written down.
  if (!entries.has('standardFlowEnabled') && !value.open)
    entries.set('standardFlowEnabled', { kind: 'known', value: false, range: value.range });
  const method = entryOf(closed, 'pkce_code_challenge_method');
  if (method.kind !== 'absent') entries.set('pkce.code.challenge.method', method);
  return { ...value, entries };
}

/** `1h30m` in seconds; what is no such text stays as it is. */
function inSeconds(value: Value): Value {
  if (value.kind !== 'known' || typeof value.value !== 'string') return value;
  if (!/^(?:\d{1,6}[hms]){1,3}$/.test(value.value)) return value;
  let seconds = 0;
  for (const [, count = '', unit = ''] of value.value.matchAll(/(\d{1,6})([hms])/g))
    seconds += Number(count) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1);
  return { ...value, value: seconds };
}
