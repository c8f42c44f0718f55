import type { CallFact } from '../../server/model/facts.ts';
import { entryOf, literalPlace } from '../../server/model/ask.ts';
import { rule, type FactsView } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { GENDER_WORDS, isGenderOfOther, isGenderOfPerson, isWithoutDiverse } from '../catalog/gender-codes.ts';
import { RegisterScope } from '../catalog/register-scope.ts';

interface CodeList {
  readonly path: string;
  readonly range: TextRange;
  readonly name: string;
}

export const requireAllGenderCodes = rule({
  id: 'register/require-all-gender-codes',
  severity: 'warning',
  words: GENDER_WORDS,
  text: {
    de: {
      title: 'Geschlecht mit nur zwei Ausprägungen',
      messages: { two: '`{name}` lässt nur zwei Geschlechter zu; divers und keine Angabe fehlen.' },
      why: 'Im Personenstandsregister kann das Geschlecht auch „divers“ lauten oder offen bleiben, und das Melderegister übermittelt es so. Wer nur zwei Schlüssel annimmt, weist diese Menschen ab oder trägt etwas Falsches ein; die Nachricht eines Registers lässt sich dann nicht mehr verarbeiten.',
      advice: {
        two: 'Alle Schlüssel der Codeliste `urn:xoev-de:xinneres:codeliste:geschlecht` zulassen: `m`, `w`, `d` und `x`; eigene Schlüssel auf diese abbilden.',
      },
    },
    en: {
      title: 'Gender with only two values',
      messages: { two: '`{name}` admits only two genders; divers and no entry are missing.' },
      why: 'In the register of civil status the gender may also be “divers” or be left open, and the population register hands it on like that. Whoever accepts two codes only turns these people away or records something wrong; the message of a register can then no longer be processed.',
      advice: {
        two: 'Admit all codes of the list `urn:xoev-de:xinneres:codeliste:geschlecht`: `m`, `w`, `d` and `x`; map codes of your own to these.',
      },
    },
  },
  project(project, report) {
    if (!new RegisterScope(project).isTouched) return;
    for (const { path, range, name } of project.gather(incomplete))
      report({ path, message: 'two', range, data: { name } });
  },
});

function incomplete(file: FactsView): readonly CodeList[] {
  const found = new Map<number, CodeList>();
  const add = (range: TextRange, name: string): void => {
    if ((range.path ?? file.path) === file.path)
      found.set(range.start, found.get(range.start) ?? { path: file.path, range, name });
  };
  const calls = file.facts('call');
  const fields = calls.flatMap(({ arguments: given }) => given.flatMap((value) => genderFields(value, file.path)));
  for (const call of calls) {
    const codes = codesOf(call);
    if (!codes) continue;
    const { decorates } = call;
    const name =
      decorates === undefined
        ? fields.find(({ value }) => isWithin(call.range, value, file.path))?.name
        : isGenderOfPerson(decorates, [], file.path) && decorates;
    if (name) add(codes, name);
  }
  for (const { name, value } of fields) {
    const list = value.kind === 'record' ? entryOf(value, 'enum') : value;
    if (isListWithoutDiverse(list)) add(literalPlace(list), name);
  }
  const members = new Map<string, { readonly range: TextRange; readonly values: readonly Value[] }>();
  for (const { names, nameRange, value, form, siblings } of file.facts('named-value')) {
    const owner = names.at(-2) ?? '';
    if (!isGenderOfPerson(owner, [], file.path)) continue;
    // A table from code to text; numbers are counts of a statistic.
    const codes = [names.at(-1) ?? '', ...siblings];
    if (form === 'property' && textOf(value) !== undefined && isTableStart(codes) && isWithoutDiverse(codes))
      add(nameRange, owner);
    if (form !== 'enum-member') continue;
    const known = members.get(owner);
    members.set(owner, { range: known?.range ?? nameRange, values: [...(known?.values ?? []), value] });
  }
  for (const [owner, { range, values }] of members) if (isWithoutDiverse(values.map(textOf))) add(range, owner);
  for (const { range, name } of enumerations(file)) add(range, name);
  return [...found.values()];
}

interface Field {
  readonly name: string;
  readonly value: Value;
}

/** Fields of a schema that hold a gender, at any depth. */
function genderFields(schema: Value, path: string): readonly Field[] {
  if (schema.kind !== 'record') return [];
  const names = [...schema.entries.keys()];
  return [...schema.entries].flatMap(([name, value]) => {
    if (isGenderOfPerson(name, names, path)) return [{ name, value }];
    return names.some((other) => isGenderOfOther(other)) ? [] : genderFields(value, path);
  });
}

function isWithin(range: TextRange, value: Value, path: string): boolean {
  const place = literalPlace(value);
  return value.kind === 'call' && (place.path ?? path) === path && contains(place, range);
}

function isListWithoutDiverse(value: Value): boolean {
  return value.kind === 'list' && !value.open && isWithoutDiverse(value.items.map(textOf));
}

/** The smallest of the codes in the order of letters, so that a table is found once. */
function isTableStart(codes: readonly string[]): boolean {
  return codes.every((code) => code >= (codes[0] ?? ''));
}

/** Checks that take a list, or the admitted values one by one. */
const LISTING = /(?:^|[#.])(?:enum|nativeEnum|picklist|IsIn|IsEnum|isIn|oneOf|valid|allow|equal)$/;
const UNION = /(?:^|[#.])(?:union|Union|or)$/;

/** The place of the two codes that a call admits. */
function codesOf({ callee, spelled, arguments: given }: CallFact): TextRange | undefined {
  const name = callee === '' ? spelled : callee;
  if (UNION.test(name)) {
    const [options] = given;
    if (options?.kind !== 'list' || options.open) return undefined;
    const literals = options.items.map((item) => (item.kind === 'call' ? textOf(item.arguments[0]) : undefined));
    return isWithoutDiverse(literals) ? literalPlace(options) : undefined;
  }
  if (!LISTING.test(name)) return undefined;
  const list = given.find(isListWithoutDiverse);
  if (list) return literalPlace(list);
  const [first] = given;
  const last = given.at(-1);
  return first && last && first.kind === 'known' && last.kind === 'known' && isWithoutDiverse(given.map(textOf))
    ? { start: first.range.start, end: last.range.end }
    : undefined;
}

/** JSON Schema and OpenAPI: `geschlecht: { enum: [m, w] }`. */
function enumerations(file: FactsView): readonly { readonly range: TextRange; readonly name: string }[] {
  const lists = new Map<string, { name: string; range: TextRange; texts: (string | undefined)[] }>();
  for (const { key, value } of file.facts('setting')) {
    if (key.at(-2) !== 'enum' || value.kind === 'absent') continue;
    const name = key.at(-3) ?? '';
    if (!isGenderOfPerson(name, [], file.path)) continue;
    const way = key.slice(0, -1).join('\0');
    const known = lists.get(way);
    lists.set(way, {
      name,
      range: { start: known?.range.start ?? value.range.start, end: value.range.end },
      texts: [...(known?.texts ?? []), textOf(value)],
    });
  }
  return [...lists.values()].filter(({ texts }) => isWithoutDiverse(texts));
}

function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'known' && typeof value.value === 'string' ? value.value : undefined;
}
