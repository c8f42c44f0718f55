/** Finds the file that a module name means, among the known files of the project only. */
import { posix } from 'node:path';
import type { ResolveModule } from '../model/analysis.ts';
import {
  dependenciesOf,
  importablePackages,
  isRecord,
  packagesOf,
  partAtStar,
  readJson,
  targetsInPackage,
  targetsOfImport,
  textIn,
  unnamedWorkspace,
} from './packages.ts';
import type { Package } from './packages.ts';

/** Tried in this order behind a name without extension, and for `/index`. */
const EXTENSIONS = [
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.d.ts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.vue',
  '.svelte',
  '.json',
  '.yaml',
  '.yml',
];
/** Extensions as they are written in an import, and the sources they may stand for. */
const WRITTEN_FOR: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};
/** The prefix of a name that says which file is read at run time: `readFileSync('./x.yml')`. */
const FILE = 'file:';
const CONFIGURATIONS = ['tsconfig.json', 'tsconfig.base.json', 'jsconfig.json'];
/** More `extends` than these are a circle. */
const DEEPEST_EXTENDS = 8;

/** `paths` and `baseUrl` of one configuration; targets are relative to the root. */
interface Aliases {
  readonly base: string | undefined;
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[];
}

const NO_ALIASES: Aliases = { base: undefined, paths: [] };

/**
 * @param paths all files of the project in their order, relative to the root
 * @param textOf text of a configuration file among them
 */
export function moduleResolver(paths: readonly string[], textOf: (path: string) => string | undefined): ResolveModule {
  const known = new Set(paths);
  const packages = packagesOf(paths, textOf);
  const byFolder = new Map(packages.map((one) => [one.folder, one]));
  const byName = importablePackages(
    packages,
    known.has('pnpm-workspace.yaml') ? textOf('pnpm-workspace.yaml') : undefined,
    paths,
  );
  const dependencies = dependenciesOf(packages);
  const aliases = new Map<string, Aliases>();

  const fileAt = (path: string | undefined): string | undefined => {
    if (path === undefined) return undefined;
    if (known.has(path)) return path;
    const extension = posix.extname(path);
    const stem = path.slice(0, path.length - extension.length);
    const index = path === '' ? 'index' : `${path}/index`;
    return [
      ...(WRITTEN_FOR[extension] ?? []).map((other) => stem + other),
      ...(path === '' ? [] : EXTENSIONS.map((other) => path + other)),
      ...EXTENSIONS.map((other) => index + other),
    ].find((candidate) => known.has(candidate));
  };
  const firstOf = (candidates: readonly string[]): string | undefined => {
    for (const candidate of candidates) {
      const found = fileAt(insideRoot(candidate));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const folderAt = (path: string | undefined): string | undefined => {
    // A folder with a `package.json` of its own: its entry comes before its index.
    const inside = path === undefined ? undefined : byFolder.get(path === '' ? '' : `${path}/`);
    return inside && firstOf(targetsInPackage(inside, ''));
  };
  const aliasesAt = (file: string): Aliases => {
    const folder = folderOf(file);
    let found = aliases.get(folder);
    if (!found) {
      const path = CONFIGURATIONS.map((name) => folder + name).find((candidate) => known.has(candidate));
      const own = path === undefined ? NO_ALIASES : readAliases(path, known, textOf);
      // A solution file (`references` only) says nothing for its folder; an alias of the folder above still holds.
      const says = own.base !== undefined || own.paths.length > 0;
      found = says || folder === '' ? own : aliasesAt(folder.slice(0, -1));
      aliases.set(folder, found);
    }
    return found;
  };
  const byAlias = (from: string, name: string): string | undefined => {
    const { base, paths: patterns } = aliasesAt(from);
    for (const [pattern, targets] of patterns) {
      const part = pattern === name ? '' : partAtStar(pattern, name);
      const found = part === undefined ? undefined : firstOf(targets.map((target) => target.replace('*', () => part)));
      if (found !== undefined) return found;
    }
    return base === undefined ? undefined : firstOf([posix.join(base, name)]);
  };
  const packageAbove = (from: string): Package | undefined => {
    for (let folder = folderOf(from); ; folder = folderOf(folder.slice(0, -1))) {
      const found = byFolder.get(folder);
      if (found ?? folder === '') return found;
    }
  };

  const find: ResolveModule = (from, module) => {
    const name = withoutQuery(module);
    if (name.startsWith(FILE)) {
      const path = name.slice(FILE.length);
      // Programs are mostly started in the root, so a path that does not exist beside the file may exist there.
      return [besides(from, path), insideRoot(path)].find(
        (candidate) => candidate !== undefined && known.has(candidate),
      );
    }
    if (/^\.\.?(?:\/|$)/.test(name)) {
      const path = besides(from, name);
      return folderAt(path) ?? fileAt(path);
    }
    if (name.startsWith('#')) {
      const own = packageAbove(from);
      return (own && firstOf(targetsOfImport(own, name))) ?? byAlias(from, name);
    }
    const aliased = byAlias(from, name);
    if (aliased !== undefined) return aliased;
    // Vite and its relatives mean the root of the project.
    if (name.startsWith('/')) return fileAt(insideRoot(name.slice(1)));
    const parts = name.split('/');
    const packageName = parts.splice(0, name.startsWith('@') ? 2 : 1).join('/');
    const own = packageAbove(from);
    const [scope = '', unscoped] = packageName.split('/');
    const wanted =
      byName.get(packageName) ??
      (own?.name === packageName ? own : undefined) ??
      (scope.startsWith('@') && unscoped !== undefined && !dependencies.has(packageName)
        ? byName.get(unnamedWorkspace(unscoped))
        : undefined);
    return wanted && firstOf(targetsInPackage(wanted, parts.join('/')));
  };
  // All files of a folder see the same modules, and a link asks for each of them many times.
  const answers = new Map<string, string | undefined>();
  return (from, module) => {
    const question = `${folderOf(from)}\n${module}`;
    if (!answers.has(question)) answers.set(question, find(from, module));
    return answers.get(question);
  };
}

/** `paths` win over inherited ones as a whole, as the compiler does it. */
function readAliases(
  path: string,
  known: ReadonlySet<string>,
  textOf: (path: string) => string | undefined,
  depth = 0,
): Aliases {
  const json = readJson(textOf(path));
  const folder = folderOf(path);
  let inherited = NO_ALIASES;
  const parents = Array.isArray(json['extends']) ? json['extends'] : [json['extends']];
  for (const parent of parents) {
    if (typeof parent !== 'string' || !parent.startsWith('.') || depth >= DEEPEST_EXTENDS) continue;
    const target = insideRoot(posix.join(folder, parent));
    const file = [target, `${target}.json`].find((candidate) => candidate !== undefined && known.has(candidate));
    if (file === undefined) continue;
    const above = readAliases(file, known, textOf, depth + 1);
    inherited = { base: above.base ?? inherited.base, paths: above.paths.length > 0 ? above.paths : inherited.paths };
  }
  const options = isRecord(json['compilerOptions']) ? json['compilerOptions'] : {};
  const baseUrl = textIn(options, 'baseUrl');
  const base = baseUrl === undefined ? inherited.base : posix.join(folder, baseUrl);
  const table = options['paths'];
  if (!isRecord(table)) return { base, paths: inherited.paths };
  const targetsFrom = baseUrl === undefined ? (inherited.base ?? folder) : posix.join(folder, baseUrl);
  const paths = Object.entries(table).map(([pattern, targets]) => {
    const texts = Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [];
    return [pattern, texts.map((target) => posix.join(targetsFrom, target))] as const;
  });
  // An exact name before patterns, of these the one with the longest beginning.
  const rank = (pattern: string): number => (pattern.includes('*') ? pattern.indexOf('*') : Infinity);
  return { base, paths: paths.sort(([a], [b]) => rank(b) - rank(a) || (a < b ? -1 : 1)) };
}

function besides(from: string, path: string): string | undefined {
  return path.startsWith('/') ? undefined : insideRoot(posix.join(folderOf(from), path));
}

/** A normal path relative to the root; undefined where it leads out of it. */
function insideRoot(path: string): string | undefined {
  const normal = posix.normalize(path).replace(/\/$/, '');
  if (normal === '..' || normal.startsWith('../') || normal.startsWith('/')) return undefined;
  return normal === '.' ? '' : normal;
}

/** With a slash at its end; empty for the root. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Bundlers take questions behind a name (`./logo.svg?raw`). */
function withoutQuery(module: string): string {
  const query = module.indexOf('?');
  return query > 0 ? module.slice(0, query) : module;
}
