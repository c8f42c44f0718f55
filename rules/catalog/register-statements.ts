/** Statements and tables of a project that belong to a register. */
import type { CallFact, NamedValueFact, StatementFact } from '../../server/model/facts.ts';
import type { Place } from '../../server/model/text-range.ts';
import { isOwn, registerOfNames, registerOfTable } from './register-databases.ts';
import { registerStoreIn, type Register } from './registers.ts';
import { isStatement, tablesOf, type TableName } from './sql.ts';
import { writtenTexts, type WrittenText } from './written-texts.ts';

/** Calls whose text is the name of a schema or table. */
const NAMING =
  /^(?:knex#.*(?:\(\)|\.(?:from|into|table|withSchema|join|leftJoin|innerJoin|rightJoin))|typeorm#.*\.(?:from|into|leftJoin|innerJoin)|kysely#.*\.(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|withSchema)|drizzle-orm\/(?:pg|mysql|mssql|singlestore)-core#(?:pg|mysql|mssql|singlestore)(?:Schema|Table))$/;
/** Decorators and definitions of classes that are stored in a table. */
export const ENTITIES =
  /^(?:typeorm#(?:Entity|ViewEntity|EntitySchema)|sequelize-typescript#Table|@mikro-orm\/[\w-]+#Entity|sequelize#.*\.(?:define|init))$/;
const QUERY_METHODS: ReadonlySet<string> = new Set(
  (
    'query execute raw $queryRaw $executeRaw any one many none oneOrNone manyOrNone result $queryRawUnsafe $executeRawUnsafe ' +
    'queryRaw run all get each prepare simpleExecute exec unsafe batch'
  ).split(' '),
);

export interface RegisterStatement {
  readonly place: Place;
  readonly register: Register;
  readonly table: string;
  readonly isCertain: boolean;
}

/** Statements and names of tables of a file, and the registers whose tables it creates. */
export interface RegisterStatements {
  readonly found: readonly RegisterStatement[];
  readonly created: ReadonlySet<Register>;
}

export function registerStatements(
  named: readonly NamedValueFact[],
  calls: readonly CallFact[],
  written: readonly StatementFact[],
): RegisterStatements {
  const found: RegisterStatement[] = [];
  const created = new Set<Register>();
  const read = (text: Pick<WrittenText, 'text' | 'place'>, byReceiver: Register | undefined, isFile = false): void => {
    const tables = tablesOf(text.text);
    for (const table of tables) {
      const register = registerOfTable(table);
      if (register && table.isCreated) created.add(register);
    }
    const ofRegister = tables.find((table) => registerOfTable(table) !== undefined);
    const foreign = ofRegister ?? (byReceiver ? tables.find(({ parts }) => !parts.some(isOwn)) : undefined);
    const register = (ofRegister && registerOfTable(ofRegister)) ?? byReceiver;
    if (foreign && register)
      found.push({
        place: isFile ? placeIn(text.place, foreign) : text.place,
        register,
        table: foreign.parts.join('.'),
        isCertain: ofRegister !== undefined,
      });
  };
  for (const fact of named) {
    for (const text of writtenTexts(fact.value, fact.path)) if (isStatement(text.text)) read(text, undefined);
    const entity = entityOf(fact);
    if (entity) found.push(entity);
  }
  for (const call of calls) {
    for (const argument of call.arguments) {
      for (const text of argument.kind === 'record' ? [] : writtenTexts(argument, call.path))
        if (isStatement(text.text)) read(text, receiverOf(call));
    }
    for (const argument of NAMING.test(call.callee) ? call.arguments.slice(0, 1) : []) {
      for (const text of writtenTexts(argument, call.path)) {
        const isSchema = call.callee.endsWith('Schema');
        const parts = (text.text.split(/\s/, 1)[0] ?? '').split('.');
        const register =
          registerOfTable({ parts: isSchema ? [...parts, ''] : parts }) ??
          (isStatement(text.text) ? undefined : receiverOf(call, isSchema));
        if (register && text.text !== '' && !isOwn(text.text))
          found.push({ place: text.place, register, table: text.text, isCertain: true });
      }
    }
  }
  for (const { text, path, range } of written) read({ text, place: { path, range } }, undefined, true);
  return { found, created };
}

/** A statement of a file is long: what has to go is the table. */
function placeIn({ path, range }: Place, { start, end }: TableName): Place {
  return { path, range: { start: range.start + start, end: range.start + end } };
}

/** The register whose connection a statement is sent over, by the name of the connection: `this.ewo.query(…)`. */
function receiverOf(call: CallFact, isNever = false): Register | undefined {
  const path = call.spelled.split('.');
  const method = path.at(-1) ?? '';
  const receiver = path.slice(0, -1).filter((name) => name !== 'this');
  if (isNever || receiver.length === 0 || !QUERY_METHODS.has(method) || receiver.some(isOwn)) return undefined;
  return registerStoreIn(receiver.join('.'));
}

/** `@Entity({ schema: 'melderegister' })`. */
function entityOf(fact: NamedValueFact): RegisterStatement | undefined {
  const last = fact.names.at(-1);
  if (!ENTITIES.test(fact.argumentOf ?? '') || (last !== 'schema' && last !== 'database')) return undefined;
  for (const text of writtenTexts(fact.value, fact.path)) {
    const found = registerOfNames([text.text]);
    if (found) return { place: text.place, register: found.register, table: text.text, isCertain: found.isCertain };
  }
  return undefined;
}
