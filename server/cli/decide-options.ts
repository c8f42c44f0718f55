/** What `fachlint decide` and the commands below it are told. */
import type { DecisionKind } from '../model/decision.ts';
import type { Language } from '../model/finding.ts';
import type { ListFormat } from './explain.ts';

export interface DecideOptions {
  readonly as?: DecisionKind;
  readonly reason?: string;
  readonly by?: string;
  readonly until?: string;
  readonly rule: readonly string[];
  readonly acceptCurrent: boolean;
  readonly format: ListFormat;
  readonly config?: string;
  readonly lang?: Language;
}
