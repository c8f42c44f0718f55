/** What a guard asks for: by configuration, library, name, and by what its body reads and tests. */
import { apiNameOf, canonicalName } from '../model/api-name.ts';
import type { Configuration } from '../model/configuration.ts';
import type { GuardPurpose } from '../model/door.ts';
import type { FunctionFact, GuardFact, HandlerReference } from '../model/facts.ts';
import { placeOf } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { WordSequences, wordsOf } from '../model/words.ts';
import { HARMLESS_PACKAGES, HARMLESS_SCOPES, LIBRARY_GUARDS, SECOND_FACTOR_CALLS } from './guard-libraries.ts';
import {
  ENROLLED,
  PURPOSE_WORDS,
  ROLE_CLAIMS,
  SECOND_FACTOR_CLAIMS,
  SIGN_IN_CLAIMS,
  SIGN_IN_METHODS,
  STEP_UP_CLAIMS,
} from './guard-words.ts';
import { ProjectFunctions, type FunctionSources } from './project-functions.ts';

/** Methods of requests, answers and contexts whose type a framework gives. */
const REQUEST_METHOD = /#\w*(?:Request|Reply|Response|Context)\(\)\./;
/** Functions that call functions that call …: followed this far. */
const MAX_CALLS = 4;

export interface GuardSources extends FunctionSources {
  readonly configuration: Configuration;
  /** Facts that give a function a name of its own. */
  readonly decorations: readonly GuardFact[];
}

export class GuardReader {
  readonly #sources: GuardSources;
  readonly #functions: ProjectFunctions;
  /** Functions that Fastify knows by a name of their own. */
  readonly #decorated = new Map<string, { readonly handler: HandlerReference; readonly path: string }>();

  constructor(sources: GuardSources) {
    this.#sources = sources;
    this.#functions = new ProjectFunctions(sources);
    for (const { prefix, handlers, path } of sources.decorations) {
      if (prefix.kind !== 'known') continue;
      for (const handler of handlers) this.#decorated.set(String(prefix.value), { handler, path });
    }
  }

  /** What a guard asks for; `['unknown']` where its body or library cannot be seen. */
  purposesOf(handler: HandlerReference, path: string): GuardPurpose[] {
    const found = new Set<GuardPurpose>();
    this.#collect(handler.value, handler.name, path, found, 0);
    if (found.size > 1) found.delete('other');
    return [...found].sort();
  }

  /** What the body of a handler asks for itself; empty where nothing is seen. */
  evidenceIn(value: Value, path: string): GuardPurpose[] {
    const found = new Set<GuardPurpose>();
    if (value.kind === 'call') for (const argument of value.arguments) this.#evidence(argument, path, found);
    this.#evidence(value, path, found);
    return [...found].filter((purpose) => purpose !== 'unknown' && purpose !== 'other').sort();
  }

  #evidence(value: Value, path: string, found: Set<GuardPurpose>): void {
    const fact = this.#functions.of(value, path);
    if (fact) this.#body(fact, found, 0);
  }

  #collect(value: Value, name: string, path: string, found: Set<GuardPurpose>, depth: number): void {
    const configured =
      this.#sources.configuration.guards[
        name
          .replace(/\(…\)$/, '')
          .split('.')
          .at(-1) ?? name
      ];
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
        return this.#library(value.callee, value, name, path, found, depth);
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
    const known = LIBRARY_GUARDS.find(([guard]) => api === guard || api === `${guard}()`);
    if (known) {
      found.add(known[1]);
      return;
    }
    const module = api.slice(0, api.indexOf('#'));
    const decorated = module === 'fastify' ? this.#decorated.get(api.split('.').at(-1) ?? '') : undefined;
    if (decorated)
      return this.#collect(decorated.handler.value, decorated.handler.name, decorated.path, found, depth + 1);
    if (value.kind === 'call') {
      // Composed decorators and guard factories of the framework: what counts is handed over.
      if (
        api === '@nestjs/common#applyDecorators' ||
        api === '@nestjs/common#UseGuards' ||
        api === '@nestjs/common#mixin'
      ) {
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
    const own = this.#functions.named(api, path);
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
      const members = this.#functions.membersOf(place.path, value.name);
      if (value.base.kind !== 'absent') this.#collect(value.base, nameOfValue(value.base), path, found, 1);
      const byName = purposeOfName(value.name);
      if (byName) found.add(byName);
      for (const member of members) this.#body(member, found, 1);
      if (members.length === 0 && value.base.kind === 'absent') found.add('unknown');
      if (found.size === 0) found.add('other');
      return;
    }
    const fact = this.#functions.of(value, path);
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
    const byName = purposeOfName(fact.name === '' ? name : fact.name);
    this.#body(fact, found, 0);
    if (byName && (byName === 'second-factor' || byName === 'step-up' ? decidesSomething(fact) : true))
      found.add(byName);
    if (found.size === 0) found.add('other');
  }

  #body(fact: FunctionFact, found: Set<GuardPurpose>, depth: number): void {
    for (const name of fact.tests) {
      if (SECOND_FACTOR_CLAIMS.has(name)) found.add('second-factor');
      if (STEP_UP_CLAIMS.has(name)) found.add('step-up');
      if (SIGN_IN_CLAIMS.has(name)) found.add('sign-in');
      if (ROLE_CLAIMS.has(name)) found.add('role');
    }
    if (fact.reads.some((name) => SIGN_IN_METHODS.has(name))) found.add('sign-in');
    if (depth > MAX_CALLS) return;
    for (const callee of fact.calls) {
      if (SECOND_FACTOR_CALLS.has(callee)) found.add('second-factor');
      const library = LIBRARY_GUARDS.find(([guard]) => callee === guard);
      if (library) found.add(library[1]);
      const own = callee.startsWith('self#')
        ? this.#functions.at(fact.path, Number(callee.slice(5)))
        : this.#functions.named(callee, fact.path);
      if (own && own !== fact) {
        const byName = purposeOfName(own.name);
        if (byName === 'second-factor' || byName === 'step-up' || byName === 'sign-in' || byName === 'role')
          found.add(byName);
        this.#body(own, found, depth + 1);
      } else if (!own && this.#isUnseen(callee, fact.path)) {
        const byName = purposeOfName(
          callee
            .slice(callee.indexOf('#') + 1)
            .split('.')
            .at(-1) ?? '',
        );
        if (byName) found.add(byName === 'other' ? 'unknown' : byName);
        if (byName === 'sign-in' || byName === 'role') found.add('unknown');
      }
    }
  }

  /** True for functions of packages that are neither known nor Node's own. */
  #isUnseen(callee: string, path: string): boolean {
    const module = callee.slice(0, callee.indexOf('#'));
    if (module === '' || module === 'global' || isHarmless(module) || REQUEST_METHOD.test(callee)) return false;
    return this.#sources.resolve(path, module) === undefined;
  }
}

/** A promising name counts only where the body tests or calls something that can be the second factor. */
function decidesSomething(fact: FunctionFact): boolean {
  return (
    fact.calls.length > 0 ||
    fact.tests.some((name) => !ENROLLED.test(name) && !SIGN_IN_CLAIMS.has(name) && !fact.parameters.includes(name))
  );
}

function isHarmless(module: string): boolean {
  return module.startsWith('node:') || HARMLESS_PACKAGES.has(module) || HARMLESS_SCOPES.test(module);
}

function nameOfValue(value: Value): string {
  switch (value.kind) {
    case 'class':
    case 'function':
      return value.name;
    case 'reference':
      return value.path.at(-1) ?? value.name;
    case 'call':
      return value.callee.slice(value.callee.indexOf('#') + 1);
    default:
      return '';
  }
}

const PURPOSES = PURPOSE_WORDS.map(([purpose, sequences]) => [purpose, new WordSequences(sequences)] as const);

/** What the name of a guard says, by whole words; undefined where it says nothing. */
function purposeOfName(name: string): GuardPurpose | undefined {
  const words = wordsOf(name);
  return PURPOSES.find(([, sequences]) => sequences.occursIn(words))?.[0];
}
