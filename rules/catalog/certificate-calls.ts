/** Calls that switch the verification of certificates off otherwise than by an option of that name. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { KnownValue, Value } from '../../server/model/value.ts';
import { addressOf, hostKind, textsOf } from './hosts.ts';

/** Methods without options. */
const METHODS = /^superagent#.*\.disableTLSCerts$/;
/** Proxies whose option `secure: false` accepts every certificate of the server behind. */
const FORWARDING = /^(?:http-proxy(?:-middleware|-3)?|httpxy)#/;
/** Switches of Chromium, and so of Electron, Puppeteer and Playwright. */
const BROWSER_FLAG = /^(?:--)?ignore-certificate-errors$/;

/** What has to change, by the name that is shown. */
export function unverifiedCalls(call: CallFact): readonly { readonly range: TextRange; readonly name: string }[] {
  const { callee, calleeRange } = call;
  const method = 'disableTLSCerts';
  if (METHODS.test(callee))
    return [{ range: { start: calleeRange.end - method.length, end: calleeRange.end }, name: `${method}()` }];
  if (FORWARDING.test(callee)) return call.arguments.flatMap(uncheckedTarget);
  return browserFlags(call).map(({ range, value }) => ({ range, name: String(value) }));
}

/** `secure: false` beside a target that is asked over TLS; this machine and neighbours are nobody else. */
function uncheckedTarget(options: Value): readonly { readonly range: TextRange; readonly name: string }[] {
  const secure = entryOf(options, 'secure');
  if (!isAlways(secure, false) || secure.kind === 'absent') return [];
  const hosts = textsOf(entryOf(options, 'target')).map(({ text }) => addressOf(text));
  const isHarmless = hosts.every(
    (address) => address?.scheme === 'http' || ['own', 'neighbour'].includes(hostKind(address?.host ?? '')),
  );
  return hosts.length > 0 && isHarmless ? [] : [{ range: secure.range, name: 'secure: false' }];
}

/** `Reflect.set(process.env, 'NAME', value)` */
export function variableSetBy({
  callee,
  arguments: [target, name, value],
}: CallFact): { readonly name: string; readonly value: Value } | undefined {
  if (callee !== 'global#Reflect.set' || target?.kind !== 'reference' || name?.kind !== 'known' || !value)
    return undefined;
  const isEnvironment = target.name === 'process' && target.path.join('.') === 'env';
  return isEnvironment ? { name: String(name.value), value } : undefined;
}

/** Switches of a browser that a call hands over, in lists of its options, too. */
function browserFlags({ spelled, arguments: given }: CallFact): readonly KnownValue[] {
  return given
    .flatMap((value) => (value.kind === 'record' ? (value.entries.get('args') ?? []) : [value]))
    .flatMap((value) => (value.kind === 'list' ? value.items : spelled.endsWith('appendSwitch') ? [value] : []))
    .filter((value) => value.kind === 'known')
    .filter(({ value }) => BROWSER_FLAG.test(String(value)));
}
