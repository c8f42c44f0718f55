/** API names: where a thing comes from instead of how it is spelled (see `ApiName` in the model). */
import type { ApiName, ReferenceValue, Value } from './value.ts';

/** Names that `window.x` and `globalThis.x` may leave out. */
const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global']);

/** Node's own modules, written with and without `node:`. */
const NODE_MODULES = new Set([
  'assert',
  'async_hooks',
  'buffer',
  'child_process',
  'cluster',
  'crypto',
  'dgram',
  'dns',
  'events',
  'fs',
  'fs/promises',
  'http',
  'http2',
  'https',
  'net',
  'os',
  'path',
  'perf_hooks',
  'process',
  'querystring',
  'readline',
  'stream',
  'string_decoder',
  'timers',
  'tls',
  'tty',
  'url',
  'util',
  'v8',
  'vm',
  'worker_threads',
  'zlib',
]);

/** The name of a module as it is imported; '' where a broken import names none, whatever the parser's types say. */
export function moduleName(written: string): string {
  if (typeof written !== 'string') return '';
  return NODE_MODULES.has(written) ? `node:${written}` : written;
}

/** The name of what a value is, for use as a callee; '' where nothing is known. */
export function apiNameOf(value: Value): ApiName {
  switch (value.kind) {
    case 'reference':
      return `${value.module}#${referencePath(value).join('.')}`;
    case 'call':
      return value.callee === '' ? '' : `${value.callee}()`;
    case 'parameter':
      return value.type === '' ? '' : `${value.type}()`;
    case 'either': {
      const names = new Set(value.options.map(apiNameOf).filter((name) => name !== ''));
      return names.size === 1 ? ([...names][0] ?? '') : '';
    }
    default:
      return '';
  }
}

/** Name and members of a reference as one path; a namespace contributes nothing of its own. */
export function referencePath(reference: ReferenceValue): readonly string[] {
  const path = reference.name === '*' ? reference.path : [reference.name, ...reference.path];
  if (reference.module !== 'global') return path;
  let first = 0;
  while (first < path.length - 1 && GLOBAL_OBJECTS.has(path[first] ?? '')) first++;
  return path.slice(first);
}

/** A member of something that is only known by its API name. */
export function memberReference(name: ApiName, member: string, range: ReferenceValue['range']): ReferenceValue {
  const hash = name.indexOf('#');
  return { kind: 'reference', module: name.slice(0, hash), name: name.slice(hash + 1), path: [member], range };
}

/**
 * One name for the spellings of one export: `import pg from 'pg'; pg.Pool` and `require('pg').Pool` are `pg#Pool`,
 * `require('express')` called is `express#default`.
 */
export function canonicalName(name: ApiName): ApiName {
  const plain = name.replace(/#(?:default\.)+(?=[A-Za-z_$])/, '#');
  return plain.endsWith('#') ? `${plain}default` : plain;
}
