import type { FactKinds, FactKind } from './facts.ts';
import type { Confidence, Fix, Language, Severity } from './finding.ts';
import type { Configuration } from './configuration.ts';
import type { FileKind, Stage } from './source.ts';
import type { Door } from './door.ts';
import type { TextRange } from './text-range.ts';
import type { EnvironmentSetting } from './value.ts';

/**
 * Texts of a rule in one language. `messages` and `advice` are keyed by case and may hold `{name}` placeholders, the
 * same ones in both languages. `title` names the rule in lists, `why` is the reason in two to five sentences.
 */
export interface RuleText<M extends string = string> {
  readonly title: string;
  readonly messages: Readonly<Record<M, string>>;
  readonly why: string;
  readonly advice: Readonly<Record<M, string>>;
}

/** What a rule hands over when it has found something. */
export interface Problem<M extends string = string> {
  readonly message: M;
  /** The smallest place that a person would change. A range with its own `path` lies in another file. */
  readonly range: TextRange;
  /** For the placeholders; never a secret. */
  readonly data?: Readonly<Record<string, string>>;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly related?: readonly {
    readonly range: TextRange;
    readonly path?: string;
    readonly text: Readonly<Record<Language, string>>;
  }[];
  readonly fix?: Fix;
  /** The flagged text itself is a secret. */
  readonly secret?: boolean;
  /** Problems of a rule with the same key in one file are one: several uses of one constant. The first one stays. */
  readonly same?: string;
  /** Equal keys become one group. Must not be the secret; judge hashes it with a key of the run. */
  readonly group?: string;
}

/** What a handler may ask about the file of its fact. */
export interface FileView {
  readonly path: string;
  readonly kind: FileKind;
  /** Of the file, or of the part of it that the fact stands in. */
  readonly stage: Stage;
  /** The whole text: only for making edits, never for finding problems. */
  readonly text: string;
  readonly configuration: Configuration;
}

/** The whole project, for rules that need it. */
export interface ProjectView {
  readonly configuration: Configuration;
  readonly doors: readonly Door[];
  /** Who sets an environment variable, by path and place. Complete for variables that some fact looks up. */
  environment(name: string): readonly EnvironmentSetting[];
  /**
   * What each file of the kinds that the rule judges contributes to the question, in the order of files. Worked out once
   * for a file and kept while the file and its links stay as they are, so that an edit does not lead through all facts
   * again.
   */
  gather<T>(contribution: Contribution<T>): readonly T[];
  /** `at`: offset of the place that is asked about; parts of a file can be for a stage of their own. */
  file(path: string, at?: number): FileView;
}

/** What a single file says about a question; a function of the module that depends on nothing but the file. */
export type Contribution<T> = (file: FactsView) => readonly T[];

/** One file with its linked facts. */
export interface FactsView extends FileView {
  facts<K extends FactKind>(kind: K): readonly FactKinds[K][];
}

export type Report<M extends string = string> = (problem: Problem<M>) => void;

export interface Rule<M extends string = string> {
  /** `category/name`, the same as its file path below `rules/`. */
  readonly id: string;
  readonly severity: Severity;
  /** Confidence of its findings unless the problem says otherwise; default `high`. */
  readonly confidence?: Confidence;
  readonly text: Readonly<Record<Language, RuleText<M>>>;
  /**
   * Words, one of which stands in every file that the rule can find something in (compared without case). Files
   * without any rule's words are not parsed. A pattern serves where a word alone stands in every other file.
   */
  readonly words: readonly (string | RegExp)[];
  /** Kinds of file the rule judges; default `main` and `build`. */
  readonly kinds?: readonly FileKind[];
  /** Rules that say the same of more places: where both speak of one place, this one speaks alone. */
  readonly moreSpecificThan?: readonly string[];
  /** The safest fix that a finding of the rule may carry; left out where there is none. Shown by `explain`. */
  readonly fix?: Fix['safety'];
  readonly on?: { readonly [K in FactKind]?: (fact: FactKinds[K], report: Report<M>, file: FileView) => void };
  /** For questions about the whole project; `path` says which file the problem's range lies in. */
  readonly project?: (project: ProjectView, report: (problem: Problem<M> & { readonly path: string }) => void) => void;
}

/** Kinds of file that a rule judges unless it says otherwise. */
export const JUDGED_KINDS: readonly FileKind[] = ['main', 'build'];

export function judges({ kinds = JUDGED_KINDS }: Pick<Rule, 'kinds'>, kind: FileKind): boolean {
  return kinds.includes(kind);
}

/** Declares a rule; only there for the type of its message keys. */
export function rule<M extends string>(definition: Rule<M>): Rule<M> {
  return definition;
}
