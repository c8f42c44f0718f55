/** Linked facts + rules → findings. A rule that throws is caught, named and stops nothing else. */
import type { Analysis, Crash } from '../model/analysis.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Door } from '../model/door.ts';
import type { Fact, FactKind, FactKinds } from '../model/facts.ts';
import { factsOfKind } from '../model/facts-of-kind.ts';
import { stageAt, type FileFacts } from '../model/file-facts.ts';
import {
  judges,
  type Contribution,
  type FactsView,
  type FileView,
  type Problem,
  type ProjectView,
  type Rule,
} from '../model/rule.ts';
import type { FileKind, Stage } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import type { EnvironmentSetting } from '../model/value.ts';
import { findingsOf, type FindingsInput, type Raw } from './findings-of.ts';

import { applySuppressions } from './suppressions.ts';

/** What is judged: facts of all files with references resolved, in the order of paths. */
export interface JudgedProject {
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly doors: readonly Door[];
  readonly environment: ReadonlyMap<string, readonly EnvironmentSetting[]>;
}

export interface JudgeInput extends FindingsInput {
  readonly rules: readonly Rule[];
  readonly configuration: Configuration;
  readonly sourceOf: (path: string) => { readonly kind: FileKind; readonly stage: Stage };
}

interface Judged {
  readonly raw: readonly Raw[];
  readonly crashes: readonly Crash[];
}

interface JudgedFile extends Judged {
  readonly facts: readonly Fact[];
  /** By the index of the fact; facts that no rule says anything of are left out. */
  readonly byFact: ReadonlyMap<number, Judged>;
}

/**
 * Judges a project again and again. What rules say of a single file stays until the file or its links change; what they
 * say of the whole is asked anew each time. One judge belongs to one set of rules and one configuration.
 */
export class Judge {
  readonly #input: JudgeInput;
  readonly #rules: RulesByFact;
  readonly #views = new Map<string, FileView>();
  readonly #files = new Map<string, JudgedFile>();
  /** Files without what functions of the project are handed. */
  readonly #own = new WeakMap<FileFacts, FileFacts>();
  readonly #contributions = new WeakMap<Contribution<unknown>, WeakMap<FileFacts, readonly unknown[]>>();

  constructor(input: JudgeInput) {
    this.#input = input;
    this.#rules = new RulesByFact(input.rules);
  }

  judge(project: JudgedProject): Pick<Analysis, 'findings' | 'secrets' | 'crashes'> {
    const files = [...project.files.values()];
    for (const path of this.#files.keys()) if (!project.files.has(path)) this.#files.delete(path);
    const parts = [...files.map((file) => this.#file(file)), this.#whole(project)];
    const raw = parts.flatMap((part) => part.raw);
    const found = findingsOf(raw, project.files, this.#input);
    return {
      findings: applySuppressions(found, project.files, this.#input),
      secrets: secretsIn(raw, files),
      crashes: parts.flatMap(({ crashes }) => crashes),
    };
  }

  #file(file: FileFacts): Judged {
    const { path, facts } = file;
    const before = this.#files.get(path);
    if (before?.facts === facts) return before;
    const byFact = new Map<number, Judged>();
    for (const [index, fact] of facts.entries()) {
      // Linked anew because of another file: most of its facts are the same.
      const judged = before?.facts[index] === fact ? before.byFact.get(index) : this.#fact(fact, file);
      if (judged) byFact.set(index, judged);
    }
    const parts = [...byFact.values()];
    const judged = {
      facts,
      byFact,
      raw: parts.flatMap(({ raw }) => raw),
      crashes: parts.flatMap(({ crashes }) => crashes),
    };
    this.#files.set(path, judged);
    return judged;
  }

  /** Undefined where no rule has anything to say. */
  #fact(fact: Fact, file: FileFacts): Judged | undefined {
    const { path, kind } = file;
    const view = this.#viewAt(file, fact.range.start);
    const raw: Raw[] = [];
    const crashes: Crash[] = [];
    const handedOn = isHandedOn(fact);
    for (const { rule, handler } of this.#rules.of(fact.kind, kind)) {
      if (handedOn && !looksThrough(rule)) continue;
      const report = (problem: Problem): void => {
        // Of what a function of another file does, this file answers for what it hands over.
        if (handedOn && (problem.range.path ?? path) !== path) return;
        raw.push({ rule, path: problem.range.path ?? path, problem });
      };
      try {
        handler(fact as never, report, view);
      } catch (error) {
        crashes.push({ what: rule.id, path, detail: describe(error) });
      }
    }
    return raw.length + crashes.length === 0 ? undefined : { raw, crashes };
  }

  /** The project as a rule sees it, for questions that end in no finding. */
  viewOf(
    project: JudgedProject,
    asker: Partial<Pick<Rule, 'id' | 'kinds'>> = {},
    isWanted = (_: FileFacts): boolean => true,
  ): ProjectView {
    const { doors, environment } = project;
    const wanted = [...project.files.values()].filter(isWanted);
    const files = looksThrough(asker) ? wanted : wanted.map((file) => this.#withoutHandedOn(file));
    return {
      configuration: this.#input.configuration,
      doors,
      environment: (name) => environment.get(name) ?? [],
      gather: (contribution) =>
        files.flatMap((file) => (judges(asker, file.kind) ? this.#contributionOf(file, contribution) : [])),
      file: (path, at) => {
        const file = at === undefined ? undefined : project.files.get(path);
        return file ? this.#viewAt(file, at) : this.#view(path);
      },
    };
  }

  #whole(project: JudgedProject): Judged {
    const raw: Raw[] = [];
    const crashes: Crash[] = [];
    for (const rule of this.#input.rules) {
      if (!rule.project) continue;
      try {
        rule.project(this.viewOf(project, rule), (problem) => {
          const path = problem.range.path ?? problem.path;
          if (path !== problem.path && isBehind(project.files.get(problem.path), problem.range)) return;
          if (judges(rule, this.#view(path).kind)) raw.push({ rule, path, problem });
        });
      } catch (error) {
        crashes.push({ what: rule.id, detail: describe(error) });
      }
    }
    return { raw, crashes };
  }

  #contributionOf<T>(file: FileFacts, contribution: Contribution<T>): readonly T[] {
    let known = this.#contributions.get(contribution);
    if (!known) {
      known = new WeakMap();
      this.#contributions.set(contribution, known);
    }
    let result = known.get(file) as readonly T[] | undefined;
    if (!result) {
      result = contribution(new LazyView(file.path, this.#input, file));
      known.set(file, result);
    }
    return result;
  }

  #withoutHandedOn(file: FileFacts): FileFacts {
    let own = this.#own.get(file);
    if (!own) {
      const facts = file.facts.filter((fact) => !isHandedOn(fact));
      own = facts.length < file.facts.length ? { ...file, facts } : file;
      this.#own.set(file, own);
    }
    return own;
  }

  #viewAt(file: FileFacts, offset = 0): FileView {
    return file.stagedParts ? this.#view(file.path, stageAt(file, offset)) : this.#view(file.path);
  }

  #view(path: string, stage?: Stage): FileView {
    const key = `${path}\n${stage ?? ''}`;
    let view = this.#views.get(key);
    if (!view) {
      view = new LazyView(path, this.#input, undefined, stage);
      this.#views.set(key, view);
    }
    return view;
  }
}

function isHandedOn(fact: Fact): boolean {
  return (fact.kind === 'call' || fact.kind === 'named-value') && fact.through !== undefined;
}

/** A secret that a function of the project writes down is told once, where it does so: callers are asked for algorithms only. */
function looksThrough({ id }: { readonly id?: string }): boolean {
  return id?.startsWith('encryption/') === true;
}

/** True where a place is what a function of another file calls for a caller in this one. */
function isBehind(file: FileFacts | undefined, { path, start }: TextRange): boolean {
  const calls = file ? factsOfKind(file, 'call') : [];
  return calls.some(({ through, calleeRange }) => through && calleeRange.path === path && calleeRange.start === start);
}

function secretsIn(raw: readonly Raw[], files: readonly FileFacts[]): Map<string, TextRange[]> {
  const secrets = new Map<string, TextRange[]>();
  for (const { path, hidden } of files) if (hidden) secrets.set(path, [...hidden]);
  for (const { path, problem } of raw) {
    if (problem.secret) secrets.set(path, [...(secrets.get(path) ?? []), problem.range]);
  }
  return secrets;
}

/** The text of a file is read only when a rule wants to make an edit. */
class LazyView implements FactsView {
  readonly path: string;
  readonly kind: FileKind;
  readonly stage: Stage;
  readonly configuration: Configuration;
  readonly #textOf: JudgeInput['textOf'];
  readonly #file: FileFacts | undefined;

  constructor(path: string, input: JudgeInput, file?: FileFacts, stage?: Stage) {
    this.path = path;
    const source = input.sourceOf(path);
    this.kind = source.kind;
    this.stage = stage ?? source.stage;
    this.configuration = input.configuration;
    this.#textOf = input.textOf;
    this.#file = file;
  }

  get text(): string {
    return this.#textOf(this.path) ?? '';
  }

  facts<K extends FactKind>(kind: K): readonly FactKinds[K][] {
    return this.#file ? factsOfKind(this.#file, kind) : [];
  }
}

type Handler = (fact: never, report: (problem: Problem) => void, file: FileView) => void;

class RulesByFact {
  readonly #rules: readonly Rule[];
  readonly #known = new Map<string, readonly { rule: Rule; handler: Handler }[]>();

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
  }

  of(fact: FactKind, kind: FileKind): readonly { rule: Rule; handler: Handler }[] {
    const key = `${fact} ${kind}`;
    let found = this.#known.get(key);
    if (!found) {
      found = this.#rules.flatMap((rule) => {
        const handler = rule.on?.[fact] as Handler | undefined;
        return handler && judges(rule, kind) ? [{ rule, handler }] : [];
      });
      this.#known.set(key, found);
    }
    return found;
  }
}

/** Name and place of an error in Fachlint's own code; its message may hold text of the inspected file. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'Error';
  const [, ...frames] = error.stack?.split('\n') ?? [];
  const names = frames.flatMap((frame) => frame.split(/[\s()\\/]/));
  const place = names.find((name) => /^[\w.-]+\.[cm]?[jt]s:\d+:\d+$/.test(name));
  return place === undefined ? error.name : `${error.name} at ${place}`;
}
