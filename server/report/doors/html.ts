/** The map of doors as one page: a table that reads aloud and prints well, without scripts and without other files. */
import type { DoorVerdict } from '../../model/door.ts';
import { printable } from '../excerpt.ts';
import { askingGuards, placeText, shownDoors, type DoorReporter, type ShownDoor } from './shown-door.ts';
import { DOOR_TEXTS, VERDICT_NAMES } from './texts.ts';

/** Colours have a contrast of at least 7 to 1 on their ground, and never stand alone: the verdict is written. */
const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; padding-block: 0.5rem; }
th, td { border: 1px solid #767676; padding: 0.4rem 0.6rem; text-align: start; vertical-align: top; }
thead th { background: #eeeeee; color: #111111; }
ul { margin: 0; padding-inline-start: 1.2rem; }
code { overflow-wrap: anywhere; }
small { display: block; overflow-wrap: anywhere; }
.open { background: #fde0dc; color: #5f0a00; }
.unknown { background: #fff3cd; color: #4a3500; }
.sign-in-only, .machine { background: #dceefb; color: #0b3554; }
.second-factor { background: #ddf3e0; color: #0d4017; }
.open, .unknown, .sign-in-only, .machine, .second-factor { font-weight: bold; }
@media print { .table { overflow: visible; } }
`;

export const doorsAsHtml: DoorReporter = (doors, files, surroundings) => {
  const texts = DOOR_TEXTS[surroundings.language];
  const { column } = texts;
  const shown = shownDoors(doors, surroundings);
  const counts = (Object.keys(VERDICT_NAMES) as DoorVerdict[])
    .map(
      (verdict) =>
        `<li>${escaped(texts.verdict[verdict])}: ${String(shown.filter((each) => each.door.verdict === verdict).length)}</li>`,
    )
    .join('\n');
  const heads = [column.path, column.method, column.verdict, column.purpose, column.guards, column.handler];
  const row = (one: ShownDoor): string => {
    const { door, path, handler, reason, missing } = one;
    const { asking, others } = askingGuards(one);
    const purpose = texts.purpose[door.purpose] + (door.operation ? `: ${texts.operation[door.operation]}` : '');
    const before = asking.map((guard) => {
      const asked = guard.purposes.map((each) => texts.guardPurpose[each]).join(', ');
      return `<li><code>${escaped(guard.name)}</code> (${escaped(asked)})<small>${escaped(placeText(guard))}</small></li>`;
    });
    if (others > 0) before.push(`<li>${escaped(texts.others(others))}</li>`);
    return [
      '<tr>',
      `<th scope="row"><code>${escaped(path)}</code></th>`,
      `<td>${escaped(door.method)}</td>`,
      `<td><span class="${door.verdict}">${escaped(texts.verdict[door.verdict])}</span><small>${escaped(reason)}</small>` +
        `${missing === undefined ? '' : `<small>${escaped(column.missing)}: ${escaped(missing)}</small>`}</td>`,
      `<td>${escaped(purpose)}</td>`,
      `<td>${before.length === 0 ? escaped(texts.noGuards) : `<ol>${before.join('')}</ol>`}</td>`,
      `<td><code>${escaped(handler.name)}</code><small>${escaped(placeText(handler))}</small></td>`,
      '</tr>',
    ].join('\n');
  };
  const body =
    shown.length === 0
      ? `<p>${escaped(texts.none(files))}</p>`
      : `<ul>\n${counts}\n</ul>
<div class="table" role="region" aria-labelledby="doors" tabindex="0">
<table>
<caption id="doors">${escaped(texts.title)}: ${escaped(texts.count(shown.length))}</caption>
<thead><tr>${heads.map((head) => `<th scope="col">${escaped(head)}</th>`).join('')}</tr></thead>
<tbody>
${shown.map(row).join('\n')}
</tbody>
</table>
</div>`;
  return `<!doctype html>
<html lang="${surroundings.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(texts.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(texts.title)}</h1>
${body}
</main>
</body>
</html>
`;
};

function escaped(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
