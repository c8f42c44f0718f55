/** What a guard asks for: by configuration, library, name, and by what its body reads and tests. */
import { apiNameOf, canonicalName } from '../model/api-name.ts';
import type { Configuration } from '../model/configuration.ts';
import type { GuardPurpose } from '../model/door.ts';
import type { FunctionFact, GuardFact, HandlerReference } from '../model/facts.ts';
import { placeOf } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { wordsOf } from '../model/words.ts';
import { SECOND_FACTOR_CALLS, SECOND_FACTOR_METHODS } from './guard-libraries.ts';
import { HARMLESS_PACKAGES } from './harmless-packages.ts';
import {
  addClaims,
  asksForTheOpposite,
  isHarmless,
  isOptional,
  isUnseen,
  lastName,
  libraryPurpose,
  nameOfValue,
  purposeOfName,
} from './guard-names.ts';
import { NOT_ASKING } from './guard-words.ts';
import { ENROLLED, MACHINE_CLAIMS, SIGN_IN_CLAIMS, SIGN_IN_METHODS } from './guard-claims.ts';
import { HandlerReader } from './handler-purpose.ts';
import { letsThrough } from './lets-through.ts';
import { ProjectFunctions, type FunctionSources } from './project-functions.ts';

/** Calls that make one guard of those handed over. */
const COMPOSING =
  /^(?:@nestjs\/common#(?:applyDecorators|UseGuards|mixin)|fastify#.*\.auth|hono\/combine#\w+|@trpc\/server#.*\.(?:use|middleware|concat)|graphql-resolvers#combineResolvers|koa-compose#default|compose-middleware#\w+)$/;
/** Functions that call functions that call …: followed this far. */
const MAX_CALLS = 4;

export interface GuardSources extends FunctionSources {
  readonly configuration: Configuration;
  /** Facts that give a function a name of its own. */
  readonly decorations: readonly GuardFact[];
}

export class GuardReader {
  readonly #sources: GuardSources;
  readonly functions: ProjectFunctions;
  readonly #handlers: HandlerReader;
  /** What bodies ask for, by how deep calls had been followed when they were reached. */
  readonly #bodies = new Map<FunctionFact, Set<GuardPurpose>[]>();
  /** Functions that Fastify knows by a name of their own. */
  readonly #decorated = new Map<string, { readonly handler: HandlerReference; readonly path: string }>();

  constructor(sources: GuardSources) {
    this.#sources = sources;
    this.functions = new ProjectFunctions(sources);
    this.#handlers = new HandlerReader(this.functions);
    for (const { prefix, handlers, path } of sources.decorations) {
      if (prefix.kind !== 'known') continue;
      for (const handler of handlers) this.#decorated.set(String(prefix.value), { handler, path });
    }
  }

  /** What a guard asks for; `['unknown']` where its body or library cannot be seen. */
  purposesOf(handler: HandlerReference, path: string): GuardPurpose[] {
    if (isOptional(handler)) return ['other'];
    const found = new Set<GuardPurpose>();
    this.#collect(handler.value, handler.name, path, found, 0);
    for (const inner of this.#wrapped(handler, path)) this.#collect(inner, nameOfValue(inner), path, found, 1);
    if (found.size > 1) found.delete('other');
    return [...found].sort();
  }

  /**
   * What a handler asks for itself; empty where nothing is seen. A wrapper that cannot be seen may be the guard itself:
   * `export const POST = withLevel(…)`. `isWayIn`: whoever comes here signs in just now.
   */
  purposesOfHandler(handler: HandlerReference, path: string, isWayIn: boolean): GuardPurpose[] {
    const { value, name } = handler;
    const found = new Set<GuardPurpose>();
    for (const each of [value, ...this.#wrapped(handler, path)]) this.#handlers.read(each, path, isWayIn, found);
    if (value.kind === 'call') {
      const isInner = (argument: Value): boolean => argument.kind === 'function' || argument.kind === 'reference';
      for (const argument of value.arguments)
        if (isInner(argument)) this.#handlers.read(argument, path, isWayIn, found);
      const wrapper = { ...value, arguments: value.arguments.filter((argument) => !isInner(argument)) };
      this.#collect(wrapper, name, path, found, 0);
      found.delete('other');
    }
    return [...found].sort();
  }

  /** True for a class of NestJS that looks up what decorators say about a route, and may let it through for that. */
  asksForMetadata(value: Value, path: string): boolean {
    if (value.kind === 'call' || value.kind === 'reference')
      return (value.kind === 'call' ? value.callee : canonicalName(apiNameOf(value))).startsWith(
        'nest-keycloak-connect#',
      );
    if (value.kind !== 'class') return false;
    const place = value.origin ?? placeOf(value.range, path);
    return (
      this.functions
        .membersOf(place.path, value.name)
        .some(({ calls }) => calls.some((callee) => callee.startsWith('@nestjs/core#Reflector().get'))) ||
      this.asksForMetadata(value.base, path)
    );
  }

  /** What a wrapper of the project is handed: seen through, it is only the function that it makes. */
  #wrapped({ value, handed = [] }: HandlerReference, path: string): readonly Value[] {
    return value.kind === 'function' ? handed.filter((inner) => this.functions.of(inner, path) !== undefined) : [];
  }

  #evidence(value: Value, path: string, found: Set<GuardPurpose>): void {
    const fact = this.functions.of(value, path);
    // What services do deep below is their work.
    if (fact) this.#body(fact, found, MAX_CALLS - 2);
  }

  #collect(value: Value, name: string, path: string, found: Set<GuardPurpose>, depth: number): void {
    const { guards } = this.#sources.configuration;
    const last = lastName(name);
    const configured = Object.hasOwn(guards, last) ? guards[last] : undefined;
    if (configured) {
      found.add(configured);
      return;
    }
    if (depth > MAX_CALLS) {
      found.add('unknown');
      return;
    }
    switch (value.kind) {
      case 'call':
        // A method that is told whose it is, is still that method.
        return this.#library(value.callee.replace(/\.bind$/, ''), value, name, path, found, depth);
      case 'reference':
        return this.#library(canonicalName(apiNameOf(value)), value, name, path, found, depth);
      case 'function':
      case 'class':
        return this.#own(value, name, path, found);
      case 'either':
        for (const option of value.options) this.#collect(option, name, path, found, depth + 1);
        return;
      case 'list':
        for (const item of value.items) this.#collect(item, name, path, found, depth + 1);
        return;
      case 'known':
      case 'absent':
        return;
      default: {
        // A router without a type still names what a plugin decorates it with.
        const member = value.kind === 'parameter' ? value.path?.at(-1) : undefined;
        const decorated = name.includes('.') ? this.#decorated.get(lastName(name)) : this.#decorated.get(member ?? '');
        const known = member === undefined ? undefined : libraryPurpose(`fastify#${member}`);
        if (known && !decorated) {
          found.add(known);
          return;
        }
        if (decorated)
          return this.#collect(decorated.handler.value, decorated.handler.name, decorated.path, found, depth + 1);
        const byName = purposeOfName(name);
        if (byName === 'second-factor' || byName === 'step-up') found.add(byName);
        else {
          if (byName) found.add(byName);
          found.add('unknown');
        }
      }
    }
  }

  #library(api: string, value: Value, name: string, path: string, found: Set<GuardPurpose>, depth: number): void {
    // A wrapper around a function of the project: what that function asks for counts, too.
    if (value.kind === 'call') for (const argument of value.arguments) this.#evidence(argument, path, found);
    const known = libraryPurpose(api);
    if (known) {
      found.add(known);
      return;
    }
    const module = api.slice(0, api.indexOf('#'));
    const decorated = module === 'fastify' ? this.#decorated.get(api.split('.').at(-1) ?? '') : undefined;
    if (decorated)
      return this.#collect(decorated.handler.value, decorated.handler.name, decorated.path, found, depth + 1);
    if (value.kind === 'call') {
      // Composed decorators and guard factories of the framework: what counts is handed over.
      if (COMPOSING.test(api)) {
        for (const argument of value.arguments) this.#collect(argument, nameOfValue(argument), path, found, depth + 1);
        return;
      }
      if (api === '@nestjs/common#SetMetadata') {
        found.add('other');
        return;
      }
      const inner = value.arguments.filter((argument) => argument.kind === 'function' || argument.kind === 'class');
      if (inner.length > 0 && HARMLESS_PACKAGES.has(module)) {
        for (const argument of inner) this.#collect(argument, name, path, found, depth + 1);
        return;
      }
    }
    const own = this.functions.named(api, path);
    if (own) {
      this.#named(own, name, found);
      return;
    }
    const byName = purposeOfName(name);
    if (byName === 'second-factor' || byName === 'step-up') {
      found.add(byName);
      return;
    }
    if (isHarmless(module) || module === 'global') found.add('other');
    else {
      if (byName) found.add(byName);
      found.add('unknown');
    }
  }

  #own(value: Value, name: string, path: string, found: Set<GuardPurpose>): void {
    if (value.kind === 'class') {
      const place = value.origin ?? placeOf(value.range, path);
      const members = this.functions.membersOf(place.path, value.name);
      // Middleware of NestJS is a class with one method.
      if (members.some((member) => member.name === 'use' && letsThrough(member, this.functions))) {
        found.add('other');
        return;
      }
      if (value.base.kind !== 'absent') this.#collect(value.base, nameOfValue(value.base), path, found, 1);
      const byName = purposeOfName(value.name);
      if (byName) found.add(byName);
      for (const member of members) this.#body(member, found, 1);
      if (members.length === 0 && value.base.kind === 'absent') found.add('unknown');
      if (found.size === 0) found.add('other');
      return;
    }
    const fact = this.functions.of(value, path);
    if (!fact) {
      const byName = purposeOfName(name);
      found.add(byName ?? 'unknown');
      if (byName && byName !== 'second-factor' && byName !== 'step-up') found.add('unknown');
      return;
    }
    this.#named(fact, name, found);
  }

  /** A function of the project: its name and its body. */
  #named(fact: FunctionFact, name: string, found: Set<GuardPurpose>): void {
    if (asksForTheOpposite(fact.name === '' ? name : fact.name) || letsThrough(fact, this.functions)) {
      found.add('other');
      return;
    }
    // `auth.featureAccess(…)`: the name of the module says nothing of the function.
    const byName = purposeOfName(fact.name === '' ? lastName(name) : fact.name);
    this.#body(fact, found, 0);
    if (byName && (byName === 'second-factor' || byName === 'step-up' ? decidesSomething(fact) : true))
      found.add(byName);
    if (found.size === 0) found.add('other');
  }

  /** What a body asks for; calls are followed until `depth` reaches its limit. */
  #body(fact: FunctionFact, found: Set<GuardPurpose>, depth: number): void {
    const known = this.#bodies.get(fact)?.[depth];
    if (known) {
      for (const purpose of known) found.add(purpose);
      return;
    }
    const own = new Set<GuardPurpose>();
    const byDepth = this.#bodies.get(fact) ?? [];
    // Before the calls are followed, so that a function that calls itself ends.
    byDepth[depth] = own;
    this.#bodies.set(fact, byDepth);
    addClaims(fact.tests, own);
    if (fact.denies && fact.reads.some((name) => MACHINE_CLAIMS.has(name))) own.add('machine');
    if (fact.reads.some((name) => SIGN_IN_METHODS.has(name))) own.add('sign-in');
    if (depth <= MAX_CALLS) for (const callee of fact.calls) this.#called(callee, fact, own, depth);
    for (const purpose of own) found.add(purpose);
  }

  #called(written: string, fact: FunctionFact, found: Set<GuardPurpose>, depth: number): void {
    const callee = this.functions.outside(written, fact.path) ?? written;
    if (SECOND_FACTOR_CALLS.has(callee) || SECOND_FACTOR_METHODS.test(callee)) found.add('second-factor');
    const library = libraryPurpose(callee);
    if (library) {
      found.add(library);
      return;
    }
    const own = this.functions.called(callee, fact);
    if (own === fact) return;
    if (own) {
      const byName = purposeOfName(own.name);
      if (byName) found.add(byName);
      this.#body(own, found, depth + 1);
    } else if (isUnseen(callee)) {
      const name = lastName(callee.slice(callee.indexOf('#') + 1));
      const byName = /(?:Error|Exception|Fehler)$/.test(name) ? undefined : purposeOfName(name);
      if (byName) found.add(byName);
      if ((byName === 'sign-in' || byName === 'role') && !NOT_ASKING.has(wordsOf(name)[0] ?? '')) found.add('unknown');
    }
  }
}

/** A promising name counts only where the body tests or calls something that can be the second factor. */
function decidesSomething(fact: FunctionFact): boolean {
  return (
    fact.calls.length > 0 ||
    fact.tests.some((name) => !ENROLLED.test(name) && !SIGN_IN_CLAIMS.has(name) && !fact.parameters.includes(name))
  );
}
