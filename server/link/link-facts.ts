/** Facts of one file with the values and callees of other files put in. */
import { apiNameOf, canonicalName } from '../model/api-name.ts';
import type { CallFact, Fact, HandlerReference } from '../model/facts.ts';
import type { Value } from '../model/value.ts';
import { constructedName } from '../model/values.ts';
import type { ValueResolver } from './resolve-values.ts';

/**
 * The facts of a file, by index, that hold something of another file: the only ones that have to be linked. Of a file
 * that is not judged only routes and guards count.
 */
export function openFactsOf(facts: readonly Fact[], resolver: ValueResolver, isJudged: boolean): readonly number[] {
  return facts.flatMap((fact, index) => {
    const counts = isJudged || fact.kind === 'route' || fact.kind === 'guard';
    return counts && valuesOf(fact).some((value) => !resolver.isPlain(value, fact.path)) ? [index] : [];
  });
}

/** The list with the open facts linked; itself where that changed nothing. The other facts are the same objects. */
export function linkFacts(facts: readonly Fact[], open: readonly number[], resolver: ValueResolver): readonly Fact[] {
  let linked: Fact[] | undefined;
  for (const index of open) {
    const fact = facts[index];
    if (!fact) continue;
    const result = linkFact(fact, resolver);
    if (result === fact) continue;
    linked ??= [...facts];
    linked[index] = result;
  }
  return linked ?? facts;
}

/** The values of a fact that may lead into other files. */
export function valuesOf(fact: Fact): readonly Value[] {
  const handlers = (references: readonly HandlerReference[]): readonly Value[] =>
    references.flatMap(({ value, handed = [] }) => [value, ...handed]);
  switch (fact.kind) {
    case 'call':
      return [fact.target, fact.receiver, ...fact.arguments];
    case 'named-value':
      return [fact.value];
    case 'comparison':
      return [fact.left, fact.right];
    case 'route':
      return [fact.routePath, fact.router, ...handlers(fact.handlers), ...handlers(fact.marks)];
    case 'guard':
      return [fact.prefix, fact.router, ...handlers(fact.handlers)];
    default:
      return [];
  }
}

function linkFact(fact: Fact, resolver: ValueResolver): Fact {
  const { path } = fact;
  const resolve = (value: Value): Value => resolver.resolve(value, path);
  const handlers = (references: readonly HandlerReference[]): readonly HandlerReference[] =>
    mapSame(references, (reference) => {
      const value = resolve(reference.value);
      const handed = reference.handed && mapSame(reference.handed, resolve);
      return value === reference.value && handed === reference.handed
        ? reference
        : { ...reference, value, ...(handed && { handed }) };
    });
  switch (fact.kind) {
    case 'call':
      return linkCall(fact, resolver);
    case 'named-value':
      return changed(fact, { value: resolve(fact.value) });
    case 'comparison':
      return changed(fact, { left: resolve(fact.left), right: resolve(fact.right) });
    case 'route':
      return changed(fact, {
        routePath: resolve(fact.routePath),
        router: resolve(fact.router),
        handlers: handlers(fact.handlers),
        marks: handlers(fact.marks),
      });
    case 'guard':
      return changed(fact, {
        prefix: resolve(fact.prefix),
        router: resolve(fact.router),
        handlers: handlers(fact.handlers),
      });
    default:
      return fact;
  }
}

function linkCall(fact: CallFact, resolver: ValueResolver): CallFact {
  const resolve = (value: Value): Value => resolver.resolve(value, fact.path);
  const target = resolver.head(fact.target, fact.path);
  const name = target === fact.target ? '' : fact.isNew ? constructedName(target) : canonicalName(apiNameOf(target));
  return changed(fact, {
    target,
    callee: name === '' ? fact.callee : name,
    receiver: resolve(fact.receiver),
    arguments: mapSame(fact.arguments, resolve),
  });
}

/** The fact with these parts; itself where it has them already. */
function changed<F extends Fact>(fact: F, parts: Partial<F>): F {
  const isSame = Object.entries(parts).every(([key, part]) => fact[key as keyof F] === part);
  return isSame ? fact : { ...fact, ...parts };
}

/** The mapped list; itself where nothing changed. */
function mapSame<T>(list: readonly T[], map: (item: T) => T): readonly T[] {
  let mapped: T[] | undefined;
  for (const [index, item] of list.entries()) {
    const result = map(item);
    if (mapped) mapped.push(result);
    else if (result !== item) mapped = [...list.slice(0, index), result];
  }
  return mapped ?? list;
}
