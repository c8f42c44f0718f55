/** Which values are routers, and of which framework. */
import type { ApiName, ReferenceValue, Value } from '../../../model/value.ts';
import type { ScriptView } from '../script-view.ts';

/** Routers by the API name of what made them, or of their type. */
const ROUTERS: ReadonlyMap<ApiName, string> = new Map([
  ...[
    'express#default',
    'express#Router',
    'express#Application',
    'express#Express',
    'express#IRouter',
    'express-serve-static-core#Router',
    'express-promise-router#default',
    'express-promise-router#Router',
  ].map((name) => [name, 'express'] as const),
  ...['fastify#default', 'fastify#fastify', 'fastify#FastifyInstance', 'fastify#Fastify'].map(
    (name) => [name, 'fastify'] as const,
  ),
  ...['koa#default', 'koa#Koa', '@koa/router#default', '@koa/router#Router', 'koa-router#default'].map(
    (name) => [name, 'koa'] as const,
  ),
  ...['hono#Hono', '@hono/zod-openapi#OpenAPIHono', 'hono/quick#Hono', 'hono/tiny#Hono'].map(
    (name) => [name, 'hono'] as const,
  ),
  ...['restify#createServer', 'polka#default', 'find-my-way#default'].map((name) => [name, 'express'] as const),
  ...[
    '@nestjs/core#NestFactory.create',
    '@nestjs/common#INestApplication',
    '@nestjs/platform-express#NestExpressApplication',
    '@nestjs/platform-fastify#NestFastifyApplication',
  ].map((name) => [name, 'nest'] as const),
]);

/** Names that a parameter without a type has when it is a router. */
const ROUTER_PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['app', 'express'],
  ['router', 'express'],
  ['fastify', 'fastify'],
  ['server', 'express'],
  ['instance', 'fastify'],
]);

const ROUTER_NAME = /(?:app|router|server|express)$/i;

/** What a thing of another file is called: a module that is the thing itself by its file. */
function nameOf({ module, name, path }: ReferenceValue): string {
  const member = path.at(-1) ?? name;
  return member === '*' || member === 'default' ? module.replace(/\/index(?:\.\w+)?$|\.\w+$/, '') : member;
}

/** The framework of a router, by what made it, by its type, or by the name of an untyped parameter. */
export function frameworkOf(value: Value, view: ScriptView): string | undefined {
  switch (value.kind) {
    case 'call':
      return ROUTERS.get(value.callee) ?? (value.callee.endsWith('().basePath') ? 'hono' : undefined);
    case 'parameter':
      if (value.path) return undefined;
      return value.type === ''
        ? (view.plugins.get(value.function) ?? ROUTER_PARAMETERS.get(value.name))
        : ROUTERS.get(value.type);
    case 'either':
      return value.options.map((option) => frameworkOf(option, view)).find((framework) => framework !== undefined);
    case 'reference':
      // A router from another file: `link` finds out what it is; the verb and a path make it likely enough.
      return value.module.startsWith('.') && ROUTER_NAME.test(nameOf(value)) ? 'express' : undefined;
    default:
      return undefined;
  }
}
