/** Flags of OpenSSL by their names: `constants.SSL_OP_NO_TLSv1 | constants.SSL_OP_ALL`. */
import type { TextRange } from '../../server/model/text-range.ts';
import { FLAGS, type Value } from '../../server/model/value.ts';

/** The flags that a value is put together from, each with its place. */
export function flagNames(value: Value): readonly { readonly text: string; readonly range: TextRange }[] {
  switch (value.kind) {
    case 'reference':
      return [{ text: value.path.at(-1) ?? value.name, range: value.range }];
    case 'call':
      return value.callee === FLAGS ? value.arguments.flatMap(flagNames) : [];
    case 'either':
      return value.options.flatMap(flagNames);
    default:
      return [];
  }
}
