/** Words the mistakes of a configuration file in German and English. */
import { printParseErrorCode } from 'jsonc-parser';
import type { ParseErrorCode } from 'jsonc-parser';
import type { core } from 'zod';
import type { Language } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';

type Messages = Readonly<Record<Language, string>>;

/** Marks the one refinement of ours in the schema, so that it can be worded in both languages. */
export const UNBOUNDED_GLOB = 'unbounded-glob';

export const TEXTS = {
  missing: { de: 'Die Konfigurationsdatei gibt es nicht.', en: 'The configuration file does not exist.' },
  link: {
    de: 'Die Konfigurationsdatei ist eine symbolische Verknüpfung; sie muss selbst im Projekt liegen.',
    en: 'The configuration file is a symbolic link; it has to lie in the project itself.',
  },
  unreadable: { de: 'Die Konfigurationsdatei ist nicht lesbar.', en: 'The configuration file cannot be read.' },
  tooDeep: { de: 'Die Datei ist zu tief verschachtelt.', en: 'The file is nested too deeply.' },
  empty: { de: 'Die Datei ist leer; erwartet wird mindestens {}.', en: 'The file is empty; at least {} is expected.' },
  unbounded: {
    de: 'Dieses Muster hat zu viele Platzhalter; es lässt sich in mehrere teilen.',
    en: 'This pattern has too many wildcards; it can be split into several.',
  },
  unfitting: { de: 'Dieser Wert passt hier nicht.', en: 'This value does not fit here.' },
  double: (key: string) => ({
    de: `${quote(key)} steht hier ein zweites Mal.`,
    en: `${quote(key)} stands here a second time.`,
  }),
} satisfies Record<string, Messages | ((key: string) => Messages)>;

/** By the names that jsonc-parser gives its error codes. */
const SYNTAX: Readonly<Record<string, Messages>> = {
  InvalidSymbol: {
    de: 'Hier steht ein Wort, das JSON nicht kennt; Texte brauchen Anführungszeichen.',
    en: 'This word is not known in JSON; texts need quotation marks.',
  },
  InvalidNumberFormat: { de: 'Diese Zahl ist nicht richtig geschrieben.', en: 'This number is not written correctly.' },
  PropertyNameExpected: {
    de: 'Hier wird ein Schlüssel in Anführungszeichen erwartet.',
    en: 'A key in quotation marks is expected here.',
  },
  ValueExpected: { de: 'Hier wird ein Wert erwartet.', en: 'A value is expected here.' },
  ColonExpected: { de: 'Hier wird ein Doppelpunkt erwartet.', en: 'A colon is expected here.' },
  CommaExpected: { de: 'Hier wird ein Komma erwartet.', en: 'A comma is expected here.' },
  CloseBraceExpected: {
    de: 'Hier fehlt eine schließende geschweifte Klammer.',
    en: 'A closing brace is missing here.',
  },
  CloseBracketExpected: { de: 'Hier fehlt eine schließende eckige Klammer.', en: 'A closing bracket is missing here.' },
  EndOfFileExpected: {
    de: 'Nach dem Ende der Konfiguration steht noch etwas.',
    en: 'Something follows after the end of the configuration.',
  },
  UnexpectedEndOfComment: { de: 'Dieser Kommentar endet nicht.', en: 'This comment does not end.' },
  UnexpectedEndOfString: {
    de: 'Dieser Text endet nicht; es fehlt ein Anführungszeichen.',
    en: 'This text does not end; a quotation mark is missing.',
  },
  UnexpectedEndOfNumber: { de: 'Diese Zahl ist unvollständig.', en: 'This number is incomplete.' },
  InvalidUnicode: { de: 'Diese Unicode-Angabe ist ungültig.', en: 'This Unicode escape is not valid.' },
  InvalidEscapeCharacter: {
    de: 'Dieses Zeichen darf nicht auf einen Rückstrich folgen.',
    en: 'This character must not follow a backslash.',
  },
  InvalidCharacter: {
    de: 'Dieses Zeichen ist in einem Text nicht erlaubt.',
    en: 'This character is not allowed in a text.',
  },
};
const BROKEN: Messages = { de: 'Die Datei ist hier kein gültiges JSON.', en: 'The file is not valid JSON here.' };

/** Names of types as zod gives them. */
const TYPES: Readonly<Record<string, Messages>> = {
  string: { de: 'ein Text', en: 'a text' },
  array: { de: 'eine Liste', en: 'a list' },
  object: { de: 'ein Objekt', en: 'an object' },
  record: { de: 'ein Objekt', en: 'an object' },
  boolean: { de: 'true oder false', en: 'true or false' },
  number: { de: 'eine Zahl', en: 'a number' },
  int: { de: 'eine ganze Zahl', en: 'a whole number' },
};

export function messagesOfSyntaxError(code: ParseErrorCode): Messages {
  return SYNTAX[printParseErrorCode(code)] ?? BROKEN;
}

/** What the problem itself does not say. */
export interface Circumstances {
  /** The unknown key, and those that may stand in its place. */
  readonly key?: string;
  readonly known?: readonly string[];
  /** The place of the problem is missing. */
  readonly isMissing?: boolean;
  /** What stands at the place. */
  readonly value?: unknown;
}

export function messagesOfProblem(
  problem: core.$ZodIssue,
  { key = '', known = [], isMissing = false, value }: Circumstances = {},
): Messages {
  const last = problem.path.at(-1);
  const name = typeof last === 'string' ? quote(last) : undefined;
  switch (problem.code) {
    case 'unrecognized_keys':
      return last === 'rules' ? unknownRule(key, known) : unknownKey(key, known);
    case 'invalid_value': {
      const names = problem.values.map(String);
      const values = names.map(quote).join(', ');
      const meant = perhaps(typeof value === 'string' ? nearest(value, names) : undefined);
      return {
        de: `${name ? `${name} hat einen` : 'Hier steht ein'} Wert, den es nicht gibt${meant.de}; möglich sind ${values}.`,
        en: `${name ? `${name} has` : 'Here is'} a value that does not exist${meant.en}; possible are ${values}.`,
      };
    }
    case 'invalid_type': {
      const type = TYPES[problem.expected] ?? { de: problem.expected, en: problem.expected };
      if (isMissing && name) {
        return { de: `${name} fehlt; erwartet wird ${type.de}.`, en: `${name} is missing; ${type.en} is expected.` };
      }
      return {
        de: name ? `${name} muss ${type.de} sein.` : `Hier wird ${type.de} erwartet.`,
        en: name ? `${name} has to be ${type.en}.` : `${capital(type.en)} is expected here.`,
      };
    }
    case 'too_small':
      return {
        de: name ? `${name} darf nicht leer sein.` : 'Dieser Eintrag darf nicht leer sein.',
        en: name ? `${name} must not be empty.` : 'This entry must not be empty.',
      };
    case 'invalid_key': {
      const [inner] = problem.issues;
      return inner ? messagesOfProblem(inner) : BROKEN;
    }
    default:
      return problem.message === UNBOUNDED_GLOB ? TEXTS.unbounded : TEXTS.unfitting;
  }
}

function unknownKey(key: string, known: readonly string[]): Messages {
  const meant = perhaps(nearest(key, known));
  return {
    de: `Der Schlüssel ${quote(key)} ist unbekannt${meant.de}.`,
    en: `The key ${quote(key)} is unknown${meant.en}.`,
  };
}

function unknownRule(id: string, known: readonly string[]): Messages {
  const meant = perhaps(nearest(id, known));
  return {
    de: `Die Regel ${quote(id)} gibt es nicht${meant.de}.`,
    en: `The rule ${quote(id)} does not exist${meant.en}.`,
  };
}

function perhaps(name: string | undefined): Messages {
  if (name === undefined) return { de: '', en: '' };
  return { de: `; gemeint ist vielleicht ${quote(name)}`, en: `; perhaps ${quote(name)} is meant` };
}

/** Keys come from the file: shortened, so that no mistake floods a terminal. */
function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
