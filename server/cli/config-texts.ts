/** The words of `fachlint config`, in both languages. */
import type { RuleSetting } from '../model/configuration.ts';
import type { Language } from '../model/finding.ts';
import type { Stage } from '../model/source.ts';
import type { Judged, JudgedReason } from '../workspace/file-settings.ts';

interface ConfigTexts {
  readonly judged: string;
  readonly kind: string;
  readonly stage: string;
  readonly level: string;
  readonly language: string;
  readonly guards: string;
  readonly gateways: string;
  readonly clients: string;
  readonly rules: string;
  readonly none: string;
  readonly extent: Readonly<Record<Judged, string>>;
  readonly reason: Readonly<Record<JudgedReason, string>>;
  readonly stages: Readonly<Record<Stage, string>>;
  readonly severity: Readonly<Record<RuleSetting, string>>;
  readonly byDefault: string;
  readonly byRule: string;
  readonly byPath: (part: string) => string;
  readonly byIgnore: (part: string) => string;
  readonly otherKind: (kind: string) => string;
}

export const CONFIG_TEXTS: Readonly<Record<Language, ConfigTexts>> = {
  de: {
    judged: 'geprüft',
    kind: 'Art (kinds)',
    stage: 'Umgebung',
    level: 'Vertrauensniveau',
    language: 'Sprache',
    guards: 'Prüffunktionen (guards)',
    gateways: 'Registergateways',
    clients: 'Registerclients',
    rules: 'Regeln',
    none: 'keine Angabe',
    extent: { all: 'ja', texts: 'nur Tokens, Schlüssel und Adressen', nothing: 'nein' },
    reason: {
      'skipped-folder': 'liegt in einem Ordner für Installiertes oder Erzeugtes',
      excluded: 'ausgeschlossen',
      ignored: 'ignoriert',
      binary: 'keine Textdatei',
      'not-included': 'kein Muster von include passt',
      'too-large': 'zu groß',
      unreadable: 'nicht lesbar',
      link: 'symbolische Verknüpfung',
      kind: 'keine Regel prüft Dateien dieser Art',
      format: 'kein Format, das gelesen wird',
    },
    stages: { production: 'Produktion', test: 'Test', local: 'lokal', unknown: 'unbekannt' },
    severity: { off: 'aus', information: 'Hinweis', warning: 'Warnung', error: 'Fehler' },
    byDefault: 'Vorgabe',
    byRule: 'Vorgabe der Regel',
    byPath: (part) => `wegen ${part}`,
    byIgnore: (part) => `.gitignore nennt ${part}`,
    otherKind: (kind) => `prüft keine Dateien der Art ${kind}`,
  },
  en: {
    judged: 'judged',
    kind: 'kind (kinds)',
    stage: 'environment',
    level: 'Vertrauensniveau',
    language: 'language',
    guards: 'guards',
    gateways: 'register gateways',
    clients: 'register clients',
    rules: 'Rules',
    none: 'not set',
    extent: { all: 'yes', texts: 'only tokens, keys and addresses', nothing: 'no' },
    reason: {
      'skipped-folder': 'lies in a folder of installed or built things',
      excluded: 'excluded',
      ignored: 'ignored',
      binary: 'not a text file',
      'not-included': 'no pattern of include matches',
      'too-large': 'too large',
      unreadable: 'cannot be read',
      link: 'symbolic link',
      kind: 'no rule judges files of this kind',
      format: 'not a format that is read',
    },
    stages: { production: 'production', test: 'test', local: 'local', unknown: 'unknown' },
    severity: { off: 'off', information: 'note', warning: 'warning', error: 'error' },
    byDefault: 'default',
    byRule: 'default of the rule',
    byPath: (part) => `because of ${part}`,
    byIgnore: (part) => `.gitignore names ${part}`,
    otherKind: (kind) => `judges no files of kind ${kind}`,
  },
};
