/** What keeps somebody from trying passwords and codes without end: libraries, gateways, counters of one's own. */
import { apiNameOf } from '../../server/model/api-name.ts';
import type { FunctionFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';

/** Middleware that limits the routes behind it and no others: the chain of a route tells whether it is there. */
const MIDDLEWARE =
  /^(?:express-rate-limit|express-slow-down|express-brute(?:-[\w-]+)?|koa-ratelimit|koa2-ratelimit|hono-rate-limiter|rate-limiter-flexible)#/;
/** Libraries that limit wherever they are called or a plugin of theirs is registered; where exactly cannot be seen. */
const ANYWHERE =
  /^(?:rate-limiter-flexible|@nestjs\/throttler|nestjs-rate-limiter|nestjs-throttler[\w-]*|@fastify\/rate-limit|fastify-rate-limit|fastify-rate-limiter|@upstash\/ratelimit|hapi-rate-limitor?|hapi-rate-limit|limiter|bottleneck|@arcjet\/[\w-]+|better-auth|ratelimiter|@vercel\/firewall|ioredis-ratelimit|redis-rate-limiter|graphql-rate-limit(?:-directive)?|svrx-limiter|nuxt-security|nuxt-api-shield|sveltekit-rate-limiter(?:\/server)?|express-bouncer|login-attempts)$/;

/** Keys and values of gateways that limit: nginx, ingress controllers, Traefik, HAProxy, Envoy, Kong, fail2ban. */
const GATEWAY =
  /limit_req|limit_conn|limit-(?:rps|rpm|connections|req)|rate[-_]?limit|stick-table|sc_http_req_rate|http_req_rate|throttl|fail2ban|crowdsec|mod_evasive|DOSPageCount|modsecurity|RequestRateLimiter/i;

/** Names of counters, locks and puzzles; a function that reads, tests or calls one of them slows attempts down itself. */
const COUNTING =
  /fehlversuch|versuch|attempt|fail(?:ed|ure)_?(?:count|login|sign|auth)|(?:login|auth|signin)_?fail|failures|lock(?:ed|out|ing|until)|is_?locked|gesperrt|sperr|throttl|rate_?limit|limiter|brute|drossel|brems|cool_?down|back_?off|captcha|turnstile|too_?many|zu_?viele|retries|tries(?:left)?$|zaehler|counter|slow_?down|ratelimit|remoteAddress/i;

/** One of these stands in every file that limits attempts. */
export const LIMIT_WORDS: readonly (string | RegExp)[] = [
  'limit_req',
  'limit_conn',
  'limit-rps',
  'limit-rpm',
  'ratelimit',
  'rate-limit',
  'rate_limit',
  'throttl',
  'stick-table',
  'fehlversuch',
  'attempts',
  'lockout',
  'fail2ban',
];

/** What one file says about limits and about the functions that check passwords and codes. */
export interface Limits {
  readonly path: string;
  readonly functions: readonly FunctionFact[];
  /** Something in it limits doors that cannot be told. */
  readonly isEverywhere: boolean;
  /** Where such middleware is put before routes, as `placeKey` says it. */
  readonly limiters: readonly string[];
  /** Where a strategy stands before routes that takes a password itself. */
  readonly passwordGuards: readonly string[];
  /** Where one-time codes are compared: the call, and the function around it. */
  readonly codeChecks: readonly CodeCheck[];
}

export interface CodeCheck {
  readonly path: string;
  readonly range: TextRange;
  readonly spelled: string;
  /** Name of the function around it, without its class. */
  readonly inside: string;
}

const CODE_CHECK =
  /^(?:otplib#(?:(?:authenticator|totp|hotp)\.(?:verify|check|checkDelta)|verify(?:Sync)?)|@otplib\/[\w-]+#(?:[\w()]{1,40}\.){0,3}(?:verify|check)(?:Sync)?|speakeasy#(?:default\.)?(?:totp|hotp)\.verify(?:Delta)?|otpauth#(?:T|H)OTP(?:\(\))?\.validate|node-2fa#verifyToken)$/;

export function limitsOf(file: FactsView): readonly Limits[] {
  const functions = file.facts('function');
  const calls = file.facts('call');
  const handlers = [...file.facts('route'), ...file.facts('guard')].flatMap((fact) => fact.handlers);
  const limiters = handlers.filter(({ value }) => isMiddleware(value)).map(({ range }) => placeKey(file.path, range));
  const passwordGuards = handlers
    .filter(({ value }) => takesPassword(value))
    .map(({ range }) => placeKey(file.path, range));
  const isEverywhere =
    file.facts('import').some(({ module }) => ANYWHERE.test(module)) ||
    file.facts('setting').some(({ key, value, document }) => isGatewayLimit(key, value, document)) ||
    calls.some(({ callee }) => callee.startsWith('http-proxy-middleware#'));
  const codeChecks = calls
    .filter(({ callee }) => CODE_CHECK.test(callee))
    .map(({ calleeRange, functionName, spelled }) => ({
      path: file.path,
      range: calleeRange,
      spelled,
      inside: functionName.split('.').at(-1) ?? '',
    }));
  return functions.length + handlers.length + codeChecks.length > 0 || isEverywhere
    ? [{ path: file.path, functions, isEverywhere, limiters, passwordGuards, codeChecks }]
    : [];
}

export function placeKey(path: string, { start }: TextRange): string {
  return `${path}#${String(start)}`;
}

/** `passport.authenticate('local')`, `AuthGuard('ldap')` and their kin. */
function takesPassword(value: Value): boolean {
  const strategy = value.kind === 'call' ? value.arguments[0] : undefined;
  return (
    value.kind === 'call' &&
    /^[^#]*passport#/.test(value.callee) &&
    /(?:authenticate|AuthGuard)$/.test(value.callee) &&
    strategy?.kind === 'known' &&
    /^(?:local|ldap|ldapauth|login|activedirectory)$/i.test(String(strategy.value))
  );
}

function isMiddleware(value: Value): boolean {
  if (value.kind === 'either') return value.options.some(isMiddleware);
  if (value.kind === 'list') return value.items.some(isMiddleware);
  return MIDDLEWARE.test(value.kind === 'call' ? value.callee : apiNameOf(value));
}

function isGatewayLimit(key: readonly string[], value: { readonly kind: string }, document: string): boolean {
  if (/^npm:|^openapi|^keycloak:/.test(document)) return false;
  return key.some((name) => GATEWAY.test(name)) || ('value' in value && GATEWAY.test(String(value.value)));
}

/** The functions of a project by name, to follow what a handler calls. */
export class ProjectNames {
  readonly #byName = new Map<string, FunctionFact[]>();
  readonly #byPlace = new Map<string, FunctionFact>();

  constructor(files: readonly Limits[]) {
    for (const each of files.flatMap(({ functions }) => functions)) {
      this.#byPlace.set(`${each.path}#${String(each.range.start)}`, each);
      const known = this.#byName.get(each.name);
      if (known) known.push(each);
      else this.#byName.set(each.name, [each]);
    }
  }

  /** The function that stands at a place, or those of a name where the place only names it. */
  of(name: string, path: string, start: number): readonly FunctionFact[] {
    const here = this.#byPlace.get(`${path}#${String(start)}`);
    return here ? [here] : (this.#byName.get(name.replace(/\(.*$/s, '').split('.').at(-1) ?? '') ?? []);
  }

  /** These functions and what they call, by name: more than is really called, never less within the project. */
  reached(from: readonly FunctionFact[], calls = 4): ReadonlySet<FunctionFact> {
    const found = new Set(from);
    let last = [...from];
    for (let depth = 0; depth < calls && last.length > 0 && found.size < 200; depth++) {
      last = last.flatMap((each) =>
        each.calls.flatMap((callee) => {
          const own = callee.startsWith('self#') ? this.#byPlace.get(`${each.path}#${callee.slice(5)}`) : undefined;
          const named = own ? [own] : (this.#byName.get(callee.split(/[.#]/).at(-1) ?? '') ?? []);
          return named.filter((next) => !found.has(next));
        }),
      );
      for (const each of last) found.add(each);
    }
    return found;
  }
}

/** Whether a function counts attempts, asks a limiter, or looks at where the request comes from. */
export function countsAttempts({ name, reads, tests, calls }: FunctionFact): boolean {
  return (
    COUNTING.test(name) ||
    [...reads, ...tests].some((each) => COUNTING.test(each) || each === 'ip') ||
    calls.some((callee) => MIDDLEWARE.test(callee) || COUNTING.test(callee.slice(callee.lastIndexOf('/') + 1)))
  );
}

/** Whether a guard limits by its name alone. */
export function namesLimit(name: string): boolean {
  return COUNTING.test(name) || /limit|slow|flood|spam|waf\b/i.test(name);
}
