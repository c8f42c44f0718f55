/** How long browsers are told to come by HTTPS only, wherever a program or a server says it. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { CallFact, MarkupFact, NamedValueFact, SettingFact } from '../../server/model/facts.ts';
import { apiNameOf, canonicalName } from '../../server/model/api-name.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { byCallee } from './by-callee.ts';
import { textsOf, UNSEEN } from './hosts.ts';

/** What somebody has written about the header. */
export interface Promised {
  readonly path: string;
  readonly range: TextRange;
  /** Seconds; 0 where the header is left out or taken back. */
  readonly seconds: number;
  /** The setting that leaves it out; a header with a time has none. */
  readonly name?: string;
  /** The number alone, so that it can be replaced. */
  readonly number?: true;
}

const HEADER = /^strict-transport-security$/i;

/** Where the options of a package hold the switch: a record with `maxAge`, a text, or `false`. */
const PACKAGES = byCallee<{ readonly index: number; readonly at: readonly string[] }>([
  [
    /^(?:helmet|koa-helmet|@fastify\/helmet|fastify-helmet)#(?:default|register|helmet)$/,
    { index: 0, at: ['hsts', 'strictTransportSecurity'] },
  ],
  [/^(?:helmet|koa-helmet)#(?:helmet\.)?(?:hsts|strictTransportSecurity)$/, { index: 0, at: [] }],
  [/^hsts#default$/, { index: 0, at: [] }],
  [/^hono\/secure-headers#secureHeaders$/, { index: 0, at: ['strictTransportSecurity'] }],
  [/^lusca#default$/, { index: 0, at: ['hsts'] }],
  [/^lusca#hsts$/, { index: 0, at: [] }],
]);
const REGISTERED = /^(?:@fastify\/helmet|fastify-helmet)#default$/;

/** A test system may want to be reached without TLS again. */
export function promisesOf(file: FactsView): readonly Promised[] {
  if (file.stage === 'local' || file.stage === 'test') return [];
  return [
    ...file.facts('call').flatMap((call) => ofCall(call)),
    ...ofNamedValues(file.facts('named-value')),
    ...ofSettings(file.facts('setting')),
    ...file.facts('markup').flatMap((fact) => ofMarkup(fact)),
  ];
}

function ofCall(call: CallFact): readonly Promised[] {
  const [first = ABSENT, second = ABSENT] = call.arguments;
  const plugin = call.callee.endsWith('register') ? canonicalName(apiNameOf(first)) : '';
  const isPlugin = REGISTERED.test(plugin);
  const known = PACKAGES(isPlugin ? plugin : call.callee);
  if (known) {
    const options = call.arguments[known.index + (isPlugin ? 1 : 0)] ?? ABSENT;
    const switches = known.at.length === 0 ? [options] : known.at.map((name) => entryOf(options, name));
    return switches.flatMap((value) => ofSwitch(value, known.at.length === 0 ? 'hsts' : '', call.path));
  }
  if (!/(?:\.|#)(?:setHeader|header|set|append|appendHeader)$/.test(call.callee)) return [];
  return isHeader(first) ? ofText(second, call.path) : [];
}

function isHeader(value: Value): boolean {
  return value.kind === 'known' && HEADER.test(String(value.value));
}

/** `false`, `{ maxAge: 0 }`, `'max-age=0'`. */
function ofSwitch(value: Value, name: string, path: string): readonly Promised[] {
  if (isAlways(value, false))
    return [{ path, range: value.range ?? NOWHERE, seconds: 0, name: name === '' ? 'hsts: false' : `${name}: false` }];
  if (value.kind !== 'record') return ofText(value, path);
  const age = entryOf(value, 'maxAge');
  return age.kind === 'known' && typeof age.value === 'number'
    ? [{ path, range: age.range, seconds: age.value, number: true }]
    : [];
}

const NOWHERE: TextRange = { start: 0, end: 0 };

/** The time that a header's text says; a text that cannot be seen, or without a time, says nothing. */
function ofText(value: Value, path: string): readonly Promised[] {
  const texts = textsOf(value);
  const seconds = texts.flatMap(({ text }) => (text.includes(UNSEEN) ? [] : secondsIn(text)));
  // One of several values may be that of a test system.
  if (seconds.length === 0 || seconds.length !== texts.length) return [];
  return [{ path, range: value.range ?? NOWHERE, seconds: Math.max(...seconds) }];
}

function secondsIn(text: string): readonly number[] {
  const written = /\bmax-age\s{0,4}=\s{0,4}"?(\d{1,12})/i.exec(text)?.[1];
  return written === undefined ? [] : [Number(written)];
}

/** `{ key: 'Strict-Transport-Security', value: … }` in lists of headers, and records of headers. */
function ofNamedValues(facts: readonly NamedValueFact[]): readonly Promised[] {
  return facts.flatMap((fact, index) => {
    const name = fact.names.at(-1) ?? '';
    if (HEADER.test(name)) return ofText(fact.value, fact.path);
    if (name !== 'value' && name !== 'content') return [];
    const record = fact.names.slice(0, -1).join('.');
    const isBeside = (other: NamedValueFact | undefined): boolean =>
      other !== undefined && isHeader(other.value) && other.names.slice(0, -1).join('.') === record;
    return isBeside(facts[index - 1]) || isBeside(facts[index + 1]) ? ofText(fact.value, fact.path) : [];
  });
}

/** Keys that hold the number alone, and switches, by name without case and separators. */
const SECONDS: ReadonlySet<string> = new Set([
  'stsseconds',
  'hstsmaxage',
  'hstsseconds',
  'hstsmaxageseconds',
  'securehstsseconds',
  'maxageinseconds',
  'hstsmaxageinseconds',
]);
const SWITCHES: ReadonlySet<string> = new Set(['hsts', 'hstsenabled', 'enablehsts', 'hstsenable']);
const WITHOUT_HEADERS: ReadonlySet<string> = new Set(['texts', 'json-schema', 'openapi', 'npm:package', 'tsconfig']);

function ofSettings(facts: readonly SettingFact[]): readonly Promised[] {
  return facts.flatMap((fact) => {
    const { key, value, path, document } = fact;
    if (value.kind !== 'known' || WITHOUT_HEADERS.has(document)) return [];
    const last = key.at(-1) ?? '';
    const name = last.slice(last.lastIndexOf('/') + 1);
    const words = name
      .slice(name.lastIndexOf('.') + 1)
      .toLowerCase()
      .replace(/[^a-z]/g, '');
    const text = String(value.value);
    if (HEADER.test(name) || words === 'stricttransportsecurity' || words === 'hstsheader') return ofText(value, path);
    if (SECONDS.has(words) && /^\d{1,12}$/.test(text) && isAboutHeader(words, key))
      return [{ path, range: value.range, seconds: Number(text), number: true as const }];
    if (SWITCHES.has(words) && /^(?:false|off|no)$/i.test(text))
      return [{ path, range: value.range, seconds: 0, name: `${name}: ${text}` }];
    const label = /^traefik\.http\.middlewares\.[\w-]{1,80}\.headers\.stsseconds=(\d{1,12})$/i.exec(text)?.[1];
    if (label !== undefined) return [{ path, range: value.range, seconds: Number(label) }];
    return name === 'value' && isHeaderBeside(fact, facts) ? ofText(value, path) : [];
  });
}

function isAboutHeader(words: string, key: readonly string[]): boolean {
  return !words.startsWith('maxage') || key.some((each) => /hsts|strict/i.test(each));
}

function isHeaderBeside({ key }: SettingFact, all: readonly SettingFact[]): boolean {
  const record = key.slice(0, -1).join('\n');
  return all.some(
    (other) =>
      /^(?:key|name|header)$/.test(other.key.at(-1) ?? '') &&
      isHeader(other.value) &&
      other.key.slice(0, -1).join('\n') === record,
  );
}

/** `<add name="Strict-Transport-Security" value="max-age=…" />`, `<hsts enabled="true" max-age="…" />` of IIS. */
function ofMarkup({ elements, attribute, value, path }: MarkupFact): readonly Promised[] {
  if (value.kind !== 'known') return [];
  const element = elements.at(-1) ?? '';
  const text = String(value.value);
  if (element === 'hsts' && attribute === 'max-age' && /^\d{1,12}$/.test(text))
    return [{ path, range: value.range, seconds: Number(text), number: true }];
  if (element === 'hsts' && attribute === 'enabled' && text === 'false')
    return [{ path, range: value.range, seconds: 0, name: 'enabled="false"' }];
  if (element === 'add' && attribute === 'value' && /^max-age=\d/i.test(text)) return ofText(value, path);
  return [];
}
