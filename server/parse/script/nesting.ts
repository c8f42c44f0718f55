/**
 * Keeps texts away from oxc that could overflow its native stack: that ends the whole process and cannot be caught
 * (oxc issue 24375). The TypeScript compiler throws a catchable error instead.
 */
import { isMainThread, resourceLimits } from 'node:worker_threads';

/** Stack that a worker needs (`resourceLimits.stackSizeMb`) so that oxc may read any file of ordinary size. */
export const WORKER_STACK_MB = 128;

/** Measured with oxc-parser 0.159 on x64: at most 2.1 KB for one nested template literal, less for all others. */
const BYTES_PER_LEVEL = 2600;
/** The main thread has at least this on Linux and macOS; Node does not tell. */
const MAIN_STACK_MB = 8;

/** Every character that can open one more level; closing ones do not count, a string could hold them. */
const NESTING = new Set(Array.from('([{!~?=:<+-*/%&|^@`', (character) => character.charCodeAt(0)));
const NESTING_WORDS =
  /\b(?:as|await|class|delete|do|else|extends|in|infer|instanceof|is|keyof|new|of|readonly|satisfies|typeof|unique|void|yield)\b/g;

/** True if no way to read the text can nest deeper than the stack of this thread allows. */
export function isShallowEnough(text: string): boolean {
  const stackMb = isMainThread ? MAIN_STACK_MB : (resourceLimits.stackSizeMb ?? 4);
  const budget = (stackMb * 1024 * 1024) / BYTES_PER_LEVEL;
  if (text.length < budget) return true;
  let tokens = 0;
  for (let i = 0; i < text.length; i++) if (NESTING.has(text.charCodeAt(i))) tokens++;
  if (tokens >= budget) return false;
  for (const _word of text.matchAll(NESTING_WORDS)) tokens++;
  return tokens < budget;
}
