/** Where nobody gets in without a second factor, whatever the doors ask for: the sign-in itself demands it. */
import { apiNameOf } from '../../server/model/api-name.ts';
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { Door } from '../../server/model/door.ts';
import type { CallFact, FunctionFact } from '../../server/model/facts.ts';
import type { FactsView, ProjectView } from '../../server/model/rule.ts';
import type { RecordValue, Value } from '../../server/model/value.ts';
import { RealmFlows, textOf } from './keycloak-flows.ts';
import { FACTOR_CALLS, FACTOR_CLAIMS } from './second-factor-names.ts';

/** One of them stands in every file with such a sign-in. */
export const ENFORCING_WORDS: readonly (string | RegExp)[] = [
  'next-auth',
  '@auth/',
  'authenticationFlows',
  /mfa_?configuration/i,
  /\bMfa\.[A-Z]/,
  'auth0_guardian',
];

/** Auth.js by its packages, and the frameworks whose doors it signs people in for. */
const AUTH_JS: readonly (readonly [module: RegExp, framework: string])[] = [
  [/^next-auth(?:\/|$)/, 'next'],
  [/^@auth\/express$/, 'express'],
  [/^@hono\/auth-js$/, 'hono'],
];
/** Its functions that decide who gets in. What others read only goes into the session. */
const DECIDING = /^(?:signIn|authorize|authorized)$/;

/** Identity providers as code and settings: where it is said, and what says that everybody needs a second factor. */
const PROVIDERS: readonly (readonly [key: RegExp, everybody: RegExp])[] = [
  [/(?:^|\.)(?:mfa_configuration|MfaConfiguration|mfaConfiguration)$/, /^(?:ON|REQUIRED)$/],
  [/(?:^|\.)auth0_guardian\.(?:.{0,60}\.)?policy$/, /^all-applications$/],
];
const CDK_MFA = /aws-cognito#(?:.{0,20}\.)?Mfa\.(\w+)$/;

/** Packages that check passwords of the program's own: then the provider is not the only way in. */
const OWN_PASSWORDS =
  /^(?:bcrypt|bcryptjs|argon2|@node-rs\/(?:argon2|bcrypt)|passport-local|passport-ldapauth|ldapts|ldapjs|ldapauth-fork|express-basic-auth|basic-auth|@fastify\/basic-auth|koa-basic-auth|hono\/basic-auth|next-auth\/providers\/credentials|@auth\/core\/providers\/credentials)$/;

/** What a file says about the sign-in. */
interface SignIn {
  /** The framework whose doors it holds for; `any` where a provider in front of the program says it, or `own password`. */
  readonly door: string;
  readonly isEnforced: boolean;
}

/** A test for doors whose sign-in demands a second factor. */
export function enforcedDoors(project: ProjectView): (door: Door) => boolean {
  const all = project.gather(signInsOf);
  const isEnforced = (name: string): boolean => {
    const own = all.filter(({ door }) => door === name);
    return own.length > 0 && own.every((each) => each.isEnforced);
  };
  const hasOwn = all.some(({ door }) => door === 'own password');
  const everywhere = !hasOwn && isEnforced('any');
  return ({ framework }) => everywhere || isEnforced(framework);
}

function signInsOf(file: FactsView): readonly SignIn[] {
  const found: SignIn[] = [];
  for (const { module } of file.facts('import')) {
    if (OWN_PASSWORDS.test(module)) found.push({ door: 'own password', isEnforced: false });
    const framework = AUTH_JS.find(([pattern]) => pattern.test(module))?.[1];
    const deciding = framework === undefined ? [] : file.facts('function').filter(({ name }) => DECIDING.test(name));
    if (framework !== undefined && deciding.length > 0)
      found.push({ door: framework, isEnforced: deciding.some((each) => demandsFactor(each, file)) });
  }
  for (const { key, value } of file.facts('setting')) found.push(...saidBy(key, value));
  for (const { names, value } of file.facts('named-value')) found.push(...saidBy(names, value));
  for (const { type, value } of file.facts('resource')) {
    const realm =
      type === 'keycloak:realm' ? value : type.startsWith('k8s:Keycloak') ? entryOf(value, 'spec', 'realm') : undefined;
    if (realm?.kind !== 'record' || isAlways(entryOf(realm, 'enabled'), false)) continue;
    found.push({ door: 'any', isEnforced: isEverybodyAsked(realm) });
  }
  return found;
}

/** By the flow of the realm, and by those that clients have in its place. */
function isEverybodyAsked(realm: RecordValue): boolean {
  const flows = new RealmFlows(realm);
  const bound = realm.entries.get('browserFlow');
  const clients = realm.entries.get('clients');
  const own = (clients?.kind === 'list' ? clients.items : [])
    .map((client) => textOf(entryOf(client, 'authenticationFlowBindingOverrides', 'browser')))
    .filter((flow) => flow !== '');
  return [bound ? textOf(bound) : 'browser', ...own].every((flow) => flows.judge(flow).forced === 'yes');
}

function saidBy(names: readonly string[], value: Value): readonly SignIn[] {
  const cdk = CDK_MFA.exec(apiNameOf(value))?.[1];
  if (cdk !== undefined) return [{ door: 'any', isEnforced: cdk === 'REQUIRED' }];
  const everybody = PROVIDERS.find(([key]) => key.test(names.join('.')))?.[1];
  return everybody ? [{ door: 'any', isEnforced: value.kind === 'known' && everybody.test(String(value.value)) }] : [];
}

/** Tests how strongly somebody has signed in, or checks a code of everybody: not `if (user.totpEnabled) verify(…)`. */
function demandsFactor(deciding: FunctionFact, file: FactsView): boolean {
  if (deciding.tests.some((name) => FACTOR_CLAIMS.has(name))) return true;
  const inside = [
    deciding,
    ...file.facts('function').filter(({ range }) => deciding.calls.includes(`self#${String(range.start)}`)),
  ];
  return file
    .facts('call')
    .some(
      (call) =>
        FACTOR_CALLS.test(call.callee) &&
        inside.some((each) => isWithin(call, each)) &&
        call.branch.every(({ otherwise }) => otherwise),
    );
}

function isWithin(call: CallFact, { range }: FunctionFact): boolean {
  return call.range.start >= range.start && call.range.end <= range.end;
}
