/** What lets requests into a cluster, and whether it does so without TLS. */
import { entryOf, isAlways, knownTexts } from '../../server/model/ask.ts';
import type { ResourceFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { hostKind } from './hosts.ts';

/** A way in without TLS. */
export interface OpenDoor {
  readonly path: string;
  readonly range: TextRange;
  readonly message: 'ingress' | 'redirect' | 'route' | 'gateway';
  /** What to call it: kind and name of the object. */
  readonly name: string;
  readonly option: string;
}

/** Names of annotations that bring certificates or encryption in another way. */
const ENCRYPTING =
  /certificate|\btls\b|pre-shared-cert|ssl-passthrough|ssl-certificate|ssl_certificate|termination|cert-manager|acme|force-ssl|protocols?$/i;
const PLAIN_ENTRIES = /^(?:web|http|insecure|plain)$/i;

export function openDoors({ type, value, path, range, name }: ResourceFact): readonly OpenDoor[] {
  // A template may bring whatever is missing.
  const spec = value.open ? ABSENT : entryOf(value, 'spec');
  if (spec.kind !== 'record') return redirectOff(value, path, name);
  const place = entryOf(value, 'kind').range ?? range;
  const door = (message: OpenDoor['message'], option: string, at: TextRange = place): readonly OpenDoor[] => [
    { path, range: at, message, name, option },
  ];
  switch (type) {
    case 'k8s:Ingress':
      return isWithoutTls(spec) && !isEncryptedByAnnotation(value) && mayBeReached(spec)
        ? door('ingress', 'spec.tls')
        : redirectOff(value, path, name);
    case 'k8s:IngressRoute':
      return isWithoutTls(spec) && isOnlyPlain(entryOf(spec, 'entryPoints')) && !redirects(spec)
        ? door('ingress', 'entryPoints: [websecure]')
        : [];
    case 'k8s:Route':
      return apiOf(value).startsWith('route.openshift.io') &&
        entryOf(spec, 'tls').kind === 'absent' &&
        mayBeReached(spec)
        ? door('route', 'spec.tls')
        : [];
    case 'k8s:Gateway':
      return plainGateway(spec)
        ? door('gateway', apiOf(value).startsWith('networking.istio') ? 'tls.httpsRedirect: true' : 'protocol: HTTPS')
        : [];
    default:
      return [];
  }
}

function apiOf(value: Value): string {
  return knownTexts(entryOf(value, 'apiVersion'))[0]?.value ?? '';
}

function isWithoutTls(spec: Value): boolean {
  const tls = entryOf(spec, 'tls');
  return tls.kind === 'absent' || (tls.kind === 'list' && !tls.open && tls.items.length === 0);
}

/** An annotation that says something of encryption, unless it switches it off. */
function isEncryptedByAnnotation(value: Value): boolean {
  const annotations = entryOf(value, 'metadata', 'annotations');
  if (annotations.kind === 'unknown' || (annotations.kind === 'record' && annotations.open)) return true;
  if (annotations.kind !== 'record') return false;
  return [...annotations.entries].some(([key, entry]) => {
    if (isAlways(entry, 'false', false)) return false;
    const texts = knownTexts(entry).map((text) => text.value);
    return ENCRYPTING.test(key) || texts.length === 0 || texts.some((text) => /websecure|https|\b443\b/i.test(text));
  });
}

/** True where some host is reached from elsewhere; challenges for certificates and tests of health come without TLS. */
function mayBeReached(spec: Value): boolean {
  const rules = entryOf(spec, 'rules');
  const hosts = rules.kind === 'list' ? rules.items.map((rule) => entryOf(rule, 'host')) : [entryOf(spec, 'host')];
  const names = hosts.flatMap((host) => knownTexts(host).map((text) => text.value));
  if (names.length > 0 && names.every((host) => ['own', 'inside'].includes(hostKind(host.replace(/^\*\./, 'x.')))))
    return false;
  const paths = rules.kind === 'list' ? rules.items.flatMap((rule) => itemsOf(entryOf(rule, 'http', 'paths'))) : [];
  return (
    paths.length === 0 ||
    !paths.every((each) => knownTexts(entryOf(each, 'path')).some(({ value }) => HARMLESS_PATH.test(value)))
  );
}

export const HARMLESS_PATH =
  /^\^?~?\s*\/?(?:\.well-known\/acme-challenge|health|healthz|livez|readyz|ready|status|ping|metrics|nginx_status|stub_status)(?:\/|$|\(|\$)/;

function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [];
}

function isOnlyPlain(entryPoints: Value): boolean {
  const items = itemsOf(entryPoints);
  return items.length > 0 && items.every((item) => knownTexts(item).some(({ value }) => PLAIN_ENTRIES.test(value)));
}

/** A middleware whose name says that it leads to HTTPS. */
function redirects(spec: Value): boolean {
  return itemsOf(entryOf(spec, 'routes')).some((route) => {
    const middlewares = entryOf(route, 'middlewares');
    if (middlewares.kind === 'unknown') return true;
    return itemsOf(middlewares).some((each) =>
      knownTexts(entryOf(each, 'name')).some(({ value }) => /redirect|https|umleit/i.test(value)),
    );
  });
}

/** All listeners of a gateway take HTTP, and none leads on to HTTPS. */
function plainGateway(spec: Value): boolean {
  const listeners = [...itemsOf(entryOf(spec, 'listeners')), ...itemsOf(entryOf(spec, 'servers'))];
  if (listeners.length === 0) return false;
  return listeners.every((listener) => {
    const protocol = [entryOf(listener, 'protocol'), entryOf(listener, 'port', 'protocol')].find(
      ({ kind }) => kind === 'known',
    );
    return (
      protocol !== undefined &&
      isAlways(protocol, 'HTTP', 'http', 'HTTP2') &&
      !isAlways(entryOf(listener, 'tls', 'httpsRedirect'), true) &&
      !isInside(listener)
    );
  });
}

function isInside(listener: Value): boolean {
  const hosts = [entryOf(listener, 'hostname'), ...itemsOf(entryOf(listener, 'hosts'))].flatMap((host) =>
    knownTexts(host),
  );
  return (
    hosts.length > 0 && hosts.every(({ value }) => ['own', 'inside'].includes(hostKind(value.replace(/^\*\./, 'x.'))))
  );
}

const REDIRECT_OFF: readonly (readonly [RegExp, RegExp])[] = [
  [/^nginx\.ingress\.kubernetes\.io\/ssl-redirect$/, /^false$/],
  [/^(?:haproxy\.org|ingress\.kubernetes\.io|haproxy-ingress\.github\.io)\/ssl-redirect$/, /^false$/],
  [/^kubernetes\.io\/ingress\.allow-http$/, /^true$/],
];

/** With TLS, but the same pages without it, too. */
function redirectOff(value: Value, path: string, name: string): readonly OpenDoor[] {
  if (!isAlways(entryOf(value, 'kind'), 'Ingress')) return [];
  const annotations = entryOf(value, 'metadata', 'annotations');
  if (annotations.kind !== 'record') return [];
  return [...annotations.entries].flatMap(([key, entry]) => {
    const bad = REDIRECT_OFF.find(([known]) => known.test(key))?.[1];
    return entry.kind === 'known' && bad?.test(String(entry.value)) === true
      ? [{ path, range: entry.range, message: 'redirect' as const, name, option: `${key}: "${String(entry.value)}"` }]
      : [];
  });
}
