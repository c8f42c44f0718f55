/** Ways through gateways: locations of nginx, Ingress of Kubernetes, oauth2-proxy, Spring Cloud Gateway. */
import type { ResourceFact } from '../../model/facts.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { RecordValue, Value } from '../../model/value.ts';
import { textOf, type Described, type DescribedGuard } from './route-of.ts';

export function gatewayRoutes(root: Value, resources: readonly ResourceFact[], path: string): readonly Described[] {
  const described = resources.flatMap((resource) => {
    if (resource.type === 'nginx:server') return nginxLocations(resource.value);
    return resource.type === 'k8s:Ingress' ? ingressPaths(resource.value) : [];
  });
  if (root.kind !== 'record') return described;
  if (/(?:^|\/)oauth2[-_]proxy[\w.-]*\.(?:cfg|toml|ya?ml|conf)$/.test(path)) return oauth2Proxy(root);
  return [...described, ...springRoutes(root)];
}

/** Directives of nginx that ask who is there, and the word that switches them off again. */
const NGINX_GUARDS: readonly (readonly [directive: string, asks: DescribedGuard['asks']])[] = [
  ['auth_request', 'person'],
  ['auth_basic', 'person'],
  ['auth_jwt', 'person'],
  ['ssl_verify_client', 'machine'],
];
/** Directives that hand a request on to an application; files that a server only hands out are no doors. */
const HANDING_ON = /^(?:proxy|fastcgi|uwsgi|scgi|grpc)_pass$/;

function nginxLocations(server: RecordValue): readonly Described[] {
  const found: Described[] = [];
  const read = (block: RecordValue, inherited: readonly DescribedGuard[]): void => {
    for (const [key, value] of block.entries) {
      const written = key.startsWith('location ')
        ? key
            .slice('location '.length)
            .replace(/^[=~^*]{1,2}/, '')
            .trim()
        : '';
      for (const each of value.kind === 'list' ? value.items : [value]) {
        if (written === '' || each.kind !== 'record') continue;
        const guards = nginxGuards(each, inherited);
        if ([...each.entries.keys()].some((name) => HANDING_ON.test(name)) && !isInternal(each, written))
          found.push({
            framework: 'nginx',
            source: 'gateway',
            method: 'ALL',
            path: nginxPath(written),
            range: each.range,
            handler: 'proxy_pass',
            guards,
          });
        read(each, guards);
      }
    }
  };
  read(server, nginxGuards(server, []));
  return found;
}

/** What `auth_request` itself asks, and pages of errors, cannot be reached from outside. */
function isInternal(block: RecordValue, name: string): boolean {
  return block.entries.has('internal') || name.startsWith('@');
}

function nginxPath(written: string): string {
  const plain = written
    .replace(/^["']|["']$/g, '')
    .replace(/^\^/, '')
    .replace(/\$$/, '');
  return plain.startsWith('/') ? plain : `/${plain}`;
}

function nginxGuards(block: RecordValue, inherited: readonly DescribedGuard[]): readonly DescribedGuard[] {
  return NGINX_GUARDS.flatMap(([name, asks]) => {
    const said = block.entries.get(name);
    if (!said) return inherited.filter((guard) => guard.name === name);
    const text = textOf(said)?.trim() ?? '';
    const isOff = /^["']?off["']?$|^optional/.test(text);
    return isOff ? [] : [{ name, asks, range: said.range ?? block.range }];
  });
}

const INGRESS_GUARDS: readonly (readonly [annotation: RegExp, asks: DescribedGuard['asks']])[] = [
  [/(?:^|\/)auth-url$/, 'person'],
  [/(?:^|\/)auth-type$/, 'person'],
  [/(?:^|\/)auth-tls-secret$/, 'machine'],
  [/traefik\.ingress\.kubernetes\.io\/router\.middlewares$/, 'unknown'],
];

function ingressPaths(ingress: RecordValue): readonly Described[] {
  const spec = ingress.entries.get('spec');
  const metadata = ingress.entries.get('metadata');
  const annotations = metadata?.kind === 'record' ? metadata.entries.get('annotations') : undefined;
  const guards: DescribedGuard[] = [];
  for (const [key, value] of annotations?.kind === 'record' ? annotations.entries : []) {
    const asks = INGRESS_GUARDS.find(([pattern]) => pattern.test(key))?.[1];
    if (asks !== undefined && value.range) guards.push({ name: key, asks, range: value.range });
  }
  const rules = spec?.kind === 'record' ? itemsOf(spec.entries.get('rules')) : [];
  return rules.flatMap((rule) => {
    const http = rule.kind === 'record' ? rule.entries.get('http') : undefined;
    const paths = http?.kind === 'record' ? itemsOf(http.entries.get('paths')) : [];
    return paths.flatMap((each): Described[] => {
      if (each.kind !== 'record') return [];
      const path = textOf(each.entries.get('path')) ?? '/';
      return [gateway('ingress', path, each.range, backendOf(each), guards)];
    });
  });
}

function backendOf(path: RecordValue): string {
  const backend = path.entries.get('backend');
  const service = backend?.kind === 'record' ? backend.entries.get('service') : undefined;
  return (service?.kind === 'record' ? textOf(service.entries.get('name')) : undefined) ?? 'backend';
}

/** Everybody signs in, except on the paths that are skipped. */
function oauth2Proxy(root: RecordValue): readonly Described[] {
  const guard = (range: TextRange): DescribedGuard => ({ name: 'oauth2-proxy', asks: 'person', range });
  const skipped = [...root.entries]
    .filter(([key]) => /^skip[_-]auth[_-](?:routes?|regex)$/.test(key))
    .flatMap(([, value]) => itemsOf(value));
  return [
    gateway('oauth2-proxy', '/', root.range, 'upstream', [guard(root.range)]),
    ...skipped.flatMap((each): Described[] => {
      const [, method = 'ALL', path = ''] = /^(?:([A-Z]+)=)?\^?(.*?)\$?$/.exec(textOf(each) ?? '') ?? [];
      return each.range && path !== ''
        ? [{ ...gateway('oauth2-proxy', path, each.range, 'upstream', []), method }]
        : [];
    }),
  ];
}

/** `spring.cloud.gateway.routes[].predicates: - Path=/api/**`; who may come is said in Java. */
function springRoutes(root: RecordValue): readonly Described[] {
  let current: Value | undefined = root;
  for (const key of ['spring', 'cloud', 'gateway'])
    current = current?.kind === 'record' ? current.entries.get(key) : undefined;
  const nested = current?.kind === 'record' ? itemsOf(current.entries.get('routes')) : [];
  return nested.flatMap((route) => {
    if (route.kind !== 'record') return [];
    const id = textOf(route.entries.get('id')) ?? 'route';
    return itemsOf(route.entries.get('predicates')).flatMap((predicate) => {
      const [, paths = ''] = /^Path=(.+)$/.exec(textOf(predicate) ?? '') ?? [];
      const { range } = predicate;
      if (!range) return [];
      return paths
        .split(',')
        .filter((path) => path.trim() !== '')
        .map((path) => gateway('spring-gateway', path.trim(), range, id, []));
    });
  });
}

function gateway(
  framework: string,
  path: string,
  range: TextRange,
  handler: string,
  guards: readonly DescribedGuard[],
): Described {
  return { framework, source: 'gateway', method: 'ALL', path, range, handler, guards };
}

function itemsOf(value: Value | undefined): readonly Value[] {
  if (value?.kind === 'list') return value.items;
  return value && value.kind !== 'absent' ? [value] : [];
}
