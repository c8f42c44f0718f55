import { entryOf, optionOf } from '../../server/model/ask.ts';
import type { Vertrauensniveau } from '../../server/model/configuration.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { rule, type FileView, type Report } from '../../server/model/rule.ts';
import type { Value } from '../../server/model/value.ts';
import { apiNameOf } from '../../server/model/api-name.ts';
import { realmOf } from '../catalog/keycloak-realms.ts';

interface Limits {
  /** Seconds. */
  readonly longest: number;
  readonly idle: number;
}

/** BSI TR-03160-1 allows 12 hours and 60 minutes without activity; a day and half a day are beyond doubt. */
const BEYOND_DOUBT: Limits = { longest: 86_400, idle: 43_200 };
/** What BSI TR-03160-1 allows where the configuration says which level is demanded. */
const BY_LEVEL: Readonly<Record<Vertrauensniveau, Limits>> = {
  normal: { longest: 43_200, idle: 3600 },
  substanziell: { longest: 7200, idle: 1800 },
  hoch: { longest: 1800, idle: 300 },
};

interface SessionOption {
  readonly callee: RegExp;
  /** Index of the options, and the way to the life time in them. */
  readonly options: number;
  readonly at: readonly string[];
  /** Units in a second. */
  readonly perSecond: number;
}

const MILLISECONDS = 1000;
const OPTIONS: readonly SessionOption[] = [
  { callee: /^express-session#default$/, options: 0, at: ['cookie', 'maxAge'], perSecond: MILLISECONDS },
  { callee: /^cookie-session#default$/, options: 0, at: ['maxAge'], perSecond: MILLISECONDS },
  { callee: /^koa-session#(?:default|createSession)$/, options: 0, at: ['maxAge'], perSecond: MILLISECONDS },
  { callee: /^iron-session#getIronSession$/, options: 2, at: ['ttl'], perSecond: 1 },
  { callee: /^iron-session#getIronSession$/, options: 1, at: ['ttl'], perSecond: 1 },
  { callee: /^next-auth#default$/, options: 0, at: ['session', 'maxAge'], perSecond: 1 },
];
/** Plugins of Fastify, which `register` is told. */
const PLUGINS: readonly SessionOption[] = [
  { callee: /^@fastify\/session#/, options: 1, at: ['cookie', 'maxAge'], perSecond: MILLISECONDS },
  { callee: /^@fastify\/secure-session#/, options: 1, at: ['expiry'], perSecond: 1 },
  { callee: /^@fastify\/secure-session#/, options: 1, at: ['cookie', 'maxAge'], perSecond: 1 },
];

export const noLongSession = rule<'long'>({
  id: 'mfa/no-long-session',
  severity: 'warning',
  confidence: 'medium',
  words: [
    'express-session',
    'cookie-session',
    'koa-session',
    'iron-session',
    'next-auth',
    '@fastify/session',
    '@fastify/secure-session',
    'ssoSession',
    'sso_session',
  ],
  text: {
    de: {
      title: 'Sitzung, die tagelang gilt',
      messages: { long: '`{name}` lässt eine Sitzung {time} gelten.' },
      why: 'Wer ein offenes Gerät oder ein abgegriffenes Cookie hat, arbeitet weiter, solange die Sitzung gilt; an Kennwort und zweitem Faktor kommt er vorbei. Das BSI begrenzt Sitzungen von Nutzerkonten je nach Vertrauensniveau auf 12 Stunden, 2 Stunden oder 30 Minuten, ohne Aktivität auf 60, 30 oder 5 Minuten.',
      advice: {
        long: '`{name}` auf höchstens 12 Stunden setzen, bei substanziellem Vertrauensniveau auf 2 Stunden, bei hohem auf 30 Minuten, und untätige Sitzungen früher beenden.',
      },
    },
    en: {
      title: 'Session that lasts for days',
      messages: { long: '`{name}` lets a session last {time}.' },
      why: 'Whoever has an open device or a stolen cookie works on as long as the session lasts, past password and second factor. The BSI limits sessions of user accounts by Vertrauensniveau to 12 hours, 2 hours or 30 minutes, and without activity to 60, 30 or 5 minutes.',
      advice: {
        long: 'Set `{name}` to 12 hours at most, 2 hours at the Vertrauensniveau substanziell, 30 minutes at hoch, and end idle sessions earlier.',
      },
    },
  },
  on: {
    call(call, report, file) {
      for (const { at, options, perSecond } of optionsOf(call))
        judge(optionOf(call, options, ...at), at.at(-1) ?? '', limitsOf(file).longest, perSecond, report, file);
    },
    resource(resource, report, file) {
      const realm = realmOf(resource);
      if (!realm) return;
      const { longest: whole, idle } = limitsOf(file);
      for (const [name, longest] of [
        ['ssoSessionMaxLifespan', whole],
        ['ssoSessionIdleTimeout', idle],
      ] as const)
        judge(entryOf(realm, name), name, longest, 1, report, file);
    },
  },
});

function optionsOf(call: CallFact): readonly SessionOption[] {
  const plugin = /[.#]register$/.test(call.callee) ? call.arguments.at(0) : undefined;
  if (!plugin) return OPTIONS.filter(({ callee }) => callee.test(call.callee));
  const name = apiNameOf(plugin);
  return PLUGINS.filter(({ callee }) => callee.test(name));
}

function limitsOf({ configuration: { vertrauensniveau } }: FileView): Limits {
  return vertrauensniveau ? BY_LEVEL[vertrauensniveau] : BEYOND_DOUBT;
}

/** `36 h`, `45 min`: the same in both languages. */
function shownTime(seconds: number): string {
  return seconds >= 7200 ? `${String(Math.round(seconds / 3600))} h` : `${String(Math.round(seconds / 60))} min`;
}

function judge(
  value: Value,
  name: string,
  longest: number,
  perSecond: number,
  report: Report<'long'>,
  file: FileView,
): void {
  if (value.kind !== 'known' || typeof value.value !== 'number' || value.value <= longest * perSecond) return;
  report({
    message: 'long',
    range: value.range,
    data: { name, time: shownTime(value.value / perSecond) },
    ...(file.stage === 'local' && { severity: 'information' }),
  });
}
