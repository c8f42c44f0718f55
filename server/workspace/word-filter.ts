/** Tells whether a text can matter to any rule, so that most files need not be parsed. */
import { anyExpression } from '../extract/text/any-expression.ts';
import { mayHoldTexts } from '../extract/text/extract-texts.ts';
import type { Rule } from '../model/rule.ts';

/** Comments that silence findings are judged themselves, whatever else the file holds. */
const SUPPRESSION_WORD = 'fachlint-disable';

export type WordFilter = (text: string) => boolean;

/** A test whether a text holds one of the rules' words or patterns, without regard to case. */
export function wordFilter(rules: readonly Pick<Rule, 'words'>[]): WordFilter {
  const all = rules.flatMap((rule) => rule.words);
  // Rules share words and patterns.
  const sources = new Set(all.map((word) => (typeof word === 'string' ? escape(word.toLowerCase()) : word.source)));
  sources.add(SUPPRESSION_WORD);
  sources.delete('');
  // eslint-disable-next-line no-restricted-globals -- only words and patterns of our own rules
  return anyExpression([...sources].map((source) => new RegExp(source, 'i')));
}

/** The same for files of an unknown format, where rules about texts are the only ones that can find something. */
export function textFilter(rules: readonly Pick<Rule, 'on'>[], isFiltering: boolean): WordFilter {
  if (!rules.some(({ on }) => on?.text)) return () => false;
  return isFiltering ? (text) => text.includes(SUPPRESSION_WORD) || mayHoldTexts(text) : () => true;
}

function escape(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
