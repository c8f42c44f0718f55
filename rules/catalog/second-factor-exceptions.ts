/** Who or what is let through without showing the second factor: persons, networks, headers. */
import type { Branch, CallFact, ComparisonFact } from '../../server/model/facts.ts';
import type { Problem } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import { namesException, namesExcepting } from './second-factor-names.ts';

const ASKED_HEADER = /^x-.*(?:intern|skip|bypass|test|debug|health|probe|monitor|trust|mfa|otp|2fa|app|source|client)/i;
const ADDRESSES = /^(?:ip|remoteAddress|clientIp|x-forwarded-for|x-real-ip)$/i;
const PERSONS = /^(?:email|mail|username|userName|benutzername|kennung|login|user|benutzer|sub|userId|uid|benutzerId)$/;
/** The host that a request names is whatever its sender wrote. */
const HOSTS = /^(?:hostname|host)$/;

/** Milder than a switch: somebody still has to be in the list, or to forge an address. */
function exemption(range: TextRange, name: string): Problem<'exempt'> {
  return { message: 'exempt', range, data: { name }, severity: 'warning', confidence: 'medium' };
}

/** A comparison that tells somebody who need not show the second factor. */
export function exempt(fact: ComparisonFact, calls: readonly CallFact[]): Problem<'exempt'> | undefined {
  if (!/^[!=]==?$/.test(fact.operator) || isRefused(fact.range, calls)) return undefined;
  for (const [side, name, other] of [
    [fact.left, fact.leftName, fact.right],
    [fact.right, fact.rightName, fact.left],
  ] as const) {
    if (other.kind !== 'known' || typeof other.value !== 'string' || other.value.trim() === '') continue;
    const last = name.split('.').at(-1) ?? '';
    const [header] = side.kind === 'call' ? side.arguments : [];
    const asked = header?.kind === 'known' ? String(header.value) : last;
    if (
      ASKED_HEADER.test(asked) ||
      ADDRESSES.test(asked) ||
      PERSONS.test(last) ||
      (HOSTS.test(last) && /^(?:localhost|127\.|10\.|192\.168\.)/.test(other.value))
    )
      return exemption(fact.range, asked);
  }
  return undefined;
}

/** A call in a condition that tells the same: `isTrustedIp(req.ip)`. */
export function exemptByCall(call: CallFact, calls: readonly CallFact[]): Problem<'exempt'> | undefined {
  const name = call.spelled.split('.').at(-1) ?? '';
  return call.used === 'tested' && namesException(name) && !isRefused(call.range, calls)
    ? exemption(call.range, call.spelled)
    : undefined;
}

/** A condition with such names, lists and beginnings of addresses: `AUSGENOMMEN.includes(kennung)`. */
export function exemptByBranch(
  branch: Branch,
  names: readonly string[],
  calls: readonly CallFact[],
): Problem<'exempt'> | undefined {
  if (isRefused(branch.range, calls)) return undefined;
  const named = names.find((name) => name.split('.').some((part) => namesException(part)));
  if (named !== undefined) return exemption(branch.range, named);
  const parts = names.map((name) => name.split('.'));
  const person = parts.find((segments) => segments.some((part) => PERSONS.test(part)));
  const listed = parts.find(
    (segments) => /^(?:includes|has)$/.test(segments.at(-1) ?? '') && segments.slice(0, -1).some(namesExcepting),
  );
  if (person && listed) return exemption(branch.range, listed.slice(0, -1).join('.'));
  const texts = branch.literals.filter((literal) => typeof literal === 'string');
  const asks = (segments: readonly string[], method: string, what: RegExp): boolean =>
    segments.at(-1) === method && segments.slice(0, -1).some((part) => what.test(part));
  const address = parts.find((segments) => asks(segments, 'startsWith', ADDRESSES));
  if (address && texts.some((text) => /^(?:\d{1,3}\.|::|f[cd]|fe80)/.test(text)))
    return exemption(branch.range, address.slice(0, -1).join('.'));
  const mail = parts.find((segments) => asks(segments, 'endsWith', PERSONS));
  return mail && texts.some((text) => /^@?[\w-]{2,}\./.test(text))
    ? exemption(branch.range, mail.slice(0, -1).join('.'))
    : undefined;
}

/** True where all that happens under a condition is a refusal: then it asks for more, not for less. */
export function isRefused(range: TextRange, calls: readonly CallFact[]): boolean {
  const exits = calls.flatMap((call) => call.branch.filter((branch) => contains(branch.range, range)));
  if (exits.some(({ otherwise }) => otherwise === 'refuses')) return true;
  const inner = calls.filter((call) =>
    call.branch.some((branch) => branch.otherwise === undefined && branch.holds && contains(branch.range, range)),
  );
  return inner.length > 0 && inner.every((call) => isAside(call) || isRefusing(call));
}

/** `res.sendStatus(403)`, `c.text('FORBIDDEN', 403)` */
function isRefusing(call: CallFact): boolean {
  return call.arguments.some(
    (value) =>
      value.kind === 'known' &&
      (typeof value.value === 'number'
        ? value.value >= 400 && value.value < 500
        : /forbidden|unauthori[sz]ed|verboten|denied/i.test(String(value.value))),
  );
}

/** Logs and refusals: the branch says or forbids something, it lets nobody through. */
export function isAside(call: CallFact): boolean {
  return (
    call.used === 'thrown' ||
    /(?:^|\.)(?:log|logger|console|debug|trace)\b|\.(?:warn|info|debug|log|trace|error)$/i.test(call.spelled)
  );
}
