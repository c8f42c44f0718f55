/** `routes.ts` of React Router: which file answers which path, where the name of the file does not say so. */
import type { TSESTree } from '@typescript-eslint/types';
import { FILE_PATH } from '../../../model/route.ts';
import { apiNameOf, canonicalName } from '../../../model/api-name.ts';
import { ABSENT, type Value } from '../../../model/value.ts';
import { rangeOf, unwrap, type Node } from '../nodes.ts';
import type { ScriptView } from '../script-view.ts';
import { exportedNames } from './exported-names.ts';
import { joinedPath } from './plugins.ts';

const MAX_DEPTH = 12;

export function readRouteConfiguration(program: TSESTree.Program, view: ScriptView): void {
  if (!/(?:^|\/)routes\.[cm]?[jt]s$/.test(view.path)) return;
  const exported = exportedNames(program).find(({ name }) => name === 'default');
  if (exported) readEntries(exported.node, '', view, 0);
}

function readEntries(node: Node, prefix: string, view: ScriptView, depth: number): void {
  const plain = unwrap(node);
  if (depth > MAX_DEPTH) return;
  if (plain.type === 'ArrayExpression') {
    for (const element of plain.elements) if (element) readEntries(element, prefix, view, depth + 1);
  } else if (plain.type === 'SpreadElement') readEntries(plain.argument, prefix, view, depth + 1);
  else if (plain.type === 'ConditionalExpression') {
    readEntries(plain.consequent, prefix, view, depth + 1);
    readEntries(plain.alternate, prefix, view, depth + 1);
  } else if (plain.type === 'CallExpression') readEntry(plain, prefix, view, depth);
}

function readEntry(node: TSESTree.CallExpression, prefix: string, view: ScriptView, depth: number): void {
  const { top } = view.scopes;
  const api = canonicalName(apiNameOf(view.evaluator.evaluate(node.callee, top)));
  const [, kind] = /^@react-router\/dev\/routes#(route|index|layout|prefix)$/.exec(api) ?? [];
  const [first, second, ...rest] = node.arguments;
  if (kind === undefined || !first) return;
  const path = (argument: Node): string => {
    const value = view.evaluator.evaluate(argument, top);
    return value.kind === 'known' && typeof value.value === 'string' ? `${prefix}/${value.value}` : `${prefix}/…`;
  };
  if (kind === 'prefix') {
    if (second) readEntries(second, path(first), view, depth + 1);
    return;
  }
  const own = kind === 'route' ? path(first) : prefix;
  const file = kind === 'route' ? second : first;
  if (file) emitPath(file, own, view);
  for (const child of kind === 'route' ? rest : node.arguments.slice(1)) readEntries(child, own, view, depth + 1);
}

function emitPath(file: Node, path: string, view: ScriptView): void {
  const value = view.evaluator.evaluate(file, view.scopes.top);
  if (value.kind !== 'known' || typeof value.value !== 'string') return;
  const prefix: Value = { kind: 'known', value: path.replace(/\/{2,}/g, '/') || '/', range: rangeOf(file) };
  view.emit({
    kind: 'guard',
    path: view.path,
    range: rangeOf(file),
    framework: FILE_PATH,
    router: ABSENT,
    prefix,
    handlers: [],
    order: view.nextOrder(),
    folder: {
      path: joinedPath([...view.path.split('/').slice(0, -1), ...value.value.split('/')]),
      namesPrefix: false,
    },
  });
}
