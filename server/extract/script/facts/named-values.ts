/** Facts of values with a name: entries of objects, assignments, defaults. */
import type { NamedValueFact } from '../../../model/facts.ts';
import { FLAGS, REGULAR_EXPRESSION, type Value } from '../../../model/value.ts';
import { readNestProvider } from '../frameworks/nest.ts';
import { readOperations } from '../frameworks/procedures.ts';
import { dottedName, isClass, isFunction, keyName, rangeOf, unwrap, type Node } from '../nodes.ts';
import type { Scope } from '../scope.ts';
import type { Standing, Walk } from './walk.ts';

/** Writes down a named value unless nothing at all is known of it. */
export function namedValue(
  walk: Walk,
  names: readonly string[],
  nameNode: Node,
  valueNode: Node,
  form: NamedValueFact['form'],
  at: Standing,
  siblings: readonly string[],
): void {
  const plain = unwrap(valueNode);
  if (isClass(plain) || plain.type === 'ObjectExpression' || plain.type === 'ArrayExpression') return;
  const value = walk.evaluator.evaluate(plain, at.scope);
  if (!saysSomething(value) && !isKept(names, form)) return;
  walk.emit({
    kind: 'named-value',
    path: walk.path,
    range: { start: nameNode.range[0], end: valueNode.range[1] },
    names,
    nameRange: rangeOf(nameNode),
    value,
    form,
    siblings,
    ...(at.argumentOf !== undefined && { argumentOf: at.argumentOf }),
    ...(form === 'attribute' && at.element !== undefined && { element: at.element }),
  });
}

/** `req.session.konto = await finde(…)`, `localStorage.konto = konto`: that something is kept there counts, whatever it is. */
function isKept(names: readonly string[], form: NamedValueFact['form']): boolean {
  const at = names.findIndex((name) => /^(?:session|(?:local|session)Storage)$/.test(name));
  const least = names[at] === 'session' ? 1 : 0;
  return form === 'assignment' && at >= least && at < names.length - 1;
}

export function readObject(walk: Walk, node: Extract<Node, { type: 'ObjectExpression' }>, at: Standing): void {
  const keys = node.properties.map((property) =>
    property.type === 'Property' ? keyOf(walk, property.key, property.computed, at.scope) : undefined,
  );
  const siblings = keys.filter((key) => key !== undefined);
  for (const [index, property] of node.properties.entries()) {
    if (property.type === 'SpreadElement') {
      walk.visit(property.argument, { ...at, used: 'passed' });
      continue;
    }
    const key = keys[index];
    if (property.computed) walk.visit(property.key, { ...at, names: [], used: 'passed' });
    const value = property.value as Node;
    const names = key === undefined ? [] : [...at.names, key];
    if (key !== undefined) {
      if (isFunction(value)) walk.functionNames.set(value, { name: key });
      else if (value.type !== 'ObjectExpression') walk.statement(property);
      if (!isOverridden(walk, key, node.properties.slice(index + 1), at.scope)) {
        namedValue(walk, names, property.key, value, 'property', at, siblings);
      }
    }
    walk.visit(value, { ...at, names, used: 'assigned', testing: false });
  }
  readNestProvider(node, at.scope, walk);
  readOperations(node, at.names, at.scope, walk);
}

/** The name of an entry; computed ones where they are known. */
function keyOf(walk: Walk, key: Node, computed: boolean, scope: Scope): string | undefined {
  const name = keyName(key, computed);
  if (name !== undefined || !computed) return name;
  const value = walk.evaluator.evaluate(key, scope);
  return value.kind === 'known' ? String(value.value) : undefined;
}

/** True where a later entry or spread of the same literal takes the place of an entry. */
function isOverridden(walk: Walk, key: string, later: readonly Node[], scope: Scope): boolean {
  return later.some((each) => {
    if (each.type === 'Property') return keyName(each.key, each.computed) === key;
    if (each.type !== 'SpreadElement') return false;
    const spread = walk.evaluator.evaluate(each.argument, scope);
    return spread.kind === 'record' && spread.entries.has(key);
  });
}

export function readAssignment(walk: Walk, node: Extract<Node, { type: 'AssignmentExpression' }>, at: Standing): void {
  const names = dottedName(node.left)
    .split('.')
    .filter((name) => name !== '' && name !== 'this');
  const left = unwrap(node.left);
  const target = left.type === 'MemberExpression' ? left.property : left;
  // `process.env[NAME] = …`
  if (left.type === 'MemberExpression' && left.computed && keyName(left.property, true) === undefined) {
    const key = keyOf(walk, left.property, true, at.scope);
    if (key !== undefined) names.push(key);
  }
  if (names.length > 0 && ['=', '??=', '||='].includes(node.operator)) {
    nameFunction(walk, node.right, names.at(-1) ?? '');
    namedValue(walk, names, target, node.right, 'assignment', at, []);
  }
  walk.visit(node.right, { ...at, names, used: 'assigned', testing: false });
  if (left.type === 'MemberExpression') walk.visit(left.object, { ...at, used: 'passed', testing: false });
}

/** Defaults inside of destructuring: `const { password = 'x' } = options`. */
export function patternDefaults(walk: Walk, pattern: Node, at: Standing): void {
  if (pattern.type === 'ObjectPattern') {
    for (const property of pattern.properties) {
      if (property.type !== 'Property') continue;
      const key = keyName(property.key, property.computed);
      for (const summary of walk.functions) if (key !== undefined) summary.reads.add(key);
      if (property.value.type === 'AssignmentPattern' && key !== undefined) {
        namedValue(walk, [key], property.key, property.value.right, 'parameter', at, []);
        walk.visit(property.value.right, { ...at, names: [key], used: 'assigned' });
        patternDefaults(walk, property.value.left, at);
      } else patternDefaults(walk, property.value, at);
    }
  } else if (pattern.type === 'AssignmentPattern') patternDefaults(walk, pattern.left, at);
  else if (pattern.type === 'ArrayPattern')
    for (const element of pattern.elements) if (element) patternDefaults(walk, element, at);
}

/** Markup that a function puts together: who it is handed to is often not seen. */
export function readReturned(walk: Walk, value: Node, at: Standing): void {
  const node = unwrap(value);
  if (node.type === 'TemplateLiteral' && node.quasis.some(({ value: { raw } }) => raw.includes('</')))
    namedValue(walk, [at.functionName], node, node, 'returned', at, []);
}

export function readEnum(walk: Walk, node: Extract<Node, { type: 'TSEnumDeclaration' }>, at: Standing): void {
  for (const { id, initializer } of node.body.members) {
    const name = keyName(id, false);
    if (name !== undefined && initializer)
      namedValue(walk, [node.id.name, name], id, initializer, 'enum-member', at, []);
    if (initializer) walk.visit(initializer, at);
  }
}

/** Remembers the name that a function gets from the place it stands in. */
export function nameFunction(walk: Walk, value: Node, name: string, owner?: string): void {
  const plain = unwrap(value);
  if (isFunction(plain)) walk.functionNames.set(plain, { name, ...(owner !== undefined && { owner }) });
}

/** Most functions, classes and things of which nothing is known are no named values. */
function saysSomething(value: Value): boolean {
  switch (value.kind) {
    case 'known':
    case 'environment':
      return true;
    case 'reference':
      return value.module !== 'global';
    case 'composed':
      return value.parts.some(saysSomething);
    case 'either':
      return value.options.some(saysSomething);
    case 'call':
      return value.callee === FLAGS || value.callee === REGULAR_EXPRESSION;
    case 'function':
      return value.returns.kind === 'absent' || value.returns.kind === 'known';
    default:
      return false;
  }
}
