/**
 * What handlers ask for themselves. Other than guards they test all kinds of things: only what the request says of who is
 * asking counts, and functions that ask by name or by library.
 */
import type { GuardPurpose } from '../model/door.ts';
import type { FunctionFact } from '../model/facts.ts';
import type { Value } from '../model/value.ts';
import { wordsOf } from '../model/words.ts';
import { SECOND_FACTOR_CALLS, SECOND_FACTOR_METHODS } from './guard-libraries.ts';
import { addClaims, isUnseen, lastName, libraryPurpose, purposeOfName } from './guard-names.ts';
import {
  MACHINE_CLAIMS,
  SECOND_FACTOR_CLAIMS,
  SIGN_IN_CLAIMS,
  SIGN_IN_METHODS,
  STEP_UP_CLAIMS,
} from './guard-claims.ts';
import { ABOUT_RECORDS, ASKING } from './guard-words.ts';
import type { ProjectFunctions } from './project-functions.ts';

/** Calls are followed this far; deeper down services do their work. */
const MAX_CALLS = 2;
/** Said by whoever signs in just now. */
const SAID_AT_SIGN_IN = new Set(['username', 'token', 'account', 'authorization', 'sub', 'session']);

export class HandlerReader {
  readonly #functions: ProjectFunctions;

  constructor(functions: ProjectFunctions) {
    this.#functions = functions;
  }

  /**
   * `isWayIn`: a handler that signs people in asks for what they sign in with, and nobody has to be signed in for that.
   */
  read(value: Value, path: string, isWayIn: boolean, found: Set<GuardPurpose>): void {
    const fact = this.#functions.of(value, path);
    if (!fact) return;
    if (!isWayIn) this.#asked(fact, found, 0);
    else if (fact.claims.some((name) => SIGN_IN_CLAIMS.has(name) && !SAID_AT_SIGN_IN.has(name))) found.add('sign-in');
  }

  #asked(fact: FunctionFact, found: Set<GuardPurpose>, depth: number): void {
    addClaims(fact.claims, found);
    // Nothing but a sign-in has these names, wherever they were taken from.
    if (fact.denies && fact.tests.some((name) => SECOND_FACTOR_CLAIMS.has(name))) found.add('second-factor');
    if (fact.denies && fact.tests.some((name) => STEP_UP_CLAIMS.has(name))) found.add('step-up');
    if (fact.claims.some((name) => MACHINE_CLAIMS.has(name))) found.add('machine');
    // Taken apart before it is tested: `authorization?.split(' ')[1]`.
    if (fact.denies && fact.reads.includes('authorization') && fact.tests.includes('token')) found.add('sign-in');
    if (fact.denies && fact.reads.some((name) => SIGN_IN_METHODS.has(name) && name !== 'authenticate'))
      found.add('sign-in');
    if (depth < MAX_CALLS) for (const callee of fact.calls) this.#called(callee, fact, found, depth);
  }

  #called(written: string, fact: FunctionFact, found: Set<GuardPurpose>, depth: number): void {
    const callee = this.#functions.outside(written, fact.path) ?? written;
    if (SECOND_FACTOR_CALLS.has(callee) || SECOND_FACTOR_METHODS.test(callee)) found.add('second-factor');
    const library = libraryPurpose(callee);
    if (library !== undefined) {
      if (library !== 'other') found.add(library);
      return;
    }
    const own = this.#functions.called(callee, fact);
    if (own === fact) return;
    const name = own?.name ?? (isUnseen(callee) ? lastName(callee.slice(callee.indexOf('#') + 1)) : '');
    const words = wordsOf(name);
    const asks = ASKING.has(words[0] ?? '') && !words.some((word) => ABOUT_RECORDS.has(word));
    // It refuses by itself, or the handler refuses after what it answers: `if (!verifySignature(req)) return …`.
    const refuses = own ? own.denies || fact.tests.includes(name) : true;
    const byName = asks && refuses ? purposeOfName(name) : undefined;
    if (byName) found.add(byName);
    if (own) this.#asked(own, found, depth + 1);
  }
}
