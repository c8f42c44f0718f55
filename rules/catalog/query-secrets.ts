/** Parameters of addresses that hold a secret: what they are called, where they are put in, and which keys are public. */
import { knownTexts } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type ComposedValue, type Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { requestOf } from './http-clients.ts';
import { secretStrength } from './secret-names.ts';

/** A parameter that holds a secret, by its name and the place of its value. */
export interface QuerySecret {
  readonly parameter: string;
  readonly range: TextRange;
}

/** Keys that browsers get anyway: maps, human checks, measuring of visits, search in a public index. */
const PUBLIC_KEY =
  /(?:^|[_ .])(?:public|publishable|anon|site|browser|client|maps?|karten?|tiles?|mapbox|maptiler|mapquest|google|gmaps|bing|here|tomtom|arcgis|osm|recaptcha|hcaptcha|turnstile|friendlycaptcha|matomo|piwik|analytics|ga|gtm|posthog|sentry|algolia|search|vite|next|nuxt|expo|react app|ng app)(?=[_ .])(?!.*(?:secret|password|passwort|kennwort)$)/;
const PUBLIC_HOST =
  /maps\.google|maps\.googleapis|mapbox|maptiler|tile|arcgis|thunderforest|stadiamaps|openstreetmap|virtualearth|hereapi|tomtom|geoapify|recaptcha|hcaptcha|friendlycaptcha|youtube\.com|pusher|algolia/i;
/** What is made for one address and does not open anything later: signatures, codes and states of a sign-in. */
const FOR_ONE_ADDRESS =
  /(?:^| )(?:page|next|cursor|continuation|sync|reset|verify|verification|confirm|confirmation|invite|invitation|einladung|einladungs|activation|aktivierung|aktivierungs|bestaetigung|bestaetigungs|unsubscribe|abmelde|magic|one|einmal|share|freigabe|preview|vorschau|download|csrf|xsrf|nonce|state|idempotency|signed|sas|captcha|id|logout)(?: |$)/;

type Sureness = 'strong' | 'medium';

/** How much the name of a parameter promises a secret. */
function parameterStrength(name: string): Sureness | undefined {
  if (/^(?:credentials?|pw|pass)$/i.test(name)) return 'medium';
  if (FOR_ONE_ADDRESS.test(wordsOf(name).join(' '))) return undefined;
  return secretStrength(name) ?? (/^(?:app_?id|subscription-key|code)$/i.test(name) ? 'medium' : undefined);
}

/** True for a name such as `password` or `api_key`, under which a server takes a secret out of an address. */
export function isSecretParameter(name: string): boolean {
  return parameterStrength(name) === 'strong' && !/^(?:zugangsdaten|anmeldedaten)$/i.test(name);
}

/** True where a value is a secret, under a parameter that promises one. */
function isSentSecret(parameter: string, value: Value, host = ''): boolean {
  const strength = parameterStrength(parameter);
  return strength !== undefined && !PUBLIC_HOST.test(host) && isSecret(value, strength, 0);
}

function isSecret(value: Value, strength: Sureness, depth: number): boolean {
  if (depth > 5 || value.kind === 'absent') return false;
  const spelled = value.spelled === undefined ? '' : value.spelled.replace(/\(\)/g, '');
  if (isPublicName(spelled)) return false;
  switch (value.kind) {
    case 'environment':
      return value.name !== '' && !isPublicName(value.name) && secretStrength(value.name) !== undefined;
    case 'either':
      return (
        value.options.some((option) => isSecret(option, strength, depth + 1)) ||
        (value.options.some(({ kind }) => kind === 'parameter') && isSecretName(spelled, strength))
      );
    case 'call': {
      if (!/(?:^|[#.])(?:encodeURIComponent|String|trim|toString|escape)$/.test(value.callee)) return false;
      return isSecret(value.arguments[0] ?? ABSENT, strength, depth + 1);
    }
    case 'composed':
      return value.parts.some((part) => isSecret(part, strength, depth + 1));
    case 'known':
      return typeof value.value === 'string' && value.origin !== undefined && isSecretName(spelled, strength);
    case 'parameter':
      return isSecretName(spelled === '' ? value.name : spelled, strength);
    case 'reference':
    case 'unknown':
      return isSecretName(spelled, strength);
    default:
      return false;
  }
}

function isPublicName(name: string): boolean {
  return PUBLIC_KEY.test(` ${wordsOf(name).join(' ')} `.trimEnd());
}

/** Objects that hold settings, whose tokens and keys stay the same. */
const SETTINGS = /(?:config|configuration|konfiguration|settings|einstellungen|secrets|geheimnisse|options|env|cfg)$/i;

/** A name that promises a secret; a bare token may be one of a page or of a link, unless it comes from the settings. */
function isSecretName(spelled: string, strength: Sureness): boolean {
  const path = spelled.split('.');
  const own = secretStrength(path.at(-1) ?? '');
  if (own === undefined || FOR_ONE_ADDRESS.test(wordsOf(spelled).join(' '))) return false;
  if (path.slice(0, -1).some((part) => SETTINGS.test(part))) return true;
  // A bare `token` counts where the parameter says what it opens.
  return strength === 'strong' && (own === 'strong' || /^(?:token|key|schluessel)$/i.test(path.at(-1) ?? ''));
}

/** Makers of the part of an address behind the question mark. */
const QUERY_MAKER =
  /^global#URLSearchParams(?:\(\)\.toString)?$|^(?:qs|query-string|node:querystring)#(?:\w+\.)?(?:stringify|encode)$/;

/** Secrets that a text which is an address holds behind its question mark. */
export function secretsInAddress(value: Value, depth = 0): readonly QuerySecret[] {
  if (depth > 4) return [];
  if (value.kind === 'either') return value.options.flatMap((option) => secretsInAddress(option, depth + 1));
  if (value.kind === 'call' && value.callee.endsWith('#URL'))
    return secretsInAddress(value.arguments[0] ?? ABSENT, depth + 1);
  return value.kind === 'composed' ? secretsInText(value) : [];
}

/** Databases take options in the same form. */
const OTHER_SCHEME = /^(?!https?:)[a-z][a-z\d+.-]{1,30}:/i;

function secretsInText({ parts }: ComposedValue): readonly QuerySecret[] {
  const found: QuerySecret[] = [];
  let text = '';
  for (const part of parts) {
    if (part.kind === 'known' && part.origin === undefined) {
      text += String(part.value);
      continue;
    }
    const isBehind = text.includes('?') && !/\s/.test(text) && !OTHER_SCHEME.test(text);
    const parameter = /[?&]([\w.[\]-]{1,60})=$/.exec(text)?.[1];
    if (part.kind === 'absent') continue;
    if (isBehind && parameter !== undefined && isSentSecret(parameter, part, text))
      found.push({ parameter, range: part.range });
    else if (isBehind && part.kind === 'call' && QUERY_MAKER.test(part.callee) && !/[#]/.test(text))
      found.push(...secretsInEntries(part.arguments[0] ?? ABSENT, text));
    text += part.kind === 'known' ? String(part.value) : '…';
  }
  return found;
}

/** True where a query made elsewhere is put behind a question mark. */
export function holdsQuery(value: Value): boolean {
  if (value.kind === 'either') return value.options.some(holdsQuery);
  return (
    value.kind === 'composed' &&
    value.parts.some(
      (part, index) =>
        part.kind === 'call' &&
        part.callee.startsWith('global#URLSearchParams') &&
        knownTexts(value.parts[index - 1] ?? ABSENT).some((before) => before.value.endsWith('?')),
    )
  );
}

/** Secrets among the parameters that are given as an object or as pairs. */
function secretsInEntries(value: Value, host = ''): readonly QuerySecret[] {
  if (value.kind === 'call' && QUERY_MAKER.test(value.callee))
    return secretsInEntries(value.arguments[0] ?? ABSENT, host);
  const pairs =
    value.kind === 'record'
      ? [...value.entries]
      : value.kind === 'list'
        ? value.items.flatMap((item): [string, Value][] =>
            item.kind === 'list' && item.items[0]?.kind === 'known' && item.items[1]
              ? [[String(item.items[0].value), item.items[1]]]
              : [],
          )
        : [];
  return pairs.flatMap(([parameter, each]) =>
    each.kind !== 'absent' && isSentSecret(parameter, each, host) ? [{ parameter, range: each.range }] : [],
  );
}

/** Options of clients that become the query. */
const QUERY_OPTIONS = ['params', 'searchParams', 'query', 'qs'] as const;
/** Clients that get such options once for all requests. */
const CLIENT_MAKER =
  /^(?:axios#(?:default\.)?create|(?:got|ky)#(?:default\.)?(?:extend|create)|ofetch#(?:ofetch|\$fetch)\.create|@nestjs\/axios#HttpModule\.register)$/;

/** Secrets in the options of a call that sends a request or makes a client. */
export function secretsInOptions(call: CallFact): readonly QuerySecret[] {
  const request = requestOf(call);
  if (!request && !CLIENT_MAKER.test(call.callee)) return [];
  const [host = ''] = [request?.address, request?.base].flatMap((value) => (value ? textsOf(value) : []));
  return call.arguments.flatMap((argument) =>
    argument.kind === 'record'
      ? QUERY_OPTIONS.flatMap((option) => secretsInEntries(argument.entries.get(option) ?? ABSENT, host))
      : [],
  );
}

function textsOf(value: Value): readonly string[] {
  if (value.kind === 'composed')
    return [value.parts.map((part) => (part.kind === 'known' ? String(part.value) : '…')).join('')];
  return knownTexts(value).map((text) => text.value);
}

/** Puts a parameter at the end of an address: `url.searchParams.set`, `HttpParams().append`, `request.query`. */
const APPENDING =
  /(?:\bURL\(\)\.searchParams|\.searchParams|nextUrl\.searchParams|HttpParams\(\)(?:\.\w+\(\)){0,4})\.(?:set|append)$/;
/** The same for parameters that may still go into the content of a message. */
export const MAYBE_APPENDING = /^global#URLSearchParams\(\)\.(?:set|append)$/;

/** The secret that a call appends to an address. */
export function secretAppended(call: CallFact, pattern = APPENDING): readonly QuerySecret[] {
  const [name, value] = call.arguments;
  if (!pattern.test(call.callee) || name?.kind !== 'known' || !value || value.kind === 'absent') return [];
  const parameter = String(name.value);
  return isSentSecret(parameter, value) ? [{ parameter, range: value.range }] : [];
}

/** Secrets among the parameters that are made into a text: `parameters.toString()`. */
export function secretsWritten({ callee, receiver, names, arguments: given }: CallFact): readonly QuerySecret[] {
  if (callee === 'global#URLSearchParams' && names?.at(-1) === 'search') return secretsInEntries(given[0] ?? ABSENT);
  return callee === 'global#URLSearchParams().toString' ? secretsInEntries(receiver) : [];
}
