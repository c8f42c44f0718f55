/** How programs ask for tokens in ways that pass by the sign-in page or hand tokens over in addresses. */
import { isAlways, knownTexts, optionOf } from '../../server/model/ask.ts';
import type { CallFact, NamedValueFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';

interface FlowOption {
  readonly callee: RegExp;
  /** Position of the options, and the way to what the answer shall hold. */
  readonly index: number;
  readonly at: readonly string[];
}

/** Options that name what the answer in the address holds; a `token` there is the implicit flow. */
const RESPONSE_TYPES: readonly FlowOption[] = [
  { callee: /^openid-client#buildAuthorizationUrl(?:With\w+)?$/, index: 1, at: ['response_type'] },
  { callee: /^openid-client#.*Client\(\)\.authorizationUrl$/, index: 0, at: ['response_type'] },
  { callee: /^openid-client#Strategy$/, index: 0, at: ['params', 'response_type'] },
  { callee: /^express-openid-connect#auth$/, index: 0, at: ['authorizationParams', 'response_type'] },
  { callee: /^oidc-client(?:-ts)?#(?:UserManager|OidcClient)$/, index: 0, at: ['response_type'] },
  { callee: /^angular-oauth2-oidc#OAuthService\(\)\.configure$/, index: 0, at: ['responseType'] },
  {
    callee: /^angular-auth-oidc-client#(?:AuthModule\.forRoot|provideAuth)$/,
    index: 0,
    at: ['config', 'responseType'],
  },
];

const KEYCLOAK_JS = /^keycloak-js#(?:default|Keycloak)\(\)\.init$/;

/** The value that asks for tokens in the address. */
export function implicitRequest(call: CallFact): { readonly range: TextRange; readonly name: string } | undefined {
  if (KEYCLOAK_JS.test(call.callee)) {
    const flow = optionOf(call, 0, 'flow');
    return isAlways(flow, 'implicit', 'hybrid') && flow.range ? { range: flow.range, name: 'flow' } : undefined;
  }
  for (const { callee, index, at } of RESPONSE_TYPES) {
    if (!callee.test(call.callee)) continue;
    const type = optionOf(call, index, ...at);
    if (type.range && knownTexts(type).some(({ value }) => value.split(/\s+/).includes('token')))
      return { range: type.range, name: at.at(-1) ?? '' };
  }
  return undefined;
}

/** Calls that send a person's password to the token endpoint, with the position of the grant's name where there is one. */
const PASSWORD_GRANTS: readonly (readonly [RegExp, number?, string?])[] = [
  [/^simple-oauth2#ResourceOwnerPassword$/],
  [/^angular-oauth2-oidc#OAuthService\(\)\.fetchTokenUsingPasswordFlow(?:AndLoadUserProfile)?$/],
  [/^oidc-client-ts#UserManager\(\)\.signinResourceOwnerCredentials$/],
  [/^openid-client#genericGrantRequest$/, 1],
  [/^openid-client#.*Client\(\)\.grant$/, 0, 'grant_type'],
];

/** The place where a program hands over somebody's password for a token. */
export function passwordRequest(call: CallFact): TextRange | undefined {
  for (const [callee, index, option] of PASSWORD_GRANTS) {
    if (!callee.test(call.callee)) continue;
    if (index === undefined) return call.calleeRange;
    const grant = option === undefined ? call.arguments[index] : optionOf(call, index, option);
    if (grant?.range && isAlways(grant, 'password')) return grant.range;
  }
  return undefined;
}

/** `{ grant_type: 'password', username, password }` of a request that is made by hand. */
export function isPasswordRequest({ names, value, siblings }: NamedValueFact): boolean {
  return (
    names.at(-1) === 'grant_type' &&
    isAlways(value, 'password') &&
    siblings.includes('username') &&
    siblings.includes('password')
  );
}
