/** Functions whose parameter is a router although no type of its own says so: plugins of Fastify. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiName, Value } from '../../../model/value.ts';
import { isFunction, keyName, unwrap, type Node } from '../nodes.ts';
import type { ScriptView } from '../script-view.ts';

/** `FastifyPluginAsync`, `FastifyPluginCallback`, `FastifyPluginAsyncTypebox`, and what projects make of them. */
const PLUGIN_TYPE = /^FastifyPlugin(?:Async|Callback)?/;
/** Methods that no other router has. */
const PLUGIN_METHODS = new Set(['register', 'addHook', 'decorate', 'decorateRequest', 'setErrorHandler']);

/** Before the arguments of `register(async (instance) => …)` or `fp(…)` are read: the parameter is a router. */
export function announcePlugins(node: Node, name: ApiName, view: ScriptView): void {
  if (node.type !== 'CallExpression' || !/^fastify-plugin#|^fastify#.*\.register$|^\w*#?$/.test(name)) return;
  const [first] = node.arguments;
  const isRegister =
    node.callee.type === 'MemberExpression' && keyName(node.callee.property, node.callee.computed) === 'register';
  if (first && isFunction(first) && (isRegister || name !== '')) view.plugins.set(first.range[0], 'fastify');
}

/** `const routes: FastifyPluginAsync = async (app) => …`, before the function is read. */
export function announceTyped(declarator: TSESTree.VariableDeclarator, view: ScriptView): void {
  const annotation = declarator.id.type === 'Identifier' ? declarator.id.typeAnnotation?.typeAnnotation : undefined;
  let init = declarator.init;
  const types = [annotation];
  while (init?.type === 'TSSatisfiesExpression' || init?.type === 'TSAsExpression') {
    types.push(init.typeAnnotation);
    init = init.expression;
  }
  const plain = init && unwrap(init);
  if (plain && isFunction(plain) && types.some(isPluginType)) view.plugins.set(plain.range[0], 'fastify');
}

function isPluginType(type: TSESTree.TypeNode | undefined): boolean {
  return (
    type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && PLUGIN_TYPE.test(type.typeName.name)
  );
}

/** `app.addHook(…)` on an untyped parameter, which is a router of Fastify from there on. */
export function announceByMethod(method: string, receiver: Value, view: ScriptView): string | undefined {
  if (receiver.kind !== 'parameter' || receiver.type !== '' || !PLUGIN_METHODS.has(method)) return undefined;
  if (!/^(?:app|server|instance|fastify|api|router|scope)$/.test(receiver.name)) return undefined;
  view.plugins.set(receiver.function, 'fastify');
  return 'fastify';
}
