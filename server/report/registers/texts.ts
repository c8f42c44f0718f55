/** The words of the inventory of registers. Both languages have the same shape, or the types do not fit. */
import type { Language } from '../../model/finding.ts';
import type { RegisterAccess } from '../../model/inventory.ts';

type Column =
  'register' | 'way' | 'kind' | 'versions' | 'transports' | 'identifiers' | 'consent' | 'log' | 'purpose' | 'places';

interface RegisterTexts {
  readonly title: string;
  readonly column: Readonly<Record<Column, string>>;
  readonly kind: Readonly<Record<RegisterAccess['way']['kind'], string>>;
  readonly noRegister: string;
  readonly notSeen: string;
  readonly none: (files: number) => string;
  readonly count: (accesses: number) => string;
  /** What the columns for consent, log and purpose can show and what not. */
  readonly note: string;
}

export const REGISTER_TEXTS: Readonly<Record<Language, RegisterTexts>> = {
  de: {
    title: 'Zugriffe auf Register',
    column: {
      register: 'Register',
      way: 'Weg',
      kind: 'Art',
      versions: 'Version',
      transports: 'Transport',
      identifiers: 'Kennungen',
      consent: 'Einwilligung',
      log: 'Protokoll',
      purpose: 'Zweck',
      places: 'Stellen',
    },
    kind: { standard: 'Standard', past: 'am Standard vorbei', unclear: 'nicht erkennbar' },
    noRegister: 'kein bestimmtes Register',
    notSeen: 'nicht gesehen',
    none: (files) =>
      `Keine Zugriffe: In ${files === 1 ? '1 Datei' : `${String(files)} Dateien`} berührt nichts ein öffentliches Register.`,
    count: (accesses) => (accesses === 1 ? '1 Zugriff' : `${String(accesses)} Zugriffe`),
    note: 'Einwilligung, Protokoll und Zweck sind Namen in denselben Dateien und in denen, die sie aufrufen. Was dort nicht steht, kann an anderer Stelle geregelt sein.',
  },
  en: {
    title: 'Accesses to registers',
    column: {
      register: 'Register',
      way: 'Way',
      kind: 'Kind',
      versions: 'Release',
      transports: 'Transport',
      identifiers: 'Identifiers',
      consent: 'Consent',
      log: 'Log',
      purpose: 'Purpose',
      places: 'Places',
    },
    kind: { standard: 'standard', past: 'past the standard', unclear: 'cannot be told' },
    noRegister: 'no particular register',
    notSeen: 'not seen',
    none: (files) =>
      `No accesses: in ${files === 1 ? '1 file' : `${String(files)} files`} nothing touches a public register.`,
    count: (accesses) => (accesses === 1 ? '1 access' : `${String(accesses)} accesses`),
    note: 'Consent, log and purpose are names in the same files and in those that call them. What is missing there may be settled elsewhere.',
  },
};
