import type { NamedValueFact, SettingFact } from '../../server/model/facts.ts';
import { rule, type FactsView, type ProjectView } from '../../server/model/rule.ts';
import { wordsOf } from '../../server/model/words.ts';
import { connectionCandidates, registerConnections, type RegisterConnection } from '../catalog/register-connections.ts';
import { registerStatements, type RegisterStatements } from '../catalog/register-statements.ts';
import { REGISTER_FILE_WORDS, registerIn, type Register } from '../catalog/registers.ts';

/** Documents whose texts are shown to people or describe something else. */
const OTHER_DOCUMENTS: ReadonlySet<string> = new Set(['texts', 'npm:package', 'tsconfig', 'openapi', 'json-schema']);

/** Names of packages that reach a register, unlike those that are one. */
const REACHING_WORDS: ReadonlySet<string> = new Set(
  (
    'abruf abfrage abgleich adapter client connector anbindung schnittstelle auskunft gateway proxy sdk ' +
    'import sync test mock demo zugriff reader bridge portal dashboard export'
  ).split(' '),
);

export const noDirectRegisterDatabase = rule({
  id: 'register/no-direct-register-database',
  severity: 'error',
  words: [
    ...REGISTER_FILE_WORDS,
    'einwohner',
    'personenstand',
    'autista',
    'migewa',
    'halterdb',
    'kfzzulassung',
    'fahrzeugdaten',
    'baulasten',
    'gewerbedaten',
    'gewerbedb',
    'ausländerdaten',
    'auslaenderdaten',
    'advis',
    'ladiva',
    'okvorfahrt',
    /ewo(?!r)/,
    /(?:^|[^a-z])(?:melde|meso|vois|psr|azr|nwr|bzr|geve|ikol)(?![a-z])|(?:melde|meso)db/,
  ],
  text: {
    de: {
      title: 'Unmittelbarer Zugriff auf die Datenbank eines Registers',
      messages: {
        connection: 'Diese Verbindung führt unmittelbar in die Datenbank des Registers ({de}): `{name}`.',
        statement: 'Diese Anweisung greift auf die Tabelle `{name}` des Registers zu ({de}).',
      },
      why: 'Wer die Datenbank eines Registers selbst liest, umgeht alles, was der Abruf sichert: Zweck und Aktenzeichen, die vorgeschriebenen Suchangaben, die Protokollierung und vor allem die Auskunftssperren. Die Anschrift einer bedrohten Person steht dann ohne jede Hürde im Fachverfahren. Außerdem bricht der Zugriff mit jeder neuen Fassung der Registersoftware.',
      advice: {
        connection:
          'Die Verbindung entfernen und die Daten als Nachricht über {standard} abrufen. Ist die Datenbank eine eigene Kopie ohne Personenbezug, sollte ihr Name das sagen.',
        statement:
          'Statt der eigenen Abfrage einen Abruf über {standard} senden, mit Zweck, Aktenzeichen und den vorgeschriebenen Suchangaben.',
      },
    },
    en: {
      title: 'Direct access to the database of a register',
      messages: {
        connection: 'This connection leads straight into the database of the {en}: `{name}`.',
        statement: 'This statement reaches the table `{name}` of the {en}.',
      },
      why: 'Whoever reads the database of a register passes by everything that a retrieval secures: purpose and file reference, the prescribed search data, the log, and above all the blocks on information. The address of a person in danger then stands in the Fachverfahren without any hurdle. Besides, the access breaks with every new release of the register software.',
      advice: {
        connection:
          'Remove the connection and retrieve the data as a message over {standard}. Where the database is an own copy without personal data, its name should say so.',
        statement:
          'Send a retrieval over {standard} instead of an own query, with purpose, file reference and the prescribed search data.',
      },
    },
  },
  project(project, report) {
    const statements = project.gather(statementsOf);
    const kept = keptRegisters(project, new Set(statements.flatMap(({ created }) => [...created])));
    const candidates = project.gather(connectionsOf);
    const set = new Set(candidates.length === 0 ? [] : project.gather(namesOfSettings));

    for (const { place, register, shown, isCertain, hasPassword } of registerConnections(candidates, set)) {
      if (kept.has(register)) continue;
      report({
        path: place.path,
        message: 'connection',
        range: { ...place.range, path: place.path },
        data: { ...register.name, standard: register.standard, name: shown },
        confidence: isCertain ? 'high' : 'medium',
        secret: hasPassword,
      });
    }
    for (const { place, register, table, isCertain } of statements.flatMap(({ found }) => found)) {
      if (kept.has(register)) continue;
      report({
        path: place.path,
        message: 'statement',
        range: { ...place.range, path: place.path },
        data: { ...register.name, standard: register.standard, name: table },
        confidence: isCertain ? 'high' : 'medium',
      });
    }
  },
});

function namedValuesOf(file: FactsView): readonly NamedValueFact[] {
  return file.facts('named-value').filter(({ form }) => form !== 'attribute');
}

function settingsOf(file: FactsView): readonly SettingFact[] {
  return file.facts('setting').filter(({ document }) => !OTHER_DOCUMENTS.has(document));
}

function statementsOf(file: FactsView): readonly RegisterStatements[] {
  const statements = registerStatements(namedValuesOf(file), file.facts('call'), file.facts('statement'));
  return statements.found.length + statements.created.size === 0 ? [] : [statements];
}

function connectionsOf(file: FactsView): readonly RegisterConnection[] {
  return connectionCandidates([...namedValuesOf(file), ...settingsOf(file)], file.facts('call'));
}

function namesOfSettings(file: FactsView): readonly string[] {
  return settingsOf(file).map(({ key }) => key.at(-1) ?? '');
}

function namesOfPackages(file: FactsView): readonly string[] {
  return file.facts('resource').flatMap(({ type, name }) => (type === 'npm:package' ? [name] : []));
}

/** Registers that the project keeps itself: its name says so, or it creates their tables. */
function keptRegisters(project: ProjectView, created: ReadonlySet<Register>): ReadonlySet<Register> {
  const kept = new Set(created);
  for (const name of project.gather(namesOfPackages)) {
    const register = registerIn(name);
    if (register && !wordsOf(name).some((word) => REACHING_WORDS.has(word))) kept.add(register);
  }
  return kept;
}
