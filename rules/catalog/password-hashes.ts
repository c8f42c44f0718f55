/** The parameters of calls that are slow on purpose, and the least that is enough today. */
import { entryOf, knownTexts } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { ABSENT, type ApiName, type Value } from '../../server/model/value.ts';
import { byCallee } from './by-callee.ts';
import { algorithmOf } from './hash-functions.ts';
import { SLOW_HASHES, type Derivation, type SlowHash, type Way } from './slow-hash-functions.ts';

const rowOf: (callee: ApiName) => SlowHash | undefined = byCallee(SLOW_HASHES.map((row) => [row.callee, row] as const));

/** The parameters of a call that makes something slowly out of a password. */
export interface PasswordHash {
  readonly kind: Derivation;
  readonly input: Value;
  readonly salt: Value;
  readonly cost: Value;
  readonly memory: Value;
  readonly parallel: Value;
  readonly variant: Value;
  readonly row: Pick<SlowHash, 'byDefault' | 'isWeakByDefault'>;
}

export function passwordHash(call: CallFact): PasswordHash | undefined {
  const row = rowOf(call.callee);
  if (!row) return undefined;
  if (row.only) {
    const [index, name, expected] = row.only;
    if (!knownTexts(entryOf(call.arguments[index] ?? ABSENT, name)).some(({ value }) => value === expected))
      return undefined;
  }
  return {
    kind: row.kind,
    input: taken(call, row.input),
    salt: taken(call, row.salt),
    cost: taken(call, row.cost),
    memory: taken(call, row.memory),
    parallel: taken(call, row.parallel),
    variant: taken(call, row.variant),
    row,
  };
}

function taken(call: CallFact, way: Way | undefined): Value {
  if (!way) return ABSENT;
  const [index, ...names] = way;
  const argument = call.arguments[index] ?? ABSENT;
  if (names.length === 0) return argument;
  const values = names.map((name) => entryOf(argument, name));
  return values.find(({ kind }) => kind !== 'absent' && kind !== 'unknown') ?? values[0] ?? ABSENT;
}

/** Enough iterations of PBKDF2 by its hash. */
const ENOUGH: Readonly<Record<string, number>> = { sha1: 1_300_000, sha256: 600_000, sha384: 210_000, sha512: 210_000 };
export const LEAST_BCRYPT = 10;
/** Least product of passes and KiB of Argon2, and least KiB. */
const LEAST_ARGON = 35_840;
const LEAST_KIB = 7168;
/** Least N of scrypt where it counts alone, and least product of N, r and p. */
const LEAST_N = 32_768;
const LEAST_SCRYPT = 16_384 * 8 * 5;

/** The least that would be enough, where a cost is known to be less. */
export function tooLittle(
  hash: PasswordHash,
): { readonly at: Value; readonly found: number; readonly least: number } | undefined {
  const cost = numberOf(hash.cost);
  const memory = numberOf(hash.memory);
  switch (hash.kind) {
    case 'bcrypt':
      return cost !== undefined && cost < LEAST_BCRYPT
        ? { at: hash.cost, found: cost, least: LEAST_BCRYPT }
        : undefined;
    case 'pbkdf2': {
      const least = leastIterations(variantOf(hash));
      return cost !== undefined && cost < least ? { at: hash.cost, found: cost, least } : undefined;
    }
    case 'scrypt': {
      if (cost === undefined || cost >= LEAST_N) return undefined;
      const product = cost * (memory ?? 8) * (numberOf(hash.parallel) ?? 1);
      return product < LEAST_SCRYPT ? { at: hash.cost, found: cost, least: 131_072 } : undefined;
    }
    case 'argon2': {
      const passes = cost ?? hash.row.byDefault?.cost;
      const kib = memory ?? hash.row.byDefault?.memory;
      if (memory !== undefined && (memory < LEAST_KIB || (passes !== undefined && memory * passes < LEAST_ARGON)))
        return { at: hash.memory, found: memory, least: 19_456 };
      return cost !== undefined && kib !== undefined && kib * cost < LEAST_ARGON && memory === undefined
        ? { at: hash.cost, found: cost, least: 2 }
        : undefined;
    }
  }
}

export function leastIterations(algorithm: string): number {
  return ENOUGH[algorithm] ?? 210_000;
}

/** `sha512` of `'SHA-512'`, `CryptoJS.algo.SHA512`, `forge.md.sha512.create()`; '' where it cannot be seen. */
function variantOf({ variant, row }: PasswordHash): string {
  const value = variant.kind === 'record' ? entryOf(variant, 'name') : variant;
  const [text] = knownTexts(value);
  if (text) return algorithmOf(text.value);
  const name =
    value.kind === 'reference' ? [value.name, ...value.path].join('.') : value.kind === 'call' ? value.callee : '';
  const found = /sha-?_?(1|256|384|512)(?!\d)/i.exec(name)?.[1];
  return found !== undefined ? `sha${found}` : value.kind === 'absent' ? (row.byDefault?.variant ?? '') : '';
}

/** The variant of Argon2 that does not resist everything, where it is chosen. */
export function weakArgon(call: CallFact, { kind, variant }: PasswordHash): string | undefined {
  if (kind !== 'argon2') return undefined;
  const own = /#argon2(d|i)(?:Async)?$/.exec(call.callee)?.[1];
  if (own !== undefined) return `argon2${own}`;
  const name =
    variant.kind === 'reference'
      ? [variant.name, ...variant.path].join('.')
      : variant.kind === 'known'
        ? String(variant.value)
        : '';
  if (name === '0') return 'argon2d';
  if (name === '1') return 'argon2i';
  return /argon2(?:d|i)(?:13)?$/i.exec(name)?.[0].toLowerCase();
}

/** A number that is certain, or holds unless somebody sets another one; of several the largest. */
export function numberOf(value: Value): number | undefined {
  switch (value.kind) {
    case 'known':
      if (typeof value.value === 'number') return value.value;
      return typeof value.value === 'string' && /^\d{1,9}$/.test(value.value) ? Number(value.value) : undefined;
    case 'environment':
      return numberOf(value.fallback);
    case 'either': {
      const rest = value.options.filter(({ kind }) => kind !== 'parameter');
      const numbers = rest.map(numberOf);
      return numbers.length > 0 && numbers.every((each) => each !== undefined) ? Math.max(...numbers) : undefined;
    }
    case 'call':
      return /^global#(?:Number(?:\.parseInt|\.parseFloat)?|parseInt|parseFloat)$/.test(value.callee)
        ? numberOf(value.arguments[0] ?? ABSENT)
        : undefined;
    default:
      return undefined;
  }
}

/** A salt that is the same for everybody: a text that is written down, or zeros. */
export function isFixed(value: Value): boolean {
  if (value.kind === 'known') return typeof value.value === 'string';
  if (value.kind === 'either') return value.options.length > 0 && value.options.every(isFixed);
  if (value.kind !== 'call') return false;
  // Zeros under a name may have been filled since.
  if (/^(?:global#|node:buffer#)Buffer\.alloc$|^global#Uint8Array$/.test(value.callee))
    return value.arguments.every(isWrittenDown) && (!value.origin || value.arguments[0]?.kind === 'list');
  return /^crypto-js(?:\/[\w-]+)?#enc\.\w+\.parse$/.test(value.callee) && value.arguments.every(isWrittenDown);
}

function isWrittenDown(value: Value): boolean {
  return value.kind === 'known' || (value.kind === 'list' && !value.open && value.items.every(isWrittenDown));
}
