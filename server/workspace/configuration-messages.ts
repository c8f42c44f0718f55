/** Words the mistakes of a configuration file in German and English. */
import { printParseErrorCode } from 'jsonc-parser';
import type { ParseErrorCode } from 'jsonc-parser';
import type { core } from 'zod';
import type { Language } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';

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
};

export function messagesOfSyntaxError(code: ParseErrorCode): Messages {
  return SYNTAX[printParseErrorCode(code)] ?? BROKEN;
}

/** What the problem itself does not say: the unknown key, and whether its place is missing. */
export interface Circumstances {
  readonly key?: string;
  readonly isMissing?: boolean;
}

export function messagesOfProblem(
  problem: core.$ZodIssue,
  rules: readonly Pick<Rule, 'id'>[],
  { key = '', isMissing = false }: Circumstances = {},
): Messages {
  const last = problem.path.at(-1);
  const name = typeof last === 'string' ? quote(last) : undefined;
  switch (problem.code) {
    case 'unrecognized_keys':
      return last === 'rules' ? unknownRule(key, rules) : unknownKey(key);
    case 'invalid_value': {
      const values = problem.values.map((value) => quote(String(value))).join(', ');
      return {
        de: `${name ? `${name} hat einen` : 'Hier steht ein'} Wert, den es nicht gibt; möglich sind ${values}.`,
        en: `${name ? `${name} has` : 'Here is'} a value that does not exist; possible are ${values}.`,
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
      return inner ? messagesOfProblem(inner, rules) : BROKEN;
    }
    default:
      return problem.message === UNBOUNDED_GLOB ? TEXTS.unbounded : TEXTS.unfitting;
  }
}

function unknownKey(key: string): Messages {
  return { de: `Der Schlüssel ${quote(key)} ist unbekannt.`, en: `The key ${quote(key)} is unknown.` };
}

function unknownRule(id: string, rules: readonly Pick<Rule, 'id'>[]): Messages {
  const [nearest] = rules
    .map((rule) => ({ id: rule.id, distance: distance(rule.id, id) }))
    .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
  const isNear = nearest !== undefined && nearest.distance <= Math.max(3, id.length / 4);
  return {
    de: `Die Regel ${quote(id)} gibt es nicht${isNear ? `; gemeint ist vielleicht ${quote(nearest.id)}` : ''}.`,
    en: `The rule ${quote(id)} does not exist${isNear ? `; perhaps ${quote(nearest.id)} is meant` : ''}.`,
  };
}

/** Keys come from the file: shortened, so that no mistake floods a terminal. */
function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Edit distance after Levenshtein; long texts cost too much and are far from every id anyway. */
function distance(one: string, other: string): number {
  if (other.length > 100) return Infinity;
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
