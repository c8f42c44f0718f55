/** Lengths of keys among the words of commands and in settings. From the manuals of the programs. */
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { shortCurve, shortRsa, type KeyProblem } from './key-names.ts';

export interface CommandKey extends KeyProblem {
  /** Index among the words behind the program. */
  readonly index: number;
}

export function keyInCommand(program: string, words: readonly string[]): CommandKey | undefined {
  switch (program) {
    case 'openssl':
      return ofOpenssl(words);
    case 'ssh-keygen':
      return ofSshKeygen(words);
    case 'keytool':
      return ofOptions(words, /^-keyalg$/, /^-keysize$/);
    case 'certbot':
      return ofOptions(words, /^--key-type$/, /^--rsa-key-size$/);
    case 'step':
      return ofOptions(words, /^--kty$/, /^--size$/);
    default:
      return undefined;
  }
}

function ofOpenssl(words: readonly string[]): CommandKey | undefined {
  const [subcommand] = words;
  if (subcommand === 'dsaparam' || subcommand === 'gendsa')
    return { kind: 'dsa', bits: 0, name: 'DSA', isBroken: true, index: 0 };
  if (subcommand === 'genrsa' || subcommand === 'dhparam') {
    const index = words.findIndex(
      (word, at) => at > 0 && /^\d{3,5}$/.test(word) && !/^-(?:rand|writerand|primes)$/.test(words[at - 1] ?? ''),
    );
    return withIndex(shortRsa(Number(words[index]), subcommand === 'genrsa' ? 'rsa' : 'dh'), index);
  }
  for (const [index, word] of words.entries()) {
    const bits = /^(?:-newkey=)?rsa:(\d{3,5})$|^rsa_keygen_bits:(\d{3,5})$/.exec(word);
    const found = bits ? shortRsa(Number(bits[1] ?? bits[2])) : undefined;
    if (found) return { ...found, index };
    const curve =
      /^ec_paramgen_curve:(\S{2,30})$/.exec(word)?.[1] ??
      (words[index - 1] === '-name' && subcommand === 'ecparam' ? word : undefined);
    const short = curve === undefined ? undefined : shortCurve(curve, 'ec');
    if (short) return { ...short, index };
  }
  return undefined;
}

function ofSshKeygen(words: readonly string[]): CommandKey | undefined {
  const type = words.findIndex((word, index) => word === '-tdsa' || (words[index - 1] === '-t' && word === 'dsa'));
  if (type >= 0) return { kind: 'dsa', bits: 0, name: 'DSA', isBroken: true, index: type };
  return ofOptions(words, /^-t$/, /^-b$/);
}

/** One option says which kind of key, another one how long it is. */
function ofOptions(words: readonly string[], kind: RegExp, size: RegExp): CommandKey | undefined {
  const valueOf = (option: RegExp): number =>
    words.findIndex(
      (word, index) =>
        option.test(words[index - 1] ?? '') || (word.includes('=') && option.test(word.slice(0, word.indexOf('=')))),
    );
  const textAt = (index: number): string => (words[index] ?? '').replace(/^.*=/, '');
  const named = textAt(valueOf(kind));
  const index = valueOf(size);
  if (index < 0 || (named !== '' && !/^(?:rsa|dsa)$/i.test(named))) return undefined;
  return withIndex(shortRsa(Number(textAt(index))), index);
}

function withIndex(found: KeyProblem | undefined, index: number): CommandKey | undefined {
  return found && index >= 0 ? { ...found, index } : undefined;
}

/** Last words of keys that say how long a key is. */
const LENGTHS =
  /^(?:(?:rsa )?(?:key ?)?(?:bits|size|length|laenge)|rsa bits|rsa key size|key size|key ?length|modulus ?length|schluessel ?laenge|default bits|dh ?bits)$/;
const CURVES =
  /^(?:ecdsa curve|curve|named ?curve|elliptic curve|kurve|key algorithm|customer master key spec|key spec|algorithm)$/;
/** What says that the number is that of a modulus. */
const KEYS =
  /^(?:rsa|private|privatekey|jwk|jwks|tls|pki|certificate|certificates|cert|zertifikat|zertifikate|keys|signature|signatur|signing|generated|modulus|req|vault)$/;

/** A setting that has keys made which are too short. */
export function keySet(names: readonly string[], value: Value): (KeyProblem & { readonly name: string }) | undefined {
  if (value.kind !== 'known') return undefined;
  const plain = names.filter((each) => !/^\d+$/.test(each));
  const last = wordsOf(plain.at(-1) ?? '').join(' ');
  const words = plain.flatMap(wordsOf);
  const name = plain.slice(-2).join('.');
  if (LENGTHS.test(last) && words.some((word) => KEYS.test(word)) && /^\d{3,4}$/.test(String(value.value))) {
    const bits = Number(value.value);
    const found =
      bits >= 512 && !/\b(?:max|min|limit|header|cache|buffer)\b/.test(words.join(' ')) ? shortRsa(bits) : undefined;
    return found && { ...found, name };
  }
  if (!CURVES.test(last) || typeof value.value !== 'string') return undefined;
  // `RSA_SIGN_PSS_2048_SHA256` of Google Cloud.
  const parts = value.value.split('_');
  const size = parts[0] === 'RSA' ? parts.find((part) => /^\d{4}$/.test(part)) : undefined;
  const found = shortCurve(size === undefined ? value.value : `RSA_${size}`, 'ec');
  return found && (found.kind !== 'curve' || /curve|kurve/.test(last)) ? { ...found, name } : undefined;
}
