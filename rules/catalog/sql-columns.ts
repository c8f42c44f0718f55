/** Columns that statements of SQL create or change, with their types; no more of the language than that. */

export interface SqlColumn {
  readonly table: string;
  readonly name: string;
  /** In lower case, with what stands behind it: `varchar(30) character set latin1 not null`. */
  readonly definition: string;
  /** Where the name stands in the text. */
  readonly start: number;
}

/** Longer texts are dumps. */
const MAX_LENGTH = 20_000;
const HEAD =
  /\b(?:create\s{1,20}(?:(?:global|local|temporary|temp|unlogged)\s{1,20}){0,2}table|alter\s{1,20}table)\s{1,20}(?:if\s{1,20}(?:not\s{1,20})?exists\s{1,20})?(?:only\s{1,20})?([\w$."`[\]äöüß-]{1,120})/gi;
const NAME =
  /^\s*(?:(?:add|modify|change|alter)\s{1,20}(?:column\s{1,20})?(?:if\s{1,20}not\s{1,20}exists\s{1,20})?)?["`[]?([\p{L}_][\p{L}\p{N}_$]{0,80})["`\]]?\s{1,40}(?:(?:set\s{1,20}data\s{1,20})?type\s{1,20})?(\p{L}[^]{0,300})$/iu;
const NO_COLUMN =
  /^(?:constraint|primary|foreign|unique|check|key|index|exclude|like|partition|drop|rename|owner|enable|disable|set|comment|period|fulltext|spatial)$/i;

export function sqlColumns(text: string): readonly SqlColumn[] {
  if (text.length > MAX_LENGTH) return [];
  const plain = text.replace(/--[^\n]*/g, (remark) => ' '.repeat(remark.length));
  const columns: SqlColumn[] = [];
  for (const head of plain.matchAll(HEAD)) {
    const table = (head[1] ?? '').replace(/["`[\]]/g, '');
    const behind = head.index + head[0].length;
    const opening = /^\s{0,20}\(/.exec(plain.slice(behind, behind + 30));
    const start = opening ? behind + opening[0].length : behind;
    for (const part of partsOf(plain, start, opening !== null)) {
      const [, name = '', definition = ''] = NAME.exec(part.text) ?? [];
      if (name === '' || NO_COLUMN.test(name)) continue;
      columns.push({
        table,
        name,
        definition: definition.trim().toLowerCase(),
        start: part.start + part.text.indexOf(name),
      });
    }
  }
  return columns;
}

const SPOT = /^\s{0,3}(\?|\$\d{1,2})/;
const INSERTED =
  /\binsert\s{1,5}into\s{1,5}[\w."`]{1,80}\s{0,5}\(([^()]{1,400})\)\s{0,5}values\s{0,5}\(([^()]{1,200})\)/i;

/** The column that gets the parameter at a position of a statement with `?` or `$1`; undefined where it does not show. */
export function parameterColumn(statement: string, position: number): string | undefined {
  const [, columns = '', values = ''] = INSERTED.exec(statement) ?? [];
  const spots = columns
    ? values
        .split(',')
        .map((value, index) => ({ spot: value.trim(), name: columns.split(',')[index]?.replace(/[\s"`]/g, '') }))
    : setColumns(statement);
  const numbered = spots.find(({ spot }) => spot === `$${String(position + 1)}`);
  return (numbered ?? spots.filter(({ spot }) => spot === '?')[position])?.name;
}

/** `reset_token = $1`: what stands on both sides of each sign of equality. */
function setColumns(statement: string): readonly { readonly name: string | undefined; readonly spot: string }[] {
  const sides = statement.split('=');
  return sides.slice(1).flatMap((behind, index) => {
    const spot = SPOT.exec(behind)?.[1];
    const words = (sides[index] ?? '').split(/\W+/).filter((word) => word !== '');
    return spot === undefined ? [] : [{ name: words.at(-1), spot }];
  });
}

/** The parts between commas of one depth, up to the closing bracket or the end of the statement. */
function partsOf(
  text: string,
  from: number,
  isBracketed: boolean,
): readonly { readonly text: string; readonly start: number }[] {
  const parts: { text: string; start: number }[] = [];
  let depth = 0;
  let start = from;
  let at = from;
  for (; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '(') depth++;
    else if (sign === ')' && depth-- === 0 && isBracketed) break;
    else if (sign === ';' && depth <= 0) break;
    else if (sign === ',' && depth === 0) {
      parts.push({ text: text.slice(start, at), start });
      start = at + 1;
    }
  }
  parts.push({ text: text.slice(start, at), start });
  return parts;
}
