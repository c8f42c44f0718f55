/** Routes of Remix, React Router, SvelteKit and Nuxt: the file is the path, the exported name is the method. */
import type { TSESTree } from '@typescript-eslint/types';
import { ABSENT, type Value } from '../../../model/value.ts';
import { isFunction, keyName, rangeOf, unwrap, type Node } from '../nodes.ts';
import type { ScriptView } from '../script-view.ts';
import { exportedNames } from './exported-names.ts';
import { handlersOf } from './handlers.ts';

const SCRIPT_ENDING = /\.[cm]?[jt]sx?$/;
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);
/** Functions of h3 that make a handler of another one. */
const EVENT_HANDLERS = /^(?:define(?:Lazy|Cached)?EventHandler|(?:lazy|cached)?[eE]ventHandler|fromNodeMiddleware)$/;
/** `liste.get.ts` */
const NUXT_METHOD = /\.(get|post|put|patch|delete|head|options)$/;

export function readFileRoutes(program: TSESTree.Program, view: ScriptView): void {
  const folders = view.path.split('/');
  const file = folders.pop() ?? '';
  if (/^\+(?:server|page\.server|layout\.server)\.[jt]s$/.test(file))
    return readSvelteKit(program, folders, file, view);
  if (/^hooks\.server\.[jt]s$/.test(file)) return readHooks(program, view);
  const server = folders.lastIndexOf('server');
  const kind = folders[server + 1];
  if (server >= 0 && SCRIPT_ENDING.test(file) && (kind === 'api' || kind === 'routes' || kind === 'middleware'))
    return readNuxt(program, { folders: folders.slice(server + 1), file }, view);
  const routes = folders.findIndex((folder, index) => folder === 'app' && folders[index + 1] === 'routes');
  if (routes >= 0 && SCRIPT_ENDING.test(file))
    readRemix(program, [...folders.slice(routes + 2), file.replace(SCRIPT_ENDING, '')], view);
}

/** A loader answers reading, an action all that writes. Loaders of pages around guard nothing: all of them run at once. */
function readRemix(program: TSESTree.Program, parts: readonly string[], view: ScriptView): void {
  const url = remixUrl(parts);
  for (const { name, node, nameNode } of exportedNames(program)) {
    if (name === 'loader' || name === 'clientLoader' || name === 'action') {
      if (name !== 'clientLoader') emit('remix', name === 'loader' ? 'GET' : 'POST', url, node, nameNode, view);
    }
  }
}

/** `_auth.benutzer.$id_.edit`, `admin+/rollen`, `verwaltung/route`: dots and folders part, `_` before a name hides it. */
function remixUrl(parts: readonly string[]): string {
  const segments = parts
    .map((part) => part.replace(/\+$/, ''))
    .filter((part, index) => !(index === parts.length - 1 && /^(?:route|index|_index)$/.test(part)))
    .flatMap((part) => splitAtDots(part))
    .filter((segment) => segment !== '_index' && segment !== 'index' && !segment.startsWith('_'))
    .map((segment) => segment.replace(/_$/, '').replace(/^\((.*)\)$/, '$1'))
    .map((segment) => (segment === '$' ? '*' : segment.replace(/^\$/, ':').replace(/[[\]]/g, '')));
  return `/${segments.join('/')}`;
}

/** Dots in brackets belong to the name: `sitemap[.]xml`, `[robots.txt]`. */
function splitAtDots(part: string): readonly string[] {
  const segments = [''];
  let depth = 0;
  for (const letter of part) {
    if (letter === '[') depth++;
    if (letter === ']') depth--;
    if (letter === '.' && depth === 0) segments.push('');
    else segments[segments.length - 1] = `${segments.at(-1) ?? ''}${letter}`;
  }
  return segments.filter((segment) => segment !== '');
}

function readSvelteKit(program: TSESTree.Program, folders: readonly string[], file: string, view: ScriptView): void {
  const routes = folders.lastIndexOf('routes');
  if (routes < 0 || file.startsWith('+layout')) return;
  const segments = folders
    .slice(routes + 1)
    .filter((folder) => !/^\(.*\)$/.test(folder))
    .map((folder) => folder.replace(/^\[\[?(?:\.\.\.)?([\w-]+)(?:=\w+)?\]\]?$/, ':$1'));
  const url = `/${segments.join('/')}`;
  for (const { name, node, nameNode } of exportedNames(program)) {
    if (file.startsWith('+server')) {
      if (METHODS.has(name)) emit('sveltekit', name, url, node, nameNode, view);
    } else if (name === 'load') emit('sveltekit', 'GET', url, node, nameNode, view);
    else if (name === 'actions') readActions(node, url, view);
  }
}

/** `export const actions = { loeschen: async (event) => … }` */
function readActions(node: Node, url: string, view: ScriptView): void {
  const plain = unwrap(node);
  if (plain.type !== 'ObjectExpression') return;
  for (const property of plain.properties) {
    if (property.type !== 'Property') continue;
    const name = keyName(property.key, property.computed);
    const path = name === undefined || name === 'default' ? url : `${url === '/' ? '' : url}?/${name}`;
    emit('sveltekit', 'POST', path, property.value, property.key, view);
  }
}

/** `handle` of `hooks.server.ts` stands before everything; `sequence(…)` is several of them. */
function readHooks(program: TSESTree.Program, view: ScriptView): void {
  const handle = exportedNames(program).find(({ name }) => name === 'handle');
  if (!handle) return;
  const plain = unwrap(handle.node);
  const several = plain.type === 'CallExpression' ? plain.arguments : [plain];
  emitGlobalGuard('sveltekit', several, handle.nameNode, view);
}

function readNuxt(
  program: TSESTree.Program,
  { folders, file }: { readonly folders: readonly string[]; readonly file: string },
  view: ScriptView,
): void {
  const exported = exportedNames(program).find(({ name }) => name === 'default');
  if (!exported) return;
  const plain = unwrap(exported.node);
  const callee = plain.type === 'CallExpression' ? unwrap(plain.callee) : undefined;
  const isPlain = callee?.type === 'Identifier' && EVENT_HANDLERS.test(callee.name);
  // Files of other servers lie in folders of these names, too.
  if (!isPlain && !(callee?.type === 'Identifier' && callee.name.endsWith('EventHandler'))) return;
  const inner = plain.type === 'CallExpression' ? plain.arguments.find((each) => isFunction(unwrap(each))) : undefined;
  const handler = isPlain && inner ? inner : plain;
  if (folders[0] === 'middleware') return emitGlobalGuard('nuxt', [handler], exported.nameNode, view);
  const name = file.replace(SCRIPT_ENDING, '');
  const method = NUXT_METHOD.exec(name)?.[1];
  const last = name.replace(NUXT_METHOD, '');
  const segments = [...folders.slice(folders[0] === 'api' ? 0 : 1), ...(last === 'index' ? [] : [last])];
  const url = `/${segments.map((part) => part.replace(/^\[(?:\.\.\.)?(\w*)\]$/, ':$1')).join('/')}`;
  emit('nuxt', method?.toUpperCase() ?? 'ALL', url, handler, exported.nameNode, view);
}

function emit(framework: string, method: string, url: string, node: Node, nameNode: Node, view: ScriptView): void {
  const range = rangeOf(nameNode);
  const routePath: Value = { kind: 'known', value: url, range };
  view.emit({
    kind: 'route',
    path: view.path,
    range,
    framework,
    method,
    routePath,
    router: ABSENT,
    handlers: handlersOf([node], view.scopes.top, view),
    order: view.nextOrder(),
    marks: [],
  });
}

function emitGlobalGuard(framework: string, nodes: readonly Node[], nameNode: Node, view: ScriptView): void {
  view.emit({
    kind: 'guard',
    path: view.path,
    range: rangeOf(nameNode),
    framework,
    router: ABSENT,
    prefix: ABSENT,
    handlers: handlersOf(nodes, view.scopes.top, view),
    order: view.nextOrder(),
  });
}
