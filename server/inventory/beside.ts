/** What the files of an access say besides: identifiers, consent, log, purpose. By the names in them. */
import { isIdNr } from '../../rules/catalog/identification-number.ts';
import type { Identifier } from '../model/inventory.ts';
import { WordSequences, wordsOf } from '../model/words.ts';
import type { Named } from './names.ts';

const KEYS: readonly (readonly [Identifier, WordSequences])[] = [
  [
    'AGS',
    new WordSequences(['ags', 'gemeindeschluessel', 'amtlicher gemeindeschluessel', 'amtlichergemeindeschluessel']),
  ],
  [
    'ARS',
    new WordSequences(['ars', 'regionalschluessel', 'amtlicher regionalschluessel', 'amtlicherregionalschluessel']),
  ],
];

const MARKS = {
  consent: new WordSequences([
    'einwilligung',
    'einwilligungen',
    'zustimmung',
    'consent',
    'zugestimmt',
    'eingewilligt',
    'nachweisabruf erlaubt',
  ]),
  log: new WordSequences([
    'protokoll',
    'protokolle',
    'protokolliere',
    'protokollieren',
    'protokollierung',
    'abrufprotokoll',
    'zugriffsprotokoll',
    'audit',
    'audit log',
    'auditlog',
    'audit trail',
  ]),
  purpose: new WordSequences([
    'zweck',
    'abrufzweck',
    'anlass',
    'anlass des abrufs',
    'anlassdesabrufs',
    'rechtsgrundlage',
    'aktenzeichen',
    'geschaeftszeichen',
    'purpose',
    'legal basis',
  ]),
} as const;

export type Mark = keyof typeof MARKS;

export function identifiersIn(names: readonly Named[]): readonly Identifier[] {
  const found = new Set<Identifier>();
  for (const { what } of names) {
    if (isIdNr(what)) found.add('IdNr');
    const words = wordsOf(what);
    for (const [identifier, sequences] of KEYS) if (sequences.endsIn(words)) found.add(identifier);
  }
  return [...found];
}

export function marksIn(names: readonly Named[], mark: Mark): readonly Named[] {
  return names.filter(({ what }) => MARKS[mark].occursIn(wordsOf(what)));
}
