/** Web servers that answer an application without TLS: blocks of nginx, Apache and HAProxy, routers of Traefik. */
import { entryOf, knownTexts } from '../../server/model/ask.ts';
import type { ResourceFact, SettingFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { hostKind } from './hosts.ts';
import { HARMLESS_PATH } from './ingress-doors.ts';
import { handsOn } from './web-servers.ts';

/** A block that listens somewhere. */
export interface WebDoor {
  readonly path: string;
  readonly range: TextRange;
  /** Names that people type; without `_` and names of the own machine. */
  readonly names: readonly string[];
  readonly plain: boolean;
  readonly encrypted: boolean;
  /** It does nothing but lead on to HTTPS, or knows that something in front of it ended TLS. */
  readonly redirects: boolean;
  /** It hands requests on to an application. */
  readonly serves: boolean;
}

const PORT_80 = /(?:^|[:\]])80(?=$|\s)|^80\b/;
const TO_HTTPS = /https:\/\/|scheme https|\bhttps if\b/i;
/** Somebody else has ended TLS and says so. */
const BEHIND_PROXY = /http_x_forwarded_proto|set_real_ip_from|real_ip_header/i;

export function webDoors(file: FactsView): readonly WebDoor[] {
  const all = file.facts('setting');
  const documents = new Set(all.map(({ document }) => document));
  return [
    ...(documents.has('nginx') ? nginxServers(file, all) : []),
    ...(documents.has('apache') ? virtualHosts(all) : []),
    ...(documents.has('haproxy') ? frontends(all) : []),
    ...file.facts('resource').flatMap((resource) => traefikRouters(resource)),
  ];
}

function nginxServers(file: FactsView, all: readonly SettingFact[]): readonly WebDoor[] {
  return file
    .facts('resource')
    .filter(({ type }) => type === 'nginx:server')
    .map(({ range, nameRange, path, holds = [] }) => {
      const own = all.filter((fact) => fact.range.start >= range.start && fact.range.end <= range.end);
      const inside = [...own, ...holds];
      const listens = textsAt(inside, 'listen');
      const first = own.find(({ key }) => key.at(-1) === 'listen');
      return {
        path,
        range: first?.value.range ?? nameRange,
        names: textsAt(inside, 'server_name').flatMap(publicNames),
        plain: listens.some((listen) => PORT_80.test(listen.split(/\s/)[0] ?? '')),
        encrypted: listens.some((listen) => /\bssl\b|(?:^|:)443\b/.test(listen)),
        redirects:
          BEHIND_PROXY.test(file.text.slice(range.start, range.end)) ||
          holds.some(({ key, value }) => BEHIND_PROXY.test([...key, value.spelled, shown(value)].join(' '))) ||
          inside.some(({ key, value }) => /^(?:return|rewrite)$/.test(key.at(-1) ?? '') && TO_HTTPS.test(shown(value))),
        serves: inside.some((fact) => isServing(fact)),
      };
    });
}

/** Handed on below a path that is neither a challenge for certificates nor a test of health. */
function isServing(fact: SettingFact): boolean {
  if (handsOn(fact) !== true) return false;
  return !fact.key.some((name) =>
    HARMLESS_PATH.test(name.replace(/^[Ll]ocation\s+(?:[=~^*]+\s+)?/, '').replace(/^["']/, '')),
  );
}

function virtualHosts(all: readonly SettingFact[]): readonly WebDoor[] {
  const blocks = new Map<string, SettingFact[]>();
  for (const fact of all) {
    const block = fact.key.find((name) => /^VirtualHost\b/i.test(name));
    if (block === undefined) continue;
    const key = `${fact.path}\n${block}`;
    const known = blocks.get(key);
    if (known) known.push(fact);
    else blocks.set(key, [fact]);
  }
  return [...blocks.values()].map((inside) => {
    const [first] = inside;
    const block = first?.key.find((name) => /^VirtualHost\b/i.test(name)) ?? '';
    const named = inside.find(({ key }) => /^ServerName$/i.test(key.at(-1) ?? '')) ?? first;
    return {
      path: first?.path ?? '',
      range: named?.value.range ?? named?.keyRange ?? { start: 0, end: 0 },
      names: inside
        .filter(({ key }) => /^Server(?:Name|Alias)$/i.test(key.at(-1) ?? ''))
        .flatMap(({ value }) => publicNames(shown(value))),
      plain: /:80(?:$|\s)/.test(block),
      encrypted:
        /:443(?:$|\s)/.test(block) ||
        inside.some(({ key, value }) => /^SSLEngine$/i.test(key.at(-1) ?? '') && /^on$/i.test(shown(value))),
      redirects:
        inside.some(
          ({ key, value }) =>
            key.some((name) => /^(?:Redirect|RedirectMatch|RedirectPermanent|RewriteRule)\b/i.test(name)) &&
            TO_HTTPS.test(`${shown(value)} ${key.join(' ')}`),
        ) || inside.some(({ key, value }) => /x-forwarded-proto/i.test(`${key.join(' ')} ${shown(value)}`)),
      serves: inside.some((fact) => isServing(fact)),
    };
  });
}

function frontends(all: readonly SettingFact[]): readonly WebDoor[] {
  const names = new Set(all.map(({ key }) => key[0] ?? '').filter((name) => /^(?:frontend|listen)\b/.test(name)));
  return [...names].map((name) => {
    const inside = all.filter(({ key }) => key[0] === name);
    const binds = inside.filter(({ key }) => key.includes('bind') && key.at(-1) === 'address');
    const plain = binds.filter((bind) => PORT_80.test(shown(bind.value)));
    return {
      path: binds[0]?.path ?? '',
      range: (plain[0] ?? binds[0])?.value.range ?? { start: 0, end: 0 },
      names: [],
      plain: plain.length > 0,
      encrypted: inside.some(({ key }) => key.includes('bind') && key.at(-1) === 'ssl'),
      redirects: inside.some(({ key, value }) => {
        const words = `${key.slice(1).join(' ')} ${shown(value)}`;
        return (
          words.includes('ssl_fc') ||
          (/\bredirect\b/.test(words) && /https/i.test(words)) ||
          /req\.hdr\(x-forwarded-proto\)/i.test(words)
        );
      }),
      serves: inside.some(({ key }) => /^(?:default_backend|use_backend|server)$/.test(key[1] ?? '')),
    };
  });
}

const ROUTER =
  /^traefik\.http\.routers\.([\w.-]{1,80})\.(rule|entrypoints|tls|tls\.[\w.[\]]{1,60}|middlewares)(?:=(.*))?$/i;

/** Labels of a compose service, as a list of assignments or as a mapping. */
function traefikRouters({ type, value, path }: ResourceFact): readonly WebDoor[] {
  if (type !== 'compose:service') return [];
  const labels = entryOf(value, 'labels');
  const pairs: { name: string; part: string; text: string; range: TextRange }[] = [];
  const add = (label: string, range: TextRange, text?: string): void => {
    const [, name = '', part = '', written = ''] = ROUTER.exec(label) ?? [];
    if (name !== '') pairs.push({ name, part: part.toLowerCase(), text: text ?? written, range });
  };
  if (labels.kind === 'list' && !labels.open)
    for (const item of labels.items) add(shown(item), item.range ?? { start: 0, end: 0 });
  if (labels.kind === 'record' && !labels.open)
    for (const [label, entry] of labels.entries) add(label, entry.range ?? { start: 0, end: 0 }, shown(entry));
  const names = [...new Set(pairs.map(({ name }) => name))];
  return names.flatMap((name) => {
    const own = pairs.filter((pair) => pair.name === name);
    const entries = own.find(({ part }) => part === 'entrypoints');
    if (!entries) return [];
    const rule = own.find(({ part }) => part === 'rule')?.text ?? '';
    return [
      {
        path,
        range: entries.range,
        names: [...rule.matchAll(/`([\w.-]{3,200})`/g)].flatMap(([, host = '']) => publicNames(host)),
        plain: entries.text.split(',').every((entry) => /^(?:web|http|insecure)$/i.test(entry.trim())),
        encrypted:
          own.some(({ part, text }) => part.startsWith('tls') && text !== 'false') ||
          /websecure|https/i.test(entries.text),
        redirects: own.some(({ part, text }) => part === 'middlewares' && /redirect|https|umleit/i.test(text)),
        serves: true,
      },
    ];
  });
}

function textsAt(facts: readonly SettingFact[], name: string): readonly string[] {
  return facts.filter(({ key }) => key.at(-1) === name).map(({ value }) => shown(value));
}

function shown(value: Value): string {
  if (value.kind === 'composed')
    return value.parts.map((part) => (part.kind === 'known' ? String(part.value) : '…')).join('');
  return knownTexts(value)[0]?.value ?? '';
}

/** Names in a list that somebody outside can type. */
function publicNames(text: string): readonly string[] {
  return text
    .split(/[\s,]+/)
    .filter((name) => hostKind(name.replace(/^\*\./, 'x.')) === 'other' && /[a-z]/i.test(name));
}
