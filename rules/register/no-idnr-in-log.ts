import { rule, type FactsView } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { knownTexts } from '../../server/model/ask.ts';
import { IDNR_WORDS, idNrPlaces, isIdNr } from '../catalog/identification-number.ts';
import { isLogCall } from '../catalog/log-calls.ts';
import { RegisterScope } from '../catalog/register-scope.ts';

interface Logged {
  readonly path: string;
  readonly range: TextRange;
  readonly name: string;
}

export const noIdnrInLog = rule({
  id: 'register/no-idnr-in-log',
  severity: 'error',
  words: IDNR_WORDS,
  text: {
    de: {
      title: 'Identifikationsnummer im Protokoll',
      messages: { logged: '`{name}` schreibt die Identifikationsnummer einer Person in ein Protokoll.' },
      why: 'Die Identifikationsnummer verbindet alle Register über eine Person. Protokolle lesen viele: Betrieb, Dienstleister, Auswertungen; sie werden kopiert und lange aufbewahrt. Wer die Nummer dort findet, kann Daten über Behörden hinweg zusammenführen, was das Gesetz nur wenigen Stellen erlaubt. Auch in das Protokoll der Übermittlung gehört sie nicht.',
      advice: {
        logged:
          'Das Aktenzeichen oder die Kennung des Vorgangs schreiben und die Nummer weglassen. Als zweite Schranke die Namen der Nummer in der Protokollbibliothek schwärzen, zum Beispiel mit `redact`.',
      },
    },
    en: {
      title: 'Identification number in a log',
      messages: { logged: '`{name}` writes the identification number of a person into a log.' },
      why: 'The identification number joins all registers about a person. Logs are read by many: operations, service providers, analyses; they are copied and kept for long. Whoever finds the number there can bring data of several authorities together, which the law allows to few. It does not belong into the log of the transfer either.',
      advice: {
        logged:
          'Write the file reference or the id of the case and leave the number out. As a second barrier, have the logging library blacken the names of the number, for example with `redact`.',
      },
    },
  },
  project(project, report) {
    if (!new RegisterScope(project).isTouched || project.gather(redactions).length > 0) return;
    for (const { path, range, name } of project.gather(logged))
      report({ path, message: 'logged', range, data: { name } });
  },
});

function logged(file: FactsView): readonly Logged[] {
  return file
    .facts('call')
    .filter(isLogCall)
    .flatMap((call) => placesIn(call).map((range) => ({ path: file.path, range, name: call.spelled })));
}

/** Where the number stands in the call; the argument itself where it is put together elsewhere. */
function placesIn(call: CallFact): readonly TextRange[] {
  return call.arguments.flatMap((argument) => {
    const [first] = idNrPlaces(argument);
    if (!first || argument.kind === 'absent') return [];
    return [contains(call.range, first) && first.path === undefined ? first : argument.range];
  });
}

/** Options of a logging library that blacken the number wherever it is written: entries of `redact: ['person.idnr']`. */
const REDACTION =
  /^(?:redact\w*|paths|mask(?:ed)?(?:Fields|Keys|Paths|ValuesOfKeys)|schwaerz\w*|maskier\w*|verberg\w*)$/i;

function redactions(file: FactsView): readonly string[] {
  return file
    .facts('named-value')
    .filter(({ names }) => names.slice(-3, -1).some((name) => REDACTION.test(name)))
    .flatMap(({ value }) => knownTexts(value))
    .map(({ value }) => value.replace(/[[\]"'*]/g, ''))
    .filter(isIdNr);
}
