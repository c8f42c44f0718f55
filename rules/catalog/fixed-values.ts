/** Whether bytes are the same each time: what is written down, zeros, what is made once, what hangs on the key or an id. */
import { apiNameOf } from '../../server/model/api-name.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { CallValue, Value } from '../../server/model/value.ts';
import { partsOf } from '../../server/model/values.ts';
import { wordsOf } from '../../server/model/words.ts';
import { isCalled } from './by-callee.ts';
import { cipherCall } from './cipher-calls.ts';

/**
 * `literal`: written down. `zeros`: a buffer that nobody fills. `environment`: one for all that is encrypted. `once`: random,
 * but made with the program or object. `key`: the key or a part of it. `derived`: worked out from what stays the same.
 * `identifier`: the number of a thing. `time`: can be guessed.
 */
export type Fixed = 'literal' | 'zeros' | 'environment' | 'once' | 'key' | 'derived' | 'identifier' | 'time';

/** Memory as it comes; somebody may fill it. */
const BUFFERS = isCalled([
  /^(?:global|node:buffer)#(?:Buffer\.(?:alloc|allocUnsafe|allocUnsafeSlow)|Uint8Array|Uint8ClampedArray|Uint16Array|Uint32Array|ArrayBuffer|Array)$/,
  /^(?:global|node:buffer)#(?:Buffer\.alloc\w{0,10}|Uint8Array|Array)\(\)\.(?:fill|subarray|slice|toString)$/,
  /^crypto-(?:js|es)#lib\.WordArray\.create$/,
]);
/** Numbers that libraries name: `nacl.secretbox.nonceLength`. */
const NONCE_LENGTH = /(?:nonceLength|NONCEBYTES|NPUBBYTES)$/;
/** Calls that only spell their argument another way. */
const SPELLING = isCalled([
  /^(?:crypto-(?:js|es|ts)|global#CryptoJS)[#.](?:enc\.)?(?:Utf8|Hex|Base64|Latin1|Utf16)\.parse$/,
  /^crypto-js\/enc-\w+#(?:default\.)?parse$/,
  /^crypto-(?:js|es)#lib\.WordArray\.create$/,
  /^(?:node-forge#|global#forge\.)util\.(?:createBuffer|hexToBytes|decode64|encodeUtf8|decodeUtf8)$/,
  /^(?:node-forge#|global#forge\.)util\.createBuffer\(\)\.(?:getBytes|bytes)$/,
  /^aes-js#utils\.(?:utf8|hex)\.toBytes$/,
  /^sjcl#codec\.\w+\.toBits$/,
  /^libsodium-wrappers(?:-sumo)?#from_(?:hex|base64|string)$/,
  /^tweetnacl-util#decode(?:UTF8|Base64)$/,
  /^@noble\/\w+\/utils(?:\.js)?#(?:hexToBytes|utf8ToBytes)$/,
  /^(?:global|node:buffer)#(?:Buffer\.(?:from|concat)|Uint8Array(?:\.(?:from|of))?|Buffer\.from\(\)\.(?:subarray|slice|toString))$/,
  /^global#String\(\)\.\w+$/,
  /^global#(?:Number|String|parseInt)$/,
]);
const DERIVING = isCalled([
  /^node:crypto#(?:scryptSync|pbkdf2Sync|hkdfSync)$/,
  /^crypto-js#(?:MD5|SHA1|SHA256|PBKDF2|EvpKDF)$/,
  /^md5#default$/,
]);
const DIGEST = /createHash\(\)(?:\.update\(\))*\.digest(?:\(\)\.(?:subarray|slice|substring|substr|toString))?$/;
const RANDOM =
  /(?:randomBytes|getRandomValues|randomUUID|WordArray\.random|random\.getBytes(?:Sync)?|randombytes_buf|randomWords)$/;
const TIME = /^global#Date(?:\.now\(\)|\(\)\.(?:getTime|valueOf|toISOString)\(\))?(?:\.(?:toString|now|getTime))?$/;
/** What they are given stays as it is. */
const ONLY_READS =
  /(?:\.(?:concat|toString|from|isBuffer|byteLength|log|debug|info|encode)|isBuffer|#btoa|#String)$|^express#.*\.(?:send|json)$/;
/** A key is made of what it is made of over so many calls. */
const MOST_LEVELS = 4;
/** Last words of names that stand for one thing: its number, its owner. */
const IDENTIFIER =
  /^(?:id|uuid|guid|kennung|aktenzeichen|az|email|mail|username|userid|antragid|vorgangsnummer|aktennummer|personalnummer)$/;

/** What stands in a file around the values of one call. */
export class FixedValues {
  readonly #calls: readonly CallFact[];
  readonly #path: string;

  constructor(file: FactsView) {
    this.#calls = file.facts('call');
    this.#path = file.path;
  }

  /** Undefined where the bytes differ, or where that cannot be seen. `key` is what is encrypted with. */
  kindOf(value: Value, use: CallFact, key: Value): Fixed | undefined {
    if (isSameThing(withoutPart(value), withoutPart(key)) && value.kind !== 'unknown' && value.kind !== 'known')
      return 'key';
    switch (value.kind) {
      case 'known':
        return typeof value.value === 'string' && value.value !== '' ? 'literal' : undefined;
      case 'list':
        return !value.open && value.items.length > 0 && value.items.every(({ kind }) => kind === 'known')
          ? 'literal'
          : undefined;
      case 'environment':
        return 'environment';
      case 'parameter':
        return IDENTIFIER.test(wordsOf(value.name).at(-1) ?? '') ? 'identifier' : undefined;
      case 'either': {
        // What a caller may hand over instead does not change what is taken otherwise.
        const own = value.options.filter(({ kind }) => kind !== 'parameter');
        const kinds = own.map((option) => this.kindOf(option, use, key));
        return kinds.includes(undefined) ? undefined : kinds[0];
      }
      case 'call':
        return this.#ofCall(value, use, key);
      default:
        return undefined;
    }
  }

  #ofCall(value: CallValue, use: CallFact, key: Value): Fixed | undefined {
    if (TIME.test(value.callee)) return 'time';
    if (RANDOM.test(value.callee)) return this.#isMadeBefore(value, use) ? 'once' : undefined;
    if (BUFFERS(value.callee)) {
      const [size] = value.arguments;
      if (!size || (size.kind === 'known' && typeof size.value === 'number') || NONCE_LENGTH.test(apiNameOf(size)))
        return this.#isFilled(value, use) ? undefined : 'zeros';
    }
    if (SPELLING(value.callee)) {
      const [first] = value.arguments;
      const kind = first && this.kindOf(first, use, key);
      if (value.callee.endsWith('.concat') && first?.kind === 'list')
        return first.items.every((item) => this.kindOf(item, use, key) !== undefined) && !first.open
          ? 'literal'
          : undefined;
      return kind;
    }
    if (DIGEST.test(value.callee)) return this.#derived(this.#hashed(value), use, key);
    return DERIVING(value.callee) ? this.#derived(value.arguments, use, key) : undefined;
  }

  /** What is worked out from things that stay the same stays the same. */
  #derived(inputs: readonly Value[], use: CallFact, key: Value): Fixed | undefined {
    if (inputs.length === 0) return undefined;
    const kinds = inputs.map((input) =>
      input.kind === 'known' || input.kind === 'record'
        ? 'literal'
        : isKeyMadeOf(key, input, 0)
          ? 'key'
          : this.kindOf(input, use, key),
    );
    if (kinds.includes(undefined)) return undefined;
    return kinds.includes('identifier') ? 'identifier' : kinds.includes('time') ? 'time' : 'derived';
  }

  /** What a digest is worked out from: the calls of `update` on the same hash. */
  #hashed(value: CallValue): readonly Value[] {
    const place = value.origin?.range ?? value.range;
    return this.#calls
      .filter(({ callee, range, receiver }) => {
        if (!/createHash\(\)(?:\.update\(\))*\.update$/.test(callee)) return false;
        const isChained = range.start === place.start && range.end <= place.end;
        const made = receiver.kind === 'call' ? receiver.origin?.range : undefined;
        // A hash under a name of its own: `h.update(key)` before `h.digest()`.
        const isNamed = made !== undefined && this.#receiverOf(place)?.start === made.start;
        return isChained || isNamed;
      })
      .flatMap(({ arguments: given }) => given.slice(0, 1));
  }

  #receiverOf(place: TextRange): TextRange | undefined {
    const call = this.#calls.find(({ range }) => range.start === place.start && range.end === place.end);
    return call?.receiver.kind === 'call' ? call.receiver.origin?.range : undefined;
  }

  /** Somebody else gets the buffer, or a method changes it. */
  #isFilled(value: CallValue, use: CallFact): boolean {
    const place = value.origin;
    if (place?.path !== this.#path) return false;
    const isIt = (other: Value): boolean =>
      other.kind === 'list'
        ? other.items.some(isIt)
        : other.kind !== 'absent' && other.origin?.path === place.path && same(other.origin.range, place.range);
    return this.#calls.some(
      (call) =>
        call !== use &&
        ((isIt(call.receiver) && /\.(?:write\w{0,20}|set|copy|fill|copyWithin)$/.test(call.spelled)) ||
          (call.arguments.some(isIt) && !cipherCall(call) && !ONLY_READS.test(call.callee))),
    );
  }

  /** Made outside the function that uses it: with the module, the class or in the constructor. */
  #isMadeBefore(value: CallValue, use: CallFact): boolean {
    const place = value.origin;
    if (place?.path !== this.#path || use.within === undefined) return false;
    const made = this.#calls.find(({ range, path }) => path === place.path && same(range, place.range));
    if (!made) return false;
    return made.within === undefined || (made.functionName.endsWith('.constructor') && made.within !== use.within);
  }
}

/** What the key is made of, too; a salt that is handed over may differ for each message. */
function isKeyMadeOf(key: Value, input: Value, depth: number): boolean {
  if (depth > MOST_LEVELS) return false;
  if (input.kind === 'parameter' && /sal[tz]|nonce|iv$|rand|zufall/i.test(input.name)) return false;
  if (input.kind !== 'parameter' && input.kind !== 'environment') return false;
  return partsOf(key).some((part) => isSameThing(part, input) || isKeyMadeOf(part, input, depth + 1));
}

function withoutPart(value: Value): Value {
  const [whole] = value.kind === 'call' && value.callee.startsWith('global#String().') ? value.arguments : [];
  return whole ?? value;
}

/** The same parameter, variable of the environment, or result of one call. */
function isSameThing(one: Value, other: Value): boolean {
  if (one.kind === 'parameter' && other.kind === 'parameter')
    return (
      one.function === other.function &&
      one.index === other.index &&
      (one.path ?? []).join('.') === (other.path ?? []).join('.')
    );
  if (one.kind === 'environment' && other.kind === 'environment') return one.name !== '' && one.name === other.name;
  return (
    one.kind === 'call' &&
    other.kind === 'call' &&
    other.origin !== undefined &&
    one.origin?.path === other.origin.path &&
    same(one.origin.range, other.origin.range)
  );
}

function same(one: TextRange, other: TextRange): boolean {
  return one.start === other.start && one.end === other.end;
}
