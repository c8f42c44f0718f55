/** Follows the results of calls that can be guessed: through expressions, names, loops and functions of the file. */
import { apiNameOf, canonicalName } from '../../../model/api-name.ts';
import type { FlowStep } from '../../../model/flow-step.ts';
import type { Value } from '../../../model/value.ts';
import { isUnforeseeable, keepsGuessable } from '../../../../rules/catalog/guessable-values.ts';
import { dottedName, keyName, rangeOf, unwrap, type FunctionNode, type Node } from '../nodes.ts';
import { lookUp, type Binding } from '../scope.ts';
import type { Evaluator } from '../values/evaluator.ts';
import { baseOf, behindText, firstText, isMixed, isTextual, named, textStep } from './beside-flows.ts';
import { Surroundings } from './surroundings.ts';
import type { Walk } from './walk.ts';

/** A value is followed through this many places. */
const MOST_PLACES = 600;
const MOST_STEPS = 40;
/** Generated files call the clock thousands of times. */
const MOST_FOLLOWED = 300;

/** Methods of texts, numbers, lists and hashes that give what they are called on in another form. */
const KEEPS = new Set(
  (
    'toString toFixed toPrecision toUpperCase toLowerCase slice substr substring padStart padEnd replace replaceAll trim ' +
    'split join concat map flatMap filter reverse sort flat fill at charAt charCodeAt repeat valueOf getTime toISOString toJSON ' +
    'getMilliseconds toLocaleString unix valueOf format digest update reduce pop shift values toBase64 toHex next'
  ).split(' '),
);
/** Methods that give a part of what they are called on, chosen by an argument. */
const CHOOSES = new Set(
  'charAt at charCodeAt slice substr substring concat padStart padEnd join update digest get'.split(' '),
);
/** Methods that put an argument into what they are called on. */
const ADDS = new Set('push unshift add append set fill write splice'.split(' '));
/** Methods whose function argument makes (parts of) what they give. */
const MADE_BY = new Set('from map flatMap replace replaceAll then fill reduce times useMemo useState'.split(' '));
const COMPARES = new Set(['===', '==', '!==', '!=', '<', '>', '<=', '>=', 'in', 'instanceof']);

type GoOn = (node: Node, isText: boolean) => void;

interface Place {
  readonly node: Node;
  /** It has been made a text, or part of one. */
  readonly isText: boolean;
}

/** Writes down where the followed results of a file go. */
export function readFlows(program: Node, walk: Walk): void {
  if (walk.followed.length === 0) return;
  const flows = new Flows(program, walk);
  for (const { node, source, functionName } of walk.followed.slice(0, MOST_FOLLOWED)) {
    const steps = flows.stepsFrom(node);
    const callee = 'callee' in node ? node.callee : node;
    if (steps.length > 0)
      walk.emit({
        kind: 'flow',
        path: walk.path,
        range: rangeOf(node),
        source,
        spelled: dottedName(callee),
        functionName,
        steps,
      });
  }
}

class Flows {
  readonly #evaluator: Evaluator;
  readonly #functionNames: Walk['functionNames'];
  readonly #tree: Surroundings;
  /** Where a value stands in a list that it has come through. */
  readonly #elements = new Map<Node, number>();

  constructor(program: Node, { scopes, evaluator, functionNames }: Walk) {
    this.#evaluator = evaluator;
    this.#functionNames = functionNames;
    this.#tree = new Surroundings(program, scopes);
  }

  /** Every place that the result of a call gets to, in the order in which they are found. */
  stepsFrom(call: Node): FlowStep[] {
    const steps: FlowStep[] = [];
    this.#elements.clear();
    const seen = new Set<Node>();
    const open: Place[] = [{ node: call, isText: false }];
    const goOn = (node: Node, isText: boolean): void => {
      if (seen.has(node)) return;
      seen.add(node);
      open.push({ node, isText });
    };
    for (let place = open.shift(); place && seen.size < MOST_PLACES && steps.length < MOST_STEPS; place = open.shift())
      this.#climb(place, steps, goOn);
    return steps;
  }

  /** One step outwards. */
  #climb({ node, isText }: Place, steps: FlowStep[], goOn: GoOn): void {
    const parent = this.#tree.parentOf(node);
    if (!parent) return;
    switch (parent.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'ChainExpression':
      case 'AwaitExpression':
      case 'SpreadElement':
      case 'LogicalExpression':
        goOn(parent, isText);
        return;
      case 'ArrayExpression':
        this.#elements.set(parent, parent.elements.indexOf(node as never));
        goOn(parent, isText);
        return;
      case 'UnaryExpression':
        if (['+', '-', '~'].includes(parent.operator)) goOn(parent, isText);
        return;
      case 'SequenceExpression':
        if (parent.expressions.at(-1) === node) goOn(parent, isText);
        return;
      case 'ConditionalExpression':
        if (parent.test !== node) goOn(parent, isText);
        return;
      case 'BinaryExpression': {
        if (COMPARES.has(parent.operator)) return;
        const other = this.#value(parent.left === node ? parent.right : parent.left);
        if (isMixed(other)) return;
        if (parent.left !== node) behindText(this.#value(parent.left), node, steps);
        goOn(parent, isText || (parent.operator === '+' && isTextual(other)));
        return;
      }
      case 'TemplateLiteral': {
        if (parent.expressions.some((each) => each !== node && isMixed(this.#value(each)))) return;
        const index = parent.expressions.indexOf(node as never);
        textStep(parent.quasis[index]?.value.cooked ?? '', node, steps);
        if (this.#tree.parentOf(parent)?.type !== 'TaggedTemplateExpression') goOn(parent, true);
        return;
      }
      case 'MemberExpression':
        this.#climbMember(parent, node, isText, goOn);
        return;
      case 'CallExpression':
      case 'NewExpression':
        if (parent.callee === node) return;
        this.#climbCall(parent, node, isText, steps, goOn);
        return;
      case 'VariableDeclarator':
        if (parent.init === node && parent.id.type === 'Identifier') {
          steps.push(named([parent.id.name], isText, parent.id));
          this.#follow(lookUp(this.#tree.scopeOf(parent), parent.id.name), isText, goOn);
        }
        return;
      case 'AssignmentExpression':
        if (parent.right === node) this.#climbAssignment(parent, isText || parent.operator === '+=', steps, goOn);
        return;
      case 'AssignmentPattern':
        if (parent.right === node) steps.push(named([dottedName(parent.left)], isText, parent.left));
        return;
      case 'Property': {
        const name = parent.value === node ? keyName(parent.key, parent.computed) : undefined;
        if (name !== undefined) steps.push(named([...this.#tree.namesAround(parent), name], isText, parent.key));
        return;
      }
      case 'PropertyDefinition': {
        const name = keyName(parent.key, parent.computed);
        if (parent.value === node && name !== undefined) steps.push(named([name], isText, parent.key));
        return;
      }
      case 'ReturnStatement':
        this.#climbReturn(this.#tree.functionAround(parent), isText, steps, goOn);
        return;
      case 'ArrowFunctionExpression':
        if (parent.body === node) this.#climbReturn(parent, isText, steps, goOn);
        return;
      default:
    }
  }

  #climbMember(parent: Extract<Node, { type: 'MemberExpression' }>, node: Node, isText: boolean, goOn: GoOn): void {
    if (parent.property === node) {
      goOn(parent, true);
      return;
    }
    const call = this.#tree.callOf(parent);
    const name = keyName(parent.property, parent.computed);
    if (call) {
      if (name !== undefined && KEEPS.has(name)) goOn(call, isText || !/^(?:valueOf|getTime|unix)$/.test(name));
    } else if (parent.computed) goOn(parent, isText);
  }

  #climbCall(
    parent: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>,
    node: Node,
    isText: boolean,
    steps: FlowStep[],
    goOn: GoOn,
  ): void {
    const callee = unwrap(parent.callee);
    const target = this.#value(callee);
    const api = canonicalName(apiNameOf(target));
    const index = parent.arguments.indexOf(node as never);
    if (keepsGuessable(api)) {
      goOn(parent, isText || !/^global#(?:Math|Number|parse|BigInt)/.test(api));
      return;
    }
    const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
    if (method !== undefined && callee.type === 'MemberExpression') {
      if (isUnforeseeable(api) || isMixed(this.#value(callee.object))) return;
      if (CHOOSES.has(method)) goOn(parent, true);
      if (ADDS.has(method)) {
        const base = baseOf(callee.object);
        if (base) {
          const isStored = method === 'set' || method === 'add' || method === 'append';
          if (!isStored) steps.push(named(dottedName(callee.object).split('.'), isText, callee.object));
          if (!isStored) this.#follow(lookUp(this.#tree.scopeOf(base), base.name), true, goOn);
        }
      }
    }
    if (CHOOSES.has(method ?? '') && method !== 'get') return;
    const beside = parent.arguments.flatMap((argument, position) =>
      position === index ? [] : firstText(this.#value(argument)),
    );
    steps.push({
      form: 'argument',
      names: dottedName(callee)
        .split('.')
        .filter((name) => name !== '' && name !== 'this'),
      callee: api,
      index,
      beside,
      ...(this.#elements.has(node) && { element: this.#elements.get(node) ?? -1 }),
      isText,
      range: rangeOf(node),
    });
    const name = target.kind === 'function' ? this.#tree.parameterOf(target, index) : undefined;
    if (name) {
      steps.push(named([name.name], isText, name));
      this.#follow(lookUp(this.#tree.scopeOf(name), name.name), isText, goOn);
    }
  }

  #climbAssignment(
    { left, operator }: Extract<Node, { type: 'AssignmentExpression' }>,
    isText: boolean,
    steps: FlowStep[],
    goOn: GoOn,
  ): void {
    if (operator === '-=' || operator === '/=') return;
    const target = unwrap(left);
    const names = dottedName(target)
      .split('.')
      .filter((name) => name !== '' && name !== 'this');
    if (names.length > 0) steps.push({ form: 'name', names, isText, range: rangeOf(target) });
    const base = baseOf(target);
    if (target.type === 'Identifier' || (target.type === 'MemberExpression' && target.computed && base))
      if (base) this.#follow(lookUp(this.#tree.scopeOf(base), base.name), isText, goOn);
  }

  #climbReturn(owner: FunctionNode | undefined, isText: boolean, steps: FlowStep[], goOn: GoOn): void {
    if (!owner) return;
    const name = this.#functionNames.get(owner)?.name ?? owner.id?.name;
    if (name !== undefined && name !== '')
      steps.push({ form: 'returned', names: [name], isText, range: rangeOf(owner), function: owner.range[0] });
    const parent = this.#tree.parentOf(owner);
    if (parent?.type === 'CallExpression') {
      const callee = unwrap(parent.callee);
      const method =
        callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : dottedName(callee);
      if (callee === owner || (method !== undefined && MADE_BY.has(method))) goOn(parent, isText);
      return;
    }
    if (parent?.type === 'MethodDefinition') {
      for (const call of this.#tree.callsOnThis(name ?? ''))
        if (this.#tree.classAround(call) === this.#tree.classAround(owner)) goOn(call, isText);
      return;
    }
    const declared =
      owner.type === 'FunctionDeclaration' ? owner.id : parent?.type === 'VariableDeclarator' ? parent.id : undefined;
    if (declared?.type !== 'Identifier') return;
    const binding = lookUp(
      this.#tree.scopeOf(owner.type === 'FunctionDeclaration' ? (parent ?? owner) : owner),
      declared.name,
    );
    for (const use of this.#tree.usesOf(binding)) {
      const call = this.#tree.parentOf(use);
      if (call?.type === 'CallExpression') {
        if (call.callee === use) goOn(call, isText);
        // `Array.from({ length }, ziffer)`
        else if (MADE_BY.has(dottedName(call.callee).split('.').at(-1) ?? '')) goOn(call, isText);
      }
    }
  }

  /** Goes on wherever a name is read. */
  #follow(binding: Binding | undefined, isText: boolean, goOn: GoOn): void {
    for (const use of this.#tree.readsOf(binding)) goOn(use, isText);
  }

  #value(node: Node): Value {
    return this.#evaluator.evaluate(node, this.#tree.scopeOf(node));
  }
}
