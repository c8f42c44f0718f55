/** Connections of a project that lead into the database of a register. */
import type { CallFact, NamedValueFact, SettingFact } from '../../server/model/facts.ts';
import type { Place } from '../../server/model/text-range.ts';
import { easyConnect, targetOf } from './connection-targets.ts';
import { hasDatabaseWord, isOwn, registerOfKey, registerOfNames, roleOf } from './register-databases.ts';
import { ENTITIES } from './register-statements.ts';
import type { Register } from './registers.ts';
import { wordsOf } from '../../server/model/words.ts';
import { writtenTexts, type WrittenText } from './written-texts.ts';

/** Variables by which a database server is set up: nothing is reached by them. */
const SERVER_VARIABLES = /^(?:POSTGRES|MYSQL|MARIADB|MONGO_INITDB|MSSQL|ORACLE)_(?:DB|DATABASE|USER|PDB)$/;

/** Clients whose options say where they connect to. */
const CLIENTS =
  /^(?:pg|pg-promise|postgres|mysql2?|mysql2\/promise|mariadb|mssql|tedious|oracledb|odbc|ibm_db|knex|sequelize|sequelize-typescript|typeorm|@nestjs\/(?:typeorm|sequelize|mongoose)|@mikro-orm\/[\w-]+|mongodb|mongoose|slonik|kysely|drizzle-orm(?:\/[\w-]+)?|massive|promise-mysql|serverless-mysql|node-firebird|jdbc)#/;
/** Statements that link another server: `CREATE SERVER`, `sp_addlinkedserver`. */
const LINKED = /^(?:(?:create|alter) server|exec)\b/;
/** Entries that stand beside the name of a database. */
const BESIDE: ReadonlySet<string> = new Set(
  (
    'host server user username userName password port dialect client driver type database dbName ssl ' +
    'connectionLimit entities'
  ).split(' '),
);
/** Calls whose first text is the name of a database. */
const OPENING = /^(?:mongodb#.*\.db|sequelize#(?:Sequelize|default)|mongoose#.*\.useDb)$/;

/** Candidates closer than this speak of one connection: options of one object, lines of one block. */
const ONE_CONNECTION = 400;

export interface RegisterConnection {
  readonly place: Place;
  readonly register: Register;
  readonly shown: string;
  /** 0 for a whole address; the lowest of one connection is reported. */
  readonly rank: number;
  readonly isCertain: boolean;
  readonly hasPassword: boolean;
  /** The object or block of lines it stands in; left out where it only names a connection that is described elsewhere. */
  readonly block?: string;
  /** Name of the entry: a second one of the same name begins another object. */
  readonly entry?: string;
  /** All that is known is the name of this variable of the environment: true only where no file of the project sets it. */
  readonly variable?: string;
}

/** What the facts of one file say of connections: several candidates for each. */
export function connectionCandidates(
  facts: readonly (NamedValueFact | SettingFact)[],
  calls: readonly CallFact[],
): readonly RegisterConnection[] {
  return [...facts.flatMap(connectionsOf), ...calls.flatMap(openedBy)];
}

function connectionsOf(fact: NamedValueFact | SettingFact): RegisterConnection[] {
  const names = fact.kind === 'setting' ? fact.key : fact.names;
  const last = names.at(-1) ?? '';
  if (SERVER_VARIABLES.test(last) || (fact.kind === 'named-value' && ENTITIES.test(fact.argumentOf ?? ''))) return [];
  const block = last === 'name' ? {} : { block: blockOf(fact, names), entry: last };
  return writtenTexts(fact.value, fact.path).flatMap((text): RegisterConnection[] => {
    const whole = addressed(text, names);
    if (whole) return [{ ...whole, ...block }];
    if (text.text === '') return byVariable(text).map((unseen) => ({ ...unseen, ...block }));
    const part = partOf(fact, names, text);
    return part ? [{ ...part, ...block }] : [];
  });
}

/** Variables of the environment are a flat list: there the words before the last one tell connections apart. */
function blockOf(fact: NamedValueFact | SettingFact, names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  const head = fact.kind === 'setting' && last === last.toUpperCase() ? wordsOf(last).slice(0, -1).join(' ') : '';
  return `${fact.kind} ${names.slice(0, -1).join('.')} ${head}`;
}

/** A whole address of a database. */
function addressed(text: WrittenText, names: readonly string[]): RegisterConnection | undefined {
  const target =
    targetOf(text.text) ?? (/connect(?:ion)?_?string$/i.test(names.at(-1) ?? '') ? easyConnect(text.text) : undefined);
  if (!target) return undefined;
  const found = registerOfNames(target.names);
  const byKey = found || target.names.some(isOwn) ? undefined : registerOfKey(names);
  const register = found?.register ?? byKey;
  if (!register) return undefined;
  return {
    place: text.place,
    register,
    rank: 0,
    shown: target.shown === '' ? (names.at(-1) ?? '') : target.shown,
    isCertain: (found?.isCertain ?? true) || registerOfKey(names) === register,
    hasPassword: target.hasPassword,
  };
}

/** Variables of the environment whose names alone show the connection. */
function byVariable({ variables, place }: WrittenText): RegisterConnection[] {
  return variables.flatMap((variable) => {
    const register = roleOf([variable]) === undefined ? undefined : registerOfKey([variable]);
    return register
      ? [{ place, register, rank: 3, shown: variable, isCertain: true, hasPassword: false, variable }]
      : [];
  });
}

/** One of several entries of a connection: the name of the database, of its server, or a value whose key says both. */
function partOf(
  fact: NamedValueFact | SettingFact,
  names: readonly string[],
  text: WrittenText,
): RegisterConnection | undefined {
  const role = roleOf(names);
  if (role === undefined || text.text === '' || /[\s:<>{}=]|^(?:true|false|yes|no|on|off|\d+)$/.test(text.text))
    return undefined;
  const candidate = { place: text.place, shown: text.text, hasPassword: false };
  const byValue = registerOfNames([text.text]);
  const isAmong = isConnection(fact, names);
  if (byValue && !names.some(isOwn)) {
    if (role === 'database' && isAmong) return { ...candidate, ...byValue, rank: 1 };
    if (role === 'host' && (isAmong || hasDatabaseWord(text.text))) return { ...candidate, ...byValue, rank: 2 };
    if (names.at(-1) === 'name' && isAmong && fact.kind === 'named-value' && CLIENTS.test(fact.argumentOf ?? ''))
      return { ...candidate, ...byValue, rank: 2 };
  }
  const byKey = isOwn(text.text) || registerOfNames([text.text])?.register ? undefined : registerOfKey(names);
  const isPlace = fact.kind === 'setting' || role === 'host' || role === 'database';
  return byKey && isPlace ? { ...candidate, register: byKey, rank: 3, isCertain: true } : undefined;
}

function isConnection(fact: NamedValueFact | SettingFact, names: readonly string[]): boolean {
  if (fact.kind === 'setting')
    return (fact.document === 'sql' && LINKED.test(names[0] ?? '')) || hasDatabaseWord(names.slice(-3).join('.'));
  return (
    CLIENTS.test(fact.argumentOf ?? '') ||
    fact.siblings.some((name) => BESIDE.has(name) && name !== names.at(-1)) ||
    hasDatabaseWord(names.slice(0, -1).join('.'))
  );
}

/** Databases that a call opens: by an address, or by their name as first argument. */
function openedBy(call: CallFact): RegisterConnection[] {
  const texts = call.arguments.flatMap((argument) =>
    argument.kind === 'record' ? [] : writtenTexts(argument, call.path),
  );
  const found = texts.flatMap((text) => addressed(text, []) ?? (CLIENTS.test(call.callee) ? byVariable(text) : []));
  const block = `call ${String(call.range.start)}`;
  const [first] = texts;
  const byName =
    first && OPENING.test(call.callee) && !/[\s:]/.test(first.text) ? registerOfNames([first.text]) : undefined;
  const named =
    byName && first ? [{ place: first.place, shown: first.text, hasPassword: false, rank: 1, ...byName }] : [];
  return [...found, ...named].map((each) => ({ ...each, block }));
}

/** One candidate of each connection, sorted by place; `set` are the variables that files of the project set. */
export function registerConnections(
  candidates: readonly RegisterConnection[],
  set: ReadonlySet<string>,
): readonly RegisterConnection[] {
  const sorted = candidates
    .filter(({ variable }) => variable === undefined || !set.has(variable))
    .sort((a, b) => compare(a.place.path, b.place.path) || a.place.range.start - b.place.range.start);
  const chosen: RegisterConnection[] = [];
  let end = 0;
  let entries = new Set<string>();
  for (const candidate of sorted) {
    const before = chosen.at(-1);
    const { path, range } = candidate.place;
    const isNear =
      before?.place.path === path && before.register === candidate.register && range.start - end < ONE_CONNECTION;
    const isSame =
      isNear && (before.block === undefined || candidate.block === undefined || before.block === candidate.block);
    const { entry } = candidate;
    if (!isSame || (before.rank === 0 && candidate.rank === 0) || (entry !== undefined && entries.has(entry))) {
      chosen.push(candidate);
      entries = new Set();
    } else if (candidate.rank < before.rank) chosen[chosen.length - 1] = candidate;
    if (entry !== undefined) entries.add(entry);
    end = range.end;
  }
  return chosen;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
