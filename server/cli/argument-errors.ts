/** What the argument parser finds wrong, in both languages. */
import type { Language } from '../model/finding.ts';

/** Errors of the argument parser by its code; `name` is what it quotes, `suggestion` what it thinks was meant. */
export const ARGUMENT_ERRORS: Readonly<
  Record<string, (name: string, suggestion: string | undefined) => Readonly<Record<Language, string>>>
> = {
  'commander.unknownOption': (name, suggestion) => ({
    de: `Unbekannte Option ${name}.${suggestion === undefined ? '' : ` Gemeint ist vielleicht ${suggestion}.`}`,
    en: `Unknown option ${name}.${suggestion === undefined ? '' : ` Perhaps ${suggestion} is meant.`}`,
  }),
  'commander.unknownCommand': (name, suggestion) => ({
    de: `Unbekannter Befehl „${name}“.${suggestion === undefined ? '' : ` Gemeint ist vielleicht „${suggestion}“.`}`,
    en: `Unknown command "${name}".${suggestion === undefined ? '' : ` Perhaps "${suggestion}" is meant.`}`,
  }),
  'commander.optionMissingArgument': (name) => ({
    de: `Der Option ${name} fehlt ihr Wert.`,
    en: `The option ${name} needs a value.`,
  }),
  'commander.missingArgument': (name) => ({
    de: `Es fehlt das Argument „${name}“.`,
    en: `The argument "${name}" is missing.`,
  }),
  'commander.excessArguments': (name) => ({
    de: `Zu viele Argumente für „${name}“.`,
    en: `Too many arguments for "${name}".`,
  }),
};
