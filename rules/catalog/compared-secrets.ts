/** What is compared with what where somebody shows a secret: where it comes from, and which one the application keeps. */
import type { CallFact } from '../../server/model/facts.ts';
import { apiNameOf } from '../../server/model/api-name.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { isCalled } from './by-callee.ts';
import { FORM_ONLY } from './secret-arguments.ts';
import { secretStrength } from './secret-names.ts';

/** One side of a comparison with the name it is written under. */
export interface Side {
  /** Dotted, empty where it is no name. */
  readonly name: string;
  readonly value: Value;
}

/** Changes nothing about what a text is. */
const SAME_TEXT = /(?:\(\)\.(?:toString|toLowerCase|toUpperCase|trim|trimEnd|trimStart|valueOf|normalize)){1,4}$/;

/** The sum that a key makes over a message. */
const isKeyedSum = isCalled([
  /^node:crypto#(?:default\.)?(?:createHmac\(\)(?:\.update\(\))*\.digest|sign)$/,
  /^crypto-js(?:\/[\w-]+)?#(?:default\.)?(?:default|Hmac\w+|algo\.HMAC\.create\(\)(?:\.update\(\))*\.finalize)$/,
  /^@noble\/hashes\/hmac(?:\.js)?#hmac(?:\.create\(\)(?:\.update\(\))*\.digest)?$/,
  /^(?:create-hmac)#default\(\)(?:\.update\(\))*\.digest$/,
  /^(?:hash\.js)#(?:default\.)?hmac\(\)(?:\.update\(\))*\.digest$/,
  /^(?:twilio)#(?:default\.)?getExpectedTwilioSignature$/,
]);
/** `crypto-js/hmac-sha256` gives its function as the default; other defaults of the package are no sums with a key. */
const OTHER_SUM = /^crypto-js(?:\/(?!hmac)[\w-]+)?#(?:default\.)?default$/;

/** Calls that hand their argument on under another form. */
const IN_ANOTHER_FORM = /(?:^|[#.])(?:String|Buffer\.from|TextEncoder\(\)\.encode|encodeURIComponent|concat)$/;

/** True where a value is a signature that the program worked out itself, with `sha256=` before it or without. */
export function isOwnSignature(value: Value, depth = 0): boolean {
  if (depth > 6) return false;
  switch (value.kind) {
    case 'composed':
      return value.parts.filter(({ kind }) => kind !== 'known').length === 1
        ? value.parts.some((part) => isOwnSignature(part, depth + 1))
        : false;
    case 'either':
      return value.options.some((option) => isOwnSignature(option, depth + 1));
    case 'call': {
      const callee = value.callee.replace(SAME_TEXT, '');
      if (isKeyedSum(callee) && !OTHER_SUM.test(callee)) return true;
      return IN_ANOTHER_FORM.test(value.callee) && isOwnSignature(value.arguments[0] ?? ABSENT, depth + 1);
    }
    default:
      return false;
  }
}

/** Objects under whose names settings are kept. */
const SETTINGS =
  /^(?:\w*(?:config|configuration|konfiguration|settings|einstellungen|secrets|geheimnisse|konstanten)|env|environment|umgebung|conf|cfg)$/i;
/** Names of values that are given out to browsers. */
const GIVEN_OUT =
  /(?:^|_)(?:PUBLIC|VITE|REACT_APP|VUE_APP|NG_APP|GATSBY)_|^(?:csrf|xsrf|old|alt|last|previous|prev|new|neu|cached)/i;

/** The name of the secret of the settings or the environment that a value holds, undefined for all else. */
export function keptSecret({ name, value }: Side, depth = 0): string | undefined {
  if (depth > 6) return undefined;
  switch (value.kind) {
    case 'environment':
      return isSecretOfSettings(value.name, false) ? value.name : undefined;
    case 'either':
      return first(value.options.map((option) => keptSecret({ name: '', value: option }, depth + 1)));
    case 'composed': {
      const written = value.parts.reduce(
        (sum, part) => sum + (part.kind === 'known' ? String(part.value).length : 0),
        0,
      );
      return written > 16
        ? undefined
        : first(value.parts.map((part) => keptSecret({ name: '', value: part }, depth + 1)));
    }
    case 'call':
      if (FORM_ONLY.test(value.callee) || IN_ANOTHER_FORM.test(value.callee))
        return keptSecret({ name: '', value: value.arguments[0] ?? ABSENT }, depth + 1);
      return undefined;
    case 'reference':
    case 'parameter':
    case 'unknown':
      return settingOf(value.spelled ?? name);
    default:
      return undefined;
  }
}

/** `this.config.auth.apiToken`: below an object of settings, with the name of a secret. */
function settingOf(name: string): string | undefined {
  const path = name.split('.');
  const last = path.at(-1) ?? '';
  return path.slice(0, -1).some((part) => SETTINGS.test(part)) && isSecretOfSettings(last, true) ? name : undefined;
}

function isSecretOfSettings(name: string, isStrict: boolean): boolean {
  if (GIVEN_OUT.test(name)) return false;
  const strength = secretStrength(name);
  return strength === 'strong' || (strength === 'medium' && (!isStrict || /(?:token|pin)$/i.test(name)));
}

/** Requests as frameworks hand them over. */
const REQUEST_TYPE =
  /#(?:\w*Request|IncomingMessage|\w*Context|Ctx|H3Event)\(\)\.|^(?:next\/headers#(?:headers|cookies)\(\)\.|h3#(?:getHeader|getQuery|readBody|getCookie)|global#Headers\(\)\.)/;
const REQUEST_NAME =
  /(?:^|\.)(?:req|request|anfrage|ctx|context|event|c)\.(?:body|headers?|query|params?|cookies|signedCookies|get|raw\w*|request|req|json|nextUrl|queryStringParameters|auth)(?:\(\))?(?:\.|$)|(?:^|\.)(?:headers|searchParams|formData|cookies)(?:\(\))?\.get\(\)$|^(?:body|query|headers|params)\.[\w-]+$/i;
const PARTS_OF_REQUESTS: ReadonlySet<string> = new Set(
  'body headers query params cookies signedCookies rawBody queryStringParameters'.split(' '),
);

/** True where a value comes with a request, by the type of the request or the way it is taken out. */
function isFromRequest({ name, value }: Side): boolean {
  if (value.kind === 'either') return value.options.some((option) => isFromRequest({ name, value: option }));
  if (REQUEST_NAME.test(name) || REQUEST_TYPE.test(apiNameOf(value))) return true;
  return value.kind === 'parameter' && (value.path?.length ?? 0) > 1 && PARTS_OF_REQUESTS.has(value.path?.[0] ?? '');
}

/** Words of names under which programs keep what somebody has shown them. */
const SHOWN =
  /^(?:auth|authorization|authorisation|autorisierung|signature|signatur|sig|hmac|mac|digest|pruefsumme|provided|given|presented|received|supplied|submitted|incoming|uebergeben|empfangen|eingabe|bearer|header|kopf|code|pin)$/;

/** True where a name promises that somebody has shown a secret. */
function isShownName(name: string): boolean {
  const last = name.replace(/\(\)$/, '').split('.').at(-1) ?? '';
  return secretStrength(last) !== undefined || wordsOf(last).some((word) => SHOWN.test(word));
}

/** What is no secret that somebody shows: literals, other settings, what the program keeps itself. */
const ALREADY_KEPT =
  /(?:^|[._])(?:old|last|previous|prev|current|cached|stored|default|alt|bisher|vorig|new|neu|rotated)[A-Z._]|^(?:OLD|LAST|DEFAULT|PREVIOUS)_/;

/** True where one side of a comparison can be what somebody shows who wants to get in. */
export function isShown(side: Side): boolean {
  const { value, name } = side;
  if (isFromRequest(side)) return true;
  const known = value.kind === 'absent' ? name : (value.spelled ?? name);
  if (ALREADY_KEPT.test(known) || settingOf(known) !== undefined) return false;
  if (value.kind === 'parameter' && !value.path) return true;
  // What a method of the text makes of it: `token.trim()`.
  const shown = known.replace(/\.(?:trim|toLowerCase|toUpperCase|toString)\(\)$/, '');
  return (
    ['unknown', 'reference', 'call', 'either', 'parameter'].includes(value.kind) && shown !== '' && isShownName(shown)
  );
}

/** Objects that hold what somebody typed, not what is kept. */
const TYPED = new Set(
  (
    'form formular formdata formvalues formik values value werte req request body dto data daten input eingabe eingaben state props params query payload ' +
    'credentials zugangsdaten fields felder errors error model control controls event target options args this getvalues watch touched register ' +
    'context ctx config settings einstellungen env konfiguration type types typ enum variables signup registrierung registration'
  ).split(' '),
);
/** Words of a repeated or changed password. */
const REPEATED =
  /confirm|repeat|again|retype|verify|wiederhol|bestaetig|bestätig|new|neu|old|alt|current|aktuell|previous|second|zweit|2$/i;
const PASSWORD = /(?:^| )\w*(?:password|passwort|kennwort|passwd|pwd|pw|passphrase)$/;

/** `konto.kennwort`: the password of an account as it is kept; undefined for forms, requests and hashes. */
export function storedPassword({ name, value }: Side): string | undefined {
  const path = name.split('.').filter((part) => part !== 'this');
  const last = path.at(-1) ?? '';
  const owner = path.at(-2) ?? '';
  if (owner === '' || !/^[a-zäöü]/.test(owner) || !PASSWORD.test(wordsOf(last).join(' ')) || REPEATED.test(name))
    return undefined;
  if (wordsOf(owner).some((word) => TYPED.has(word)) || TYPED.has(owner.toLowerCase())) return undefined;
  return isFromRequest({ name, value }) || value.kind === 'known' || value.kind === 'environment' ? undefined : name;
}

/** True where somebody types a password: in a request, or handed to a function under such a name. */
export function isTypedPassword(side: Side): boolean {
  const { name, value } = side;
  if (REPEATED.test(name)) return false;
  const last = name.split('.').at(-1) ?? '';
  if (!/^(?:pass|pw)$/i.test(last) && !PASSWORD.test(wordsOf(last).join(' '))) return false;
  if (isFromRequest(side)) return true;
  return value.kind === 'parameter' && value.name === last;
}

/** Methods that compare two texts or buffers as quickly as they can, and how the two sides are given. */
export function comparedBy({
  callee,
  spelled,
  receiver,
  arguments: given,
}: CallFact): readonly [Value, Value] | undefined {
  const [one = ABSENT, other = ABSENT] = given;
  if (
    /^(?:global#|node:buffer#)Buffer\.compare$|^(?:lodash(?:-es)?|underscore)#(?:default\.)?isEqual$|^node:util#isDeepStrictEqual$/.test(
      callee,
    )
  )
    return [one, other];
  if (given.length === 0) return undefined;
  if (/\.(?:includes|has|indexOf)$/.test(spelled))
    return keptSecret({ name: '', value: listed(receiver) }) !== undefined ? [listed(receiver), one] : undefined;
  return /\.(?:equals|localeCompare)$/.test(spelled) ? [receiver, one] : undefined;
}

function first(names: readonly (string | undefined)[]): string | undefined {
  return names.find((name) => name !== undefined);
}

/** The keys that a list or a set holds, as one of several: `[process.env.KEY_A, process.env.KEY_B]`. */
function listed(value: Value): Value {
  if (value.kind === 'call' && value.callee === 'global#Set') return listed(value.arguments[0] ?? ABSENT);
  return value.kind === 'list' ? { kind: 'either', options: value.items, range: value.range } : value;
}
