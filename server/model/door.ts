import type { Place } from './text-range.ts';

/**
 * What a guard asks for. `machine`: a key or certificate of a program, which has no second factor. `unknown`: something
 * stands there, but what it checks cannot be seen.
 */
export type GuardPurpose = 'sign-in' | 'second-factor' | 'step-up' | 'role' | 'machine' | 'other' | 'unknown';

export interface DoorGuard {
  readonly name: string;
  readonly purposes: readonly GuardPurpose[];
  readonly place: Place;
}

/** What a door is for, by its method and path. */
export type DoorPurpose = 'sign-in' | 'sign-out' | 'sensitive-operation' | 'administration' | 'public' | 'other';
/** What a sensitive operation does. */
export type DoorOperation = 'bank-details' | 'role-change' | 'data-export' | 'deletion' | 'key-management';

/**
 * What a door asks for before it opens. `machine`: the key or certificate of a program and nothing of a person;
 * `unknown`: something is missing that would have to be seen.
 */
export type DoorVerdict = 'second-factor' | 'sign-in-only' | 'machine' | 'open' | 'unknown';

/**
 * Why: a guard that asks for something (`guard`); nothing that asks for anything (`nothing`); a mark that lets everybody
 * through (`marked-public`). Of an unknown verdict what is missing: what a guard asks for (`unseen-guard`), where the
 * router is mounted (`unmounted`), what a description says of security (`undescribed`), and what the server behind a
 * gateway asks for itself (`behind-gateway`).
 */
export interface DoorReason {
  readonly what:
    'guard' | 'nothing' | 'marked-public' | 'unseen-guard' | 'unmounted' | 'undescribed' | 'behind-gateway';
  /** The guard or mark that it is about. */
  readonly name?: string;
}

/** Where a door is known from: the code of a server, a gateway in front of one, or a document that describes one. */
export type DoorSource = 'server' | 'gateway' | 'description';

/** A route with everything that stands in front of it, in order. */
export interface Door {
  readonly framework: string;
  readonly source: DoorSource;
  readonly method: string;
  /** Full path with the prefixes of its routers; `…` where a part could not be seen. */
  readonly path: string;
  /** Where the route is registered: what a finding points at. */
  readonly place: Place;
  readonly handler: { readonly name: string; readonly place: Place };
  readonly guards: readonly DoorGuard[];
  readonly purpose: DoorPurpose;
  /** Only of a sensitive operation. */
  readonly operation?: DoorOperation;
  readonly verdict: DoorVerdict;
  readonly reason: DoorReason;
}
