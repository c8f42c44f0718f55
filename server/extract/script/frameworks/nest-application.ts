/** What holds for a whole application of NestJS: global guards, prefix, versions, and middleware of modules. */
import type { TSESTree } from '@typescript-eslint/types';
import { NEST_VERSIONING } from '../../../model/route.ts';
import { ABSENT, type Value } from '../../../model/value.ts';
import { dottedName, keyName, rangeOf, unwrap, type Node } from '../nodes.ts';
import type { Scope } from '../scope.ts';
import type { ScriptView } from '../script-view.ts';
import { handlersOf } from './handlers.ts';

/** Methods of the application; false for any other. */
export function readNestApplication(
  method: string,
  node: TSESTree.CallExpression,
  scope: Scope,
  view: ScriptView,
): boolean {
  const [first, second] = node.arguments;
  const value = first ? view.evaluator.evaluate(first, scope) : ABSENT;
  const base = {
    kind: 'guard' as const,
    path: view.path,
    range: rangeOf(node),
    framework: 'nest',
    router: ABSENT,
    prefix: ABSENT as Value,
  };
  switch (method) {
    case 'useGlobalGuards':
      view.emit({ ...base, handlers: handlersOf(node.arguments, scope, view), order: view.nextOrder() });
      return true;
    case 'setGlobalPrefix': {
      const options = second ? view.evaluator.evaluate(second, scope) : ABSENT;
      const exclude = options.kind === 'record' ? options.entries.get('exclude') : undefined;
      const except = exclude?.kind === 'list' ? exclude.items.map(pathOf) : [];
      view.emit({
        ...base,
        prefix: value,
        handlers: [],
        order: view.nextOrder(),
        ...(except.length > 0 && { except }),
      });
      return true;
    }
    case 'enableVersioning':
      if (value.kind === 'absent' || isByAddress(value)) {
        const given = value.kind === 'record' ? value.entries.get('prefix') : undefined;
        const prefix: Value =
          given?.kind === 'known'
            ? { ...given, value: given.value === false ? '' : given.value }
            : { kind: 'known', value: 'v', range: rangeOf(node) };
        view.emit({ ...base, framework: NEST_VERSIONING, prefix, handlers: [], order: view.nextOrder() });
      }
      return true;
    default:
      return false;
  }
}

/** `VersioningType.URI` is 0 and the default; the others stand in headers. */
function isByAddress(options: Value): boolean {
  const type = options.kind === 'record' ? options.entries.get('type') : undefined;
  if (type === undefined) return options.kind === 'record' && !options.open;
  return type.kind === 'known' ? type.value === 0 : type.kind === 'reference' && type.path.at(-1) === 'URI';
}

/** `consumer.apply(AnmeldungMiddleware).exclude('bereit').forRoutes(AktenController, 'vorgaenge')` */
export function readNestMiddleware(node: TSESTree.CallExpression, scope: Scope, view: ScriptView): void {
  let except: readonly Value[] = [];
  let current: Node = unwrap(node.callee);
  for (let step = 0; step < 6 && current.type === 'MemberExpression'; step++) {
    const call: Node = unwrap(current.object);
    if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return;
    const method = keyName(call.callee.property, call.callee.computed);
    if (method === 'exclude')
      except = [...except, ...call.arguments.map((each) => pathOf(view.evaluator.evaluate(each, scope)))];
    else if (method === 'apply') {
      const targets = node.arguments.map((each) => ({ each, value: view.evaluator.evaluate(each, scope) }));
      const classes = targets.filter(({ value }) => value.kind === 'class' || value.kind === 'reference');
      const paths = targets.filter((target) => !classes.includes(target)).map(({ value }) => pathOf(value));
      view.emit({
        kind: 'guard',
        path: view.path,
        range: rangeOf(node),
        framework: 'nest',
        router: ABSENT,
        prefix: ABSENT,
        handlers: handlersOf(call.arguments, scope, view),
        order: view.nextOrder(),
        only: { paths, classes: classes.map(({ each }) => dottedName(each)) },
        ...(except.length > 0 && { except }),
      });
      return;
    }
    current = call.callee;
  }
}

/** `'akten'`, `{ path: 'akten', method: RequestMethod.GET }` */
function pathOf(value: Value): Value {
  return value.kind === 'record' ? (value.entries.get('path') ?? ABSENT) : value;
}
