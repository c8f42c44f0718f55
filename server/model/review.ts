/** Everything that a reviewer sees, in both languages and without a secret: the panel and the report show the same. */
import type { Decision, DecisionKind, DecisionState } from './decision.ts';
import type { DoorOperation, DoorPurpose, DoorSource, DoorVerdict, GuardPurpose } from './door.ts';
import type { Notice } from './file-facts.ts';
import type { Confidence, Language, Severity } from './finding.ts';
import type { Declaration, Identifier, ReadinessStatus } from './inventory.ts';
import type { Stage } from './source.ts';

export type Words = Readonly<Record<Language, string>>;

/** Both count from 1, columns in UTF-16 code units. */
interface Point {
  readonly line: number;
  readonly column: number;
}

export interface ReviewPlace {
  readonly path: string;
  readonly start: Point;
  readonly end: Point;
}

export interface NamedPlace extends ReviewPlace {
  readonly name: string;
}

/** What was judged, when, and by what. */
export interface ReviewProject {
  readonly name: string;
  /** Absent where the project lies in no repository. `changed`: whether files differ from it, where that was looked at. */
  readonly commit?: { readonly id: string; readonly changed?: boolean };
  /** `YYYY-MM-DD`: the day of the commit, unless another one was told. */
  readonly date?: string;
  /** Files and folders that the run was limited to; empty for the whole project. */
  readonly scope: readonly string[];
}

/** `open` and what does not hold any more (`expired`, `unconfirmed`) still has to be decided; the rest is settled or noted. */
export const STATUSES = [
  'open',
  'expired',
  'unconfirmed',
  'planned',
  'accepted-risk',
  'false-positive',
  'known',
  'suppressed',
] as const;
export type Status = 'open' | 'expired' | 'unconfirmed' | DecisionKind | 'suppressed';

/** An entry of the decision file, without its tag. */
export type ReviewDecision = Omit<Decision, 'tag'> & { readonly state: DecisionState; readonly place?: ReviewPlace };

export interface ReviewFinding extends ReviewPlace {
  /** Tells it from all others of the review, also in the next one. */
  readonly key: string;
  readonly rule: string;
  readonly category: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly stage: Stage;
  readonly status: Status;
  readonly message: Words;
  readonly advice: Words;
  readonly related: readonly (ReviewPlace & { readonly text: Words })[];
  readonly fix?: { readonly safety: 'safe' | 'suggestion'; readonly title: Words };
  readonly fingerprint: string;
  readonly isNew: boolean;
  /** Of a suppression comment. */
  readonly reason?: string;
  readonly decision?: ReviewDecision;
}

/** How a decision was at a commit that changed it; without `decision` it was taken away. */
export interface PastDecision {
  readonly day: string;
  /** Of the commit. */
  readonly author: string;
  readonly decision?: DecisionKind;
  readonly reason?: string;
  readonly by?: string;
  readonly confirmedBy?: string;
}

export interface ReviewRule {
  readonly id: string;
  readonly title: Words;
  readonly why: Words;
  /** Ids of controls with the norms they belong to. */
  readonly norms: readonly { readonly norm: string; readonly control: string; readonly title: Words }[];
}

export interface ReviewDoor {
  readonly method: string;
  readonly path: string;
  readonly verdict: DoorVerdict;
  readonly purpose: DoorPurpose;
  readonly operation?: DoorOperation;
  readonly reason: Words;
  /** Only where the verdict is unknown. */
  readonly missing?: Words;
  readonly framework: string;
  readonly source: DoorSource;
  readonly handler: NamedPlace;
  readonly guards: readonly (NamedPlace & { readonly purposes: readonly GuardPurpose[] })[];
}

export interface ReviewAccess {
  /** Absent where only the transport shows. */
  readonly register?: Words;
  readonly way: Words;
  readonly kind: 'standard' | 'past' | 'unclear';
  readonly versions: readonly string[];
  readonly transports: readonly string[];
  readonly identifiers: readonly Identifier[];
  readonly consent: readonly NamedPlace[];
  readonly log: readonly NamedPlace[];
  readonly purpose: readonly NamedPlace[];
  readonly places: readonly NamedPlace[];
}

export interface ReviewCriterion {
  readonly number: number;
  readonly title: Words;
  readonly question: Words;
  readonly step: Words;
  readonly status: ReadinessStatus;
  readonly declared?: Declaration;
  readonly evidence: readonly NamedPlace[];
  readonly against: readonly (ReviewPlace & { readonly message: Words })[];
}

/** `clean`: looked at in full, nothing open. `partly`: looked at in part, nothing open there. `unchecked`: by no tool, or not by this one. */
export type ControlState = 'open' | 'clean' | 'partly' | 'unchecked';

export interface ReviewControl {
  readonly id: string;
  readonly title: Words;
  readonly state: ControlState;
  /** No tool could look at it. */
  readonly beyondTools: boolean;
  /** Number of open findings. */
  readonly open: number;
}

export interface ReviewNorm {
  readonly id: string;
  readonly edition: string;
  readonly title: Words;
  readonly note?: Words;
  readonly source: string;
  readonly controls: readonly ReviewControl[];
}

/** A file that was not judged, or only in part. */
export interface ReviewNotice {
  readonly path: string;
  readonly place?: ReviewPlace;
  readonly reason: Notice['reason'];
}

/** What is known beside the findings; a stored run keeps it. */
export interface Surroundings {
  readonly project: ReviewProject;
  readonly doors: readonly ReviewDoor[];
  readonly accesses: readonly ReviewAccess[];
  readonly readiness: readonly ReviewCriterion[];
  readonly decisions: readonly ReviewDecision[];
}

export interface Review extends Surroundings {
  /** Versions of Fachlint and of its rules. */
  readonly tool: { readonly version: string; readonly rules: number; readonly state: string };
  readonly counts: { readonly files: number; readonly parsed: number };
  /** Low confidence is left out, unless the run asked for it. */
  readonly findings: readonly ReviewFinding[];
  /** Those of the findings, by id. */
  readonly rules: readonly ReviewRule[];
  readonly norms: readonly ReviewNorm[];
  readonly notJudged: readonly ReviewNotice[];
  /** Rules and steps that failed by a defect of Fachlint. */
  readonly crashes: readonly { readonly what: string; readonly path?: string }[];
  /** Number of findings that are gone since the commit that it is compared with. */
  readonly baseline?: { readonly commit: string; readonly absent: number };
}

/** Somebody still has to decide or to correct. */
export function isUnsettled({ status }: Pick<ReviewFinding, 'status'>): boolean {
  return status === 'open' || status === 'expired' || status === 'unconfirmed';
}
