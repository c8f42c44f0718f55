/** What the language server says itself, in both languages; texts of rules live in the rules. */
import type { Notice } from '../model/file-facts.ts';
import type { Language } from '../model/finding.ts';
import type { Ending } from './project.ts';

interface Texts {
  readonly scanning: string;
  /** For the trace. */
  readonly analysis: Readonly<Record<Ending, string>>;
  readonly suppress: string;
  readonly reason: string;
  readonly explain: (title: string) => string;
  readonly fixAll: string;
  readonly fixRuleInFile: (title: string, count: number) => string;
  readonly fixRuleEverywhere: (title: string, count: number) => string;
  readonly unknownRule: (id: string) => string;
  readonly crashed: (what: string) => string;
  readonly advice: string;
  readonly rule: string;
  readonly norms: string;
  readonly notJudged: Readonly<Record<Notice['reason'], string>>;
}

export const TEXTS: Readonly<Record<Language, Texts>> = {
  de: {
    scanning: 'Fachlint prüft den Arbeitsbereich',
    analysis: { finished: 'Prüfung abgeschlossen', superseded: 'Prüfung abgebrochen: Der Text hat sich geändert' },
    suppress: 'Hier mit Begründung unterdrücken',
    reason: 'Begründung',
    explain: (title) => `Erklärung öffnen: ${title}`,
    fixAll: 'Alle sicheren Korrekturen von Fachlint anwenden',
    fixRuleInFile: (title, count) => `Alle ${count} Stellen in dieser Datei korrigieren: ${title}`,
    fixRuleEverywhere: (title, count) => `Alle ${count} Stellen im Arbeitsbereich korrigieren: ${title}`,
    unknownRule: (id) => `Fachlint kennt keine Regel „${id}“.`,
    crashed: (what) =>
      `Fachlint: „${what}“ ist abgestürzt. Alles Übrige wurde beurteilt. Einzelheiten stehen im Protokoll.`,
    advice: 'Abhilfe',
    rule: 'Regel',
    norms: 'Normen',
    notJudged: {
      'syntax-error': 'Diese Stelle enthält einen Syntaxfehler; ringsum wurde weniger beurteilt.',
      'time-limit': 'Diese Datei wurde nicht beurteilt: Das Lesen dauerte zu lange.',
      'too-large': 'Diese Datei wurde nicht beurteilt: Sie ist zu groß.',
      unreadable: 'Diese Datei wurde nicht beurteilt: Sie lässt sich nicht lesen.',
      binary: 'Diese Datei wurde nicht beurteilt: Sie enthält keinen Text.',
      'parser-failed': 'Diese Datei wurde nicht beurteilt: Sie lässt sich nicht zerlegen.',
      'outside-root': 'Diese Datei wurde nicht beurteilt: Sie liegt außerhalb des Projekts.',
    },
  },
  en: {
    scanning: 'Fachlint is checking the workspace',
    analysis: { finished: 'Check finished', superseded: 'Check stopped: the text has changed' },
    suppress: 'Suppress here with a reason',
    reason: 'reason',
    explain: (title) => `Open the explanation: ${title}`,
    fixAll: 'Apply all safe Fachlint fixes',
    fixRuleInFile: (title, count) => `Fix all ${count} places in this file: ${title}`,
    fixRuleEverywhere: (title, count) => `Fix all ${count} places in the workspace: ${title}`,
    unknownRule: (id) => `Fachlint knows no rule “${id}”.`,
    crashed: (what) => `Fachlint: “${what}” crashed. Everything else was judged. The log has the details.`,
    advice: 'What to do',
    rule: 'Rule',
    norms: 'Norms',
    notJudged: {
      'syntax-error': 'There is a syntax error here; less was judged around it.',
      'time-limit': 'This file was not judged: reading it took too long.',
      'too-large': 'This file was not judged: it is too large.',
      unreadable: 'This file was not judged: it cannot be read.',
      binary: 'This file was not judged: it holds no text.',
      'parser-failed': 'This file was not judged: it cannot be parsed.',
      'outside-root': 'This file was not judged: it lies outside the project.',
    },
  },
};
