/** What help says of the commands that show a map of a project, in both languages. */
import type { Language } from '../model/finding.ts';

/** Commands that read a project and show a map of it. */
export const MAPS = ['doors', 'registers', 'readiness'] as const;
type MapName = (typeof MAPS)[number];

type MapTexts = Readonly<Record<MapName, Readonly<Record<'summary' | 'description', string>>>> &
  Readonly<Record<'format' | 'exit', string>>;

export const MAP_TEXTS: Readonly<Record<Language, MapTexts>> = {
  de: {
    doors: {
      summary: 'die Türen der Anwendung zeigen',
      description:
        'Zeigt die Türen der Anwendung: jede Route mit allem, was davor steht, ihrem Zweck und ob sie sich ohne zweiten Faktor öffnet.',
    },
    registers: {
      summary: 'die Zugriffe auf Register zeigen',
      description:
        'Zeigt, welche öffentlichen Register das Projekt erreicht: über welchen Standard, in welcher Version, auf welchem Weg, mit welchen Kennungen und an welchen Stellen.',
    },
    readiness: {
      summary: 'zeigen, wie weit das Fachverfahren für das NOOTS bereit ist',
      description:
        'Zeigt zu 25 Kriterien für den Anschluss an das NOOTS, was Quelltext und Konfiguration erkennen lassen, und fragt nach dem Rest.',
    },
    format: 'Format der Ausgabe: text, json, html, csv (ohne Angabe: text)',
    exit: 'Der Lauf endet mit 0, was immer er zeigt, und mit 2, wenn er nicht vollständig gelingt.',
  },
  en: {
    doors: {
      summary: 'show the doors of the application',
      description:
        'Shows the doors of the application: every route with all that stands before it, what it is for, and whether it opens without a second factor.',
    },
    registers: {
      summary: 'show the accesses to registers',
      description:
        'Shows which public registers the project reaches: through which standard, in which release, on which way, with which identifiers, and where.',
    },
    readiness: {
      summary: 'show how far the Fachverfahren is ready for the NOOTS',
      description:
        'Shows for 25 criteria of a connection to the NOOTS what source and configuration tell, and asks for the rest.',
    },
    format: 'format of the output: text, json, html, csv (default: text)',
    exit: 'The run ends with 0 whatever it shows, and with 2 if it did not succeed completely.',
  },
};
