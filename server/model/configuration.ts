import type { FileKind } from './source.ts';
import type { Language, Severity } from './finding.ts';
import type { Declaration } from './inventory.ts';

export type Vertrauensniveau = 'normal' | 'substanziell' | 'hoch';
export type RuleSetting = 'off' | Severity;
/** The least severe findings that make a run fail. */
export type Threshold = Severity | 'never';

/** What decides whether a run fails; the command line counts before it. */
export interface GateSettings {
  readonly failOn?: Threshold | undefined;
  /** By category, in place of `failOn`. */
  readonly categories: Readonly<Record<string, Threshold>>;
  /** More warnings than this make a run fail, whatever `failOn` says. */
  readonly maxWarnings?: number | undefined;
}

/** `fachlint.json` after validation, defaults filled in. Globs are minimatch patterns relative to the root. */
export interface Configuration {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly overrides: readonly {
    readonly files: readonly string[];
    readonly rules: Readonly<Record<string, RuleSetting>>;
  }[];
  readonly vertrauensniveau?: Vertrauensniveau;
  /** Own guards by name, with what they ask for. */
  readonly guards: Readonly<Record<string, 'sign-in' | 'second-factor' | 'step-up' | 'role' | 'machine' | 'other'>>;
  /** Own register clients and gateways. `hosts` are allowed to speak for a register, `clients` are names of modules or functions. */
  readonly registers: { readonly gateways: readonly string[]; readonly clients: readonly string[] };
  /** Kinds of file by glob, first match wins, before the built-in patterns. */
  readonly kinds: Readonly<Record<string, FileKind>>;
  /** What people say about criteria of the readiness check, by their number. */
  readonly readiness: Readonly<Record<string, Declaration>>;
  readonly language?: Language;
  /** Accepted risks and false positives count only if a second person has confirmed them. */
  readonly confirmDecisions: boolean;
  readonly gate: GateSettings;
}

export const DEFAULT_CONFIGURATION: Configuration = {
  include: [],
  exclude: [],
  rules: {},
  overrides: [],
  guards: {},
  registers: { gateways: [], clients: [] },
  kinds: {},
  confirmDecisions: false,
  gate: { categories: {} },
  readiness: {},
};
