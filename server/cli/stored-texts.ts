/** What `gate`, `report` and `merge` say, in both languages. */
import type { Language } from '../model/finding.ts';

type Words =
  | 'gate'
  | 'gateDescription'
  | 'file'
  | 'new'
  | 'passed'
  | 'failed'
  | 'tooManyWarnings'
  | 'report'
  | 'reportDescription'
  | 'merge'
  | 'mergeDescription'
  | 'files'
  | 'filesUsage';

export const STORED_TEXTS: Readonly<Record<Language, Readonly<Record<Words, string>>>> = {
  de: {
    gate: 'über einen gespeicherten Lauf entscheiden',
    gateDescription:
      'Liest einen Bericht von „fachlint check --format json“ und endet mit 1, wenn darin Befunde ab der Stufe von --fail-on stehen. Schwellen in fachlint.json des aktuellen Ordners gelten.',
    file: 'Bericht im Format json',
    new: 'nur werten, was neu ist: Befunde, die schon vor --since da waren, zählen nicht',
    passed: 'Bestanden.',
    failed: 'Nicht bestanden.',
    tooManyWarnings: 'Mehr Warnungen als erlaubt.',
    report: 'aus einem gespeicherten Lauf Berichte machen',
    reportDescription: 'Liest einen Bericht von „fachlint check --format json“ und schreibt ihn in anderen Formaten.',
    merge: 'gespeicherte Läufe zusammenführen',
    mergeDescription: 'Führt Berichte von „fachlint check --format json“ über Teile eines Projekts zusammen.',
    files: 'Berichte im Format json',
    filesUsage: '<Dateien…>',
  },
  en: {
    gate: 'decide about a stored run',
    gateDescription:
      'Reads a report of "fachlint check --format json" and ends with 1 if it holds findings at or above --fail-on. Thresholds in fachlint.json of the current folder hold.',
    file: 'report in the format json',
    new: 'count only what is new: findings that were there before --since do not count',
    passed: 'Passed.',
    failed: 'Not passed.',
    tooManyWarnings: 'More warnings than are allowed.',
    report: 'make reports from a stored run',
    reportDescription: 'Reads a report of "fachlint check --format json" and writes it in other formats.',
    merge: 'put stored runs together',
    mergeDescription: 'Puts reports of "fachlint check --format json" about parts of a project together.',
    files: 'reports in the format json',
    filesUsage: '<files…>',
  },
};
