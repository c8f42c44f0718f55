/** Calls whose result is as good as known: `Object.freeze(x)`, `Buffer.from('…')`, `require('…')`, `config.get('X', 'y')`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TextRange } from '../../../model/text-range.ts';
import { ABSENT, type Value } from '../../../model/value.ts';
import { apiNameOf, canonicalName, moduleName } from '../../../model/api-name.ts';
import { configured, configuredBy, isReader, readBy } from '../../../model/configuration-values.ts';
import { keptIn } from '../../../model/maps.ts';
import { relocate } from '../../../model/values.ts';
import { builtInResult, methodResult } from './collections.ts';
import { spreadTogether, spreadValue } from './literals.ts';
import { switchOfTexts } from './operators.ts';
import type { Evaluator } from './evaluator.ts';
import { keyName, rangeOf } from '../nodes.ts';
import type { Scope } from '../scope.ts';

/** Calls that hand their first argument through unchanged, or change it in a way that does not matter here. */
const TRANSPARENT = new Set([
  'global#Object.freeze',
  'global#Object.seal',
  'global#structuredClone',
  'global#String',
  'global#Buffer.from',
  'global#Promise.resolve',
  'node:buffer#Buffer.from',
  'global#TextEncoder().encode',
  'node:util#TextEncoder().encode',
  'global#encodeURIComponent',
  'global#encodeURI',
  'global#atob',
  'global#btoa',
  'node:url#fileURLToPath',
  'node:url#pathToFileURL',
  '@angular/core#signal',
  'vue#ref',
  'vue#readonly',
  'react#useMemo',
  'node:util#promisify',
  'es6-promisify#promisify',
  'pify#default',
  '@nestjs/passport#PassportStrategy',
  '@angular/core#forwardRef',
]);

/** Methods of applications and routers that return what they are called on: `app.use(a).use(b)`. */
const FLUENT =
  /^(?:express|koa|@koa\/router|koa-router|hono|fastify|polka)#(?:default|Router|Koa|Hono|fastify|Fastify)\(\)\.(?:use|get|post|put|patch|delete|all|head|options|register|addHook|decorate|on|mount)$/;

/** `app.get(ConfigService)` */
const NEST_CONTAINER =
  /^@nestjs\/(?:core#(?:NestFactory\.create\w*\(\)|ModuleRef\(\))|common#INestApplication(?:Context)?\(\))\.(?:get|resolve)$/;

/** Methods of texts that leave what matters of a known text alone. */
const TEXT_METHODS = new Set(['toString', 'trim', 'valueOf', 'normalize', 'trimEnd', 'trimStart']);

const OTHER_METHODS = new Set(
  (
    'toLowerCase toUpperCase join concat default split slice at filter sort reverse map includes has replace replaceAll ' +
    'substring subarray repeat padEnd padStart'
  ).split(' '),
);

/** Steps of a chain that says how a variable is read: `env.get('PORT').required().asPortNumber()`. */
const READING_STEP = /^(?:required|example|convertFromBase64|as[A-Z][A-Za-z\d]*)$/;

/** Schemas of settings with a default: `z.string().default('x')`, `Joi.string().default('x')`, `str({ default: 'x' })`. */
const SCHEMA_DEFAULT = /^(?:zod|joi|@hapi\/joi|yup|valibot)#.*\.(?:default|catch|optional\(\)\.default)$/;
const SCHEMA_OPTIONS = /^envalid#(?:str|url|host|email|port|num|bool|json|makeValidator\(\))$/;

/** Functions that parse a text that was read from a file. */
const PARSERS = new Set([
  'global#JSON.parse',
  'js-yaml#load',
  'js-yaml#default.load',
  'js-yaml#safeLoad',
  'yaml#parse',
  'yaml#default.parse',
  'jsonc-parser#parse',
]);
/** Functions of CommonJS that load the module that their first argument names. */
export const REQUIRE: ReadonlySet<string> = new Set([
  'global#require',
  'global#module.require',
  'node:module#createRequire()',
]);
const READERS = new Set(['node:fs#readFileSync', 'node:fs/promises#readFile', 'node:fs#promises.readFile']);

export function callThrough(
  node: TSESTree.CallExpression,
  callee: Value,
  evaluator: Evaluator,
  scope: Scope,
): Value | undefined {
  const range = rangeOf(node);
  const first = node.arguments[0];
  const value = (index: number): Value => {
    const argument = node.arguments[index];
    return argument && argument.type !== 'SpreadElement' ? evaluator.evaluate(argument, scope) : ABSENT;
  };
  const name = canonicalName(apiNameOf(callee));

  // What it gives is the function, called for its settings wherever they are injected.
  if (name === '@nestjs/config#registerAs') return value(1);
  if (REQUIRE.has(name)) {
    const module = value(0);
    return module.kind === 'known' && typeof module.value === 'string'
      ? { kind: 'reference', module: moduleName(module.value), name: '*', path: [], range }
      : { kind: 'unknown', range };
  }
  if (name.startsWith('global#') && first) {
    const result = builtInResult(
      name,
      node.arguments.map((_, index) => value(index)),
      range,
    );
    if (result) return result;
  }
  if (TRANSPARENT.has(name) && first) return relocate(value(0), range, evaluator.path);
  if (
    node.callee.type === 'MemberExpression' &&
    // Only the types change: `fastify.withTypeProvider<ZodTypeProvider>()`.
    (FLUENT.test(name) || keyName(node.callee.property, node.callee.computed) === 'withTypeProvider')
  )
    return evaluator.evaluate(node.callee.object, scope);
  if (name === '@angular/core#inject') {
    const token = value(0);
    if (token.kind === 'call' && token.callee === '@angular/core#InjectionToken') {
      const factory = token.arguments[1]?.kind === 'record' ? token.arguments[1].entries.get('factory') : undefined;
      return factory?.kind === 'function'
        ? relocate(evaluator.returnsOfValue(factory), range, evaluator.path)
        : undefined;
    }
    return instanceOfToken(token, range);
  }
  if (NEST_CONTAINER.test(name) && first) return instanceOfToken(value(0), range);
  if (name === 'global#Object.assign')
    return spreadTogether(
      node.arguments.map((argument) => ({
        spread:
          argument.type === 'SpreadElement' ? { kind: 'unknown', range } : spreadValue(evaluator, argument, scope),
      })),
      range,
      evaluator.path,
    );
  if (PARSERS.has(name)) {
    const text = value(0);
    return text.kind === 'reference' && text.module.startsWith('file:') ? { ...text, range } : undefined;
  }
  if (READERS.has(name)) {
    const path = pathText(value(0));
    return path === undefined
      ? undefined
      : { kind: 'reference', module: `file:${path}`, name: 'default', path: [], range };
  }
  if (SCHEMA_DEFAULT.test(name)) return { kind: 'environment', name: '', fallback: value(0), range };
  if (SCHEMA_OPTIONS.test(name)) {
    const options = value(0);
    const fallback = options.kind === 'record' ? (options.entries.get('default') ?? ABSENT) : ABSENT;
    return { kind: 'environment', name: '', fallback, range };
  }
  if (name === 'valibot#optional' && node.arguments.length > 1)
    return { kind: 'environment', name: '', fallback: value(1), range };
  const args = (): Value[] => node.arguments.map((_, index) => value(index));
  const byReader = isReader(name) ? readBy(name, args(), range) : undefined;
  if (byReader) return byReader;
  const byFunction = configuredBy(name, name === '' ? [] : args(), range);
  if (byFunction) return byFunction;
  if (node.callee.type === 'MemberExpression') {
    const method = keyName(node.callee.property, node.callee.computed) ?? '';
    const object = evaluator.evaluate(node.callee.object, scope);
    // What is said of an entry of a schema after its default.
    if (object.kind === 'environment' && object.name === '' && !object.key) return { ...object, range };
    const byMethod =
      object.kind === 'call'
        ? (configured(object, method, args(), range) ?? keptIn(object, method, args(), range, evaluator.path))
        : undefined;
    if (byMethod) return byMethod;
  }
  if (node.callee.type === 'MemberExpression' && keyName(node.callee.property, node.callee.computed) === 'bind')
    return evaluator.evaluate(node.callee.object, scope);
  if (node.callee.type === 'MemberExpression')
    return testedByPattern(node.callee, value, range) ?? textMethod(node, node.callee, evaluator, scope, value);
  return undefined;
}

/** What is injected for a class. */
function instanceOfToken(token: Value, range: TextRange): Value | undefined {
  const service = canonicalName(apiNameOf(token));
  return service === '' ? undefined : { kind: 'call', callee: service, arguments: [], range };
}

/** A pattern that names texts, and nothing else. */
const ALTERNATIVES = /^\^(?:\((?:\?:)?)?([\w|]{1,80})\)?\$$/;

/** `/^(1|true|yes)$/i.test(process.env.X)` */
function testedByPattern(
  callee: TSESTree.MemberExpression,
  value: (index: number) => Value,
  range: TextRange,
): Value | undefined {
  const { object } = callee;
  if (object.type !== 'Literal' || !('regex' in object) || keyName(callee.property, callee.computed) !== 'test')
    return undefined;
  const texts = ALTERNATIVES.exec(object.regex.pattern)?.[1]?.split('|');
  const variable = value(0);
  return texts && variable.kind === 'environment'
    ? switchOfTexts(variable, texts, object.regex.flags.includes('i'), range)
    : undefined;
}

function textMethod(
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  evaluator: Evaluator,
  scope: Scope,
  value: (index: number) => Value,
): Value | undefined {
  const range = rangeOf(node);
  const method = keyName(callee.property, callee.computed);
  if (method === undefined) return undefined;
  if (!TEXT_METHODS.has(method) && !OTHER_METHODS.has(method) && !READING_STEP.test(method)) return undefined;
  const object = evaluator.evaluate(callee.object, scope);
  if (object.kind === 'environment') {
    if (READING_STEP.test(method)) return { ...object, range };
    if (method === 'default') return { ...object, fallback: value(0), range };
  }
  if (TEXT_METHODS.has(method) && object.kind === 'known') {
    const text = String(object.value);
    return { ...object, value: method.startsWith('trim') ? text.trim() : text, range };
  }
  if (TEXT_METHODS.has(method) && ['composed', 'environment'].includes(object.kind))
    return { ...object, range } as Value;
  if (object.kind === 'environment' && /^to(?:Lower|Upper)Case$/.test(method)) return { ...object, range };
  if (method === 'map') return mapped(object, value(0), evaluator, range);
  return methodResult(
    object,
    method,
    node.arguments.map((_, index) => value(index)),
    range,
  );
}

/** What a function gives for the items of a list, which its parameter stands for all at once. */
function mapped(list: Value, each: Value, evaluator: Evaluator, range: TextRange): Value | undefined {
  if (list.kind !== 'list' || each.kind !== 'function') return undefined;
  const given = evaluator.returnsOfValue(each);
  return {
    kind: 'list',
    items: list.items.length === 0 ? [] : [relocate(given, range, evaluator.path)],
    open: true,
    range,
  };
}

/** A path that is written down; `__dirname`, `import.meta.dirname` and `path.join` around it are left out. */
function pathText(value: Value): string | undefined {
  if (value.kind === 'known' && typeof value.value === 'string') return value.value;
  const parts =
    value.kind === 'composed'
      ? value.parts
      : value.kind === 'call' && /^node:path#(?:posix\.)?(?:join|resolve)$/.test(value.callee)
        ? value.arguments
        : value.kind === 'call' && value.callee === 'global#URL'
          ? value.arguments.slice(0, 1)
          : undefined;
  if (!parts) return undefined;
  const texts: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'known') texts.push(String(part.value));
    else if (index === 0 && isOwnFolder(part)) texts.push('.');
    else return undefined;
  }
  return texts.join('/').replace(/\/{2,}/g, '/');
}

function isOwnFolder(value: Value): boolean {
  const name = apiNameOf(value);
  if (value.kind === 'call' && value.callee === 'node:path#dirname') {
    return value.arguments.some((argument) => isOwnFile(argument));
  }
  return (
    /^global#(?:__dirname|import\.meta\.dirname|process\.cwd\(\))$/.test(name) ||
    name === 'node:process#cwd()' ||
    isOwnFile(value)
  );
}

/** The file itself: `import.meta.url`, relative to which addresses are written. */
function isOwnFile(value: Value): boolean {
  return /^global#(?:import\.meta\.(?:url|filename)|__filename)$/.test(apiNameOf(value));
}
