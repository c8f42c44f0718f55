/** Reads `package.json` files of the project: which packages exist and which file a name inside one means. */
import { parse } from 'jsonc-parser';
import { globTest } from '../classify/glob.ts';

/** Conditions of `exports` and `imports` in the order we want them: sources before what is built from them. */
const CONDITIONS = ['source', 'development', 'import', 'module', 'node', 'require', 'default', 'types'];
/** Fields that name the entry of a package without `exports`; types last, they hold no values. */
const ENTRIES = ['source', 'module', 'main', 'types'];
/** Folders of built files; the sources are in one of the others. */
const BUILT = /^(?:dist|build|lib|out|output|esm|cjs|es|types)(?:\/(?:esm|cjs|es|src|lib|types))?\//;
const SOURCES = ['src/', '', 'lib/', 'source/'];

type Json = Readonly<Record<string, unknown>>;

export interface Package {
  /** Relative to the root with a slash at its end; empty for the root. */
  readonly folder: string;
  readonly name: string;
  readonly json: Json;
}

/** Every `package.json` of the project, by path of its folder. Broken ones count as empty. */
export function packagesOf(paths: Iterable<string>, textOf: (path: string) => string | undefined): Package[] {
  const packages: Package[] = [];
  for (const path of paths) {
    if (path !== 'package.json' && !path.endsWith('/package.json')) continue;
    const json = readJson(textOf(path));
    packages.push({ folder: path.slice(0, -'package.json'.length), name: textIn(json, 'name') ?? '', json });
  }
  return packages;
}

/**
 * The packages that others can import by name. Where the project declares workspaces, only these: a sample package
 * that happens to be called like a library must not stand in for it.
 */
export function importablePackages(
  packages: readonly Package[],
  pnpmWorkspace: string | undefined,
  paths: readonly string[],
): Map<string, Package> {
  const declared: string[] = pnpmWorkspace === undefined ? [] : pnpmPatterns(pnpmWorkspace);
  for (const { folder, json } of packages) {
    const { workspaces } = json;
    const patterns = isRecord(workspaces) ? workspaces['packages'] : workspaces;
    if (Array.isArray(patterns)) {
      for (const pattern of patterns) if (typeof pattern === 'string') declared.push(placeBelow(folder, pattern));
    }
  }
  const wanted = globTest(declared.filter((pattern) => !pattern.startsWith('!')));
  const unwanted = globTest(declared.flatMap((pattern) => (pattern.startsWith('!') ? pattern.slice(1) : [])));
  const byName = new Map<string, Package>();
  for (const candidate of packages) {
    const folder = candidate.folder.slice(0, -1);
    if (declared.length > 0 && (folder === '' || !wanted(folder) || unwanted(folder))) continue;
    // The first in the order of paths wins where a name is taken twice.
    if (candidate.name !== '' && !byName.has(candidate.name)) byName.set(candidate.name, candidate);
  }
  if (declared.length === 0) return byName;
  // A workspace whose `package.json` is not there, because it is written when building: known by its folder.
  for (const path of paths) {
    const parts = path.split('/');
    if (!/^index\.[cm]?[jt]s$/.test(parts.pop() ?? '')) continue;
    if (parts.at(-1) === 'src') parts.pop();
    const folder = parts.join('/');
    const unnamed = unnamedWorkspace(parts.at(-1) ?? '');
    if (!wanted(folder) || unwanted(folder) || byName.has(unnamed)) continue;
    if (packages.some((one) => one.folder === `${folder}/`)) continue;
    byName.set(unnamed, { folder: `${folder}/`, name: '', json: { main: path.slice(folder.length + 1) } });
  }
  return byName;
}

/** The key of a workspace without a name, by its folder: it may be `@any/guards`, unless that is a dependency. */
export function unnamedWorkspace(folder: string): string {
  return `*/${folder}`;
}

/** Names that come from a registry. */
export function dependenciesOf(packages: readonly Package[]): ReadonlySet<string> {
  return new Set(
    packages.flatMap(({ json }) =>
      ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap((field) => {
        const listed = json[field];
        return isRecord(listed) ? Object.keys(listed) : [];
      }),
    ),
  );
}

/** Paths, relative to the root and best first, that `import 'name/sub'` may mean; `sub` is empty for the package itself. */
export function targetsInPackage({ folder, json }: Package, sub: string): string[] {
  const { exports } = json;
  const targets: string[] = [];
  if (exports !== undefined && exports !== null) targets.push(...targetsOf(exports, sub === '' ? '.' : `./${sub}`));
  if (sub === '') {
    targets.push(...ENTRIES.flatMap((field) => textIn(json, field) ?? []), 'index');
  } else if (exports === undefined) targets.push(sub);
  return [...new Set(targets.flatMap(withSources).flatMap((target) => placeBelow(folder, target)))];
}

/** Paths that `import '#name'` may mean, seen from a file of the package. */
export function targetsOfImport({ folder, json }: Package, name: string): string[] {
  return targetsOf(json['imports'], name)
    .flatMap(withSources)
    .map((target) => placeBelow(folder, target));
}

/** Targets of a table of `exports` or `imports` for one key: exact first, then the longest pattern with a `*`. */
function targetsOf(table: unknown, key: string): string[] {
  if (!isRecord(table) || !Object.keys(table).some((name) => name.startsWith('.') || name.startsWith('#'))) {
    return key === '.' ? conditional(table) : [];
  }
  if (Object.hasOwn(table, key)) return conditional(table[key]);
  const patterns = Object.keys(table)
    .filter((name) => name.includes('*'))
    .sort((a, b) => b.indexOf('*') - a.indexOf('*') || (a < b ? -1 : 1));
  for (const pattern of patterns) {
    const part = partAtStar(pattern, key);
    if (part !== undefined) return conditional(table[pattern]).map((target) => target.replace('*', () => part));
  }
  return [];
}

function conditional(target: unknown, depth = 0): string[] {
  if (typeof target === 'string') return [target];
  if (depth > 8) return [];
  if (Array.isArray(target)) return target.flatMap((one) => conditional(one, depth + 1));
  if (!isRecord(target)) return [];
  return CONDITIONS.filter((name) => Object.hasOwn(target, name)).flatMap((name) =>
    conditional(target[name], depth + 1),
  );
}

/** What a `*` in `pattern` stands for when it is to mean `name`; undefined where it cannot. */
export function partAtStar(pattern: string, name: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return undefined;
  const before = pattern.slice(0, star);
  const after = pattern.slice(star + 1);
  const fits = name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
  return fits ? name.slice(before.length, name.length - after.length) : undefined;
}

/** A built file and the sources it may have been made from: `dist/auth.js` is `src/auth`. */
function withSources(target: string): string[] {
  const plain = target.replace(/^\.\//, '');
  if (!BUILT.test(plain)) return [plain];
  const rest = plain.replace(BUILT, '').replace(/\.(?:d\.[cm]?ts|[cm]?jsx?)$/, '');
  return [plain, ...SOURCES.map((folder) => folder + rest)];
}

/** Joins like `path.posix.join` but keeps a leading `!`. */
function placeBelow(folder: string, pattern: string): string {
  const plain = pattern.replace(/^!/, '').replace(/^\.\//, '').replace(/\/$/, '');
  return (pattern.startsWith('!') ? '!' : '') + folder + plain;
}

/** The list below `packages:`. Read by lines, because the YAML reader runs in threads only and this file has one form. */
function pnpmPatterns(text: string): string[] {
  const patterns: string[] = [];
  let isInside = false;
  for (const line of text.split('\n')) {
    const item = /^\s*-\s+(\S+)/.exec(line)?.[1];
    if (isInside && item !== undefined) patterns.push(placeBelow('', item.replace(/["']/g, '')));
    else if (/^\S/.test(line) && !line.startsWith('#')) isInside = line.startsWith('packages:');
  }
  return patterns;
}

/** The object in a JSON text with comments; an empty one where there is none. */
export function readJson(text: string | undefined): Json {
  if (text === undefined) return {};
  try {
    const value: unknown = parse(text, [], { allowTrailingComma: true });
    return isRecord(value) ? value : {};
  } catch {
    // Nested by the thousand: the parser runs out of stack.
    return {};
  }
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textIn(json: Json, key: string): string | undefined {
  const value = json[key];
  return typeof value === 'string' ? value : undefined;
}
