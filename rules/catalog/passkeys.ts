/** Libraries that check passkeys and security keys: which option takes which part of the check away. */
import { entryOf, isAlways, isSometimes, optionOf } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';

export type PasskeyDefect = 'person' | 'asked' | 'sender' | 'fixed' | 'counter' | 'hash' | 'unread';

export interface FoundDefect {
  readonly defect: PasskeyDefect;
  readonly range: TextRange;
  readonly name: string;
}

const VERIFY = /^@simplewebauthn\/server#verify(?:Authentication|Registration)Response$/;
const FIDO_RESULT = /^fido2-lib#(?:default\.)?Fido2Lib\(\)\.(?:assertion|attestation)Result$/;
const FIDO = /^fido2-lib#(?:default\.)?Fido2Lib$/;
const SHA1 = -65535;

export function passkeyDefects(call: CallFact): readonly FoundDefect[] {
  if (VERIFY.test(call.callee)) return [...ofSimpleWebAuthn(call)];
  if (FIDO_RESULT.test(call.callee)) {
    const expected = optionOf(call, 1, 'challenge');
    const origin = optionOf(call, 1, 'origin');
    return [
      ...(comesWithRequest(expected) ? [found('asked', expected, 'challenge')] : []),
      ...(comesWithRequest(origin) ? [found('sender', origin, 'origin')] : []),
    ];
  }
  if (FIDO.test(call.callee)) {
    const verification = optionOf(call, 0, 'authenticatorUserVerification');
    return isAlways(verification, 'discouraged')
      ? [found('person', verification, 'authenticatorUserVerification')]
      : [];
  }
  return [];
}

function* ofSimpleWebAuthn(call: CallFact): Generator<FoundDefect> {
  const person = optionOf(call, 0, 'requireUserVerification');
  if (isAlways(person, false)) yield found('person', person, 'requireUserVerification');
  const advanced = entryOf(call.arguments[0] ?? person, 'advancedFIDOConfig', 'userVerification');
  if (isAlways(advanced, 'discouraged', 'preferred'))
    yield found('person', advanced, 'advancedFIDOConfig.userVerification');
  const challenge = optionOf(call, 0, 'expectedChallenge');
  if (comesWithRequest(challenge)) yield found('asked', challenge, 'expectedChallenge');
  if (challenge.kind === 'known' && typeof challenge.value === 'string')
    yield found('fixed', challenge, 'expectedChallenge');
  for (const name of ['expectedOrigin', 'expectedRPID']) {
    const value = optionOf(call, 0, name);
    if (comesWithRequest(value)) yield found('sender', value, name);
  }
  for (const key of ['credential', 'authenticator']) {
    const counter = optionOf(call, 0, key, 'counter');
    if (isAlways(counter, 0)) yield found('counter', counter, `${key}.counter`);
  }
  const algorithms = optionOf(call, 0, 'supportedAlgorithmIDs');
  for (const item of algorithms.kind === 'list' ? algorithms.items : [])
    if (isSometimes(item, SHA1)) yield found('hash', item, 'supportedAlgorithmIDs');
  if (call.used === 'dropped') yield { defect: 'unread', range: call.calleeRange, name: call.spelled };
}

function found(defect: PasskeyDefect, value: Value, name: string): FoundDefect {
  return { defect, range: value.range ?? { start: 0, end: 0 }, name };
}

/** What the browser sends, read by the handler itself. */
function comesWithRequest(value: Value): boolean {
  if (value.kind === 'composed' || value.kind === 'either')
    return (value.kind === 'composed' ? value.parts : value.options).some(comesWithRequest);
  if (value.kind === 'parameter')
    return (value.path ?? []).some((name) => /^(?:body|query|headers?|origin|hostname|host)$/.test(name));
  if (value.kind === 'reference') return isRequest(value.name) || value.path.some((name) => isRequest(name));
  if (value.kind === 'call') return FROM_CALL.test(value.callee);
  return false;
}

const FROM_CALL = /(?:Request|Context)\(\)(?:\.req)?\.(?:get|header|headers\.get)$/;

function isRequest(name: string): boolean {
  return /^(?:body|query|headers?|hostname)$/.test(name);
}
