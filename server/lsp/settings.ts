/** The settings an editor can give, with their defaults; the extension's manifest lists the same keys. */
import type { Language } from '../model/finding.ts';

export interface Settings {
  readonly language: 'auto' | Language;
  /** When an open file is judged: at every change, or when it is saved. */
  readonly run: 'onType' | 'onSave';
}

export const DEFAULT_SETTINGS: Settings = { language: 'auto', run: 'onType' };

/** Reads the section `fachlint`; what is missing or means nothing gets its default. */
export function settingsFrom(section: unknown): Settings {
  const given = (typeof section === 'object' && section !== null ? section : {}) as Record<string, unknown>;
  const { language, run } = given;
  return {
    language: language === 'de' || language === 'en' ? language : DEFAULT_SETTINGS.language,
    run: run === 'onSave' ? 'onSave' : DEFAULT_SETTINGS.run,
  };
}

/** German where the editor is German, English everywhere else, unless the setting says otherwise. */
export function languageOf(settings: Settings, locale: string | undefined): Language {
  if (settings.language !== 'auto') return settings.language;
  return /^de\b/i.test(locale ?? '') ? 'de' : 'en';
}
