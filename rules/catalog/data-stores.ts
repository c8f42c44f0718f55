/** Calls that keep something under a key: caches, key-value stores, files and objects in a store. */
import type { CallFact } from '../../server/model/facts.ts';
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';

const STORES =
  /^(?:ioredis|redis|@redis\/client|@upstash\/redis|handy-redis|cache-manager|@nestjs\/cache-manager|keyv|lru-cache|quick-lru|node-cache|memory-cache|memcached|memjs|node-persist|flat-cache|level|localforage|idb-keyval|etcd3)#.*\.(?:get|set|setex|psetex|setnx|getset|mget|mset|hset|hget|hmset|hgetall|del|has|put|add|incr|expire|wrap|take)$/i;
const FILES =
  /^node:(?:fs|fs\/promises)#(?:default\.|promises\.)?(?:writeFile|appendFile|createWriteStream|readFile|mkdir|rename|copyFile|open)(?:Sync)?$/;
/** Methods of stores that a project wraps. */
const METHODS =
  /^(?:get|set|put|has|del|delete|merke|merken|hole|lies|lege|ablegen|speichere|remember|store|lookup|cache)$/i;
/** Words by which projects call their store. */
const STORE_WORDS: ReadonlySet<string> = new Set(
  'cache caches redis zwischenspeicher memo keyvalue kvstore kv puffer cachemanager'.split(' '),
);

/** The key under which a call keeps or looks something up, and what kind of store it is; undefined for other calls. */
export function storeKey(call: CallFact): { readonly key: Value; readonly kind: 'store' | 'file' } | undefined {
  const [first] = call.arguments;
  if (!first) return undefined;
  if (FILES.test(call.callee)) return { key: first, kind: 'file' };
  if (STORES.test(call.callee)) return { key: first, kind: 'store' };
  const parts = call.spelled.split('.');
  const method = parts.pop() ?? '';
  const words = wordsOf(parts.at(-1) ?? '');
  if (METHODS.test(method) && STORE_WORDS.has(words.at(-1) ?? '')) return { key: first, kind: 'store' };
  // `merke(…)` of './zwischenspeicher': the module says what the function belongs to.
  const [module = ''] = call.callee.split('#');
  const isOwn = module.startsWith('.') && wordsOf(module).some((word) => STORE_WORDS.has(word));
  return isOwn && parts.length === 0 ? { key: first, kind: 'store' } : undefined;
}
