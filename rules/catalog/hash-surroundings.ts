/** What stands around a call that hashes: what is put in, what the result is called, who takes it. */
import type { CallFact, ComparisonFact, NamedValueFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { partsOf } from '../../server/model/values.ts';
import { isSensitiveUse, SLOW_HASH } from './hash-uses.ts';

/** The names in a value: what a reader would call what is hashed. */
export function namesIn(value: Value): readonly string[] {
  const own = value.kind === 'absent' || value.spelled === undefined ? [] : [value.spelled];
  const more = value.kind === 'parameter' || value.kind === 'environment' ? [value.name] : [];
  if (value.kind === 'record') return [...own, ...value.entries.keys()];
  return [...own, ...more, ...partsOf(value).flatMap(namesIn)];
}

/** What stands around the hash calls of a file. */
export class HashSurroundings {
  readonly #calls: readonly CallFact[];
  readonly #names: readonly NamedValueFact[];
  readonly #comparisons: readonly ComparisonFact[];

  constructor(file: FactsView) {
    this.#calls = file.facts('call');
    this.#names = file.facts('named-value');
    this.#comparisons = file.facts('comparison');
  }

  /** Everything from the hash to its digest, chained or in statements of their own, and what is put in. */
  chainOf(call: CallFact): { chain: readonly TextRange[]; updates: readonly Value[] } {
    const chain: TextRange[] = [call.range];
    const updates: Value[] = [];
    for (const other of this.#calls) {
      const isChained =
        other.range.start === call.range.start &&
        other.range.end > call.range.end &&
        other.calleeRange.start === call.calleeRange.start;
      const made = other.receiver.kind === 'call' ? (other.receiver.origin?.range ?? other.receiver.range) : undefined;
      const isLater =
        made?.start === call.range.start && made.end >= call.range.end && other.receiver.origin?.path === call.path;
      if (!isChained && !isLater) continue;
      if (/\.(?:update|write|end|digest|hash|hex)$/.test(other.spelled)) {
        chain.push(other.range);
        if (!other.spelled.endsWith('.digest')) updates.push(...other.arguments.slice(0, 1));
      }
    }
    return { chain, updates };
  }

  /** Names that the result is given, calls that take it, and the function around. */
  namesAround(chain: readonly TextRange[], call: CallFact): readonly string[] {
    const holds = (range: TextRange | undefined): boolean =>
      range !== undefined && chain.some((each) => contains(range, each) && range.end - range.start < 4000);
    const named = this.#names.filter(
      ({ value, form }) =>
        form !== 'parameter' &&
        value.kind !== 'absent' &&
        value.kind !== 'function' &&
        value.kind !== 'class' &&
        !value.origin &&
        holds(value.range),
    );
    const narrowest = named.sort((a, b) => size(a.value.range) - size(b.value.range)).slice(0, 2);
    const taking = this.#calls.filter(
      (other) =>
        !chain.some((each) => each.start === other.range.start && each.end === other.range.end) &&
        holds(other.range) &&
        size(other.range) < 600,
    );
    const names = narrowest.flatMap((fact) => fact.names.slice(-2));
    // The result under its name: where it is handed on. A name of its own it has only there.
    const isResult = (value: Value): boolean =>
      (value.kind !== 'absent' &&
        value.origin !== undefined &&
        chain.some((each) => same(each, value.origin?.range))) ||
      partsOf(value).some(isResult);
    const uses = this.#calls.filter(
      (other) =>
        other.order > call.order && !chain.some((each) => same(each, other.range)) && other.arguments.some(isResult),
    );
    const compared = this.#comparisons.filter(
      ({ range, left, right }) => holds(range) || isResult(left) || isResult(right),
    );
    const spelled = uses.flatMap((other) => other.arguments.filter(isResult).flatMap(namesIn));
    return [
      ...names,
      ...spelled,
      ...[...taking, ...uses].flatMap((other) => [
        other.spelled,
        ...other.arguments.flatMap((argument) =>
          argument.kind === 'known' && typeof argument.value === 'string' && argument.value.length < 60
            ? [argument.value]
            : [],
        ),
      ]),
      ...compared.flatMap(({ leftName, rightName }) => [leftName, rightName]),
      call.functionName.split('.').at(-1) ?? '',
    ].filter((name) => name !== '' && !/\b(?:createHash|update|digest)$/.test(name));
  }

  /** Texts in calls of the same function: the address of a service. */
  literalsNear(call: CallFact): readonly string[] {
    return this.#calls
      .filter(({ within }) => within === call.within)
      .flatMap((other) =>
        other.arguments.flatMap((argument) =>
          [argument, ...partsOf(argument)].flatMap((part) =>
            part.kind === 'known' ? [String(part.value).slice(0, 80)] : [],
          ),
        ),
      );
  }

  hasSlowHash(call: CallFact): boolean {
    return this.#calls.some((other) => other.within === call.within && SLOW_HASH.test(other.callee));
  }

  /** True where the result itself or its function is named for the use, so that it is no coincidence. */
  isOwnWord(call: CallFact, around: readonly string[]): boolean {
    return around.length > 0 && isSensitiveUse([around[0] ?? '', call.functionName]);
  }
}

function size(range: TextRange | undefined): number {
  return range ? range.end - range.start : Number.MAX_SAFE_INTEGER;
}

function same(one: TextRange, other: TextRange | undefined): boolean {
  return one.start === other?.start && one.end === other.end;
}
