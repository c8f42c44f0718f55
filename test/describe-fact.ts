/** Facts and values as short texts, for fixtures that say what a file means. */
import type { CallFact, Fact } from '../server/model/facts.ts';
import { stageAt, type FileFacts } from '../server/model/file-facts.ts';
import type { TextRange } from '../server/model/text-range.ts';
import type { Value } from '../server/model/value.ts';
import type { Annotation } from './fixture-harness.ts';

/** What a fixture wants to see: kinds of fact, each with the details that it is about. */
export type Shown = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads `shows: call (order, used), setting`; undefined where a text says nothing. */
export function readShown(annotated: string): Shown | undefined {
  const written = /^(?:\/\/|#|<!--) shows: ([^\r\n]+)/.exec(annotated)?.[1];
  if (written === undefined) return undefined;
  return new Map(
    [...written.matchAll(/([a-z-]+)(?: \(([a-z, -]+)\))?/g)].map(([, kind = '', details = '']) => [
      kind,
      new Set(details.split(', ')),
    ]),
  );
}

/** The annotations that the facts of a file call for. */
export function describeFacts(facts: FileFacts, text: string, shown: Shown): Annotation[] {
  const annotations: Annotation[] = [];
  const add = ({ start, end }: TextRange, description: string): void => {
    annotations.push({ start, end, text: description });
  };
  for (const fact of facts.facts) {
    const details = shown.get(fact.kind);
    if (!details) continue;
    const stage = details.has('stage') ? ` for ${stageAt(facts, fact.range.start)}` : '';
    add(placeOfFact(fact), describeFact(fact, text, details) + stage);
  }
  if (shown.has('export')) {
    for (const [name, value] of facts.exports) {
      add(value.range ?? { start: 0, end: 1 }, `export ${name} ${describeValue(value)}`);
    }
    for (const module of facts.exportAll) add({ start: 0, end: 1 }, `export * from '${module}'`);
  }
  if (shown.has('suppression')) {
    for (const { range, rules, reason, line } of facts.suppressions) {
      const ids = rules.map((rule) => rule.id).join(', ');
      add(range, `suppression of ${ids || 'nothing'} in line ${line + 1}${reason && ` because ${reason}`}`);
    }
  }
  return annotations;
}

/** What a reader would point at. */
function placeOfFact(fact: Fact): TextRange {
  switch (fact.kind) {
    case 'call':
      return fact.calleeRange;
    case 'named-value':
    case 'resource':
      return fact.nameRange;
    case 'command':
      return fact.programRange;
    case 'setting':
      return fact.value.range ?? fact.keyRange;
    case 'markup':
      return fact.value.range ?? fact.nameRange;
    default:
      return fact.range;
  }
}

function describeFact(fact: Fact, text: string, details: ReadonlySet<string>): string {
  const value = (one: Value): string => {
    const origin = one.origin;
    const from = details.has('origin') && origin ? ` (from ${firstLine(text, origin.range)})` : '';
    return describeValue(one) + from;
  };
  const names = (handlers: readonly { name: string; value: Value }[]): string =>
    handlers.map((each) => (details.has('handlers') ? `${each.name}: ${value(each.value)}` : each.name)).join(', ');
  const on = (router: Value): string => (details.has('router') ? ` on ${value(router)}` : '');
  switch (fact.kind) {
    case 'call': {
      const receiver = details.has('receiver') ? ` on ${value(fact.receiver)}` : '';
      const callee = fact.callee === '' ? `own ${fact.spelled}` : fact.callee;
      return `call ${fact.isNew ? 'new ' : ''}${callee}(${fact.arguments.map(value).join(', ')})${receiver}${fact.decorates === undefined ? '' : ` @${fact.decorates}`}${standing(fact, details)}`;
    }
    case 'named-value': {
      const form = details.has('form') ? `${fact.form} ` : 'value ';
      const siblings = details.has('siblings') ? ` beside [${fact.siblings.join(', ')}]` : '';
      const argumentOf = details.has('argument-of') ? ` for ${fact.argumentOf ?? 'nobody'}` : '';
      const element = details.has('element') && fact.element !== undefined ? `<${fact.element}> ` : '';
      return `${form}${element}${fact.names.join('.')} = ${value(fact.value)}${siblings}${argumentOf}`;
    }
    case 'setting': {
      const document = details.has('document') ? ` in ${fact.document || 'no known document'}` : '';
      return `setting ${fact.key.join('.')} = ${value(fact.value)}${document}`;
    }
    case 'markup': {
      const attribute = fact.attribute === undefined ? '' : ` @${fact.attribute}`;
      const namespace = details.has('namespace') && fact.namespace !== '' ? ` {${fact.namespace}}` : '';
      const document = details.has('document') ? ` in ${fact.document || 'no known document'}` : '';
      return `markup ${fact.elements.join('/')}${namespace}${attribute} = ${value(fact.value)}${document}`;
    }
    case 'command': {
      const words = fact.arguments.map((each) => `${each.key} ${value(each.value)}`.trim());
      return `command ${fact.program} [${words.join(', ')}]`;
    }
    case 'resource':
      return `resource ${fact.type} '${fact.name}'${details.has('content') ? ` ${value(fact.value)}` : ''}`;
    case 'route': {
      const marks = fact.marks.length > 0 ? ` marked ${names(fact.marks)}` : '';
      return `route ${fact.framework} ${fact.method} ${value(fact.routePath)} [${names(fact.handlers)}]${marks}${on(fact.router)}`;
    }
    case 'guard': {
      const prefix = fact.prefix.kind === 'absent' ? 'everything' : value(fact.prefix);
      return `guard ${fact.framework} ${prefix} [${names(fact.handlers)}]${on(fact.router)}`;
    }
    case 'function': {
      const list = (name: string, items: readonly string[]): string =>
        details.has(name) ? ` ${name}(${items.join(', ')})` : '';
      const name = [fact.owner, fact.name].filter((part) => part !== undefined).join('.');
      const summary = ['parameters', 'reads', 'tests', 'calls'] as const;
      // The API name of a function of the file holds its offset, which says nothing to a reader.
      const calls = fact.calls.map((call) => call.replace(/^self#\d+$/, 'own'));
      return `function ${name || '?'}${summary.map((each) => list(each, each === 'calls' ? calls : fact[each])).join('')}`;
    }
    case 'comparison':
      return `comparison ${fact.leftName || value(fact.left)} ${fact.operator} ${fact.rightName || value(fact.right)}${standing(fact, details)}`;
    case 'text':
      return `text ${fact.shape}`;
    case 'flow':
      return `flow of ${fact.source} to ${fact.steps.map((step) => `${step.form}${step.isText ? ' as text' : ''} ${step.names.join('.')}${step.index === undefined ? '' : `[${String(step.index)}]`}${step.beside && step.beside.length > 0 ? ` beside ${step.beside.join(', ')}` : ''}`).join(', ')}`;
    case 'type-field':
      return `type ${fact.owner === '' ? '' : `${fact.owner}.`}${fact.name}: ${fact.types.join(' | ')}${fact.attributes ? ` ${fact.attributes}` : ''}`;
    case 'statement':
      return `statement ${firstLine(fact.text, { start: 0, end: fact.text.length })}`;
    case 'import':
      return `import '${fact.module}'`;
  }
}

function standing(
  fact: Pick<CallFact, 'within' | 'functionName' | 'order' | 'branch' | 'used'>,
  details: ReadonlySet<string>,
): string {
  const parts: string[] = [];
  if (details.has('order')) parts.push(`#${fact.order}`);
  if (details.has('within')) {
    parts.push(fact.within === undefined ? 'on top' : `within ${fact.functionName || 'a function'}`);
  }
  if (details.has('used')) parts.push(fact.used);
  if (details.has('branch')) {
    for (const { names, literals, holds } of fact.branch) {
      const condition = [...names, ...literals.map((literal) => JSON.stringify(literal))].join(' ');
      parts.push(`${holds ? 'if' : 'unless'} ${condition}`);
    }
  }
  return parts.length === 0 ? '' : ` | ${parts.join(' | ')}`;
}

/** A value as a reader would write it: `'a'`, `environment HOST ?? 'b'`, `('a' or unknown)`, `{ port: 1, … }`. */
export function describeValue(value: Value): string {
  switch (value.kind) {
    case 'known':
      return typeof value.value === 'string' ? quoted(value.value) : String(value.value);
    case 'list':
      return `[${[...value.items.map(describeValue), ...(value.open ? ['…'] : [])].join(', ')}]`;
    case 'record': {
      const entries = [...value.entries].map(([name, entry]) => `${name}: ${describeValue(entry)}`);
      return `{${[...entries, ...(value.open ? ['…'] : [])].join(', ')}}`;
    }
    case 'environment': {
      const fallback = value.fallback.kind === 'absent' ? '' : ` ?? ${describeValue(value.fallback)}`;
      return `environment ${value.name || '?'}${fallback}`;
    }
    case 'composed':
      return `(${value.parts.map(describeValue).join(' + ')})`;
    case 'either':
      return `(${value.options.map(describeValue).join(' or ')})`;
    case 'call':
      return `result of ${value.callee}(${value.arguments.map(describeValue).join(', ')})`;
    case 'reference':
      return `reference ${value.module}#${[value.name, ...value.path].join('.')}`;
    case 'function':
      return `function ${value.name}`.trimEnd();
    case 'class':
      return `class ${value.name}`.trimEnd();
    case 'parameter':
      return `parameter ${value.name}${value.type && ` of ${value.type}`}`;
    case 'unknown':
    case 'absent':
      return value.kind;
  }
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function firstLine(text: string, { start, end }: TextRange): string {
  const [first = '', ...more] = text.slice(start, end).split('\n');
  return more.length > 0 ? `${first} …` : first;
}
