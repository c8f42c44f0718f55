/** The frame of a page that stands alone: reads aloud and prints well, without scripts and without other files. */
import type { Language } from '../model/finding.ts';
import { printable } from './excerpt.ts';

/** Colours have a contrast of at least 7 to 1 on their ground, and never stand alone: what they say is written, too. */
const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; padding-block: 0.5rem; }
th, td { border: 1px solid #767676; padding: 0.4rem 0.6rem; text-align: start; vertical-align: top; }
thead th { background: #eeeeee; color: #111111; }
ul, ol { margin: 0; padding-inline-start: 1.2rem; }
code { overflow-wrap: anywhere; }
small { display: block; font-weight: normal; overflow-wrap: anywhere; }
.bad { background: #fde0dc; color: #5f0a00; font-weight: bold; }
.doubt { background: #fff3cd; color: #4a3500; font-weight: bold; }
.plain { background: #dceefb; color: #0b3554; font-weight: bold; }
.good { background: #ddf3e0; color: #0d4017; font-weight: bold; }
.bad, .doubt, .plain, .good { display: inline-block; padding: 0 0.3rem; }
@media print { .table { overflow: visible; } tr { break-inside: avoid; } }
`;

export function pageOf(language: Language, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** A table with a caption; the first cell of a row names it. Cells are HTML. */
export function tableOf(
  id: string,
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly [name: string, ...cells: string[]])[],
): string {
  const body = rows.map(
    ([name, ...cells]) =>
      `<tr>\n<th scope="row">${name}</th>\n${cells.map((cell) => `<td>${cell}</td>`).join('\n')}\n</tr>`,
  );
  return `<div class="table" role="region" aria-labelledby="${id}" tabindex="0">
<table>
<caption id="${id}">${escaped(caption)}</caption>
<thead><tr>${heads.map((head) => `<th scope="col">${escaped(head)}</th>`).join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>`;
}

export function escaped(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
