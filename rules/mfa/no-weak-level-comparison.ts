import { rule } from '../../server/model/rule.ts';
import { weakComparisons, type WeakComparison } from '../catalog/level-comparisons.ts';

export const noWeakLevelComparison = rule<WeakComparison>({
  id: 'mfa/no-weak-level-comparison',
  severity: 'warning',
  confidence: 'medium',
  words: [
    /\bacr\b/,
    /\bamr\b/,
    /\bloa\b/,
    /stork_?level/,
    /trust_?level/,
    'vertrauensniveau',
    /level_?of_?assurance/,
    /assurance_?level/,
    /authn_?context/,
  ],
  text: {
    de: {
      title: 'Vertrauensniveau unscharf verglichen',
      messages: {
        order: '`{name}` wird nach dem Alphabet verglichen; unbekannte Werte können als hoch genug gelten.',
        present: 'Es wird nur geprüft, ob `{name}` da ist; jedes Vertrauensniveau genügt, auch das niedrigste.',
        lowest: 'Es wird nur das niedrigste Vertrauensniveau ausgeschlossen; unbekannte Werte in `{name}` genügen.',
        part: 'Es wird nur ein Teil von `{name}` verglichen; auch ein niedrigeres Vertrauensniveau passt.',
        count:
          '`{name}` zählt Verfahren, statt nach einem zweiten Faktor zu suchen; zwei Angaben zum selben Faktor genügen.',
        reversed: 'Der Vergleich von `{name}` lässt durch, was keine oder eine zu kleine Zahl ist.',
      },
      why: 'Vertrauensniveaus sind Namen, keine Zahlen: Die Reihenfolge steht nicht im Alphabet, und was ein Anbieter sonst noch meldet, ist unbekannt. Ein Vergleich, der Unbekanntes durchlässt, macht aus einer Anmeldung mit Kennwort eine mit Online-Ausweis.',
      advice: {
        order: "Mit einer festen Liste vergleichen: `['substantiell', 'hoch'].includes(acr)`, alles andere abweisen.",
        present: "Den Wert vergleichen: `['substantiell', 'hoch'].includes(acr)`, alles andere abweisen.",
        lowest: "Zulassen statt ausschließen: `['substantiell', 'hoch'].includes(acr)`, alles andere abweisen.",
        part: "Den ganzen Wert vergleichen: `['STORK-QAA-Level-3', 'STORK-QAA-Level-4'].includes(acr)`.",
        count: "Nach dem Faktor fragen: `amr.includes('otp')`, oder `acr` mit einer festen Liste vergleichen.",
        reversed: 'Umgekehrt fragen: durchlassen, wenn der Rang bekannt und groß genug ist, sonst abweisen.',
      },
    },
    en: {
      title: 'Level of assurance compared vaguely',
      messages: {
        order: '`{name}` is compared by the alphabet; unknown values may count as high enough.',
        present: 'Only the presence of `{name}` is checked; every level is enough, the lowest included.',
        lowest: 'Only the lowest level is excluded; unknown values in `{name}` are enough.',
        part: 'Only a part of `{name}` is compared; a lower level fits as well.',
        count:
          '`{name}` counts methods instead of looking for a second factor; two statements on one factor are enough.',
        reversed: 'The comparison of `{name}` lets through what is no number or one that is too low.',
      },
      why: 'Levels of assurance are names, no numbers: their order is not that of the alphabet, and what else a provider may answer is unknown. A comparison that lets the unknown through turns a sign-in with a password into one with an electronic identity card.',
      advice: {
        order: "Compare with a fixed list: `['substantiell', 'hoch'].includes(acr)`, and refuse everything else.",
        present: "Compare the value: `['substantiell', 'hoch'].includes(acr)`, and refuse everything else.",
        lowest: "Allow instead of excluding: `['substantiell', 'hoch'].includes(acr)`, and refuse everything else.",
        part: "Compare the whole value: `['STORK-QAA-Level-3', 'STORK-QAA-Level-4'].includes(acr)`.",
        count: "Ask for the factor: `amr.includes('otp')`, or compare `acr` with a fixed list.",
        reversed: 'Ask the other way round: let through where the rank is known and high enough, refuse otherwise.',
      },
    },
  },
  project(project, report) {
    for (const { path, range, weakness, name } of project.gather(weakComparisons))
      report({ message: weakness, path, range, data: { name } });
  },
});
