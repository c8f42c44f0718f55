/** Paths of routes: their text, how prefixes are joined, and which guards stand before them. */
import type { Value } from '../model/value.ts';

/** A name that promises a secret: what it stands for is no part of an address that may be shown. */
const PROMISE = /(?:token|secret|geheimnis|passwor[dt]|kennwort|schluessel|(?:api|access|hook)_?key)$/i;

/** The text of a path; parts that cannot be seen, and secrets in it, are written `…`. */
export function pathText(value: Value): string {
  switch (value.kind) {
    case 'known':
      return PROMISE.test(value.spelled ?? '') && !String(value.value).includes('/') ? '…' : String(value.value);
    case 'environment':
      return value.fallback.kind === 'known' ? pathText(value.fallback) : '…';
    case 'composed':
      return value.parts.map(pathText).join('');
    case 'absent':
      return '';
    case 'list':
      return value.items.map(pathText)[0] ?? '';
    default:
      return '…';
  }
}

/** A prefix and a path as one path with single slashes. */
export function joinPaths(prefix: string, path: string): string {
  const joined = `${prefix}/${path}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
  return joined.startsWith('/') || joined.startsWith('…') ? joined : `/${joined}`;
}

/** True where a guard with this prefix stands before a path. What cannot be seen is taken to match. */
export function matches(prefix: Value, path: string): boolean {
  const whole = pathText(prefix);
  // Next.js: everything but what begins like this, `/((?!api|_next/static).*)`.
  const [, excepted] = /^\/\(\(\?!([\w|/.\-$*\\]{1,400})\)/.exec(whole) ?? [];
  if (excepted !== undefined) return !excepted.split('|').some((each) => beginsWith(path, each));
  const text = fixedPart(whole);
  if (text === '' || text === '/' || text.includes('…') || path.startsWith('…')) return true;
  const start = text.startsWith('/') ? text : `/${text}`;
  const full = path.startsWith('/') ? path : `/${path}`;
  return full === start || full.startsWith(`${start}/`) || full.startsWith(`${start}…`);
}

function beginsWith(path: string, excepted: string): boolean {
  const [plain = ''] = excepted.split(/[$*\\]/, 1);
  const start = plain.endsWith('.') ? plain.slice(0, -1) : plain;
  return start !== '' && path.replace(/^\//, '').startsWith(start.replace(/^\//, ''));
}

/** What stands before the first wildcard: `/verwaltung/*`, `/verwaltung/:teil*` and `/verwaltung/(.*)` begin alike. */
function fixedPart(pattern: string): string {
  const wildcards = [pattern.search(/\/:\w+\*/), pattern.indexOf('*'), pattern.indexOf('(')];
  let end = Math.min(pattern.length, ...wildcards.filter((index) => index >= 0));
  while (pattern[end - 1] === '/') end--;
  return pattern.slice(0, end);
}
