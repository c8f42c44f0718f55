/** Facts of functions and classes. */
import type { FunctionFact } from '../../../model/facts.ts';
import { dottedName, eachChild, keyName, rangeOf, type ClassNode, type FunctionNode } from '../nodes.ts';
import { readNestClass } from '../frameworks/nest.ts';
import { readServerAction } from '../frameworks/next.ts';
import { canDeny } from './guarding.ts';
import { namedValue, nameFunction, patternDefaults, readReturned } from './named-values.ts';
import { readTyped } from './type-fields.ts';
import type { FunctionSummary, Standing, Walk } from './walk.ts';

export function readFunction(walk: Walk, node: FunctionNode, at: Standing): void {
  const summary: FunctionSummary = {
    reads: new Set(),
    tests: new Set(),
    calls: new Set(),
    claims: new Set(),
    denies: false,
    passes: [],
  };
  walk.functions.push(summary);
  const within = node.range[0];
  const expression = node.body && node.body.type !== 'BlockStatement';
  const { argumentOf: _, swallowed: __, ...outer } = at;
  const named = walk.functionNames.get(node) ?? { name: node.id?.name ?? '' };
  const inner: Standing = {
    ...outer,
    within,
    functionName: named.name === '' ? at.functionName : 'owner' in named ? `${named.owner}.${named.name}` : named.name,
    branch: [],
    testing: false,
    used: expression ? 'returned' : 'dropped',
    names: expression ? at.names : [],
  };
  for (const parameter of node.params) {
    const target = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    if (target.type === 'AssignmentPattern' && target.left.type === 'Identifier') {
      namedValue(walk, [target.left.name], target.left, target.right, 'parameter', inner, []);
      walk.visit(target.right, { ...inner, names: [target.left.name], used: 'assigned' });
    }
    readTyped(walk, named.name, parameter);
    patternDefaults(walk, target, inner);
    if ('decorators' in parameter)
      for (const decorator of parameter.decorators)
        walk.visit(decorator, {
          ...inner,
          decorates: dottedName(target.type === 'AssignmentPattern' ? target.left : target),
        });
  }
  if (node.body && expression) readReturned(walk, node.body, inner);
  if (node.body) walk.visit(node.body, inner);
  readServerAction(node, named.name, walk);
  walk.functions.pop();
  if (named.name !== '') walk.named.push({ start: node.range[0], end: node.range[1], name: named.name });
  const fact: FunctionFact = {
    kind: 'function',
    path: walk.path,
    range: rangeOf(node),
    ...named,
    parameters: node.params.map((parameter) =>
      dottedName(parameter.type === 'AssignmentPattern' ? parameter.left : parameter),
    ),
    reads: [...summary.reads],
    tests: [...summary.tests],
    calls: [...summary.calls],
    claims: [...summary.claims],
    denies: canDeny(summary),
  };
  walk.emit(fact);
}

export function readClass(walk: Walk, node: ClassNode, at: Standing): void {
  const name = node.id?.name ?? '';
  if (name !== '') walk.named.push({ start: node.range[0], end: node.range[1], name });
  const inner: Standing = { ...at, names: [name], branch: [], used: 'dropped', testing: false };
  for (const decorator of node.decorators) walk.visit(decorator, at);
  if (node.superClass) walk.visit(node.superClass, at);
  for (const element of node.body.body) {
    const key = 'key' in element ? keyName(element.key, element.computed) : undefined;
    if ('decorators' in element)
      for (const decorator of element.decorators)
        walk.visit(decorator, key === undefined ? inner : { ...inner, decorates: key });
    if (element.type === 'PropertyDefinition' || element.type === 'AccessorProperty') {
      walk.statement(element);
      readTyped(walk, name, element);
      if (!element.value) continue;
      if (key !== undefined) {
        nameFunction(walk, element.value, key, name);
        namedValue(walk, [name, key], element.key, element.value, 'field', inner, []);
      }
      walk.visit(element.value, { ...inner, names: key === undefined ? [] : [name, key], used: 'assigned' });
    } else if (element.type === 'MethodDefinition') {
      if (key !== undefined) walk.functionNames.set(element.value, { name: key, owner: name });
      walk.visit(element.value, inner);
    } else
      eachChild(element, (child) => {
        walk.visit(child, inner);
      });
  }
  readNestClass(node, at.scope, walk);
}
