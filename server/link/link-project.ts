/** Facts of all files → linked facts: values and callees of other files put in, routes joined with their guards. */
import type { FactsOf, ResolveModule } from '../model/analysis.ts';
import { apiNameOf, canonicalName } from '../model/api-name.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Door } from '../model/door.ts';
import type { CallFact, Fact, HandlerReference } from '../model/facts.ts';
import type { FileFacts } from '../model/file-facts.ts';
import { buildDoors } from './build-doors.ts';
import { EnvironmentJoin, readEnvironment, type Environment } from './environment.ts';
import { ValueResolver } from './resolve-values.ts';

/** All facts of a project with references resolved, in the order of paths. */
export interface LinkedProject {
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly doors: readonly Door[];
  /** Who sets which environment variable; complete for those that some fact looks up. */
  readonly environment: Environment;
}

export interface LinkInput {
  /** Parsed files by path, in sorted order. */
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly factsOf: FactsOf;
  readonly resolve: ResolveModule;
  readonly configuration: Configuration;
  /** Files, parsed or not, that may set one of these environment variables. */
  readonly settersOf: (names: ReadonlySet<string>) => readonly string[];
}

/** `demanded` are files that hold a value, a guard or a function that a fact needs: parse them and link again. */
export function linkProject({ files, factsOf, resolve, configuration, settersOf }: LinkInput): {
  readonly project: LinkedProject;
  readonly demanded: readonly string[];
} {
  const resolver = new ValueResolver(factsOf, resolve);
  const linked = new Map<string, FileFacts>();
  for (const [path, file] of files) {
    linked.set(path, { ...file, facts: file.facts.map((fact) => linkFact(fact, resolver)) });
  }
  const doors = buildDoors(linked, { resolve, factsOf, configuration, demanded: resolver.demanded });
  const join = new EnvironmentJoin(readEnvironment(linked));
  for (const [path, file] of linked) {
    linked.set(path, { ...file, facts: file.facts.map((fact) => join.fact(fact)) });
  }
  const setters = settersOf(join.names).filter((path) => !files.has(path));
  const demanded = [...new Set([...resolver.demanded, ...setters])].sort();
  return { project: { files: linked, doors, environment: join.environment }, demanded };
}

function linkFact(fact: Fact, resolver: ValueResolver): Fact {
  const { path } = fact;
  const handlers = (references: readonly HandlerReference[]): HandlerReference[] =>
    references.map((reference) => ({ ...reference, value: resolver.resolve(reference.value, path) }));
  switch (fact.kind) {
    case 'call':
      return linkCall(fact, resolver);
    case 'named-value': {
      const value = resolver.resolve(fact.value, path);
      return value === fact.value ? fact : { ...fact, value };
    }
    case 'comparison':
      return { ...fact, left: resolver.resolve(fact.left, path), right: resolver.resolve(fact.right, path) };
    case 'route':
      return {
        ...fact,
        routePath: resolver.resolve(fact.routePath, path),
        router: resolver.resolve(fact.router, path),
        handlers: handlers(fact.handlers),
        marks: handlers(fact.marks),
      };
    case 'guard':
      return {
        ...fact,
        prefix: resolver.resolve(fact.prefix, path),
        router: resolver.resolve(fact.router, path),
        handlers: handlers(fact.handlers),
      };
    default:
      return fact;
  }
}

function linkCall(fact: CallFact, resolver: ValueResolver): CallFact {
  const { path } = fact;
  const target = resolver.resolve(fact.target, path);
  const receiver = resolver.resolve(fact.receiver, path);
  const args = fact.arguments.map((argument) => resolver.resolve(argument, path));
  const isSame =
    target === fact.target && receiver === fact.receiver && args.every((each, index) => each === fact.arguments[index]);
  if (isSame) return fact;
  const name = target === fact.target ? fact.callee : canonicalName(apiNameOf(target));
  return {
    ...fact,
    target,
    callee: name === '' ? fact.callee : name,
    receiver,
    arguments: args,
  };
}
