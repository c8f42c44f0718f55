/** Functions whose parameter is a router although no type of its own says so: plugins of Fastify. */
import type { TSESTree } from '@typescript-eslint/types';
import { apiNameOf, canonicalName } from '../../../model/api-name.ts';
import { ABSENT, type ApiName, type Value } from '../../../model/value.ts';
import { isFunction, keyName, unwrap, type Node } from '../nodes.ts';
import type { ScriptView } from '../script-view.ts';

/** `FastifyPluginAsync`, `FastifyPluginCallback`, `FastifyPluginAsyncTypebox`, and what projects make of them. */
const PLUGIN_TYPE = /^FastifyPlugin(?:Async|Callback)?/;
/** Methods that no other router has. */
const PLUGIN_METHODS = new Set(['register', 'addHook', 'decorate', 'decorateRequest', 'setErrorHandler']);

/** Before the arguments of `register(async (instance) => …)` or `fp(…)` are read: the parameter is a router. */
export function announcePlugins(node: Node, name: ApiName, view: ScriptView): void {
  if (node.type !== 'CallExpression' || !/^fastify-plugin#|^fastify#.*\.register$|^handed#register$|^\w*#?$/.test(name))
    return;
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

/** `@fastify/autoload` with the folder whose files it registers. */
export interface AutoloadedFolder {
  /** From the root of the project. */
  readonly folder: { readonly path: string; readonly namesPrefix: boolean };
  readonly prefix: Value;
}

/** `register(autoload, { dir: join(import.meta.dirname, 'routes'), options: { prefix: '/api' } })` */
export function autoloadedFolder(plugin: Value, options: Value, path: string): AutoloadedFolder | undefined {
  if (!/^(?:@fastify|fastify)[/-]autoload#/.test(canonicalName(apiNameOf(plugin))) || options.kind !== 'record')
    return undefined;
  const dir = options.entries.get('dir');
  const inner = options.entries.get('options');
  const prefix = inner?.kind === 'record' ? inner.entries.get('prefix') : undefined;
  const named = options.entries.get('dirNameRoutePrefix');
  return {
    folder: {
      path: joinedPath([
        ...path.split('/').slice(0, -1),
        ...(dir ? textsIn(dir) : []).flatMap((text) => text.split('/')),
      ]),
      namesPrefix: !(named?.kind === 'known' && named.value === false),
    },
    prefix: prefix ?? ABSENT,
  };
}

/** The parts of a path that are written down, wherever they are joined. */
function textsIn(value: Value): readonly string[] {
  switch (value.kind) {
    case 'known':
      return typeof value.value === 'string' && !value.value.startsWith('file:') ? [value.value] : [];
    case 'composed':
      return value.parts.flatMap(textsIn);
    case 'call':
      return value.arguments.flatMap(textsIn);
    default:
      return [];
  }
}

/** Segments as one path, without `.` and `..`. */
export function joinedPath(parts: readonly string[]): string {
  const result: string[] = [];
  for (const part of parts) {
    if (part === '..') result.pop();
    else if (part !== '' && part !== '.') result.push(part);
  }
  return result.join('/');
}
