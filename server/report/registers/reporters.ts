/** The inventory of registers in every format. */
import type { RegisterAccess } from '../../model/inventory.ts';
import { csvOf } from '../csv.ts';
import { printable } from '../excerpt.ts';
import { escaped, pageOf, tableOf } from '../html-page.ts';
import { placeText, sightText, Sights, type MapFormat, type MapSurroundings, type ShownSight } from '../shown-sight.ts';
import { REGISTER_TEXTS } from './texts.ts';

/** `files`: how many were looked at. */
type RegisterReporter = (accesses: readonly RegisterAccess[], files: number, surroundings: MapSurroundings) => string;

export const REGISTER_REPORTERS: Readonly<Record<MapFormat, RegisterReporter>> = {
  text: asText,
  json: asJson,
  html: asHtml,
  csv: asCsv,
};

const MARKS = ['consent', 'log', 'purpose'] as const;

function asText(accesses: readonly RegisterAccess[], files: number, surroundings: MapSurroundings): string {
  const { language, colour } = surroundings;
  const texts = REGISTER_TEXTS[language];
  const { column } = texts;
  if (accesses.length === 0) return `${texts.none(files)}\n`;
  const sights = new Sights(surroundings);
  const styled = (text: string, on: number, off: number): string =>
    colour ? `\u001B[${String(on)}m${text}\u001B[${String(off)}m` : text;
  const width = Math.max(...Object.values(column).map(({ length }) => length));
  const lines = accesses.flatMap((access) => {
    const { register, way, versions, transports, identifiers } = access;
    const rows: (readonly [label: string, text: string])[] = [
      [column.versions, versions.join(', ')],
      [column.transports, transports.join(', ')],
      [column.identifiers, identifiers.join(', ')],
      ...MARKS.map((mark) => [column[mark], firstOf(sights.all(access[mark]), texts.notSeen)] as const),
      ...sights.all(access.sights).map((sight, index) => [index === 0 ? column.places : '', sightText(sight)] as const),
    ];
    return [
      styled(printable(`${register?.name[language] ?? texts.noRegister}: ${way.name[language]}`), 1, 22) +
        (way.kind === 'past' ? styled(`  (${texts.kind.past})`, 31, 39) : ''),
      ...rows
        .filter(([, text]) => text !== '')
        .map(([label, text]) => `  ${styled(label.padEnd(width), 2, 22)}  ${printable(text)}`),
      '',
    ];
  });
  return `${[...lines, texts.count(accesses.length), texts.note].join('\n')}\n`;
}

/** `registers.schema.json` describes it; `version` rises when a reader could break. */
function asJson(accesses: readonly RegisterAccess[], _: number, surroundings: MapSurroundings): string {
  const { language } = surroundings;
  const sights = new Sights(surroundings);
  const document = {
    version: 1,
    language,
    accesses: accesses.map((access) => ({
      register: access.register ? { id: access.register.id, name: access.register.name[language] } : null,
      way: { id: access.way.id, name: access.way.name[language], kind: access.way.kind },
      versions: access.versions,
      transports: access.transports,
      identifiers: access.identifiers,
      ...Object.fromEntries(MARKS.map((mark) => [mark, sights.all(access[mark])])),
      places: sights.all(access.sights),
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function asCsv(accesses: readonly RegisterAccess[], _: number, surroundings: MapSurroundings): string {
  const { language } = surroundings;
  const { column, kind, noRegister } = REGISTER_TEXTS[language];
  const sights = new Sights(surroundings);
  const heads = Object.keys(column) as (keyof typeof column)[];
  return csvOf([
    heads.map((head) => column[head]),
    ...accesses.map((access) => [
      access.register?.name[language] ?? noRegister,
      access.way.name[language],
      kind[access.way.kind],
      access.versions.join('; '),
      access.transports.join('; '),
      access.identifiers.join('; '),
      ...MARKS.map((mark) => sights.all(access[mark]).map(placeText).join('; ')),
      sights.all(access.sights).map(placeText).join('; '),
    ]),
  ]);
}

function asHtml(accesses: readonly RegisterAccess[], files: number, surroundings: MapSurroundings): string {
  const { language } = surroundings;
  const texts = REGISTER_TEXTS[language];
  if (accesses.length === 0) return pageOf(language, texts.title, `<p>${escaped(texts.none(files))}</p>`);
  return pageOf(language, texts.title, registersBody(accesses, surroundings));
}

const CLASSES = { standard: 'good', unclear: 'doubt', past: 'bad' } as const;

/** The table alone, for a page that holds more. */
function registersBody(accesses: readonly RegisterAccess[], surroundings: MapSurroundings): string {
  const { language } = surroundings;
  const texts = REGISTER_TEXTS[language];
  const { column } = texts;
  const sights = new Sights(surroundings);
  const table = tableOf(
    'registers',
    `${texts.title}: ${texts.count(accesses.length)}`,
    [
      column.register,
      column.way,
      column.versions,
      column.transports,
      column.identifiers,
      column.consent,
      column.log,
      column.purpose,
      column.places,
    ],
    accesses.map((access) => [
      escaped(access.register?.name[language] ?? texts.noRegister),
      `<span class="${CLASSES[access.way.kind]}">${escaped(access.way.name[language])}</span>` +
        `<small>${escaped(texts.kind[access.way.kind])}</small>`,
      escaped(access.versions.join(', ')),
      escaped(access.transports.join(', ')),
      escaped(access.identifiers.join(', ')),
      ...MARKS.map((mark) => escaped(firstOf(sights.all(access[mark]), texts.notSeen))),
      listOf(sights.all(access.sights)),
    ]),
  );
  return `${table}\n<p>${escaped(texts.note)}</p>`;
}

function firstOf(sights: readonly ShownSight[], none: string): string {
  const [first, ...others] = sights;
  if (!first) return none;
  return others.length === 0 ? placeText(first) : `${placeText(first)} (+${String(others.length)})`;
}

function listOf(sights: readonly ShownSight[]): string {
  const items = sights.map((sight) => {
    const what = sight.what === '' ? '' : `<code>${escaped(sight.what)}</code>`;
    return `<li>${what}<small>${escaped(placeText(sight))}</small></li>`;
  });
  return `<ul>${items.join('')}</ul>`;
}
