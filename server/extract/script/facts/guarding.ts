/**
 * What makes a function a guard: that it can turn somebody away, and which of the names that it tests are said by the
 * request. What it has looked up itself (`const user = await find(body.email)`) says nothing of who is asking.
 */
import { dottedName, keyName, unwrap, type Node } from '../nodes.ts';
import { lookUp, type Scope } from '../scope.ts';
import type { FunctionSummary, Standing } from './walk.ts';

/** Parameters that let a request through when they are called. */
const NEXT = /^_?(?:next|done|weiter|proceed)$/;
/** Methods of answers, and functions of frameworks that end a request. */
const ANSWERS = new Set([
  'status',
  'sendStatus',
  'send',
  'sendFile',
  'json',
  'end',
  'redirect',
  'writeHead',
  'render',
  'code',
  'throw',
  'assert',
  'unauthorized',
  'forbidden',
  'notFound',
  'reject',
  'error',
  'fail',
  'abort',
  'createError',
  'sendError',
  'sendRedirect',
  'permanentRedirect',
  'rewrite',
]);
const ANSWERED = /^(?:status|statusCode|body)$/;
/** What hands a request on: who gets it may turn somebody away. */
const HANDED_ON = /^_?(?:next|done|res|response|reply)$/;

/** What a request, a session or somebody signed in is called. */
const REQUEST =
  /^_?(?:req|request|ctx|context|c|event|evt|headers?|cookies?|session|sitzung|user|currentUser|current|benutzer|nutzer|claims|principal|auth|authUser|account|actor|locals|state|jwt|decoded|token|accessToken|jwtPayload|tokenPayload|payload|me|identity|anmeldung|info|store|security)$/i;
/** What anybody can write into a request. */
const WRITTEN = /^(?:body|query|params|searchParams|formData|dto|input|form|files?|text|json)$/;
/** Functions that say who is there, whatever they are told: `mitRolle('leitung')`, `getServerSession(options)`. */
const ASKED_BY_NAME =
  /^(?:get|use|current|require|ensure|assert|verify|check|mit|with|auth|lies|hole|pruefe|verlange)?_?(?:server|current|aktuelle)?_?(?:session|sitzung|auth|authuser|currentuser|claims|rolle?s?|identity|anmeldung|zweite[mnr]faktor|secondfactor|mfa)$/i;
const MAX_STEPS = 4;

/** Notes what a call does to the request. */
export function noteDenial(
  node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>,
  at: Standing,
  summaries: readonly FunctionSummary[],
): void {
  const callee = unwrap(node.callee);
  const [first] = node.arguments;
  if (callee.type === 'Identifier' && NEXT.test(callee.name)) {
    const isError = first !== undefined && !(first.type === 'Identifier' && first.name === 'undefined');
    if (isError) markDenying(summaries);
    else for (const summary of summaries) summary.passes.push(at.branch.length > 0);
    return;
  }
  const name =
    callee.type === 'MemberExpression'
      ? keyName(callee.property, callee.computed)
      : callee.type === 'Identifier'
        ? callee.name
        : undefined;
  const isAnswer = name !== undefined && (ANSWERS.has(name) || (node.type === 'NewExpression' && name === 'Response'));
  const isLogged = callee.type === 'MemberExpression' && /(?:log|logger|console)$/i.test(dottedName(callee.object));
  if ((isAnswer && !isLogged) || node.arguments.some((each) => each.type === 'Identifier' && HANDED_ON.test(each.name)))
    markDenying(summaries);
}

/** `ctx.status = 401` */
export function noteAssignedAnswer(target: Node, summaries: readonly FunctionSummary[]): void {
  if (target.type === 'MemberExpression' && ANSWERED.test(keyName(target.property, target.computed) ?? ''))
    markDenying(summaries);
}

export function markDenying(summaries: readonly FunctionSummary[]): void {
  for (const summary of summaries) summary.denies = true;
}

/** True for a function that does not let every request through; one that only passes on a condition does not either. */
export function canDeny({ denies, passes }: FunctionSummary): boolean {
  const [only, ...others] = passes;
  return denies || (only === true && others.length === 0);
}

/** True where a tested name or member is said by the request or by somebody's sign-in. */
export function isClaim(node: Node, scope: Scope, steps = 0): boolean {
  const plain = unwrap(node);
  if (steps > MAX_STEPS) return false;
  switch (plain.type) {
    case 'MemberExpression':
      if (WRITTEN.test(keyName(plain.property, plain.computed) ?? '')) return false;
      if (plain.object.type === 'ThisExpression') return REQUEST.test(keyName(plain.property, plain.computed) ?? '');
      return isClaim(plain.object, scope, steps);
    case 'CallExpression':
      return isAsked(plain, scope, steps + 1);
    case 'LogicalExpression':
      return isClaim(plain.left, scope, steps + 1) || isClaim(plain.right, scope, steps + 1);
    case 'Identifier': {
      const binding = lookUp(scope, plain.name);
      if (binding?.kind === 'parameter') {
        const path = binding.parameter?.path ?? [];
        return REQUEST.test(plain.name) && !path.some((name) => WRITTEN.test(name));
      }
      const initializers = binding?.initializers ?? [];
      if (initializers.length === 0) return REQUEST.test(plain.name);
      return initializers
        .slice(0, 3)
        .some(
          ({ source, scope: from, path }) =>
            !path.some((name) => WRITTEN.test(name)) && isClaim(source, from, steps + 1),
        );
    }
    default:
      return false;
  }
}

/** A call that is told nothing, or the request: `auth()`, `session.get('userId')`, `benutzerAus(req)`. */
function isAsked(node: Extract<Node, { type: 'CallExpression' }>, scope: Scope, steps: number): boolean {
  const callee = unwrap(node.callee);
  const receiver = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  const method = callee.type === 'MemberExpression' ? (keyName(callee.property, callee.computed) ?? '') : '';
  if (WRITTEN.test(method)) return false;
  if (ASKED_BY_NAME.test(method === '' ? dottedName(callee) : method)) return true;
  if (node.arguments.length === 0) return receiver === undefined || isClaim(receiver, scope, steps);
  if (receiver?.type === 'Identifier' && REQUEST.test(receiver.name) && isClaim(receiver, scope, steps)) return true;
  return node.arguments.some(
    (argument) =>
      (argument.type === 'Identifier' || argument.type === 'MemberExpression' || argument.type === 'CallExpression') &&
      isClaim(argument, scope, steps),
  );
}
