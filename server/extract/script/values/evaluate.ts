/** What a value is without running the program: expressions to `Value`. Unknown parts stay unknown. */
import { apiNameOf, moduleName } from '../../../model/api-name.ts';
import { contains, type TextRange } from '../../../model/text-range.ts';
import type { ClassValue, FunctionValue, Value } from '../../../model/value.ts';
import { holderOf, mapEntries, memberOf, partsOf, relocate } from '../../../model/values.ts';
import {
  dottedName,
  isClass,
  isFunction,
  rangeOf,
  unwrap,
  type ClassNode,
  type FunctionNode,
  type Node,
  type ObjectNode,
} from '../nodes.ts';
import type { Binding, Scope, Scopes } from '../scope.ts';
import { callValue, instanceValue, memberValue } from './calls.ts';
import type { Evaluator } from './evaluator.ts';
import { emptyClass, fillClass, readsItself, superClassValue, thisValue } from './classes.ts';
import { functionValue, returnedValue } from './functions.ts';
import { listValue, literalValue, recordValue, templateValue } from './literals.ts';
import { Results } from './results.ts';
import { assertedValue } from './types.ts';
import { bindingValue, enumValue, identifierValue, namespaceValue } from './names.ts';
import { assignedValue, binaryValue, conditionalValue, logicalValue, unaryValue } from './operators.ts';

/** Deeper nesting ends in unknown. */
const MAX_DEPTH = 80;
/** A value with more parts than this ends in unknown: hostile files can double a value with every line. */
const MAX_PARTS = 3000;
/** What methods of a larger object literal read from it while it is worked out is unknown. */
const MAX_BUILDING = 200;
/** Evaluations per file; what comes after is unknown. */
const MAX_STEPS = 1_000_000;
export class ScriptEvaluator implements Evaluator {
  readonly path: string;
  readonly scopes: Scopes;
  readonly #values = new Results();
  readonly #returns = new Results();
  readonly #bindings = new Results();
  readonly #classes = new Results();
  readonly #building = new Map<ClassNode, ClassValue>();
  readonly #objects = new Map<ObjectNode, ReadonlyMap<string, Value>>();
  readonly #functions = new Map<number, FunctionNode>();
  readonly #owners = new Map<Node, ClassNode>();
  readonly #parts = new WeakMap<object, number>();
  readonly #outside: readonly TextRange[];
  #depth = 0;
  #steps = 0;
  /** The outermost running evaluation that the present one was cut short for; its own depth and more for none. */
  #cutAt = Infinity;

  /** @param outside parts of the file that only run outside of production */
  constructor(path: string, scopes: Scopes, outside: readonly TextRange[] = []) {
    this.path = path;
    this.scopes = scopes;
    this.#outside = outside;
    for (const node of scopes.of.keys()) {
      if (isFunction(node)) this.#functions.set(node.range[0], node);
      if (!isClass(node)) continue;
      for (const element of node.body.body)
        if ('value' in element && element.value) this.#owners.set(element.value, node);
    }
  }

  evaluate(node: Node, scope: Scope): Value {
    return (
      this.#seen(node, this.#values) ??
      this.#worked(node, this.#values, () => named(this.#limited(this.#evaluate(node, scope), rangeOf(node)), node))
    );
  }

  returnsOf(node: FunctionNode): Value {
    if (node.generator) return { kind: 'unknown', range: rangeOf(node) };
    return (
      this.#seen(node, this.#returns) ??
      this.#worked(node, this.#returns, () => this.#limited(returnedValue(this, node), rangeOf(node)))
    );
  }

  returnsOfValue(value: FunctionValue): Value {
    const node = this.#functions.get((value.origin?.range ?? value.range).start);
    return node ? this.returnsOf(node) : value.returns;
  }

  withReturns(value: Value): Value {
    if (value.kind === 'function') return { ...value, returns: this.returnsOfValue(value) };
    if (value.kind !== 'class' && value.kind !== 'record') return value;
    let left = MAX_PARTS;
    const method = (member: Value): Value => {
      if (member.kind !== 'function') return member;
      const returns = this.returnsOfValue(member);
      left -= this.#count(returns, 0);
      return left < 0 ? member : { ...member, returns };
    };
    if (value.kind === 'record') return { ...value, entries: mapEntries(value.entries, method) };
    return { ...value, members: mapEntries(value.members, method) };
  }

  bindingValue(binding: Binding, use: TextRange): Value {
    if (binding.members.length === 0 || binding.appended.length > 0) return bindingValue(this, binding, use);
    // All that is assigned to its members is gathered once.
    const { node } = binding;
    const value =
      this.#seen(node, this.#bindings) ??
      this.#worked(node, this.#bindings, () => bindingValue(this, binding, rangeOf(node)));
    return relocate(value, use, this.path);
  }

  ownerOf(node: Node): ClassNode | undefined {
    return this.#owners.get(node);
  }

  objectOf(node: ObjectNode, scope: Scope): Value {
    const value = this.evaluate(node, scope);
    const entries = this.#objects.get(node);
    if (entries && entries.size > MAX_BUILDING) return { kind: 'unknown', range: rangeOf(node) };
    return entries ? { kind: 'record', entries: new Map(entries), open: true, range: rangeOf(node) } : value;
  }

  building(node: ObjectNode, entries: ReadonlyMap<string, Value>): void {
    this.#objects.set(node, entries);
  }

  classOf(node: ClassNode, use: TextRange): Value {
    const building = this.#building.get(node);
    if (building) {
      // While it is built, a class that mentions itself sees what is there by then: a value never holds itself.
      this.#seen(node, this.#classes);
      return { ...building, members: new Map(building.members), range: use };
    }
    const value = this.#seen(node, this.#classes) ?? this.#worked(node, this.#classes, () => this.#built(node));
    return value.kind === 'absent' ? value : { ...value, range: use };
  }

  #built(node: ClassNode): Value {
    const value = emptyClass(this, node);
    const members = new Map<string, Value>();
    this.#building.set(node, { ...value, members });
    fillClass(this, node, members);
    if (readsItself(this, node)) {
      this.#end(this.#depth - 1);
      fillClass(this, node, members);
    }
    this.#building.delete(node);
    return this.#limited({ ...value, members }, value.range);
  }

  /** What is known of a node already: for good, or as long as what it hangs on still runs; unknown within itself. */
  #seen(node: Node, results: Results): Value | undefined {
    const known = results.known.get(node);
    if (known) return known;
    const passing = results.passing.get(node);
    const level = passing?.level ?? results.running.get(node);
    if (level === undefined) return undefined;
    this.#cutAt = Math.min(this.#cutAt, level);
    return passing?.value ?? { kind: 'unknown', range: rangeOf(node) };
  }

  #worked(node: Node, results: Results, work: () => Value): Value {
    if (this.#depth > MAX_DEPTH || ++this.#steps > MAX_STEPS) {
      this.#cutAt = 0;
      return { kind: 'unknown', range: rangeOf(node) };
    }
    const cutBefore = this.#cutAt;
    const level = this.#depth++;
    this.#cutAt = Infinity;
    results.running.set(node, level);
    try {
      const value = work();
      results.keep(node, value, level, this.#cutAt);
      return value;
    } finally {
      results.running.delete(node);
      this.#depth--;
      this.#end(level);
      this.#cutAt = Math.min(cutBefore, this.#cutAt < level ? this.#cutAt : Infinity);
    }
  }

  #end(level: number): void {
    for (const each of [this.#values, this.#returns, this.#bindings, this.#classes]) each.end(level);
  }

  #limited(value: Value, range: TextRange): Value {
    return this.#count(value, 0) > MAX_PARTS ? { kind: 'unknown', range } : value;
  }

  /** Number of parts of a value, shared ones counted each time they occur. Copies of a value share what holds its parts. */
  #count(value: Value, depth: number): number {
    if (value.kind === 'absent') return 1;
    const holder = holderOf(value);
    const known = this.#parts.get(holder);
    if (known !== undefined) return known;
    if (depth > MAX_DEPTH) return MAX_PARTS + 1;
    let count = 1;
    for (const part of partsOf(value)) {
      count += this.#count(part, depth + 1);
      if (count > MAX_PARTS) break;
    }
    this.#parts.set(holder, count);
    return count;
  }

  #limitedToStage(value: Value): Value {
    return value.kind === 'known' && this.#outside.some((part) => contains(part, value.range))
      ? { ...value, outsideProduction: true as const }
      : value;
  }

  #evaluate(outer: Node, scope: Scope): Value {
    if (outer.type === 'TSAsExpression' || outer.type === 'TSTypeAssertion')
      return assertedValue(this.evaluate(outer.expression, scope), outer.typeAnnotation, scope, rangeOf(outer));
    const node = unwrap(outer);
    const range = rangeOf(node);
    switch (node.type) {
      case 'Literal':
        return this.#limitedToStage(literalValue(node));
      case 'TemplateLiteral':
        return this.#limitedToStage(templateValue(this, node, scope));
      case 'TaggedTemplateExpression': {
        const tag = apiNameOf(this.evaluate(node.tag, scope));
        return tag === 'global#String.raw' ? templateValue(this, node.quasi, scope) : { kind: 'unknown', range };
      }
      case 'Identifier':
        return identifierValue(this, node, scope);
      case 'ThisExpression':
        return thisValue(this, scope, range);
      case 'Super':
        return superClassValue(this, scope, range);
      case 'MetaProperty':
        return { kind: 'reference', module: 'global', name: 'import.meta', path: [], range };
      case 'MemberExpression':
        return memberValue(this, node, scope);
      case 'TSQualifiedName':
        return memberOf(this.evaluate(node.left, scope), node.right.name, range, this.path);
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
      case 'ObjectExpression': {
        const value = recordValue(this, node, scope);
        this.#objects.delete(node);
        return value;
      }
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
        return assignedValue(this, node, scope);
      case 'SequenceExpression':
        return this.evaluate(node.expressions.at(-1) ?? node, scope);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return functionValue(this, node, range);
      case 'TSEnumDeclaration':
        return enumValue(this, node, scope);
      case 'TSModuleDeclaration':
        return namespaceValue(this, node);
      case 'ClassExpression':
      case 'ClassDeclaration':
        return this.classOf(node, range);
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
