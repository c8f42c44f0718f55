/**
 * Tells the characters that a match of a regular expression can begin with. Never too few: what is not understood counts
 * as any character.
 */
import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** Characters that are looked at. */
export const LENGTH = 3;
/** A character counts by its lowest five bits, which are the same for a letter in both cases. */
export const WIDTH = 32;
const ANY = -1;
/** An expression with more beginnings than these is one that can begin with anything. */
const MOST = 500;

/** For each of the first characters the set of those that it may be, as bits. */
export type Beginning = readonly number[];

/** Most expressions are a word; parsing them costs more than reading a small project. */
const WORD = /^(?:[\w /:=@<"'-]|\\[./-])+$/;
/** Rules for other kinds of files share their expressions. */
const known = new Map<string, readonly Beginning[] | undefined>();

/** Undefined for an expression that can begin with anything, or in a way that is not understood. */
export function beginningsOf({ source, flags }: RegExp): readonly Beginning[] | undefined {
  if (!/^i?$/.test(flags)) return undefined;
  if (!known.has(source)) {
    const beginnings = WORD.test(source) ? [ofWord(source)] : ofPattern(source);
    // Behind the end of a short match may stand anything.
    known.set(
      source,
      beginnings?.map((one) => [...one, ...new Array<number>(LENGTH - one.length).fill(ANY)]),
    );
  }
  return known.get(source);
}

function ofWord(source: string): Beginning {
  return Array.from(source.replaceAll('\\', '').slice(0, LENGTH), setOf);
}

function ofPattern(source: string): readonly Beginning[] | undefined {
  return ofAlternatives(new RegExpParser().parsePattern(source).alternatives);
}

function ofAlternatives(alternatives: readonly AST.Alternative[]): readonly Beginning[] | undefined {
  const all: Beginning[] = [];
  for (const { elements } of alternatives) {
    let sequence: readonly Beginning[] = [[]];
    for (const element of elements) {
      const part = ofElement(element);
      if (!part) return undefined;
      sequence = followed(sequence, part);
      if (sequence.length > MOST) return undefined;
    }
    all.push(...sequence);
  }
  return all;
}

function ofElement(element: AST.Element): readonly Beginning[] | undefined {
  switch (element.type) {
    case 'Assertion':
      // What only looks around takes no character.
      return [[]];
    case 'Group':
    case 'CapturingGroup':
      return ofAlternatives(element.alternatives);
    case 'Quantifier':
      return repeated(element);
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
      return [[charactersOf(element)]];
    default:
      return undefined;
  }
}

function repeated({ element, min, max }: AST.Quantifier): readonly Beginning[] | undefined {
  const once = ofElement(element);
  if (!once) return undefined;
  const all: Beginning[] = [];
  let times: readonly Beginning[] = [[]];
  for (let count = 0; count <= Math.min(max, LENGTH); count++) {
    if (count >= Math.min(min, LENGTH)) all.push(...times);
    times = followed(times, once);
    if (times.length > MOST) return undefined;
  }
  return all;
}

const CLASSES = {
  digit: setOf('0123456789'),
  word: setOf('0123456789_abcdefghijklmnopqrstuvwxyz'),
  // Further spaces among them share their bits with these, or with one that is added.
  space: setOf(
    ' \t\n\v\f\r\u00a0\ufeff\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
  ),
};

function charactersOf(element: AST.CharacterClass | AST.CharacterClassElement | AST.CharacterSet): number {
  switch (element.type) {
    case 'Character':
      return setOf(String.fromCharCode(element.value));
    case 'CharacterClassRange': {
      let set = 0;
      for (let code = element.min.value; code <= element.max.value; code++) set |= setOf(String.fromCharCode(code));
      return set;
    }
    case 'CharacterSet':
      return element.kind in CLASSES && !('negate' in element && element.negate)
        ? CLASSES[element.kind as keyof typeof CLASSES]
        : ANY;
    case 'CharacterClass':
      return element.negate ? ANY : element.elements.reduce((set, each) => set | charactersOf(each), 0);
    default:
      return ANY;
  }
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
