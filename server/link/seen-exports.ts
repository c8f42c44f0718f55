/** What files export, with a record of what was asked: a result made from the answers holds as long as they are the same. */
import type { FactsOf } from '../model/analysis.ts';
import type { Fact } from '../model/facts.ts';
import type { FileFacts } from '../model/file-facts.ts';
import type { Value } from '../model/value.ts';

/** All exports together, and the modules of `export * from '…'`; a text asks for the export of that name. */
const WHOLE = Symbol('whole');
const MODULES = Symbol('modules');
/** What is written down of the file: changes with every edit of it. */
const FACTS = Symbol('facts');
type Question = string | typeof WHOLE | typeof MODULES | typeof FACTS;

export class SeenExports {
  readonly #factsOf: FactsOf;
  readonly #answers = new Map<string, Map<Question, unknown>>();

  constructor(factsOf: FactsOf) {
    this.#factsOf = factsOf;
  }

  /** The export of a name, undefined where there is none or the file is not parsed. */
  named(path: string, name: string): Value | undefined {
    return this.#ask(path, name) as Value | undefined;
  }

  whole(path: string): ReadonlyMap<string, Value> | undefined {
    return this.#ask(path, WHOLE) as ReadonlyMap<string, Value> | undefined;
  }

  modules(path: string): readonly string[] {
    return (this.#ask(path, MODULES) as readonly string[] | undefined) ?? [];
  }

  /** All facts of a file, undefined where it is not parsed. */
  facts(path: string): readonly Fact[] | undefined {
    return this.#ask(path, FACTS) as readonly Fact[] | undefined;
  }

  /** The files that were asked. */
  paths(): Iterable<string> {
    return this.#answers.keys();
  }

  /** True where every question would be answered with the same object again. */
  isCurrent(factsOf: FactsOf): boolean {
    for (const [path, answers] of this.#answers) {
      const facts = factsOf(path);
      for (const [question, answer] of answers) if (answerOf(facts, question) !== answer) return false;
    }
    return true;
  }

  #ask(path: string, question: Question): unknown {
    const answer = answerOf(this.#factsOf(path), question);
    let answers = this.#answers.get(path);
    if (!answers) {
      answers = new Map();
      this.#answers.set(path, answers);
    }
    answers.set(question, answer);
    return typeof answer === 'string' ? undefined : answer;
  }
}

function answerOf(facts: ReturnType<FactsOf>, question: Question): unknown {
  if (typeof facts === 'string') return facts;
  if (question === WHOLE) return facts.exports;
  if (question === FACTS) return facts.facts;
  return question === MODULES ? facts.exportAll : facts.exports.get(question);
}

/** More parts than this are not compared: the files that use such a value are linked again. */
const MOST_PARTS = 20_000;

/**
 * The facts of an edited file with the exports of its last version wherever they say the same, down to the range: what
 * others made from them then stays.
 */
export function keepExports(before: FileFacts, after: FileFacts): FileFacts {
  const budget = { left: MOST_PARTS };
  const exports = new Map<string, Value>();
  for (const [name, value] of after.exports) {
    const old = before.exports.get(name);
    exports.set(name, old !== undefined && isEqual(old, value, budget) ? old : value);
  }
  const isSame =
    exports.size === before.exports.size && [...exports].every(([name, value]) => before.exports.get(name) === value);
  return {
    ...after,
    exports: isSame ? before.exports : exports,
    exportAll: isEqual(before.exportAll, after.exportAll, budget) ? before.exportAll : after.exportAll,
  };
}

/** Equality of plain data: objects, lists and maps of texts, numbers and the like. */
function isEqual(one: unknown, other: unknown, budget: { left: number }): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (--budget.left < 0) return false;
  if (one instanceof Map) {
    return (
      other instanceof Map &&
      one.size === other.size &&
      [...one].every(([key, value]) => other.has(key) && isEqual(value, other.get(key), budget))
    );
  }
  if (other instanceof Map) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => isEqual(one[key as keyof typeof one], other[key as keyof typeof other], budget))
  );
}
