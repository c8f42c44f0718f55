/** Files of SQL → what statements set: options of users and servers, settings, columns of inserted rows. No more of the language than that. */
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { readInterpolation } from './interpolation.ts';
import { rootOf } from './root-of.ts';
import { tokensOfSql, type SqlToken } from './sql-tokens.ts';

/** Verbs whose statements set something, wherever they stand, those that may, and what they do it to. */
const VERB = /^(?:create|alter|grant|set|update|exec|execute|call|insert|replace|merge)$/;
const OTHER_VERB = /^(?:begin|declare|select|with|perform)$/;
const OBJECT =
  /^(?:user|role|login|group|server|system|database|mapping|foreign|global|session|set|persist|local|password|subscription|profile|credential|if|not|exists|or|replace|for|into|ignore|application|link|public|scoped)$/;
/** Behind them equals signs compare. */
const CONDITION =
  /^(?:where|when|if|elsif|elseif|and|or|on|having|check|case|not|while|until|select|assert|return|default)$/;
const ASSIGNMENT = /^(?:then|set|begin|do|loop|options|with|update|else|exec|execute|call|declare)$/;
/** Behind them stands the name of a setting. */
const SET = /^(?:set|session|local|global|persist)$/;
/** Rows of one statement; those of a dump say no more. */
const MOST_ROWS = 200;
/** More and longer statements are those of a dump. */
const MOST_STATEMENTS = 2000;
const LONGEST_STATEMENT = 20_000;

export function parseSql(source: Source): SettingsDocument {
  const { text } = source;
  const statements: SettingNode[] = [];
  let tokens: SqlToken[] = [];
  const whole: TextRange[] = [];
  const finish = (): void => {
    const node = statementOf(tokens, text);
    if (node) statements.push(node);
    const [first] = tokens;
    const last = tokens.at(-1);
    if (first && last && whole.length < MOST_STATEMENTS && last.whole.end - first.whole.start < LONGEST_STATEMENT)
      whole.push({ start: first.whole.start, end: last.whole.end });
    tokens = [];
  };
  for (const token of tokensOfSql(text)) {
    if (token.kind === 'sign' && token.text === ';') finish();
    else tokens.push(token);
  }
  finish();
  const roots = statements.length > 0 ? [rootOf(text, statements)] : [];
  return { kind: 'settings', source, format: 'sql', roots, commands: [], statements: whole, notices: [] };
}

/** `create role` › name › what is set. */
function statementOf(tokens: readonly SqlToken[], text: string): SettingNode | undefined {
  const found = tokens.findIndex((token) => token.kind === 'word' && VERB.test(lower(token)));
  const first = found < 0 ? tokens.findIndex((token) => token.kind === 'word' && OTHER_VERB.test(lower(token))) : found;
  const verb = tokens[first];
  if (!verb) return undefined;
  let at = first + 1;
  while (tokens[at]?.kind === 'word' && OBJECT.test(lower(tokens[at]))) at++;
  const head = tokens.slice(first, at);
  const isInsert = /^(?:insert|replace)$/.test(lower(verb));
  const name = /^(?:set|update|create|alter|grant|insert|replace)$/.test(lower(verb)) ? tokens[at] : undefined;
  const isNamed = name !== undefined && name.kind !== 'sign' && !/^(?:=|to)$/i.test(tokens[at + 1]?.text ?? '');
  const entries = isInsert ? rowsOf(tokens, at, text) : entriesOf(tokens, first, text);
  const last = entries.at(-1);
  if (!last) return undefined;
  const end = Math.max(last.range.end, name?.whole.end ?? 0);
  const keyRange = { start: verb.start, end: (head.at(-1) ?? verb).end };
  const inner = isNamed
    ? [
        {
          key: name.text,
          keyRange: rangeOf(name),
          valueRange: { start: name.whole.end, end },
          range: { start: name.whole.start, end },
          children: entries,
        },
      ]
    : entries;
  return {
    key: head.map(lower).join(' '),
    keyRange,
    valueRange: { start: keyRange.end, end },
    range: { start: verb.start, end },
    children: inner,
  };
}

/** `name = literal`, `PASSWORD 'literal'`, `IDENTIFIED BY literal`, `OPTIONS (name 'literal', …)` */
function entriesOf(tokens: readonly SqlToken[], first: number, text: string): SettingNode[] {
  const entries: SettingNode[] = [];
  let isCondition = false;
  let optionsUpTo = -1;
  for (let at = first; at < tokens.length; at++) {
    const token = tokens[at];
    const next = tokens[at + 1];
    if (!token || !next) break;
    const word = lower(token);
    if (token.kind === 'word' && ASSIGNMENT.test(word)) isCondition = false;
    else if (token.kind === 'word' && CONDITION.test(word)) isCondition = true;
    if (word === 'options' && next.text === '(') optionsUpTo = closing(tokens, at + 1);
    const isOption = at < optionsUpTo && next.kind === 'text' && token.kind !== 'sign';
    if (word === 'password' && token.kind === 'word') {
      const value = tokens[next.text === '=' || next.text === '(' ? at + 2 : at + 1];
      if (value?.kind === 'text' && !(isCondition && next.text === '=')) entries.push(entry(token, value, text));
    } else if (word === 'by' && lower(tokens[at - 1]) !== 'order' && isIdentified(tokens, at)) {
      // Oracle takes passwords without quotes, `password` among them.
      const isHash = /^(?:password|values)$/.test(lower(next)) && tokens[at + 2]?.kind === 'text';
      const value = isHash ? tokens[at + 2] : next;
      if (
        value &&
        (value.kind !== 'word' || !/^(?:random|externally|globally)$/.test(lower(value))) &&
        value.kind !== 'sign'
      )
        entries.push(entry({ ...token, text: 'password' }, value, text));
    } else if (isOption) entries.push(entry(token, next, text));
    else if (
      /^:?=$|^to$/i.test(next.text) &&
      next.kind !== 'text' &&
      !isCondition &&
      token.kind !== 'sign' &&
      token.kind !== 'text'
    ) {
      const value = tokens[at + 2];
      // `OWNER TO x` names somebody, `SET x TO y` sets; a word with a dot is the column of a table.
      const isSet = lower(next) !== 'to' || value?.kind === 'text' || SET.test(lower(tokens[at - 1]));
      const isPlain =
        value &&
        value.kind !== 'sign' &&
        isSet &&
        !(value.kind === 'word' && /^[^\d].*\./.test(value.text)) &&
        !/^[.(+|]$/.test(tokens[at + 3]?.text ?? '');
      if (isPlain && word !== 'password') entries.push(entry(token, value, text));
    }
  }
  return entries;
}

/** `IDENTIFIED BY`, `IDENTIFIED WITH plugin BY` */
function isIdentified(tokens: readonly SqlToken[], at: number): boolean {
  return [1, 3].some((back) => lower(tokens[at - back]) === 'identified');
}

/** `(name, password) VALUES ('…', '…'), …`: the columns are the keys. */
function rowsOf(tokens: readonly SqlToken[], from: number, text: string): SettingNode[] {
  const opening = tokens.findIndex((token, at) => at >= from && token.text === '(' && token.kind === 'sign');
  const end = closing(tokens, opening);
  const values = tokens.findIndex((token, at) => at > end && /^values?$/.test(lower(token)) && token.kind === 'word');
  if (opening < 0 || end < 0 || values < 0) return [];
  const columns = tokens.slice(opening + 1, end).filter(({ kind }) => kind !== 'sign');
  const entries: SettingNode[] = [];
  let at = values + 1;
  for (let row = 0; row < MOST_ROWS && tokens[at]?.text === '('; row++) {
    const last = closing(tokens, at);
    if (last < 0) break;
    let column = 0;
    let depth = 0;
    for (let index = at + 1; index < last; index++) {
      const token = tokens[index];
      if (!token) break;
      if (token.text === '(' && token.kind === 'sign') depth++;
      else if (token.text === ')' && token.kind === 'sign') depth--;
      else if (token.text === ',' && token.kind === 'sign' && depth === 0) column++;
      else if (depth === 0 && token.kind === 'text' && isAlone(tokens, index)) {
        const named = columns[column];
        if (named) entries.push({ ...entry(named, token, text), range: token.whole });
      }
    }
    at = last + (tokens[last + 1]?.text === ',' ? 2 : 1);
  }
  return entries;
}

/** Nothing but the text stands in its column. */
function isAlone(tokens: readonly SqlToken[], at: number): boolean {
  return /^[(,]$/.test(tokens[at - 1]?.text ?? '') && /^[),]$/.test(tokens[at + 1]?.text ?? '');
}

function closing(tokens: readonly SqlToken[], opening: number): number {
  let depth = 0;
  for (let at = opening; at >= 0 && at < tokens.length; at++) {
    const { kind, text } = tokens[at] ?? { kind: 'text', text: '' };
    if (kind !== 'sign') continue;
    if (text === '(') depth++;
    else if (text === ')' && --depth === 0) return at;
  }
  return -1;
}

function entry(name: SqlToken, value: SqlToken, text: string): SettingNode {
  const valueRange = rangeOf(value);
  return {
    key: name.text,
    keyRange: rangeOf(name),
    valueRange,
    range: { start: name.whole.start, end: value.whole.end },
    value: valueOf(value, valueRange, text),
  };
}

/** `:'name'` and `&name` are put in by programs. */
function valueOf({ text: written, whole }: SqlToken, range: TextRange, text: string): Value {
  return /[:&]/.test(text.charAt(whole.start - 1)) ? { kind: 'unknown', range } : readInterpolation(written, range);
}

function rangeOf({ start, end }: SqlToken): TextRange {
  return { start, end };
}

function lower(token: SqlToken | undefined): string {
  return token?.text.toLowerCase() ?? '';
}
