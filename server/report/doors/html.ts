/** The map of doors as one page. */
import type { DoorVerdict } from '../../model/door.ts';
import { escaped, pageOf, tableOf } from '../html-page.ts';
import { askingGuards, placeText, shownDoors, type DoorReporter, type ShownDoor } from './shown-door.ts';
import { DOOR_TEXTS, VERDICT_NAMES } from './texts.ts';

const CLASSES: Readonly<Record<DoorVerdict, string>> = {
  'second-factor': 'good',
  'sign-in-only': 'plain',
  machine: 'plain',
  open: 'bad',
  unknown: 'doubt',
};

export const doorsAsHtml: DoorReporter = (doors, files, surroundings) => {
  const { language } = surroundings;
  const texts = DOOR_TEXTS[language];
  const { column } = texts;
  const shown = shownDoors(doors, surroundings);
  if (shown.length === 0) return pageOf(language, texts.title, `<p>${escaped(texts.none(files))}</p>`);
  const counts = (Object.keys(VERDICT_NAMES) as DoorVerdict[]).map((verdict) => {
    const count = shown.filter(({ door }) => door.verdict === verdict).length;
    return `<li>${escaped(texts.verdict[verdict])}: ${String(count)}</li>`;
  });
  const row = (one: ShownDoor): readonly [string, ...string[]] => {
    const { door, path, handler, reason, missing } = one;
    const { asking, others } = askingGuards(one);
    const purpose = texts.purpose[door.purpose] + (door.operation ? `: ${texts.operation[door.operation]}` : '');
    const before = asking.map((guard) => {
      const asked = guard.purposes.map((each) => texts.guardPurpose[each]).join(', ');
      return `<li><code>${escaped(guard.name)}</code> (${escaped(asked)})<small>${escaped(placeText(guard))}</small></li>`;
    });
    if (others > 0) before.push(`<li>${escaped(texts.others(others))}</li>`);
    return [
      `<code>${escaped(path)}</code>`,
      escaped(door.method),
      `<span class="${CLASSES[door.verdict]}">${escaped(texts.verdict[door.verdict])}</span><small>${escaped(reason)}</small>` +
        (missing === undefined ? '' : `<small>${escaped(column.missing)}: ${escaped(missing)}</small>`),
      escaped(purpose),
      before.length === 0 ? escaped(texts.noGuards) : `<ol>${before.join('')}</ol>`,
      `<code>${escaped(handler.name)}</code><small>${escaped(placeText(handler))}</small>`,
    ];
  };
  const table = tableOf(
    'doors',
    `${texts.title}: ${texts.count(shown.length)}`,
    [column.path, column.method, column.verdict, column.purpose, column.guards, column.handler],
    shown.map(row),
  );
  return pageOf(language, texts.title, `<ul>\n${counts.join('\n')}\n</ul>\n${table}`);
};
