/** What has been worked out for nodes, and what is only known as long as something further out still runs. */
import type { Value } from '../../../model/value.ts';
import type { Node } from '../nodes.ts';

/** What is part of a cycle is worked out anew when it is asked for from outside of it, but not more often than this. */
const MAX_TRIES = 4;

/** A value that hangs on the outermost of several evaluations that still run. */
interface Passing {
  readonly value: Value;
  readonly level: number;
}

/** The results of one question to nodes. */
export class Results {
  readonly known = new Map<Node, Value>();
  /** By the depth at which they run. */
  readonly running = new Map<Node, number>();
  readonly passing = new Map<Node, Passing>();
  readonly #ending: Node[][] = [];
  readonly #tries = new Map<Node, number>();

  /** Keeps a value for good unless it was cut short for an evaluation further out. */
  keep(node: Node, value: Value, level: number, cutAt: number): void {
    const tries = cutAt < level ? (this.#tries.get(node) ?? 0) + 1 : MAX_TRIES;
    if (tries >= MAX_TRIES) {
      this.known.set(node, value);
      return;
    }
    this.#tries.set(node, tries);
    this.passing.set(node, { value, level: cutAt });
    (this.#ending[cutAt] ??= []).push(node);
  }

  /** Forgets what hangs on an evaluation that has ended. */
  end(level: number): void {
    const ending = this.#ending[level];
    if (!ending || ending.length === 0) return;
    for (const node of ending) this.passing.delete(node);
    ending.length = 0;
  }
}
