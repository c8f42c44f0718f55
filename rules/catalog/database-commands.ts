/** Programs of databases that connect without TLS: `mysql --skip-ssl -h db`, `mongosh mongodb://…`, `psql "host=… sslmode=…"`. */
import type { CommandFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import { databaseAddress, type DatabaseAddress } from './database-addresses.ts';
import { textsOf, type Shown } from './hosts.ts';

export interface DatabaseCommand {
  readonly fact: CommandFact;
  readonly shown: Shown;
  readonly read: DatabaseAddress;
}

const OF_MYSQL = /^(?:mysql|mariadb)(?:-?(?:dump|admin|import|check|show))?$/;
/** What they are given is text. */
const PRINTING = /^(?:echo|printf|grep|sed|git)$/;
const OFF = /^--(?:skip-ssl|ssl=(?:0|false|off)|ssl-mode=disabled)$/i;
const OPTIONAL = /^--ssl-mode=preferred$/i;

export function databaseCommands(file: FactsView): readonly DatabaseCommand[] {
  return file
    .facts('command')
    .filter(({ isStarted, program }) => !isStarted && !PRINTING.test(program))
    .flatMap((fact) => [...addressesOf(fact), ...flagsOf(fact)]);
}

/** Programs of PostgreSQL ask for TLS where nothing is said; those of MongoDB do not. */
function addressesOf(fact: CommandFact): readonly DatabaseCommand[] {
  return fact.arguments
    .flatMap(({ value, text, range }): readonly Shown[] =>
      // `host=db sslmode=disable` in one word is no setting.
      /\ssslmode=/.test(text) ? [{ text, literal: { kind: 'known', value: text, range } }] : textsOf(value),
    )
    .flatMap((shown) => {
      const read = databaseAddress(shown.text);
      const counts = read?.verdict === 'off' || read?.verdict === 'optional' || /^\s*mongodb:/.test(shown.text);
      return read && counts ? [{ fact, shown, read }] : [];
    });
}

/** The host stands behind one flag, the switch is another. */
function flagsOf(fact: CommandFact): readonly DatabaseCommand[] {
  const { program, arguments: given } = fact;
  if (!OF_MYSQL.test(program)) return [];
  const index = given.findIndex(({ text, key }) => /^(?:-h|--host)$/.test(key === '' ? text : key));
  const host = [given[index]?.value, given[index + 1]?.value].find((value) => value && value.kind !== 'absent');
  const [seen] = index < 0 || !host ? [] : textsOf(host);
  return given
    .filter(({ text }) => seen && (OFF.test(text) || OPTIONAL.test(text)))
    .map(({ text, range }) => ({
      fact,
      shown: { text, literal: { kind: 'known', value: text, range } },
      read: {
        host: seen?.text ?? '',
        verdict: OFF.test(text) ? 'off' : 'optional',
        option: '--ssl-mode=VERIFY_IDENTITY',
        part: text,
      },
    }));
}
