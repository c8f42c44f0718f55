/**
 * Reads a regular expression for the characters that a match of it can begin with. Never too few: what is not understood
 * counts as any character.
 */

/** Characters that are looked at. */
export const LENGTH = 3;
/** A character counts by its lowest five bits, which are the same for a letter in both cases. */
export const WIDTH = 32;
const ANY = -1;
/** An expression with more beginnings than these is one that can begin with anything. */
const MOST = 500;

/** For each of the first characters the set of those that it may be, as bits. */
export type Beginning = readonly number[];

/** Undefined for an expression that is not understood. */
export function beginningsOf({ source, flags }: RegExp): readonly Beginning[] | undefined {
  if (!/^i?$/.test(flags)) return undefined;
  const reader = new Reader(source);
  const beginnings = reader.alternatives();
  if (!beginnings || !reader.isAtEnd) return undefined;
  // Behind the end of a short match may stand anything.
  return beginnings.map((one) => [...one, ...new Array<number>(LENGTH - one.length).fill(ANY)]);
}

const CLASSES: Readonly<Record<string, number>> = {
  d: setOf('0123456789'),
  w: setOf('0123456789_abcdefghijklmnopqrstuvwxyz'),
  // Further spaces among them share their bits with these, or with one that is added.
  s: setOf(
    ' \t\n\v\f\r\u00a0\ufeff\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
  ),
  t: setOf('\t'),
  n: setOf('\n'),
  r: setOf('\r'),
  f: setOf('\f'),
  v: setOf('\v'),
};

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#source.length;
  }

  /** Undefined where something stands that is not understood. */
  alternatives(): readonly Beginning[] | undefined {
    const all: Beginning[] = [];
    do {
      let sequence: readonly Beginning[] = [[]];
      while (!this.isAtEnd && !')|'.includes(this.#next)) {
        const part = this.#repeated();
        if (!part) return undefined;
        sequence = followed(sequence, part);
        if (sequence.length > MOST) return undefined;
      }
      all.push(...sequence);
    } while (this.#takes('|'));
    return all;
  }

  #repeated(): readonly Beginning[] | undefined {
    const once = this.#single();
    if (!once || !'?*+{'.includes(this.#next)) return once;
    const counts = /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(this.#source.slice(this.#at, this.#at + 12));
    let [least, most] = [1, 1];
    if (this.#takes('?')) least = 0;
    else if (this.#takes('*')) [least, most] = [0, LENGTH];
    else if (this.#takes('+')) most = LENGTH;
    else if (counts) {
      this.#at += counts[0].length;
      least = Number(counts[1]);
      most = counts[2] === '' ? least : counts[3] === '' ? LENGTH : Number(counts[3]);
    }
    this.#takes('?');
    const all: Beginning[] = [];
    let times: readonly Beginning[] = [[]];
    for (let count = 0; count <= Math.min(most, LENGTH); count++) {
      if (count >= Math.min(least, LENGTH)) all.push(...times);
      times = followed(times, once);
      if (times.length > MOST) return undefined;
    }
    return all;
  }

  #single(): readonly Beginning[] | undefined {
    const character = this.#take();
    switch (character) {
      case '(': {
        const kind = /^\?(?:[:=!]|<[=!])/.exec(this.#source.slice(this.#at, this.#at + 3))?.[0] ?? '';
        this.#at += kind.length;
        if (kind === '' && this.#next === '?') return undefined;
        const inside = this.alternatives();
        if (!inside || !this.#takes(')')) return undefined;
        // What only looks around takes no character.
        return kind === '' || kind === '?:' ? inside : [[]];
      }
      case '[':
        return this.#characterClass();
      case '^':
      case '$':
        return [[]];
      case '.':
        return [[ANY]];
      case '\\':
        return this.#next === 'b' || this.#next === 'B' ? (this.#take(), [[]]) : one(this.#escape());
      default:
        return [[setOf(character)]];
    }
  }

  /** The characters that an escape stands for. */
  #escape(): number | undefined {
    const character = this.#take();
    if ('DWS'.includes(character)) return ANY;
    return CLASSES[character] ?? (/[\da-zA-Z]/.test(character) ? undefined : setOf(character));
  }

  #characterClass(): readonly Beginning[] | undefined {
    const isNegated = this.#takes('^');
    let all = 0;
    while (!this.#takes(']')) {
      if (this.isAtEnd) return undefined;
      const first = this.#take();
      const set = first === '\\' ? this.#escape() : setOf(first);
      if (set === undefined) return undefined;
      all |= set;
      if (this.#next === '-' && this.#source[this.#at + 1] !== ']') {
        this.#take();
        const last = this.#take();
        if (first === '\\' || last === '\\') return undefined;
        for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code++)
          all |= setOf(String.fromCharCode(code));
      }
    }
    return [[isNegated ? ANY : all]];
  }

  get #next(): string {
    return this.#source[this.#at] ?? '';
  }

  #take(): string {
    return this.#source[this.#at++] ?? '';
  }

  #takes(character: string): boolean {
    const isNext = this.#next === character;
    if (isNext) this.#at++;
    return isNext;
  }
}

function one(set: number | undefined): readonly Beginning[] | undefined {
  return set === undefined ? undefined : [[set]];
}

function followed(first: readonly Beginning[], then: readonly Beginning[]): readonly Beginning[] {
  if (first.every((start) => start.length >= LENGTH)) return first;
  return first.flatMap((start) =>
    start.length >= LENGTH ? [start] : then.map((rest) => [...start, ...rest].slice(0, LENGTH)),
  );
}

function setOf(characters: string): number {
  let set = 0;
  for (let i = 0; i < characters.length; i++) {
    const code = characters.charCodeAt(i);
    set |= 1 << (code % WIDTH);
    // The cases of a letter that is no ASCII may differ in any bits.
    if (code < 128) continue;
    const character = characters.charAt(i);
    for (const form of [character.toLowerCase(), character.toUpperCase()]) set |= 1 << (form.charCodeAt(0) % WIDTH);
  }
  return set;
}
