/** Where a value that is written to a log holds a secret in plain, or everything that a request or a program was given. */
import type { TextRange } from '../../server/model/text-range.ts';
import type { CallValue, Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { isCalled } from './by-callee.ts';
import { FOR_BROWSERS } from './browser-secrets.ts';
import { secretStrength } from './secret-names.ts';

export interface LoggedSecret {
  readonly message: 'secret' | 'environment' | 'headers';
  readonly name: string;
  readonly range: TextRange;
}

/** Functions that give back the same text in another dress. */
const SAME_TEXT =
  /(?:^|\.|#)(?:String|toString|trim|encodeURIComponent|encodeURI|stringify|inspect|format|concat|assign|join|valueOf|btoa|atob|from)$/;
/** Makers of tokens that open something. */
const makesToken = isCalled([
  /^jsonwebtoken#(?:default\.)?sign$/,
  /^jose#\w+\(\)(?:\.set\w+\(\)){0,12}\.(?:sign|encrypt)$/,
  /^@nestjs\/jwt#JwtService\(\)\.sign(?:Async)?$/,
]);
/** Tokens by the words before them; a bare one may be one of a parser or a page. */
const TOKEN =
  /(?:^| )(?:jwt|id token|session token|reset token|login token|webhook token|bot token|csrf secret|authorization)$/;
/** Owners whose entries are captions, states of a form or names of fields. */
const ABOUT_FIELDS =
  /^(?:errors?|fehler|messages?|meldungen|labels?|texte?|i18n|schema|fields?|felder|columns?|spalten|touched|dirty|validation|types?|constants|keys|names?|routes?|paths?|urls?|translations?)$/i;
/** What is left of a secret after it has been made unreadable, or only says something about it. */
const ABOUT_SECRET =
  /hash|masked|maskiert|redacted|encrypted|verschluesselt|length|laenge|exists|valid|strength|policy|field|hint|name/;

function isSecretName(spelled: string): boolean {
  const path = spelled.split('.');
  const last = path.at(-1) ?? '';
  const owner = path.at(-2) ?? '';
  if (ABOUT_FIELDS.test(owner) || /^[A-Z][a-z]/.test(owner) || FOR_BROWSERS.test(last)) return false;
  const words = wordsOf(last).join(' ');
  // A credential of WebAuthn is public.
  if (ABOUT_SECRET.test(words) || words === 'credential') return false;
  return secretStrength(last) === 'strong' || TOKEN.test(words);
}

/** Where something lies, or what it is called. */
const NAME_OF_PLACE = /(?:file|filename|datei|dateiname|pfad|path|dir|folder|ordner|location)$/i;

/** The secrets in a value, each where it stands. */
export function loggedSecrets(value: Value, depth = 0): readonly LoggedSecret[] {
  if (depth > 6 || value.kind === 'absent') return [];
  const spelled = value.spelled ?? '';
  // `apiKeyFile` is made from a setting of the key's name.
  if (NAME_OF_PLACE.test(spelled)) return [];
  if (value.kind === 'call') return inCall(value, depth);
  const whole = wholeOf(value, spelled);
  if (whole) return [{ message: whole, name: spelled, range: value.range }];
  if (isPlain(value) && isSecretName(spelled)) return [{ message: 'secret', name: spelled, range: value.range }];
  switch (value.kind) {
    case 'environment':
      return (secretStrength(value.name) === 'strong' || value.name.endsWith('_TOKEN')) &&
        !FOR_BROWSERS.test(value.name)
        ? [{ message: 'secret', name: value.name, range: value.range }]
        : [];
    case 'record':
      if (value.origin) return [];
      return [...value.entries].flatMap(([name, entry]) =>
        isPlain(entry) && isSecretName(name) && entry.kind !== 'absent'
          ? [{ message: 'secret' as const, name, range: entry.range }]
          : loggedSecrets(entry, depth + 1),
      );
    case 'list':
      return value.items.flatMap((item) => loggedSecrets(item, depth + 1));
    case 'composed':
      // Objects in a text are only `[object Object]`, unless something makes a text of them.
      return value.parts.flatMap((part) =>
        loggedSecrets(part, depth + 1).filter(({ message }) => message === 'secret' || part.kind === 'call'),
      );
    case 'either':
      return value.options.flatMap((option) =>
        option.kind === 'known' ? [] : loggedSecrets(option, depth + 1).filter(({ message }) => message === 'secret'),
      );
    case 'parameter':
      return spelled === '' && isSecretName(value.path?.at(-1) ?? value.name)
        ? [{ message: 'secret', name: value.path?.at(-1) ?? value.name, range: value.range }]
        : [];
    default:
      return [];
  }
}

/** Looked up, handed over or read: not a text that stands there, nor what a function made of it. */
function isPlain(value: Value): boolean {
  if (value.kind === 'either') return value.options.some(isPlain);
  return value.kind === 'unknown'
    ? value.spelled !== undefined
    : ['parameter', 'reference', 'environment'].includes(value.kind);
}

function inCall(call: CallValue, depth: number): readonly LoggedSecret[] {
  if (makesToken(call.callee)) return [{ message: 'secret', name: call.spelled ?? 'token', range: call.range }];
  return SAME_TEXT.test(call.callee) ? call.arguments.flatMap((argument) => loggedSecrets(argument, depth + 1)) : [];
}

/** All variables of the environment, or all headers of a request, the one with the token among them. */
function wholeOf(value: Value, spelled: string): 'environment' | 'headers' | undefined {
  if (
    value.kind === 'reference' &&
    value.module === 'global' &&
    `${value.name}.${value.path.join('.')}` === 'process.env'
  )
    return 'environment';
  if (
    (value.kind === 'parameter' || value.kind === 'reference') &&
    /(?:^|\.)(?:req|request|anfrage|ctx)\.(?:headers|rawHeaders)$/i.test(spelled)
  )
    return 'headers';
  return undefined;
}
