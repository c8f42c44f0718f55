/** Tells middleware that guards from middleware that only finds out who is there. */
import type { FunctionFact, HandlerReference } from '../model/facts.ts';
import type { Value } from '../model/value.ts';
import { isUnseen, lastName, libraryPurpose, purposeOfName } from './guard-names.ts';
import type { ProjectFunctions } from './project-functions.ts';

/** Functions that call functions that call …: followed this far. */
const MAX_CALLS = 4;
/** The parameter that lets a request on to what stands behind. */
const NEXT = /^_?(?:next|done|weiter|proceed)$/;

/** True for a function that can turn nobody away, as far as that can be seen: `req.user = …; next();`. */
export function letsThrough(fact: FunctionFact, functions: ProjectFunctions, depth = 0): boolean {
  if (fact.denies || depth > MAX_CALLS) return false;
  // Other frameworks let through whoever is not thrown out.
  if (depth === 0 && !fact.parameters.some((name) => NEXT.test(name))) return false;
  return fact.calls.every((written) => {
    const callee = functions.outside(written, fact.path) ?? written;
    const library = libraryPurpose(callee);
    if (library !== undefined) return library === 'other';
    const own = functions.called(callee, fact);
    if (own) return own === fact || letsThrough(own, functions, depth + 1);
    return !isUnseen(callee) || purposeOfName(lastName(callee.slice(callee.indexOf('#') + 1))) === undefined;
  });
}

/** Index of the function that answers in any case: what stands behind it is never reached. */
export function answering(handlers: readonly HandlerReference[], path: string, functions: ProjectFunctions): number {
  const index = handlers.findIndex(({ value }) => {
    const parameters = value.kind === 'function' ? functions.of(value, path)?.parameters : undefined;
    return parameters?.length === 2 && !parameters.some((name) => name === '' || NEXT.test(name));
  });
  return index < 0 ? handlers.length - 1 : index;
}

/** True for a hook before everything that turns nobody away, whatever it finds out. */
export function letsAllThrough(value: Value, path: string, functions: ProjectFunctions): boolean {
  const fact = functions.of(value, path);
  return fact !== undefined && letsThrough(fact, functions, 1);
}

/** True for a function that asks only on some paths. */
export function testsPath(value: Value, path: string, functions: ProjectFunctions): boolean {
  return functions.of(value, path)?.tests.some((name) => /^(?:path|pathname|url|route|routeId)$/.test(name)) === true;
}
