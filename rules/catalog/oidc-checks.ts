/** Options that turn a check of OpenID Connect off that is on without them. */
import { isAlways } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { Value } from '../../server/model/value.ts';

export interface Switch {
  readonly callee: RegExp;
  /** Position of the options. */
  readonly index: number;
  readonly option: string;
  readonly bad: (value: Value) => boolean;
}

const is =
  (expected: boolean) =>
  (value: Value): boolean =>
    isAlways(value, expected);

/** Symbols of openid-client 6 that say "do not check". */
const skips = (value: Value): boolean =>
  value.kind === 'reference' &&
  value.module === 'openid-client' &&
  /^skip\w+Check$/.test(value.path.at(-1) ?? value.name);

export const SWITCHES: readonly Switch[] = [
  { callee: /^openid-client#authorizationCodeGrant$/, index: 2, option: 'expectedState', bad: skips },
  { callee: /^openid-client#implicitAuthentication$/, index: 3, option: 'expectedState', bad: skips },
  { callee: /^oidc-client(?:-ts)?#(?:UserManager|OidcClient)$/, index: 0, option: 'disablePKCE', bad: is(true) },
  { callee: /^angular-oauth2-oidc#OAuthService\(\)\.configure$/, index: 0, option: 'disablePKCE', bad: is(true) },
  { callee: /^angular-oauth2-oidc#OAuthService\(\)\.configure$/, index: 0, option: 'skipIssuerCheck', bad: is(true) },
  {
    callee: /^angular-oauth2-oidc#OAuthService\(\)\.configure$/,
    index: 0,
    option: 'disableNonceCheck',
    bad: is(true),
  },
  { callee: /^keycloak-js#(?:default|Keycloak)\(\)\.init$/, index: 0, option: 'useNonce', bad: is(false) },
  { callee: /^keycloak-js#(?:default|Keycloak)\(\)\.init$/, index: 0, option: 'pkceMethod', bad: is(false) },
  { callee: /^passport-azure-ad#OIDCStrategy$/, index: 0, option: 'validateIssuer', bad: is(false) },
  { callee: /^passport-oauth2#(?:default|Strategy|OAuth2Strategy)$/, index: 0, option: 'state', bad: is(false) },
  {
    callee: /^(?:next-auth|@auth\/\w+)#(?:default|NextAuth|Auth|ExpressAuth|SvelteKitAuth)$/,
    index: 0,
    option: 'skipCSRFCheck',
    bad: skips,
  },
  { callee: /^better-auth#betterAuth$/, index: 0, option: 'advanced.disableCSRFCheck', bad: is(true) },
];

/** Calls that take the answer of a sign-in, with the position of what ties it to the request. */
const ANSWERS: readonly (readonly [RegExp, number])[] = [
  [/^openid-client#authorizationCodeGrant$/, 2],
  [/^openid-client#.*Client\(\)\.callback$/, 2],
];
const TIES = ['state', 'nonce', 'code_verifier', 'expectedState', 'expectedNonce', 'pkceCodeVerifier'] as const;

/** True where nothing ties the answer to the session that has asked: neither `state` nor `nonce` nor PKCE. */
export function isUntied({ callee, arguments: all }: CallFact): boolean {
  const index = ANSWERS.find(([name]) => name.test(callee))?.[1];
  if (index === undefined || all.length < index) return false;
  const checks = all[index];
  if (checks === undefined || checks.kind === 'absent') return true;
  return checks.kind === 'record' && !checks.open && TIES.every((name) => !checks.entries.has(name));
}

/** `fetchUserInfo(config, token, skipSubjectCheck)` */
export function skippedSubject({ callee, arguments: [, , subject] }: CallFact): Value | undefined {
  return callee === 'openid-client#fetchUserInfo' && subject && skips(subject) ? subject : undefined;
}

/** An option of a provider that joins accounts by nothing but an address that nobody has verified. */
export const JOINS_ACCOUNTS = 'allowDangerousEmailAccountLinking';
