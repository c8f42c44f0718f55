import { isAlways } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { rule, type FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { checkedPatterns } from '../catalog/checked-patterns.ts';
import { RegisterScope } from '../catalog/register-scope.ts';
import {
  digitsOfPattern,
  directoryKey,
  isWrongLength,
  NUMBER_COLUMN,
  REGIONAL_KEY_WORDS,
  regionalKeyOf,
  TEXT_COLUMN,
  type RegionalKey,
} from '../catalog/regional-keys.ts';
import { fieldOf, schemaFields } from '../catalog/schema-fields.ts';
import { sqlColumns } from '../catalog/sql-columns.ts';
import { writtenStatements, type WrittenStatement } from '../catalog/written-statements.ts';
import { writtenTexts } from '../catalog/written-texts.ts';

interface Wrong {
  readonly path: string;
  readonly message: 'number' | 'length' | 'directory';
  readonly range: TextRange;
  readonly name: string;
  readonly digits: number;
}

export const requireValidRegionalKey = rule({
  id: 'register/require-valid-regional-key',
  severity: 'warning',
  words: [...REGIONAL_KEY_WORDS, /(?:ags|dbs):\d/],
  text: {
    de: {
      title: 'Amtlicher Schlüssel als Zahl oder mit falscher Länge',
      messages: {
        number: '`{name}` ist eine Zahl; ein amtlicher Schlüssel ist ein Text aus {digits} Ziffern.',
        length: '`{name}` lässt eine andere Länge als {digits} Ziffern zu.',
        directory: 'Der Schlüssel `{name}` hat nicht {digits} Ziffern.',
      },
      why: 'Die Schlüssel von neun Ländern beginnen mit einer Null, die eine Zahl verliert: Aus 01001000 (Flensburg) wird 1001000. Nachrichten gehen dann an eine falsche Behörde oder an keine, und der Abgleich mit dem Register ordnet Personen einer anderen Gemeinde zu. Der Gemeindeschlüssel hat acht, der Regionalschlüssel zwölf Ziffern.',
      advice: {
        number:
          'Den Schlüssel überall als Text mit genau {digits} Ziffern führen: `string` und `^[0-9]{digits}$` mit der Länge in geschweiften Klammern, in Tabellen `char({digits})`.',
        length:
          'Genau {digits} Ziffern verlangen; sieben oder elf Ziffern sind ein Schlüssel, der seine führende Null verloren hat.',
        directory: 'Den Schlüssel mit allen {digits} Ziffern eintragen, führende Null eingeschlossen.',
      },
    },
    en: {
      title: 'Official key as a number or of wrong length',
      messages: {
        number: '`{name}` is a number; an official key is a text of {digits} digits.',
        length: '`{name}` admits another length than {digits} digits.',
        directory: 'The key `{name}` does not have {digits} digits.',
      },
      why: 'The keys of nine Länder begin with a zero, which a number loses: 01001000 (Flensburg) becomes 1001000. Messages then go to a wrong authority or to none, and matching with the register puts persons into another municipality. The municipality key (AGS) has eight digits, the regional key (ARS) twelve.',
      advice: {
        number:
          'Keep the key as a text of exactly {digits} digits everywhere: `string` and `^[0-9]{digits}$` with the length in braces, in tables `char({digits})`.',
        length: 'Demand exactly {digits} digits; seven or eleven digits are a key that has lost its leading zero.',
        directory: 'Enter the key with all {digits} digits, the leading zero included.',
      },
    },
  },
  project(project, report) {
    if (!new RegisterScope(project).isTouched) return;
    const found = project.gather(wrongKeys);
    const seen = new Set<string>();
    for (const { path, message, range, name, digits } of found) {
      // A field with a type and a decorator is one mistake.
      const line = project.file(path).text.slice(0, range.start).split('\n').length;
      const keys = [line - 1, line, line + 1].map((each) => `${path} ${String(each)} ${name}`);
      if (message === 'number' && keys.some((key) => seen.has(key))) continue;
      if (message === 'number') seen.add(`${path} ${String(line)} ${name}`);
      report({ path, message, range, data: { name, digits: String(digits) } });
    }
  },
});

function wrongKeys(file: FactsView): readonly Wrong[] {
  const found: Wrong[] = [];
  const add = (message: Wrong['message'], range: TextRange, name: string, digits: number): void => {
    if ((range.path ?? file.path) === file.path) found.push({ path: file.path, message, range, name, digits });
  };
  const number = (name: string, range: TextRange): void => {
    const key = regionalKeyOf(name);
    if (key) add('number', range, name.split('.').at(-1) ?? name, key.digits);
  };
  for (const call of file.facts('call')) inCall(call, number);
  for (const { name, types, range } of file.facts('type-field'))
    if (types.every((type) => NUMBER_TYPE.test(type))) number(name, range);
  const fields = schemaFields(file);
  for (const { name, value, range } of fields) if (isNumberSchema(value)) number(name, range);
  for (const statement of writtenStatements(file)) inStatement(statement, add);
  inPatterns(file, add);
  for (const call of file.facts('call')) inLength(call, fieldOf(call, fields), add);
  inValues(file, add);
  return found.sort((a, b) => a.range.start - b.range.start);
}

const NUMBER_TYPE = /^(?:number|bigint|Int|BigInt|Float|Decimal)$/;
/** Decorators for a number, and for the type of a column. */
const NUMBER_DECORATOR = /#(?:IsInt|IsNumber|IsPositive|IsDivisibleBy|ParseIntPipe)$/;
const COLUMN_DECORATOR = /#(?:Column|PrimaryColumn|Property|ApiProperty|ApiPropertyOptional|Field|Prop)$/;
const PARSING = /^global#(?:Number|parseInt|parseFloat|BigInt|Number\.parseInt|Number\.parseFloat)$/;

function inCall(
  { callee, decorates, arguments: given, range, used }: CallFact,
  number: (name: string, range: TextRange) => void,
): void {
  const [first] = given;
  if (decorates !== undefined) {
    const type = first?.kind === 'record' ? first.entries.get('type') : first;
    const isColumn = COLUMN_DECORATOR.test(callee) && type !== undefined && isNumberType(type);
    if (NUMBER_DECORATOR.test(callee) || isColumn) number(decorates, range);
  } else if (PARSING.test(callee) && first?.spelled !== undefined && used !== 'tested') number(first.spelled, range);
}

function isNumberType(value: Value): boolean {
  if (value.kind === 'known') return NUMBER_COLUMN.test(String(value.value)) || value.value === 'integer';
  return (
    value.kind === 'reference' &&
    /(?:^|\.)(?:Number|BigInt|INTEGER|BIGINT|Int|INT)$/.test(
      [value.module === 'global' ? value.name : '', ...value.path].join('.') || value.name,
    )
  );
}

/** `z.coerce.number().int()`, `Joi.number()`, `integer('ags')`, `{ type: Number }`. */
function isNumberSchema(value: Value): boolean {
  if (value.kind === 'call')
    return /[#.](?:number|bigint|int|int32|int64|integer|bigint|Number|Integer|BigInt)(?:\(\)(?!.*\.(?:transform|toString|pipe))|$)/.test(
      value.callee,
    );
  if (value.kind === 'record') {
    const type = value.entries.get('type');
    return type !== undefined && isNumberType(type);
  }
  return value.kind === 'reference' && value.module === 'global' && value.name === 'Number';
}

type Add = (message: Wrong['message'], range: TextRange, name: string, digits: number) => void;

function inStatement({ text, place, isWhole }: WrittenStatement, add: Add): void {
  for (const { name, definition, start } of sqlColumns(text)) {
    const key = regionalKeyOf(name);
    if (!key) continue;
    const range = isWhole ? { start: place.start + start, end: place.start + start + name.length } : place;
    const length = Number(TEXT_COLUMN.exec(definition)?.[1] ?? key.digits);
    if (NUMBER_COLUMN.test(definition)) add('number', range, name, key.digits);
    else if (length < key.digits && isWrongLength(key, length)) add('length', range, name, key.digits);
  }
}

function inPatterns(file: FactsView, add: Add): void {
  for (const { source, name, use, place } of checkedPatterns(file)) {
    const key = regionalKeyOf(name);
    const admitted = key && use !== 'replace' && use !== 'split' ? digitsOfPattern(source) : undefined;
    if (!key || !admitted || place.path !== file.path) continue;
    const { least, most } = admitted;
    const isExact = least === most;
    if (isExact ? isWrongLength(key, least) : most !== Infinity || least > 0)
      add('length', place.range, name, key.digits);
  }
}

/** `@Length(7, 8)`, `.length(7)`, `minLength: 5`. */
function inLength({ callee, arguments: [first, second], range }: CallFact, field: string | undefined, add: Add): void {
  const key = field === undefined ? undefined : regionalKeyOf(field);
  if (field === undefined || !key || !/[#.](?:length|Length)$/.test(callee) || first?.kind !== 'known') return;
  const wrong = (value: Value | undefined): boolean =>
    value?.kind === 'known' && typeof value.value === 'number' && isWrongLength(key, value.value);
  if (wrong(first) || wrong(second)) add('length', range, field, key.digits);
}

function inValues(file: FactsView, add: Add): void {
  const settings = file.facts('setting').filter(({ document }) => document !== 'texts' && document !== 'npm:package');
  for (const { key: names, value, keyRange } of settings) {
    const name = names.at(-1) ?? '';
    inValue(name, value, add, file.path);
    // JSON Schema and OpenAPI.
    const key = regionalKeyOf(names.at(-2) ?? '');
    if (!key || names.at(-3) !== 'properties' || value.kind === 'absent') continue;
    const shown = names.at(-2) ?? '';
    if (name === 'type' && isAlways(value, 'integer', 'number')) add('number', value.range, shown, key.digits);
    const isLength = (name === 'minLength' || name === 'maxLength') && value.kind === 'known';
    if (
      isLength &&
      typeof value.value === 'number' &&
      value.value !== key.digits &&
      isWrongLength(key, value.value) &&
      name === 'maxLength'
    )
      add('length', value.range.start < value.range.end ? value.range : keyRange, shown, key.digits);
  }
  for (const { arguments: given } of file.facts('call')) for (const value of given) inValue('', value, add, file.path);
  for (const { names, value, form } of file.facts('named-value'))
    if (form !== 'attribute' && form !== 'parameter') inValue(names.at(-1) ?? '', value, add, file.path);
  for (const { element, attribute, value } of file.facts('markup'))
    inValue(attribute ?? element, value, add, file.path);
}

function inValue(name: string, value: Value, add: Add, path: string): void {
  const key = regionalKeyOf(name);
  if (key && value.kind === 'known' && typeof value.value === 'number' && !value.origin) {
    if (isPossible(key, value.value)) add('number', value.range, name, key.digits);
    return;
  }
  for (const { text, place } of writtenTexts(value, path)) {
    const entry = directoryKey(text);
    if (entry && entry.digits !== entry.expected)
      add('directory', { ...place.range, path: place.path }, text, entry.expected);
    const isKey = key && /^\d{4,14}$/.test(text) && place.path === path;
    if (isKey && isWrongLength(key, text.length) && (key.digits !== 8 || text.length !== 12))
      add('directory', place.range, text, key.digits);
  }
}

/** Small numbers count something. */
function isPossible({ digits }: RegionalKey, value: number): boolean {
  return Number.isInteger(value) && value >= 10 ** (digits - 2) && value < 10 ** digits;
}
