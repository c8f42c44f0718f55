/** Cookies as code and headers set them, with the flags that protect them. */
import { entryOf, isAlways, knownTexts } from '../../server/model/ask.ts';
import type { CallFact, NamedValueFact } from '../../server/model/facts.ts';
import { apiNameOf, canonicalName } from '../../server/model/api-name.ts';
import type { FactsView, ProjectView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type ApiName, type RecordValue, type Value } from '../../server/model/value.ts';
import { byCallee } from './by-callee.ts';
import { COOKIE_PLUGIN, REGISTERED, SETTERS, type Setter } from './cookie-setters.ts';
import { isReadByScripts, isSession } from './cookie-names.ts';
import { textsOf, UNSEEN } from './hosts.ts';

export type Flag = 'secure' | 'httpOnly' | 'sameSite';

/** A cookie that is set, with what is said of its flags. Absent: nobody says anything; unknown: it cannot be seen. */
export interface Cookie {
  readonly path: string;
  /** What a person would look at where a flag is missing. */
  readonly range: TextRange;
  /** For messages; '' where the name cannot be seen. */
  readonly name: string;
  readonly flags: Readonly<Record<Flag, Value>>;
  /** What the library does by itself. */
  readonly without: Readonly<Partial<Record<Flag, true>>>;
  /** Whoever has it is signed in. */
  readonly session: boolean;
  /** The page itself has to read it. */
  readonly readByScripts: boolean;
  /** Set in the browser. */
  readonly script: boolean;
  /** The record that the flags stand in, where one is written at the call. */
  readonly options?: RecordValue;
  /** It is put in by a header that the project writes itself. */
  readonly header?: true;
  /** A default of the plug-in of Fastify may hold for it. */
  readonly fastify: boolean;
}

const setterOf = byCallee(SETTERS.map((setter) => [setter.callee, setter] as const));

export function isSetter(callee: ApiName): boolean {
  return setterOf(callee) !== undefined;
}

/** The cookies that a file sets. */
export function cookiesOf(file: FactsView): readonly Cookie[] {
  return [
    ...file.facts('call').flatMap((call) => cookiesOfCall(call)),
    ...file.facts('named-value').flatMap((fact) => cookiesOfHeader(fact)),
  ];
}

/** True where Fastify's plug-in gets flags that hold for every cookie of the project. */
export function setsDefaults(file: FactsView): readonly Flag[] {
  return file.facts('call').flatMap(({ callee, arguments: [plugin = ABSENT, options = ABSENT] }) => {
    if (!callee.endsWith('register') || !COOKIE_PLUGIN.test(canonicalName(apiNameOf(plugin)))) return [];
    const defaults = entryOf(options, 'parseOptions');
    if (defaults.kind === 'absent') return [];
    return (['secure', 'httpOnly', 'sameSite'] as const).filter((flag) => entryOf(defaults, flag).kind !== 'absent');
  });
}

function cookiesOfCall(call: CallFact): readonly Cookie[] {
  if (call.branch.some(isAboutDevelopment)) return [];
  const [first = ABSENT] = call.arguments;
  const plugin = call.callee.endsWith('register') ? canonicalName(apiNameOf(first)) : '';
  const setter = setterOf(REGISTERED.test(plugin) ? plugin.replace(/default$/, 'register') : call.callee);
  if (setter) {
    const cookie = cookieOf(call, setter);
    return cookie ? [cookie] : [];
  }
  if (!/(?:\.|#)(?:setHeader|header|set|append|appendHeader)$/.test(call.callee)) return [];
  return isAlways(first, 'Set-Cookie', 'set-cookie', 'Set-cookie', 'SET-COOKIE')
    ? headersIn(call.arguments[1] ?? ABSENT, call.path)
    : [];
}

/** `if (process.env.NODE_ENV === 'development')`: which side is meant does not matter, somebody has thought of it. */
function isAboutDevelopment({ names, literals }: CallFact['branch'][number]): boolean {
  return (
    names.some((name) =>
      /\b(?:NODE_ENV|DEV|PROD|isDev\w*|isProd\w*|isLocal\w*|istEntwicklung|inEntwicklung)\b/.test(name),
    ) || literals.some((literal) => /^(?:dev|development|local|localhost|test)$/.test(String(literal)))
  );
}

function cookieOf(call: CallFact, setter: Setter): Cookie | undefined {
  const argument = (index: number | undefined): Value =>
    index === undefined ? ABSENT : (call.arguments[index] ?? ABSENT);
  const head = argument(setter.name);
  const isOne = head.kind === 'record';
  if (setter.name !== undefined && call.arguments.length <= setter.name) return undefined;
  const name = isOne ? entryOf(head, 'name') : setter.session && setter.name === undefined ? ABSENT : head;
  const value = isOne ? entryOf(head, 'value') : argument(setter.value);
  let options = isOne ? head : argument(setter.options < 0 ? call.arguments.length + setter.options : setter.options);
  const isSeen = options.kind === 'record';
  if ((setter.written ?? setter.session) === true && !isSeen) return undefined;
  for (const step of setter.at ?? []) options = entryOf(options, step);
  if (setter.asked === true && (options.kind === 'absent' || isAlways(options, false))) return undefined;
  if (isAlways(options, true)) options = ABSENT;
  if (setter.positional && options.kind !== 'record')
    return positional(call, setter.positional, { name, value, setter });
  if (options.kind !== 'record' && options.kind !== 'absent') return undefined;
  if (isRemoved(value, options)) return undefined;
  const flag = (...names: readonly string[]): Value => {
    const found = names.map((each) => entryOf(options, each)).filter(({ kind }) => kind !== 'absent');
    return found[0] ?? ABSENT;
  };
  const prefixed = isAlways(flag('prefix'), 'secure', 'host');
  const shown = knownTexts(name)[0]?.value ?? '';
  return {
    path: call.path,
    range: call.calleeRange,
    name: shown,
    flags: {
      secure: prefixed ? { kind: 'unknown', range: call.range } : flag('secure', 'isSecure'),
      httpOnly: flag('httpOnly', 'httponly', 'isHttpOnly'),
      sameSite: flag('sameSite', 'samesite', 'isSameSite'),
    },
    without: setter.without,
    session: setter.session === true || isSession(name, value),
    readByScripts: isReadByScripts(name),
    script: setter.script === true,
    fastify: call.callee.endsWith('setCookie') || call.callee.startsWith('fastify#'),
    ...(options.kind === 'record' && options.origin === undefined && { options }),
  };
}

/** `set(name, value, expires, path, domain, secure, sameSite)`. */
function positional(
  call: CallFact,
  at: Readonly<Partial<Record<Flag, number>>>,
  { name, value, setter }: { readonly name: Value; readonly value: Value; readonly setter: Setter },
): Cookie {
  const flag = (index: number | undefined): Value => (index === undefined ? ABSENT : (call.arguments[index] ?? ABSENT));
  return {
    path: call.path,
    range: call.calleeRange,
    name: knownTexts(name)[0]?.value ?? '',
    flags: { secure: flag(at.secure), httpOnly: flag(at.httpOnly), sameSite: flag(at.sameSite) },
    without: setter.without,
    session: isSession(name, value),
    readByScripts: isReadByScripts(name),
    script: setter.script === true,
    fastify: false,
  };
}

/** An empty value or an end in the past takes a cookie away. */
function isRemoved(value: Value, options: Value): boolean {
  if (isAlways(value, '', null, 'deleted')) return true;
  if (options.kind !== 'record') return false;
  const [age, end] = [entryOf(options, 'maxAge'), entryOf(options, 'expires')];
  if (age.kind === 'known' && Number(age.value) <= 0) return true;
  return end.kind === 'call' && end.callee === 'global#Date' && isAlways(end.arguments[0] ?? ABSENT, 0, 1);
}

/** `'Set-Cookie': …` in a record of headers, and `document.cookie = …`. */
function cookiesOfHeader({ names, value, path, form }: NamedValueFact): readonly Cookie[] {
  const [last = '', before = ''] = [names.at(-1), names.at(-2)];
  const name = /^\d+$/.test(last) ? before : last;
  if (/^set-cookie$/i.test(name) && form !== 'variable') return headersIn(value, path);
  if (name !== 'cookie' || before !== 'document') return [];
  return headersIn(value, path).map((cookie) => ({ ...cookie, script: true }));
}

function headersIn(value: Value, path: string): readonly Cookie[] {
  if (value.kind === 'list') return value.items.flatMap((item) => headersIn(item, path));
  return textsOf(value).flatMap(({ text, literal }) => headerCookie(text, value.range ?? literal.range, path) ?? []);
}

/** The cookie that the text of a header sets; undefined where its attributes cannot be seen. */
function headerCookie(text: string, range: TextRange, path: string): Cookie | undefined {
  const [pair = '', ...attributes] = text.split(';').map((part) => part.trim());
  const [, name = '', value = ''] = /^([^=\s]{1,100})=(.*)$/s.exec(pair) ?? [];
  if (name === '' || name.includes(UNSEEN)) return undefined;
  if (attributes.some((part) => part.includes(UNSEEN) && !/^[\w-]+=/.test(part))) return undefined;
  const of = (flag: string): string | undefined =>
    attributes.find((part) => part.toLowerCase().split('=')[0]?.trim() === flag);
  if (
    value === '' ||
    /^max-age=(?:0|-\d+)$/i.test(of('max-age') ?? '') ||
    /=\s*Thu, 01[ -]Jan[ -]1970/i.test(of('expires') ?? '')
  )
    return undefined;
  const written = (is: boolean, shown: string | boolean): Value =>
    is ? { kind: 'known', value: shown, range } : ABSENT;
  const site = of('samesite');
  const nameValue: Value = { kind: 'known', value: name, range };
  return {
    path,
    range,
    name,
    flags: {
      secure: written(of('secure') !== undefined, true),
      httpOnly: written(of('httponly') !== undefined, true),
      sameSite: written(site !== undefined, site?.split('=')[1]?.trim().toLowerCase() ?? ''),
    },
    without: {},
    session: isSession(nameValue, ABSENT),
    readByScripts: isReadByScripts(nameValue),
    script: false,
    header: true,
    fastify: false,
  };
}

/** True where a problem stands in what only runs on the machine of a developer: there, no TLS is needed. */
export function isLocal(
  project: ProjectView,
  { path, range }: { readonly path: string; readonly range: TextRange },
): boolean {
  return project.file(path, range.start).stage === 'local';
}
