import { rule } from '../../server/model/rule.ts';

/** Asked in `server/judge/suppressions.ts`, where all findings of the line are known. */
export const noUnused = rule({
  id: 'suppression/no-unused',
  severity: 'warning',
  fix: 'safe',
  words: ['fachlint-disable'],
  text: {
    de: {
      title: 'Unterdrückung ohne Wirkung',
      messages: { unused: 'Die nächste Zeile enthält nichts, was `{rule}` meldet.' },
      why: 'Der Mangel, für den die Unterdrückung einmal geschrieben wurde, ist fort oder an eine andere Stelle gewandert. Bleibt der Kommentar stehen, verdeckt er den nächsten Fehler in dieser Zeile.',
      advice: { unused: 'Den Kommentar entfernen oder unmittelbar über die gemeldete Zeile setzen.' },
    },
    en: {
      title: 'Suppression without effect',
      messages: { unused: 'The next line contains nothing that `{rule}` reports.' },
      why: 'The defect for which the suppression was written is gone or has moved. If the comment stays, it hides the next mistake on that line.',
      advice: { unused: 'Remove the comment, or put it directly above the reported line.' },
    },
  },
});
