import type { Language } from './finding.ts';

/** One requirement of a norm, joined to rules by their ids. Controls that no tool can check are listed too. */
export interface Control {
  /** Unique over all norms: `CWE-295`, `GS:CON.10.A16`, `BSI-TR-03172-3:A3.9.03`. */
  readonly id: string;
  /** Stable identifier where the norm itself renumbers between editions. */
  readonly alias?: string;
  readonly title: Readonly<Record<Language, string>>;
  /** How much of it shows in code and configuration; `rules` says what Fachlint covers of that today. */
  readonly checkable: 'yes' | 'partly' | 'no';
  /** Ids of the rules that look at it, sorted. */
  readonly rules: readonly string[];
}

/** A norm in one edition. */
export interface Norm {
  readonly id: string;
  readonly edition: string;
  readonly title: Readonly<Record<Language, string>>;
  /** Who it binds, where that is easily misunderstood. */
  readonly note?: Readonly<Record<Language, string>>;
  /** Address of the official text. */
  readonly source: string;
  readonly controls: readonly Control[];
}
