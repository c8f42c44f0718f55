/** Facts of a script: walks the tree once and writes down what rules may ask about. */
import type { ScriptDocument } from '../../model/document.ts';
import type { Branch, CallFact, Fact, FunctionFact, NamedValueFact } from '../../model/facts.ts';
import type { FileFacts, Outline } from '../../model/file-facts.ts';
import type { ApiName, Value } from '../../model/value.ts';
import { ABSENT } from '../../model/value.ts';
import { readSuppressions } from '../suppressions.ts';
import { Evaluator } from './evaluate.ts';
import { readExports } from './exports.ts';
import { readNestClass, readNestProvider } from './frameworks/nest.ts';
import { readNextRoutes } from './frameworks/next.ts';
import { announcePlugins, readRouterCall } from './frameworks/routers.ts';
import { apiNameOf, canonicalName } from '../../model/api-name.ts';
import {
  dottedName,
  eachChild,
  isClass,
  isFunction,
  keyName,
  rangeOf,
  unwrap,
  type ClassNode,
  type FunctionNode,
  type Node,
} from './nodes.ts';
import { buildScopes, lookUp, type Scope, type Scopes } from './scope.ts';

/** What a reader of a framework may use of the place it is called for. */
export interface ScriptView {
  readonly path: string;
  readonly evaluator: Evaluator;
  readonly scopes: Scopes;
  /** Functions by start offset whose first parameter is a router of a framework. */
  readonly plugins: Map<number, string>;
  emit(fact: Fact): void;
  nextOrder(): number;
}

interface Standing {
  readonly scope: Scope;
  readonly within?: number;
  readonly functionName: string;
  readonly branch: readonly Branch[];
  readonly used: CallFact['used'];
  /** Names of the surrounding variable and properties. */
  readonly names: readonly string[];
  readonly argumentOf?: ApiName;
  /** The value decides something. */
  readonly testing: boolean;
}

const COMPARISONS = new Set(['===', '==', '!==', '!=', '<', '>', '<=', '>=']);
/** Methods that look something up: their arguments decide. */
const LOOK_UPS = new Set([
  'includes',
  'has',
  'indexOf',
  'some',
  'every',
  'find',
  'get',
  'match',
  'test',
  'startsWith',
  'equals',
]);
const MAX_BRANCHES = 12;

export function extractScript(document: ScriptDocument): FileFacts {
  return new ScriptExtractor(document).extract();
}

class ScriptExtractor implements ScriptView {
  readonly path: string;
  readonly evaluator: Evaluator;
  readonly scopes: Scopes;
  readonly plugins = new Map<number, string>();
  readonly #document: ScriptDocument;
  readonly #facts: Fact[] = [];
  readonly #statements: [number, number][] = [];
  readonly #named: Outline['scopes'][number][] = [];
  readonly #functions: { reads: Set<string>; tests: Set<string>; calls: Set<ApiName> }[] = [];
  readonly #functionNames = new Map<Node, { name: string; owner?: string }>();
  #order = 0;

  constructor(document: ScriptDocument) {
    this.#document = document;
    this.path = document.source.path;
    this.scopes = buildScopes(document.program);
    const classOf = new Map<Node, ClassNode>();
    for (const node of this.scopes.of.keys()) {
      if (!isClass(node)) continue;
      for (const element of node.body.body) if ('value' in element && element.value) classOf.set(element.value, node);
    }
    this.evaluator = new Evaluator(this.path, this.scopes, classOf);
  }

  extract(): FileFacts {
    const { source, program, comments, notices } = this.#document;
    const top: Standing = {
      scope: this.scopes.top,
      functionName: '',
      branch: [],
      used: 'dropped',
      names: [],
      testing: false,
    };
    for (const statement of program.body) this.#visit(statement, top);
    readNextRoutes(program, this);
    const { exports, exportAll } = readExports(program, this.evaluator, this.scopes);
    return {
      path: this.path,
      kind: source.kind,
      stage: source.stage,
      facts: this.#facts,
      exports,
      exportAll,
      suppressions: readSuppressions(
        source.text,
        comments.map(({ range }) => range),
      ),
      outline: this.#outline(exports),
      notices,
    };
  }

  emit(fact: Fact): void {
    this.#facts.push(fact);
  }

  nextOrder(): number {
    return this.#order++;
  }

  #outline(exports: ReadonlyMap<string, Value>): Outline {
    const local = new Set<string>();
    for (const scope of this.scopes.of.values()) for (const name of scope.bindings.keys()) local.add(name);
    for (const name of exports.keys()) local.delete(name);
    this.#statements.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return { statements: this.#statements.flat(), scopes: this.#named, localNames: [...local].sort() };
  }

  #visit(node: Node, standing: Standing): void {
    const inner = this.scopes.of.get(node);
    const at = inner && inner !== standing.scope ? { ...standing, scope: inner } : standing;
    if (isFunction(node)) return this.#function(node, at);
    if (isClass(node)) return this.#class(node, at);
    switch (node.type) {
      case 'ImportDeclaration':
        this.emit({
          kind: 'import',
          path: this.path,
          range: rangeOf(node.source),
          module: node.source.value,
          names: node.specifiers.map((specifier) => specifier.local.name),
        });
        return;
      case 'ExpressionStatement':
        this.#statement(node);
        return this.#visit(node.expression, { ...at, used: 'dropped', testing: false });
      case 'ReturnStatement':
        this.#statement(node);
        if (node.argument) this.#visit(node.argument, { ...at, used: 'returned', testing: false });
        return;
      case 'ThrowStatement':
        this.#statement(node);
        return this.#visit(node.argument, { ...at, used: 'thrown', testing: false });
      case 'VariableDeclaration':
        this.#statement(node);
        for (const declarator of node.declarations) {
          const name = declarator.id.type === 'Identifier' ? declarator.id.name : undefined;
          if (declarator.init) {
            if (name !== undefined) this.#named_(declarator.init, name);
            const names = name === undefined ? [] : [name];
            if (name !== undefined) this.#namedValue(names, declarator.id, declarator.init, 'variable', at, []);
            this.#visit(declarator.init, { ...at, used: 'assigned', names, testing: false });
          }
          this.#pattern(declarator.id, at);
        }
        return;
      case 'IfStatement': {
        this.#visit(node.test, { ...at, used: 'tested', testing: true });
        const branch = this.#branch(node.test, true);
        this.#visit(node.consequent, below(at, branch));
        if (node.alternate) this.#visit(node.alternate, below(at, { ...branch, holds: false }));
        return;
      }
      case 'ConditionalExpression': {
        this.#visit(node.test, { ...at, used: 'tested', testing: true });
        const branch = this.#branch(node.test, true);
        this.#visit(node.consequent, below(at, branch));
        this.#visit(node.alternate, below(at, { ...branch, holds: false }));
        return;
      }
      case 'LogicalExpression':
        this.#visit(node.left, { ...at, used: 'tested', testing: true });
        return this.#visit(node.right, node.operator === '&&' ? below(at, this.#branch(node.left, true)) : at);
      case 'WhileStatement':
      case 'DoWhileStatement':
        this.#visit(node.test, { ...at, used: 'tested', testing: true });
        return this.#visit(node.body, at);
      case 'SwitchStatement':
        this.#visit(node.discriminant, { ...at, used: 'tested', testing: true });
        for (const branch of node.cases) {
          if (branch.test) this.#visit(branch.test, { ...at, used: 'tested', testing: true });
          for (const statement of branch.consequent)
            this.#visit(statement, below(at, this.#branch(node.discriminant, true)));
        }
        return;
      case 'BinaryExpression':
        return this.#binary(node, at);
      case 'UnaryExpression':
        return this.#visit(node.argument, node.operator === '!' ? { ...at, used: 'tested', testing: true } : at);
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(node, at);
      case 'ObjectExpression':
        return this.#object(node, at);
      case 'ArrayExpression':
        node.elements.forEach((element, index) => {
          if (!element) return;
          const names = at.names.length === 0 ? [] : [...at.names, String(index)];
          if (names.length > 0 && element.type !== 'SpreadElement')
            this.#namedValue(names, element, element, 'property', at, []);
          this.#visit(element, { ...at, names, used: 'assigned' });
        });
        return;
      case 'AssignmentExpression':
        return this.#assignment(node, at);
      case 'TSEnumDeclaration':
        for (const member of node.body.members) {
          const name = keyName(member.id as Node, false);
          if (name !== undefined && member.initializer) {
            this.#namedValue([node.id.name, name], member.id as Node, member.initializer, 'enum-member', at, []);
          }
        }
        return;
      case 'MemberExpression':
        this.#read(node, at);
        if (node.computed) this.#visit(node.property, { ...at, testing: true });
        return this.#visit(node.object, { ...at, used: 'passed' });
      case 'Identifier':
        if (at.testing) this.#tested(node, at.scope);
        return;
      case 'JSXAttribute': {
        const name = node.name.type === 'JSXIdentifier' ? node.name.name : node.name.name.name;
        const value = node.value?.type === 'JSXExpressionContainer' ? node.value.expression : node.value;
        if (value && value.type !== 'JSXEmptyExpression') {
          this.#namedValue([name], node.name, value, 'attribute', at, []);
          this.#visit(value, { ...at, names: [], used: 'passed' });
        }
        return;
      }
      case 'AwaitExpression':
        return this.#visit(node.argument, at);
      default:
        eachChild(node, (child) => {
          this.#visit(child, at);
        });
    }
  }

  #function(node: FunctionNode, at: Standing): void {
    const summary = { reads: new Set<string>(), tests: new Set<string>(), calls: new Set<ApiName>() };
    this.#functions.push(summary);
    const within = node.range[0];
    const expression = node.body && node.body.type !== 'BlockStatement';
    const { argumentOf: _, ...outer } = at;
    const named = this.#functionNames.get(node) ?? { name: node.id?.name ?? '' };
    const inner: Standing = {
      ...outer,
      within,
      functionName:
        named.name === '' ? at.functionName : 'owner' in named ? `${String(named.owner)}.${named.name}` : named.name,
      branch: [],
      testing: false,
      used: expression ? 'returned' : 'dropped',
      names: expression ? at.names : [],
    };
    for (const parameter of node.params) {
      const target = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
      if (target.type === 'AssignmentPattern' && target.left.type === 'Identifier') {
        this.#namedValue([target.left.name], target.left, target.right, 'parameter', inner, []);
        this.#visit(target.right, { ...inner, names: [target.left.name], used: 'assigned' });
      }
      this.#pattern(target, inner);
      if ('decorators' in parameter) for (const decorator of parameter.decorators) this.#visit(decorator, inner);
    }
    if (node.body) this.#visit(node.body, inner);
    this.#functions.pop();
    if (named.name !== '') this.#named.push({ start: node.range[0], end: node.range[1], name: named.name });
    const fact: FunctionFact = {
      kind: 'function',
      path: this.path,
      range: rangeOf(node),
      ...named,
      parameters: node.params.map((parameter) =>
        dottedName(parameter.type === 'AssignmentPattern' ? parameter.left : parameter),
      ),
      reads: [...summary.reads],
      tests: [...summary.tests],
      calls: [...summary.calls],
    };
    this.emit(fact);
  }

  #class(node: ClassNode, at: Standing): void {
    const name = node.id?.name ?? '';
    if (name !== '') this.#named.push({ start: node.range[0], end: node.range[1], name });
    const inner: Standing = { ...at, names: [name], branch: [], used: 'dropped', testing: false };
    for (const decorator of node.decorators) this.#visit(decorator, at);
    if (node.superClass) this.#visit(node.superClass, at);
    for (const element of node.body.body) {
      const key = 'key' in element ? keyName(element.key, element.computed) : undefined;
      if ('decorators' in element) for (const decorator of element.decorators) this.#visit(decorator, inner);
      if (element.type === 'PropertyDefinition' || element.type === 'AccessorProperty') {
        this.#statement(element);
        if (!element.value) continue;
        if (key !== undefined) {
          this.#named_(element.value, key, name);
          this.#namedValue([name, key], element.key, element.value, 'field', inner, []);
        }
        this.#visit(element.value, { ...inner, names: key === undefined ? [] : [name, key], used: 'assigned' });
      } else if (element.type === 'MethodDefinition') {
        if (key !== undefined) this.#functionNames.set(element.value, { name: key, owner: name });
        this.#visit(element.value, inner);
      } else
        eachChild(element, (child) => {
          this.#visit(child, inner);
        });
    }
    readNestClass(node, at.scope, this);
  }

  #binary(node: Extract<Node, { type: 'BinaryExpression' }>, at: Standing): void {
    if (!COMPARISONS.has(node.operator)) {
      // Long concatenations nest to the left; taken apart without recursion.
      let current: Node = node;
      while (current.type === 'BinaryExpression' && !COMPARISONS.has(current.operator)) {
        this.#visit(current.right, at);
        current = current.left;
      }
      return this.#visit(current, at);
    }
    const testing: Standing = { ...at, testing: true, used: 'tested' };
    this.emit({
      kind: 'comparison',
      path: this.path,
      range: rangeOf(node),
      operator: node.operator,
      leftName: dottedName(node.left),
      rightName: dottedName(node.right),
      left: this.evaluator.evaluate(node.left, at.scope),
      right: this.evaluator.evaluate(node.right, at.scope),
      ...this.#standing(at),
    });
    this.#visit(node.left, testing);
    this.#visit(node.right, testing);
  }

  #call(node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>, at: Standing): void {
    const calleeNode = unwrap(node.callee);
    const callee = this.evaluator.evaluate(calleeNode, at.scope);
    const name = canonicalName(apiNameOf(callee));
    const receiver =
      calleeNode.type === 'MemberExpression' ? this.evaluator.evaluate(calleeNode.object, at.scope) : ABSENT;
    const method =
      calleeNode.type === 'MemberExpression' ? keyName(calleeNode.property, calleeNode.computed) : undefined;
    // Inner calls come first in order of evaluation.
    const looksUp = method !== undefined && LOOK_UPS.has(method);
    this.#visit(calleeNode, { ...at, used: 'passed', testing: looksUp || at.testing });
    announcePlugins(node, name, this);
    const { argumentOf: _, ...outer } = at;
    for (const argument of node.arguments) {
      this.#visit(argument, {
        ...outer,
        names: [],
        used: 'passed',
        testing: looksUp,
        ...(name !== '' && { argumentOf: name }),
      });
    }
    if (node.type === 'CallExpression') readRouterCall(node, { name, callee, receiver, scope: at.scope }, this);
    if (name === '' && callee.kind !== 'function') return;
    const fact: CallFact = {
      kind: 'call',
      path: this.path,
      range: rangeOf(node),
      callee: name,
      calleeRange: rangeOf(calleeNode),
      spelled: dottedName(calleeNode),
      target: callee,
      isNew: node.type === 'NewExpression',
      receiver,
      arguments: this.evaluator.arguments(node, at.scope),
      ...this.#standing(at),
    };
    this.emit(fact);
    const local = callee.kind === 'function' ? `self#${String((callee.origin?.range ?? callee.range).start)}` : name;
    for (const summary of this.#functions) summary.calls.add(local);
  }

  #object(node: Extract<Node, { type: 'ObjectExpression' }>, at: Standing): void {
    const keys = node.properties.map((property) =>
      property.type === 'Property' ? this.#keyOf(property.key, property.computed, at.scope) : undefined,
    );
    const siblings = keys.filter((key) => key !== undefined);
    for (const [index, property] of node.properties.entries()) {
      if (property.type === 'SpreadElement') {
        this.#visit(property.argument, { ...at, used: 'passed' });
        continue;
      }
      const key = keys[index];
      if (property.computed) this.#visit(property.key, { ...at, names: [], used: 'passed' });
      const value = property.value as Node;
      const names = key === undefined ? [] : [...at.names, key];
      if (key !== undefined) {
        if (isFunction(value)) this.#functionNames.set(value, { name: key });
        else if (value.type !== 'ObjectExpression') this.#statement(property);
        if (!this.#isOverridden(key, node.properties.slice(index + 1), at.scope)) {
          this.#namedValue(names, property.key, value, 'property', at, siblings);
        }
      }
      this.#visit(value, { ...at, names, used: 'assigned', testing: false });
    }
    readNestProvider(node, at.scope, this);
  }

  /** The name of an entry; computed ones where they are known. */
  #keyOf(key: Node, computed: boolean, scope: Scope): string | undefined {
    const name = keyName(key, computed);
    if (name !== undefined || !computed) return name;
    const value = this.evaluator.evaluate(key, scope);
    return value.kind === 'known' ? String(value.value) : undefined;
  }

  /** True where a later entry or spread of the same literal takes the place of an entry. */
  #isOverridden(key: string, later: readonly Node[], scope: Scope): boolean {
    return later.some((each) => {
      if (each.type === 'Property') return keyName(each.key, each.computed) === key;
      if (each.type !== 'SpreadElement') return false;
      const spread = this.evaluator.evaluate(each.argument, scope);
      return spread.kind === 'record' && spread.entries.has(key);
    });
  }

  #assignment(node: Extract<Node, { type: 'AssignmentExpression' }>, at: Standing): void {
    const names = dottedName(node.left)
      .split('.')
      .filter((name) => name !== '' && name !== 'this');
    const left = unwrap(node.left);
    const target = left.type === 'MemberExpression' ? left.property : left;
    if (names.length > 0 && ['=', '??=', '||='].includes(node.operator)) {
      this.#named_(node.right, names.at(-1) ?? '');
      this.#namedValue(names, target, node.right, 'assignment', at, []);
    }
    this.#visit(node.right, { ...at, names, used: 'assigned', testing: false });
    if (left.type === 'MemberExpression') this.#visit(left.object, { ...at, used: 'passed', testing: false });
  }

  /** Writes down a named value unless nothing at all is known of it. */
  #namedValue(
    names: readonly string[],
    nameNode: Node,
    valueNode: Node,
    form: NamedValueFact['form'],
    at: Standing,
    siblings: readonly string[],
  ): void {
    const plain = unwrap(valueNode);
    if (isClass(plain) || plain.type === 'ObjectExpression' || plain.type === 'ArrayExpression') return;
    const value = this.evaluator.evaluate(plain, at.scope);
    if (!saysSomething(value)) return;
    this.emit({
      kind: 'named-value',
      path: this.path,
      range: { start: nameNode.range[0], end: valueNode.range[1] },
      names,
      nameRange: rangeOf(nameNode),
      value,
      form,
      siblings,
      ...(at.argumentOf !== undefined && { argumentOf: at.argumentOf }),
    });
  }

  /** Defaults inside of destructuring: `const { password = 'x' } = options`. */
  #pattern(pattern: Node, at: Standing): void {
    if (pattern.type === 'ObjectPattern') {
      for (const property of pattern.properties) {
        if (property.type !== 'Property') continue;
        const key = keyName(property.key, property.computed);
        for (const summary of this.#functions) if (key !== undefined) summary.reads.add(key);
        if (property.value.type === 'AssignmentPattern' && key !== undefined) {
          this.#namedValue([key], property.key, property.value.right, 'parameter', at, []);
          this.#visit(property.value.right, { ...at, names: [key], used: 'assigned' });
          this.#pattern(property.value.left, at);
        } else this.#pattern(property.value, at);
      }
    } else if (pattern.type === 'AssignmentPattern') this.#pattern(pattern.left, at);
    else if (pattern.type === 'ArrayPattern')
      for (const element of pattern.elements) if (element) this.#pattern(element, at);
  }

  #standing(at: Standing): Pick<CallFact, 'order' | 'branch' | 'used' | 'functionName'> & { within?: number } {
    return {
      functionName: at.functionName,
      order: this.nextOrder(),
      branch: at.branch,
      used: at.used,
      ...(at.within !== undefined && { within: at.within }),
    };
  }

  #branch(test: Node, holds: boolean): Branch {
    const names = new Set<string>();
    const literals: (string | number | boolean)[] = [];
    const look = (node: Node, depth: number): void => {
      const plain = unwrap(node);
      if (plain.type === 'Identifier' || plain.type === 'MemberExpression') names.add(dottedName(plain));
      if (
        plain.type === 'Literal' &&
        (typeof plain.value === 'string' || typeof plain.value === 'number' || typeof plain.value === 'boolean')
      ) {
        literals.push(plain.value);
      }
      if (depth < 8 && !isFunction(plain))
        eachChild(plain, (child) => {
          look(child, depth + 1);
        });
    };
    look(test, 0);
    return { names: [...names].slice(0, 20), literals: literals.slice(0, 20), range: rangeOf(test), holds };
  }

  #read(node: Extract<Node, { type: 'MemberExpression' }>, at: Standing): void {
    const name = keyName(node.property, node.computed);
    if (name === undefined) return;
    for (const summary of this.#functions) {
      summary.reads.add(name);
      if (at.testing) summary.tests.add(name);
    }
  }

  /** A tested name counts with the member that it was taken from: `const level = token.acr`. */
  #tested(node: Extract<Node, { type: 'Identifier' }>, scope: Scope): void {
    const names = [node.name];
    const binding = lookUp(scope, node.name);
    for (const { source, path } of binding?.initializers.slice(0, 3) ?? []) {
      const last = path.at(-1);
      if (last !== undefined) names.push(last);
      const dotted = dottedName(source).split('.').at(-1);
      if (path.length === 0 && dotted !== undefined && dotted !== '') names.push(dotted);
    }
    for (const summary of this.#functions) for (const name of names) summary.tests.add(name);
  }

  #statement(node: Node): void {
    this.#statements.push([node.range[0], node.range[1]]);
  }

  /** Remembers the name that a function gets from the place it stands in. */
  #named_(value: Node, name: string, owner?: string): void {
    const plain = unwrap(value);
    if (isFunction(plain)) this.#functionNames.set(plain, { name, ...(owner !== undefined && { owner }) });
  }
}

function below(standing: Standing, branch: Branch): Standing {
  return {
    ...standing,
    testing: false,
    branch: standing.branch.length < MAX_BRANCHES ? [...standing.branch, branch] : standing.branch,
  };
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
    case 'function':
      return value.returns.kind === 'absent' || value.returns.kind === 'known';
    default:
      return false;
  }
}
