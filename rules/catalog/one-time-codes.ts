/** Libraries of one-time codes: which option of which call widens what is accepted, and by how much. */
import { optionOf } from '../../server/model/ask.ts';
import type { CallFact, NamedValueFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';

/** What a number says about codes. `steps`: codes before and after the current one; `span`: seconds that one lasts. */
export type CodeProperty = 'steps' | 'tolerance' | 'span' | 'digits' | 'seed';

interface CodeOption {
  readonly callee: RegExp;
  /** Position of the options, and the name in them; the argument itself where there is none. */
  readonly index: number;
  readonly option?: string;
  readonly property: CodeProperty;
}

const OTPLIB = /^(?:otplib|@otplib\/[\w-]+)#/;
const rows = (callee: RegExp, index: number, names: Readonly<Record<string, CodeProperty>>): readonly CodeOption[] =>
  Object.entries(names).map(([option, property]) => ({ callee, index, option, property }));

const OPTIONS: readonly CodeOption[] = [
  ...rows(/^speakeasy#(?:default\.)?(?:totp\.(?:verify|verifyDelta)|time)$/, 0, {
    window: 'steps',
    step: 'span',
    digits: 'digits',
  }),
  ...rows(/^speakeasy#(?:default\.)?totp$/, 0, { step: 'span', digits: 'digits' }),
  { callee: /^speakeasy#(?:default\.)?generateSecret$/, index: 0, option: 'length', property: 'seed' },
  ...rows(
    /^(?:otplib|@otplib\/[\w-]+)#(?:\w+\.)?(?:Authenticator|TOTP|totp|authenticator)(?:\.(?:clone|create))?$/,
    0,
    {
      window: 'steps',
      step: 'span',
      digits: 'digits',
      period: 'span',
      epochTolerance: 'tolerance',
    },
  ),
  ...rows(/^(?:otplib|@otplib\/[\w-]+)#(?:verify|verifySync|(?:TOTP|OTP)\(\)\.(?:verify|verifySync))$/, 0, {
    epochTolerance: 'tolerance',
    period: 'span',
    digits: 'digits',
  }),
  { callee: /^(?:otplib|@otplib\/[\w-]+)#(?:\w+\.)?authenticator\.generateSecret$/, index: 0, property: 'seed' },
  ...rows(/^otpauth#(?:\w+\.)?TOTP$/, 0, { period: 'span', digits: 'digits' }),
  ...rows(/^otpauth#(?:\w+\.)?TOTP\(\)\.validate$/, 0, { window: 'steps' }),
  ...rows(/^otpauth#(?:\w+\.)?TOTP\.validate$/, 0, { window: 'steps', period: 'span', digits: 'digits' }),
  { callee: /^otpauth#(?:\w+\.)?Secret$/, index: 0, option: 'size', property: 'seed' },
  ...rows(/^notp#(?:default\.)?totp\.verify$/, 2, { window: 'steps', time: 'span' }),
  { callee: /^node-2fa#(?:default\.)?verifyToken$/, index: 2, property: 'steps' },
  ...rows(/^passport-totp#(?:default\.)?Strategy$/, 0, { window: 'steps' }),
  ...rows(/^passport-2fa-totp#(?:default\.)?Strategy$/, 0, { window: 'steps' }),
];

/** Names of the options object that otplib keeps for all calls. */
const KEPT: ReadonlyMap<string, CodeProperty> = new Map([
  ['window', 'steps'],
  ['step', 'span'],
  ['digits', 'digits'],
]);

export interface CodeSetting {
  readonly property: CodeProperty;
  readonly name: string;
  readonly value: Value;
}

/** What a call says about codes. */
export function codeSettings(call: CallFact): readonly CodeSetting[] {
  return OPTIONS.filter(({ callee }) => callee.test(call.callee)).flatMap(({ index, option, property }) => {
    const value = option === undefined ? call.arguments[index] : optionOf(call, index, option);
    return value && value.kind !== 'absent' ? [{ property, name: option ?? property, value }] : [];
  });
}

/** `authenticator.options = { window: 10 }` of otplib, in a file that takes it from there. */
export function keptSetting({ names, value, form }: NamedValueFact): CodeSetting | undefined {
  if (form !== 'assignment' && form !== 'property') return undefined;
  const [owner, options, name = '', ...more] = names.slice(-3);
  const property = KEPT.get(name);
  if (!property || more.length > 0 || options !== 'options' || !/^(?:authenticator|totp)$/i.test(owner ?? ''))
    return undefined;
  return { property, name, value };
}

export function takesOtplib(modules: readonly string[]): boolean {
  return modules.some((module) => OTPLIB.test(`${module}#`));
}

/** In otplib 13 the answer is an object, which is true for every code. */
export function isAnswerTakenForTruth(call: CallFact): TextRange | undefined {
  return /^otplib#(?:verify|verifySync)$/.test(call.callee) &&
    call.used === 'tested' &&
    call.arguments[0]?.kind === 'record'
    ? call.calleeRange
    : undefined;
}

/** Numbers beyond which a property is worth a finding. */
export function isTooLax(property: CodeProperty, value: number): boolean {
  switch (property) {
    // RFC 6238 recommends one step for slow clocks and hands.
    case 'steps':
      return value > 2;
    case 'tolerance':
    case 'span':
      return value > 60;
    case 'digits':
      return value < 6;
    // Bytes; RFC 4226 asks for 128 bits.
    case 'seed':
      return value < 16;
  }
}
