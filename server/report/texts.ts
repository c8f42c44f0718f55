/** The words that reports add to what rules say. Both languages have the same shape, or the types do not fit. */
import type { DecisionKind, DecisionState } from '../model/decision.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Language, Severity } from '../model/finding.ts';

type Column =
  'severity' | 'category' | 'rule' | 'path' | 'line' | 'column' | 'message' | 'advice' | 'norms' | 'fingerprint';

interface ReportTexts {
  readonly severity: Readonly<Record<Severity, string>>;
  readonly severityCount: Readonly<Record<Severity, (count: number) => string>>;
  readonly category: Readonly<Record<string, string>>;
  readonly nothing: (files: number) => string;
  readonly summary: (findings: number, filesWithFindings: number, files: number) => string;
  readonly uncertain: string;
  readonly fixSafe: string;
  readonly fixSuggestion: string;
  readonly sameValue: (place: string) => string;
  readonly suppressed: (count: number) => string;
  readonly decided: (count: number) => string;
  readonly unchanged: (count: number) => string;
  readonly absent: (count: number) => string;
  readonly decision: Readonly<Record<DecisionKind, string>>;
  readonly decisionState: Readonly<Record<Exclude<DecisionState, 'holds'>, (count: number) => string>>;
  readonly fixable: (count: number) => string;
  readonly notJudged: string;
  readonly reason: Readonly<Record<Notice['reason'], string>>;
  readonly crashed: string;
  readonly crash: (what: string, path: string | undefined) => string;
  readonly suppressionFallback: string;
  readonly column: Readonly<Record<Column, string>>;
  readonly more: (count: number) => string;
}

export const REPORT_TEXTS: Readonly<Record<Language, ReportTexts>> = {
  de: {
    severity: { error: 'Fehler', warning: 'Warnung', information: 'Hinweis' },
    severityCount: {
      error: (count) => `${String(count)} Fehler`,
      warning: (count) => (count === 1 ? '1 Warnung' : `${String(count)} Warnungen`),
      information: (count) => (count === 1 ? '1 Hinweis' : `${String(count)} Hinweise`),
    },
    category: {
      encryption: 'Verschlüsselung',
      credentials: 'Zugangsdaten',
      mfa: 'Zweiter Faktor',
      register: 'Register',
      suppression: 'Unterdrückungen',
    },
    nothing: (files) => (files === 1 ? 'Keine Befunde in 1 Datei.' : `Keine Befunde in ${String(files)} Dateien.`),
    summary: (findings, filesWithFindings, files) =>
      `${findings === 1 ? '1 Befund' : `${String(findings)} Befunde`} in ${String(filesWithFindings)} von ${files === 1 ? '1 Datei' : `${String(files)} Dateien`}`,
    uncertain: 'unsicher',
    fixSafe: 'Behebbar mit --fix.',
    fixSuggestion: 'Der Editor schlägt eine Korrektur vor.',
    sameValue: (place) => `Derselbe Wert wie in ${place}`,
    suppressed: (count) => `${String(count)} unterdrückt`,
    decided: (count) => `${String(count)} entschieden`,
    unchanged: (count) => `${String(count)} schon vorher`,
    absent: (count) => `${String(count)} behoben`,
    decision: {
      known: 'bekannt',
      'accepted-risk': 'Risiko akzeptiert',
      'false-positive': 'Fehlalarm',
      planned: 'eingeplant',
    },
    decisionState: {
      expired: (count) => (count === 1 ? '1 Entscheidung abgelaufen' : `${String(count)} Entscheidungen abgelaufen`),
      unconfirmed: (count) =>
        count === 1 ? '1 Entscheidung unbestätigt' : `${String(count)} Entscheidungen unbestätigt`,
      stale: (count) =>
        count === 1
          ? '1 Entscheidung passt zu keinem Befund'
          : `${String(count)} Entscheidungen passen zu keinem Befund`,
    },
    fixable: (count) => `${String(count)} behebbar mit --fix`,
    notJudged: 'Nicht beurteilt',
    reason: {
      'syntax-error': 'Syntaxfehler, beurteilt wurde nur, was lesbar ist',
      'time-limit': 'Zeitgrenze beim Lesen überschritten',
      'too-large': 'zu groß',
      unreadable: 'nicht lesbar',
      binary: 'keine Textdatei',
      'parser-failed': 'der Parser ist gescheitert',
      'outside-root': 'liegt außerhalb des geprüften Ordners',
    },
    crashed: 'Abgebrochen (Fehler in Fachlint)',
    crash: (what, path) => (path === undefined ? `${what} ist abgebrochen` : `${what} ist bei ${path} abgebrochen`),
    suppressionFallback: 'ohne Begründung',
    column: {
      severity: 'Stufe',
      category: 'Kategorie',
      rule: 'Regel',
      path: 'Ort',
      line: 'Zeile',
      column: 'Spalte',
      message: 'Befund',
      advice: 'Abhilfe',
      norms: 'Normen',
      fingerprint: 'Fingerabdruck',
    },
    more: (count) => (count === 1 ? '1 weiterer Befund.' : `${String(count)} weitere Befunde.`),
  },
  en: {
    severity: { error: 'error', warning: 'warning', information: 'note' },
    severityCount: {
      error: (count) => (count === 1 ? '1 error' : `${String(count)} errors`),
      warning: (count) => (count === 1 ? '1 warning' : `${String(count)} warnings`),
      information: (count) => (count === 1 ? '1 note' : `${String(count)} notes`),
    },
    category: {
      encryption: 'encryption',
      credentials: 'credentials',
      mfa: 'second factor',
      register: 'registers',
      suppression: 'suppressions',
    },
    nothing: (files) => (files === 1 ? 'No findings in 1 file.' : `No findings in ${String(files)} files.`),
    summary: (findings, filesWithFindings, files) =>
      `${findings === 1 ? '1 finding' : `${String(findings)} findings`} in ${String(filesWithFindings)} of ${files === 1 ? '1 file' : `${String(files)} files`}`,
    uncertain: 'uncertain',
    fixSafe: 'Can be corrected with --fix.',
    fixSuggestion: 'The editor suggests a correction.',
    sameValue: (place) => `The same value as in ${place}`,
    suppressed: (count) => `${String(count)} suppressed`,
    decided: (count) => `${String(count)} decided`,
    unchanged: (count) => `${String(count)} from before`,
    absent: (count) => `${String(count)} gone`,
    decision: {
      known: 'known',
      'accepted-risk': 'risk accepted',
      'false-positive': 'false positive',
      planned: 'planned',
    },
    decisionState: {
      expired: (count) => (count === 1 ? '1 decision has expired' : `${String(count)} decisions have expired`),
      unconfirmed: (count) =>
        count === 1 ? '1 decision is not confirmed' : `${String(count)} decisions are not confirmed`,
      stale: (count) => (count === 1 ? '1 decision matches no finding' : `${String(count)} decisions match no finding`),
    },
    fixable: (count) => `${String(count)} can be corrected with --fix`,
    notJudged: 'Not judged',
    reason: {
      'syntax-error': 'syntax error, only what could be read was judged',
      'time-limit': 'time limit for reading exceeded',
      'too-large': 'too large',
      unreadable: 'cannot be read',
      binary: 'not a text file',
      'parser-failed': 'the parser failed',
      'outside-root': 'lies outside of the checked folder',
    },
    crashed: 'Crashed (a defect of Fachlint)',
    crash: (what, path) => (path === undefined ? `${what} crashed` : `${what} crashed at ${path}`),
    suppressionFallback: 'without a reason',
    column: {
      severity: 'Severity',
      category: 'Category',
      rule: 'Rule',
      path: 'Place',
      line: 'Line',
      column: 'Column',
      message: 'Finding',
      advice: 'What to do',
      norms: 'Norms',
      fingerprint: 'Fingerprint',
    },
    more: (count) => (count === 1 ? '1 more finding.' : `${String(count)} more findings.`),
  },
};
