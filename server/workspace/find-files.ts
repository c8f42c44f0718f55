/** Finds the files of a project: nested `.gitignore`, the configuration's globs, never through a symbolic link. */
import type { Dirent } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import ignore from 'ignore';
import type { Ignore } from 'ignore';
import type { Configuration } from '../model/configuration.ts';
import type { Notice } from '../model/file-facts.ts';
import { globTest, isBoundedPattern } from '../classify/glob.ts';
import { readText } from './read-text.ts';

/** Folders of installed or built things, skipped wherever they are unless `include` names them. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  ...['.git', '.hg', '.svn'],
  ...['node_modules', 'bower_components', 'jspm_packages', '.yarn', '.pnpm-store'],
  ...[
    'dist',
    'coverage',
    '.nyc_output',
    '.next',
    '.nuxt',
    '.output',
    '.svelte-kit',
    '.angular',
    '.turbo',
    '.parcel-cache',
  ],
  ...['.cache', '.vite', '.gradle', '.terraform', '.venv', '__pycache__', '.idea'],
]);

/** Names that are output only where a certain file stands beside them; elsewhere people keep sources there. */
const OUTPUT_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  target: ['pom.xml', 'Cargo.toml'],
  build: ['build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts'],
  vendor: ['composer.json', 'go.mod', 'Gemfile'],
};

/** Formats that hold no text. Files with other names are looked into. */
const BINARY_EXTENSIONS: ReadonlySet<string> = new Set(
  (
    'png jpg jpeg gif webp avif bmp ico icns tif tiff psd heic woff woff2 ttf otf eot mp3 mp4 m4a ogg wav webm mov avi ' +
    'zip gz tgz bz2 xz 7z rar jar war ear class dll exe so dylib a o node wasm pdf doc docx xls xlsx ppt pptx odt ods odp ' +
    'sqlite sqlite3 db mdb pyc bin dat iso img vsix apk ipa gpg'
  ).split(' '),
);

export const CONFIGURATION_FILE = 'fachlint.json';
/** A folder that holds one of these is where a project starts. */
const ROOT_MARKERS = [CONFIGURATION_FILE, '.git'];

/** Why a file is not looked at. */
export type Refusal = 'skipped-folder' | 'excluded' | 'ignored' | 'binary' | 'not-included';

export interface FoundFiles {
  /** Paths relative to the root, forward slashes, sorted by code unit. */
  readonly files: readonly string[];
  readonly notices: readonly Notice[];
  /** Whether a file that may not exist yet would be found. */
  readonly accepts: (path: string) => boolean;
  /** What keeps a file from being found, and the file or folder it is about; undefined where nothing does. */
  readonly refusalOf: (path: string) => { readonly reason: Refusal; readonly path: string } | undefined;
  /** Whether the search enters the folder that `path` lies in. */
  readonly reaches: (path: string) => boolean;
}

/** The rules of one `.gitignore`, for paths below its folder. */
interface IgnoreRules {
  /** Folder relative to the root with a slash at its end; empty for the root. */
  readonly base: string;
  readonly rules: Ignore;
}

type Globs = Pick<Configuration, 'include' | 'exclude'>;

/**
 * @param root absolute path of a folder
 * @param below paths relative to the root that the search is limited to; empty means everything
 */
export async function findFiles(
  root: string,
  configuration: Globs,
  below: readonly string[] = [],
): Promise<FoundFiles> {
  const files: string[] = [];
  const notices: Notice[] = [];
  const ignored = new Map<string, readonly IgnoreRules[]>();
  const skips = new Map<string, ReadonlySet<string>>();
  const included = configuration.include.length > 0 ? globTest(configuration.include) : () => true;
  const excluded = globTest(configuration.exclude);
  const named = new Set(configuration.include.flatMap((pattern) => pattern.split('/')));
  const isOnTheWay = (path: string): boolean =>
    below.length === 0 || isBelowAny(path, below) || below.some((wanted) => wanted.startsWith(`${path}/`));

  const refusalOfFolder = (path: string, name: string, folder: string): Refusal | undefined => {
    const isSkipped = SKIPPED_FOLDERS.has(name) || skips.get(folder)?.has(name) === true;
    if (isSkipped && !named.has(name)) return 'skipped-folder';
    if (excluded(path)) return 'excluded';
    return isIgnored(`${path}/`, ignored.get(folder) ?? []) ? 'ignored' : undefined;
  };
  const refusalOfFile = (path: string, folder: string): Refusal | undefined => {
    if (BINARY_EXTENSIONS.has(extensionOf(path))) return 'binary';
    if (excluded(path)) return 'excluded';
    if (!included(path)) return 'not-included';
    return isIgnored(path, ignored.get(folder) ?? []) ? 'ignored' : undefined;
  };
  const entersFolder = (path: string, name: string, folder: string): boolean =>
    isOnTheWay(path) && refusalOfFolder(path, name, folder) === undefined;
  const takesFile = (path: string, folder: string): boolean =>
    (below.length === 0 || isBelowAny(path, below)) && refusalOfFile(path, folder) === undefined;

  const walk = async (folder: string, inherited: readonly IgnoreRules[]): Promise<void> => {
    let entries: Dirent[];
    try {
      entries = await readdir(join(root, folder), { withFileTypes: true });
    } catch (error) {
      // A folder that was deleted while we were looking is no news.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        notices.push({ path: folder || '.', reason: 'unreadable' });
      return;
    }
    const own = entries.find((entry) => entry.name === '.gitignore' && entry.isFile());
    const rules = own ? [...inherited, ...(await ignoreRules(root, folder))] : inherited;
    ignored.set(folder, rules);
    const names = new Set(entries.map((entry) => entry.name));
    skips.set(
      folder,
      new Set(
        Object.entries(OUTPUT_FOLDERS).flatMap(([name, beside]) =>
          beside.some((file) => names.has(file)) ? [name] : [],
        ),
      ),
    );

    const folders: Promise<void>[] = [];
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      // Neither is true of a symbolic link, a pipe or a socket.
      if (entry.isDirectory()) {
        if (entersFolder(path, entry.name, folder)) folders.push(walk(path, rules));
      } else if (entry.isFile() && takesFile(path, folder)) files.push(path);
    }
    await Promise.all(folders);
  };
  await walk('', []);

  /** The first folder on the way to a file that is not entered. */
  const barrier = (path: string): { reason: Refusal | undefined; path: string } | undefined => {
    let folder = '';
    for (const name of path.split('/').slice(0, -1)) {
      const next = folder === '' ? name : `${folder}/${name}`;
      if (!entersFolder(next, name, folder)) return { reason: refusalOfFolder(next, name, folder), path: next };
      // A new folder has the rules of the folder above it.
      if (!ignored.has(next)) ignored.set(next, ignored.get(folder) ?? []);
      folder = next;
    }
    return undefined;
  };
  const reaches = (path: string): boolean => barrier(path) === undefined;
  const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return {
    files: files.sort(byCodeUnit),
    notices: notices.sort((a, b) => byCodeUnit(a.path, b.path)),
    accepts: (path) => reaches(path) && takesFile(path, folderOf(path)),
    refusalOf: (path) => {
      const { reason, path: at } = barrier(path) ?? { reason: refusalOfFile(path, folderOf(path)), path };
      return reason === undefined ? undefined : { reason, path: at };
    },
    reaches,
  };
}

async function ignoreRules(root: string, folder: string): Promise<IgnoreRules[]> {
  const read = await readText(join(root, folder, '.gitignore'));
  if (typeof read === 'string') return [];
  // Case counts as it does for git on Linux, so that all systems find the same files.
  const rules = ignore({ ignoreCase: false, allowRelativePaths: true });
  // Lines that could make the matcher hang are left out: then a few more files are looked at.
  rules.add(read.text.split(/\r?\n/).filter(isBoundedPattern));
  return [{ base: folder === '' ? '' : `${folder}/`, rules }];
}

/** The innermost `.gitignore` that says something decides, as in git. Folders end with a slash. */
function isIgnored(path: string, chain: readonly IgnoreRules[]): boolean {
  for (let i = chain.length - 1; i >= 0; i--) {
    const link = chain[i];
    if (!link) continue;
    const below = path.slice(link.base.length);
    const result = link.rules.test(below);
    if (result.unignored) return false;
    if (!result.ignored) continue;
    const parent = below.slice(0, below.lastIndexOf('/', below.length - 2) + 1);
    // Inherited from a folder that a `.gitignore` further in has taken back: this file then says nothing.
    if (parent !== '' && link.rules.test(parent).ignored) continue;
    return true;
  }
  return false;
}

export interface Root {
  /** Absolute path of a folder. */
  readonly root: string;
  /** Paths relative to the root that the user named; empty where the root itself was named. */
  readonly only: readonly string[];
  /** Given paths that do not exist, as they were given. */
  readonly missing: readonly string[];
}

/**
 * Root of a run: the folder given; for a file its nearest folder with `fachlint.json` or `.git`, else its own folder;
 * for several paths their common folder. No path means the current folder.
 */
export async function rootOf(paths: readonly string[], currentFolder: string = process.cwd()): Promise<Root> {
  const given = (paths.length > 0 ? paths : ['.']).map((path) => ({ path, absolute: resolve(currentFolder, path) }));
  const found = await Promise.all(
    given.map(async ({ path, absolute }) => {
      const stats = await stat(absolute).catch(() => undefined);
      return { path, absolute, stats };
    }),
  );
  const missing = found.filter(({ stats }) => !stats).map(({ path }) => path);
  const existing = found.filter(({ stats }) => stats);
  const [first] = existing;
  if (!first) return { root: resolve(currentFolder), only: [], missing };

  let root: string;
  if (existing.length === 1) {
    root = first.stats?.isDirectory()
      ? first.absolute
      : ((await projectFolder(dirname(first.absolute))) ?? dirname(first.absolute));
  } else {
    root = existing
      .map(({ absolute, stats }) => (stats?.isDirectory() ? absolute : dirname(absolute)))
      .reduce((common, folder) => commonFolder(common, folder));
  }
  const only = existing.map(({ absolute }) => relative(root, absolute).split(sep).join('/'));
  return { root, only: only.includes('') ? [] : [...new Set(only)].sort(byCodeUnit), missing };
}

/** The nearest folder at or above `folder` where a project starts, if there is one. */
export async function projectFolder(folder: string): Promise<string | undefined> {
  for (let current = folder; ; current = dirname(current)) {
    const marks = await Promise.all(
      ROOT_MARKERS.map((name) =>
        lstat(join(current, name)).then(
          () => true,
          () => false,
        ),
      ),
    );
    if (marks.includes(true)) return current;
    if (dirname(current) === current) return undefined;
  }
}

function commonFolder(one: string, other: string): string {
  let folder = one;
  while (
    other !== folder &&
    !other.startsWith(folder.endsWith(sep) ? folder : folder + sep) &&
    dirname(folder) !== folder
  ) {
    folder = dirname(folder);
  }
  return folder;
}

/** True for a path that is one of `folders` or lies below one. */
export function isBelowAny(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

/** Order of paths everywhere: no locale, so that every machine sorts alike. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function extensionOf(path: string): string {
  const name = basename(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}
