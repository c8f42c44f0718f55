import type { Fact } from './facts.ts';
import type { FileKind, Stage } from './source.ts';
import type { TextRange } from './text-range.ts';
import type { Value } from './value.ts';

/** A part of a file that is for another stage than the file: a document of Spring, a key of Quarkus with its profile. */
export interface StagedPart extends TextRange {
  readonly stage: Stage;
}

/** `fachlint-disable-next-line rule, rule -- reason` as it stands in a comment of a file. */
export interface Suppression {
  readonly range: TextRange;
  /** Zero-based line that it silences. */
  readonly line: number;
  readonly rules: readonly { readonly id: string; readonly range: TextRange }[];
  readonly reason: string;
}

/** What a fingerprint needs to know of a file, so that it survives moved lines and renamed locals. */
export interface Outline {
  /** Ranges of the innermost statements or settings, flat: start, end, start, end …, by start. */
  readonly statements: readonly number[];
  /** Functions, classes and key paths with their names. */
  readonly scopes: readonly { readonly start: number; readonly end: number; readonly name: string }[];
  /** Names declared in the file that can be renamed without changing its meaning outside. */
  readonly localNames: readonly string[];
  /** Ranges of texts, templates and expressions, flat: what they hold must not get into a fingerprint. */
  readonly literals: readonly number[];
  /** The names of `scopes` are key paths and identify a place alone; values stand unquoted in the text. */
  readonly keyed?: true;
}

/** Why a file, or a part of it, could not be judged. */
export interface Notice {
  readonly path: string;
  readonly reason:
    'syntax-error' | 'time-limit' | 'too-large' | 'unreadable' | 'binary' | 'parser-failed' | 'outside-root';
  readonly range?: TextRange;
  /** Technical detail in English, never text of the file. */
  readonly detail?: string;
}

/** All that is known of one file after parse and extract: plain data, can be sent between threads. */
export interface FileFacts {
  readonly path: string;
  readonly kind: FileKind;
  readonly stage: Stage;
  /** Later ones count before earlier ones that hold them. */
  readonly stagedParts?: readonly StagedPart[];
  readonly facts: readonly Fact[];
  /** Exported names with their values; a configuration file exports its whole content as `default`. */
  readonly exports: ReadonlyMap<string, Value>;
  /** Modules of `export * from '…'`. */
  readonly exportAll: readonly string[];
  readonly suppressions: readonly Suppression[];
  /** Encoded secrets: never shown, whatever is found in them. */
  readonly hidden?: readonly TextRange[];
  readonly outline: Outline;
  readonly notices: readonly Notice[];
}

/** The stage of what stands at an offset. */
export function stageAt({ stage, stagedParts = [] }: Pick<FileFacts, 'stage' | 'stagedParts'>, offset: number): Stage {
  return stagedParts.findLast(({ start, end }) => start <= offset && offset < end)?.stage ?? stage;
}
