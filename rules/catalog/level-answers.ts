/** Sign-ins that ask for a level, and whether somebody looks at the level in the answer. */
import { knownTexts, optionOf } from '../../server/model/ask.ts';
import type { CallFact, FunctionFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { partsOf } from '../../server/model/values.ts';
import { clientsOf, attributeOf } from './keycloak-clients.ts';
import { namesLevel } from './level-comparisons.ts';
import { connectionsIn } from './saml-connections.ts';
import { OIDC_REQUESTS, rankOf } from './trust-levels.ts';

export interface LevelRequest {
  readonly path: string;
  /** What asks for the level. */
  readonly range: TextRange;
  readonly protocol: 'oidc' | 'saml';
  /** The level as it is written. */
  readonly level: string;
}

export interface LevelAnswer {
  readonly path: string;
  readonly range: TextRange;
  readonly protocol: 'oidc' | 'saml';
  /** The function that takes the answer looks at the level, or hands the answer on as a whole. */
  readonly isSettled: boolean;
}

export interface LevelFacts {
  readonly path: string;
  readonly requests: readonly LevelRequest[];
  readonly answers: readonly LevelAnswer[];
  /** Something in the file reads a level, wherever it comes from. */
  readonly reads: boolean;
  /** A library takes answers by itself: next-auth, strategies of passport, express-openid-connect. */
  readonly answersItself: boolean;
}

/** Calls that take the answer of an account. */
const ANSWERS: readonly (readonly [RegExp, LevelAnswer['protocol']])[] = [
  [/^openid-client#authorizationCodeGrant$/, 'oidc'],
  [/^openid-client#.*Client\(\)\.(?:callback|oauthCallback)$/, 'oidc'],
  [/^@node-saml\/(?:node|passport)-saml#SAML\(\)\.validatePostResponseAsync$/, 'saml'],
  [/^node-saml#SAML\(\)\.validatePostResponseAsync$/, 'saml'],
];
const PROVIDER = /^(?:next-auth|@auth\/core)\/providers\/[\w-]+(?:\.js)?#/;
const TAKES_ANSWERS =
  /^(?:next-auth|@auth\/\w+)#(?:default|NextAuth|Auth|ExpressAuth|SvelteKitAuth)$|^express-openid-connect#auth$|^openid-client(?:\/passport)?#Strategy$|^(?:@node-saml\/passport-saml|passport-saml)#(?:Strategy|default)$/;
/** Attributes of SAML that hold the level, and methods of sign-in. */
const ATTRIBUTE = /1\.2\.40\.0\.10\.2\.1\.1\.261\.94|EID-CITIZEN-QAA-LEVEL|AuthnContextClassRef|STORK-QAA-Level/i;
const ALSO =
  /^(?:amr|aal|acrs)$|authn_?context|(?:^|_)acr(?:_|$)|stork|vertrauensniveau|trust_?level|^(?:get)?(?:acr|loa)/i;
/** What belongs to the request, not to the answer. */
const ASKING = /^(?:acr_?values|authnContext|default_acr_values|racComparison|disableRequestedAuthnContext)$/i;

export function levelFacts(file: FactsView): readonly LevelFacts[] {
  const calls = file.facts('call');
  const requests = [...calls.flatMap(requestsOf), ...samlRequests(file)];
  const functions = file.facts('function');
  const answers = calls.flatMap((call) => answersOf(call, calls, functions, file));
  const answersItself = calls.some(({ callee }) => TAKES_ANSWERS.test(callee));
  const reads = readsLevel(file, requests);
  return requests.length > 0 || answers.length > 0 || answersItself || reads
    ? [{ path: file.path, requests, answers, reads, answersItself }]
    : [];
}

function requestsOf(call: CallFact): readonly LevelRequest[] {
  const row = OIDC_REQUESTS.find(([callee]) => callee.test(call.callee));
  const levels = row
    ? optionOf(call, row[1], ...row[2], 'acr_values')
    : PROVIDER.test(call.callee)
      ? optionOf(call, 0, 'authorization', 'params', 'acr_values')
      : undefined;
  return levels?.range ? requestOf(call.path, levels, levels.range, 'oidc') : [];
}

function samlRequests(file: FactsView): readonly LevelRequest[] {
  return connectionsIn(file)
    .filter(({ script, certain }) => script || !certain)
    .flatMap(({ path, levels }) => {
      const list = levels.kind === 'list' ? levels.items : [levels];
      return levels.range ? list.slice(0, 1).flatMap((level) => requestOf(path, level, levels.range, 'saml')) : [];
    });
}

function requestOf(
  path: string,
  levels: Value,
  range: TextRange | undefined,
  protocol: 'oidc' | 'saml',
): readonly LevelRequest[] {
  const [level = ''] = knownTexts(levels)
    .flatMap(({ value }) => value.split(/\s+/))
    .filter((each) => each !== '');
  // What a plain sign-in reaches needs no second look.
  return level === '' || !range || /^[01]$|^loa-?1$/i.test(level) || rankOf(level) === 1
    ? []
    : [{ path, range, protocol, level }];
}

function answersOf(
  call: CallFact,
  calls: readonly CallFact[],
  functions: readonly FunctionFact[],
  file: FactsView,
): readonly LevelAnswer[] {
  const protocol = ANSWERS.find(([callee]) => callee.test(call.callee))?.[1];
  if (protocol === undefined) return [];
  const [taker] = functions
    .filter(({ range }) => contains(range, call.range))
    .sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start));
  const isWhole = (value: Value): boolean => isWholeAnswer(value, call.callee);
  const isSettled =
    !taker ||
    call.used === 'returned' ||
    [...taker.reads, ...taker.tests].some(
      (name) => isAboutLevel(name) || ATTRIBUTE.test(name) || /^get(?:Assertion|SamlResponse)(?:Xml)?$/.test(name),
    ) ||
    calls.some((each) => contains(taker.range, each.range) && each.arguments.some(takesAttribute)) ||
    calls.some(
      (each) =>
        contains(taker.range, each.range) && each.used === 'returned' && each.callee.startsWith(`${call.callee}()`),
    ) ||
    calls.some((each) => contains(taker.range, each.range) && each.arguments.some(isWhole)) ||
    file
      .facts('named-value')
      .some(
        ({ range, value, form }) =>
          contains(taker.range, range) && (takesAttribute(value) || (form !== 'variable' && isWhole(value))),
      );
  return [{ path: call.path, range: call.range, protocol, isSettled }];
}

/** The answer itself, all its claims, the profile, or a token in which the level stands. */
function isWholeAnswer(value: Value, callee: string, depth = 0): boolean {
  if (value.kind === 'call' && (value.callee === callee || value.callee === `${callee}().claims`)) return true;
  if (value.kind === 'reference') {
    // A single claim is taken from the answer, unless it is one that holds all others.
    return /(?:profile|claims\(\)|id_token|access_token|getAssertion|attributes)$/.test(
      [value.name, ...value.path].join('.'),
    );
  }
  return (
    value.kind !== 'function' && depth < 4 && partsOf(value).some((part) => isWholeAnswer(part, callee, depth + 1))
  );
}

/** `profile[LEVEL]` with the name of the attribute in a constant. */
function takesAttribute(value: Value): boolean {
  if (value.kind === 'reference') return value.path.some((name) => ATTRIBUTE.test(name));
  return value.kind !== 'function' && partsOf(value).some(takesAttribute);
}

function isAboutLevel(name: string): boolean {
  return (namesLevel(name) || ALSO.test(name)) && !ASKING.test(name);
}

function readsLevel(file: FactsView, requests: readonly LevelRequest[]): boolean {
  const isOfRequest = (range: TextRange): boolean => requests.some((each) => contains(each.range, range));
  const isAttribute = (value: Value): boolean =>
    knownTexts(value).some(
      (text) => (ATTRIBUTE.test(text.value) || /^(?:acr|amr)$/.test(text.value)) && !isOfRequest(text.range),
    );
  return (
    file.facts('function').some(({ reads, tests }) => [...reads, ...tests].some(isAboutLevel)) ||
    file
      .facts('comparison')
      .some(
        ({ leftName, rightName, left, right }) =>
          [leftName, rightName].some((name) => isAboutLevel(name.split('.').at(-1) ?? '')) ||
          [left, right].some(isAttribute),
      ) ||
    file
      .facts('named-value')
      .some(
        ({ names, value }) =>
          isAboutLevel(names.at(-1) ?? '') || (!names.some((name) => ASKING.test(name)) && isAttribute(value)),
      ) ||
    file
      .facts('call')
      .some(
        (call) =>
          call.arguments.some(isAttribute) ||
          [...call.arguments, call.receiver].some(
            ({ spelled }) => spelled !== undefined && isAboutLevel(spelled.split('.').at(-1) ?? ''),
          ),
      ) ||
    file
      .facts('resource')
      .some((resource) =>
        clientsOf(resource).some((client) => attributeOf(client, 'minimum.acr.value').kind === 'known'),
      )
  );
}
