import { rule } from '../../server/model/rule.ts';

/** Asked in `server/judge/suppressions.ts`, where all findings of the line are known. */
export const requireReason = rule({
  id: 'suppression/require-reason',
  severity: 'warning',
  words: ['fachlint-disable'],
  text: {
    de: {
      title: 'Unterdrückung ohne Begründung',
      messages: { missing: 'Diese Unterdrückung nennt keinen Grund und bleibt deshalb ohne Wirkung.' },
      why: 'Wer eine Sicherheitsmeldung stummschaltet, trifft eine Entscheidung. Ohne Begründung kann später niemand prüfen, ob sie noch gilt, weder die Nachfolge im Team noch die Informationssicherheit.',
      advice: {
        missing: 'Den Grund hinter zwei Bindestrichen angeben: `fachlint-disable-next-line <Regel> -- <Grund>`.',
      },
    },
    en: {
      title: 'Suppression without a reason',
      messages: { missing: 'This suppression gives no reason and therefore has no effect.' },
      why: 'Silencing a security finding is a decision. Without a reason nobody can tell later whether it still holds, neither the next developer nor the security officer.',
      advice: { missing: 'Give the reason behind two hyphens: `fachlint-disable-next-line <rule> -- <reason>`.' },
    },
  },
});
