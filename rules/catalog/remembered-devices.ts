/** How long a device stands in for the second factor, as names and numbers say it. */
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { namesFactor, wordsOfFactor, wordSet } from './second-factor-names.ts';

/** `rememberDeviceDays`, `TRUSTED_BROWSER_MAX_AGE`: how long a device stands in for the second factor. */
export function namesRememberedDevice(name: string): boolean {
  const words = wordsOfFactor(name);
  const device = words.some((word) => ['device', 'devices', 'geraet', 'geraete', 'browser'].includes(word));
  const kept = words.some((word) =>
    [
      'remember',
      'remembered',
      'trust',
      'trusted',
      'merken',
      'gemerkt',
      'gemerktes',
      'vertraut',
      'vertrautes',
      'bekanntes',
      'bekannt',
      'known',
    ].includes(word),
  );
  return kept && (device || namesFactor(name));
}

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:days?|tage?n?)$/, 1],
  [/^(?:weeks?|wochen?)$/, 7],
  [/^(?:months?|monate?)$/, 30],
  [/^(?:years?|jahre?)$/, 365],
  [/^(?:hours?|stunden?|h)$/, 1 / 24],
  [/^(?:minutes?|minuten?|min)$/, 1 / 1440],
  [/^(?:seconds?|sekunden?|secs?|s)$/, 1 / 86_400],
  [/^(?:ms|millis|milliseconds?|millisekunden?)$/, 1 / 86_400_000],
];
const LETTERS: readonly (readonly [RegExp, number])[] = [
  [/^d$/, 1],
  [/^w$/, 7],
  [/^mo$/, 30],
  [/^y$/, 365],
  ...UNITS.slice(0, 5),
];
const LASTING = wordSet(
  `ttl age lifetime duration dauer expiry expires expiration gueltigkeit laufzeit period validity`,
);

/**
 * How many days a named duration is; undefined where the name is none. Without a unit in the name whole days of
 * milliseconds are taken for such, whole days of seconds only where milliseconds would make no round number.
 */
function daysOf(name: string, value: number): number | undefined {
  const words = wordsOf(name);
  const unit = UNITS.find(([spelling]) => words.some((word) => spelling.test(word)));
  if (unit) return value * unit[1];
  if (!words.some((word) => LASTING.has(word))) return undefined;
  if (value >= 86_400_000 && value % 3_600_000 === 0) return value / 86_400_000;
  return value >= 86_400 && value % 86_400 === 0 ? value / 86_400 : undefined;
}

/** Longer than this a device is no proof that the same person sits before it. */
const LONGEST_MEMORY_DAYS = 30;

/** The days that a named value lets a device in without a second factor, where these are too many. */
export function daysRemembered(names: readonly string[], value: Value): number | undefined {
  const name = names.slice(-2).join('.');
  if (value.kind !== 'known' || !namesRememberedDevice(name)) return undefined;
  const [, written = '', unit = ''] = /^(\d{1,15})\s?([a-z]{0,8})$/i.exec(String(value.value)) ?? [];
  if (written === '') return undefined;
  // `'365d'`, `'1 year'`: as many readers of durations take it.
  const factor = unit === '' ? undefined : LETTERS.find(([spelling]) => spelling.test(unit.toLowerCase()))?.[1];
  const days =
    unit === '' ? daysOf(name, Number(written)) : factor === undefined ? undefined : Number(written) * factor;
  return days !== undefined && days > LONGEST_MEMORY_DAYS && days <= 36_500 ? days : undefined;
}
