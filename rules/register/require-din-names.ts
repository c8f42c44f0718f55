import type { CallFact, TypeFieldFact } from '../../server/model/facts.ts';
import { rule, type FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { checkedPatterns } from '../catalog/checked-patterns.ts';
import {
  isForeignLetterPattern,
  isLookUp,
  isNarrowPattern,
  isOtherData,
  isPersonName,
  NARROW_COLUMN,
  NARROW_ENCODING,
  PERSON_NAME_WORDS,
  SHORTEST_COLUMN,
} from '../catalog/person-names.ts';
import { RegisterScope } from '../catalog/register-scope.ts';
import { TEXT_COLUMN } from '../catalog/regional-keys.ts';
import { sqlColumns } from '../catalog/sql-columns.ts';
import { spokenTexts } from '../catalog/spoken-texts.ts';
import { writtenStatements } from '../catalog/written-statements.ts';

interface Narrow {
  readonly path: string;
  readonly message: 'pattern' | 'dropped' | 'encoding' | 'column' | 'short';
  readonly range: TextRange;
  readonly name: string;
  /** Only where the file itself has to do with a register. */
  readonly isOfFile?: true;
}

export const requireDinNames = rule({
  id: 'register/require-din-names',
  severity: 'warning',
  words: [...PERSON_NAME_WORDS, /latin-?1|iso[-_]?8859|(?:win|windows|cp)[-_]?1252|cp[-_]?850|utf8mb3|[^a-z]ascii/],
  text: {
    de: {
      title: 'Namen, die nicht alle Zeichen der DIN 91379 aufnehmen',
      messages: {
        pattern: 'Das Muster für `{name}` weist Namen ab, die im Register stehen.',
        dropped: 'In `{name}` werden Buchstaben ersetzt oder gestrichen, die im Register stehen.',
        encoding: '`{name}` kann nicht alle Buchstaben von Namen aus einem Register darstellen.',
        column: 'Die Spalte `{name}` kann nicht alle Buchstaben von Namen aus einem Register aufnehmen.',
        short: 'Die Spalte `{name}` schneidet lange Namen ab.',
      },
      why: 'Register führen Namen in allen lateinischen Buchstaben der DIN 91379, mit Zeichen wie „ğ“, „ł“, „č“ oder zusammengesetzten Akzenten. Wer engere Muster oder Kodierungen verwendet, weist Menschen ab oder verfälscht ihre Namen; der nächste Abgleich mit dem Register findet sie dann nicht mehr oder trifft die falsche Person. Die Norm ist für den Datenaustausch der Verwaltung verbindlich.',
      advice: {
        pattern: "Alle Buchstaben zulassen, zum Beispiel `/^[\\p{L}\\p{M}\\s'’.,-]+$/u`, und nur die Länge begrenzen.",
        dropped: 'Den Namen unverändert speichern; eine vereinfachte Form gehört in ein eigenes Feld für die Suche.',
        encoding: 'Daten des Registers als UTF-8 lesen und schreiben.',
        column:
          'Die Spalte auf Unicode umstellen: `utf8mb4` in MySQL, `nvarchar` in SQL Server, UTF-8 in PostgreSQL und Oracle.',
        short:
          'Genug Platz vorsehen, zum Beispiel `text` oder `varchar(200)`: Vornamen und Familiennamen können lang sein und brauchen für Akzente mehrere Zeichen.',
      },
    },
    en: {
      title: 'Names that cannot hold all letters of DIN 91379',
      messages: {
        pattern: 'The pattern for `{name}` rejects names that stand in the register.',
        dropped: 'Letters that stand in the register are replaced or dropped in `{name}`.',
        encoding: '`{name}` cannot represent all letters of names from a register.',
        column: 'The column `{name}` cannot hold all letters of names from a register.',
        short: 'The column `{name}` cuts long names.',
      },
      why: 'Registers keep names in all Latin letters of DIN 91379, with letters such as “ğ”, “ł”, “č” or combined accents. Whoever uses narrower patterns or encodings turns people away or garbles their names; the next matching with the register then does not find them any more, or hits the wrong person. The standard is binding for the exchange of data of the administration.',
      advice: {
        pattern: "Admit all letters, for example `/^[\\p{L}\\p{M}\\s'’.,-]+$/u`, and limit the length only.",
        dropped: 'Store the name unchanged; a simplified form belongs into a field of its own for searching.',
        encoding: 'Read and write register data as UTF-8.',
        column:
          'Change the column to Unicode: `utf8mb4` in MySQL, `nvarchar` in SQL Server, UTF-8 in PostgreSQL and Oracle.',
        short:
          'Leave enough room, for example `text` or `varchar(200)`: given names and family names can be long and need several characters for accents.',
      },
    },
  },
  project(project, report) {
    const scope = new RegisterScope(project);
    if (!scope.isTouched) return;
    const found = project.gather(narrow);
    if (found.length === 0) return;
    for (const { path, message, range, name, isOfFile } of found) {
      if (isOfFile && !scope.isTouching(path)) continue;
      const isGuess = message === 'short' || message === 'dropped';
      report({ path, message, range, data: { name }, ...(isGuess && { confidence: 'medium' as const }) });
    }
  },
});

function narrow(file: FactsView): readonly Narrow[] {
  return [
    ...inPatterns(file),
    ...file.facts('call').flatMap((call) => inCall(call, file)),
    ...inColumns(file),
    ...file.facts('type-field').flatMap(inField),
    ...inSettings(file),
  ].filter(({ range }) => (range.path ?? file.path) === file.path);
}

function inPatterns(file: FactsView): readonly Narrow[] {
  return checkedPatterns(file).flatMap(({ source, name, use, spelled, place, call }): Narrow[] => {
    if (!isPersonName(name) || place.path !== file.path || isLookUp(spelled)) return [];
    const found = { path: file.path, range: place.range, name };
    if (use === 'replace' || use === 'replaceAll')
      return isForeignLetterPattern(source) && !isLookUp(call?.functionName ?? '')
        ? [{ ...found, message: 'dropped' }]
        : [];
    return isNarrowPattern(source) ? [{ ...found, message: 'pattern' }] : [];
  });
}

const XML_READERS =
  /^(?:fast-xml-parser|xml2js|@xmldom\/xmldom|xmldom|libxmljs2?|sax|saxes|xmlbuilder2?|xml-js|xpath|htmlparser2|cheerio)#|^global#DOMParser/;
const CODERS =
  /^(?:iconv-lite|iconv)#(?:default\.)?(?:decode|encode|decodeStream|encodeStream|Iconv)$|^(?:global|node:buffer)#(?:Buffer\(\)\.toString|Buffer\.from|TextDecoder|TextDecoderStream)$|^(?:node:util#TextDecoder|legacy-encoding#\w+|windows-1252#\w+|node:buffer#transcode)$/;
const FILE_CALLS =
  /^(?:node:fs|node:fs\/promises|fs-extra)#(?:promises\.)?(?:readFile|readFileSync|writeFile|writeFileSync|createReadStream|createWriteStream|appendFile)$/;

function inCall(call: CallFact, file: FactsView): readonly Narrow[] {
  const { callee, arguments: given, path, functionName } = call;
  const isCoder = CODERS.test(callee);
  if (!isCoder && !FILE_CALLS.test(callee)) return [];
  const texts = given.flatMap((value) => (value.kind === 'record' ? [...value.entries.values()] : [value]));
  const encoding = texts.find((value) => value.kind === 'known' && NARROW_ENCODING.test(String(value.value)));
  if (encoding?.kind !== 'known') return [];
  const told = [...given.flatMap((value) => spokenTexts(value)), functionName, call.spelled];
  if (told.some(isOtherData)) return [];
  const at = { path, message: 'encoding' as const, range: encoding.range, name: String(encoding.value) };
  // Names of persons are read or written, or a message is taken apart.
  if (told.some(isPersonName)) return [at];
  const isMessage = file.facts('call').some((other) => XML_READERS.test(other.callee));
  if (callee.startsWith('iconv') && isMessage) return [at];
  return [{ ...at, isOfFile: true }];
}

function inColumns(file: FactsView): readonly Narrow[] {
  return writtenStatements(file).flatMap(({ text, place, isWhole }) => {
    const ofTable = NARROW_COLUMN.exec(text.slice(text.lastIndexOf(')')).toLowerCase())?.[1];
    return sqlColumns(text).flatMap(({ name, definition, start }): Narrow[] => {
      if (!isPersonName(name)) return [];
      const range = isWhole ? { start: place.start + start, end: place.start + start + name.length } : place;
      const isNarrow = NARROW_COLUMN.test(definition) || (ofTable !== undefined && !definition.includes('utf8mb4'));
      if (isNarrow) return [{ path: file.path, message: 'column', range, name }];
      const length = Number(TEXT_COLUMN.exec(definition)?.[1] ?? SHORTEST_COLUMN + 1);
      return length <= SHORTEST_COLUMN ? [{ path: file.path, message: 'short', range, name }] : [];
    });
  });
}

/** Schemas of Prisma. */
function inField({ path, name, nameRange, attributes = '' }: TypeFieldFact): readonly Narrow[] {
  const length = Number(/@db\.(?:Var)?Char\((\d{1,4})\)/.exec(attributes)?.[1] ?? SHORTEST_COLUMN + 1);
  return isPersonName(name) && length <= SHORTEST_COLUMN ? [{ path, message: 'short', range: nameRange, name }] : [];
}

const ENCODING_KEY =
  /^(?:charset|characterencoding|encoding|zeichensatz|kodierung|clientencoding|characterset|zeichenkodierung)$/;
/** What the text is that is encoded. */
const CARRIER =
  /^(?:db|database|datenbank|datasource|jdbc|mysql|mariadb|postgres|postgresql|oracle|osci|xta|xmeld|xoev|melderegister|einwohner|personenstand|register|nachricht|nachrichten)$/;

function inSettings(file: FactsView): readonly Narrow[] {
  const named = file.facts('named-value').map(({ names, value, argumentOf = '' }) => ({
    names,
    value,
    isCarrier: /^(?:mysql2?|mariadb|promise-mysql|knex|typeorm|sequelize)[#/]/.test(argumentOf),
  }));
  const settings = file.facts('setting').map(({ key, value }) => ({ names: key, value, isCarrier: false }));
  return [...named, ...settings].flatMap(({ names, value, isCarrier }): Narrow[] => {
    const name = names.at(-1) ?? '';
    const words = wordsOf(names.join('.'));
    const encoding = textOf(value);
    if (encoding === undefined || value.kind === 'absent') return [];
    const isKey =
      ENCODING_KEY.test(wordsOf(name).join('')) ||
      ENCODING_KEY.test(words.slice(-1).join('')) ||
      ENCODING_KEY.test(words.slice(-2).join(''));
    const isMeant = isKey && NARROW_ENCODING.test(encoding) && (isCarrier || words.some((word) => CARRIER.test(word)));
    const isAddress =
      /^jdbc:|^mysql:|^mariadb:/.test(encoding) &&
      /[?&;](?:characterEncoding|charset)=(?:latin1|iso-?8859-?1|cp1252|utf8mb3|ascii)/i.test(encoding);
    if (!isMeant && !isAddress) return [];
    return [{ path: file.path, message: 'encoding', range: value.range, name: isAddress ? name : encoding }];
  });
}

function textOf(value: Value): string | undefined {
  return value.kind === 'known' && typeof value.value === 'string' ? value.value : undefined;
}
