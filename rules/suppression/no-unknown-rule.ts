import { rule } from '../../server/model/rule.ts';

/** Asked in `server/judge/suppressions.ts`. */
export const noUnknownRule = rule({
  id: 'suppression/no-unknown-rule',
  severity: 'warning',
  words: ['fachlint-disable'],
  text: {
    de: {
      title: 'Unterdrückung einer unbekannten Regel',
      messages: {
        unknown: 'Eine Regel `{rule}` gibt es nicht.',
        none: 'Diese Unterdrückung nennt keine Regel und bleibt deshalb ohne Wirkung.',
      },
      why: 'Eine Unterdrückung mit einem Schreibfehler im Regelnamen wirkt nicht. Wer sie liest, glaubt aber, die Stelle sei geprüft und entschieden.',
      advice: {
        unknown: 'Den Namen der Regel berichtigen; `fachlint rules` zeigt alle Regeln.',
        none: 'Die Regel nennen: `fachlint-disable-next-line <Regel> -- <Grund>`.',
      },
    },
    en: {
      title: 'Suppression of an unknown rule',
      messages: {
        unknown: 'There is no rule `{rule}`.',
        none: 'This suppression names no rule and therefore has no effect.',
      },
      why: 'A suppression with a misspelt rule name does nothing. Whoever reads it believes, however, that the place was looked at and decided.',
      advice: {
        unknown: 'Correct the name of the rule; `fachlint rules` lists all of them.',
        none: 'Name the rule: `fachlint-disable-next-line <rule> -- <reason>`.',
      },
    },
  },
});
