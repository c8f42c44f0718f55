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
/** Decorators of Nest that neither guard nor mark a route. */
const PLAIN =
  /^@nestjs\/(?:swagger|common)#(?:Api\w*|HttpCode|Header|Redirect|Render|Version|UsePipes|UseInterceptors|UseFilters|Injectable|Controller)$/;

/** Emits a route for every handler method of a controller. */
export function readNestClass(node: ClassNode, scope: Scope, view: ScriptView): void {
  const controller = node.decorators.find(
    (decorator) => decoratorName(decorator, scope, view) === '@nestjs/common#Controller',
  );
  if (!controller) return;
  const prefixes = pathsOf(controller, scope, view);
  const own = guardsOf(node.decorators, scope, view);
  const classGuards = { guards: [...inheritedGuards(node, scope, view), ...own.guards], marks: own.marks };
  for (const element of node.body.body) {
    if (element.type !== 'MethodDefinition' || element.kind !== 'method') continue;
    const { guards, marks } = guardsOf(element.decorators, scope, view);
    const name = keyName(element.key, element.computed) ?? '';
    for (const decorator of element.decorators) {
      const api = decoratorName(decorator, scope, view);
      const verb = api.startsWith('@nestjs/common#') ? VERBS.get(api.slice('@nestjs/common#'.length)) : undefined;
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
      for (const prefix of prefixes) {
        for (const path of pathsOf(decorator, scope, view)) {
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

function slash(path: Value): Value {
  return path.kind === 'known' && typeof path.value === 'string'
    ? { ...path, value: path.value === '' || path.value.startsWith('/') ? path.value : `/${path.value}` }
    : path;
}
