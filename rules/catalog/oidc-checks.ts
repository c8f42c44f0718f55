/** Options that turn a check of OpenID Connect off that is on without them. */
import { isAlways } from '../../server/model/ask.ts';
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
];
