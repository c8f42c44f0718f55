/** Compiles the globs of configuration files so that no pattern of an inspected project can make a run hang. */
import { Minimatch } from 'minimatch';

/** More wildcards than these make a matcher backtrack for seconds on a hostile file name. */
const MOST_STARS_IN_A_SEGMENT = 3;
const MOST_STARS = 8;
/** `**` with something behind it; on a path of many folders the time grows with this power. */
const MOST_STARS_OVER_FOLDERS = 2;
const MOST_BRACES = 3;
const LONGEST_PATTERN = 256;

/** True where the time a pattern takes has a small bound for every file name. Holds for globs and for lines of `.gitignore`. */
export function isBoundedPattern(pattern: string): boolean {
  if (pattern.length > LONGEST_PATTERN) return false;
  let inSegment = 0;
  let total = 0;
  let braces = 0;
  let before = '';
  for (const character of pattern) {
    if (character === '/') inSegment = 0;
    if (character === '{') braces++;
    // A row of stars is one wildcard.
    if (character === '*' && before !== '*') {
      inSegment++;
      total++;
    }
    if (inSegment > MOST_STARS_IN_A_SEGMENT) return false;
    before = character;
  }
  const overFolders = pattern.split('**/').length - 1;
  return overFolders <= MOST_STARS_OVER_FOLDERS && total <= MOST_STARS && braces <= MOST_BRACES;
}

export type PathTest = (path: string) => boolean;

/**
 * A test for paths relative to the root (forward slashes). A glob that matches a folder matches everything below it, so
 * `legacy`, `legacy/` and `legacy/**` mean the same. Unbounded patterns match nothing; configuration refuses them.
 */
export function globTest(patterns: readonly string[]): PathTest {
  const globs = patterns.filter(isBoundedPattern).map(
    (pattern) =>
      new Minimatch(pattern.replace(/^\.\//, '').replace(/\/$/, ''), {
        dot: true,
        nocomment: true,
        nonegate: true,
        noext: true,
        // The same pattern means the same on every system.
        platform: 'linux',
      }),
  );
  if (globs.length === 0) return () => false;
  const folders = new Map<string, boolean>();
  const matches = (path: string): boolean => globs.some((glob) => glob.match(path));
  const folderMatches = (path: string): boolean => {
    const end = path.lastIndexOf('/');
    if (end < 0) return false;
    const folder = path.slice(0, end);
    let known = folders.get(folder);
    if (known === undefined) {
      known = folderMatches(folder) || matches(folder);
      folders.set(folder, known);
    }
    return known;
  };
  return (path) => folderMatches(path) || matches(path);
}
