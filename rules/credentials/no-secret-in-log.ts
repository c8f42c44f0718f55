import { knownTexts } from '../../server/model/ask.ts';
import type { CommandFact } from '../../server/model/facts.ts';
import { rule, type FactsView } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import { isLogCall } from '../catalog/log-calls.ts';
import { loggedSecrets, type LoggedSecret } from '../catalog/logged-secrets.ts';
import { isPipelineFile } from '../catalog/secret-reporting.ts';
import { secretStrength } from '../catalog/secret-names.ts';
import { SECRET_WORDS } from '../catalog/secret-words.ts';

type Message = LoggedSecret['message'] | 'pipeline' | 'printed' | 'traced';

interface Logged {
  readonly message: Message;
  readonly path: string;
  readonly range: TextRange;
  readonly name: string;
  readonly api: string;
}

export const noSecretInLog = rule<Message>({
  id: 'credentials/no-secret-in-log',
  severity: 'error',
  words: [
    ...SECRET_WORDS,
    /\(\s?process\.env\s?[,)]|re(?:q|quest)\.(?:raw)?headers\b|idtoken|jwt/,
    'printenv',
    /\benv\b\s?(?:\||$)/,
  ],
  text: {
    de: {
      title: 'Geheimnis im Protokoll',
      messages: {
        secret: '`{api}` schreibt das Geheimnis `{name}` in ein Protokoll.',
        environment: '`{api}` schreibt alle Variablen der Umgebung in ein Protokoll, auch die Geheimnisse.',
        headers: '`{api}` schreibt alle Kopfzeilen der Anfrage in ein Protokoll, auch `Authorization` und `Cookie`.',
        pipeline: '`{api}` schreibt alle Variablen der Umgebung in das Protokoll der Pipeline.',
        printed: '`{api}` schreibt `{name}` in das Protokoll der Pipeline.',
        traced: '`set -x` schreibt jeden Befehl in das Protokoll, darunter den mit `{name}`.',
      },
      why: 'Protokolle lesen viele: Betrieb, Dienstleister, Auswertungen; sie werden kopiert, weitergeleitet und lange aufbewahrt. Wer ein Kennwort, einen Schlüssel oder ein Token dort findet, kann damit im Namen der Person oder des Dienstes handeln.',
      advice: {
        secret:
          'Das Geheimnis weglassen oder nur schreiben, ob es gesetzt ist. Als zweite Schranke die Namen in der Protokollbibliothek schwärzen, zum Beispiel mit `redact`. Was schon in Protokollen steht, gilt als bekannt und ist zu ersetzen.',
        environment:
          'Nur die einzelnen Einstellungen schreiben, die gebraucht werden, und keine mit einem Geheimnis. Was schon in Protokollen steht, gilt als bekannt und ist zu ersetzen.',
        headers:
          'Nur die einzelnen Kopfzeilen schreiben, die gebraucht werden, oder `authorization` und `cookie` in der Protokollbibliothek schwärzen, zum Beispiel mit `redact`.',
        pipeline:
          'Die Zeile streichen oder nur die einzelnen Variablen ausgeben, die gebraucht werden: Maskiert wird nur, was die Plattform als Geheimnis kennt.',
        printed:
          'Die Zeile streichen oder nur ausgeben, ob die Variable gesetzt ist: `[ -n "${name}" ]`. Was schon in Protokollen steht, gilt als bekannt und ist zu ersetzen.',
        traced:
          '`set -x` entfernen oder vor Befehlen mit Geheimnissen ausschalten: `{ set +x; } 2>/dev/null`. Was schon in Protokollen steht, gilt als bekannt und ist zu ersetzen.',
      },
    },
    en: {
      title: 'Secret in a log',
      messages: {
        secret: '`{api}` writes the secret `{name}` into a log.',
        environment: '`{api}` writes all variables of the environment into a log, the secrets among them.',
        headers: '`{api}` writes all headers of the request into a log, `Authorization` and `Cookie` among them.',
        pipeline: '`{api}` writes all variables of the environment into the log of the pipeline.',
        printed: '`{api}` writes `{name}` into the log of the pipeline.',
        traced: '`set -x` writes every command into the log, among them the one with `{name}`.',
      },
      why: 'Logs are read by many: operations, service providers, analyses; they are copied, passed on and kept for long. Whoever finds a password, a key or a token there can act in the name of the person or the service.',
      advice: {
        secret:
          'Leave the secret out, or only write whether it is set. As a second barrier, have the logging library blacken the names, for example with `redact`. What stands in logs already counts as known and has to be replaced.',
        environment:
          'Write only the single settings that are needed, and none with a secret. What stands in logs already counts as known and has to be replaced.',
        headers:
          'Write only the single headers that are needed, or have the logging library blacken `authorization` and `cookie`, for example with `redact`.',
        pipeline:
          'Remove the line or print only the single variables that are needed: only what the platform knows as a secret is masked.',
        printed:
          'Remove the line or only print whether the variable is set: `[ -n "${name}" ]`. What stands in logs already counts as known and has to be replaced.',
        traced:
          'Remove `set -x`, or switch it off before commands with secrets: `{ set +x; } 2>/dev/null`. What stands in logs already counts as known and has to be replaced.',
      },
    },
  },
  on: {
    command(command, report, file) {
      if (isPipelineFile(file.path) && !/(?:^|\/)\.github\//.test(file.path) && showsEnvironment(command))
        report({
          message: 'pipeline',
          range: command.range,
          data: { api: command.program, name: '' },
          severity: 'warning',
        });
      for (const { name, range } of secretsPrinted(command, file.path))
        report({ message: 'printed', range, data: { api: command.program, name }, severity: 'warning' });
    },
  },
  project(project, report) {
    for (const { path, range, name } of project.gather(traced))
      report({ path, message: 'traced', range, data: { api: 'set -x', name }, severity: 'warning' });
    const blackened = new Set(project.gather(redactions));
    for (const { message, path, range, name, api } of project.gather(logged)) {
      const last = name.split('.').at(-1) ?? '';
      if (blackened.has(message === 'headers' ? 'authorization' : last)) continue;
      report({
        path,
        message,
        range,
        data: { name, api },
        same: `${String(range.start)} ${String(range.end)}`,
        ...(message === 'headers' && { severity: 'warning' as const }),
      });
    }
  },
});

/** What blackens it in the log of another platform is not known; GitHub masks its secrets itself. */
function showsEnvironment({ program, arguments: given }: CommandFact): boolean {
  return (program === 'env' || program === 'printenv') && given.length === 0;
}

/** `echo $DB_PASSWORD` in a job; `echo "$DB_PASSWORD" | docker login --password-stdin` hands it on. */
function secretsPrinted(
  { program, arguments: given, isCaught, isStarted }: CommandFact,
  path: string,
): readonly { readonly name: string; readonly range: TextRange }[] {
  if (!/^(?:echo|printf)$/.test(program) || isCaught || isStarted || !isPipelineFile(path)) return [];
  const [first] = given;
  // Commands to the runner: `echo "::add-mask::$TOKEN"`.
  if (first && /^::|##vso\[/.test(first.text)) return [];
  return given.flatMap(({ value, range }) =>
    (value.kind === 'composed' ? value.parts : [value]).flatMap((part) =>
      part.kind === 'environment' && secretStrength(part.name) === 'strong' ? [{ name: part.name, range }] : [],
    ),
  );
}

/** `set -x` before a command that is given a secret, in one shell: the values of variables are written out, too. */
function traced(
  file: FactsView,
): readonly { readonly path: string; readonly range: TextRange; readonly name: string }[] {
  const { path, kind, text } = file;
  // GitHub masks its secrets itself.
  if ((kind !== 'main' && kind !== 'build') || /(?:^|\/)\.github\//.test(path)) return [];
  const found: { path: string; range: TextRange; name: string }[] = [];
  let since: TextRange | undefined;
  for (const command of file.facts('command')) {
    const tracing = command.program === 'set' ? tracingOf(command) : undefined;
    if (tracing !== undefined) since = tracing ? command.range : undefined;
    // A job of its own starts a shell of its own.
    if (since && /\.ya?ml$/.test(path) && /\n[^\s#]/.test(text.slice(since.end, command.range.start)))
      since = undefined;
    const name = since && secretGiven(command);
    if (!since || name === undefined) continue;
    found.push({ path, range: since, name });
    since = undefined;
  }
  return found;
}

/** True for `set -x`, `set -eux`, `set -o xtrace`; false where it is switched off; undefined for other options. */
function tracingOf({ arguments: given }: CommandFact): boolean | undefined {
  const words = given.map(({ text }) => text);
  if (words.some((word) => /^-[a-z]+$/.test(word) && word.includes('x')) || words.join(' ').includes('-o xtrace'))
    return true;
  return words.some((word) => /^\+[a-z]*x/.test(word)) || words.join(' ').includes('+o xtrace') ? false : undefined;
}

function secretGiven({ arguments: given }: CommandFact): string | undefined {
  for (const { value } of given)
    for (const part of value.kind === 'composed' ? value.parts : [value])
      if (part.kind === 'environment' && secretStrength(part.name) === 'strong') return part.name;
  return undefined;
}

function logged(file: FactsView): readonly Logged[] {
  if (file.kind !== 'main') return [];
  return file
    .facts('call')
    .filter(isLogCall)
    .flatMap((call) =>
      call.arguments.flatMap((argument) => {
        const [first] = loggedSecrets(argument);
        if (!first || argument.kind === 'absent') return [];
        const range =
          contains(call.range, first.range) && first.range.path === undefined ? first.range : argument.range;
        return [{ message: first.message, name: first.name, path: file.path, range, api: call.spelled }];
      }),
    );
}

/** Options of a logging library that blacken what stands under a name: `redact: ['req.headers.authorization']`. */
const REDACTION =
  /^(?:redact\w*|paths|mask(?:ed)?(?:Fields|Keys|Paths|ValuesOfKeys)|schwaerz\w*|maskier\w*|verberg\w*|censor\w*|sensitive\w*)$/i;

function redactions(file: FactsView): readonly string[] {
  return file
    .facts('named-value')
    .filter(({ names }) => names.slice(-3, -1).some((name) => REDACTION.test(name)))
    .flatMap(({ value }) => knownTexts(value))
    .map(
      ({ value }) =>
        value
          .replace(/[[\]"'*]/g, '')
          .split('.')
          .at(-1) ?? '',
    );
}
