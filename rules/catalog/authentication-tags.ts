/** How the authentication tag of a cipher is handled: which calls belong to one decipher, how long a tag is. */
import { entryOf } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { partsOf } from '../../server/model/values.ts';
import { wordsOf } from '../../server/model/words.ts';
import { cipherCall, type CipherCall } from './cipher-calls.ts';

/** BSI TR-02102-1 asks for 96 bit, GCM makes 128. */
const LEAST_BYTES = 12;

/** A call that decrypts with a cipher that checks a tag, of node:crypto. */
export function tagChecking(call: CallFact): CipherCall | undefined {
  const cipher = cipherCall(call);
  return cipher &&
    call.callee.endsWith('createDecipheriv') &&
    cipher.choices.length > 0 &&
    cipher.choices.every(isAuthenticated)
    ? cipher
    : undefined;
}

/** GCM, CCM, OCB and Poly1305; what is checked by a code of its own (CBC with HMAC of OpenSSL) is another matter. */
function isAuthenticated({ cipher, value }: CipherCall['choices'][number]): boolean {
  return cipher.mode === 'aead' && !(value?.kind === 'known' && /hmac/i.test(String(value.value)));
}

/** The calls on what a call has made, chained or under its name; undefined where it gets out of sight. */
export function callsOn(made: CallFact, file: FactsView): readonly CallFact[] | undefined {
  const all = file.facts('call');
  const isIt = (value: Value): boolean => {
    if (value.kind === 'either') return value.options.some(isIt);
    if (value.kind !== 'call' || !value.callee.startsWith(made.callee)) return false;
    const range = value.origin?.range ?? value.range;
    return (value.origin?.path ?? file.path) === file.path && range.start === made.range.start;
  };
  const own = all.filter((call) => call !== made && isIt(call.receiver));
  if (made.used === 'returned' && own.length === 0) return undefined;
  const takes = all.filter(
    (call) => !own.includes(call) && call !== made && call.arguments.some((each) => isInstance(each, isIt)),
  );
  // A stream may be handed on; any other function may do with it what it likes.
  return takes.every((call) => STREAMS.test(call.callee) || call.spelled.endsWith('.pipe')) ? own : undefined;
}

const STREAMS = /^node:stream(?:\/promises)?#(?:promises\.)?pipeline$|^(?:pump|pumpify|util)#/;

/** The decipher itself, not what one of its methods gives. */
function isInstance(value: Value, isIt: (value: Value) => boolean): boolean {
  if (value.kind === 'list') return value.items.some((item) => isInstance(item, isIt));
  if (value.kind === 'record') return [...value.entries.values()].some((item) => isInstance(item, isIt));
  return (
    value.kind === 'call' &&
    /createDecipheriv(?:\(\)\.(?:setAuthTag|setAAD|setAutoPadding))*$/.test(value.callee) &&
    isIt(value)
  );
}

/** True where a decipher is used as a stream, which ends of itself. */
export function isStream(made: CallFact, own: readonly CallFact[], file: FactsView): boolean {
  if (own.some(({ spelled }) => /\.(?:pipe|on|once|end|write|read)$/.test(spelled))) return true;
  return file
    .facts('call')
    .some(
      (call) =>
        (STREAMS.test(call.callee) || call.spelled.endsWith('.pipe')) &&
        call.arguments.some(
          (each) => each.kind === 'call' && (each.origin?.range ?? each.range).start === made.range.start,
        ),
    );
}

/** The tag is cut out of a message with numbers that are written down, or its length is compared. */
export function hasKnownLength(own: readonly CallFact[], file: FactsView): boolean {
  const tags = own
    .filter(({ spelled }) => spelled.endsWith('.setAuthTag'))
    .flatMap((call) => call.arguments.slice(0, 1));
  if (tags.some(isCut)) return true;
  return file.facts('comparison').some(({ leftName, rightName }) =>
    [leftName, rightName].some((name) => {
      const words = wordsOf(name);
      return /^(?:length|laenge|bytelength)$/.test(words.at(-1) ?? '') || words.slice(-2).join(' ') === 'byte length';
    }),
  );
}

/** `slice(12, 28)`, `slice(-16)`, `subarray(message.length - 16)`: a part with an end of its own, not all the rest. */
function isCut(value: Value): boolean {
  if (value.kind !== 'call' || !/\.(?:slice|subarray)$/.test(value.callee)) return false;
  const [first = ABSENT, second = ABSENT] = value.callee.startsWith('global#String()')
    ? value.arguments.slice(1)
    : value.arguments;
  const start = numberOf(first);
  return second.kind !== 'absent' || start === undefined || start < 0;
}

/** An option that sets the length of the tag, in bytes. */
export function shortTag(call: CallFact): { readonly range: TextRange; readonly bytes: number } | undefined {
  for (const { callee, position, entry, unit } of LENGTHS) {
    if (!callee.test(call.callee)) continue;
    const value = entryOf(call.arguments[position] ?? ABSENT, entry);
    const number = numberOf(value);
    if (number !== undefined && number > 0 && number / unit < LEAST_BYTES && value.kind !== 'absent')
      return { range: value.range, bytes: number / unit };
  }
  if (/createCipheriv\(\)\.getAuthTag\(\)\.(?:slice|subarray)$/.test(call.callee)) {
    const [start = ABSENT, end = ABSENT] = call.arguments;
    const length = (numberOf(end) ?? 16) - (numberOf(start) ?? 0);
    if (length > 0 && length < LEAST_BYTES) return { range: call.range, bytes: length };
  }
  return undefined;
}

const LENGTHS: readonly { callee: RegExp; position: number; entry: string; unit: 1 | 8 }[] = [
  { callee: /#(?:default\.)?create(?:C|Dec)ipheriv$/, position: 3, entry: 'authTagLength', unit: 1 },
  { callee: /(?:\bsubtle|SubtleCrypto\(\))\.(?:encrypt|decrypt)$/, position: 0, entry: 'tagLength', unit: 8 },
  {
    callee: /^(?:node-forge#|global#forge\.)cipher\.create(?:C|Dec)ipher\(\)\.start$/,
    position: 0,
    entry: 'tagLength',
    unit: 8,
  },
  { callee: /^(?:sjcl#|global#sjcl\.)(?:json\.)?encrypt$/, position: 2, entry: 'ts', unit: 8 },
];

function numberOf(value: Value): number | undefined {
  if (value.kind === 'either') {
    const numbers = value.options.map(numberOf);
    return numbers.includes(undefined) ? undefined : Math.min(...numbers.filter((each) => each !== undefined));
  }
  return value.kind === 'known' && typeof value.value === 'number' ? value.value : undefined;
}

/** Plain text that goes out although the tag has not been compared: `res.write(decipher.update(…))`. */
export function leavesEarly(made: CallFact, file: FactsView): CallFact | undefined {
  const isUpdate = (value: Value): boolean =>
    value.kind === 'call' && /createDecipheriv\(\)(?:\.set\w{1,20}\(\)){0,4}\.update$/.test(value.callee)
      ? file
          .facts('call')
          .some(
            ({ callee, range, receiver }) =>
              callee === value.callee &&
              range.start === (value.origin?.range ?? value.range).start &&
              receiver.kind === 'call' &&
              (receiver.origin?.range ?? receiver.range).start === made.range.start,
          )
      : value.kind !== 'call' && partsOf(value).some(isUpdate);
  return file
    .facts('call')
    .find(
      (call) =>
        /\.(?:write|send|emit|end|json)$/.test(call.spelled) &&
        !call.callee.includes('Decipher') &&
        call.arguments.some(isUpdate),
    );
}
