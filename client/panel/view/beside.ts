/** What comes late: it is asked for when a finding is looked at. */
import type { PastDecision } from '../../../server/model/review.ts';

/** What the extension has told of the finding whose details are shown. */
export interface Beside {
  readonly key: string;
  /** Of its own place and of those that belong to it; null where a line cannot be shown. */
  readonly lines?: readonly (string | null)[];
  readonly past?: readonly PastDecision[];
}
