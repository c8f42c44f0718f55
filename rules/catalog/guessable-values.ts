/** Calls whose result can be foreseen, and calls that nobody can foresee. Where the former go is followed in scripts. */
import type { ApiName } from '../../server/model/value.ts';
import { byCallee, isCalled } from './by-callee.ts';

/** `chance`: a generator whose next values follow from earlier ones; `time`: the clock; `series`: ids that count on;
 * `alias`: only the name promises less. */
export type GuessableKind = 'chance' | 'time' | 'series' | 'alias';

const ROWS: readonly (readonly [RegExp, GuessableKind])[] = [
  [/^global#Math\.random$/, 'chance'],
  [/^(?:lodash(?:-es)?|underscore)#(?:default\.)?(?:random|sample|sampleSize|shuffle|uniqueId)$/, 'chance'],
  [/^lodash(?:-es\/|[./])(?:random|sample|sampleSize|samplesize|shuffle)(?:\.js)?#default$/, 'chance'],
  [
    /^(?:remeda|radash|es-toolkit(?:\/\w+)?)#(?:random|randomInt|randomInteger|randomString|sample|draw|uid|shuffle)$/,
    'chance',
  ],
  [/^mathjs#(?:default\.)?(?:random|randomInt|pickRandom)$/, 'chance'],
  [/^chance#(?:default|Chance)\(\)\.\w+$/, 'chance'],
  [/^(?:@faker-js\/faker(?:\/[\w/]+)?|faker|@ngneat\/falso|casual)#/, 'chance'],
  [
    /^(?:seedrandom|random-seed|alea)#(?:default|alea|xor128|tychei|xorwow|xor4096|xorshift7|create)\(\)(?:\.\w+)?$/,
    'chance',
  ],
  [
    /^(?:mersenne-twister|random-js)#(?:default|MersenneTwister|Random|MersenneTwister19937\.\w+\(\))\(\)\.\w+$/,
    'chance',
  ],
  [
    /^(?:random-int|random-integer|random-float|random-item|random-number|unique-random(?:-array)?|array-shuffle)#default(?:\(\))?$/,
    'chance',
  ],
  [/^random#(?:default\.)?(?:int|integer|float|choice|uniform\(\)|uniformInt\(\))$/, 'chance'],
  [/^nanoid\/non-secure(?:\.js)?#(?:nanoid|customAlphabet\(\))$/, 'chance'],
  [/^(?:uid|@lukeed\/uuid)#(?:uid|v4|default)$/, 'chance'],
  [/^shortid#(?:default\.)?generate$|^shortid#default$/, 'chance'],
  [/^(?:uuid|node-uuid|uuid-js)#(?:default\.)?v[16]$|^uuid\/v[16]#default$/, 'series'],
  [/^(?:uniqid)#(?:default\.)?(?:default|time|process)$|^cuid#default$|^hyperid#default\(\)$/, 'series'],
  [/^(?:bson|mongodb|mongoose)#(?:default\.)?(?:Types\.)?ObjectI[dD]$/, 'series'],
  [/^global#(?:Date|Date\.now|performance\.now|process\.(?:hrtime|hrtime\.bigint|uptime))$/, 'time'],
  [/^node:(?:process#(?:default\.)?(?:hrtime|hrtime\.bigint|uptime)|perf_hooks#performance\.now)$/, 'time'],
  [/^(?:moment|dayjs)#default$|^luxon#DateTime\.now$/, 'time'],
  [/^node:crypto#(?:default\.)?pseudoRandomBytes$/, 'alias'],
];

/** What kind of guessable value a call gives; undefined for all others. */
export const guessable: (callee: ApiName) => GuessableKind | undefined = byCallee(ROWS);

/** With an argument they only read what is there already: `new Date(text)`, `new ObjectId(text)`. */
const WITHOUT_ARGUMENTS = /^global#Date$|ObjectI[dD]$|^(?:moment|dayjs)#default$/;

/** True where the result of a call is worth following. */
export function isFollowed(callee: ApiName, argumentCount: number): boolean {
  return guessable(callee) !== undefined && (argumentCount === 0 || !WITHOUT_ARGUMENTS.test(callee));
}

/** Together with one of these nothing can be foreseen any more. */
export const isUnforeseeable = isCalled([
  /^node:crypto#(?:default\.)?(?:webcrypto\.)?(?:randomBytes|randomInt|randomUUID|randomFill\w*|getRandomValues|createHmac|sign|createSign|generateKey\w*)(?:\(\)|$)/,
  /^global#(?:window\.)?crypto\.(?:randomUUID|getRandomValues|subtle\.\w+)(?:\(\)|$)/,
  /^nanoid#(?:nanoid|customAlphabet\(\)|default)(?:\(\)|$)/,
  /^uuid#(?:default\.)?(?:v4|v7)(?:\(\)|$)/,
  /^(?:crypto-random-string|randomstring|rand-token|randombytes|@paralleldrive\/cuid2|uid-safe|uid\/secure|@lukeed\/uuid\/secure)#/,
  /^crypto-js(?:\/[\w-]+)?#(?:default\.)?(?:Hmac\w+|lib\.WordArray\.random)(?:\(\)|$)/,
]);

/** Calls that turn a value into another that is as guessable: the result goes on. */
export const keepsGuessable = isCalled([
  /^global#(?:Math\.(?!random)\w+|Number|Number\.parse\w+|parseInt|parseFloat|String|BigInt|String\.fromC\w+|btoa|atob|encodeURIComponent|Array\.from|Array|Array\.of|Promise\.resolve|Object\.freeze|JSON\.stringify|structuredClone)$/,
  /^(?:global#|node:buffer#)Buffer\.(?:from|concat)$/,
  /^global#(?:Uint8Array|Uint16Array|Uint32Array)(?:\.from|\.of)?$/,
  /^node:crypto#(?:default\.)?hash$/,
  /^node:crypto#(?:default\.)?createHash\(\)\.update(?:\(\)\.update)*$/,
  /^crypto-js(?:\/[\w-]+)?#(?:default\.)?(?:default|MD5|SHA1|SHA224|SHA256|SHA384|SHA512|SHA3|RIPEMD160|enc\.\w+\.(?:parse|stringify)|lib\.WordArray\.create)$/,
  /^(?:md5|sha1|js-md5|js-sha1|js-sha256|blueimp-md5|md5-hex|object-hash|hash-sum|base-x|bs58)#(?:default|md5|sha1|sha256|hash)$/,
  /^ts-md5#Md5\.hash\w+$/,
  /^@noble\/hashes\/[\w.-]+#\w+$/,
]);
