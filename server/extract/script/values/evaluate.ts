/** What a value is without running the program: expressions to `Value`. Unknown parts stay unknown. */
import { apiNameOf, moduleName } from '../../../model/api-name.ts';
import type { TextRange } from '../../../model/text-range.ts';
import type { FunctionValue, Value } from '../../../model/value.ts';
import { partsOf } from '../../../model/values.ts';
import {
  dottedName,
  isClass,
  isFunction,
  rangeOf,
  unwrap,
  type ClassNode,
  type FunctionNode,
  type Node,
} from '../nodes.ts';
import type { Binding, Scope, Scopes } from '../scope.ts';
import { callValue, instanceValue, memberValue } from './calls.ts';
import type { Evaluator } from './evaluator.ts';
import { classValue, functionValue, returnedValue, thisValue } from './functions.ts';
import { listValue, literalValue, recordValue, templateValue } from './literals.ts';
import { bindingValue, identifierValue } from './names.ts';
import { binaryValue, conditionalValue, logicalValue, unaryValue } from './operators.ts';

/** Deeper nesting ends in unknown. */
const MAX_DEPTH = 80;
/** A value with more parts than this ends in unknown: hostile files can double a value with every line. */
const MAX_PARTS = 3000;
/** Evaluations per file; what comes after is unknown. */
const MAX_STEPS = 1_000_000;

export class ScriptEvaluator implements Evaluator {
  readonly path: string;
  readonly scopes: Scopes;
  readonly #known = new Map<Node, Value>();
  readonly #returns = new Map<Node, Value>();
  readonly #functions = new Map<number, FunctionNode>();
  readonly #owners = new Map<Node, ClassNode>();
  readonly #running = new Set<Node>();
  readonly #returning = new Set<Node>();
  readonly #parts = new WeakMap<Value, number>();
  #depth = 0;
  #steps = 0;
  /** Something below the present evaluation was cut short. */
  #isCut = false;

  constructor(path: string, scopes: Scopes) {
    this.path = path;
    this.scopes = scopes;
    for (const node of scopes.of.keys()) {
      if (isFunction(node)) this.#functions.set(node.range[0], node);
      if (!isClass(node)) continue;
      for (const element of node.body.body)
        if ('value' in element && element.value) this.#owners.set(element.value, node);
    }
  }

  evaluate(node: Node, scope: Scope): Value {
    const known = this.#known.get(node);
    if (known) return known;
    if (this.#running.has(node) || this.#depth > MAX_DEPTH || ++this.#steps > MAX_STEPS) return this.#cut(node);
    return this.#guarded(node, this.#running, this.#known, () =>
      named(this.#limited(this.#evaluate(node, scope), rangeOf(node)), node),
    );
  }

  returnsOf(node: FunctionNode): Value {
    const known = this.#returns.get(node);
    if (known) return known;
    if (this.#returning.has(node) || this.#depth > MAX_DEPTH || node.generator) return this.#cut(node);
    return this.#guarded(node, this.#returning, this.#returns, () =>
      this.#limited(returnedValue(this, node), rangeOf(node)),
    );
  }

  returnsOfValue(value: FunctionValue): Value {
    const node = this.#functions.get((value.origin?.range ?? value.range).start);
    return node ? this.returnsOf(node) : value.returns;
  }

  bindingValue(binding: Binding, use: TextRange): Value {
    return bindingValue(this, binding, use);
  }

  ownerOf(node: Node): ClassNode | undefined {
    return this.#owners.get(node);
  }

  remembered(node: Node): Value | undefined {
    return this.#known.get(node);
  }

  remember(node: Node, value: Value): void {
    this.#known.set(node, value);
  }

  #guarded(node: Node, running: Set<Node>, results: Map<Node, Value>, work: () => Value): Value {
    running.add(node);
    this.#depth++;
    try {
      const value = work();
      // What was cut short inside of a cycle may be known when it is asked for from outside.
      if (!this.#isCut) results.set(node, value);
      return value;
    } finally {
      running.delete(node);
      this.#depth--;
      if (this.#depth === 0) this.#isCut = false;
    }
  }

  #cut(node: Node): Value {
    this.#isCut = true;
    return { kind: 'unknown', range: rangeOf(node) };
  }

  #limited(value: Value, range: TextRange): Value {
    return this.#count(value, 0) > MAX_PARTS ? { kind: 'unknown', range } : value;
  }

  /** Number of parts of a value, shared ones counted each time they occur. */
  #count(value: Value, depth: number): number {
    if (value.kind === 'absent') return 1;
    const known = this.#parts.get(value);
    if (known !== undefined) return known;
    if (depth > MAX_DEPTH) return MAX_PARTS + 1;
    let count = 1;
    for (const part of partsOf(value)) {
      count += this.#count(part, depth + 1);
      if (count > MAX_PARTS) break;
    }
    this.#parts.set(value, count);
    return count;
  }

  #evaluate(outer: Node, scope: Scope): Value {
    const node = unwrap(outer);
    const range = rangeOf(node);
    switch (node.type) {
      case 'Literal':
        return literalValue(node);
      case 'TemplateLiteral':
        return templateValue(this, node, scope);
      case 'TaggedTemplateExpression': {
        const tag = apiNameOf(this.evaluate(node.tag, scope));
        return tag === 'global#String.raw' ? templateValue(this, node.quasi, scope) : { kind: 'unknown', range };
      }
      case 'Identifier':
        return identifierValue(this, node, scope);
      case 'ThisExpression':
        return thisValue(this, scope, range);
      case 'MetaProperty':
        return { kind: 'reference', module: 'global', name: 'import.meta', path: [], range };
      case 'MemberExpression':
        return memberValue(this, node, scope);
      case 'CallExpression':
        return callValue(this, node, scope);
      case 'NewExpression':
        return instanceValue(this, node, scope);
      case 'ImportExpression': {
        const source = this.evaluate(node.source, scope);
        return source.kind === 'known' && typeof source.value === 'string'
          ? { kind: 'reference', module: moduleName(source.value), name: '*', path: [], range }
          : { kind: 'unknown', range };
      }
      case 'ObjectExpression':
        return recordValue(this, node, scope);
      case 'ArrayExpression':
        return listValue(this, node, scope);
      case 'ConditionalExpression':
        return conditionalValue(this, node, scope);
      case 'LogicalExpression':
        return logicalValue(this, node, scope);
      case 'UnaryExpression':
        return unaryValue(this, node, scope);
      case 'BinaryExpression':
        return binaryValue(this, node, scope);
      case 'AssignmentExpression':
        return node.operator === '=' ? this.evaluate(node.right, scope) : { kind: 'unknown', range };
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        return last ? this.evaluate(last, scope) : { kind: 'unknown', range };
      }
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return functionValue(this, node, range);
      case 'ClassExpression':
      case 'ClassDeclaration':
        return classValue(this, node, range);
      default:
        return { kind: 'unknown', range };
    }
  }
}

/** Remembers the name under which a value is used. */
function named(value: Value, node: Node): Value {
  if (value.kind === 'absent') return value;
  const plain = unwrap(node);
  if (plain.type !== 'Identifier' && plain.type !== 'MemberExpression') return value;
  return { ...value, spelled: dottedName(plain) };
}
