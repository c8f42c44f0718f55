/** Which signatures of tokens libraries are told to accept or make: none at all, or two kinds with one key. */
import { entryOf, knownTexts } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { partsOf } from '../../server/model/values.ts';
import { byCallee } from './by-callee.ts';

/** Where the options stand, the way to the algorithms in them, and the position or name of the key. */
interface Row {
  readonly index: number;
  readonly at: readonly string[];
  readonly key?: number | string;
}

const ROWS = byCallee<Row>([
  [/^jsonwebtoken#(?:default\.)?verify$/, { index: 2, at: ['algorithms'], key: 1 }],
  [/^jsonwebtoken#(?:default\.)?sign$/, { index: 2, at: ['algorithm'] }],
  [/^express-jwt#(?:default|expressjwt|expressJwt|jwt)$/, { index: 0, at: ['algorithms'], key: 'secret' }],
  [/^koa-jwt#default$/, { index: 0, at: ['algorithms'], key: 'secret' }],
  [/^passport-jwt#(?:default\.)?Strategy$/, { index: 0, at: ['algorithms'], key: 'secretOrKey' }],
  // Their keys know what they are for; a public one is refused for HMAC.
  [/^jose#(?:jwtVerify|compactVerify)$/, { index: 2, at: ['algorithms'] }],
  [/^@nestjs\/jwt#JwtModule\.register$/, { index: 0, at: ['verifyOptions', 'algorithms'], key: 'publicKey' }],
  [/^@nestjs\/jwt#JwtService\(\)\.verify(?:Async)?$/, { index: 1, at: ['algorithms'], key: 'secret' }],
  [/^fast-jwt#createVerifier$/, { index: 0, at: ['algorithms'] }],
  [/^jwt-simple#(?:default\.)?decode$/, { index: 3, at: [], key: 1 }],
]);
/** Made for tokens without a signature. */
const UNSECURED = /^jose#UnsecuredJWT(?:\.decode|\(\)(?:\.\w+\(\)){0,6}\.encode)$/;
const PUBLIC =
  /BEGIN (?:RSA )?PUBLIC KEY|BEGIN CERTIFICATE|(?:^|[/._-])(?:pub(?:lic)?|oeffentlich|cert(?:ificate)?)(?:[._-]|key|$)/i;

export interface TokenProblem {
  readonly message: 'none' | 'mixed';
  readonly range: TextRange;
}

export function tokenProblem(call: CallFact): TokenProblem | undefined {
  if (UNSECURED.test(call.callee)) return { message: 'none', range: call.calleeRange };
  const row = ROWS(call.callee);
  if (!row) return undefined;
  const options = call.arguments[row.index] ?? ABSENT;
  const algorithms = row.at.length === 0 ? options : entryOf(options, ...row.at);
  const items = algorithms.kind === 'list' ? algorithms.items : [algorithms];
  const names = items.flatMap((item) => knownTexts(item).map(({ value }) => ({ name: value, item })));
  const none = names.find(({ name }) => /^none$/i.test(name))?.item ?? algorithms;
  if (none.range && names.some(({ name }) => /^none$/i.test(name)))
    return { message: 'none', range: placeIn(call, none.range) };
  const symmetric = names.find(({ name }) => /^HS\d/.test(name))?.item;
  if (!symmetric?.range || row.key === undefined) return undefined;
  const key = typeof row.key === 'number' ? (call.arguments[row.key] ?? ABSENT) : entryOf(options, row.key);
  const isMixed = names.some(({ name }) => /^(?:RS|PS|ES)\d/.test(name));
  return isMixed || isPublic(key, 0) ? { message: 'mixed', range: placeIn(call, symmetric.range) } : undefined;
}

function placeIn(call: CallFact, range: TextRange): TextRange {
  return (range.path ?? call.path) === call.path ? range : call.calleeRange;
}

/** A key that everybody may have: its text, or the name of its file. */
function isPublic(value: Value, depth: number): boolean {
  if (value.kind === 'known') return PUBLIC.test(String(value.value));
  if (value.kind === 'reference') return value.module.startsWith('file:') && PUBLIC.test(value.module);
  if (value.kind === 'environment') return /PUBLIC_?KEY/i.test(value.name);
  return depth < 3 && value.kind === 'call' && partsOf(value).some((part) => isPublic(part, depth + 1));
}
