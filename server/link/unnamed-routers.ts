/** Routers that are mounted without a name: those of a folder, or whatever a list holds that is handed over. */
import type { GuardFact, HandlerReference } from '../model/facts.ts';
import type { Value } from '../model/value.ts';

/** Where a router hangs: on a parent, below a prefix, after everything the parent has registered so far. */
export interface Mount {
  readonly parent: string;
  readonly prefix: Value;
  readonly order: number;
  readonly path: string;
  readonly guards: readonly HandlerReference[];
}

export type UnnamedMount = Mount & Pick<GuardFact, 'folder'>;

/** The mounts that may be meant for a router in this file: folders that hold it, else those of the nearest application. */
export function nearest(mounts: readonly UnnamedMount[], path: string): readonly UnnamedMount[] {
  const folders = mounts.filter(({ folder }) => folder && path.startsWith(`${folder.path}/`));
  if (folders.length > 0) return folders;
  const others = mounts.filter((mount) => !mount.folder && sameApplication(path, mount.path));
  const shared = Math.max(0, ...others.map((mount) => sharedFolders(path, mount.path)));
  return others.filter((mount) => sharedFolders(path, mount.path) === shared);
}

/** The folders below the one that is loaded are prefixes, unless somebody says no. */
export function prefixIn(folder: NonNullable<GuardFact['folder']>, prefix: Value, path: string): Value {
  const below = path
    .slice(folder.path.length + 1)
    .split('/')
    .slice(0, -1);
  if (!folder.namesPrefix || below.length === 0) return prefix;
  const range = { start: 0, end: 0 };
  return {
    kind: 'composed',
    parts: [prefix, { kind: 'known', value: `/${below.map(parameterOf).join('/')}`, range }],
    range,
  };
}

/** Plugins that are there for others: what they put on their application holds for all of it. */
export const PLUGIN_FOLDER = /(?:^|\/)(?:plugins?|hooks?|decorators?)$/;

/** A router out of a list that is handed over: `app.use('/', route.router)`, `app.use(require(file))`. */
export function isUnnamedRouter({ name, value }: HandlerReference): boolean {
  const isOpen = value.kind === 'unknown' || (value.kind === 'parameter' && value.path !== undefined);
  return isOpen && /(?:^|\.)(?:\w*[rR]outers?|routes?|getRouter\(…\)|routes\(…\)|require\(…\))$/.test(name);
}

/** `_id` is a parameter in the folders of autoload. */
function parameterOf(folder: string): string {
  return folder.startsWith('_') ? `:${folder.slice(1)}` : folder;
}

/** Two files of one application: the same folder below `apps/`, `packages/` or `services/`, where there are any. */
export function sameApplication(one: string, other: string): boolean {
  const application = /^(.*?(?:apps|packages|services|projects)\/[^/]+)\//;
  const first = application.exec(one)?.[1];
  const second = application.exec(other)?.[1];
  return first === undefined || second === undefined || first === second;
}

/** How many folders two files share, from the root on. */
function sharedFolders(one: string, other: string): number {
  const [first, second] = [one.split('/').slice(0, -1), other.split('/').slice(0, -1)];
  const end = first.findIndex((folder, index) => folder !== second[index]);
  return end < 0 ? first.length : end;
}
