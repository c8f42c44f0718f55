/** Guards of Fastify that stand in the options of a route: `{ preHandler: [login], onRequest: level }`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { HandlerReference } from '../../../model/facts.ts';
import type { Value } from '../../../model/value.ts';
import { keyName, rangeOf, unwrap, type Node } from '../nodes.ts';
import type { Scope } from '../scope.ts';
import type { ScriptView } from '../script-view.ts';
import { handlersOf } from './handlers.ts';

/** Hooks of Fastify that run before the handler. */
export const FASTIFY_HOOKS = new Set(['onRequest', 'preParsing', 'preValidation', 'preHandler']);

/** Options before the handler: `{ preHandler: [login], onRequest: level }`. */
export function fastifyHandlers(nodes: readonly Node[], scope: Scope, view: ScriptView): HandlerReference[] {
  const options = nodes.length > 1 ? nodes[0] : undefined;
  const guards = options ? hooksOf(options, scope, view) : [];
  const last = nodes.at(-1);
  const plain = last && unwrap(last);
  if (nodes.length === 1 && plain?.type === 'ObjectExpression') return routeHandlers(plain, scope, view);
  return [...guards, ...(last ? handlersOf([last], scope, view) : [])];
}

export function hooksOf(options: Node, scope: Scope, view: ScriptView): HandlerReference[] {
  const plain = unwrap(options);
  if (plain.type === 'ObjectExpression') {
    return plain.properties.flatMap((property) => {
      if (property.type === 'SpreadElement') return hooksOf(property.argument, scope, view);
      return FASTIFY_HOOKS.has(keyName(property.key, property.computed) ?? '')
        ? handlersOf([property.value], scope, view)
        : [];
    });
  }
  const value = view.evaluator.evaluate(plain, scope);
  const range = rangeOf(plain);
  if (value.kind !== 'record')
    return isLimit(value) ? [] : [{ name: 'options', value: { kind: 'unknown', range }, range }];
  const found = [...value.entries]
    .filter(([name]) => FASTIFY_HOOKS.has(name))
    .flatMap(([name, entry]) =>
      (entry.kind === 'list' ? entry.items : [entry]).map((item) => ({ name, value: item, range })),
    );
  return value.open ? [...found, { name: 'options', value: { kind: 'unknown', range } as const, range }] : found;
}

/** `...rateLimit({ max: 5 })`, which may give nothing: options that only count. */
function isLimit(value: Value): boolean {
  if (value.kind === 'either') return value.options.every((option) => isLimit(option));
  if (value.kind === 'record') return !value.open && value.entries.size === 0;
  const name = value.kind === 'call' ? value.callee : (value.spelled ?? '');
  return value.kind === 'absent' || /rate_?limit|throttl/i.test(name.split(/[#./]/).at(-1) ?? '');
}

export function routeHandlers(plain: TSESTree.ObjectExpression, scope: Scope, view: ScriptView): HandlerReference[] {
  const handler = plain.properties.find(
    (property) => property.type === 'Property' && keyName(property.key, property.computed) === 'handler',
  );
  return [
    ...hooksOf(plain, scope, view),
    ...(handler?.type === 'Property' ? handlersOf([handler.value], scope, view) : []),
  ];
}
