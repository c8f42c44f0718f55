/** Splits names into whole words: camelCase, snake_case, kebab-case and dots; umlauts are folded to ae, oe, ue, ss. */

const FOLDED: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['ß', 'ss'],
]);

/** `dbPasswort_neu` → `['db', 'passwort', 'neu']`; `MFAGuard` → `['mfa', 'guard']`; `2fa` stays one word. */
export function wordsOf(name: string): readonly string[] {
  const known = KNOWN.get(name);
  if (known) return known;
  const words = fold(
    name.replace(/([a-zäöüß\d])([A-ZÄÖÜ])/g, '$1 $2').replace(/([A-ZÄÖÜ])([A-ZÄÖÜ][a-zäöüß])/g, '$1 $2'),
  )
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
  if (name.length <= LONGEST_NAME) {
    if (KNOWN.size >= MOST_NAMES) KNOWN.clear();
    KNOWN.set(name, words);
  }
  return words;
}

/** Names are asked for again and again, by every rule and after every edit. Values are longer and not kept. */
const KNOWN = new Map<string, readonly string[]>();
const MOST_NAMES = 20_000;
const LONGEST_NAME = 60;

/** Lower case without umlauts. */
export function fold(text: string): string {
  return text.toLowerCase().replace(/[äöüß]/g, (letter) => FOLDED.get(letter) ?? letter);
}

/** A list of word sequences (words separated by blanks) that is asked for often. */
export class WordSequences {
  readonly #sequences: ReadonlySet<string>;
  readonly #longest: number;

  constructor(sequences: readonly string[]) {
    this.#sequences = new Set(sequences);
    this.#longest = Math.max(...sequences.map((sequence) => sequence.split(' ').length));
  }

  /** True where one of the sequences stands somewhere in the words. */
  occursIn(words: readonly string[]): boolean {
    return words.some((_, start) => this.#standsAt(words, start));
  }

  /** True where the words end with one of the sequences. */
  endsIn(words: readonly string[]): boolean {
    for (let length = 1; length <= Math.min(this.#longest, words.length); length++) {
      if (this.#sequences.has(words.slice(-length).join(' '))) return true;
    }
    return false;
  }

  #standsAt(words: readonly string[], start: number): boolean {
    let sequence = '';
    for (let end = start; end < Math.min(words.length, start + this.#longest); end++) {
      sequence += end === start ? (words[end] ?? '') : ` ${words[end] ?? ''}`;
      if (this.#sequences.has(sequence)) return true;
    }
    return false;
  }
}

/** True where the words of `sequence` (separated by blanks) stand one after the other in `words`. */
export function hasSequence(words: readonly string[], sequence: string): boolean {
  return ` ${words.join(' ')} `.includes(` ${sequence} `);
}
