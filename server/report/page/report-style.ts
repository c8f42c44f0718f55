/** How the report looks on screen and on A4. Contrasts are at least 7 to 1. */
import type { Language } from '../../model/finding.ts';
import { PAGE_STYLE } from './page-style.ts';
import { PAGE_TEXTS } from './page.tsx';

const REPORT_STYLE = `
:root { color-scheme: light dark; --mono: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Consolas, monospace;
  --text: #1b1b1b; --ground: #ffffff; --line: #8a8a8a; --quiet: #4a4a4a; --bad: #8f0000; --doubt: #663d00; --plain: #003f7d; --good: #0a4a1c; }
@media (prefers-color-scheme: dark) { :root {
  --text: #ececec; --ground: #1c1c1c; --line: #8a8a8a; --quiet: #c4c4c4; --bad: #ffb3ab; --doubt: #ffd08a; --plain: #a9d1ff; --good: #9fe0b0; } }
* { box-sizing: border-box; }
body { background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; margin: 0 auto; max-width: 76rem; padding: 1.5rem; }
a { color: var(--plain); }
h1 { font-size: 2rem; line-height: 1.2; margin-block: 0.25rem 1.5rem; }
h2 { font-size: 1.5rem; margin-block: 2.5rem 0.75rem; border-block-end: 2px solid var(--line); padding-block-end: 0.25rem; }
h3 { font-size: 1.2rem; margin-block: 1.5rem 0.5rem; }
h4 { font-size: 1.05rem; margin-block: 1.25rem 0.25rem; }
p { margin-block: 0.5rem; max-width: 60rem; }
.kind { font-size: 1.1rem; color: var(--quiet); margin: 0; }
.cover dl { margin: 0 0 1.5rem; }
.cover dl div { display: grid; grid-template-columns: 12rem 1fr; gap: 1rem; padding-block: 0.3rem; border-block-end: 1px solid var(--line); }
.cover dt { font-weight: 600; }
.cover dd { margin: 0; }
.cover nav ol { columns: 2; max-width: 40rem; }
.cover h2 { border: 0; font-size: 1.2rem; margin-block: 1.5rem 0.25rem; }
.sentence { font-size: 1.05rem; }
.remarks { border-block-end: 1px solid var(--line); height: 6rem; }
.signatures tbody tr { height: 4rem; }
.signatures .line { width: 24%; }
@media print {
  :root { color-scheme: light; --text: #000000; --ground: #ffffff; --line: #6b6b6b; --quiet: #3d3d3d; --bad: #8f0000; --doubt: #663d00; --plain: #003f7d; --good: #0a4a1c; }
  body { font-size: 9.5pt; line-height: 1.4; max-width: none; padding: 0; }
  .cover { break-after: page; padding-block-start: 30mm; }
  section { break-before: page; }
  section:first-child, section:nth-child(2) { break-before: auto; }
  section + section h2 { margin-block-start: 0; }
  section:nth-child(2) h2 { margin-block-start: 1.5rem; }
  h2, h3, h4, caption, summary { break-after: avoid; }
  h2 { margin-block-start: 0; }
  tr, .empty, .map { break-inside: avoid; }
  thead { display: table-header-group; break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  .table, .map { overflow: visible; }
  .map svg { min-width: 0; }
  .chart-pair { grid-template-columns: 72mm 1fr; gap: 8mm; }
  a { color: inherit; text-decoration: none; }
}
`;

/** @param name of the project: it stands at the foot of every page */
export function reportStyle(name: string, language: Language): string {
  const { report, page, of } = PAGE_TEXTS[language];
  const small = 'font: 8pt system-ui, sans-serif; color: #3d3d3d;';
  return `${PAGE_STYLE}${REPORT_STYLE}
@page { size: A4; margin: 18mm 16mm 20mm 18mm;
  @bottom-left { content: ${quoted(`${report} – ${name}`)}; ${small} }
  @bottom-right { content: ${quoted(`${page} `)} counter(page) ${quoted(` ${of} `)} counter(pages); ${small} } }
`;
}

/** A text of CSS in which nothing can end it: everything but letters and digits is written as its number. */
function quoted(text: string): string {
  const characters = Array.from(text.slice(0, 100), (character) =>
    /[A-Za-z0-9]/.test(character) ? character : `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${characters.join('')}"`;
}
