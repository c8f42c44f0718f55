/**
 * Requests and answers of web servers. Handlers get them as parameters that mostly nobody writes a type for, so the
 * method says what is called: `res.cookie(…)` is `handed#cookie`, `ctx.cookies.set(…)` is `handed#cookies.set`,
 * `request.log.info(…)` is `handed#log.info`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { REGULAR_EXPRESSION, type ApiName, type Value } from '../../../model/value.ts';
import { keyName, unwrap, type Node } from '../nodes.ts';

/** Methods that hardly anything else has. */
const OWN: ReadonlySet<string> = new Set(['cookie', 'setCookie', 'cookies.set', 'register', 'jwt.sign', 'jwtSign']);
/** Logs that come with a request, or are handed over under their name. */
const LOGS: ReadonlySet<string> = new Set(['log', 'logger']);
const LOG_METHODS: ReadonlySet<string> = new Set([
  'trace',
  'debug',
  'info',
  'log',
  'warn',
  'error',
  'fatal',
  'verbose',
]);
/** Methods that many things have, and the headers that make them one of an answer. */
const HEADER_METHODS: ReadonlySet<string> = new Set(['setHeader', 'header', 'set', 'append']);
const HEADERS = /^(?:set-cookie|strict-transport-security)$/i;

/** Methods of texts that take a regular expression: with one they are called on a text, whatever is known of it. */
const TEXT_METHODS: ReadonlySet<string> = new Set(['match', 'matchAll', 'search', 'replace', 'replaceAll', 'split']);

function isExpression(value: Value): boolean {
  return value.kind === 'call' && value.callee === REGULAR_EXPRESSION;
}

/** A function that was handed over is called with `true` alone: what it is asked for is accepted. */
const ACCEPTED = 'handed#(true)';
/** What a handler calls to let a request through to the next one. */
export const PASSED_ON = 'handed#next';

/** The name of a method called on a parameter without a type, or on what such a call gives; '' where it is none of these. */
export function handedName(
  { callee: written, arguments: [first, ...rest] }: TSESTree.CallExpression | TSESTree.NewExpression,
  callee: Value,
  valueOf: (node: Node) => Value,
): ApiName {
  const node = unwrap(written);
  if (node.type === 'Identifier' && node.name === 'next' && first === undefined && isUntyped(callee)) return PASSED_ON;
  if (node.type === 'Identifier' && rest.length === 0 && isUntyped(callee) && callee.kind === 'parameter')
    return callee.path === undefined && first?.type === 'Literal' && first.value === true ? ACCEPTED : '';
  if (node.type !== 'MemberExpression') return '';
  const method = keyName(node.property, node.computed);
  if (method === undefined) return '';
  const object = unwrap(node.object);
  const owner = ownerOf(object, callee);
  if (TEXT_METHODS.has(method) && first && isExpression(valueOf(first))) return `global#String().${method}`;
  // Nothing else is made a text with an encoding.
  if (method === 'toString' && first?.type === 'Literal' && typeof first.value === 'string')
    return 'global#Buffer().toString';
  const isLog = LOGS.has(owner) && LOG_METHODS.has(method);
  const name = isLog || OWN.has(`${owner}.${method}`) ? `${owner}.${method}` : method;
  const isHeader =
    HEADER_METHODS.has(method) &&
    first?.type === 'Literal' &&
    typeof first.value === 'string' &&
    HEADERS.test(first.value);
  if (!isHeader && !isLog && !OWN.has(name)) return '';
  return isHanded(object, callee, valueOf) ? `handed#${name}` : '';
}

/** What the method is taken from, where that has a name: `cookies` of `ctx.cookies.set`. */
function ownerOf(object: Node, callee: Value): string {
  if (callee.kind === 'parameter') return callee.path?.at(-2) ?? callee.name;
  return object.type === 'MemberExpression' ? (keyName(object.property, object.computed) ?? '') : '';
}

/** True for a parameter without a type; methods of answers give the answer again: `res.status(200).cookie(…)`. */
function isHanded(object: Node, callee: Value, valueOf: (node: Node) => Value): boolean {
  if (isUntyped(callee)) return true;
  let current = object;
  while (current.type === 'CallExpression') {
    const inner = unwrap(current.callee);
    if (inner.type !== 'MemberExpression') return false;
    current = unwrap(inner.object);
  }
  return current !== object && isUntyped(valueOf(current));
}

function isUntyped(value: Value): boolean {
  return value.kind === 'parameter' && value.type === '';
}
