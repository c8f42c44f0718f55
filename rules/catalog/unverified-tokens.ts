/** Tokens that are read without their signature being checked: which calls read, which check, and who relies on a claim. */
import type { CallFact, ComparisonFact, FlowFact, FunctionFact, NamedValueFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { ApiName, Value } from '../../server/model/value.ts';
import { apiNameOf } from '../../server/model/api-name.ts';
import { partsOf } from '../../server/model/values.ts';
import { wordsOf } from '../../server/model/words.ts';
import { byCallee } from './by-callee.ts';

/** Where a reader of tokens runs: `server` packages need Node, the others serve pages as well. */
type Home = 'server' | 'anywhere';

const DECODERS: readonly (readonly [RegExp, Home])[] = [
  [/^jsonwebtoken#(?:default\.)?decode$/, 'server'],
  [/^@nestjs\/jwt#JwtService\(\)\.decode$/, 'server'],
  [/^fast-jwt#(?:default\.)?createDecoder\(\)$/, 'server'],
  [/^fastify#(?:default|fastify|FastifyInstance)\(\)\.jwt\.decode$/, 'server'],
  [/^fastify#FastifyRequest\(\)\.jwtDecode$/, 'server'],
  [/^jws#(?:default\.)?decode$/, 'server'],
  [/^hono\/jwt#decode$|^hono\/utils\/jwt#Jwt\.decode$/, 'server'],
  [/^aws-jwt-verify(?:\/\w+)?#decomposeUnverifiedJwt$/, 'server'],
  [/^@tsndr\/cloudflare-worker-jwt#(?:default\.)?decode$/, 'server'],
  [/^jose#(?:default\.)?(?:decodeJwt|UnsecuredJWT\.decode)$/, 'anywhere'],
  [/^jose\/(?:util\/decode_jwt|jwt\/decode)#\w+$/, 'anywhere'],
  [/^jwt-decode#(?:default|jwtDecode|jwt_decode)$/, 'anywhere'],
  [/^jsrsasign#(?:default\.)?(?:KJUR\.)?jws\.JWS\.parse$/, 'anywhere'],
  // Claims read by hand: `JSON.parse(atob(token.split('.')[1]))`
  [/^global#JSON\.parse$/, 'anywhere'],
];
/** Where a call that reads a token without checking it is at home; undefined for all other calls. */
export const decoder: (callee: ApiName) => Home | undefined = byCallee(DECODERS);

/** Calls after which a token or its bearer counts as checked. */
const CHECKS =
  /verif|validat|introspect|pruef|prüf|authenticate|assert|compare|timingsafe|getdecoded|createhmac|fetchuser|userinfo/i;

/** Claims that say which key or server is meant, or how long; reading them before the check is usual. */
const NEUTRAL: ReadonlySet<string> = new Set(
  'iss iat exp nbf kid alg typ aud azp jti nonce header x5t x5c sid length tokenType token_type ver v client_id at_hash'.split(
    ' ',
  ),
);
/** Claims that decide what somebody may do. */
const RIGHTS =
  /^(?:is_?admin|admin|roles?|rolle[n]?|rechte|permissions?|scopes?|groups|gruppen|acr|amr|realm_access|resource_access)$/i;
/** Calls that only write down, format or count what they are given. */
const WRITING =
  /log|console|debug|trace|audit|protokoll|sentry|metric|span|stringify|format|^Date$|Math|Number|setTimeout|String$|Object\.|isArray|limit|cache|blacklist|revoke|sperr|\.(?:write|info|warn|error|log|trim|toString|toLowerCase)$/i;
const LOOKS = /\.(?:includes|some|every|has|indexOf|find|match|startsWith|endsWith)$/;
/** Names under which a server keeps who is asking. */
const IDENTITY =
  /^(?:(?:current|auth|login|angemeldete[rn]?)?(?:user|nutzer|benutzer|person|account|konto|identity|principal)(?:id|_id|Id)?|auth|sub|rolle[n]?|roles?|jwt|claims|session|payload|token)$/i;
const HOLDERS = /^(?:req|request|anfrage|ctx|context|c|state|session|res|reply|locals|event|socket|client|data|raw)$/;
const FETCHED = /^(?:id_token|idToken|access_token|accessToken|tokenSet|tokens)$/;
const REQUEST = /^(?:headers?|authorization|cookies?|query|body|handshake|searchParams)$/;
const SERVERS =
  /^(?:express|fastify|koa|hono|restify|@nestjs\/.+|@hapi\/hapi|next\/(?:server|headers)|@fastify\/.+|@trpc\/server|@apollo\/server|socket\.io|ws|node:(?:http|https|http2)|http|https|pg|mysql2|@prisma\/client|typeorm|mongoose|@sveltejs\/kit|h3|@remix-run\/node|aws-lambda)$/;
const PAGES =
  /^(?:react|react-dom|vue|pinia|@angular\/.+|svelte|solid-js|preact|@reduxjs\/.+|vuex|axios-auth-refresh)$/;

const WRITES_LOGS = /^(?:log|logs|logger|logging|accesslog|metrics|tracing|protokollierung)$/;

/** Files that only write down who came. */
function writesLogs(path: string): boolean {
  return wordsOf(path.slice(path.lastIndexOf('/') + 1)).some((word) => WRITES_LOGS.test(word));
}

export interface TrustedToken {
  readonly call: CallFact;
  /** The claim, where one is seen. */
  readonly claim: string;
  readonly use: TextRange;
}

/** Readers of tokens whose claims decide something although nobody has checked the signature. */
export function trustedTokens(file: FactsView): readonly TrustedToken[] {
  const calls = file.facts('call').filter((call) => decoder(call.callee) !== undefined && !isPlainParse(call, file));
  if (calls.length === 0 || writesLogs(file.path)) return [];
  const modules = file.facts('import').map(({ module }) => module);
  const isPage = modules.some((module) => PAGES.test(module)) && !modules.some((module) => SERVERS.test(module));
  return calls.flatMap((call) => {
    const around = aroundOf(call, file);
    const own = around[0];
    if (isPage || !isOnServer(call, modules, around) || !isHandedIn(around) || isChecked(call, around, file)) return [];
    const found = reliance(call, own, file);
    return found ? [{ call, ...found }] : [];
  });
}

/** `JSON.parse` reads a token only where its text is cut in pieces and decoded on the way. */
function isPlainParse(call: CallFact, file: FactsView): boolean {
  if (!call.callee.startsWith('global#')) return false;
  const [own] = aroundOf(call, file);
  if (!own?.reads.includes('split')) return true;
  return !file
    .facts('call')
    .some(
      ({ callee, within, arguments: [, form] }) =>
        within === call.within &&
        (callee === 'global#atob' ||
          (callee.endsWith('#Buffer.from') && form?.kind === 'known' && String(form.value).startsWith('base64')) ||
          /^(?:jose#base64url\.decode|base64url#(?:default|decode|default\.decode)|js-base64#(?:Base64\.decode|decode))$/.test(
            callee,
          )),
    );
}

/** The functions around a call, the innermost first; what registers routes is none that checks for them. */
function aroundOf(call: CallFact, file: FactsView): readonly FunctionFact[] {
  return file
    .facts('function')
    .filter(({ range }) => range.start <= call.range.start && call.range.end <= range.end)
    .sort((one, other) => other.range.start - one.range.start)
    .filter(
      (each, index) =>
        index === 0 || !each.calls.some((callee) => /\.(?:get|post|put|use|register|addHook|route)$/.test(callee)),
    );
}

function isOnServer(call: CallFact, modules: readonly string[], around: readonly FunctionFact[]): boolean {
  return (
    decoder(call.callee) === 'server' ||
    modules.some((module) => SERVERS.test(module)) ||
    around.some(
      ({ reads }) => (reads.includes('headers') && reads.includes('authorization')) || reads.includes('cookies'),
    )
  );
}

/** The token comes with a request, not over the connection to the provider, which vouches for it by its certificate. */
function isHandedIn(around: readonly FunctionFact[]): boolean {
  const reads = around.slice(0, 1).flatMap((each) => [...each.reads, ...each.parameters]);
  return (
    reads.some((name) => REQUEST.test(name)) ||
    !reads.some((name) => FETCHED.test(name) || /^(?:account|profile)$/.test(name))
  );
}

function isChecked(call: CallFact, around: readonly FunctionFact[], file: FactsView): boolean {
  const functions = file.facts('function');
  const checks = (callee: ApiName, depth = 0): boolean => {
    const name = callee.startsWith('self#')
      ? functions.find(({ range }) => range.start === Number(callee.slice(5)))
      : undefined;
    if (!name)
      return (
        CHECKS.test(
          callee
            .replace(/^[^#]*#/, '')
            .split('.')
            .at(-1) ?? '',
        ) ||
        (/auth/i.test(callee) && /guard/i.test(callee))
      );
    return CHECKS.test(name.name) || (depth < 3 && name.calls.some((each) => checks(each, depth + 1)));
  };
  if (
    around.some(
      ({ calls, reads }) =>
        calls.some((each) => checks(each)) ||
        reads.some((each) => /^(?:jwtVerify|verify\w*|validate\w*|introspect\w*|isAuthenticated)$/.test(each)),
    )
  )
    return true;
  if (around.some(({ name }) => /log|limit|trace|key_?generator|display|anzeige|debug/i.test(name))) return true;
  // Somebody stands in front of the route who may have checked.
  return file.facts('route').some(({ handlers }) => {
    const handler = handlers.at(-1);
    const range = handler && (handler.value.origin?.range ?? handler.value.range);
    return handlers.length > 1 && range !== undefined && range.start <= call.range.start && call.range.end <= range.end;
  });
}

/** What relies on a token that is read by a call. */
function reliance(
  call: CallFact,
  own: FunctionFact | undefined,
  file: FactsView,
): Omit<TrustedToken, 'call'> | undefined {
  // What a function gives is relied on wherever it is called; the rest stays in the function.
  const isNear = ({ range }: { readonly range: TextRange }): boolean =>
    own === undefined || call.used === 'returned' || (own.range.start <= range.start && range.end <= own.range.end);
  for (const fact of file.facts('comparison').filter(isNear)) {
    const claim = [fact.left, fact.right]
      .map((side) => claimOf(side, call))
      .find((each) => each !== undefined && !isNeutral(each));
    if (claim !== undefined && !isNull(fact)) return { claim, use: fact.range };
  }
  for (const fact of file.facts('call').filter(isNear)) {
    const on = LOOKS.test(fact.callee) || LOOKS.test(fact.spelled) ? claimOf(fact.receiver, call) : undefined;
    if (on !== undefined && on !== '' && !isNeutral(on)) return { claim: on, use: fact.range };
    if (fact === call || WRITING.test(fact.spelled) || WRITING.test(fact.callee)) continue;
    const handed = fact.arguments
      .flatMap((each) => claimsIn(each, call))
      .find((claim) => claim !== '' && !isNeutral(claim));
    if (handed !== undefined) return { claim: handed, use: fact.range };
  }
  for (const fact of file.facts('named-value').filter(isNear)) {
    const claim = keeps(fact) ? claimsIn(fact.value, call).find((each) => !isNeutral(each)) : undefined;
    if (claim !== undefined) return { claim, use: fact.range };
  }
  for (const flow of file.facts('flow')) {
    if (flow.range.start !== call.range.start) continue;
    const use = trustedStep(flow);
    if (use) return { claim: '', use };
  }
  const right = own?.tests.find((name) => RIGHTS.test(name));
  return right !== undefined && call.used !== 'dropped' ? { claim: right, use: call.range } : undefined;
}

function trustedStep(flow: FlowFact): TextRange | undefined {
  return flow.steps.find(({ form, names, index }) => {
    const last = names.at(-1) ?? '';
    if (form === 'name')
      return names.length > 1 && names.slice(0, -1).some((name) => HOLDERS.test(name)) && IDENTITY.test(last);
    if (form === 'argument')
      return (
        index !== undefined &&
        !WRITING.test(names.join('.')) &&
        /^(?:is|has|can|may|hat|ist|darf|require|allow|authorize|done|verified|find|load|lade|hole)(?:[A-Z]|$)/.test(
          last,
        )
      );
    return (
      form === 'returned' &&
      wordsOf(last).some((word) =>
        /^(?:user|nutzer|benutzer|auth|authenticated|authorize|session|sitzung|angemeldet\w*|identity|principal|rolle|rollen|roles)$/.test(
          word,
        ),
      ) &&
      !/^(?:decode|parse|lese|read)/.test(last)
    );
  })?.range;
}

function keeps({ names }: NamedValueFact): boolean {
  return (
    names.length > 1 &&
    names.slice(0, -1).some((name) => HOLDERS.test(name)) &&
    names.some((name) => IDENTITY.test(name) && !HOLDERS.test(name))
  );
}

function isNull({ left, right }: ComparisonFact): boolean {
  return [left, right].some(
    (side) =>
      (side.kind === 'known' && side.value === null) || (side.kind === 'reference' && side.name === 'undefined'),
  );
}

function isNeutral(claim: string): boolean {
  return NEUTRAL.has(claim.split('.')[0] ?? '');
}

/** The claim that a value is of what a call has read; '' for all of it. */
function claimOf(value: Value, call: CallFact): string | undefined {
  if (value.kind === 'either')
    return value.options.map((option) => claimOf(option, call)).find((each) => each !== undefined);
  const name = apiNameOf(value);
  const prefix = `${call.callee}()`;
  if (!name.startsWith(prefix) || (name.length > prefix.length && name[prefix.length] !== '.')) return undefined;
  return name.slice(prefix.length + 1).replace(/^payload\./, '');
}

function claimsIn(value: Value, call: CallFact, depth = 0): readonly string[] {
  const claim = claimOf(value, call);
  if (claim !== undefined) return [claim];
  return depth < 5 ? partsOf(value).flatMap((part) => claimsIn(part, call, depth + 1)) : [];
}
