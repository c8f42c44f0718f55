/** Routes and guards as single files register them. */
import type { DoorSource } from './door.ts';
import type { TextRange } from './text-range.ts';
import type { Value } from './value.ts';

/** A handler or guard as it is handed to a framework. */
export interface HandlerReference {
  /** The name a reader would use: `requireLogin`, `hasRole('admin')`. */
  readonly name: string;
  /** What it is: `function`, `reference`, `call` (a guard factory), `class` (NestJS), `unknown`. */
  readonly value: Value;
  readonly range: TextRange;
  /** Functions that are handed to a wrapper: `requireLogin` of `wrap(requireLogin)`, which the value alone may not show. */
  readonly handed?: readonly Value[];
}

/**
 * A route as one file registers it. `router` is the object it is registered on (its `origin ?? range` is its
 * identity); `path` is the path on that router. `link` joins routes with mounts and guards to doors.
 */
export interface Route {
  readonly framework: string;
  /** Left out for a route of a server's code. */
  readonly source?: Exclude<DoorSource, 'server'>;
  /** Upper case; `ALL` for any. */
  readonly method: string;
  readonly routePath: Value;
  readonly router: Value;
  /** Guards and handler in order; the last one is the handler. */
  readonly handlers: readonly HandlerReference[];
  readonly order: number;
  /** Metadata on route or class, for example NestJS decorators without guards: names such as `Public`, `Roles`. */
  readonly marks: readonly HandlerReference[];
  /** Version of its API where it has one: a part of the path in applications that say so (`NEST_VERSIONING`). */
  readonly version?: string;
  /** Guards of the whole application do not stand before it: it says itself who may come. */
  readonly isAlone?: true;
}

/** `framework` of a guard fact that only gives a function a name: `fastify.decorate('authenticate', …)`. */
export const DECORATION = 'fastify-decoration';

/** The same of one that only says that versions stand in paths, and of one that says where the file in `folder` answers. */
export const NEST_VERSIONING = 'nest-versioning';
export const FILE_PATH = 'file-path';

/** Something that stands before routes or mounts a router: `app.use('/admin', requireLogin, adminRouter)`. */
export interface Guard {
  readonly framework: string;
  /** The router it is put on; absent for a guard of the whole application (NestJS `APP_GUARD`). */
  readonly router: Value;
  /** Path prefix, absent for all paths. */
  readonly prefix: Value;
  /** Guards and mounted routers, in order; `link` tells them apart. */
  readonly handlers: readonly HandlerReference[];
  readonly order: number;
  /** Fastify's `register`: what is handed over sets things up and guards by hooks of its own only. */
  readonly isPlugin?: true;
  /** Paths and classes (of controllers) that it holds for, and paths that it does not hold for. */
  readonly only?: { readonly paths: readonly Value[]; readonly classes: readonly string[] };
  readonly except?: readonly Value[];
  /** All plugins in the files of a folder; `namesPrefix`: the folders below are prefixes. */
  readonly folder?: { readonly path: string; readonly namesPrefix: boolean };
  /** `richteEin(app)`: the function gets the router itself, so that its guards hold for what comes after the call. */
  readonly isHandedOn?: true;
}
