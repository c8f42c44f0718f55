import type { Stage } from './source.ts';
import type { Place, TextRange } from './text-range.ts';

/**
 * What can be said about a value without running the program. `unknown` is not `absent`: unknown never becomes a
 * finding, absent may. `range` is where the value is used; `origin` is set where a value was found through a name
 * and says where it really stands.
 */
export type Value =
  | KnownValue
  | ListValue
  | RecordValue
  | EnvironmentValue
  | ComposedValue
  | EitherValue
  | CallValue
  | ReferenceValue
  | FunctionValue
  | ClassValue
  | ParameterValue
  | UnknownValue
  | AbsentValue;

interface Located {
  readonly range: TextRange;
  readonly origin?: Place;
  /** The name under which it is used here, as written: `config.meldeamtUrl`. */
  readonly spelled?: string;
}

export interface KnownValue extends Located {
  readonly kind: 'known';
  readonly value: string | number | boolean | null;
  /** It counts only outside of production: the conditions around the place where it stands say so. */
  readonly outsideProduction?: true;
}

/** `open`: a spread that could not be seen through. */
export interface ListValue extends Located {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly open: boolean;
}

/** `open`: there may be more entries than are listed (a spread or computed key that could not be seen through). */
export interface RecordValue extends Located {
  readonly kind: 'record';
  readonly entries: ReadonlyMap<string, Value>;
  readonly open: boolean;
  /** What is spread into it from other files of the project; `link` puts the entries in. */
  readonly spreads?: readonly Value[];
  /** It would be open without these spreads, too. */
  readonly alsoOpen?: true;
}

/** `process.env.X ?? 'y'`, `${X:-y}`, `import.meta.env.X`; `fallback` is absent where there is none. */
export interface EnvironmentValue extends Located {
  readonly kind: 'environment';
  /** '' where it is not written down here. */
  readonly name: string;
  /** The parameter that names it, in a reader of the project's own: `(key) => process.env[key]`. */
  readonly key?: Value;
  readonly fallback: Value;
  /** Asked from a service of NestJS: the name may be a path in what the project loads into it; link looks. */
  readonly loaded?: true;
  /** Who sets the variable in this project, by path and place; put in by link, left out where nobody is seen to. */
  readonly set?: readonly EnvironmentSetting[];
}

export type EnvironmentSource =
  'dotenv' | 'compose' | 'dockerfile' | 'kubernetes' | 'helm' | 'gitlab-ci' | 'github-workflow' | 'systemd';

/** One place of the project that gives an environment variable its value. Examples, tests and documentation are none. */
export interface EnvironmentSetting {
  /** Unknown where it is set but not written down (a store of secrets). Its ranges name the file they lie in. */
  readonly value: Value;
  readonly place: Place;
  /** What the file, or the service that it is handed to, deploys to. */
  readonly stage: Stage;
  /** File and name of the service or container that gets it; left out where it is not seen who does. */
  readonly deployment?: string;
  readonly source: EnvironmentSource;
}

/** A template or concatenation, in order. */
export interface ComposedValue extends Located {
  readonly kind: 'composed';
  readonly parts: readonly Value[];
}

/** A ternary, `a || b`, a variable with several assignments. */
export interface EitherValue extends Located {
  readonly kind: 'either';
  readonly options: readonly Value[];
}

/** The result of a call that was not seen through, for example an instance: `new Pool({…})`. */
export interface CallValue extends Located {
  readonly kind: 'call';
  readonly callee: ApiName;
  readonly arguments: readonly Value[];
  /** What is called, where that hangs on the arguments of another call: `schema.extend({ … }).parse(…)`. */
  readonly on?: ReferenceValue;
}

/** An exported name of another module (or its member), resolved by `link`. `path` are the members taken from it. */
export interface ReferenceValue extends Located {
  readonly kind: 'reference';
  readonly module: string;
  readonly name: string;
  readonly path: readonly string[];
  /** The call that `name` ends with, where it has arguments: the members in `path` are taken from what it gives. */
  readonly of?: CallValue;
}

/** A function of the project. `returns` is what it returns where it has one plain return, else unknown. */
export interface FunctionValue extends Located {
  readonly kind: 'function';
  readonly name: string;
  readonly returns: Value;
  /** It throws somewhere: what it returns is not all that it says. Known of short functions. */
  readonly throws?: true;
}

/** A class of the project with the values of its fields and methods. */
export interface ClassValue extends Located {
  readonly kind: 'class';
  readonly name: string;
  readonly base: Value;
  readonly members: ReadonlyMap<string, Value>;
}

/** A parameter of a function of the project; what callers hand over is not known here. */
export interface ParameterValue extends Located {
  readonly kind: 'parameter';
  readonly name: string;
  /** Start offset of the function, as in `FunctionFact.range.start`. */
  readonly function: number;
  readonly index: number;
  /** What is taken from it, by members or by destructuring, where it has no type of another package; left out for none. */
  readonly path?: readonly string[];
  /** What stands beside it in a choice counts only where nothing is handed over: a default, `?? x`. */
  readonly defaulted?: true;
  /** Its type by API name, where it is imported: `fastify#FastifyInstance`. */
  readonly type: ApiName;
}

export interface UnknownValue extends Located {
  readonly kind: 'unknown';
}

export interface AbsentValue {
  readonly kind: 'absent';
  readonly range?: undefined;
  readonly origin?: undefined;
  readonly spelled?: undefined;
}

/**
 * Where a thing comes from, not how it is spelled: `module#path`. `node:crypto#createHash`, `pg#Pool().query` (a call
 * on an instance), `express#default().use`, `@nestjs/common#UseGuards`, `global#fetch`. The default export is
 * `default`; `require('x')` and `import * as x` are `x#` followed by the member. Names of the project itself carry
 * the module as written (`./db#pool.query`) until `link` has resolved them. Empty where nothing is known.
 */
export type ApiName = string;

export const ABSENT: AbsentValue = { kind: 'absent' };

/** Callee of the value of a regular expression, whose arguments are its source and its flags. */
export const REGULAR_EXPRESSION: ApiName = 'global#RegExp';

/** Callee of the value of `constants.A | constants.B`: flags of a library whose numbers are not known. */
export const FLAGS: ApiName = 'operator#|';
