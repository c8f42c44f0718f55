/** Statements of SQL wherever they stand: in files of their own, and as texts that programs hand to a database. */
import type { FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { writtenTexts } from './written-texts.ts';

export interface WrittenStatement {
  readonly text: string;
  readonly place: TextRange;
  /** Offsets in the text are offsets in the file; a literal of a program holds quotes and lines of its own. */
  readonly isWhole: boolean;
}

export function writtenStatements(file: FactsView): readonly WrittenStatement[] {
  return [
    ...file.facts('statement').map(({ text, range }) => ({ text, place: range, isWhole: true })),
    ...file.facts('call').flatMap(({ arguments: given, path }) =>
      given.flatMap((value) =>
        value.kind === 'known' || value.kind === 'composed'
          ? writtenTexts(value, path).map(({ text, place }) => ({
              text,
              place: { ...place.range, path: place.path },
              isWhole: false,
            }))
          : [],
      ),
    ),
  ];
}
