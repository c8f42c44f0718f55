/** Finds the parts of a script that only run outside of production, by the conditions around them or before them. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TextRange } from '../../model/text-range.ts';
import { isLeaving } from './facts/branches.ts';
import { dottedName, eachChild, isFunction, keyName, rangeOf, unwrap, type Node } from './nodes.ts';
import { lookUp, type Scope, type Scopes } from './scope.ts';

/** One of these stands in every text with such a part. */
const TRIGGER = /prod(?:uction|uktion|uktiv)?\b|isprod|_prod|\bdev(?:elopment)?\b|isdev|entwicklung|\blocal\b|islocal/i;

/** What holds the name of the stage: `process.env.NODE_ENV`, `config.umgebung`, `import.meta.env.MODE`. */
const STAGE_NAME =
  /^(?:(?:node_?|app_?|deploy(?:ment)?_?|vercel_?|target_?)?env(?:ironment)?|(?:app_?)?stage|umgebung|stufe|betriebsart|mode)$/i;
const PRODUCTION = /^(?:prod|production|produktion|produktiv|live)$/i;
const ELSEWHERE = /^(?:dev|develop|development|entwicklung|local|lokal|test|testing|e2e|ci)$/i;

/** Names of what a program makes of it. */
const IN_PRODUCTION =
  /^(?:is|ist|im|in)_?(?:prod|production|produktion|produktiv|live)(?:_?(?:mode|modus|environment|env|umgebung|betrieb|system))?$/i;
const IN_DEVELOPMENT =
  /^(?:(?:is|ist|im|in)_?(?:dev|development|local|lokal|localhost|test|testing|entwicklung|testbetrieb|e2e|ci)(?:_?(?:mode|modus|environment|env|umgebung))?|(?:dev|test|local)_?(?:mode|modus)|entwicklungsmodus|testmodus|__dev__)$/i;
/** Say it as members, or where nothing else is known of them; as a name they may stand for a thing. */
const BARE_PRODUCTION = /^(?:prod|production|produktion)$/i;
const BARE_DEVELOPMENT = /^(?:dev|development|entwicklung)$/i;

/** More of them are not looked at. */
const MOST_PARTS = 300;
/** Constants made of constants are followed this far. */
const MAX_STEPS = 6;

export function outsideProduction(program: TSESTree.Program, scopes: Scopes, text: string): readonly TextRange[] {
  if (!TRIGGER.test(text)) return [];
  const found: TextRange[] = [];
  const refused = new Set<string>();
  const add = (node: Node | null | undefined): void => {
    if (node) found.push(rangeOf(node));
  };
  eachNode(program, scopes.top, scopes, [], (node, scope, conditions) => {
    switch (node.type) {
      case 'Program':
      case 'BlockStatement':
        found.push(...behindExits(node.body, scope));
        return;
      case 'IfStatement':
      case 'ConditionalExpression':
        if (isOutside(node.test, true, scope)) add(node.consequent);
        if (isOutside(node.test, false, scope)) add(node.alternate);
        return;
      case 'LogicalExpression':
        if (node.operator !== '??' && isOutside(node.left, node.operator === '&&', scope)) add(node.right);
        return;
      case 'SwitchStatement':
        found.push(...casesOutside(node, scope));
        return;
      case 'ObjectExpression':
        found.push(...entriesOutside(node));
        return;
      default:
        if (!refuses(node)) return;
        for (const condition of refusedBy(conditions, scope)) {
          add(condition);
          for (const name of namesIn(condition)) refused.add(name);
        }
    }
  });
  if (refused.size > 0)
    eachNode(program, scopes.top, scopes, [], (node) => {
      add(valueNamed(node, refused));
    });
  return merged(found).slice(0, MOST_PARTS);
}

/** In order, without those that lie in others. */
function merged(parts: readonly TextRange[]): readonly TextRange[] {
  const found: TextRange[] = [];
  for (const part of [...parts].sort((one, other) => one.start - other.start || other.end - one.end))
    if (part.end > (found.at(-1)?.end ?? -1)) found.push(part);
  return found;
}

/** Calls `visit` with the conditions around a node in its function, those that are joined by `&&` one by one. */
function eachNode(
  node: Node,
  outer: Scope,
  scopes: Scopes,
  conditions: readonly Node[],
  visit: (node: Node, scope: Scope, conditions: readonly Node[]) => void,
): void {
  const scope = scopes.of.get(node) ?? outer;
  visit(node, scope, conditions);
  const inside = isFunction(node) ? [] : conditions;
  eachChild(node, (child) => {
    const isGuarded = node.type === 'IfStatement' && child === node.consequent;
    eachNode(child, scope, scopes, isGuarded ? [...inside, ...conjuncts(node.test)] : inside, visit);
  });
}

function conjuncts(outer: Node): readonly Node[] {
  const node = unwrap(outer);
  return node.type === 'LogicalExpression' && node.operator === '&&'
    ? [...conjuncts(node.left), ...conjuncts(node.right)]
    : [node];
}

/** What production does not start with: `if (isProduction && secret === 'dev') throw …`. */
function refusedBy(conditions: readonly Node[], scope: Scope): readonly Node[] {
  const rest = conditions.filter((condition) => !isOutside(condition, false, scope));
  return rest.length < conditions.length ? rest : [];
}

function refuses(node: Node): boolean {
  return (
    node.type === 'ThrowStatement' ||
    (node.type === 'CallExpression' && /^process\.exit$|\.addIssue$/.test(dottedName(node.callee)))
  );
}

function namesIn(node: Node): string[] {
  const own = lastName(node);
  const names = own === undefined || own === 'length' ? [] : [own];
  if (node.type === 'MemberExpression' && own !== 'length') return names;
  eachChild(node, (child) => names.push(...namesIn(child)));
  return names;
}

/** What is given to one of these names, and what stands in for it: `process.env.SECRET ?? 'dev'`. */
function valueNamed(node: Node, names: ReadonlySet<string>): Node | null | undefined {
  const isOne = (each: Node): boolean => names.has(lastName(unwrap(each)) ?? '');
  switch (node.type) {
    case 'VariableDeclarator':
      return isOne(node.id) ? node.init : undefined;
    case 'Property':
      return names.has(keyName(node.key, node.computed) ?? '') ? node.value : undefined;
    case 'LogicalExpression':
      return node.operator !== '&&' && isOne(node.left) ? node.right : undefined;
    default:
      return undefined;
  }
}

/** What stands behind `if (isProduction) throw …`. */
function behindExits(statements: readonly Node[], scope: Scope): TextRange[] {
  const end = statements.at(-1)?.range[1] ?? 0;
  return statements.flatMap((statement) => {
    if (statement.type !== 'IfStatement' || statement.range[1] === end) return [];
    const { test, consequent, alternate } = statement;
    const passes = isLeaving(consequent) ? false : alternate && isLeaving(alternate) ? true : undefined;
    return passes !== undefined && isOutside(test, passes, scope) ? [{ start: statement.range[1], end }] : [];
  });
}

/** True where a condition that holds, or does not, is only possible outside of production. */
function isOutside(outer: Node, holds: boolean, scope: Scope, steps = 0): boolean {
  const test = unwrap(outer);
  if (steps > MAX_STEPS) return false;
  const asks = (node: Node, side: boolean): boolean => isOutside(node, side, scope, steps + 1);
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!' && asks(test.argument, !holds);
    case 'LogicalExpression': {
      const { operator, left, right } = test;
      if (operator === '??') return asks(left, holds);
      return (operator === '&&') === holds
        ? asks(left, holds) || asks(right, holds)
        : asks(left, holds) && asks(right, holds);
    }
    case 'BinaryExpression': {
      const isEqual = test.operator === '===' || test.operator === '==';
      if (!isEqual && test.operator !== '!==' && test.operator !== '!=') return false;
      const { left, right } = test;
      const literal = isStage(left, scope) ? textOf(right) : isStage(right, scope) ? textOf(left) : undefined;
      return literal !== undefined && (isEqual === holds ? ELSEWHERE : PRODUCTION).test(literal);
    }
    case 'CallExpression': {
      const callee = unwrap(test.callee);
      if (callee.type !== 'MemberExpression') return isNamed(callee, holds, scope, steps);
      const list = unwrap(callee.object);
      const [asked] = test.arguments;
      if (keyName(callee.property, callee.computed) !== 'includes' || list.type !== 'ArrayExpression' || !asked)
        return isNamed(callee, holds, scope, steps);
      const texts = list.elements.map((element) => element && textOf(element));
      if (!isStage(asked, scope)) return false;
      return holds
        ? texts.length > 0 && texts.every((each) => typeof each === 'string' && ELSEWHERE.test(each))
        : texts.some((each) => typeof each === 'string' && PRODUCTION.test(each));
    }
    default:
      return isNamed(test, holds, scope, steps);
  }
}

/** `isProduction`, `config.istEntwicklung()`, `import.meta.env.DEV`: by what the name is made of, else by itself. */
function isNamed(node: Node, holds: boolean, scope: Scope, steps: number): boolean {
  const name = lastName(node);
  if (name === undefined) return false;
  const made = madeOf(node, scope);
  if (made && !isFunction(made.node))
    return isOutside(made.node, holds, made.scope, steps + 1) || saysIt(name, holds, false);
  return saysIt(name, holds, true);
}

function saysIt(name: string, holds: boolean, isBare: boolean): boolean {
  return holds
    ? IN_DEVELOPMENT.test(name) || (isBare && BARE_DEVELOPMENT.test(name))
    : IN_PRODUCTION.test(name) || (isBare && BARE_PRODUCTION.test(name));
}

/** The only value that a name is ever given. */
function madeOf(node: Node, scope: Scope): { readonly node: Node; readonly scope: Scope } | undefined {
  const binding = node.type === 'Identifier' ? lookUp(scope, node.name) : undefined;
  const [only, ...others] = binding?.initializers ?? [];
  if (!only || others.length > 0 || only.path.length > 0 || binding?.changed) return undefined;
  return { node: unwrap(only.source), scope: only.scope };
}

/** `process.env.NODE_ENV`, `app.get('env')`, `umgebung`, `(process.env.STAGE ?? 'dev').toLowerCase()` */
function isStage(outer: Node, scope: Scope, steps = 0): boolean {
  const node = unwrap(outer);
  if (steps > MAX_STEPS) return false;
  if (node.type === 'LogicalExpression') return isStage(node.left, scope, steps + 1);
  if (node.type === 'CallExpression') {
    const callee = unwrap(node.callee);
    const [key] = node.arguments;
    const text = key && textOf(key);
    if (text !== undefined) return STAGE_NAME.test(text.slice(text.lastIndexOf('.') + 1));
    return callee.type === 'MemberExpression' && !key && isStage(callee.object, scope, steps + 1);
  }
  const name = lastName(node);
  if (name === undefined) return false;
  const made = madeOf(node, scope);
  return STAGE_NAME.test(name) || (made !== undefined && isStage(made.node, made.scope, steps + 1));
}

function lastName(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? keyName(node.property, node.computed) : undefined;
}

/** A text, or the name of a member of an enumeration. */
function textOf(outer: Node): string | undefined {
  const node = unwrap(outer);
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  return node.type === 'MemberExpression' ? keyName(node.property, node.computed) : undefined;
}

/** Cases of a choice by the stage; what one falls into is for it, too. */
function casesOutside({ discriminant, cases }: TSESTree.SwitchStatement, scope: Scope): TextRange[] {
  if (!isStage(discriminant, scope)) return [];
  const texts = cases.map(({ test }) => test && textOf(test));
  const handlesProduction = texts.some((text) => typeof text === 'string' && PRODUCTION.test(text));
  let entered = true;
  return cases.flatMap((each, index) => {
    const text = texts[index];
    const isElsewhere = text === null ? handlesProduction : text !== undefined && ELSEWHERE.test(text);
    entered = entered && isElsewhere;
    const range = entered ? [rangeOf(each)] : [];
    if (each.consequent.some(isLeaving)) entered = true;
    return range;
  });
}

/** `{ development: { … }, production: { … } }` */
function entriesOutside({ properties }: TSESTree.ObjectExpression): TextRange[] {
  const named = properties.flatMap((property) => {
    const name = property.type === 'Property' ? keyName(property.key, property.computed) : undefined;
    return property.type === 'Property' && name !== undefined ? [{ name, value: property.value }] : [];
  });
  if (!named.some(({ name }) => PRODUCTION.test(name))) return [];
  return named.filter(({ name }) => ELSEWHERE.test(name)).map(({ value }) => rangeOf(value));
}
