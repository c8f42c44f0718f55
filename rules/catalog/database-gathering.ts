/** What a file contributes to the search for database connections without TLS. */
import type { CallFact, ComparisonFact, NamedValueFact, SettingFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { databaseAddress } from './database-addresses.ts';
import { databaseConnection } from './database-clients.ts';
import type { Connection } from './database-connection.ts';
import { acceptsCleartext, switchedOff, DIALECT } from './database-settings.ts';
import { textsOf } from './hosts.ts';
import { isSwitchedOn } from './switches.ts';

/** Names of the switch. */
export const SWITCH = /^(?:ssl|tls|encrypt|useSSL|useTLS|useSsl|useTls)$/;

export function connections(file: FactsView): readonly { readonly call: CallFact; readonly connection: Connection }[] {
  return file.facts('call').flatMap((call) => {
    const connection = databaseConnection(call);
    return connection ? [{ call, connection }] : [];
  });
}

/** A fact with those it stands beside. */
interface Beside<F, A = F> {
  readonly fact: F;
  readonly all: readonly A[];
}

export function namedValues(file: FactsView): readonly Beside<NamedValueFact>[] {
  const all = file.facts('named-value');
  return all
    .filter(
      ({ names, value }) => SWITCH.test(names.at(-1) ?? '') || names.at(-1) === 'PGSSLMODE' || holdsAddress(value),
    )
    .map((fact) => ({ fact, all }));
}

export function comparisons(
  file: FactsView,
): readonly (readonly [path: string, switches: readonly ComparisonFact[]])[] {
  const switches = file.facts('comparison').filter(isSwitchedOn);
  return switches.length === 0 ? [] : [[file.path, switches]];
}

export function settings(file: FactsView): readonly Beside<SettingFact>[] {
  const all = file.facts('setting');
  return all
    .filter(
      ({ key, value }) =>
        (holdsAddress(value) && !isForTests(key.at(-1) ?? '')) ||
        (value.kind === 'known' &&
          (acceptsCleartext(key, value.value) ||
            switchedOff(key, value.value) !== undefined ||
            DIALECT.test(key.at(-1) ?? ''))),
    )
    .map((fact) => ({ fact, all }));
}

/** `TEST_DATABASE_URL`: made and thrown away with the tests. */
function isForTests(name: string): boolean {
  return wordsOf(name).some((word) => /^(?:tests?|testing|e2e)$/.test(word));
}

function holdsAddress(value: Value): boolean {
  return textsOf(value).some(({ text }) => databaseAddress(text) !== undefined);
}
