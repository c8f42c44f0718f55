/** Functions that are slow on purpose, and how each is told its cost: position of the argument, names of the entry. */

export type Derivation = 'bcrypt' | 'pbkdf2' | 'scrypt' | 'argon2';

/** Where an argument or an entry of an argument says something: position, and names of the entry. */
export type Way = readonly [number, ...string[]];

export interface SlowHash {
  readonly callee: RegExp;
  readonly kind: Derivation;
  readonly input?: Way;
  readonly salt?: Way;
  /** Rounds of bcrypt, iterations of PBKDF2, N of scrypt, passes of Argon2. */
  readonly cost?: Way;
  /** r of scrypt, KiB of Argon2. */
  readonly memory?: Way;
  readonly parallel?: Way;
  /** The hash of PBKDF2, the variant of Argon2. */
  readonly variant?: Way;
  /** The cost is the exponent of two. */
  readonly byDefault?: { readonly cost?: number; readonly memory?: number; readonly variant?: string };
  /** Only where this entry says so: `{ name: 'PBKDF2' }`. */
  readonly only?: readonly [number, string, string];
  /** Without an iteration count the library takes fewer than are enough, whichever of its versions it is. */
  readonly isWeakByDefault?: true;
}

export const SLOW_HASHES: readonly SlowHash[] = [
  {
    callee: /^(?:bcrypt|bcryptjs|bcrypt-nodejs|bcrypt-ts|@node-rs\/bcrypt)#hash(?:Sync)?$/,
    kind: 'bcrypt',
    input: [0],
    salt: [1],
    cost: [1],
  },
  {
    callee: /^(?:bcrypt|bcryptjs|bcrypt-nodejs|bcrypt-ts|@node-rs\/bcrypt)#genSalt(?:Sync)?$/,
    kind: 'bcrypt',
    cost: [0],
  },
  { callee: /^hash-wasm#bcrypt$/, kind: 'bcrypt', input: [0, 'password'], salt: [0, 'salt'], cost: [0, 'costFactor'] },
  {
    callee: /^node:crypto#pbkdf2(?:Sync)?$|^(?:pbkdf2|browserify-pbkdf2|@stablelib\/pbkdf2)#pbkdf2(?:Sync)?$/,
    kind: 'pbkdf2',
    input: [0],
    salt: [1],
    cost: [2],
    variant: [4],
  },
  {
    callee: /subtle\.derive(?:Bits|Key)$/,
    kind: 'pbkdf2',
    only: [0, 'name', 'PBKDF2'],
    salt: [0, 'salt'],
    cost: [0, 'iterations'],
    variant: [0, 'hash'],
  },
  {
    callee: /^crypto-js(?:\/pbkdf2)?#(?:PBKDF2|default)$/,
    kind: 'pbkdf2',
    input: [0],
    salt: [1],
    cost: [2, 'iterations'],
    variant: [2, 'hasher'],
    isWeakByDefault: true,
  },
  {
    callee: /^node-forge#(?:pkcs5\.)?pbkdf2$/,
    kind: 'pbkdf2',
    input: [0],
    salt: [1],
    cost: [2],
    variant: [4],
    byDefault: { variant: 'sha1' },
  },
  { callee: /^sjcl#misc\.pbkdf2$/, kind: 'pbkdf2', input: [0], salt: [1], cost: [2] },
  {
    callee: /^@noble\/hashes\/pbkdf2(?:\.js)?#pbkdf2(?:Async)?$/,
    kind: 'pbkdf2',
    input: [1],
    salt: [2],
    cost: [3, 'c'],
    variant: [0],
  },
  {
    callee: /^hash-wasm#pbkdf2$/,
    kind: 'pbkdf2',
    input: [0, 'password'],
    salt: [0, 'salt'],
    cost: [0, 'iterations'],
  },
  {
    callee: /^node:crypto#scrypt(?:Sync)?$/,
    kind: 'scrypt',
    input: [0],
    salt: [1],
    cost: [3, 'N', 'cost'],
    memory: [3, 'r', 'blockSize'],
    parallel: [3, 'p', 'parallelization'],
  },
  {
    callee: /^scrypt-js#(?:scrypt|syncScrypt)$/,
    kind: 'scrypt',
    input: [0],
    salt: [1],
    cost: [2],
    memory: [3],
    parallel: [4],
  },
  {
    callee: /^@noble\/hashes\/scrypt(?:\.js)?#scrypt(?:Async)?$/,
    kind: 'scrypt',
    input: [0],
    salt: [1],
    cost: [2, 'N'],
    memory: [2, 'r'],
    parallel: [2, 'p'],
  },
  {
    callee: /^hash-wasm#scrypt$/,
    kind: 'scrypt',
    input: [0, 'password'],
    salt: [0, 'salt'],
    cost: [0, 'costFactor'],
    memory: [0, 'blockSize'],
    parallel: [0, 'parallelism'],
  },
  {
    callee: /^argon2#hash$/,
    kind: 'argon2',
    input: [0],
    salt: [1, 'salt'],
    cost: [1, 'timeCost'],
    memory: [1, 'memoryCost'],
    variant: [1, 'type'],
    byDefault: { cost: 3, memory: 65_536 },
  },
  {
    callee: /^@node-rs\/argon2#hash(?:Sync|Raw|RawSync)?$/,
    kind: 'argon2',
    input: [0],
    salt: [1, 'salt'],
    cost: [1, 'timeCost'],
    memory: [1, 'memoryCost'],
    variant: [1, 'algorithm'],
    byDefault: { cost: 2, memory: 19_456 },
  },
  {
    callee: /^node:crypto#argon2(?:Sync)?$/,
    kind: 'argon2',
    input: [1, 'message'],
    salt: [1, 'nonce'],
    cost: [1, 'passes'],
    memory: [1, 'memory'],
    variant: [0],
  },
  {
    callee: /^@noble\/hashes\/argon2(?:\.js)?#argon2(?:d|i|id)(?:Async)?$/,
    kind: 'argon2',
    input: [0],
    salt: [1],
    cost: [2, 't'],
    memory: [2, 'm'],
  },
  {
    callee: /^hash-wasm#argon2(?:d|i|id)$/,
    kind: 'argon2',
    input: [0, 'password'],
    salt: [0, 'salt'],
    cost: [0, 'iterations'],
    memory: [0, 'memorySize'],
  },
  {
    callee: /^libsodium-wrappers(?:-sumo)?#crypto_pwhash$/,
    kind: 'argon2',
    input: [1],
    salt: [2],
    cost: [3],
    memory: [4],
    variant: [5],
  },
];
