/** Facts of a script: walks the tree once and writes down what rules may ask about. */
import type { ScriptDocument } from '../../model/document.ts';
import type { Fact } from '../../model/facts.ts';
import type { FileFacts, Outline } from '../../model/file-facts.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { Value } from '../../model/value.ts';
import { readSuppressions } from '../suppressions.ts';
import { buildScopes } from './build-scopes.ts';
import { readExports } from './exports.ts';
import { readBinary, readCall, readCase, readTag } from './facts/calls.ts';
import { readClass, readFunction } from './facts/functions.ts';
import { readFlows } from './facts/flows.ts';
import { readImport } from './facts/imports.ts';
import {
  namedValue,
  nameFunction,
  patternDefaults,
  readAssignment,
  readEnum,
  readObject,
  readReturned,
} from './facts/named-values.ts';
import { readMembers, readTypeAlias, readTyped } from './facts/type-fields.ts';
import { below, branchOf, casesOf, passedBranch, swallows } from './facts/branches.ts';
import { markDenying, noteAssignedAnswer } from './facts/guarding.ts';
import { readMember, readTested } from './facts/tested-names.ts';
import type { FunctionSummary, Standing, Walk } from './facts/walk.ts';
import { readFileRoutes } from './frameworks/file-routes.ts';
import { readRouteConfiguration } from './frameworks/react-router.ts';
import { readNextRoutes } from './frameworks/next.ts';
import { announceTyped } from './frameworks/plugins.ts';
import { outsideProduction } from './outside-production.ts';
import { eachChild, isClass, isFunction, type Node } from './nodes.ts';
import type { Scopes } from './scope.ts';
import { ScriptEvaluator } from './values/evaluate.ts';

export function extractScript(document: ScriptDocument): FileFacts {
  return new ScriptExtractor(document).extract();
}

class ScriptExtractor implements Walk {
  readonly path: string;
  readonly evaluator: ScriptEvaluator;
  readonly scopes: Scopes;
  readonly plugins = new Map<number, string>();
  readonly #document: ScriptDocument;
  readonly #outside: readonly TextRange[];
  readonly #facts: Fact[] = [];
  readonly #statements: [number, number][] = [];
  readonly #literals: [number, number][] = [];
  readonly named: Outline['scopes'][number][] = [];
  readonly functions: FunctionSummary[] = [];
  readonly followed: Walk['followed'] = [];
  readonly functionNames = new Map<Node, { name: string; owner?: string }>();
  #order = 0;

  constructor(document: ScriptDocument) {
    this.#document = document;
    this.path = document.source.path;
    this.scopes = buildScopes(document.program);
    this.#outside = outsideProduction(document.program, this.scopes, document.source.text);
    this.evaluator = new ScriptEvaluator(this.path, this.scopes, this.#outside);
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
    this.#statementsIn(program.body, top);
    readNextRoutes(program, this);
    readFileRoutes(program, this);
    readRouteConfiguration(program, this);
    readFlows(program, this);
    const { exports, exportAll } = readExports(program, this.evaluator, this.scopes);
    return {
      path: this.path,
      kind: source.kind,
      stage: source.stage,
      ...(this.#outside.length > 0 && {
        stagedParts: this.#outside.map((part) => ({ ...part, stage: 'local' as const })),
      }),
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
    return {
      statements: this.#statements.flat(),
      scopes: this.named,
      localNames: [...local].sort(),
      literals: this.#literals.sort((a, b) => a[0] - b[0]).flat(),
    };
  }

  visit(node: Node, standing: Standing): void {
    const inner = this.scopes.of.get(node);
    const at = inner && inner !== standing.scope ? { ...standing, scope: inner } : standing;
    if (isFunction(node)) return readFunction(this, node, at);
    if (isClass(node)) return readClass(this, node, at);
    switch (node.type) {
      case 'Literal':
        if (typeof node.value !== 'number' && typeof node.value !== 'boolean')
          this.#literals.push([node.range[0], node.range[1]]);
        return;
      case 'TemplateElement':
      case 'JSXText':
        this.#literals.push([node.range[0], node.range[1]]);
        return;
      case 'ImportDeclaration':
        return readImport(this, node.source);
      case 'ExportAllDeclaration':
      case 'ImportExpression':
        readImport(this, node.source);
        return this.visit(node.source, at);
      case 'TSExternalModuleReference':
        readImport(this, node.expression);
        return this.visit(node.expression, at);
      case 'ExportNamedDeclaration':
        if (node.source) readImport(this, node.source);
        return this.#children(node, at);
      case 'ExpressionStatement':
        this.statement(node);
        return this.visit(node.expression, { ...at, used: 'dropped', testing: false });
      case 'ReturnStatement':
        this.statement(node);
        if (node.argument) readReturned(this, node.argument, at);
        if (node.argument) this.visit(node.argument, { ...at, used: 'returned', testing: false });
        return;
      case 'ThrowStatement':
        this.statement(node);
        markDenying(this.functions);
        return this.visit(node.argument, { ...at, used: 'thrown', testing: false });
      case 'VariableDeclaration':
        this.statement(node);
        for (const declarator of node.declarations) {
          const name = declarator.id.type === 'Identifier' ? declarator.id.name : undefined;
          if (declarator.init) {
            announceTyped(declarator, this);
            if (name !== undefined) nameFunction(this, declarator.init, name);
            const names = name === undefined ? [] : [name];
            if (name !== undefined) namedValue(this, names, declarator.id, declarator.init, 'variable', at, []);
            this.visit(declarator.init, { ...at, used: 'assigned', names, testing: false });
          }
          readTyped(this, '', declarator.id);
          patternDefaults(this, declarator.id, at);
        }
        return;
      case 'IfStatement': {
        this.visit(node.test, { ...at, used: 'tested', testing: true });
        const branch = branchOf(node.test, true);
        this.visit(node.consequent, below(at, branch));
        if (node.alternate) this.visit(node.alternate, below(at, { ...branch, holds: false }));
        return;
      }
      case 'ConditionalExpression': {
        this.visit(node.test, { ...at, used: 'tested', testing: true });
        const branch = branchOf(node.test, true);
        this.visit(node.consequent, below(at, branch));
        this.visit(node.alternate, below(at, { ...branch, holds: false }));
        return;
      }
      case 'BlockStatement':
      case 'StaticBlock':
        return this.#statementsIn(node.body, at);
      case 'LogicalExpression':
        this.visit(node.left, { ...at, used: 'tested', testing: true });
        // Behind `??` something is missing; that is no condition that anybody wrote.
        return this.visit(
          node.right,
          node.operator === '??' ? at : below(at, branchOf(node.left, node.operator === '&&')),
        );
      case 'WhileStatement':
        this.visit(node.test, { ...at, used: 'tested', testing: true });
        return this.visit(node.body, below(at, branchOf(node.test, true)));
      case 'DoWhileStatement':
        this.visit(node.test, { ...at, used: 'tested', testing: true });
        return this.visit(node.body, at);
      case 'TryStatement':
        this.visit(node.block, { ...at, ...(swallows(node) && { swallowed: true }) });
        if (node.handler) this.visit(node.handler, at);
        if (node.finalizer) this.visit(node.finalizer, at);
        return;
      case 'SwitchStatement':
        this.visit(node.discriminant, { ...at, used: 'tested', testing: true });
        for (const { test } of node.cases) if (test) readCase(this, node.discriminant, test, at);
        for (const { branch, statements } of casesOf(node)) this.#statementsIn(statements, below(at, branch));
        return;
      case 'BinaryExpression':
        return readBinary(this, node, at);
      case 'UnaryExpression':
        return this.visit(node.argument, node.operator === '!' ? { ...at, used: 'tested', testing: true } : at);
      case 'CallExpression':
      case 'NewExpression':
        return readCall(this, node, at);
      case 'TaggedTemplateExpression':
        return readTag(this, node, at);
      case 'ObjectExpression':
        return readObject(this, node, at);
      case 'ArrayExpression':
        node.elements.forEach((element, index) => {
          if (!element) return;
          const names = at.names.length === 0 ? [] : [...at.names, String(index)];
          if (names.length > 0 && element.type !== 'SpreadElement')
            namedValue(this, names, element, element, 'property', at, []);
          this.visit(element, { ...at, names, used: 'assigned' });
        });
        return;
      case 'AssignmentExpression':
        noteAssignedAnswer(node.left, this.functions);
        return readAssignment(this, node, at);
      case 'TSInterfaceDeclaration':
        readMembers(this, node.id.name, node.body.body);
        return;
      case 'TSTypeAliasDeclaration':
        return readTypeAlias(this, node.id, node.typeAnnotation);
      case 'TSEnumDeclaration':
        return readEnum(this, node, at);
      case 'MemberExpression':
        readMember(this, node, at);
        if (node.computed) this.visit(node.property, { ...at, testing: true });
        return this.visit(node.object, { ...at, used: 'passed' });
      case 'Identifier':
        if (at.testing) readTested(this, node, at.scope);
        return;
      case 'JSXOpeningElement': {
        const { name } = node;
        return this.#children(node, name.type === 'JSXIdentifier' ? { ...at, element: name.name } : at);
      }
      case 'JSXAttribute': {
        const name = node.name.type === 'JSXIdentifier' ? node.name.name : node.name.name.name;
        const value = node.value?.type === 'JSXExpressionContainer' ? node.value.expression : node.value;
        if (value && value.type !== 'JSXEmptyExpression') {
          namedValue(this, [name], node.name, value, 'attribute', at, []);
          this.visit(value, { ...at, names: [], used: 'passed' });
        }
        return;
      }
      case 'AwaitExpression':
        return this.visit(node.argument, at);
      default:
        return this.#children(node, at);
    }
  }

  /** What stands behind an early return depends on its condition, too. */
  #statementsIn(statements: readonly Node[], at: Standing): void {
    let current = at;
    for (const statement of statements) {
      this.visit(statement, current);
      const passed = passedBranch(statement);
      if (passed) current = below(current, passed);
    }
  }

  #children(node: Node, at: Standing): void {
    eachChild(node, (child) => {
      this.visit(child, at);
    });
  }

  statement(node: Node): void {
    this.#statements.push([node.range[0], node.range[1]]);
  }
}
