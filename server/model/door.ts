import type { Place } from './text-range.ts';

/** What a guard asks for. `unknown`: something stands there, but what it checks cannot be seen. */
export type GuardPurpose = 'sign-in' | 'second-factor' | 'step-up' | 'role' | 'machine' | 'other' | 'unknown';

export interface DoorGuard {
  readonly name: string;
  readonly purposes: readonly GuardPurpose[];
  readonly place: Place;
}

/** A route with everything that stands in front of it, in order. */
export interface Door {
  readonly framework: string;
  readonly method: string;
  /** Full path with the prefixes of its routers; `…` where a part could not be seen. */
  readonly path: string;
  /** Where the route is registered: what a finding points at. */
  readonly place: Place;
  readonly handler: { readonly name: string; readonly place: Place };
  readonly guards: readonly DoorGuard[];
  readonly verdict: 'second-factor' | 'sign-in-only' | 'open' | 'unknown';
  /** Why the verdict is `unknown`: an English technical phrase naming the missing fact. */
  readonly reason?: string;
}
