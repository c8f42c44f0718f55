/** Handlers and guards as they are handed to a framework: names for people, values for `link`. */
import type { HandlerReference } from '../../../model/facts.ts';
import type { Value } from '../../../model/value.ts';
import { dottedName, isFunction, keyName, rangeOf, unwrap, type Node } from '../nodes.ts';
import type { Scope } from '../scope.ts';
import type { ScriptView } from '../script-view.ts';

/** Methods that turn a router into something that can be mounted: `router.routes()` in Koa. */
const MOUNTABLE = new Set(['routes', 'callback']);

/** One reference per handler; lists are taken apart, spreads and holes become unknown. */
export function handlersOf(nodes: readonly Node[], scope: Scope, view: ScriptView): HandlerReference[] {
  return nodes.flatMap((node): HandlerReference[] => {
    const plain = unwrap(node);
    if (plain.type === 'ArrayExpression') {
      return handlersOf(
        plain.elements.filter((element) => element !== null),
        scope,
        view,
      );
    }
    if (plain.type === 'SpreadElement') return handlersOf([plain.argument], scope, view);
    const range = rangeOf(plain);
    const mounted =
      plain.type === 'CallExpression' &&
      plain.callee.type === 'MemberExpression' &&
      MOUNTABLE.has(keyName(plain.callee.property, plain.callee.computed) ?? '')
        ? plain.callee.object
        : undefined;
    const value: Value = view.evaluator.evaluate(mounted ?? plain, scope);
    if (value.kind === 'list' && !value.open) {
      return value.items.map((item) => ({ name: nameOf(plain), value: item, range }));
    }
    const handed = plain.type === 'CallExpression' ? handedTo(plain.arguments, scope, view) : [];
    return [{ name: nameOf(plain), value, range, ...(handed.length > 0 && { handed }) }];
  });
}

/** Arguments that are functions, or may turn out to be some. */
function handedTo(nodes: readonly Node[], scope: Scope, view: ScriptView): readonly Value[] {
  return nodes
    .filter((node) => ['Identifier', 'MemberExpression', 'CallExpression'].includes(node.type) || isFunction(node))
    .map((node) => view.evaluator.evaluate(node, scope))
    .filter(({ kind }) => kind === 'function' || kind === 'reference' || kind === 'call');
}

function nameOf(node: Node): string {
  if (isFunction(node)) return node.id?.name ?? 'inline';
  if (node.type === 'CallExpression') return `${dottedName(node.callee)}(…)`;
  if (node.type === 'NewExpression') return dottedName(node.callee);
  const name = dottedName(node);
  return name === '' ? 'unnamed' : name;
}
