/** What a value is without running the program: expressions to `Value`. Unknown parts stay unknown. */
import type { TSESTree } from '@typescript-eslint/types';
import { apiNameOf, canonicalName, moduleName } from '../../model/api-name.ts';
import { placeOf, type Place, type TextRange } from '../../model/text-range.ts';
import { ABSENT, type ClassValue, type FunctionValue, type RecordValue, type Value } from '../../model/value.ts';
import { applied, CLASS_GUARDS, composed, either, memberOf, partsOf, relocate } from '../../model/values.ts';
import { dottedName, isClass, isFunction, keyName, rangeOf, unwrap, type ClassNode, type FunctionNode, type Node } from './nodes.ts';
import { guardsOnClass } from './frameworks/nest-guards.ts';
import { lookUp, type Binding, type Scope, type Scopes } from './scope.ts';
import { callThrough } from './see-through.ts';

/** Deeper nesting ends in unknown. */
const MAX_DEPTH = 80;
/** A value with more parts than this ends in unknown: hostile files can double a value with every line. */
const MAX_PARTS = 3000;
/** Evaluations per file; what comes after is unknown. */
const MAX_STEPS = 1_000_000;
/** A variable with more assignments than this is unknown. */
const MAX_WRITES = 8;

export class Evaluator {
  readonly #path: string;
  readonly #scopes: Scopes;
  readonly #known = new Map<Node, Value>();
  readonly #returns = new Map<Node, Value>();
  readonly #functions = new Map<number, FunctionNode>();
  readonly #running = new Set<Node>();
  readonly #returning = new Set<Node>();
  readonly #parts = new WeakMap<Value, number>();
  /** The class whose body surrounds a function or field. */
  readonly #classOf: ReadonlyMap<Node, ClassNode>;
  #depth = 0;
  #steps = 0;
  /** Something below the present evaluation was cut short. */
  #isCut = false;

  /** The file that is evaluated. */
  get path(): string {
    return this.#path;
  }

  constructor(path: string, scopes: Scopes, classOf: ReadonlyMap<Node, ClassNode>) {
    this.#path = path;
    this.#scopes = scopes;
    this.#classOf = classOf;
    for (const node of scopes.of.keys()) if (isFunction(node)) this.#functions.set(node.range[0], node);
  }

  /** The value of an expression that stands in `scope`. */
  evaluate(node: Node, scope: Scope): Value {
    const known = this.#known.get(node);
    if (known) return known;
    if (this.#running.has(node) || this.#depth > MAX_DEPTH || ++this.#steps > MAX_STEPS) return this.#cut(node);
    this.#running.add(node);
    this.#depth++;
    try {
      const value = named(this.#limited(this.#evaluate(node, scope), rangeOf(node)), node);
      // What was cut short inside of a cycle may be known when it is asked for from outside.
      if (!this.#isCut) this.#known.set(node, value);
      return value;
    } finally {
      this.#running.delete(node);
      this.#depth--;
      if (this.#depth === 0) this.#isCut = false;
    }
  }

  /** What a function returns: one plain return, several (`either`), nothing (absent) or unknown. */
returnsOf(node: FunctionNode): Value {
    const known = this.#returns.get(node);
    if (known) return known;
    if (this.#returning.has(node) || this.#depth > MAX_DEPTH || node.generator) return this.#cut(node);
    this.#returning.add(node);
    this.#depth++;
    try {
      const value = this.#limited(this.#evaluateReturns(node), rangeOf(node));
      if (!this.#isCut) this.#returns.set(node, value);
      return value;
    } finally {
      this.#returning.delete(node);
      this.#depth--;
      if (this.#depth === 0) this.#isCut = false;
    }
  }

  #cut(node: Node): Value {
    this.#isCut = true;
    return { kind: 'unknown', range: rangeOf(node) };
  }

  /** The value of what a name is bound to, seen from a use of it. */
  bindingValue(binding: Binding, use: TextRange): Value {
    const value = this.#bindingValue(binding, use);
    return binding.members.length === 0 ? value : this.#withMembers(value, binding, use);
  }

  member(object: Value, name: string, range: TextRange): Value {
    return memberOf(object, name, range, this.#path);
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
        return node.value === null || ['string', 'number', 'boolean'].includes(typeof node.value)
          ? isRegexOrBigint(node) ? { kind: 'unknown', range } : { kind: 'known', value: node.value as string | number | boolean | null, range }
          : { kind: 'unknown', range };
      case 'TemplateLiteral':
        return this.#template(node, scope);
      case 'TaggedTemplateExpression': {
        const tag = apiNameOf(this.evaluate(node.tag, scope));
        return tag === 'global#String.raw' ? this.#template(node.quasi, scope) : { kind: 'unknown', range };
      }
      case 'Identifier':
        return this.#identifier(node, scope);
      case 'ThisExpression': {
        const surrounding = this.#surroundingClass(scope);
        return surrounding ? this.#class(surrounding, range) : { kind: 'unknown', range };
      }
      case 'MetaProperty':
        return { kind: 'reference', module: 'global', name: 'import.meta', path: [], range };
      case 'MemberExpression':
        return this.#memberExpression(node, scope);
      case 'CallExpression':
        return this.#call(node, scope);
      case 'NewExpression':
        return this.#new(node, scope);
      case 'ImportExpression': {
        const source = this.evaluate(node.source, scope);
        return source.kind === 'known' && typeof source.value === 'string'
          ? { kind: 'reference', module: moduleName(source.value), name: '*', path: [], range }
          : { kind: 'unknown', range };
      }
      case 'ObjectExpression':
        return this.#record(node, scope);
      case 'ArrayExpression':
        return this.#list(node, scope);
      case 'ConditionalExpression': {
        const test = this.evaluate(node.test, scope);
        const truth = truthOf(test);
        if (truth !== undefined) return this.evaluate(truth ? node.consequent : node.alternate, scope);
        return either([this.evaluate(node.consequent, scope), this.evaluate(node.alternate, scope)], range);
      }
      case 'LogicalExpression':
        return this.#logical(node, scope);
      case 'UnaryExpression':
        return this.#unary(node, scope);
      case 'BinaryExpression':
        return this.#binary(node, scope);
      case 'AssignmentExpression':
        return node.operator === '=' ? this.evaluate(node.right, scope) : { kind: 'unknown', range };
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        return last ? this.evaluate(last, scope) : { kind: 'unknown', range };
      }
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return this.#function(node, range);
      case 'ClassExpression':
      case 'ClassDeclaration':
        return this.#class(node, range);
      default:
        return { kind: 'unknown', range };
    }
  }

  #template(node: TSESTree.TemplateLiteral, scope: Scope): Value {
    const parts: Value[] = [];
    node.quasis.forEach((quasi, index) => {
      const text = quasi.value.cooked as string | null;
      if (text === null) parts.push({ kind: 'unknown', range: rangeOf(quasi) });
      else if (text !== '') parts.push({ kind: 'known', value: text, range: rangeOf(quasi) });
      const expression = node.expressions[index];
      if (expression) parts.push(this.evaluate(expression, scope));
    });
    return composed(parts, rangeOf(node));
  }

  #identifier(node: TSESTree.Identifier, scope: Scope): Value {
    const range = rangeOf(node);
    const binding = lookUp(scope, node.name);
    if (binding) return this.bindingValue(binding, range);
    if (node.name === 'undefined') return ABSENT;
    if (node.name === 'NaN' || node.name === 'Infinity') return { kind: 'unknown', range };
    return { kind: 'reference', module: 'global', name: node.name, path: [], range };
  }

  #bindingValue(binding: Binding, range: TextRange): Value {
    const { kind, node } = binding;
    if (kind === 'import' && binding.imported) {
      return { kind: 'reference', module: moduleName(binding.imported.module), name: binding.imported.name, path: [], range };
    }
    if (binding.changed) return { kind: 'unknown', range };
    if (kind === 'function' && isFunction(node)) return { ...this.#function(node, range), ...this.#from(node, range) } as Value;
    if (kind === 'class' && isClass(node)) return { ...this.#class(node, range), ...this.#from(node, range) };
    if (kind === 'enum' && node.type === 'TSEnumDeclaration') return this.#enum(node, binding.scope, range);
    if (kind === 'parameter' && binding.parameter) return this.#parameter(binding, range);
    if (binding.initializers.length === 0 || binding.initializers.length > MAX_WRITES) return { kind: 'unknown', range };
    const options = binding.initializers.map((initializer): Value => {
      if (initializer.opaque) return { kind: 'unknown', range };
      const { scope } = initializer;
      let value = this.evaluate(initializer.source, scope);
      for (const name of initializer.path) value = this.member(value, name, range);
      if (initializer.fallback) value = this.#orElse(value, this.evaluate(initializer.fallback, scope), range, true);
      return relocate(value, range, this.#path);
    });
    return either(options, range);
  }

  #parameter(binding: Binding, range: TextRange): Value {
    const parameter = binding.parameter;
    if (!parameter || binding.initializers.some((initializer) => initializer.path.length > 0 || initializer.opaque)) {
      return { kind: 'unknown', range };
    }
    const start = parameter.function.range[0];
    let value: Value = {
      kind: 'parameter',
      name: binding.name,
      function: start,
      index: parameter.index,
      type: parameter.type && parameter.path.length === 0 ? this.#typeName(parameter.type, binding.scope) : '',
      range,
      origin: { path: this.#path, range: rangeOf(binding.node) },
    };
    if (parameter.path.length > 0) value = { kind: 'unknown', range };
    const fallbacks = binding.initializers.map((initializer) =>
      relocate(this.evaluate(initializer.source, initializer.scope), range, this.#path));
    return fallbacks.length === 0 ? value : either([value, ...fallbacks], range);
  }

  /** The API name of a type annotation: `fastify#FastifyInstance`. */
  #typeName(type: Node, scope: Scope): string {
    if (type.type !== 'TSTypeReference') return '';
    const name = type.typeName;
    const path: string[] = [];
    let current: Node = name;
    while (current.type === 'TSQualifiedName') {
      path.unshift(current.right.name);
      current = current.left;
    }
    if (current.type !== 'Identifier') return '';
    const binding = lookUp(scope, current.name);
    if (!binding?.imported) return '';
    const { module, name: imported } = binding.imported;
    return canonicalName(`${moduleName(module)}#${[...(imported === '*' ? [] : [imported]), ...path].join('.')}`);
  }

  /** Adds what is assigned to members after the object was made. */
  #withMembers(value: Value, binding: Binding, use: TextRange): Value {
    if (value.kind !== 'record') return value;
    const entries = new Map(value.entries);
    let open = value.open;
    for (const { path, value: assigned, scope } of binding.members) {
      const [name, ...rest] = path;
      if (name === undefined || name === '?') open = true;
      else if (rest.length > 0 || !assigned) entries.set(name, { kind: 'unknown', range: use });
      else {
        const next = this.evaluate(assigned, scope);
        const before = entries.get(name);
        entries.set(name, before && before.kind !== 'unknown' ? either([before, next], use) : next);
      }
    }
    return { ...value, entries, open };
  }

  #memberExpression(node: TSESTree.MemberExpression, scope: Scope): Value {
    const range = rangeOf(node);
    let name = keyName(node.property, node.computed);
    if (name === undefined) {
      const key = this.evaluate(node.property, scope);
      if (key.kind === 'known') name = String(key.value);
    }
    const object = this.evaluate(node.object, scope);
    if (name === undefined) {
      const environment = this.member(object, '', range);
      const key = environment.kind === 'environment' ? this.evaluate(node.property, scope) : ABSENT;
      return environment.kind === 'environment' && key.kind === 'parameter' ? { ...environment, key } : { kind: 'unknown', range };
    }
    return this.member(object, name, range);
  }

  #call(node: TSESTree.CallExpression, scope: Scope): Value {
    const range = rangeOf(node);
    const callee = this.evaluate(node.callee, scope);
    const seen = callThrough(node, callee, this, scope);
    if (seen) return seen;
    if (callee.kind === 'function') {
      const place = callee.origin ?? placeOf(callee.range, this.#path);
      return relocate(applied(this.#returnsOfValue(callee), place, this.arguments(node, scope)), range, this.#path);
    }
    const name = canonicalName(apiNameOf(callee));
    if (name === '') return { kind: 'unknown', range };
    return { kind: 'call', callee: name, arguments: this.arguments(node, scope), range };
  }

  /** Worked out only when a function is called: most never are. */
  #returnsOfValue(value: FunctionValue): Value {
    const node = this.#functions.get((value.origin?.range ?? value.range).start);
    return node ? this.returnsOf(node) : value.returns;
  }

  #new(node: TSESTree.NewExpression, scope: Scope): Value {
    const range = rangeOf(node);
    const callee = this.evaluate(node.callee, scope);
    if (callee.kind === 'class') return { ...callee, range };
    const name = canonicalName(apiNameOf(callee));
    if (name === 'global#URL' || name === 'global#Request') {
      const [path, base] = this.arguments(node, scope);
      if (path) return relocate(base && base.kind !== 'record' ? composed([base, path], range) : path, range, this.#path);
    }
    if (name === '') return { kind: 'unknown', range };
    return { kind: 'call', callee: name, arguments: this.arguments(node, scope), range };
  }

  /** The arguments of a call; a spread that cannot be seen through ends the list with unknown. */
  arguments(node: TSESTree.CallExpression | TSESTree.NewExpression, scope: Scope): Value[] {
    const values: Value[] = [];
    for (const argument of node.arguments) {
      if (argument.type !== 'SpreadElement') values.push(this.evaluate(argument, scope));
      else {
        const list = this.evaluate(argument.argument, scope);
        if (list.kind === 'list' && !list.open) values.push(...list.items);
        else {
          values.push({ kind: 'unknown', range: rangeOf(argument) });
          break;
        }
      }
    }
    return values;
  }

  #record(node: TSESTree.ObjectExpression, scope: Scope): RecordValue {
    const entries = new Map<string, Value>();
    let open = false;
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        if (!this.#spreadInto(entries, this.evaluate(property.argument, scope))) open = true;
        continue;
      }
      let name = keyName(property.key, property.computed);
      if (name === undefined && property.computed) {
        const key = this.evaluate(property.key, scope);
        if (key.kind === 'known') name = String(key.value);
      }
      if (name === undefined) open = true;
      else if (property.kind === 'get' && isFunction(property.value)) entries.set(name, this.returnsOf(property.value));
      else if (property.kind !== 'set') entries.set(name, this.evaluate(property.value, scope));
    }
    return { kind: 'record', entries, open, range: rangeOf(node) };
  }

  /** False where entries may have come in that cannot be seen. */
  #spreadInto(entries: Map<string, Value>, spread: Value): boolean {
    if (spread.kind === 'absent') return true;
    if (spread.kind === 'known') return spread.value === null || typeof spread.value === 'boolean';
    if (spread.kind === 'record') {
      for (const [name, value] of spread.entries) entries.set(name, value);
      return !spread.open;
    }
    if (spread.kind === 'either') {
      for (const option of spread.options) {
        if (option.kind !== 'record') continue;
        for (const [name, value] of option.entries) {
          const before = entries.get(name);
          entries.set(name, either([before ?? { kind: 'unknown', range: value.range ?? spread.range }, value], spread.range));
        }
      }
    }
    return false;
  }

  #list(node: TSESTree.ArrayExpression, scope: Scope): Value {
    const items: Value[] = [];
    let open = false;
    for (const element of node.elements) {
      if (!element) items.push(ABSENT);
      else if (element.type === 'SpreadElement') {
        const spread = this.evaluate(element.argument, scope);
        if (spread.kind === 'list' && !spread.open) items.push(...spread.items);
        else open = true;
      } else items.push(this.evaluate(element, scope));
    }
    return { kind: 'list', items, open, range: rangeOf(node) };
  }

  #logical(node: TSESTree.LogicalExpression, scope: Scope): Value {
    const range = rangeOf(node);
    const left = this.evaluate(node.left, scope);
    const right = this.evaluate(node.right, scope);
    if (node.operator === '&&') {
      const truth = truthOf(left);
      return truth === undefined ? either([left, right], range) : truth ? right : left;
    }
    return this.#orElse(left, right, range, node.operator === '??');
  }

  /** `left ?? right` (or `||`). */
  #orElse(left: Value, right: Value, range: TextRange, nullishOnly: boolean): Value {
    if (left.kind === 'absent') return right;
    if (left.kind === 'environment' && left.fallback.kind === 'absent') return { ...left, fallback: right, range };
    if (left.kind === 'known') {
      const usesRight = nullishOnly ? left.value === null : !left.value;
      return usesRight ? right : left;
    }
    if (left.kind === 'record' || left.kind === 'list' || left.kind === 'function' || left.kind === 'class') return left;
    return either([left, right], range);
  }

  #unary(node: TSESTree.UnaryExpression, scope: Scope): Value {
    const range = rangeOf(node);
    if (node.operator === 'void') return ABSENT;
    const operand = this.evaluate(node.argument, scope);
    if (node.operator === '!') {
      const truth = truthOf(operand);
      return truth === undefined ? { kind: 'unknown', range } : { kind: 'known', value: !truth, range };
    }
    if (node.operator === '-' && operand.kind === 'known' && typeof operand.value === 'number') {
      return { kind: 'known', value: -operand.value, range };
    }
    return { kind: 'unknown', range };
  }

  #binary(node: TSESTree.BinaryExpression, scope: Scope): Value {
    const range = rangeOf(node);
    if (node.operator === '+') {
      // Long concatenations nest to the left, so they are taken apart without recursion.
      const operands: Node[] = [];
      let current: Node = node;
      while (current.type === 'BinaryExpression' && current.operator === '+') {
        operands.unshift(current.right);
        current = unwrap(current.left);
      }
      operands.unshift(current);
      const values = operands.slice(0, 500).map((operand) => this.evaluate(operand, scope));
      const numbers = values.map((value) => (value.kind === 'known' && typeof value.value === 'number' ? value.value : NaN));
      if (numbers.every((number) => !Number.isNaN(number))) {
        return { kind: 'known', value: numbers.reduce((sum, number) => sum + number, 0), range };
      }
      return composed(values, range);
    }
    const left = this.evaluate(node.left as Node, scope);
    const right = this.evaluate(node.right, scope);
    if (left.kind !== 'known' || right.kind !== 'known') return { kind: 'unknown', range };
    const result = arithmetic(node.operator, left.value, right.value);
    return result === undefined ? { kind: 'unknown', range } : { kind: 'known', value: result, range };
  }

  #function(node: FunctionNode, range: TextRange): Value {
    const returns: Value = isShort(node) ? this.returnsOf(node) : { kind: 'unknown', range: rangeOf(node) };
    return { kind: 'function', name: node.id?.name ?? '', returns, range };
  }

  #evaluateReturns(node: FunctionNode): Value {
    const scope = this.#scopes.of.get(node);
    if (!scope) return { kind: 'unknown', range: rangeOf(node) };
    if (node.body.type !== 'BlockStatement') return this.evaluate(node.body, scope);
    const found: Value[] = [];
    for (const { argument, scope: inner } of returnStatements(node.body, scope, this.#scopes)) {
      found.push(argument ? this.evaluate(argument, inner) : ABSENT);
      if (found.length > MAX_WRITES) return { kind: 'unknown', range: rangeOf(node) };
    }
    return found.length === 0 ? ABSENT : either(found, rangeOf(node));
  }

  #class(node: ClassNode, range: TextRange): ClassValue {
    const known = this.#known.get(node);
    if (known?.kind === 'class') return { ...known, range };
    const members = new Map<string, Value>();
    const scope = this.#scopes.of.get(node) ?? this.#scopes.top;
    const value: ClassValue = {
      kind: 'class',
      name: node.id?.name ?? '',
      base: node.superClass ? this.evaluate(node.superClass, scope) : ABSENT,
      members,
      range: rangeOf(node),
    };
    const guards = guardsOnClass(node, (each) => this.evaluate(each, scope));
    if (guards) members.set(CLASS_GUARDS, guards);
    // Known before its members are, because they may mention the class itself.
    this.#known.set(node, value);
    for (const element of node.body.body) {
      if (element.type === 'MethodDefinition' && element.kind === 'constructor') {
        this.#constructorFields(element.value as FunctionNode, members);
      } else if (element.type === 'PropertyDefinition' || element.type === 'MethodDefinition') {
        const name = keyName(element.key, element.computed);
        if (name === undefined || !element.value) continue;
        if (element.type === 'MethodDefinition' && element.kind === 'get') {
          members.set(name, this.returnsOf(element.value as FunctionNode));
        } else if (isFunction(element.value)) {
          members.set(name, { kind: 'function', name, returns: { kind: 'unknown', range: rangeOf(element.value) }, range: rangeOf(element.value) });
        } else members.set(name, this.evaluate(element.value, scope));
      }
    }
    return { ...value, range };
  }

  /** Fields set by a constructor: parameter properties and plain assignments to `this`. */
  #constructorFields(node: FunctionNode, members: Map<string, Value>): void {
    const scope = this.#scopes.of.get(node);
    if (!scope) return;
    for (const parameter of node.params) {
      if (parameter.type !== 'TSParameterProperty') continue;
      const inner = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
      if (inner.type !== 'Identifier') continue;
      const binding = scope.bindings.get(inner.name);
      if (binding) members.set(inner.name, this.bindingValue(binding, rangeOf(inner)));
    }
    if (node.body?.type !== 'BlockStatement') return;
    for (const statement of node.body.body) {
      if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') continue;
      const { left, right, operator } = statement.expression;
      if (operator !== '=' || left.type !== 'MemberExpression' || left.object.type !== 'ThisExpression') continue;
      const name = keyName(left.property, left.computed);
      if (name !== undefined) members.set(name, this.evaluate(right, scope));
    }
  }

  #enum(node: TSESTree.TSEnumDeclaration, scope: Scope, range: TextRange): Value {
    const entries = new Map<string, Value>();
    let next: number | undefined = 0;
    for (const member of node.body.members) {
      const name = keyName(member.id as Node, false);
      if (name === undefined) continue;
      const value: Value = member.initializer
        ? this.evaluate(member.initializer, scope)
        : next === undefined ? { kind: 'unknown', range: rangeOf(member) } : { kind: 'known', value: next, range: rangeOf(member) };
      next = value.kind === 'known' && typeof value.value === 'number' ? value.value + 1 : undefined;
      entries.set(name, value);
    }
    return { kind: 'record', entries, open: false, range, ...this.#from(node, range) };
  }

  #from(node: Node, use: TextRange): { origin?: Place } {
    const range = rangeOf(node);
    return range.start === use.start && range.end === use.end ? {} : { origin: { path: this.#path, range } };
  }

  #surroundingClass(scope: Scope): ClassNode | undefined {
    for (let current: Scope | undefined = scope; current; current = current.parent) {
      if (isClass(current.node)) return current.node;
      const owner = this.#classOf.get(current.node);
      if (owner) return owner;
      if (isFunction(current.node) && current.node.type !== 'ArrowFunctionExpression') return undefined;
    }
    return undefined;
  }
}

/** Remembers the name under which a value is used. */
function named(value: Value, node: Node): Value {
  if (value.kind === 'absent') return value;
  const plain = unwrap(node);
  if (plain.type !== 'Identifier' && plain.type !== 'MemberExpression') return value;
  return { ...value, spelled: dottedName(plain) };
}

function truthOf(value: Value): boolean | undefined {
  if (value.kind === 'known') return Boolean(value.value);
  if (value.kind === 'absent') return false;
  if (value.kind === 'record' || value.kind === 'list' || value.kind === 'function' || value.kind === 'class') return true;
  return undefined;
}

function isRegexOrBigint(node: TSESTree.Literal): boolean {
  return 'regex' in node && Boolean(node.regex) || 'bigint' in node && Boolean(node.bigint);
}

function arithmetic(operator: string, left: unknown, right: unknown): number | boolean | undefined {
  if (operator === '===' || operator === '==') return left === right;
  if (operator === '!==' || operator === '!=') return left !== right;
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (operator) {
    case '-': return left - right;
    case '*': return left * right;
    case '/': return left / right;
    case '%': return left % right;
    case '**': return left ** right;
    case '<<': return left << right;
    case '|': return left | right;
    default: return undefined;
  }
}

/** Functions whose result is worth working out although nobody calls them by name: `() => undefined`. */
function isShort(node: FunctionNode): boolean {
  return node.body?.type !== 'BlockStatement' || node.body.body.length <= 3;
}

function* returnStatements(node: Node, scope: Scope, scopes: Scopes): Generator<{ argument: Node | null; scope: Scope }> {
  const inner = scopes.of.get(node) ?? scope;
  switch (node.type) {
    case 'ReturnStatement':
      yield { argument: node.argument, scope: inner };
      return;
    case 'BlockStatement':
      for (const statement of node.body) yield* returnStatements(statement, inner, scopes);
      return;
    case 'IfStatement':
      yield* returnStatements(node.consequent, inner, scopes);
      if (node.alternate) yield* returnStatements(node.alternate, inner, scopes);
      return;
    case 'TryStatement':
      yield* returnStatements(node.block, inner, scopes);
      if (node.handler) yield* returnStatements(node.handler.body, scopes.of.get(node.handler) ?? inner, scopes);
      if (node.finalizer) yield* returnStatements(node.finalizer, inner, scopes);
      return;
    case 'SwitchStatement':
      for (const branch of node.cases) for (const statement of branch.consequent) yield* returnStatements(statement, inner, scopes);
      return;
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
      yield* returnStatements(node.body, inner, scopes);
      return;
    default:
  }
}
