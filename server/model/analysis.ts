import type { Decision, DecisionState } from './decision.ts';
import type { Door } from './door.ts';
import type { FileFacts, Notice } from './file-facts.ts';
import type { Finding } from './finding.ts';
import type { TextRange } from './text-range.ts';

/** A rule or a step that threw: caught, named and reported; it stops nothing else. */
export interface Crash {
  /** Id of the rule, or the step (`parse`, `extract`, `link`). */
  readonly what: string;
  readonly path?: string;
  /** Name of the error and the place in Fachlint's own code; never text of an inspected file. */
  readonly detail: string;
}

/** An entry of the decision file with what has become of it. */
export interface JudgedDecision {
  readonly entry: Decision;
  readonly state: DecisionState;
  /** The finding it is about, as it was before; undefined for stale entries. */
  readonly finding?: Finding | undefined;
}

/** Everything that is known after a run, sorted by path and place. */
export interface Analysis {
  /** All findings, suppressed ones included (`finding.suppressed`). */
  readonly findings: readonly Finding[];
  /** Every entry of the decision file with what has become of it. */
  readonly decisions: readonly JudgedDecision[];
  /** What the findings were compared with, if anything; `absent` counts those that are gone since. */
  readonly baseline?: { readonly commit: string; readonly absent: number };
  /** What could not be judged, with the reason. */
  readonly notices: readonly Notice[];
  readonly crashes: readonly Crash[];
  /** Every secret that some rule has seen, by path; also of rules that are switched off. No output may show one. */
  readonly secrets: ReadonlyMap<string, readonly TextRange[]>;
  readonly doors: readonly Door[];
  readonly counts: {
    /** Files that were looked at (after include, exclude and .gitignore). */
    readonly files: number;
    /** Files that were parsed because of a word or a link. */
    readonly parsed: number;
  };
}

export const SCRIPT_ENGINES = ['oxc', 'typescript-eslint'] as const;
/** The two parsers of scripts; `oxc` is native and fast, `typescript-eslint` runs everywhere. */
export type ScriptEngine = (typeof SCRIPT_ENGINES)[number];

/** Finds the file that a module name means, seen from a file of the project. Undefined for packages outside the project. */
export type ResolveModule = (from: string, module: string) => string | undefined;

/** Facts of a file, or why there are none yet: `unparsed` files can be asked for, `missing` ones do not exist. */
export type FactsOf = (path: string) => FileFacts | 'unparsed' | 'missing';
