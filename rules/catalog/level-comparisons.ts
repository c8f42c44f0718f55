/** How programs decide by the level that an account has answered with, and which ways let a lower one through. */
import { isAlways } from '../../server/model/ask.ts';
import type { Branch, CallFact, ComparisonFact, FunctionFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';

export type WeakComparison = 'order' | 'present' | 'lowest' | 'part' | 'count' | 'reversed';

export interface FoundComparison {
  readonly path: string;
  readonly weakness: WeakComparison;
  readonly range: TextRange;
  /** As it is written. */
  readonly name: string;
}

/** Names of the level in a token, a session or an answer. */
const LEVEL =
  /(?:^|[._])(?:acr|loa|stork_?level|trust_?level|vertrauensniveau|level_?of_?assurance|assurance_?level|authn_?context(?:_?class_?ref)?)$/i;
/** What an account answers where it demanded nothing. */
const LOWEST = ['0', '1', 0, 1, '', 'normal', 'niedrig', 'low', 'basis', 'STORK-QAA-Level-1', null] as const;
const PARTS = /\.(?:startsWith|endsWith|includes|indexOf|match|search)$/;

export function namesLevel(name: string): boolean {
  return LEVEL.test(name);
}

export function weakComparisons(file: FactsView): readonly FoundComparison[] {
  const comparisons = file.facts('comparison');
  const calls = file.facts('call');
  return [
    ...comparisons.flatMap((each) => ofComparison(each, calls)),
    ...file.facts('function').flatMap((each) => ofPresence(each, comparisons, calls)),
    ...ofParts(calls, file.path),
  ];
}

function ofComparison(fact: ComparisonFact, calls: readonly CallFact[]): readonly FoundComparison[] {
  const { operator, leftName, rightName, left, right, path, range, used } = fact;
  const isOrder = /^[<>]=?$/.test(operator);
  const level = namesLevel(leftName) ? leftName : namesLevel(rightName) ? rightName : '';
  const other = level === leftName ? right : left;
  if (level !== '' && isOrder && other.kind === 'known' && typeof other.value === 'string')
    return [{ path, range, weakness: 'order', name: level }];
  if (isOrder && /(?:^|\.)amr\.length$/.test(leftName) && operator.startsWith('>'))
    return [{ path, range, weakness: 'count', name: leftName }];
  const passes = used === 'returned' || calls.some((call) => letsThrough(call, fact.within, range, true));
  if (level !== '' && /^!==?$/.test(operator) && isLowest(other) && passes)
    return [{ path, range, weakness: isMissing(other) ? 'present' : 'lowest', name: level }];
  // `if (!(Number(acr) < 2)) next()` lets in what is no number; without the negation it lets in what is too low.
  const number = numbered(left) ?? numbered(right);
  const isBelow =
    number === undefined ? false : numbered(left) !== undefined ? operator.startsWith('<') : operator.startsWith('>');
  if (isOrder && isBelow && calls.some((call) => letsThrough(call, fact.within, range, true)))
    return [{ path, range, weakness: 'reversed', name: number ?? '' }];
  return [];
}

/** Somebody is let through where the condition around the range holds. */
function letsThrough(call: CallFact, within: number | undefined, range: TextRange, holds: boolean): boolean {
  return (
    isPassing(call) &&
    call.within === within &&
    call.branch.some((each) => each.holds === holds && contains(each.range, range))
  );
}

function isPassing({ callee, spelled }: CallFact): boolean {
  return callee === 'express#NextFunction()()' || spelled === 'next' || /^(?:koa|hono)#Next\(\)\(\)$/.test(callee);
}

function isLowest(value: Value): boolean {
  return isMissing(value) || isAlways(value, ...LOWEST);
}

function isMissing(value: Value): boolean {
  return value.kind === 'absent' || isAlways(value, null, '');
}

/** The name of the level in `Number(acr)`. */
function numbered(value: Value): string | undefined {
  if (value.kind !== 'call' || !/^global#(?:Number|parseInt|Number\.parseInt|parseFloat)$/.test(value.callee))
    return undefined;
  const [first] = value.arguments;
  const name =
    first?.kind === 'parameter'
      ? (first.path?.at(-1) ?? first.name)
      : first?.kind === 'reference'
        ? (first.path.at(-1) ?? first.name)
        : (first?.spelled ?? '');
  return namesLevel(name) ? name : undefined;
}

/** A guard that only asks whether there is any level. */
function ofPresence(
  guard: FunctionFact,
  comparisons: readonly ComparisonFact[],
  calls: readonly CallFact[],
): readonly FoundComparison[] {
  if (!guard.tests.some(namesLevel)) return [];
  const inside = <F extends { readonly range: TextRange }>(facts: readonly F[]): readonly F[] =>
    facts.filter(({ range }) => contains(guard.range, range));
  const own = inside(calls);
  // Whatever compares or looks something up here may compare the level.
  if (
    inside(comparisons).length > 0 ||
    guard.tests.some((name) => /^(?:includes|has|get|some|every|indexOf|find)$/.test(name))
  )
    return [];
  if (own.some((call) => [...call.arguments, call.receiver].some(isLevel))) return [];
  const conditions = own
    .filter(({ within }) => within === guard.range.start)
    .flatMap((call) => (isPassing(call) ? call.branch : call.used === 'thrown' ? call.branch : []));
  const condition = conditions.find(
    ({ names, literals }) => literals.length === 0 && names.length === 1 && names.some(namesLevel),
  );
  return condition
    ? [{ path: guard.path, range: condition.range, weakness: 'present', name: condition.names.find(namesLevel) ?? '' }]
    : [];
}

function isLevel(value: Value): boolean {
  return (
    (value.spelled !== undefined && namesLevel(value.spelled)) ||
    (value.kind === 'parameter' && namesLevel(value.path?.at(-1) ?? value.name)) ||
    (value.kind === 'reference' && namesLevel(value.path.at(-1) ?? value.name))
  );
}

/** `acr.startsWith('STORK')` in a condition that lets somebody through. */
function ofParts(calls: readonly CallFact[], path: string): readonly FoundComparison[] {
  const seen = new Set<number>();
  return calls.filter(isPassing).flatMap(({ branch }) =>
    branch.flatMap((condition): FoundComparison[] => {
      const name =
        condition.names.find((each) => PARTS.test(each) && namesLevel(each.replace(PARTS, ''))) ??
        convertedPart(condition);
      if (name === undefined || !condition.holds || condition.literals.length !== 1 || seen.has(condition.range.start))
        return [];
      seen.add(condition.range.start);
      return [{ path, range: condition.range, weakness: 'part', name: name.replace(PARTS, '') }];
    }),
  );
}

/** `String(acr).startsWith(…)` */
function convertedPart({ names }: Branch): string | undefined {
  return names.includes('String') && names.some((each) => /(?:^|\.)(?:startsWith|endsWith|match|search)$/.test(each))
    ? names.find(namesLevel)
    : undefined;
}
