/** Trust levels as accounts and identity providers call them, and how a connection asks for them. */
import type { Vertrauensniveau } from '../../server/model/configuration.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { partsOf } from '../../server/model/values.ts';
import { fold, hasSequence, wordsOf } from '../../server/model/words.ts';

export const RANKS: Readonly<Record<Vertrauensniveau, number>> = { normal: 1, substanziell: 2, hoch: 3 };

/** Lower case. Numbers mean something else in every realm and are left out; 2 was never given out on the STORK ladder. */
const LEVELS: ReadonlyMap<string, number> = new Map([
  ['stork-qaa-level-1', 1],
  ['stork-qaa-level-3', 2],
  ['stork-qaa-level-4', 3],
  ['normal', 1],
  ['niedrig', 1],
  ['basis', 1],
  ['low', 1],
  ['level1', 1],
  ['substantiell', 2],
  ['substanziell', 2],
  ['substantial', 2],
  ['level3', 2],
  ['hoch', 3],
  ['high', 3],
  ['level4', 3],
  ['http://eidas.europa.eu/loa/low', 1],
  ['http://eidas.europa.eu/loa/substantial', 2],
  ['http://eidas.europa.eu/loa/high', 3],
  ['aal1', 1],
  ['aal2', 2],
  ['aal3', 3],
  ['urn:mace:incommon:iap:bronze', 1],
  ['urn:oasis:names:tc:saml:2.0:ac:classes:passwordprotectedtransport', 1],
  ['urn:oasis:names:tc:saml:2.0:ac:classes:password', 1],
  ['urn:oasis:names:tc:saml:2.0:ac:classes:unspecified', 1],
  ['urn:federation:authentication:windows', 1],
]);

/** 1 to 3 as in `RANKS`; undefined where a level is not known. */
export function rankOf(level: string): number | undefined {
  return LEVELS.get(level.trim().toLowerCase());
}

/** The least that several requested levels ask for: any one of them may be answered. */
export function lowestRank(levels: readonly string[]): number | undefined {
  const ranks = levels.map(rankOf);
  return ranks.length === 0 || ranks.includes(undefined) ? undefined : Math.min(...ranks.map(Number));
}

/** True for levels of the STORK ladder that no account knows: 2, or another spelling. */
export function isUnknownStorkLevel(level: string): boolean {
  return /^stork-?qaa/i.test(level) && !/^STORK-QAA-Level-[134]$/.test(level);
}

/** A class of SAML that one password satisfies. */
export function isPasswordClass(level: string): boolean {
  return /^urn:oasis:names:tc:SAML:2\.0:ac:classes:(?:PasswordProtectedTransport|Password|unspecified)$/.test(level);
}

/** The names under which levels are requested. */
export const LEVEL_NAMES: ReadonlySet<string> = new Set([
  'acr_values',
  'acrValues',
  'authnContext',
  'authnContexts',
  'requestedAuthnContext',
  'authnContextClassRef',
  'authnContextClassRefs',
  'class_refs',
  'classRefs',
  'default.acr.values',
  'default_acr_values',
  'acr-values',
  'minimum.acr.value',
]);
const LEVEL_VARIABLES = [
  'acr values',
  'authn context',
  'acr value',
  'requested level',
  'stork level',
  'saml level',
  'trust level',
  'vertrauensniveau',
];

/** `OIDC_ACR_VALUES`: a variable that holds the requested levels. */
export function namesLevelVariable(name: string): boolean {
  return /^[A-Z][A-Z\d_]*$/.test(name) && LEVEL_VARIABLES.some((sequence) => hasSequence(wordsOf(name), sequence));
}

/** The levels that an address asks for, `…/authorize?acr_values=…`, where the text stands; absent where it asks for none. */
export function levelsInAddress(value: Value): Value {
  for (const part of value.kind === 'composed' ? value.parts : [value]) {
    if (part.kind !== 'known' || typeof part.value !== 'string') continue;
    const [, written] = /[?&]acr_values=([\w:.%/+-]{1,200})/.exec(part.value) ?? [];
    if (written !== undefined)
      return { ...part, value: written.replaceAll('+', ' ').replaceAll('%20', ' ').replaceAll('%3A', ':') };
  }
  return ABSENT;
}

/** Accounts of citizens and companies, which answer with the level they are asked for. */
const ACCOUNTS = [
  'bundid',
  'bund id',
  'id bund de',
  'bayernid',
  'bayern id',
  'deutschlandid',
  'deutschland id',
  'servicekonto',
  'service konto',
  'nutzerkonto',
  'nutzer konto',
  'buergerkonto',
  'unternehmenskonto',
  'akdb',
  'muk',
  'buergerservice konto',
];

export function namesAccount(text: string): boolean {
  const words = wordsOf(fold(text) === text ? text : text.replace(/[äöüß]/gi, (letter) => fold(letter)));
  return ACCOUNTS.some((sequence) => hasSequence(words, sequence));
}

/** True where a text or a variable inside a value names such an account. */
export function mentionsAccount(value: Value, depth = 0): boolean {
  if (value.kind === 'known')
    return typeof value.value === 'string' && value.value.length < 400 && namesAccount(value.value);
  if (value.kind === 'environment' && namesAccount(value.name)) return true;
  if (value.spelled !== undefined && namesAccount(value.spelled)) return true;
  return depth < 6 && partsOf(value).some((part) => mentionsAccount(part, depth + 1));
}

/** Identity providers of companies: what they demand is set there, not asked for by the application. */
export function namesCompanyProvider(value: Value, depth = 0): boolean {
  if (value.kind === 'known')
    return /microsoftonline|okta|auth0|googleapis|accounts\.google|github|gitlab|azure|cognito|onelogin|pingone/i.test(
      String(value.value),
    );
  if (value.kind === 'environment') return /AZURE|ENTRA|OKTA|AUTH0|GOOGLE|GITHUB|GITLAB|COGNITO|ADFS/.test(value.name);
  return depth < 6 && partsOf(value).some((part) => namesCompanyProvider(part, depth + 1));
}

/** Constructors that take node-saml's options first. */
export const NODE_SAML =
  /^(?:@node-saml\/node-saml|@node-saml\/passport-saml|node-saml|passport-saml)#(?:SAML|Strategy|default)$/;
/** Calls that send a person to an OpenID provider, with the way to the parameters of the request. */
export const OIDC_REQUESTS: readonly (readonly [RegExp, number, readonly string[]])[] = [
  [/^openid-client#buildAuthorizationUrl(?:With\w+)?$/, 1, []],
  [/^openid-client#.*(?:Client\(\)|BaseClient\(\))\.authorizationUrl$/, 0, []],
  [/^openid-client#Strategy$/, 0, ['params']],
  [/^express-openid-connect#auth$/, 0, ['authorizationParams']],
  [/^oidc-client-ts#UserManager$/, 0, []],
];
/** Parameters that ask for a level in another way. */
export const OTHER_WAYS = ['claims', 'request', 'request_uri'] as const;
