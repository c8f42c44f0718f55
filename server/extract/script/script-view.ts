/** What a reader of a framework may use of the script it is called for. */
import type { Fact } from '../../model/facts.ts';
import type { Scopes } from './scope.ts';
import type { Evaluator } from './values/evaluator.ts';

export interface ScriptView {
  readonly path: string;
  readonly evaluator: Evaluator;
  readonly scopes: Scopes;
  /** Functions by start offset whose first parameter is a router of a framework. */
  readonly plugins: Map<number, string>;
  emit(fact: Fact): void;
  nextOrder(): number;
}
