/** What the writers of facts share while the tree is walked: where they stand, and what has been noted so far. */
import type { Branch, CallFact } from '../../../model/facts.ts';
import type { Outline } from '../../../model/file-facts.ts';
import type { ApiName } from '../../../model/value.ts';
import type { Node } from '../nodes.ts';
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
  /** The element of JSX whose attributes are read. */
  readonly element?: string;
  /** Inside a `try` whose `catch` does nothing about it. */
  readonly swallowed?: true;
  /** The value decides something. */
  readonly testing: boolean;
  /** Inside a decorator: what it stands before. */
  readonly decorates?: string;
}

/** What is read, tested and called in a function, functions inside of it included. */
export interface FunctionSummary {
  readonly reads: Set<string>;
  readonly tests: Set<string>;
  readonly calls: Set<ApiName>;
  /** Those of the tested names that are said by the request. */
  readonly claims: Set<string>;
  /** It can turn somebody away. */
  denies: boolean;
  /** One entry for each call that lets the request through: whether it depends on a condition. */
  readonly passes: boolean[];
}

export interface Walk extends ScriptView {
  /** The functions around the present node, the outermost first. */
  readonly functions: FunctionSummary[];
  /** Names that functions get from the place they stand in. */
  readonly functionNames: Map<Node, { name: string; owner?: string }>;
  /** Calls whose results are followed. */
  readonly followed: { readonly node: Node; readonly source: ApiName; readonly functionName: string }[];
  /** Functions and classes with a name, for the outline. */
  readonly named: Outline['scopes'][number][];
  visit(node: Node, standing: Standing): void;
  /** Notes the extent of a statement, for fingerprints. */
  statement(node: Node): void;
}

/** The part of a fact that tells where it stands. */
export function standingFacts(
  walk: Walk,
  at: Standing,
): Pick<CallFact, 'order' | 'branch' | 'used' | 'functionName'> & { within?: number; swallowed?: true } {
  return {
    functionName: at.functionName,
    order: walk.nextOrder(),
    branch: at.branch,
    used: at.used,
    ...(at.within !== undefined && { within: at.within }),
    ...(at.swallowed && { swallowed: at.swallowed }),
  };
}
