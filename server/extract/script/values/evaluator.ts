/** What the parts of the evaluator ask of the whole: every part knows some expressions and hands over the rest. */
import type { TextRange } from '../../../model/text-range.ts';
import type { FunctionValue, Value } from '../../../model/value.ts';
import type { ClassNode, FunctionNode, Node, ObjectNode } from '../nodes.ts';
import type { Binding, Scope, Scopes } from '../scope.ts';

export interface Evaluator {
  readonly path: string;
  readonly scopes: Scopes;
  /** The value of an expression that stands in `scope`. */
  evaluate(node: Node, scope: Scope): Value;
  /** What a function returns: one plain return, several (`either`), nothing (absent) or unknown. */
  returnsOf(node: FunctionNode): Value;
  /** The same by the function's value. Worked out only when a function is called: most never are. */
  returnsOfValue(value: FunctionValue): Value;
  /** The same value, its methods with what they return, as other files need it. */
  withReturns(value: Value): Value;
  /** The value of what a name is bound to, seen from a use of it. */
  bindingValue(binding: Binding, use: TextRange): Value;
  /** The class that a node is the value of a field or method of. */
  ownerOf(node: Node): ClassNode | undefined;
  /** An object literal, as far as it is known by now. */
  objectOf(node: ObjectNode, scope: Scope): Value;
  /** Tells what is known of an object literal while it is worked out. */
  building(node: ObjectNode, entries: ReadonlyMap<string, Value>): void;
  /** A class as far as it is known by now, used at a place. */
  classOf(node: ClassNode, use: TextRange): Value;
}

/** A variable with more assignments, or a function with more returns, is unknown. */
export const MAX_WRITES = 8;
