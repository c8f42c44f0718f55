/** Calls that write down what happens: technical logs, audit logs, traces and reports of errors. */
import type { CallFact } from '../../server/model/facts.ts';
import { wordsOf } from '../../server/model/words.ts';

/** Libraries whose instances only write logs, and the methods that write. */
const LIBRARIES =
  /^(?:pino|winston|bunyan|log4js|loglevel|consola|tslog|signale|roarr|debug|@nestjs\/common#(?:Logger|ConsoleLogger)|nestjs-pino|electron-log|fancy-log|npmlog|@sentry\/\w+|@opentelemetry\/api|applicationinsights|node:console|node:util#debuglog)/;
const METHOD =
  /(?:^|\.|#|\(\))(?:trace|debug|info|log|warn|warning|error|fatal|verbose|notice|silly|critical|alert|emerg|write|event|emit|record|captureException|captureMessage|setContext|setExtra|setTag|setAttribute|setAttributes|addEvent|addBreadcrumb|trackEvent|trackTrace|default)$/;
/** Names under which projects keep their log. */
const LOG_WORDS: ReadonlySet<string> = new Set(
  'log logger logging logbuch console audit auditlog auditlogger protokoll protokollierung tracer span sentry telemetry breadcrumb'.split(
    ' ',
  ),
);
/** Own functions: `logInfo(x)`, `protokolliere(x)`. */
const LOG_VERBS: ReadonlySet<string> = new Set(
  'log logge logging protokolliere protokollieren auditiere audit trace'.split(' '),
);
/** Names of functions that only make a log: what they are given are settings. */
const MAKING = /(?:^|\.)(?:create\w*|child|getLogger|configure|with\w*|use|register\w*|bind\w*|set(?:Level|Logger))$/i;

/** True where what a call is given is written to a log, a trace or a report of errors. */
export function isLogCall(call: CallFact): boolean {
  const { callee, spelled } = call;
  if (MAKING.test(spelled)) return false;
  if (LIBRARIES.test(callee)) return METHOD.test(callee);
  if (callee.startsWith('global#console.')) return true;
  const parts = spelled.split('.');
  const method = parts.pop() ?? '';
  const receiver = parts.at(-1);
  if (receiver === undefined || receiver === 'this') return LOG_VERBS.has(wordsOf(method)[0] ?? '');
  if (/^(?:global|node:|https?|express|fastify#default\(\)\.(?!log))/.test(callee) && !/log/i.test(receiver))
    return false;
  const words = wordsOf(receiver);
  return LOG_WORDS.has(words.at(-1) ?? '') && (METHOD.test(method) || LOG_VERBS.has(wordsOf(method)[0] ?? ''));
}
