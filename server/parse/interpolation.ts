/** Reads placeholders inside the scalars of configuration files: `${X:-y}`, `$X`, `%X%`, `${{ secrets.X }}`, `{{ x }}`. */
import type { TextRange } from '../model/text-range.ts';
import { ABSENT, type Value } from '../model/value.ts';

/** A placeholder is not looked for further than this, so that no text takes more than linear time. */
const MAX_PLACEHOLDER = 500;
const MAX_NESTING = 5;

const NAME = /^[A-Za-z_][\w.-]*$/;
/** Where placeholders may begin. Java and .NET know no `$X` without braces, but `#{…}` and `@x@` of their build tools. */
const OPENERS = {
  shell: /\$\$|\\\$|\$\{\{|\$\{|\$\(|\{\{|<%|\$[A-Za-z_]\w*|%[A-Z_][A-Z0-9_]{2,}%/g,
  java: /\\\$|\$\{|#\{|\$\(|\{\{|<%|@[A-Za-z][\w.-]*@|%[A-Z_][A-Z0-9_]{2,}%/g,
} as const;
/** In upper case a dash separates a fallback (`${PORT-80}`), in lower case it belongs to the name (`${my-app.port:80}`). */
const SHELL_NAME = /^\s*([A-Z_][A-Z0-9_]*)(?![\w.])(:?[-?+=]|:)?/;
const DOTTED_NAME = /^\s*([A-Za-z_](?:[\w.]|-(?=\w))*)(:?[-?+=]|:)?/;
/** `${prefix:name}` of editors and of Serverless, where the colon does not separate a fallback. */
const NAMESPACES = /^(?:env|ssm|self|opt|param|file|cf|sls|s3|aws|config|command|input|secrets?|vault)$/;

/** `$(env:X)`, `$(env:X:-y)` of keycloak-config-cli. */
const OF_ENVIRONMENT = /^env:([A-Za-z_][\w.]*)(?::-|$)/;

/** Who fills the placeholders in: shells, Compose, Kubernetes and pipelines, or Spring, Maven, Log4j and .NET. */
export type Style = keyof typeof OPENERS;

/** Turns a slice of the text into a range of the file. */
type At = (start: number, end: number) => TextRange;

/**
 * The value of a string scalar: known without placeholders, environment where the whole scalar is one, composed where
 * it is mixed. `range` is where the scalar stands without quotes; parts get ranges of their own unless escapes make
 * `text` differ in length from its range.
 */
export function readInterpolation(text: string, range: TextRange, style: Style = 'shell'): Value {
  const exact = text.length === range.end - range.start;
  const at: At = exact
    ? (start, end) => ({ ...range, start: range.start + start, end: range.start + end })
    : () => range;
  return read(text, 0, text.length, at, style, 0);
}

function read(text: string, from: number, to: number, at: At, style: Style, depth: number): Value {
  const parts: Value[] = [];
  let literal = from;
  for (const match of text.slice(from, to).matchAll(OPENERS[style])) {
    const start = from + match.index;
    if (start < literal || depth > MAX_NESTING) continue;
    const found = placeholder(text, start, match[0], to, at, style, depth);
    if (!found) continue;
    if (start > literal) parts.push({ kind: 'known', value: text.slice(literal, start), range: at(literal, start) });
    parts.push(found.value);
    literal = found.end;
  }
  if (literal < to || parts.length === 0) {
    parts.push({ kind: 'known', value: text.slice(literal, to), range: at(literal, to) });
  }
  const [first] = parts;
  return parts.length === 1 && first ? first : { kind: 'composed', parts, range: at(from, to) };
}

interface Placeholder {
  readonly value: Value;
  readonly end: number;
}

function placeholder(
  text: string,
  start: number,
  opener: string,
  to: number,
  at: At,
  style: Style,
  depth: number,
): Placeholder | undefined {
  switch (opener) {
    case '$$':
    case '\\$':
      // An escaped dollar: what follows is no name.
      return undefined;
    case '${{':
      return enclosed(text, start, 3, '}}', to, (inner, end) => expression(inner, start + 3, at(start, end), at));
    case '{{':
      return enclosed(text, start, 2, '}}', to, (inner, end) => chartValue(inner, start + 2, at(start, end), at));
    case '<%':
      return enclosed(text, start, 2, '%>', to, (_, end) => ({ kind: 'unknown', range: at(start, end) }));
    case '$(':
      return enclosed(text, start, 2, ')', to, (inner, end) => {
        const range = at(start, end);
        const [whole = '', name] = OF_ENVIRONMENT.exec(inner) ?? [];
        if (name === undefined) return named(inner.trim(), range);
        const from = start + 2 + whole.length;
        const fallback = whole.endsWith(':-') ? read(text, from, end - 1, at, style, depth + 1) : ABSENT;
        return { kind: 'environment', name, fallback, range };
      });
    case '${':
      return braced(text, start, to, at, style, depth);
    case '#{':
      return enclosed(text, start, 2, '}', to, (_, end) => ({ kind: 'unknown', range: at(start, end) }));
    default: {
      const end = start + opener.length;
      // `Sommer$Amt` is a word with a dollar in it, not a variable.
      if (!opener.startsWith('%') && start > 0 && /\w/.test(text.charAt(start - 1))) return undefined;
      return { value: named(opener.replace(/[$%@]/g, ''), at(start, end)), end };
    }
  }
}

function named(name: string, range: TextRange): Value {
  return NAME.test(name) ? { kind: 'environment', name, fallback: ABSENT, range } : { kind: 'unknown', range };
}

function enclosed(
  text: string,
  start: number,
  skip: number,
  closer: string,
  to: number,
  make: (inner: string, end: number) => Value,
): Placeholder | undefined {
  const reach = text.slice(start + skip, Math.min(to, start + skip + MAX_PLACEHOLDER));
  const length = reach.indexOf(closer);
  if (length < 0) return undefined;
  const end = start + skip + length + closer.length;
  return { value: make(reach.slice(0, length), end), end };
}

const CHART_VALUE =
  /^-?\s*(?:default\s+"([^"]*)"\s+)?(\.Values(?:\.\w+)+)((?:\s*\|\s*(?:s?quote|toString|trim|int|default\s+"[^"]*"))*)\s*-?$/;
const CHART_DEFAULT = /default\s+"([^"]*)"/;

/** Helm: `.Values.a.b | default "x" | quote` is looked up like a variable; other functions may give anything. */
function chartValue(inner: string, offset: number, range: TextRange, at: At): Value {
  const [, , name] = CHART_VALUE.exec(inner) ?? [];
  if (name === undefined) return { kind: 'unknown', range };
  const [whole = '', text] = CHART_DEFAULT.exec(inner) ?? [];
  if (text === undefined) return { kind: 'environment', name, fallback: ABSENT, range };
  const end = offset + inner.indexOf(whole) + whole.length - 1;
  const fallback: Value = { kind: 'known', value: text, range: at(end - text.length, end) };
  return { kind: 'environment', name, fallback, range };
}

/** GitHub: `secrets.X`, `secrets.X || 'y'`. */
function expression(inner: string, offset: number, range: TextRange, at: At): Value {
  const [, name, , literal] = /^\s*([\w.-]+)(\s*\|\|\s*')([^']*)'\s*$/.exec(inner) ?? [];
  if (name === undefined || literal === undefined)
    return { kind: 'environment', name: inner.trim(), fallback: ABSENT, range };
  const start = offset + inner.lastIndexOf(`'${literal}'`) + 1;
  const fallback: Value = { kind: 'known', value: literal, range: at(start, start + literal.length) };
  return { kind: 'environment', name, fallback, range };
}

/** `${X}`, `${X-y}`, `${X:-y}`, `${X:?text}`, `${X:+y}` of shells and Compose, `${x.y:z}` of Spring. */
function braced(text: string, start: number, to: number, at: At, style: Style, depth: number): Placeholder | undefined {
  const close = closingBrace(text, start + 2, Math.min(to, start + MAX_PLACEHOLDER));
  if (close === undefined) return undefined;
  const end = close + 1;
  const range = at(start, end);
  const inner = text.slice(start + 2, close);
  const [whole, name, operator] = SHELL_NAME.exec(inner) ?? DOTTED_NAME.exec(inner) ?? [];
  if (whole === undefined || name === undefined) return { value: { kind: 'unknown', range }, end };
  if (operator === undefined) return { value: named(inner.trim(), range), end };
  if (operator === ':' && NAMESPACES.test(name)) {
    // Log4j separates the fallback of `${env:X:-y}` the way shells do.
    const separator = inner.indexOf(':-', whole.length);
    if (separator < 0) return { value: { kind: 'environment', name: inner.trim(), fallback: ABSENT, range }, end };
    const fallback = read(text, start + 2 + separator + 2, close, at, style, depth + 1);
    return { value: { kind: 'environment', name: inner.slice(0, separator).trim(), fallback, range }, end };
  }
  const hasFallback = !/[?+]/.test(operator);
  const fallback = hasFallback ? read(text, start + 2 + whole.length, close, at, style, depth + 1) : ABSENT;
  return { value: { kind: 'environment', name, fallback, range }, end };
}

function closingBrace(text: string, from: number, to: number): number | undefined {
  let open = 0;
  for (let i = from; i < to; i++) {
    if (text.startsWith('${', i)) open++;
    else if (text.charAt(i) === '}' && open-- === 0) return i;
  }
  return undefined;
}
