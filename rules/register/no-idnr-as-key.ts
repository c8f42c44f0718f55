import { entryOf, knownTexts, shownText } from '../../server/model/ask.ts';
import type { CallFact, NamedValueFact, StatementFact, TypeFieldFact } from '../../server/model/facts.ts';
import { rule, type FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { storeKey } from '../catalog/data-stores.ts';
import { IDNR_WORDS, idNrPlaces, isIdNr } from '../catalog/identification-number.ts';
import { RegisterScope } from '../catalog/register-scope.ts';
import { sqlKeys } from '../catalog/sql-keys.ts';

type Message = 'primary' | 'join' | 'store' | 'file';

interface Key {
  readonly message: Message;
  readonly path: string;
  readonly range: TextRange;
  readonly name: string;
}

export const noIdnrAsKey = rule<Message>({
  id: 'register/no-idnr-as-key',
  severity: 'error',
  words: IDNR_WORDS,
  text: {
    de: {
      title: 'Identifikationsnummer als Schlüssel',
      messages: {
        primary: 'Die Identifikationsnummer ist der Schlüssel der Datensätze (`{name}`).',
        join: 'Datensätze werden über die Identifikationsnummer verknüpft (`{name}`).',
        store: '`{name}` legt Daten unter der Identifikationsnummer einer Person ab.',
        file: 'Der Name der Datei enthält die Identifikationsnummer einer Person (`{name}`).',
      },
      why: 'Ein Schlüssel wandert in jede Tabelle, jeden Zwischenspeicher, jede Sicherung und jede Auswertung. Mit der Identifikationsnummer als Schlüssel lassen sich alle diese Bestände mit denen anderer Behörden zusammenführen; das Gesetz erlaubt die Nummer aber nur für die Zuordnung beim Abruf.',
      advice: {
        primary:
          'Einen eigenen Schlüssel ohne Bedeutung vergeben (zum Beispiel eine UUID) und die Nummer, soweit erlaubt, als geschütztes Feld daneben führen.',
        join: 'Über einen eigenen Schlüssel ohne Bedeutung verknüpfen; Bereiche verschiedener Behörden gar nicht.',
        store: 'Die Kennung des Vorgangs als Schlüssel verwenden oder einen HMAC mit geheimem Schlüssel bilden.',
        file: 'Die Datei nach dem Vorgang oder zufällig benennen.',
      },
    },
    en: {
      title: 'Identification number as a key',
      messages: {
        primary: 'The identification number is the key of the records (`{name}`).',
        join: 'Records are joined by the identification number (`{name}`).',
        store: '`{name}` keeps data under the identification number of a person.',
        file: 'The name of the file holds the identification number of a person (`{name}`).',
      },
      why: 'A key wanders into every table, cache, backup and analysis. With the identification number as the key, all of these can be joined with those of other authorities; but the law admits the number only for matching in a retrieval.',
      advice: {
        primary:
          'Give a key of your own without a meaning (a UUID, for example) and keep the number, as far as it is allowed, as a protected field beside it.',
        join: 'Join by a key of your own without a meaning; areas of different authorities not at all.',
        store: 'Use the id of the case as the key, or make an HMAC with a secret key.',
        file: 'Name the file after the case, or at random.',
      },
    },
  },
  project(project, report) {
    if (!new RegisterScope(project).isTouched) return;
    for (const { message, path, range, name } of project.gather(keys)) report({ message, path, range, data: { name } });
  },
});

function keys(file: FactsView): readonly Key[] {
  return [
    ...file.facts('call').flatMap(inCall),
    ...file.facts('named-value').flatMap(inNamedValue),
    ...file.facts('type-field').flatMap(inField),
    ...file.facts('statement').flatMap(inStatement),
  ];
}

const COLUMN_MAKERS =
  /^drizzle-orm\/[\w-]+#\w+\(\)(?:\.\w+\(\))*\.primaryKey$|^knex#.*\.primary$|^(?:typeorm|@mikro-orm\/\w+|mikro-orm|sequelize-typescript|@prisma\/client)#(?:PrimaryColumn|PrimaryKey|ObjectIdColumn)$/;

function inCall(call: CallFact): readonly Key[] {
  const { path, callee, spelled, decorates = '' } = call;
  if (COLUMN_MAKERS.test(callee)) {
    const [made] = call.receiver.kind === 'call' ? call.receiver.arguments : call.arguments;
    const texts = made ? knownTexts(made) : [];
    if (isIdNr(decorates) || texts.some(({ value }) => isIdNr(value)))
      return [{ message: 'primary', path, range: call.calleeRange, name: decorates || (texts[0]?.value ?? spelled) }];
  }
  const options = call.arguments[0];
  if (isIdNr(decorates) && options && entryOf(options, 'primary').kind === 'known')
    return [{ message: 'primary', path, range: call.calleeRange, name: decorates }];
  const kept = storeKey(call);
  if (kept) {
    const [range] = idNrPlaces(kept.key);
    const message = kept.kind;
    if (range) return [{ message, path, range: range.path === undefined ? range : call.calleeRange, name: spelled }];
  }
  return call.arguments.flatMap((argument) =>
    argument.kind === 'absent' ? [] : statementKeys(shownText(argument), path, argument.range),
  );
}

/** Definitions of models: `{ idnr: { type: STRING, primaryKey: true } }`. */
function inNamedValue({ names, value, path, form }: NamedValueFact): readonly Key[] {
  const isKey = /^(?:primaryKey|primary|isPrimary|is_primary_key)$/.test(names.at(-1) ?? '');
  if (form !== 'property' || !isKey || value.kind !== 'known' || value.value !== true) return [];
  const name = names.at(-2) ?? '';
  return isIdNr(name) ? [{ message: 'primary', path, range: value.range, name }] : [];
}

/** Schemas of Prisma: a field with the attribute `@id`, or one of several in `@@id`. */
function inField({ name, nameRange, attributes = '', path }: TypeFieldFact): readonly Key[] {
  return /(?:^|\s)@@?id\b/.test(attributes) && isIdNr(name)
    ? [{ message: 'primary', path, range: nameRange, name }]
    : [];
}

function inStatement({ text, path, range }: StatementFact): readonly Key[] {
  const [key] = statementKeys(text, path, range);
  const start = key ? range.start + text.indexOf(key.name) : 0;
  return key ? [{ ...key, range: { start, end: start + key.name.length } }] : [];
}

function statementKeys(text: string, path: string, range: TextRange): readonly Key[] {
  const key = sqlKeys(text).find(({ column }) => isIdNr(column));
  return key ? [{ message: key.form, path, range, name: key.column }] : [];
}
