/** What `fachlint decide` says, in both languages. */
import type { DecisionState } from '../model/decision.ts';
import type { Language } from '../model/finding.ts';

type Words =
  | 'summary'
  | 'description'
  | 'arguments'
  | 'argumentsUsage'
  | 'folder'
  | 'folderUsage'
  | 'acceptCurrent'
  | 'as'
  | 'reason'
  | 'by'
  | 'until'
  | 'rule'
  | 'list'
  | 'verify'
  | 'verifyDescription'
  | 'prune'
  | 'pruneDescription'
  | 'confirm'
  | 'confirmDescription'
  | 'import'
  | 'importDescription'
  | 'importFile'
  | 'nothing'
  | 'verified'
  | 'sameName';

interface DecideTexts extends Readonly<Record<Words, string>> {
  readonly accepted: (count: number, replaced: number) => string;
  readonly decided: (count: number) => string;
  readonly pruned: (removed: number, moved: number) => string;
  readonly confirmed: (count: number) => string;
  readonly imported: (taken: number, of: number) => string;
  readonly state: Readonly<Record<DecisionState, string>>;
  readonly untilDay: (day: string) => string;
  readonly people: (by: string | undefined, confirmedBy: string | undefined) => string;
}

export const DECIDE_TEXTS: Readonly<Record<Language, DecideTexts>> = {
  de: {
    summary: 'über Befunde entscheiden und Entscheidungen prüfen',
    description:
      'Schreibt Entscheidungen über Befunde nach fachlint-decisions.json; worüber entschieden ist, lässt keinen Lauf mehr scheitern. Rückgängig macht es git.',
    arguments: 'Befunde (Fingerabdruck oder Pfad:Zeile) und der Ordner, falls es nicht der aktuelle ist',
    argumentsUsage: '[Befunde…] [Ordner]',
    folder: 'Ordner des Projekts (ohne Angabe: der aktuelle)',
    folderUsage: '[Ordner]',
    acceptCurrent: 'alle heutigen Befunde als bekannt festhalten: bei null anfangen',
    as: 'Entscheidung: known, accepted-risk, false-positive, planned',
    reason: 'Begründung; außer bei known nötig',
    by: 'wer entscheidet (ohne Angabe: der Name, den git kennt)',
    until: 'letzter Tag, an dem die Entscheidung gilt, zum Beispiel 2027-12-31',
    rule: 'nur Befunde dieser Regel; mehrfach möglich',
    list: 'alle Entscheidungen mit ihrem Stand auflisten',
    verify: 'prüfen, ob alle Entscheidungen gelten',
    verifyDescription:
      'Endet mit 1, wenn eine Entscheidung abgelaufen ist, zu keinem Befund passt, von derselben Person bestätigt wurde oder die verlangte Bestätigung fehlt.',
    prune: 'Entscheidungen ohne Befund entfernen',
    pruneDescription: 'Entfernt Entscheidungen, die zu keinem Befund passen, und trägt verschobene Dateien nach.',
    confirm: 'Entscheidungen einer anderen Person bestätigen',
    confirmDescription: 'Bestätigt Entscheidungen. Wer entschieden hat, kann nicht bestätigen.',
    import: 'Entscheidungen aus anderen Werkzeugen übernehmen',
    importDescription:
      'Übernimmt, was andere Werkzeuge schon ausnehmen, soweit Fachlint an derselben Stelle dasselbe findet: SARIF mit suppressions, Baselines von gitleaks, detect-secrets, semgrep und ESLint.',
    importFile: 'Datei des anderen Werkzeugs',
    nothing: 'Keine Entscheidungen.',
    verified: 'Alle Entscheidungen gelten.',
    sameName: 'von derselben Person entschieden und bestätigt',
    accepted: (count, replaced) =>
      `${count === 1 ? '1 Befund' : `${String(count)} Befunde`} als bekannt in fachlint-decisions.json festgehalten${replaced > 0 ? `, ${String(replaced)} Entscheidungen ersetzt` : ''}.`,
    decided: (count) => `Über ${count === 1 ? '1 Befund' : `${String(count)} Befunde`} entschieden.`,
    pruned: (removed, moved) =>
      `${removed === 1 ? '1 Entscheidung' : `${String(removed)} Entscheidungen`} entfernt, ${String(moved)} verschoben.`,
    confirmed: (count) => `${count === 1 ? '1 Entscheidung' : `${String(count)} Entscheidungen`} bestätigt.`,
    imported: (taken, of) =>
      `${String(taken)} von ${String(of)} Einträgen übernommen; die übrigen passen zu keinem Befund.`,
    state: {
      holds: 'gilt',
      expired: 'abgelaufen',
      unconfirmed: 'unbestätigt',
      stale: 'passt zu keinem Befund',
    },
    untilDay: (day) => `bis ${day}`,
    people: (by, confirmedBy) =>
      [...(by ? [`von ${by}`] : []), ...(confirmedBy ? [`bestätigt von ${confirmedBy}`] : [])].join(', '),
  },
  en: {
    summary: 'decide about findings, and review decisions',
    description:
      'Writes decisions about findings to fachlint-decisions.json; what is decided makes no run fail any more. Git undoes it.',
    arguments: 'findings (fingerprint or path:line), and the folder if it is not the current one',
    argumentsUsage: '[findings…] [folder]',
    folder: 'folder of the project (default: the current one)',
    folderUsage: '[folder]',
    acceptCurrent: 'write down all findings of today as known: start at zero',
    as: 'decision: known, accepted-risk, false-positive, planned',
    reason: 'reason; needed for all but known',
    by: 'who decides (default: the name that git knows)',
    until: 'last day on which the decision holds, for example 2027-12-31',
    rule: 'only findings of this rule; may be repeated',
    list: 'list all decisions and how they stand',
    verify: 'check that all decisions hold',
    verifyDescription:
      'Ends with 1 if a decision has expired, matches no finding, was confirmed by the person who decided, or lacks the confirmation that is demanded.',
    prune: 'remove decisions without a finding',
    pruneDescription: 'Removes decisions that match no finding, and follows files that were moved.',
    confirm: 'confirm decisions of somebody else',
    confirmDescription: 'Confirms decisions. Whoever has decided cannot confirm.',
    import: 'take over decisions from other tools',
    importDescription:
      'Takes over what other tools exempt already, as far as Fachlint finds the same in the same place: SARIF with suppressions, baselines of gitleaks, detect-secrets, semgrep and ESLint.',
    importFile: 'file of the other tool',
    nothing: 'No decisions.',
    verified: 'All decisions hold.',
    sameName: 'decided and confirmed by the same person',
    accepted: (count, replaced) =>
      `${count === 1 ? '1 finding' : `${String(count)} findings`} written down as known in fachlint-decisions.json${replaced > 0 ? `, ${String(replaced)} decisions replaced` : ''}.`,
    decided: (count) => `Decided about ${count === 1 ? '1 finding' : `${String(count)} findings`}.`,
    pruned: (removed, moved) =>
      `${removed === 1 ? '1 decision' : `${String(removed)} decisions`} removed, ${String(moved)} moved.`,
    confirmed: (count) => `${count === 1 ? '1 decision' : `${String(count)} decisions`} confirmed.`,
    imported: (taken, of) => `${String(taken)} of ${String(of)} entries taken over; the others match no finding.`,
    state: {
      holds: 'holds',
      expired: 'expired',
      unconfirmed: 'not confirmed',
      stale: 'matches no finding',
    },
    untilDay: (day) => `until ${day}`,
    people: (by, confirmedBy) =>
      [...(by ? [`by ${by}`] : []), ...(confirmedBy ? [`confirmed by ${confirmedBy}`] : [])].join(', '),
  },
};
