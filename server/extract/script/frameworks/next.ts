/** Routes of Next.js: the file is the path, the exported name is the method. */
import type { TSESTree } from '@typescript-eslint/types';
import { ABSENT } from '../../../model/value.ts';
import { keyName, rangeOf, unwrap, type Node } from '../nodes.ts';
import type { ScriptView } from '../extract-script.ts';
import { handlersOf } from './handlers.ts';

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);
const ROUTE_FILE = /(?:^|\/)app\/(.*?)\/?route\.[cm]?[jt]sx?$/;
const PAGE_API_FILE = /(?:^|\/)pages\/(api\/.*)\.[cm]?[jt]sx?$/;
const MIDDLEWARE_FILE = /(?:^|\/)(?:middleware|proxy)\.[cm]?[jt]s$/;

export function readNextRoutes(program: TSESTree.Program, view: ScriptView): void {
  const route = ROUTE_FILE.exec(view.path);
  if (route) {
    for (const { name, node, nameNode } of exportedNames(program)) {
      if (METHODS.has(name)) emit(name, urlOf(route[1] ?? ''), node, nameNode, view);
    }
    return;
  }
  const page = PAGE_API_FILE.exec(view.path);
  if (page) {
    for (const { name, node, nameNode } of exportedNames(program)) {
      if (name === 'default') emit('ALL', urlOf((page[1] ?? '').replace(/(^|\/)index$/, '')), node, nameNode, view);
    }
    return;
  }
  if (MIDDLEWARE_FILE.test(view.path)) readMiddleware(program, view);
}

function emit(method: string, url: string, node: Node, nameNode: Node, view: ScriptView): void {
  const range = rangeOf(nameNode);
  view.emit({
    kind: 'route',
    path: view.path,
    range,
    framework: 'next',
    method,
    routePath: { kind: 'known', value: url, range },
    router: ABSENT,
    handlers: handlersOf([node], view.scopes.top, view),
    order: view.nextOrder(),
    marks: [],
  });
}

/** `middleware.ts` with its `config.matcher` stands before the paths that the matcher names. */
function readMiddleware(program: TSESTree.Program, view: ScriptView): void {
  const exported = exportedNames(program);
  const handler = exported.find(({ name }) => name === 'middleware' || name === 'proxy' || name === 'default');
  if (!handler) return;
  const config = exported.find(({ name }) => name === 'config');
  const value = config ? view.evaluator.evaluate(config.node, view.scopes.top) : ABSENT;
  const matcher = value.kind === 'record' ? (value.entries.get('matcher') ?? ABSENT) : ABSENT;
  const prefixes = matcher.kind === 'list' ? matcher.items : [matcher];
  for (const prefix of prefixes) {
    view.emit({
      kind: 'guard',
      path: view.path,
      range: rangeOf(handler.nameNode),
      framework: 'next',
      router: ABSENT,
      prefix,
      handlers: handlersOf([handler.node], view.scopes.top, view),
      order: view.nextOrder(),
    });
  }
}

/** `(group)` folders and `@slot`s are no part of the address; `[id]` is written `:id`. */
function urlOf(folder: string): string {
  const parts = folder.split('/').filter((part) => part !== '' && !/^[(@]/.test(part));
  return `/${parts.map((part) => part.replace(/^\[\[?(?:\.\.\.)?(\w+)\]\]?$/, ':$1')).join('/')}`;
}

function exportedNames(program: TSESTree.Program): { name: string; node: Node; nameNode: Node }[] {
  return program.body.flatMap((statement) => {
    if (statement.type === 'ExportDefaultDeclaration') {
      return [{ name: 'default', node: statement.declaration as Node, nameNode: statement.declaration as Node }];
    }
    if (statement.type !== 'ExportNamedDeclaration') return [];
    const { declaration } = statement;
    if (declaration?.type === 'FunctionDeclaration' && declaration.id) {
      return [{ name: declaration.id.name, node: declaration as Node, nameNode: declaration.id as Node }];
    }
    if (declaration?.type === 'VariableDeclaration') {
      return declaration.declarations.flatMap((each) =>
        each.id.type === 'Identifier' && each.init
          ? [{ name: each.id.name, node: unwrap(each.init), nameNode: each.id as Node }]
          : [],
      );
    }
    return statement.source
      ? []
      : statement.specifiers.map((specifier) => ({
          name:
            specifier.exported.type === 'Identifier'
              ? specifier.exported.name
              : (keyName(specifier.exported, false) ?? ''),
          node: specifier.local as Node,
          nameNode: specifier.exported as Node,
        }));
  });
}
