/** Flags of cookies where no call shows what they are for: records kept elsewhere, and configuration files. */
import { isAlways, isByDefault } from '../../server/model/ask.ts';
import type { ComparisonFact, MarkupFact, NamedValueFact, SettingFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { namesSession } from './cookie-names.ts';
import { isSetter, type Flag } from './cookies.ts';

/** A flag that is written down. */
export interface WrittenFlag {
  readonly path: string;
  readonly flag: Flag;
  /** As a reader finds it: `cookie.secure`. */
  readonly name: string;
  readonly value: Value;
  readonly range: TextRange;
  /** The names around it say that the cookie signs somebody in. */
  readonly session: boolean;
  /** `development` against what: the flag is off where it matters. */
  readonly inverted?: true;
}

const COOKIE = /^(?:cookies?|keks|kekse|cookieoptions|cookieoptionen)$/;
/** Flags that only cookies have. */
const ONLY_COOKIES = /^(?:httpOnly|httponly|sameSite|samesite|isHttpOnly|isSameSite)$/;
/** Objects that describe cookies of somebody else: those of a browser that is driven, or of a jar. */
const FOREIGN_NEIGHBOURS = /^(?:hostOnly|expirationDate|originalMaxAge|storeId|creation)$/;
const FOREIGN =
  /^(?:puppeteer|playwright|@playwright|cypress|tough-cookie|selenium|webdriver|msw|nock|zod|joi|global#(?:browser|page|cy))/;
/** Stages in which no certificate may be at hand. */
const DEVELOPMENT = /^(?:dev|development|develop|local|lokal|localhost|entwicklung|test|tests|testing)$/;
/** Words that make a name another setting: `cookieSecureName`. */
const OTHER =
  /^(?:name|domain|path|age|max|key|secret|prefix|url|list|expire|expires|allow|allowed|warn|warning|test)$/;

/** Flags in records and constants of a program. */
export function flagsInCode(file: FactsView): readonly WrittenFlag[] {
  const all = file.facts('named-value');
  return [
    ...all.flatMap((fact) => {
      const flag = flagOf(fact);
      if (!flag || isSetElsewhere(fact, all)) return [];
      const { path, names, value } = fact;
      return [
        {
          path,
          flag,
          name: names.slice(-2).join('.'),
          value,
          range: value.range ?? fact.nameRange,
          session: namesSession(names.slice(0, -1)),
        },
      ];
    }),
    ...file.facts('comparison').flatMap((fact) => invertedFlag(fact)),
  ];
}

function flagOf({ names, siblings, argumentOf = '', form }: NamedValueFact): Flag | undefined {
  const name = names.at(-1) ?? '';
  if (form === 'attribute' || form === 'parameter' || form === 'enum-member') return undefined;
  if (siblings.some((each) => FOREIGN_NEIGHBOURS.test(each)) || FOREIGN.test(argumentOf)) return undefined;
  // The call itself is judged, with its conditions.
  if (isSetter(argumentOf)) return undefined;
  const around = names.slice(0, -1).flatMap(wordsOf);
  if (around.some((word) => DEVELOPMENT.test(word))) return undefined;
  const flag = flagNamed(name);
  if (!flag) return undefined;
  if (flag.alone || ONLY_COOKIES.test(name)) return flag.is;
  const isCookie =
    around.some((word) => COOKIE.test(word)) ||
    siblings.some((each) => ONLY_COOKIES.test(each)) ||
    /cookie|session/i.test(argumentOf);
  return isCookie ? flag.is : undefined;
}

/** Which flag a name means; `alone` where it says itself that it is one of a cookie. */
function flagNamed(name: string): { readonly is: Flag; readonly alone: boolean } | undefined {
  const words = wordsOf(name).filter(
    (word) => !/^(?:is|use|set|force|enable|enabled|session|sessions|require|always|send)$/.test(word),
  );
  const alone = words.some((word) => COOKIE.test(word));
  const rest = words.filter((word) => !COOKIE.test(word));
  if (words.some((word) => OTHER.test(word))) return undefined;
  const joined = rest.join('');
  if (joined === 'secure' || (alone && joined.endsWith('secure') && !joined.endsWith('insecure')))
    return { is: 'secure', alone };
  if (joined === 'httponly' || (alone && joined.endsWith('httponly'))) return { is: 'httpOnly', alone };
  if (joined === 'samesite' || (alone && joined.endsWith('samesite'))) return { is: 'sameSite', alone };
  return undefined;
}

/** `sitzung.cookie.secure = true` behind the record, for production. */
function isSetElsewhere(fact: NamedValueFact, all: readonly NamedValueFact[]): boolean {
  const name = fact.names.join('.');
  return (
    fact.names.length > 1 &&
    all.some(
      (other) =>
        other !== fact &&
        other.form === 'assignment' &&
        other.names.join('.') === name &&
        !isAlways(other.value, false),
    )
  );
}

/** `secure: NODE_ENV === 'development'`: on the developer's machine only. */
function invertedFlag({
  names,
  operator,
  left,
  right,
  leftName,
  rightName,
  range,
  path,
}: ComparisonFact): readonly WrittenFlag[] {
  const flag = flagNamed(names.at(-1) ?? '');
  if (flag?.is !== 'secure' || !/\bNODE_ENV$/.test(leftName + rightName)) return [];
  const literal = left.kind === 'known' ? left.value : right.kind === 'known' ? right.value : '';
  const isInverted = operator.startsWith('!') ? /^prod/i.test(String(literal)) : DEVELOPMENT.test(String(literal));
  if (!isInverted) return [];
  return [
    {
      path,
      flag: 'secure',
      name: names.slice(-2).join('.'),
      value: { kind: 'unknown', range },
      range,
      session: true,
      inverted: true,
    },
  ];
}

/** True where a flag is off, by a value or because nobody sets the variable. */
export function isOff(value: Value): boolean {
  return isAlways(value, false, 0) || isByDefault(value, false, 0);
}

const OFF = /^(?:false|0|off|no|nein|never)$/i;

/** Flags in configuration files. */
export function flagsInSettings(file: FactsView): readonly WrittenFlag[] {
  return [
    ...file.facts('setting').flatMap((fact) => settingFlag(fact)),
    ...file.facts('markup').flatMap((fact) => markupFlag(fact)),
  ];
}

function settingFlag({ key, value, path, document }: SettingFact): readonly WrittenFlag[] {
  if (WITHOUT_COOKIES.has(document) || value.kind !== 'known') return [];
  // A list of cookies is what a browser has kept.
  if (key.some((name, depth) => /cookies$/i.test(name) && /^\d+$/.test(key[depth + 1] ?? ''))) return [];
  const names = key.filter((name) => !/^\d+$/.test(name)).flatMap((name) => name.split('.'));
  if (names.some((name) => DEVELOPMENT.test(name))) return [];
  const name = names.at(-1) ?? '';
  const flag = flagNamed(name.slice(name.lastIndexOf('/') + 1));
  const around = names.slice(-4, -1).flatMap(wordsOf);
  if (!flag || !(flag.alone || around.some((word) => COOKIE.test(word)))) return [];
  return [
    {
      path,
      flag: flag.is,
      name: names.slice(-2).join('.'),
      value: OFF.test(String(value.value)) ? { ...value, value: false } : value,
      range: value.range,
      session:
        namesSession(names.slice(-4)) || (document === 'spring' && namesSession(['session', ...names.slice(-4)])),
    },
  ];
}

const WITHOUT_COOKIES: ReadonlySet<string> = new Set(['texts', 'json-schema', 'openapi', 'npm:package', 'tsconfig']);

/** `<cookie-config><secure>false</secure>` of Java's servers, `<httpCookies requireSSL="false"/>` of .NET. */
function markupFlag({ elements, attribute, value, path }: MarkupFact): readonly WrittenFlag[] {
  if (value.kind !== 'known') return [];
  const name = attribute ?? elements.at(-1) ?? '';
  const parent = attribute === undefined ? elements.at(-2) : elements.at(-1);
  const flag = MARKUP_FLAGS.get(`${parent ?? ''} ${name}`);
  if (!flag) return [];
  const isFalse = OFF.test(String(value.value).trim());
  return [{ path, flag, name, value: isFalse ? { ...value, value: false } : value, range: value.range, session: true }];
}

const MARKUP_FLAGS: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ['cookie-config secure', 'secure'],
  ['cookie-config http-only', 'httpOnly'],
  ['Context useHttpOnly', 'httpOnly'],
  ['httpCookies requireSSL', 'secure'],
  ['httpCookies httpOnlyCookies', 'httpOnly'],
  ['forms requireSSL', 'secure'],
  ['CookieProcessor sameSiteCookies', 'sameSite'],
]);

/** Flags that nginx takes off cookies: `proxy_cookie_flags ~ nosecure`. */
export function removedFlags(file: FactsView): readonly WrittenFlag[] {
  return file.facts('setting').flatMap(({ document, key, value, path }) => {
    if (document !== 'nginx' || key.at(-1) !== 'proxy_cookie_flags' || value.kind !== 'known') return [];
    const words = String(value.value).toLowerCase().split(/\s+/);
    return REMOVED.filter(([word]) => words.includes(word)).map(([word, flag]) => ({
      path,
      flag,
      name: `proxy_cookie_flags ${word}`,
      value: { ...value, value: false },
      range: value.range,
      session: true,
    }));
  });
}

const REMOVED: readonly (readonly [string, Flag])[] = [
  ['nosecure', 'secure'],
  ['nohttponly', 'httpOnly'],
  ['nosamesite', 'sameSite'],
];
