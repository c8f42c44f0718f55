/** What names say about guards: of libraries, of packages, and of functions by their words. */
import type { GuardPurpose } from '../model/door.ts';
import type { HandlerReference } from '../model/facts.ts';
import type { Value } from '../model/value.ts';
import { WordSequences, wordsOf } from '../model/words.ts';
import { LIBRARY_GUARDS } from './guard-libraries.ts';
import { HARMLESS_PACKAGES, HARMLESS_SCOPES, HARMLESS_WORDS } from './harmless-packages.ts';
import { ROLE_CLAIMS, SECOND_FACTOR_CLAIMS, SIGN_IN_CLAIMS, STEP_UP_CLAIMS } from './guard-claims.ts';
import { NEGATIONS, PURPOSE_WORDS } from './guard-words.ts';

/** What a function of a known library asks for, however it was reached. */
export function libraryPurpose(api: string): GuardPurpose | undefined {
  const hash = api.indexOf('#');
  const module = api.slice(0, Math.max(0, hash));
  const members = Object.hasOwn(LIBRARY_GUARDS, module) ? LIBRARY_GUARDS[module] : undefined;
  if (!members) return undefined;
  const name =
    api
      .slice(hash + 1)
      .replaceAll('()', '')
      .split('.')
      .at(-1) ?? '';
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** Packages of a scope may be those of a town, and hide anything behind any name. */
export function isHarmless(module: string): boolean {
  if (module.startsWith('node:') || HARMLESS_PACKAGES.has(module) || HARMLESS_SCOPES.test(module)) return true;
  const words = wordsOf(module);
  return (
    !module.startsWith('@') &&
    words.some((word) => HARMLESS_WORDS.has(word)) &&
    !PURPOSES.some(([, sequences]) => sequences.occursIn(words))
  );
}

/** `schutz` of `app.schutz(…)`. */
export function lastName(name: string): string {
  const plain = name.replace(/\(…\)$/, '');
  return plain.slice(plain.lastIndexOf('.') + 1);
}

export function nameOfValue(value: Value): string {
  switch (value.kind) {
    case 'class':
    case 'function':
      return value.name;
    case 'reference':
      return value.path.at(-1) ?? value.name;
    case 'call':
      return value.callee.slice(value.callee.indexOf('#') + 1);
    default:
      return '';
  }
}

const PURPOSES = PURPOSE_WORDS.map(([purpose, sequences]) => [purpose, new WordSequences(sequences)] as const);

/** What the name of a guard says, by whole words; undefined where it says nothing. */
export function purposeOfName(name: string): GuardPurpose | undefined {
  const words = wordsOf(name);
  return PURPOSES.find(([, sequences]) => sequences.occursIn(words))?.[0];
}

/** Methods of requests, answers and contexts whose type a framework gives. */
const REQUEST_METHOD = /#\w*(?:Request|Reply|Response|Context)\(\)\./;

/** True for functions that are neither known nor Node's own. */
export function isUnseen(callee: string): boolean {
  const module = callee.slice(0, Math.max(0, callee.indexOf('#')));
  return (
    module !== '' &&
    module !== 'global' &&
    !isHarmless(module) &&
    !Object.hasOwn(LIBRARY_GUARDS, module) &&
    !REQUEST_METHOD.test(callee)
  );
}

/** What names say that decide something. */
export function addClaims(names: readonly string[], found: Set<GuardPurpose>): void {
  for (const name of names) {
    if (SECOND_FACTOR_CLAIMS.has(name)) found.add('second-factor');
    if (STEP_UP_CLAIMS.has(name)) found.add('step-up');
    if (SIGN_IN_CLAIMS.has(name)) found.add('sign-in');
    if (ROLE_CLAIMS.has(name)) found.add('role');
  }
}

const NEGATED = new WordSequences(NEGATIONS);

/** True for a guard that turns away who is signed in: `isNotAuthenticated`. */
export function asksForTheOpposite(name: string): boolean {
  return NEGATED.occursIn(wordsOf(name));
}

/** `optionalAuth`, `wrap(auth.jwtLoose)`: finds out who is there, and lets everybody through. */
export function isOptional({ name, value, handed = [] }: HandlerReference): boolean {
  const names = [name, ...(value.kind === 'function' ? handed.map(({ spelled = '' }) => spelled) : [])];
  return names.some((each) => wordsOf(lastName(each)).some((word) => OPTIONAL.has(word)));
}

const OPTIONAL = new Set(['optional', 'optionally', 'loose', 'lax', 'maybe', 'anonymous']);
