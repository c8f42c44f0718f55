import type { Guard, HandlerReference, Route } from './route.ts';
import type { TextRange } from './text-range.ts';
import type { FlowStep } from './flow-step.ts';
import type { TypedField } from './typed-field.ts';
import type { ApiName, RecordValue, Value } from './value.ts';

/** Everything a rule may look at, by kind. Each fact knows its file and range. */
export interface FactKinds {
  call: CallFact;
  'named-value': NamedValueFact;
  setting: SettingFact;
  command: CommandFact;
  markup: MarkupFact;
  resource: ResourceFact;
  route: RouteFact;
  guard: GuardFact;
  function: FunctionFact;
  comparison: ComparisonFact;
  text: TextFact;
  import: ImportFact;
  flow: FlowFact;
  'type-field': TypeFieldFact;
  statement: StatementFact;
}

export type FactKind = keyof FactKinds;
export type Fact = FactKinds[FactKind];

interface FactBase<K extends FactKind> {
  readonly kind: K;
  readonly path: string;
  readonly range: TextRange;
}

/** A condition on which a statement depends. */
export interface Branch {
  /** Dotted names read by the condition: `process.env.NODE_ENV`, `req.session.mfa`. */
  readonly names: readonly string[];
  /** Literal texts and numbers the condition compares with. */
  readonly literals: readonly (string | number | boolean)[];
  readonly range: TextRange;
  /** True inside `if`, false inside `else`. */
  readonly holds: boolean;
  /** It stands behind an exit that is taken otherwise: `if (!user) return;`; one that throws or answers with a status of 4xx refuses. */
  readonly otherwise?: 'leaves' | 'refuses';
}

/** Where a call or comparison stands in its function. */
interface Standing {
  /** Start offset of the function it stands in, absent on the top level. Matches `FunctionFact.range.start`. */
  readonly within?: number;
  /** Name of the innermost function around it that has one; '' on the top level. */
  readonly functionName: string;
  /** Number of calls before it in the same file, in order of evaluation. */
  readonly order: number;
  /** The conditions it depends on, the outermost first. */
  readonly branch: readonly Branch[];
  /** An error of it is caught in the same function, which goes on as if there were none. */
  readonly swallowed?: true;
  /** What happens to the result. */
  readonly used: 'assigned' | 'returned' | 'tested' | 'thrown' | 'passed' | 'dropped';
}

export interface CallFact extends FactBase<'call'>, Standing {
  readonly callee: ApiName;
  /** What is called, so that functions of the project can be followed. */
  readonly target: Value;
  /** The callee as a range: what a reader would point at. */
  readonly calleeRange: TextRange;
  /** The callee as it is spelled, for messages: `client.connect`. */
  readonly spelled: string;
  readonly isNew: boolean;
  /** Names of the variable or property whose value it makes, alone or as a part of it; absent where there is none. */
  readonly names?: readonly string[];
  /** A decorator: name of the field, method or parameter that it stands before. */
  readonly decorates?: string;
  readonly arguments: readonly Value[];
  /** The object the method is called on: for an instance the `call` value that made it, so its options are at hand. */
  readonly receiver: Value;
  /** A function of the project does it with what this call hands over; `beside` are all calls of the function's file. */
  readonly through?: { readonly call: CallFact; readonly beside: readonly CallFact[] };
}

/**
 * A value with a name: variable, property, field, parameter default, JSX attribute, enum member, assignment; markup that a
 * function returns, under the name of the function.
 */
export interface NamedValueFact extends FactBase<'named-value'> {
  /** The whole name path: `config.database.password` is `['config', 'database', 'password']`. The last one is the name. */
  readonly names: readonly string[];
  readonly nameRange: TextRange;
  readonly value: Value;
  readonly form:
    | 'variable'
    | 'property'
    | 'field'
    | 'parameter'
    | 'attribute'
    | 'enum-member'
    | 'assignment'
    | 'argument'
    | 'returned';
  /** Names of the other entries of the same object literal. */
  readonly siblings: readonly string[];
  /** The API whose argument the object literal is (directly or nested), where it is one: `pg#Pool`. */
  readonly argumentOf?: ApiName;
  readonly through?: CallFact['through'];
  /** Of attributes in JSX: the name of the element as written. */
  readonly element?: string;
}

export type SettingFormat =
  | 'json'
  | 'yaml'
  | 'dotenv'
  | 'properties'
  | 'xml'
  | 'toml'
  | 'dockerfile'
  | 'shell'
  | 'hcl'
  | 'nginx'
  | 'apache'
  | 'haproxy'
  | 'columns'
  | 'systemd'
  | 'crontab'
  | 'jenkins'
  | 'sql'
  | 'prisma'
  | 'ini'
  | 'words';

/** One leaf of a configuration file. */
export interface SettingFact extends FactBase<'setting'> {
  readonly format: SettingFormat;
  /** Key path; list items are their index: `['services', 'db', 'environment', 'POSTGRES_PASSWORD']`. */
  readonly key: readonly string[];
  readonly keyRange: TextRange;
  readonly value: Value;
  /** What kind of document it stands in: `compose`, `keycloak:realm`, `npm:package`, `k8s:Secret`; empty where unknown. */
  readonly document: string;
}

/** A word behind the name of a program. */
export interface CommandArgument {
  /** The word without quotes, variables as they are written. */
  readonly text: string;
  /** The word, without quotes around the whole of it. */
  readonly range: TextRange;
  /** `--password` of `--password=x`, `NAME` of `NAME=x`, `-p` of `-p"$X"`, a flag that stands alone; else empty. */
  readonly key: string;
  /** What stands behind the key, absent for a flag that stands alone; the whole word where there is no key. */
  readonly value: Value;
}

/** A program that is started, with all its words. */
export interface CommandNode {
  /** Without its folder. */
  readonly program: string;
  readonly programRange: TextRange;
  readonly range: TextRange;
  readonly arguments: readonly CommandArgument[];
  /** Another program starts it (`sudo x`, `docker exec y x`), whose command has the same words. */
  readonly isStarted: boolean;
  /** What it prints goes into another program, a file or a variable. */
  readonly isCaught?: true;
}

/** A program that a script of the shell, an instruction of a Dockerfile or a job of a pipeline starts. */
export interface CommandFact extends FactBase<'command'>, CommandNode {}

/**
 * The text of an XML element or one of its attributes (namespaces, too); none without. `range` is the element or attribute.
 */
export interface MarkupFact extends FactBase<'markup'> {
  /** Local name of the element, without prefix. */
  readonly element: string;
  /** Namespace (URI) of the element, empty where there is none. */
  readonly namespace: string;
  /** Local names from the root down to this element, which is the last. */
  readonly elements: readonly string[];
  /** Name of the attribute as written: `version`, `xmlns:xmeld`, `xsi:schemaLocation`. */
  readonly attribute?: string;
  /** The name of the attribute, or that of the element in its start tag. */
  readonly nameRange: TextRange;
  readonly value: Value;
  /** Kind of document, as in settings: `xoev:xmeld`, `maven:pom`, `wsdl`; empty where unknown. */
  readonly document: string;
}

/** A whole configuration object of a known kind, so that absence can be asked. */
export interface ResourceFact extends FactBase<'resource'> {
  /** `keycloak:realm`, `compose:service`, `k8s:Ingress`, `npm:package`. */
  readonly type: string;
  readonly name: string;
  readonly nameRange: TextRange;
  readonly value: RecordValue;
  /** What holds in it besides, from around it and from other files; put in by link. The paths are those of the files. */
  readonly holds?: readonly SettingFact[];
}

export type { HandlerReference };
/** A route as one file registers it. */
export type RouteFact = FactBase<'route'> & Route;
/** Something that stands before routes or mounts a router: `app.use('/admin', requireLogin, adminRouter)`. */
export type GuardFact = FactBase<'guard'> & Guard;

/** A function, method or class with what it does, as far as guards need it. */
export interface FunctionFact extends FactBase<'function'> {
  readonly name: string;
  /** Class it is a member of. */
  readonly owner?: string;
  readonly parameters: readonly string[];
  /** Last segments of member names that it reads: `acr`, `amr`, `isAuthenticated`. */
  readonly reads: readonly string[];
  /** Last segments of the names that decide something in it: conditions, comparisons, look-ups in a list or table. */
  readonly tests: readonly string[];
  /** What it calls, functions of the project included. */
  readonly calls: readonly ApiName[];
  /** Those of `tests` that are said by the request or a sign-in, not looked up by the function itself. */
  readonly claims: readonly string[];
  /** It can turn somebody away: throws, answers, or lets a request through on a condition only. */
  readonly denies: boolean;
}

export interface ComparisonFact extends FactBase<'comparison'>, Standing {
  readonly operator: string;
  /** Names of the variable and properties whose value it is, the outermost first. */
  readonly names: readonly string[];
  /** Dotted spelling of both sides where they are names (`req.session.mfa`), else empty. */
  readonly leftName: string;
  readonly rightName: string;
  readonly left: Value;
  readonly right: Value;
}

/** A token-shaped text anywhere in a file of any format, comments included. */
export interface TextFact extends FactBase<'text'> {
  /** What it is: `github-token`, `private-key`, `url-password`, … (see `rules/catalog`). */
  readonly shape: string;
  /** The text itself; of a key the armour only. */
  readonly text: string;
  /** What belongs to it: `scheme`, `user` and `host` of an address, `encrypted` of a key, `comment` where it stands in one. */
  readonly parts: Readonly<Record<string, string>>;
}

export interface ImportFact extends FactBase<'import'> {
  readonly module: string;
}

/** Where the result of a call goes that can be guessed (`rules/catalog/guessable-values.ts`); `range` is the call. */
export interface FlowFact extends FactBase<'flow'> {
  readonly source: ApiName;
  /** The callee as it is spelled. */
  readonly spelled: string;
  readonly functionName: string;
  readonly steps: readonly FlowStep[];
}

/** A name with a plain type: a field of an interface, type, class or model, a parameter, a variable. `range` is the type. */
export interface TypeFieldFact extends FactBase<'type-field'>, TypedField {}

/** A statement of a file of SQL. Those of programs are values. */
export interface StatementFact extends FactBase<'statement'> {
  readonly text: string;
}
