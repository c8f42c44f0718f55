/** Reads out of an SQL text which tables it names; no more of the language than that. */

/** A table as it is qualified: server, database, schema, table; parts that are not written are missing. */
export interface TableName {
  /** The parts in order, the table last. */
  readonly parts: readonly string[];
  /** Behind `@`: the database link of Oracle. */
  readonly link?: string;
  readonly isCreated: boolean;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** Longer texts are dumps, not statements of a program. */
const MAX_LENGTH = 20_000;

const STATEMENT =
  /^[\s(;]{0,200}(?:select|with|insert|update|delete|merge|replace|truncate|exec|execute|call|create|alter|import|refresh|lock|explain)\s/i;
const TOKEN = /'[^'\n]*'|"[^"\n]*"|`[^`\n]*`|\[[^[\]\n]*\]|[\p{L}_#$][\p{L}\p{N}_#$-]*|[.,@()=;]/gu;
/** Words after which a table stands. */
const BEFORE_TABLE: ReadonlySet<string> = new Set(
  'from join into update table truncate using schema references view exec execute call merge'.split(' '),
);
/** Words that may stand between. */
const FILLERS: ReadonlySet<string> = new Set([
  'only',
  'lateral',
  'if',
  'not',
  'exists',
  'low_priority',
  'ignore',
  'foreign',
]);
const RESERVED: ReadonlySet<string> = new Set(
  (
    'select set values where on order group left right inner outer full cross join limit union having as ' +
    'dual default null immediate'
  ).split(' '),
);

export function isStatement(text: string): boolean {
  return STATEMENT.test(withoutComments(text.slice(0, MAX_LENGTH)));
}

/** The tables of a statement in order; nothing for a text that is none. */
export function tablesOf(text: string): readonly TableName[] {
  const plain = withoutComments(text.slice(0, MAX_LENGTH));
  if (!STATEMENT.test(plain)) return [];
  const matches = [...plain.matchAll(TOKEN)];
  const tokens = matches.map(([token]) => token);
  const tables: TableName[] = [];
  let created = false;
  for (let index = 0; index < tokens.length; index++) {
    const word = (tokens[index] ?? '').toLowerCase();
    if (word === ';') created = false;
    if (word === 'create')
      created = !/^(?:foreign|server|view|or|materialized)$/.test((tokens[index + 1] ?? '').toLowerCase());
    if (!BEFORE_TABLE.has(word)) continue;
    let next = index + 1;
    // `FROM a, b` and `TABLE IF NOT EXISTS a`; a comma goes on only behind FROM.
    for (;;) {
      while (FILLERS.has((tokens[next] ?? '').toLowerCase())) next++;
      const read = nameAt(tokens, next);
      if (!read) break;
      const [start, last] = [matches[next], matches[read.next - 1]];
      tables.push({
        ...read.name,
        isCreated: created && (word === 'table' || word === 'schema'),
        start: start?.index ?? 0,
        end: last ? last.index + last[0].length : 0,
      });
      next = read.next;
      if (word !== 'from') break;
      if ((tokens[next] ?? '').toLowerCase() === 'as') next++;
      if (isIdentifier(tokens[next])) next++;
      if (tokens[next] !== ',') break;
      next++;
    }
  }
  return tables;
}

function nameAt(
  tokens: readonly string[],
  start: number,
): { name: Pick<TableName, 'parts' | 'link'>; next: number } | undefined {
  if (!isIdentifier(tokens[start])) return undefined;
  const parts = [bare(tokens[start] ?? '')];
  let next = start + 1;
  while (tokens[next] === '.' && (isIdentifier(tokens[next + 1]) || tokens[next + 1] === '.')) {
    if (tokens[next + 1] !== '.') parts.push(bare(tokens[next + 1] ?? ''));
    next += tokens[next + 1] === '.' ? 1 : 2;
  }
  if (tokens[next] === '@' && isIdentifier(tokens[next + 1]))
    return { name: { parts, link: bare(tokens[next + 1] ?? '') }, next: next + 2 };
  return { name: { parts }, next };
}

function isIdentifier(token: string | undefined): boolean {
  return token !== undefined && /^["`[\p{L}_#$]/u.test(token) && !RESERVED.has(token.toLowerCase());
}

function bare(token: string): string {
  return token.replace(/^["`[]|["`\]]$/g, '');
}

/** Blanks in place of comments, so that everything stays where it stands. */
function withoutComments(text: string): string {
  let result = '';
  let from = 0;
  while (from < text.length) {
    const dashes = text.indexOf('--', from);
    const block = text.indexOf('/*', from);
    const start = Math.min(dashes < 0 ? text.length : dashes, block < 0 ? text.length : block);
    result += text.slice(from, start);
    if (start >= text.length) break;
    const end = start === block ? text.indexOf('*/', start + 2) : text.indexOf('\n', start);
    from = end < 0 ? text.length : start === block ? end + 2 : end;
    result += ' '.repeat(from - start);
  }
  return result;
}
