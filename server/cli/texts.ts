/** What the program says itself, in both languages; a text that is missing in one of them does not compile. */
import type { Language } from '../model/finding.ts';
import { Failure } from './failure.ts';

interface ProgramTexts {
  readonly help: {
    readonly usage: string;
    readonly arguments: string;
    readonly options: string;
    readonly commands: string;
    readonly optionsUsage: string;
    readonly commandUsage: string;
    readonly pathsUsage: string;
    readonly ruleUsage: string;
    readonly fileUsage: string;
    readonly program: string;
    readonly help: string;
    readonly version: string;
    readonly lang: string;
  };
  readonly check: {
    readonly summary: string;
    readonly description: string;
    readonly paths: string;
    readonly format: string;
    readonly output: string;
    readonly profile: string;
    readonly config: string;
    readonly failOn: string;
    readonly fix: string;
    readonly fixDryRun: string;
    readonly noSuppressions: string;
    readonly noDecisions: string;
    readonly maxWarnings: string;
    readonly quiet: string;
    readonly stdin: string;
    readonly stdinFilename: string;
    readonly confidence: string;
    readonly rule: string;
    readonly category: string;
    readonly engine: string;
    readonly threads: string;
    readonly noWordFilter: string;
    readonly exit: string;
  };
  readonly lsp: { readonly summary: string; readonly description: string; readonly stdio: string };
  readonly explain: {
    readonly summary: string;
    readonly description: string;
    readonly rule: string;
    readonly format: string;
    readonly why: string;
    readonly advice: string;
    readonly norms: string;
    readonly severity: string;
    readonly fix: Readonly<Record<'safe' | 'suggestion', string>>;
  };
  readonly rules: { readonly summary: string; readonly description: string; readonly format: string };
  readonly config: Readonly<Record<'summary' | 'description' | 'file' | 'format' | 'output', string>>;
  readonly gate: Readonly<Record<'since' | 'staged', string>>;
  readonly progress: (done: number, total: number) => string;
  readonly fixed: (fixes: number, files: number) => string;
  readonly drafted: (fixes: number, files: number) => string;
  readonly forReading: string;
  readonly notFixed: (path: string) => string;
  readonly written: (file: string, summary: string) => string;
}

export const TEXTS: Readonly<Record<Language, ProgramTexts>> = {
  de: {
    help: {
      usage: 'Aufruf:',
      arguments: 'Argumente:',
      options: 'Optionen:',
      commands: 'Befehle:',
      optionsUsage: '[Optionen]',
      commandUsage: '[Befehl]',
      pathsUsage: '[Pfade…]',
      ruleUsage: '<Regel>',
      fileUsage: '<Datei>',
      program:
        'Prüft Fachverfahren auf fehlende Verschlüsselung, Zugangsdaten im Quelltext, fehlende zweite Faktoren und selbst gebaute Registeranbindungen.',
      help: 'diese Hilfe anzeigen',
      version: 'Version anzeigen',
      lang: 'Sprache: de, en (ohne Angabe: fachlint.json, am Terminal die des Systems, sonst en)',
    },
    check: {
      summary: 'einen Ordner oder Dateien prüfen',
      description: 'Prüft einen Ordner oder einzelne Dateien und zeigt die Befunde.',
      paths: 'Ordner oder Dateien (ohne Angabe: der aktuelle Ordner)',
      format:
        'Format der Ausgabe: text, json, sarif, gitlab-code-quality, gitlab-sast, github, azure, junit, checkstyle, sonar, rdjson, csv, markdown, html (ohne Angabe: text)',
      output: 'Ausgabe in eine Datei schreiben; NAME=DATEI nennt ihr Format; mehrfach möglich',
      profile: 'Plattform, für die SARIF gedacht ist: github, gitlab, devguard (ohne Angabe: für alle)',
      config: 'diese Datei statt der fachlint.json des Ordners verwenden',
      failOn:
        'ab welcher Stufe der Lauf mit 1 endet: error, warning, information, never (ohne Angabe: fachlint.json, sonst warning)',
      fix: 'sichere Korrekturen in die Dateien schreiben',
      fixDryRun: 'sichere Korrekturen nur zeigen, als Diff für „git apply“',
      noDecisions: 'auch zeigen und werten, worüber fachlint-decisions.json entscheidet',
      maxWarnings: 'der Lauf endet mit 1, wenn es mehr Warnungen sind',
      noSuppressions: 'auch zeigen und werten, was Kommentare unterdrücken',
      quiet: 'nur zeigen, was den Lauf mit 1 enden lässt',
      stdin: 'den Inhalt einer Datei von der Standardeingabe lesen; --stdin-filename nennt sie',
      stdinFilename: 'Name der Datei, deren Inhalt --stdin liest',
      confidence: 'wie sicher Befunde mindestens sein müssen: high, medium, low (ohne Angabe: medium)',
      rule: 'nur diese Regel; mehrfach möglich',
      category: 'nur diese Kategorie; mehrfach möglich',
      engine: 'Parser für Skripte: oxc, typescript-eslint',
      threads: 'Zahl der Threads, die Dateien lesen',
      noWordFilter: 'jede Datei lesen, auch ohne ein Wort, das eine Regel sucht',
      exit: 'Der Lauf endet mit 0 ohne Befunde ab der Stufe von --fail-on, mit 1 bei solchen\nBefunden und mit 2, wenn er nicht vollständig gelingt.',
    },
    lsp: {
      summary: 'Language Server für Editoren',
      description: 'Startet den Language Server; ein Editor spricht mit ihm über Standardeingabe und -ausgabe.',
      stdio: 'über Standardeingabe und -ausgabe sprechen (der einzige Weg)',
    },
    explain: {
      summary: 'eine Regel erklären',
      description: 'Erklärt eine Regel: was sie findet, warum es wichtig ist und was zu tun ist.',
      rule: 'Name der Regel, zum Beispiel encryption/no-disabled-certificate-check',
      format: 'Format der Ausgabe: text, json (ohne Angabe: text)',
      why: 'Warum',
      advice: 'Abhilfe',
      norms: 'Normen',
      severity: 'Stufe',
      fix: { safe: 'in klaren Fällen behebbar mit --fix', suggestion: 'Korrekturvorschlag im Editor' },
    },
    rules: {
      summary: 'alle Regeln auflisten',
      description: 'Listet alle Regeln mit Stufe und Titel auf.',
      format: 'Format der Ausgabe: text, json (ohne Angabe: text)',
    },
    config: {
      summary: 'zeigen, was für eine Datei gilt',
      description: 'Zeigt, was für eine Datei gilt, und welche Zeile von fachlint.json oder welcher Name das bestimmt.',
      file: 'Datei des Projekts',
      format: 'Format der Ausgabe: text, json (ohne Angabe: text)',
      output: 'Ausgabe in eine Datei schreiben; mehrfach möglich',
    },
    gate: {
      since: 'nur werten, was seit der Abzweigung von diesem Commit neu ist; beide werden geprüft',
      staged: 'prüfen, was der nächste Commit enthielte, und nur Neues werten (für pre-commit)',
    },
    progress: (done, total) => `${String(done)} von ${String(total)} Dateien`,
    fixed: (fixes, files) =>
      `${fixes === 1 ? '1 Korrektur' : `${String(fixes)} Korrekturen`} in ${files === 1 ? '1 Datei' : `${String(files)} Dateien`} geschrieben.`,
    drafted: (fixes, files) =>
      `${fixes === 1 ? '1 Korrektur' : `${String(fixes)} Korrekturen`} in ${files === 1 ? '1 Datei' : `${String(files)} Dateien`} möglich, nichts geschrieben.`,
    forReading: 'nur zum Lesen, Geheimnisse stehen als Punkte; „git apply“ überspringt diesen Teil.',
    notFixed: (path) => `${path} ließ sich nicht korrigieren.`,
    written: (file, summary) => `${file} geschrieben: ${summary}`,
  },
  en: {
    help: {
      usage: 'Usage:',
      arguments: 'Arguments:',
      options: 'Options:',
      commands: 'Commands:',
      optionsUsage: '[options]',
      commandUsage: '[command]',
      pathsUsage: '[paths…]',
      ruleUsage: '<rule>',
      fileUsage: '<file>',
      program:
        'Checks the specialist applications of towns for missing encryption, credentials in source code, missing second factors and home-made interfaces to registers.',
      help: 'show this help',
      version: 'show the version',
      lang: "language: de, en (default: fachlint.json, on a terminal the system's, else en)",
    },
    check: {
      summary: 'check a folder or files',
      description: 'Checks a folder or single files and shows the findings.',
      paths: 'folders or files (default: the current folder)',
      format:
        'format of the output: text, json, sarif, gitlab-code-quality, gitlab-sast, github, azure, junit, checkstyle, sonar, rdjson, csv, markdown, html (default: text)',
      output: 'write the output to a file; NAME=FILE names its format; may be repeated',
      profile: 'platform that SARIF is for: github, gitlab, devguard (default: all)',
      config: "use this file instead of the folder's fachlint.json",
      failOn:
        'severity from which the run ends with 1: error, warning, information, never (default: fachlint.json, else warning)',
      fix: 'write safe corrections to the files',
      fixDryRun: 'only show safe corrections, as a diff for "git apply"',
      noDecisions: 'show and count what fachlint-decisions.json decides, too',
      maxWarnings: 'the run ends with 1 if there are more warnings',
      noSuppressions: 'show and count what comments suppress, too',
      quiet: 'show only what makes the run end with 1',
      stdin: 'read the content of one file from standard input; --stdin-filename names it',
      stdinFilename: 'name of the file whose content --stdin reads',
      confidence: 'how certain findings must be at least: high, medium, low (default: medium)',
      rule: 'only this rule; may be repeated',
      category: 'only this category; may be repeated',
      engine: 'parser for scripts: oxc, typescript-eslint',
      threads: 'number of threads that read files',
      noWordFilter: 'read every file, also those without a word that a rule looks for',
      exit: 'The run ends with 0 without findings at or above --fail-on, with 1 if there are\nany, and with 2 if it did not succeed completely.',
    },
    lsp: {
      summary: 'language server for editors',
      description: 'Starts the language server; an editor speaks with it over standard input and output.',
      stdio: 'speak over standard input and output (the only way)',
    },
    explain: {
      summary: 'explain a rule',
      description: 'Explains a rule: what it finds, why that matters and what to do.',
      rule: 'name of the rule, for example encryption/no-disabled-certificate-check',
      format: 'format of the output: text, json (default: text)',
      why: 'Why',
      advice: 'What to do',
      norms: 'Norms',
      severity: 'Severity',
      fix: { safe: 'clear cases can be corrected with --fix', suggestion: 'correction suggested in the editor' },
    },
    rules: {
      summary: 'list all rules',
      description: 'Lists all rules with severity and title.',
      format: 'format of the output: text, json (default: text)',
    },
    config: {
      summary: 'show what holds for a file',
      description: 'Shows what holds for a file, and which line of fachlint.json or which name decides it.',
      file: 'file of the project',
      format: 'format of the output: text, json (default: text)',
      output: 'write the output to a file; may be repeated',
    },
    gate: {
      since: 'count only what is new since this commit was left; both are judged',
      staged: 'judge what the next commit would hold, and count only what is new (for pre-commit)',
    },
    progress: (done, total) => `${String(done)} of ${String(total)} files`,
    fixed: (fixes, files) =>
      `${fixes === 1 ? '1 correction' : `${String(fixes)} corrections`} written to ${files === 1 ? '1 file' : `${String(files)} files`}.`,
    drafted: (fixes, files) =>
      `${fixes === 1 ? '1 correction' : `${String(fixes)} corrections`} possible in ${files === 1 ? '1 file' : `${String(files)} files`}, nothing was written.`,
    forReading: 'for reading only, secrets stand as dots; "git apply" skips this part.',
    notFixed: (path) => `${path} could not be corrected.`,
    written: (file, summary) => `${file} written: ${summary}`,
  },
};

/** Names that a user can mistype, as they are called in a sentence. */
const NAMED = {
  format: { de: 'Unbekanntes Format', en: 'Unknown format' },
  language: { de: 'Unbekannte Sprache', en: 'Unknown language' },
  rule: { de: 'Unbekannte Regel', en: 'Unknown rule' },
  category: { de: 'Unbekannte Kategorie', en: 'Unknown category' },
  'fail-on': { de: 'Unbekannte Stufe', en: 'Unknown severity' },
  confidence: { de: 'Unbekannte Sicherheit', en: 'Unknown confidence' },
  decision: { de: 'Unbekannte Entscheidung', en: 'Unknown decision' },
  host: { de: 'Unbekannter Anbieter', en: 'Unknown host' },
  profile: { de: 'Unbekannte Plattform', en: 'Unknown platform' },
  engine: { de: 'Unbekannter Parser', en: 'Unknown parser' },
} as const;

/** `known` is listed in the sentence; leave it out where there are too many, and the command that lists them is named. */
export function unknownName(
  what: keyof typeof NAMED,
  typed: string,
  suggestion: string | undefined,
  known?: readonly string[],
): Failure {
  const choice = known?.join(', ');
  return new Failure({
    de: [
      `${NAMED[what].de} „${typed}“.`,
      ...(suggestion === undefined ? [] : [`Gemeint ist vielleicht „${suggestion}“.`]),
      choice === undefined ? 'Alle Regeln zeigt „fachlint rules“.' : `Möglich sind: ${choice}.`,
    ].join(' '),
    en: [
      `${NAMED[what].en} "${typed}".`,
      ...(suggestion === undefined ? [] : [`Perhaps "${suggestion}" is meant.`]),
      choice === undefined ? 'All rules are listed by "fachlint rules".' : `Possible are: ${choice}.`,
    ].join(' '),
  });
}
