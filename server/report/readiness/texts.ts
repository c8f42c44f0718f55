/** The words of the readiness check. Both languages have the same shape, or the types do not fit. */
import type { Language } from '../../model/finding.ts';
import type { ReadinessStatus } from '../../model/inventory.ts';

interface ReadinessTexts {
  readonly title: string;
  /** What the document is, where it comes from, and what it cannot say. */
  readonly intro: string;
  readonly ownList: (checked: string) => string;
  readonly summary: string;
  readonly criteria: string;
  readonly steps: string;
  readonly questions: string;
  readonly sources: string;
  readonly status: Readonly<Record<ReadinessStatus, string>>;
  readonly declared: string;
  readonly column: Readonly<
    Record<'number' | 'criterion' | 'status' | 'declared' | 'against' | 'evidence' | 'question', string>
  >;
  readonly untouched: (files: number) => string;
  readonly touched: (accesses: number) => string;
  readonly noSteps: string;
  readonly more: (count: number) => string;
}

export const READINESS_TEXTS: Readonly<Record<Language, ReadinessTexts>> = {
  de: {
    title: 'Readiness-Check: Anschluss des Fachverfahrens an das NOOTS',
    intro:
      'Der Bericht zeigt, was Quelltext und Konfiguration zu jedem Kriterium erkennen lassen. „Erfüllt“ heißt: Es gibt Belege und keinen Befund dagegen; eine fachliche Abnahme ersetzt das nicht. Was kein Code zeigt, steht als Frage da; Antworten aus fachlint.json erscheinen als erklärt, nicht als gesehen.',
    ownList: (checked) =>
      `Die 25 Kriterien sind eine eigene Zusammenstellung aus den unten genannten Quellen (Stand ${checked}). Der Wortlaut des RegMo-Readiness-Checks der VITAKO lag nicht vor.`,
    summary: 'Zusammenfassung',
    criteria: 'Kriterien',
    steps: 'Nächste Schritte',
    questions: 'Fragen, die kein Code beantwortet',
    sources: 'Quellen',
    status: { met: 'erfüllt', partly: 'teilweise', 'not-met': 'nicht erfüllt', unseen: 'nicht im Code zu sehen' },
    declared: 'erklärt',
    column: {
      number: 'Nr.',
      criterion: 'Kriterium',
      status: 'Stand',
      declared: 'Erklärt',
      against: 'Spricht dagegen',
      evidence: 'Belegt durch',
      question: 'Frage',
    },
    untouched: (files) =>
      `In ${files === 1 ? '1 Datei' : `${String(files)} Dateien`} berührt nichts ein öffentliches Register: Kein Kriterium lässt sich am Code beurteilen.`,
    touched: (accesses) =>
      accesses === 1
        ? 'Gefunden ist 1 Zugriff auf ein Register („fachlint registers“ zeigt ihn).'
        : `Gefunden sind ${String(accesses)} Zugriffe auf Register („fachlint registers“ zeigt sie).`,
    noSteps: 'Aus dem Code ergibt sich kein nächster Schritt; offen sind die Fragen.',
    more: (count) => `und ${String(count)} weitere`,
  },
  en: {
    title: 'Readiness check: connecting the Fachverfahren to the NOOTS',
    intro:
      'The report shows what source and configuration tell of each criterion. "Met" means: there is evidence and no finding against it; that is no substitute for an acceptance by experts. What no code shows stands there as a question; answers from fachlint.json appear as declared, not as seen.',
    ownList: (checked) =>
      `The 25 criteria are a list of our own, put together from the sources named below (as of ${checked}). The text of VITAKO's RegMo readiness check was not available.`,
    summary: 'Summary',
    criteria: 'Criteria',
    steps: 'Next steps',
    questions: 'Questions that no code answers',
    sources: 'Sources',
    status: { met: 'met', partly: 'partly', 'not-met': 'not met', unseen: 'cannot be seen in code' },
    declared: 'declared',
    column: {
      number: 'No.',
      criterion: 'Criterion',
      status: 'State',
      declared: 'Declared',
      against: 'Against it',
      evidence: 'Evidence',
      question: 'Question',
    },
    untouched: (files) =>
      `In ${files === 1 ? '1 file' : `${String(files)} files`} nothing touches a public register: no criterion can be judged by the code.`,
    touched: (accesses) =>
      accesses === 1
        ? 'Found: 1 access to a register ("fachlint registers" shows it).'
        : `Found: ${String(accesses)} accesses to registers ("fachlint registers" shows them).`,
    noSteps: 'No next step follows from the code; open are the questions.',
    more: (count) => `and ${String(count)} more`,
  },
};
