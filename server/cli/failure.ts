/** A run that cannot go on because of what it was given: one clear sentence in both languages, exit code 2. */
import type { Language } from '../model/finding.ts';
import type { ConfigurationError } from '../workspace/configuration.ts';

export class Failure extends Error {
  readonly messages: Readonly<Record<Language, string>>;

  constructor(messages: Readonly<Record<Language, string>>) {
    super(messages.en);
    this.name = 'Failure';
    this.messages = messages;
  }
}

export function brokenConfiguration(errors: readonly ConfigurationError[]): Failure {
  const lines = (language: Language): string =>
    errors
      .map(({ file, line, column, messages }) => `${file}:${String(line)}:${String(column)}: ${messages[language]}`)
      .join('\n');
  return new Failure({ de: lines('de'), en: lines('en') });
}

export function missingPath(paths: readonly string[]): Failure {
  const names = paths.join(', ');
  return paths.length === 1
    ? new Failure({ de: `Den Pfad ${names} gibt es nicht.`, en: `The path ${names} does not exist.` })
    : new Failure({ de: `Diese Pfade gibt es nicht: ${names}.`, en: `These paths do not exist: ${names}.` });
}

export function nothingToCheck(paths: readonly string[]): Failure {
  const names = paths.length > 0 ? paths.join(', ') : '.';
  return new Failure({
    de: `Nichts zu prüfen in ${names}: keine Datei gefunden, die weder ausgeschlossen noch ignoriert ist.`,
    en: `Nothing to check in ${names}: no file was found that is neither excluded nor ignored.`,
  });
}
