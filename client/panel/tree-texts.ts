/** What the tree says. Both languages have the same shape, or the types do not fit. */
import type { Language, Severity } from '../../server/model/finding.ts';
import type { Status } from '../../server/model/review.ts';

/** What findings can be grouped and narrowed by. */
export const TREE_GROUPS = ['category', 'rule', 'path', 'norm', 'status'] as const;
export type TreeGroup = (typeof TREE_GROUPS)[number];
export const TREE_FILTERS = ['openFiles', 'currentFile', 'fixable', 'isNew'] as const;
export type TreeFilter = (typeof TREE_FILTERS)[number];

interface TreeTexts {
  readonly severity: Readonly<Record<Severity, string>>;
  readonly category: Readonly<Record<string, string>>;
  readonly status: Readonly<Record<Status, string>>;
  readonly group: Readonly<Record<TreeGroup, string>>;
  readonly filter: Readonly<Record<TreeFilter, string>>;
  readonly pickGroup: string;
  readonly pickFilters: string;
  readonly filtered: string;
  readonly goTo: string;
  readonly open: (count: number) => string;
  readonly pickCommit: string;
  readonly commitHint: string;
}

export const TREE_TEXTS: Readonly<Record<Language, TreeTexts>> = {
  de: {
    severity: { error: 'Fehler', warning: 'Warnung', information: 'Hinweis' },
    category: {
      encryption: 'Verschlüsselung',
      credentials: 'Zugangsdaten',
      mfa: 'Zweiter Faktor',
      register: 'Register',
      suppression: 'Unterdrückungen',
    },
    status: {
      open: 'Offen',
      expired: 'Entscheidung abgelaufen',
      unconfirmed: 'Bestätigung fehlt',
      planned: 'Eingeplant',
      'accepted-risk': 'Risiko akzeptiert',
      'false-positive': 'Fehlalarm',
      known: 'Bekannt',
      suppressed: 'Unterdrückt',
    },
    group: {
      category: 'Nach Kategorie',
      rule: 'Nach Regel',
      path: 'Nach Datei',
      norm: 'Nach Norm',
      status: 'Nach Entscheidung',
    },
    filter: {
      openFiles: 'geöffnete Dateien',
      currentFile: 'aktuelle Datei',
      fixable: 'mit Korrektur',
      isNew: 'neu seit einem Commit',
    },
    pickGroup: 'Wie sollen die Befunde gruppiert werden?',
    pickFilters: 'Welche Befunde sollen gezeigt werden? Ohne Auswahl alle.',
    filtered: 'Gezeigt',
    goTo: 'Zur Stelle',
    open: (count) => (count === 1 ? '1 Befund ist zu klären' : `${String(count)} Befunde sind zu klären`),
    pickCommit: 'Seit welchem Commit, Zweig oder Tag?',
    commitHint: 'zum Beispiel main',
  },
  en: {
    severity: { error: 'Error', warning: 'Warning', information: 'Note' },
    category: {
      encryption: 'Encryption',
      credentials: 'Credentials',
      mfa: 'Second factor',
      register: 'Registers',
      suppression: 'Suppressions',
    },
    status: {
      open: 'Open',
      expired: 'Decision expired',
      unconfirmed: 'Not confirmed',
      planned: 'Planned',
      'accepted-risk': 'Risk accepted',
      'false-positive': 'False positive',
      known: 'Known',
      suppressed: 'Suppressed',
    },
    group: { category: 'By category', rule: 'By rule', path: 'By file', norm: 'By norm', status: 'By decision' },
    filter: {
      openFiles: 'open files',
      currentFile: 'current file',
      fixable: 'with a fix',
      isNew: 'new since a commit',
    },
    pickGroup: 'How are the findings to be grouped?',
    pickFilters: 'Which findings are to be shown? All of them without a choice.',
    filtered: 'Shown',
    goTo: 'Go to the place',
    open: (count) => (count === 1 ? '1 finding is to be settled' : `${String(count)} findings are to be settled`),
    pickCommit: 'Since which commit, branch or tag?',
    commitHint: 'for example main',
  },
};
