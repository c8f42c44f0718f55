/** What the writers of facts share while the tree is walked: where they stand, and what has been noted so far. */
import type { Branch, CallFact } from '../../../model/facts.ts';
import type { Outline } from '../../../model/file-facts.ts';
import type { ApiName } from '../../../model/value.ts';
import { dottedName, eachChild, isFunction, rangeOf, unwrap, type Node } from '../nodes.ts';
import type { Scope } from '../scope.ts';
import type { ScriptView } from '../script-view.ts';

/** Where a node stands while the tree is walked. */
export interface Standing {
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

/** What is read, tested and called in a function, functions inside of it included. */
export interface FunctionSummary {
  readonly reads: Set<string>;
  readonly tests: Set<string>;
  readonly calls: Set<ApiName>;
}

export interface Walk extends ScriptView {
  /** The functions around the present node, the outermost first. */
  readonly functions: FunctionSummary[];
  /** Names that functions get from the place they stand in. */
  readonly functionNames: Map<Node, { name: string; owner?: string }>;
  /** Functions and classes with a name, for the outline. */
  readonly named: Outline['scopes'][number][];
  visit(node: Node, standing: Standing): void;
  /** Notes the extent of a statement, for fingerprints. */
  statement(node: Node): void;
}

const MAX_BRANCHES = 12;

export function below(standing: Standing, branch: Branch): Standing {
  return {
    ...standing,
    testing: false,
    branch: standing.branch.length < MAX_BRANCHES ? [...standing.branch, branch] : standing.branch,
  };
}

export function branchOf(test: Node, holds: boolean): Branch {
  const names = new Set<string>();
  const literals: (string | number | boolean)[] = [];
  const look = (node: Node, depth: number): void => {
    const plain = unwrap(node);
    if (isPlainName(plain)) {
      // Its parts are no names of their own.
      names.add(dottedName(plain));
      return;
    }
    if (plain.type === 'MemberExpression' && !plain.computed) {
      // A member of something without a name: `['a', 'b'].includes`.
      names.add(dottedName(plain));
      return look(plain.object, depth + 1);
    }
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

/** `code`, `req.session.mfa`, `this.level`: names all the way, without calls and computed members. */
function isPlainName(node: Node): boolean {
  const plain = unwrap(node);
  if (plain.type === 'MemberExpression') return !plain.computed && isPlainName(plain.object);
  return plain.type === 'Identifier' || plain.type === 'ThisExpression' || plain.type === 'MetaProperty';
}

/** The part of a fact that tells where it stands. */
export function standingFacts(
  walk: Walk,
  at: Standing,
): Pick<CallFact, 'order' | 'branch' | 'used' | 'functionName'> & { within?: number } {
  return {
    functionName: at.functionName,
    order: walk.nextOrder(),
    branch: at.branch,
    used: at.used,
    ...(at.within !== undefined && { within: at.within }),
  };
}
