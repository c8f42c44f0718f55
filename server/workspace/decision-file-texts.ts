/** What can be wrong with a decision file, in German and English. */
import { DECISION_KINDS } from '../model/decision.ts';
import type { Language } from '../model/finding.ts';

type Messages = Readonly<Record<Language, string>>;

const SHAPES: Readonly<Record<string, Messages>> = {
  path: {
    de: 'ein Pfad unterhalb des geprüften Ordners mit Schrägstrichen',
    en: 'a path below the checked folder with slashes',
  },
  fingerprint: { de: '32 Hexadezimalziffern', en: '32 hexadecimal digits' },
  rule: { de: 'der Name einer Regel', en: 'the name of a rule' },
  decision: { de: DECISION_KINDS.join(', '), en: DECISION_KINDS.join(', ') },
  until: { de: 'ein Tag wie 2027-12-31', en: 'a day like 2027-12-31' },
  tag: { de: 'drei Hexadezimalziffern', en: 'three hexadecimal digits' },
};
const TEXT: Messages = { de: 'ein Text', en: 'a text' };

export const DECISION_TEXTS = {
  link: {
    de: 'Die Entscheidungsdatei ist eine symbolische Verknüpfung; sie muss selbst im Projekt liegen.',
    en: 'The decision file is a symbolic link; it has to lie in the project itself.',
  },
  unreadable: { de: 'Die Entscheidungsdatei ist nicht lesbar.', en: 'The decision file cannot be read.' },
  conflict: {
    de: 'Hier steht die Marke eines Konflikts von git; beide Seiten behalten und die Marken löschen.',
    en: 'A conflict marker of git stands here; keep both sides and delete the markers.',
  },
  syntax: { de: 'Hier endet, was als JSON lesbar ist.', en: 'What can be read as JSON ends here.' },
  newer: {
    de: 'Erwartet wird eine Liste; die Datei stammt vielleicht von einer neueren Version von Fachlint.',
    en: 'A list is expected; the file may come from a newer version of Fachlint.',
  },
  noList: { de: 'Erwartet wird eine Liste von Entscheidungen.', en: 'A list of decisions is expected.' },
  noEntry: { de: 'Hier wird eine Entscheidung erwartet.', en: 'A decision is expected here.' },
  missing: (key: string) => ({
    de: `Der Entscheidung fehlt „${key}“.`,
    en: `The decision lacks "${key}".`,
  }),
  unfitting: (key: string) => ({
    de: `Für „${key}“ wird erwartet: ${(SHAPES[key] ?? TEXT).de}.`,
    en: `For "${key}" this is expected: ${(SHAPES[key] ?? TEXT).en}.`,
  }),
  unknownKey: (key: string) => ({
    de: `„${key}“ ist hier nicht bekannt; die Datei stammt vielleicht von einer neueren Version von Fachlint.`,
    en: `"${key}" is not known here; the file may come from a newer version of Fachlint.`,
  }),
  contradiction: (line: number) => ({
    de: `Über denselben Befund entscheidet Zeile ${String(line)} anders.`,
    en: `Line ${String(line)} decides differently about the same finding.`,
  }),
} satisfies Record<string, Messages | ((key: never) => Messages)>;
