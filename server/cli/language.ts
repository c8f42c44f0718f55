/** Decides which language a reader is spoken to. */
import type { Language } from '../model/finding.ts';

export const LANGUAGES = ['de', 'en'] as const satisfies readonly Language[];

export interface LanguageSources {
  /** `--lang`. */
  readonly option?: Language | undefined;
  /** `language` of `fachlint.json`. */
  readonly configuration?: Language | undefined;
  /** A person reads this at a terminal: only then the environment is asked, so that files are the same everywhere. */
  readonly terminal: boolean;
}

export function languageFor({ option, configuration, terminal }: LanguageSources): Language {
  return option ?? configuration ?? (terminal ? languageOfEnvironment(process.env) : undefined) ?? 'en';
}

/** The language a terminal is set to; undefined where it says nothing or a language that Fachlint does not speak. */
export function languageOfEnvironment(environment: NodeJS.ProcessEnv): Language | undefined {
  const set = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find((name) => name);
  // Windows sets none of these; what Node was told by the system is all there is.
  const name = set ?? (process.platform === 'win32' ? Intl.DateTimeFormat().resolvedOptions().locale : '');
  return LANGUAGES.find((language) => name.toLowerCase().split(/[^a-z]/)[0] === language);
}

/** `--lang` before the arguments are parsed, because help and errors about arguments have a language too. */
export function languageOfArguments(argv: readonly string[]): Language | undefined {
  const values = argv.flatMap((argument, index) =>
    argument === '--lang'
      ? [argv[index + 1]]
      : argument.startsWith('--lang=')
        ? [argument.slice('--lang='.length)]
        : [],
  );
  return LANGUAGES.find((language) => language === values.at(-1));
}
