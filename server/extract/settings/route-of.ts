/** Routes as configuration files describe them, made into facts like those of code. */
import type { HandlerReference, RouteFact } from '../../model/facts.ts';
import type { TextRange } from '../../model/text-range.ts';
import { ABSENT, type Value } from '../../model/value.ts';

export interface DescribedGuard {
  readonly name: string;
  readonly asks: 'person' | 'machine' | 'unknown';
  readonly range: TextRange;
}

export interface Described {
  readonly framework: string;
  /** Left out where the handler is code of this project. */
  readonly source?: 'gateway' | 'description';
  readonly method: string;
  readonly path: string;
  readonly range: TextRange;
  readonly handler: string;
  /** Module and name of the function that answers, where it is named. */
  readonly handledBy?: { readonly module: string; readonly name: string };
  readonly guards: readonly DescribedGuard[];
  /** What says that everybody may come. */
  readonly isPublic?: TextRange;
}

export function routeOf(described: Described, path: string, order: number): RouteFact {
  const { framework, source, method, range, handler, handledBy, guards, isPublic } = described;
  const answers: Value = handledBy
    ? { kind: 'reference', ...handledBy, path: [], range }
    : { kind: 'known', value: handler, range };
  const mark: HandlerReference | undefined = isPublic && {
    name: 'public',
    value: { kind: 'known', value: true, range: isPublic },
    range: isPublic,
  };
  return {
    kind: 'route',
    path,
    range,
    framework,
    ...(source && { source }),
    method,
    routePath: { kind: 'known', value: described.path, range },
    router: ABSENT,
    handlers: [...guards.map(reference), { name: handler, value: answers, range }],
    order,
    marks: mark ? [mark] : [],
  };
}

function reference({ name, asks, range }: DescribedGuard): HandlerReference {
  const value: Value =
    asks === 'unknown' ? { kind: 'unknown', range } : { kind: 'call', callee: `gateway#${asks}`, arguments: [], range };
  return { name, value, range };
}

export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'known' ? String(value.value) : undefined;
}
