/** Splits names into whole words: camelCase, snake_case, kebab-case and dots; umlauts are folded to ae, oe, ue, ss. */

const FOLDED: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['ß', 'ss'],
]);

/** `dbPasswort_neu` → `['db', 'passwort', 'neu']`; `MFAGuard` → `['mfa', 'guard']`; `2fa` stays one word. */
export function wordsOf(name: string): string[] {
  return fold(name.replace(/([a-zäöüß\d])([A-ZÄÖÜ])/g, '$1 $2').replace(/([A-ZÄÖÜ])([A-ZÄÖÜ][a-zäöüß])/g, '$1 $2'))
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** Lower case without umlauts. */
export function fold(text: string): string {
  return text.toLowerCase().replace(/[äöüß]/g, (letter) => FOLDED.get(letter) ?? letter);
}

/** True where the words of `sequence` (separated by blanks) stand one after the other in `words`. */
export function hasSequence(words: readonly string[], sequence: string): boolean {
  return ` ${words.join(' ')} `.includes(` ${sequence} `);
}
