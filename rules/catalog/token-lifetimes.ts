/** Libraries that sign tokens: where the life time stands, and whether a token has one. */
import { entryOf, isAlways, optionOf } from '../../server/model/ask.ts';
import { apiNameOf } from '../../server/model/api-name.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import { contains } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';

interface Signer {
  readonly callee: RegExp;
  /** Position of the content, and of the options where there are any. */
  readonly content: number;
  readonly options?: number;
  /** Names of the life time in the options. */
  readonly names?: readonly string[];
  /** Where options that count for all tokens of the project are given. */
  readonly defaults?: 'nest' | 'fastify';
}

const SIGNERS: readonly Signer[] = [
  { callee: /^jsonwebtoken#(?:default\.)?sign$/, content: 0, options: 2, names: ['expiresIn'] },
  {
    callee: /^@nestjs\/jwt#JwtService\(\)\.(?:sign|signAsync)$/,
    content: 0,
    options: 1,
    names: ['expiresIn'],
    defaults: 'nest',
  },
  {
    callee: /^(?:fastify#(?:FastifyInstance|default|fastify)\(\)(?:\.\w+\(\))*\.|handed#)jwt\.sign$/,
    content: 0,
    options: 1,
    names: ['expiresIn'],
    defaults: 'fastify',
  },
  {
    callee: /^(?:fastify#FastifyReply\(\)\.|handed#)jwtSign$/,
    content: 0,
    options: 1,
    names: ['expiresIn'],
    defaults: 'fastify',
  },
  { callee: /^hono\/jwt#(?:sign|Jwt\.sign)$/, content: 0 },
  { callee: /^jwt-simple#(?:default\.)?encode$/, content: 0 },
  { callee: /^@hapi\/jwt#(?:default\.)?token\.generate$/, content: 0, options: 2, names: ['ttlSec', 'expiresIn'] },
];
const CHAIN = /^jose#SignJWT\(\)(?:\.set\w+\(\))*\.sign$/;

export interface SignedToken {
  readonly call: CallFact;
  readonly content: Value;
  /** Absent where the call gives none. */
  readonly lifetime: Value;
  readonly defaults?: 'nest' | 'fastify';
}

/** A token that a call signs, with the life time that stands at the call. */
export function signedToken(call: CallFact, calls: readonly CallFact[]): SignedToken | undefined {
  if (CHAIN.test(call.callee)) {
    // What stands at the start of the chain is a call of its own, inside of this one.
    const made = calls.find(
      (each) =>
        each.isNew && each.callee === 'jose#SignJWT' && each.path === call.path && contains(call.range, each.range),
    );
    // A builder that is kept in a variable may be told more elsewhere.
    if (!made) return undefined;
    const isLimited = call.callee.includes('.setExpirationTime()');
    return { call, content: made.arguments[0] ?? EMPTY, lifetime: isLimited ? UNSEEN : ABSENT };
  }
  const signer = SIGNERS.find(({ callee }) => callee.test(call.callee));
  if (!signer) return undefined;
  const content = call.arguments[signer.content] ?? UNSEEN;
  const options = signer.options === undefined ? ABSENT : (call.arguments[signer.options] ?? ABSENT);
  const lifetime =
    (signer.names ?? []).map((name) => entryOf(options, name)).find((value) => value.kind !== 'absent') ?? ABSENT;
  return { call, content, lifetime, ...(signer.defaults && { defaults: signer.defaults }) };
}

const UNSEEN: Value = { kind: 'unknown', range: { start: 0, end: 0 } };
const EMPTY: Value = { kind: 'record', entries: new Map(), open: false, range: UNSEEN.range };

/** Certainly without `exp`: all entries are seen. */
export function endsNever(content: Value): boolean {
  return content.kind === 'record' && !content.open && !content.entries.has('exp');
}

/** Life times that count for all tokens: of the module of NestJS and the plugin of Fastify. */
export interface TokenDefault {
  readonly of: 'nest' | 'fastify';
  /** Absent where none is given, unknown where it cannot be seen. */
  readonly lifetime: Value;
}

export function tokenDefaults(file: FactsView): readonly TokenDefault[] {
  return file.facts('call').flatMap((call): TokenDefault[] => {
    if (/^@nestjs\/jwt#JwtModule\.register$/.test(call.callee))
      return [{ of: 'nest', lifetime: optionOf(call, 0, 'signOptions', 'expiresIn') }];
    if (/^@nestjs\/jwt#JwtModule\.registerAsync$/.test(call.callee)) {
      const factory = optionOf(call, 0, 'useFactory');
      const made = factory.kind === 'function' ? factory.returns : UNSEEN;
      return [{ of: 'nest', lifetime: entryOf(made, 'signOptions', 'expiresIn') }];
    }
    if (/^@nestjs\/jwt#JwtService$/.test(call.callee) && call.isNew)
      return [{ of: 'nest', lifetime: optionOf(call, 0, 'signOptions', 'expiresIn') }];
    const [plugin] = call.arguments;
    if (plugin && /[.#]register$/.test(call.callee) && /^@fastify\/jwt#|^fastify-jwt#/.test(apiNameOf(plugin)))
      return [{ of: 'fastify', lifetime: optionOf(call, 1, 'sign', 'expiresIn') }];
    return [];
  });
}

/** Options that have a token accepted after its time. */
const READERS: readonly (readonly [RegExp, number])[] = [
  [/^jsonwebtoken#(?:default\.)?verify$/, 2],
  [/^@nestjs\/jwt#JwtService\(\)\.(?:verify|verifyAsync)$/, 1],
  [/^passport-jwt#(?:default\.)?Strategy$/, 0],
  [/^fastify#(?:FastifyInstance|default|fastify)\(\)\.jwt\.verify$/, 1],
  [/^express-jwt#(?:expressjwt|default)$/, 0],
];

/** The value that has a reader of tokens overlook their end. */
export function overlooksEnd(call: CallFact): Value | undefined {
  const row = READERS.find(([callee]) => callee.test(call.callee));
  if (!row) return undefined;
  const value = optionOf(call, row[1], 'ignoreExpiration');
  return isAlways(value, true) ? value : undefined;
}

/** `7d`, `12 hours`, a number of seconds or a text of milliseconds, in seconds; undefined for others. */
export function secondsOf(value: Value): number | undefined {
  if (value.kind !== 'known') return undefined;
  if (typeof value.value === 'number') return value.value;
  if (typeof value.value !== 'string') return undefined;
  const written = /^\s{0,3}(\d{1,9}(?:\.\d{1,4})?)\s{0,3}([a-z]{0,12})\s{0,3}$/i.exec(value.value);
  if (!written) return undefined;
  const [, count = '', unit = ''] = written;
  const seconds = UNITS.find(([names]) => names.test(unit))?.[1];
  return seconds === undefined ? undefined : Number(count) * seconds;
}

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|msecs?|milliseconds?|)$/i, 0.001],
  [/^(?:s|secs?|seconds?)$/i, 1],
  [/^(?:m|mins?|minutes?)$/i, 60],
  [/^(?:h|hrs?|hours?)$/i, 3600],
  [/^(?:d|days?)$/i, 86_400],
  [/^(?:w|weeks?)$/i, 604_800],
  [/^(?:y|yrs?|years?)$/i, 31_557_600],
];
