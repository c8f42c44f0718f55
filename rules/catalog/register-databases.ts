/** How a connection to a database and a table are named, and when they are a register's and not the application's own. */
import { fold, wordsOf } from '../../server/model/words.ts';
import { isStoreCertain, registerIn, registerStoreIn, type Register } from './registers.ts';
import type { TableName } from './sql.ts';

/** What an application keeps itself about its dealings with a register. */
const OWN_WORDS: ReadonlySet<string> = new Set(
  (
    'antrag antraege anfrage anfragen abfrage abfragen abruf abrufe log logs protokoll protokolle cache ' +
    'notiz notizen termin termine statistik statistiken stat abgleich abgleiche status job jobs queue ' +
    'warteschlange vorgang vorgaenge fall faelle zuordnung entwurf benachrichtigung benachrichtigungen ' +
    'einwilligung einwilligungen mapping request requests response nachricht nachrichten outbox inbox ' +
    'postausgang posteingang meldung meldungen auskuenfte auskunft gebuehr gebuehren konto session ' +
    'sessions portal umfrage beteiligung test mock demo dummy fixture redis audit history ereignis ' +
    'ereignisse event events versammlung parken parkausweis fragestunde zahl zahlen anzahl aggregat ' +
    'kennzahlen quote'
  ).split(' '),
);

/** Words that say that a name is one of a database. */
const DATABASE_WORDS: ReadonlySet<string> = new Set(
  (
    'db database datenbank jdbc sql mssql mysql mariadb postgres postgresql pg oracle ora mongo mongodb ' +
    'datasource dsn tns db2 odbc sybase informix knex typeorm pool'
  ).split(' '),
);
/** Parts of a connection that lead nowhere alone. */
const SIDE_WORDS: ReadonlySet<string> = new Set(
  (
    'user username benutzer password passwort kennwort pass pw pwd port ssl tls ca timeout max min size ' +
    'enabled aktiv schema type dialect driver client retries secret token image version logging log ' +
    'migrations seed key cert poolsize idle'
  ).split(' '),
);

/** Schemas that say nothing about whose table it is. */
const NEUTRAL_SCHEMAS: ReadonlySet<string> = new Set(['dbo', 'public', 'main', 'schema']);

/** True where a name says that the application keeps the thing itself. */
export function isOwn(name: string): boolean {
  return wordsOf(name).some((word) => OWN_WORDS.has(word));
}

/** The register a table belongs to; undefined for tables of the application. */
export function registerOfTable({ parts, link }: Pick<TableName, 'parts' | 'link'>): Register | undefined {
  const table = parts.at(-1) ?? '';
  const outer = [...parts.slice(0, -1), ...(link === undefined ? [] : [link])].filter(
    (part) => !NEUTRAL_SCHEMAS.has(fold(part)),
  );
  for (const part of outer) {
    const register = isOwn(part) ? undefined : registerStoreIn(part);
    if (register) return isOwn(table) && !isStoreCertain(part) ? undefined : register;
  }
  // A table in a schema of the application is its own, whatever it is called.
  return outer.length > 0 || isOwn(table) ? undefined : registerIn(table);
}

/** The register that one of the names of a target speaks of, unless they say that it is the application's own. */
export function registerOfNames(names: readonly string[]): { register: Register; isCertain: boolean } | undefined {
  if (names.some(isOwn)) return undefined;
  const speaking = names.filter((name) => registerStoreIn(name) !== undefined);
  const [first] = speaking;
  const register = first === undefined ? undefined : registerStoreIn(first);
  return register && { register, isCertain: speaking.some(isStoreCertain) };
}

/** The register whose database a key names: `EWO_DB_URL`, `einwohner.datenbank.host`; undefined for a part that leads nowhere. */
export function registerOfKey(names: readonly string[]): Register | undefined {
  const text = names.slice(-3).join('.');
  const words = wordsOf(text);
  if (!words.some((word) => DATABASE_WORDS.has(word)) && !/(?:db|datenbank)$/.test(words.slice(0, -1).at(-1) ?? ''))
    return undefined;
  if (SIDE_WORDS.has(words.at(-1) ?? '') || isOwn(text)) return undefined;
  return registerStoreIn(text);
}

/** Last words of keys behind which a database or its server is named. */
const TARGET_WORDS: ReadonlySet<string> = new Set(
  (
    'url uri host hostname server name database datenbank db dsn sid service connection connectionstring ' +
    'connectstring connect address adresse verbindung jdbc catalog instance tns'
  ).split(' '),
);
const DATABASE_NAMES: ReadonlySet<string> = new Set(
  (
    'database dbname databasename initialcatalog catalog sid servicename connectstring connectionstring ' +
    'pgdatabase dsn datenbank'
  ).split(' '),
);
const HOST_NAMES: ReadonlySet<string> = new Set([
  'host',
  'hostname',
  'server',
  'servername',
  'address',
  'pghost',
  'datasrc',
  'hosts',
]);

/** What the last of the names is for in a connection. */
export function roleOf(names: readonly string[]): 'database' | 'host' | 'target' | undefined {
  const last = names.at(-1) ?? '';
  const words = wordsOf(last);
  const plain = words.join('');
  const end = words.at(-1) ?? '';
  if (DATABASE_NAMES.has(plain) || /^(?:db|database)(?:name|database)$/.test(words.slice(-2).join('')))
    return 'database';
  if (HOST_NAMES.has(plain) || (HOST_NAMES.has(end) && hasDatabaseWord(last))) return 'host';
  return TARGET_WORDS.has(end) ? 'target' : undefined;
}

export function hasDatabaseWord(name: string): boolean {
  return wordsOf(name).some((word) => DATABASE_WORDS.has(word) || /(?:db|sql|datenbank)$/.test(word));
}
