/** What conditions in scripts tell about ways past the second factor: switches, stages, master codes, exceptions. */
import { literalPlace } from '../../server/model/ask.ts';
import type { Branch, CallFact, ComparisonFact, FunctionFact, NamedValueFact } from '../../server/model/facts.ts';
import type { Problem } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import type { KnownValue, Value } from '../../server/model/value.ts';
import { exempt, exemptByBranch, exemptByCall, isAside, isRefused } from './second-factor-exceptions.ts';
import {
  FACTOR_CALLS,
  FACTOR_CLAIMS,
  isCode,
  isUpperCase,
  namesException,
  namesMasterCode,
  namesSecondFactorGuard,
  namesTypedCode,
  STAGE_NAMES,
  STAGE_VARIABLES,
  STAGES,
  switchOf,
  takesAway,
  truthOf,
} from './second-factor-names.ts';

type Message = 'switch' | 'missing' | 'stage' | 'master' | 'exempt';

/** The facts of one script that tell what decides about the second factor. */
interface ScriptFacts {
  readonly functions: readonly FunctionFact[];
  readonly comparisons: readonly ComparisonFact[];
  readonly calls: readonly CallFact[];
  readonly values: readonly NamedValueFact[];
}

/** Reports every way past the second factor that conditions of a script open. */
export function judgeScript(facts: ScriptFacts, textOf: () => string, report: (found: Problem<Message>) => void): void {
  const { functions, comparisons, calls } = facts;
  const asking = functions.filter(asksForFactor);
  const isAsking = (within: number | undefined, functionName: string): boolean =>
    namesSecondFactorGuard(functionName) || asking.some(({ range }) => range.start === within);
  const covered: TextRange[] = [];
  const add = (problem: Problem<Message>): void => {
    covered.push(problem.range);
    report(problem);
  };

  for (const fact of comparisons) {
    const inside = isAsking(fact.within, fact.functionName);
    const problem =
      masterCode(fact, inside) ??
      switched(fact) ??
      namedByStage(fact) ??
      (inside && fact.used === 'tested' && !facts.values.some((value) => contains(value.range, fact.range))
        ? (stage(fact, calls) ?? exempt(fact, calls))
        : undefined);
    if (problem) add(problem);
  }
  for (const call of calls) {
    for (const branch of call.branch) {
      if (isRefusal(branch)) continue;
      if (covered.some((range) => overlap(range, branch.range))) continue;
      const inside = isAsking(call.within, call.functionName);
      const problem = inBranch(branch, call, inside, calls);
      if (problem) add(problem);
    }
    const inside = isAsking(call.within, call.functionName);
    const problem = switchedByKey(call) ?? (inside ? exemptByCall(call, calls) : undefined);
    if (problem && !covered.some((range) => overlap(range, call.range))) add(problem);
  }
  // What no call and no comparison shows is at least known to decide something in a function.
  for (const fact of [...functions].sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start))) {
    for (const name of fact.tests) {
      const message = testedName(name, fact, asking.includes(fact));
      const range = message && placeOfName(name, fact, textOf());
      const isJudged =
        range && (shown(name, fact, facts) || facts.values.some((value) => overlap(value.nameRange, range)));
      if (range && message === 'exempt' && isRefused(range, calls)) continue;
      if (range && !isJudged && !covered.some((each) => overlap(each, range))) {
        add({
          message,
          range,
          data: { name },
          ...(message === 'exempt' && { severity: 'warning' as const }),
          ...(isUpperCase(name) && message === 'switch' ? {} : { confidence: 'medium' as const }),
        });
      }
    }
  }
}

/** True where the function compares the name: then the comparison has been judged. */
function shown(name: string, { range }: FunctionFact, { comparisons }: ScriptFacts): boolean {
  // The cases of a `switch` compare as well, and none of them is judged by itself.
  const inside = comparisons.filter(
    (fact) => contains(range, fact.range) && (fact.left.kind === 'absent' || fact.left.range.start >= fact.range.start),
  );
  return inside.some(
    ({ leftName, rightName }) => `.${leftName}`.endsWith(`.${name}`) || `.${rightName}`.endsWith(`.${name}`),
  );
}

function overlap(one: TextRange, other: TextRange): boolean {
  return one.path === other.path && one.start < other.end && other.start < one.end;
}

function asksForFactor({ name, owner, calls, tests }: FunctionFact): boolean {
  const whole = owner === undefined ? name : `${owner}.${name}`;
  return (
    namesSecondFactorGuard(whole) ||
    calls.some((callee) => FACTOR_CALLS.test(callee)) ||
    tests.some((test) => FACTOR_CLAIMS.has(test))
  );
}

/** `code === '000000'`, `otp === MASTER_OTP` */
function masterCode(fact: ComparisonFact, inside: boolean): Problem<Message> | undefined {
  if (!/^[!=]==?$/.test(fact.operator)) return undefined;
  for (const [name, other, otherName] of [
    [fact.leftName, fact.right, fact.rightName],
    [fact.rightName, fact.left, fact.leftName],
  ] as const) {
    if (name === '') continue;
    if (
      other.kind === 'known' &&
      isCode(other.value) &&
      (namesTypedCode(name, inside) || (inside && isInput(name, other)))
    )
      return { message: 'master', range: literalPlace(other), secret: true };
    // What is typed in is compared with what was set once for everybody.
    if (inside && other.kind === 'environment' && namesTypedCode(name, true))
      return { message: 'master', range: fact.range };
    const expected = other.kind === 'environment' ? other.name : (otherName.split('.').at(-1) ?? '');
    if (namesTypedCode(name, true) && other.kind !== 'known' && namesMasterCode(expected))
      return { message: 'master', range: fact.range };
  }
  return undefined;
}

/** Six digits that a plain variable is compared with, in a function that is about the second factor. */
function isInput(name: string, { value }: KnownValue): boolean {
  return /^\d{6}$/.test(String(value)) && /^[a-zäöü]\w*$/i.test(name) && !isUpperCase(name);
}

/** Milder than a switch: the second factor is missing only where nobody sets the variable. */
function offUnlessSet(name: string, range: TextRange): Problem<Message> {
  return { message: 'missing', range, data: { name }, severity: 'warning', confidence: 'medium' };
}

/** A comparison with a variable that switches the second factor. */
function switched(fact: ComparisonFact): Problem<Message> | undefined {
  for (const [side, name, other] of [
    [fact.left, fact.leftName, fact.right],
    [fact.right, fact.rightName, fact.left],
  ] as const) {
    const variable =
      variableOf(side) ?? (isUpperCase(name.split('.').at(-1) ?? '') ? name.split('.').at(-1) : undefined);
    if (variable === undefined || other.kind !== 'known' || isTestRun(fact.branch)) continue;
    const kind = switchOf(variable, true);
    if (kind === 'off') return { message: 'switch', range: fact.range, data: { name: variable } };
    if (kind === undefined || side.kind !== 'environment' || other.value === null || truthOf(other.value) !== true)
      continue;
    // Compared with "on": nothing set means off, unless a default says otherwise.
    if (side.fallback.kind === 'absent' || takesAway(side.fallback, kind)) return offUnlessSet(variable, fact.range);
  }
  return undefined;
}

/** The variable that a value is read from: the environment, or a reader that is handed the name. */
function variableOf(value: Value): string | undefined {
  if (value.kind === 'environment') return value.name;
  const [key] = value.kind === 'call' ? value.arguments : [];
  return key?.kind === 'known' && typeof key.value === 'string' && switchOf(key.value, true) ? key.value : undefined;
}

/** Guarded by "only in a test run" already. */
function isTestRun(branches: readonly Branch[]): boolean {
  return branches.some(
    ({ names, literals, holds }) =>
      holds && literals.includes('test') && names.some((name) => STAGE_VARIABLES.has(name.split('.').at(-1) ?? '')),
  );
}

/** `const mfaRequired = process.env.NODE_ENV === 'production'` */
function namedByStage(fact: ComparisonFact): Problem<Message> | undefined {
  const name = fact.names.at(-1) ?? '';
  return switchOf(name, true) === undefined ? undefined : stage(fact, [], true);
}

/** `process.env.NODE_ENV !== 'production'` in a function that asks for the second factor. */
function stage(fact: ComparisonFact, calls: readonly CallFact[], named = false): Problem<Message> | undefined {
  for (const [side, name, other] of [
    [fact.left, fact.leftName, fact.right],
    [fact.right, fact.rightName, fact.left],
  ] as const) {
    const last = name.split('.').at(-1) ?? '';
    const variable = side.kind === 'environment' ? side.name : last;
    if (!STAGE_VARIABLES.has(variable) && !/^(?:env|environment|stage|umgebung|stufe)$/.test(last)) continue;
    if (other.kind !== 'known' || !STAGES.test(String(other.value))) continue;
    const inner = calls.filter((call) =>
      call.branch.some((branch) => !isRefusal(branch) && contains(branch.range, fact.range)),
    );
    if (inner.length > 0 && inner.every(isAside)) return undefined;
    const production = /^(?:prod|production|produktion|live)$/i.test(String(other.value));
    if (!named && inner.length === 0 && production && fact.operator.startsWith('=')) return undefined;
    return { message: 'stage', range: fact.range, data: { name: variable === '' ? name : variable } };
  }
  return undefined;
}

/** What stands behind a refusal is reached by everybody who is let through. */
function isRefusal({ otherwise }: Branch): boolean {
  return otherwise === 'refuses';
}

/** What a condition with calls behind it reads. */
function inBranch(
  branch: Branch,
  call: CallFact,
  inside: boolean,
  calls: readonly CallFact[],
): Problem<Message> | undefined {
  const whole = branch.names.filter(
    (name) => !branch.names.some((longer) => longer !== name && `.${longer}.`.includes(`.${name}.`)),
  );
  const lasts = whole.map((name) => name.split('.').at(-1) ?? '');
  const off = lasts.find((name) => isUpperCase(name) && switchOf(name, true) === 'off');
  if (off !== undefined && !isTestRun(call.branch))
    return { message: 'switch', range: branch.range, data: { name: off } };
  const [only] = whole;
  const variable =
    whole.length === 1 && branch.literals.length === 0 && only?.startsWith('process.env.') === true
      ? only.slice('process.env.'.length)
      : '';
  const kind = switchOf(variable, true);
  if (kind === 'on' || kind === 'plain') return offUnlessSet(variable, branch.range);
  if (!inside) return undefined;
  if (
    lasts.includes('includes') &&
    branch.literals.some((literal) => isCode(literal)) &&
    whole.some((name) => namesTypedCode(name, true))
  )
    return { message: 'master', range: branch.range, secret: true };
  const others = calls.filter((each) =>
    each.branch.some(({ range }) => range.start === branch.range.start && range.end === branch.range.end),
  );
  if (others.every(isAside)) return undefined;
  const mode = lasts.find((name) => STAGE_NAMES.test(name));
  if (mode !== undefined) return { message: 'stage', range: branch.range, data: { name: mode } };
  return exemptByBranch(branch, whole, calls);
}

/** `flags.isEnabled('skip-mfa')`, `config.get('auth.skipTwoFactor')` */
function switchedByKey(call: CallFact): Problem<Message> | undefined {
  const [key] = call.arguments;
  const method = call.spelled.split('.').at(-1) ?? '';
  return call.used === 'tested' &&
    key?.kind === 'known' &&
    typeof key.value === 'string' &&
    /^(?:get|has|is|isEnabled|isOn|isActive|enabled|variation|boolVariation|getBoolean|getFlag|feature)$/.test(
      method,
    ) &&
    switchOf(key.value.split('.').at(-1) ?? '', true) === 'off' &&
    !isTestRun(call.branch)
    ? { message: 'switch', range: call.range, data: { name: key.value } }
    : undefined;
}

/** What a name decides in a function where only that is known. */
function testedName(name: string, fact: FunctionFact, asking: boolean): 'switch' | 'stage' | 'exempt' | undefined {
  // Decorators that exempt single routes, as for setting the factor up, are read through Reflector.
  if (!isUpperCase(name) && fact.calls.some((callee) => callee.includes('Reflector'))) return undefined;
  const isGuard = asking || fact.parameters.includes('next') || fact.name === 'canActivate';
  if (switchOf(name, isUpperCase(name)) === 'off' && (isUpperCase(name) || isGuard)) return 'switch';
  if (!asking) return undefined;
  if (STAGE_NAMES.test(name) || STAGE_VARIABLES.has(name)) return 'stage';
  return namesException(name) ? 'exempt' : undefined;
}

/** The first place in a function where a name stands as a whole word; facts tell that it decides, not where. */
function placeOfName(name: string, { range }: FunctionFact, text: string): TextRange | undefined {
  for (
    let start = text.indexOf(name, range.start);
    start >= 0 && start < range.end;
    start = text.indexOf(name, start + 1)
  ) {
    const end = start + name.length;
    if (!/[\w$]/.test(text.charAt(start - 1)) && !/[\w$]/.test(text.charAt(end))) return { start, end };
  }
  return undefined;
}
