/** Routes and guards of NestJS: controllers, decorators, `APP_GUARD`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { HandlerReference } from '../../../model/facts.ts';
import { ABSENT, type Value } from '../../../model/value.ts';
import { apiNameOf, canonicalName } from '../../../model/api-name.ts';
import { CLASS_GUARDS, memberOf } from '../../../model/values.ts';
import { dottedName, keyName, rangeOf, unwrap, type ClassNode, type Node } from '../nodes.ts';
import type { Scope } from '../scope.ts';
import type { ScriptView } from '../script-view.ts';
import { handlersOf } from './handlers.ts';

const VERBS: ReadonlyMap<string, string> = new Map([
  ['Get', 'GET'],
  ['Post', 'POST'],
  ['Put', 'PUT'],
  ['Patch', 'PATCH'],
  ['Delete', 'DELETE'],
  ['All', 'ALL'],
  ['Head', 'HEAD'],
  ['Options', 'OPTIONS'],
  ['Sse', 'GET'],
]);
/** Operations of GraphQL, which are called by their name. */
const OPERATIONS: ReadonlyMap<string, string> = new Map(
  ['@nestjs/graphql', 'type-graphql'].flatMap((module) => [
    [`${module}#Query`, 'QUERY'],
    [`${module}#Mutation`, 'MUTATION'],
    [`${module}#Subscription`, 'SUBSCRIPTION'],
  ]),
);
const CLASSES = /^(?:@nestjs\/common#Controller|(?:@nestjs\/graphql|type-graphql)#Resolver)$/;
/** Decorators of Nest that neither guard nor mark a route. */
const PLAIN =
  /^@nestjs\/(?:swagger|common|graphql)#(?:Api\w*|Resolver|Query|Mutation|Subscription|HttpCode|Header|Redirect|Render|Version|UsePipes|UseInterceptors|UseFilters|Injectable|Controller)$/;

/** Emits a route for every handler method of a controller. */
export function readNestClass(node: ClassNode, scope: Scope, view: ScriptView): void {
  const controller = node.decorators.find((decorator) => CLASSES.test(decoratorName(decorator, scope, view)));
  if (!controller) return;
  const isResolver = decoratorName(controller, scope, view).endsWith('#Resolver');
  const prefixes = isResolver ? [ABSENT] : pathsOf(controller, scope, view);
  const version = versionOf(controller, scope, view);
  const own = guardsOf(node.decorators, scope, view);
  const classGuards = { guards: [...inheritedGuards(node, scope, view), ...own.guards], marks: own.marks };
  for (const element of node.body.body) {
    if (element.type !== 'MethodDefinition' || element.kind !== 'method') continue;
    const { guards, marks } = guardsOf(element.decorators, scope, view);
    const name = keyName(element.key, element.computed) ?? '';
    for (const decorator of element.decorators) {
      const api = decoratorName(decorator, scope, view);
      const verb = isResolver ? OPERATIONS.get(api) : VERBS.get(api.replace('@nestjs/common#', ''));
      if (verb === undefined) continue;
      const handler: HandlerReference = {
        name: `${node.id?.name ?? ''}.${name}`,
        value: {
          kind: 'function',
          name,
          returns: { kind: 'unknown', range: rangeOf(element) },
          range: rangeOf(element.value),
        },
        range: rangeOf(element.key),
      };
      const paths = isResolver ? [operationPath(decorator, name, scope, view)] : pathsOf(decorator, scope, view);
      const ownVersion = element.decorators
        .filter((each) => decoratorName(each, scope, view) === '@nestjs/common#Version')
        .map((each) => firstText(each, scope, view))[0];
      for (const prefix of prefixes) {
        for (const path of paths) {
          view.emit({
            kind: 'route',
            path: view.path,
            range: rangeOf(decorator),
            framework: 'nest',
            method: verb,
            routePath: { kind: 'composed', parts: [slash(prefix), slash(path)], range: rangeOf(decorator) },
            router: ABSENT,
            handlers: [...classGuards.guards, ...guards, handler],
            order: view.nextOrder(),
            marks: [...classGuards.marks, ...marks],
            ...((ownVersion ?? version) !== undefined && { version: ownVersion ?? version ?? '' }),
          });
        }
      }
    }
  }
}

/** Guards of a base class hold for the classes that extend it. */
function inheritedGuards(node: ClassNode, scope: Scope, view: ScriptView): HandlerReference[] {
  if (!node.superClass) return [];
  const range = rangeOf(node.superClass);
  const base = view.evaluator.evaluate(node.superClass, scope);
  return [{ name: dottedName(node.superClass), value: memberOf(base, CLASS_GUARDS, range, view.path), range }];
}

/** `{ provide: APP_GUARD, useClass: JwtGuard }` guards the whole application. */
export function readNestProvider(node: TSESTree.ObjectExpression, scope: Scope, view: ScriptView): void {
  const entry = (name: string): Node | undefined => {
    const property = node.properties.find(
      (each) => each.type === 'Property' && keyName(each.key, each.computed) === name,
    );
    return property?.type === 'Property' ? property.value : undefined;
  };
  const provide = entry('provide');
  if (!provide || canonicalName(apiNameOf(view.evaluator.evaluate(provide, scope))) !== '@nestjs/core#APP_GUARD')
    return;
  const guard = entry('useClass') ?? entry('useExisting') ?? entry('useValue') ?? entry('useFactory');
  if (!guard) return;
  view.emit({
    kind: 'guard',
    path: view.path,
    range: rangeOf(node),
    framework: 'nest',
    router: ABSENT,
    prefix: ABSENT,
    handlers: handlersOf([guard], scope, view),
    order: view.nextOrder(),
  });
}

function guardsOf(
  decorators: readonly TSESTree.Decorator[],
  scope: Scope,
  view: ScriptView,
): { guards: HandlerReference[]; marks: HandlerReference[] } {
  const guards: HandlerReference[] = [];
  const marks: HandlerReference[] = [];
  for (const decorator of decorators) {
    const api = decoratorName(decorator, scope, view);
    const expression = unwrap(decorator.expression);
    if (api === '@nestjs/common#UseGuards' && expression.type === 'CallExpression') {
      guards.push(...handlersOf(expression.arguments, scope, view));
    } else if (!PLAIN.test(api) && !VERBS.has(api.replace('@nestjs/common#', '')))
      marks.push(...handlersOf([expression], scope, view));
  }
  return { guards, marks };
}

function decoratorName(decorator: TSESTree.Decorator, scope: Scope, view: ScriptView): string {
  const expression = unwrap(decorator.expression);
  const callee = expression.type === 'CallExpression' ? expression.callee : expression;
  return canonicalName(apiNameOf(view.evaluator.evaluate(callee, scope)));
}

/** The paths of `@Controller('a')`, `@Get(['a', 'b'])`, `@Controller({ path: 'a' })`; an empty one where none is given. */
function pathsOf(decorator: TSESTree.Decorator, scope: Scope, view: ScriptView): Value[] {
  const expression = unwrap(decorator.expression);
  const empty: Value = { kind: 'known', value: '', range: rangeOf(decorator) };
  const [first] = expression.type === 'CallExpression' ? expression.arguments : [];
  if (!first) return [empty];
  const value = view.evaluator.evaluate(first, scope);
  const path = value.kind === 'record' ? (value.entries.get('path') ?? empty) : value;
  return path.kind === 'list' ? [...path.items] : [path];
}

/** The name of an operation: the one given, else that of the method. */
function operationPath(decorator: TSESTree.Decorator, method: string, scope: Scope, view: ScriptView): Value {
  const expression = unwrap(decorator.expression);
  const options =
    expression.type === 'CallExpression'
      ? expression.arguments.map((each) => view.evaluator.evaluate(each, scope))
      : [];
  const name = options
    .map((each) => (each.kind === 'record' ? each.entries.get('name') : each))
    .find((each) => each?.kind === 'known' && typeof each.value === 'string');
  const shown = name?.kind === 'known' ? String(name.value) : method;
  return { kind: 'known', value: `/graphql#${shown}`, range: rangeOf(decorator) };
}

/** `@Controller({ version: '1' })`; only where it is one. */
function versionOf(decorator: TSESTree.Decorator, scope: Scope, view: ScriptView): string | undefined {
  const expression = unwrap(decorator.expression);
  const [first] = expression.type === 'CallExpression' ? expression.arguments : [];
  const options = first && view.evaluator.evaluate(first, scope);
  const version = options?.kind === 'record' ? options.entries.get('version') : undefined;
  return version?.kind === 'known' ? String(version.value) : undefined;
}

function firstText(decorator: TSESTree.Decorator, scope: Scope, view: ScriptView): string | undefined {
  const expression = unwrap(decorator.expression);
  const [first] = expression.type === 'CallExpression' ? expression.arguments : [];
  const value = first && view.evaluator.evaluate(first, scope);
  return value?.kind === 'known' ? String(value.value) : undefined;
}

function slash(path: Value): Value {
  return path.kind === 'known' && typeof path.value === 'string'
    ? { ...path, value: path.value === '' || path.value.startsWith('/') ? path.value : `/${path.value}` }
    : path;
}
