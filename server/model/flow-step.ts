import type { TextRange } from './text-range.ts';
import type { ApiName } from './value.ts';

/** A place that a followed value gets to. */
export interface FlowStep {
  /**
   * `name`: it becomes the value of a variable, property or parameter, or a part of it. `argument`: it is handed to a call
   * that is not seen through. `returned`: a named function gives it. `text`: it stands behind a word of a text (`?token=`).
   */
  readonly form: 'name' | 'argument' | 'returned' | 'text';
  /** The path of the name, the dotted callee, the function, the word. */
  readonly names: readonly string[];
  /** It has been made a text or part of one on its way. */
  readonly isText: boolean;
  readonly range: TextRange;
  /** Of an argument: what is called, the position, and the beginnings of texts among the other arguments. */
  readonly callee?: ApiName;
  readonly index?: number;
  readonly beside?: readonly string[];
  /** Of an argument that is a list: the position in it. */
  readonly element?: number;
  /** Of a function: its start, as in `FunctionFact.range.start`. */
  readonly function?: number;
}
