/** Tables after RFC 4180. */

/** Spreadsheets calculate what begins like this; a path or a name of a hostile file must not. */
const FORMULA = /^\s*[=+\-@\t\r\n|%]/;

/** Lines end as the standard asks; every cell is quoted. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
