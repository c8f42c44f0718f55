/** The words of the map of doors. Both languages have the same shape, or the types do not fit. */
import type { DoorOperation, DoorPurpose, DoorReason, DoorVerdict, GuardPurpose } from '../../model/door.ts';
import type { Language } from '../../model/finding.ts';

interface DoorTexts {
  readonly title: string;
  readonly verdict: Readonly<Record<DoorVerdict, string>>;
  readonly purpose: Readonly<Record<DoorPurpose, string>>;
  readonly operation: Readonly<Record<DoorOperation, string>>;
  readonly guardPurpose: Readonly<Record<GuardPurpose, string>>;
  readonly column: Readonly<
    Record<
      'method' | 'path' | 'purpose' | 'verdict' | 'handler' | 'guards' | 'reason' | 'missing' | 'framework' | 'place',
      string
    >
  >;
  readonly noGuards: string;
  /** What stands before a door and asks nobody for anything: logs, parsers, headers. */
  readonly others: (count: number) => string;
  readonly none: (files: number) => string;
  readonly count: (doors: number) => string;
  readonly reason: (what: DoorReason['what'], verdict: DoorVerdict, name: string) => string;
  readonly missing: (what: DoorReason['what'], name: string) => string | undefined;
}

/** Names of verdicts, purposes and guards for programs: the same in every language. */
export const VERDICT_NAMES: Readonly<Record<DoorVerdict, string>> = {
  'second-factor': 'second factor',
  'sign-in-only': 'sign-in only',
  machine: 'machine',
  open: 'open',
  unknown: 'unknown',
};
export const PURPOSE_NAMES: Readonly<Record<DoorPurpose, string>> = {
  'sign-in': 'sign-in',
  'sign-out': 'sign-out',
  'sensitive-operation': 'sensitive operation',
  administration: 'administration',
  public: 'public',
  other: 'other',
};
export const OPERATION_NAMES: Readonly<Record<DoorOperation, string>> = {
  'bank-details': 'bank details',
  'role-change': 'role change',
  'data-export': 'data export',
  deletion: 'deletion',
  'key-management': 'key management',
};
export const GUARD_PURPOSE_NAMES: Readonly<Record<GuardPurpose, string>> = {
  'sign-in': 'sign-in',
  'second-factor': 'second factor',
  'step-up': 'step-up',
  role: 'role',
  machine: 'machine',
  other: 'other',
  unknown: 'unknown',
};

/** A guard that is written where it stands has no name. */
const INLINE = 'inline';

export const DOOR_TEXTS: Readonly<Record<Language, DoorTexts>> = {
  de: {
    title: 'Türen der Anwendung',
    verdict: {
      'second-factor': 'zweiter Faktor',
      'sign-in-only': 'nur Anmeldung',
      machine: 'Maschine',
      open: 'offen',
      unknown: 'unbekannt',
    },
    purpose: {
      'sign-in': 'Anmeldung',
      'sign-out': 'Abmeldung',
      'sensitive-operation': 'folgenreicher Vorgang',
      administration: 'Verwaltung',
      public: 'öffentlich',
      other: 'Sonstiges',
    },
    operation: {
      'bank-details': 'Bankverbindung',
      'role-change': 'Rollen und Rechte',
      'data-export': 'Datenausleitung',
      deletion: 'Löschung',
      'key-management': 'Schlüsselverwaltung',
    },
    guardPurpose: {
      'sign-in': 'Anmeldung',
      'second-factor': 'zweiter Faktor',
      'step-up': 'erneute Anmeldung',
      role: 'Rolle',
      machine: 'Maschine',
      other: 'anderes',
      unknown: 'unbekannt',
    },
    column: {
      method: 'Methode',
      path: 'Pfad',
      purpose: 'Zweck',
      verdict: 'Urteil',
      handler: 'Funktion',
      guards: 'Davor',
      reason: 'Grund',
      missing: 'Was fehlt',
      framework: 'Rahmenwerk',
      place: 'Stelle',
    },
    noGuards: 'nichts',
    others: (count) =>
      count === 1
        ? '1 weitere Funktion, die niemanden fragt'
        : `${String(count)} weitere Funktionen, die niemanden fragen`,
    none: (files) =>
      `Keine Türen: In ${files === 1 ? '1 Datei' : `${String(files)} Dateien`} meldet kein Server eine Route an.`,
    count: (doors) => (doors === 1 ? '1 Tür' : `${String(doors)} Türen`),
    reason: (what, verdict, name) => {
      const guard = name === INLINE ? 'Eine Funktion davor' : `\`${name}\``;
      switch (what) {
        case 'guard':
          if (verdict === 'second-factor') return `${guard} verlangt einen zweiten Faktor.`;
          return verdict === 'machine'
            ? `${guard} verlangt Schlüssel oder Zertifikat eines Programms.`
            : `${guard} verlangt eine Anmeldung, nichts einen zweiten Faktor.`;
        case 'nothing':
          return 'Nichts auf dem Weg fragt, wer da ist.';
        case 'marked-public':
          return `\`${name}\` lässt alle durch.`;
        case 'unseen-guard':
          return `Was ${name === INLINE ? 'eine Funktion davor' : `\`${name}\``} verlangt, ist nicht zu sehen.`;
        case 'unmounted':
          return 'Der Router ist in diesem Projekt nirgends eingehängt.';
        case 'undescribed':
          return 'Die Beschreibung sagt hier nichts zur Sicherheit.';
        case 'behind-gateway':
          return 'Das Gateway lässt alle zum Server dahinter durch.';
      }
    },
    missing: (what, name) => {
      switch (what) {
        case 'unseen-guard':
          return `Was ${name === INLINE ? 'die Funktion davor' : `\`${name}\``} prüft. Es lässt sich in fachlint.json unter guards angeben.`;
        case 'unmounted':
          return 'Wo der Router eingehängt wird und was dort davor steht.';
        case 'undescribed':
          return 'Die Angabe security für diesen Aufruf, oder der Quelltext des Servers.';
        case 'behind-gateway':
          return 'Was der Server hinter dem Gateway verlangt.';
        default:
          return undefined;
      }
    },
  },
  en: {
    title: 'Doors of the application',
    verdict: VERDICT_NAMES,
    purpose: PURPOSE_NAMES,
    operation: OPERATION_NAMES,
    guardPurpose: GUARD_PURPOSE_NAMES,
    column: {
      method: 'Method',
      path: 'Path',
      purpose: 'Purpose',
      verdict: 'Verdict',
      handler: 'Handler',
      guards: 'Before it',
      reason: 'Reason',
      missing: 'What is missing',
      framework: 'Framework',
      place: 'Place',
    },
    noGuards: 'nothing',
    others: (count) =>
      count === 1 ? '1 other function that asks nobody' : `${String(count)} other functions that ask nobody`,
    none: (files) => `No doors: no server registers a route in ${files === 1 ? '1 file' : `${String(files)} files`}.`,
    count: (doors) => (doors === 1 ? '1 door' : `${String(doors)} doors`),
    reason: (what, verdict, name) => {
      const guard = name === INLINE ? 'A function before it' : `\`${name}\``;
      switch (what) {
        case 'guard':
          if (verdict === 'second-factor') return `${guard} asks for a second factor.`;
          return verdict === 'machine'
            ? `${guard} asks for the key or certificate of a program.`
            : `${guard} asks for a sign-in, nothing for a second factor.`;
        case 'nothing':
          return 'Nothing on the way asks who is there.';
        case 'marked-public':
          return `\`${name}\` lets everybody through.`;
        case 'unseen-guard':
          return `What ${name === INLINE ? 'a function before it' : `\`${name}\``} asks for cannot be seen.`;
        case 'unmounted':
          return 'The router is mounted nowhere in this project.';
        case 'undescribed':
          return 'The description says nothing about security here.';
        case 'behind-gateway':
          return 'The gateway lets everybody through to the server behind it.';
      }
    },
    missing: (what, name) => {
      switch (what) {
        case 'unseen-guard':
          return `What ${name === INLINE ? 'the function before it' : `\`${name}\``} checks. It can be declared in fachlint.json under guards.`;
        case 'unmounted':
          return 'Where the router is mounted, and what stands before it there.';
        case 'undescribed':
          return 'The entry security for this operation, or the source of the server.';
        case 'behind-gateway':
          return 'What the server behind the gateway asks for.';
        default:
          return undefined;
      }
    },
  },
};
