/** What the panel and the extension say to each other. The page has no other way out. */
import type { Severity } from '../../server/model/finding.ts';
import type { DecideParams, ExportFormat, ReviewAnswer, SeenFinding } from '../../server/model/review-protocol.ts';
import type { PastDecision, ReviewPlace, Words } from '../../server/model/review.ts';

/** Open findings when a review was taken. */
export interface PastCount {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly counts: Readonly<Record<Severity, number>>;
}

/** From the extension to the page. */
export type ToPage =
  | {
      readonly type: 'review';
      readonly answer: ReviewAnswer;
      /** By root, from the oldest on. */
      readonly course: Readonly<Record<string, readonly PastCount[]>>;
      /** Nothing may be changed in a workspace that is not trusted. */
      readonly mayWrite: boolean;
    }
  /** The server does not run, or not yet. */
  | { readonly type: 'waiting'; readonly why: 'starting' | 'stopped' }
  /** Shows a finding, by a link or from the tree. */
  | { readonly type: 'show'; readonly root: string; readonly key: string }
  | { readonly type: 'lines'; readonly key: string; readonly lines: readonly (string | null)[] }
  | { readonly type: 'history'; readonly key: string; readonly past: readonly PastDecision[] }
  /** What became of a wish; without words it was fulfilled. */
  | {
      readonly type: 'done';
      readonly what: 'decide' | 'fix' | 'copy' | 'export' | 'compare';
      readonly refused?: Words;
    };

/** From the page to the extension. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'scan' }
  | { readonly type: 'readRegisters' }
  | { readonly type: 'goTo'; readonly root: string; readonly place: ReviewPlace }
  | { readonly type: 'explain'; readonly rule: string }
  /** The lines of some places, of which the first is that of the finding. */
  | { readonly type: 'lines'; readonly root: string; readonly key: string; readonly places: readonly ReviewPlace[] }
  | { readonly type: 'history'; readonly root: string; readonly key: string }
  | { readonly type: 'decide'; readonly wish: DecideParams }
  | { readonly type: 'fix'; readonly root: string; readonly key: string; readonly preview: boolean }
  | { readonly type: 'copyLinks'; readonly root: string; readonly findings: readonly SeenFinding[] }
  | { readonly type: 'export'; readonly root: string; readonly format: ExportFormat }
  | { readonly type: 'compare'; readonly root: string; readonly since?: string };
