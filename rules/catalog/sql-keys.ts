/** Columns by which SQL statements tell records apart or join them. */

export interface SqlKey {
  readonly form: 'primary' | 'join';
  readonly column: string;
}

const TOKEN = /'[^'\n]*'|[\p{L}_][\p{L}\p{N}_$]*|[(),.=;]/gu;
/** Longer texts are dumps, not statements of a program. */
const MAX_LENGTH = 100_000;

/** Columns with `PRIMARY KEY` or in a foreign key, and columns that two tables are joined by. */
export function sqlKeys(text: string): readonly SqlKey[] {
  if (!/\b(?:primary\s+key|foreign\s+key|join)\b/i.test(text.slice(0, MAX_LENGTH))) return [];
  const tokens = [
    ...text
      .slice(0, MAX_LENGTH)
      .replace(/["`[\]]/g, ' ')
      .matchAll(TOKEN),
  ].map(([token]) => token);
  const lower = tokens.map((token) => token.toLowerCase());
  const found: SqlKey[] = [];
  for (const [index, word] of lower.entries()) {
    if (word === 'key' && (lower[index - 1] === 'primary' || lower[index - 1] === 'foreign')) {
      const columns = lower[index + 1] === '(' ? listed(tokens, index + 2) : [firstOfColumn(tokens, index)];
      found.push(...columns.map((column) => ({ form: 'primary' as const, column })));
    }
    // `a.x = b.x` behind ON, and `USING (x)`.
    if (word === '=' && lower[index - 2] === '.' && lower[index + 2] === '.') {
      const [left = '', right = ''] = [tokens[index - 1], tokens[index + 3]];
      if (left.toLowerCase() === right.toLowerCase()) found.push({ form: 'join', column: left });
    }
    if (word === 'using' && lower[index + 1] === '(')
      found.push(...listed(tokens, index + 2).map((column) => ({ form: 'join' as const, column })));
  }
  return found;
}

function listed(tokens: readonly string[], start: number): string[] {
  const end = tokens.indexOf(')', start);
  return tokens.slice(start, end < 0 ? start : end).filter((token) => /^[\p{L}_]/u.test(token));
}

/** The first word of the entry that stands at `index`: what a comma or bracket of the same depth begins. */
function firstOfColumn(tokens: readonly string[], index: number): string {
  let depth = 0;
  for (let at = index; at > 0; at--) {
    if (tokens[at] === ')') depth++;
    if (tokens[at] === '(') depth--;
    if (depth < 0 || (depth === 0 && tokens[at] === ',')) return tokens[at + 1] ?? '';
  }
  return '';
}
