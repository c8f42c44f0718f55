/** Routes of Next.js: the file is the path, the exported name is the method. */
import type { TSESTree } from '@typescript-eslint/types';
import { ABSENT, type Value } from '../../../model/value.ts';
import { rangeOf, type FunctionNode, type Node } from '../nodes.ts';
import type { ScriptView } from '../script-view.ts';
import { exportedNames } from './exported-names.ts';
import { handlersOf } from './handlers.ts';

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);
const ROUTE_FILE = /^route\.[cm]?[jt]sx?$/;
const SCRIPT_ENDING = /\.[cm]?[jt]sx?$/;
const MIDDLEWARE_FILE = /^(?:middleware|proxy)\.[cm]?[jt]s$/;

/** What a browser may call by the name of a function instead of an address. */
const ACTION = 'ACTION';

export function readNextRoutes(program: TSESTree.Program, view: ScriptView): void {
  const folders = view.path.split('/');
  const file = folders.pop() ?? '';
  const app = folders.indexOf('app');
  if (isServerOnly(program.body)) {
    // Every export can be called from outside, whatever page shows a button for it.
    for (const { name, node, nameNode } of exportedNames(program))
      emit(ACTION, actionUrl(name, view), node, nameNode, view);
    return;
  }
  if (app >= 0 && ROUTE_FILE.test(file)) {
    const url = urlOf(folders.slice(app + 1));
    for (const { name, node, nameNode } of exportedNames(program)) {
      if (METHODS.has(name)) emit(name, url, node, nameNode, view);
    }
    return;
  }
  const pages = folders.findIndex((folder, index) => folder === 'pages' && folders[index + 1] === 'api');
  if (pages >= 0 && SCRIPT_ENDING.test(file)) {
    const name = file.replace(SCRIPT_ENDING, '');
    const url = urlOf([...folders.slice(pages + 1), ...(name === 'index' ? [] : [name])]);
    for (const { name: exported, node, nameNode } of exportedNames(program)) {
      if (exported === 'default') emit('ALL', url, node, nameNode, view);
    }
    return;
  }
  if (MIDDLEWARE_FILE.test(file)) readMiddleware(program, view);
  else readPage(program, folders, file, view);
}

/** Functions of a page that run on the server, before it or when it is built. */
const PAGE_DATA: ReadonlySet<string> = new Set(['getServerSideProps', 'getStaticProps']);

/** `pages/akten/[id].tsx` with the function that gets its data; pages of other frameworks have none by these names. */
function readPage(program: TSESTree.Program, folders: readonly string[], file: string, view: ScriptView): void {
  const pages = folders.indexOf('pages');
  if (pages < 0 || !/^[^_.][^.]*\.[jt]sx?$/.test(file)) return;
  const name = file.replace(SCRIPT_ENDING, '');
  const data = exportedNames(program).find((each) => PAGE_DATA.has(each.name));
  if (!data || name === '404' || name === '500') return;
  const url = urlOf([...folders.slice(pages + 1), ...(name === 'index' ? [] : [name])]);
  emit('GET', url, data.node, data.nameNode, view);
}

/** `async function loeschen() { 'use server'; … }` inside of a page. */
export function readServerAction(node: FunctionNode, name: string, view: ScriptView): void {
  if (name !== '' && node.body?.type === 'BlockStatement' && isServerOnly(node.body.body))
    emit(ACTION, actionUrl(name, view), node, node, view);
}

function isServerOnly([first]: readonly TSESTree.Statement[]): boolean {
  return (
    first?.type === 'ExpressionStatement' &&
    first.expression.type === 'Literal' &&
    first.expression.value === 'use server'
  );
}

/** The page whose folder an action lies in, and its name: `/verwaltung/zonen/#zoneLoeschen`. */
function actionUrl(name: string, view: ScriptView): string {
  const folders = view.path.split('/').slice(0, -1);
  const app = folders.indexOf('app');
  return `${app < 0 ? '' : urlOf(folders.slice(app + 1)).replace(/\/$/, '')}/#${name}`;
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
  const lists = pathLists(program, view);
  const except = lists.filter(({ isPublic }) => isPublic).flatMap(({ paths }) => paths);
  const only = lists.filter(({ isPublic }) => !isPublic).flatMap(({ paths }) => paths);
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
      ...(except.length > 0 && { except }),
      ...(only.length > 0 && { only: { paths: only, classes: [] } }),
    });
  }
}

const PUBLIC_LIST =
  /public|un_?(?:auth|protected|guarded)|open_?(?:routes|paths|pages)|offen|oeffentlich|exempt|skip|exclu|ignor|allow_?list|white_?list|anonym|no_?auth|without_?auth|ohne_?anmeldung/i;
const PROTECTED_LIST = /protect|private|secure|geschuetzt|intern|auth_?(?:routes|paths)|require_?auth/i;

interface PathList {
  readonly paths: readonly Value[];
  readonly isPublic: boolean;
}

/** `const publicRoutes = ['/login', '/api/health']` beside a middleware: the paths that it tells apart, by their name. */
function pathLists(program: TSESTree.Program, view: ScriptView): PathList[] {
  return program.body.flatMap((statement): PathList[] => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') return [];
    return declaration.declarations.flatMap(({ id, init }): PathList[] => {
      const name = id.type === 'Identifier' ? id.name : '';
      const isPublic = PUBLIC_LIST.test(name);
      if (!init || (!isPublic && !PROTECTED_LIST.test(name))) return [];
      const list = view.evaluator.evaluate(init, view.scopes.top);
      if (list.kind !== 'list' || list.open || list.items.length === 0) return [];
      const isPath = (item: Value): boolean => item.kind === 'known' && /^\/(?!\/)/.test(String(item.value));
      return list.items.every(isPath) ? [{ paths: list.items, isPublic }] : [];
    });
  });
}

/** `(group)` folders and `@slot`s are no part of the address; `[id]` is written `:id`. */
function urlOf(parts: readonly string[]): string {
  const seen = parts.filter((part) => part !== '' && !/^[(@]/.test(part));
  return `/${seen.map((part) => part.replace(/^\[\[?\.\.\.\w+\]\]?$/, '*').replace(/^\[(\w+)\]$/, ':$1')).join('/')}`;
}
