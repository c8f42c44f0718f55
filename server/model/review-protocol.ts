/** What an editor may ask the language server about a review, besides what the protocol knows. Names are those of requests. */
import type { DecisionKind } from './decision.ts';
import type { Language } from './finding.ts';
import type { PastDecision, Review, ReviewDecision, ReviewPlace, Words } from './review.ts';

/** Sent by the server when a project was analysed anew. */
export const REVIEW_CHANGED = 'fachlint/reviewChanged';

/** One open folder. */
export interface ReviewedFolder {
  /** Address of the folder. */
  readonly root: string;
  /** As git calls who works here; absent where it calls them nothing. */
  readonly user?: string;
  /** The commit that findings are compared with, where one is. */
  readonly since?: string;
  readonly review: Review;
}

export interface ReviewAnswer {
  readonly language: Language;
  readonly folders: readonly ReviewedFolder[];
}

/** A finding as its reader has seen it. */
export interface SeenFinding {
  readonly key: string;
  readonly decision?: ReviewDecision;
}

/** `reopen` takes the decision away, `confirm` is somebody else's yes to it. */
export interface DecideParams {
  readonly root: string;
  readonly findings: readonly SeenFinding[];
  readonly as: DecisionKind | 'confirm' | 'reopen';
  readonly reason?: string;
  readonly by?: string;
  /** `YYYY-MM-DD` */
  readonly until?: string;
}

/** Of every request what it is given and what it answers; words say why something was not done. */
export interface ReviewRequests {
  /** `reads`: registers are looked for anew, in files that no rule has a word for, too. */
  readonly 'fachlint/review': { readonly params: { readonly reads: boolean }; readonly answer: ReviewAnswer };
  /** The first line of each place, secrets as dots: the same that the terminal shows. Null where there is none. */
  readonly 'fachlint/lines': {
    readonly params: { readonly root: string; readonly places: readonly ReviewPlace[] };
    readonly answer: readonly (string | null)[];
  };
  readonly 'fachlint/history': {
    readonly params: { readonly root: string; readonly key: string };
    readonly answer: readonly PastDecision[];
  };
  readonly 'fachlint/decide': { readonly params: DecideParams; readonly answer: Words | null };
  /** Answers a `WorkspaceEdit` of the protocol; with `preview` its changes want to be confirmed. */
  readonly 'fachlint/fix': {
    readonly params: { readonly root: string; readonly key: string; readonly preview: boolean };
    readonly answer: unknown;
  };
  readonly 'fachlint/report': {
    readonly params: { readonly root: string; readonly format: ExportFormat };
    readonly answer: string | null;
  };
  /** Without a commit nothing is compared any more. */
  readonly 'fachlint/compare': {
    readonly params: { readonly root: string; readonly since?: string };
    readonly answer: Words | null;
  };
}

export const EXPORT_FORMATS = ['html', 'json', 'csv', 'sarif', 'markdown'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
