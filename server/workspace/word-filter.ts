/** Tells whether a text can matter to any rule, so that most files need not be parsed. */
import { mayHoldTexts } from '../extract/text/extract-texts.ts';
import type { Rule } from '../model/rule.ts';

/** Comments that silence findings are judged themselves, whatever else the file holds. */
const SUPPRESSION_WORD = 'fachlint-disable';

export type WordFilter = (text: string) => boolean;

/**
 * A test whether a text holds one of the rules' words, without regard to case. One expression, one pass over the text.
 * Patterns among the words are our own and checked for backtracking like every expression of the product.
 */
export function wordFilter(rules: readonly Pick<Rule, 'words'>[]): WordFilter {
  const all = rules.flatMap((rule) => rule.words);
  // Rules share patterns.
  const patterns = new Set(all.filter((word) => typeof word !== 'string').map(({ source }) => source));
  const words = new Set(
    [SUPPRESSION_WORD, ...all].filter((word) => typeof word === 'string').map((word) => word.toLowerCase()),
  );
  words.delete('');
  // A word that contains another one adds nothing.
  const needed = [...words]
    .filter((word) => ![...words].some((other) => other !== word && word.includes(other)))
    .sort();
  // eslint-disable-next-line no-restricted-globals -- only words and patterns of our own rules
  const expression = new RegExp([...needed.map(escape), ...patterns].join('|'), 'i');
  return (text) => expression.test(text);
}

/** The same for files of an unknown format, where rules about texts are the only ones that can find something. */
export function textFilter(rules: readonly Pick<Rule, 'on'>[], isFiltering: boolean): WordFilter {
  if (!rules.some(({ on }) => on?.text)) return () => false;
  return isFiltering ? (text) => text.includes(SUPPRESSION_WORD) || mayHoldTexts(text) : () => true;
}

function escape(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
