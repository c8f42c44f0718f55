/** Patterns in which servers and tools name files: `conf.d/*.conf`. */

/** Longer ones are not followed. */
const LONGEST = 200;

export function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

/** `*` and `?` stand for letters of one name; classes of letters are not read. Linear in the lengths of both. */
export function matchesPattern(path: string, pattern: string): boolean {
  if (pattern.length > LONGEST || pattern.includes('[')) return false;
  const names = path.split('/');
  const wanted = pattern.split('/');
  return names.length === wanted.length && wanted.every((each, index) => matches(names[index] ?? '', each));
}

function matches(name: string, pattern: string): boolean {
  let [at, in_, star, mark] = [0, 0, -1, 0];
  while (at < name.length) {
    const letter = pattern.charAt(in_);
    if (letter === '*') {
      star = in_++;
      mark = at;
    } else if (letter === '?' || (letter !== '' && letter === name.charAt(at))) {
      at++;
      in_++;
    } else if (star >= 0) {
      in_ = star + 1;
      at = ++mark;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(in_));
}
