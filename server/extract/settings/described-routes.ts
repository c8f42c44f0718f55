/** Routes that configuration files know: descriptions after OpenAPI, gateways and servers in front, functions of a cloud. */
import type { ResourceFact, RouteFact } from '../../model/facts.ts';
import type { TextRange } from '../../model/text-range.ts';
import { ABSENT, type RecordValue, type Value } from '../../model/value.ts';
import { gatewayRoutes } from './gateway-routes.ts';
import { functionRoutes } from './function-routes.ts';
import { routeOf, textOf, type Described, type DescribedGuard } from './route-of.ts';

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace']);

/** `root` is the whole document. */
export function describedRoutes(root: Value, resources: readonly ResourceFact[], path: string): readonly RouteFact[] {
  const described =
    root.kind === 'record' && (root.entries.has('openapi') || root.entries.has('swagger')) && root.entries.has('paths')
      ? openApiRoutes(root)
      : [...gatewayRoutes(root, resources, path), ...functionRoutes(root)];
  return described.map((each, index) => routeOf(each, path, index));
}

function openApiRoutes(root: RecordValue): readonly Described[] {
  const paths = root.entries.get('paths');
  if (paths?.kind !== 'record') return [];
  const schemes = schemesOf(root);
  const prefix = basePathOf(root);
  const found: Described[] = [];
  for (const [path, item] of paths.entries) {
    if (item.kind !== 'record') continue;
    for (const [method, operation] of item.entries) {
      if (!METHODS.has(method) || operation.kind !== 'record') continue;
      const security = operation.entries.get('security') ?? root.entries.get('security') ?? ABSENT;
      const { range } = operation;
      found.push({
        framework: 'openapi',
        source: 'description',
        method: method.toUpperCase(),
        path: prefix + path,
        range,
        handler: textOf(operation.entries.get('operationId')) ?? `${method.toUpperCase()} ${path}`,
        ...guardsOf(security, schemes, range),
      });
    }
  }
  return found;
}

/** One of the requirements is enough; an empty list or an empty requirement lets everybody in. */
function guardsOf(
  security: Value,
  schemes: ReadonlyMap<string, DescribedGuard['asks']>,
  range: TextRange,
): Pick<Described, 'guards' | 'isPublic'> {
  if (security.kind !== 'list' || security.open) return { guards: [] };
  const requirements = security.items.map((item) => (item.kind === 'record' ? [...item.entries.keys()] : []));
  if (requirements.some((names) => names.length === 0) || requirements.length === 0)
    return { guards: [], isPublic: security.range };
  const names = [...new Set(requirements.flat())];
  return { guards: names.map((name) => ({ name, asks: schemes.get(name) ?? 'unknown', range })) };
}

function schemesOf(root: RecordValue): ReadonlyMap<string, DescribedGuard['asks']> {
  const components = root.entries.get('components');
  const schemes =
    (components?.kind === 'record' ? components.entries.get('securitySchemes') : undefined) ??
    root.entries.get('securityDefinitions');
  const found = new Map<string, DescribedGuard['asks']>();
  if (schemes?.kind !== 'record') return found;
  for (const [name, scheme] of schemes.entries) {
    const text = (key: string): string =>
      scheme.kind === 'record' ? (textOf(scheme.entries.get(key)) ?? '').toLowerCase() : '';
    const type = text('type');
    const flows = scheme.kind === 'record' ? scheme.entries.get('flows') : undefined;
    const flow = flows?.kind === 'record' ? [...flows.entries.keys()].join() : text('flow');
    // Cookies hold the session of a person, whatever the type is called.
    const isMachine =
      (type === 'apikey' && text('in') !== 'cookie' && text('name') !== 'authorization') ||
      type === 'mutualtls' ||
      (type === 'oauth2' && /^(?:clientCredentials|application)$/i.test(flow));
    found.set(name, isMachine ? 'machine' : 'person');
  }
  return found;
}

/** `/api/v1` of `servers: [{ url: https://portal.example/api/v1 }]` or `basePath`. */
function basePathOf(root: RecordValue): string {
  const servers = root.entries.get('servers');
  const [first] = servers?.kind === 'list' ? servers.items : [];
  const url = first?.kind === 'record' ? textOf(first.entries.get('url')) : textOf(root.entries.get('basePath'));
  const path = (url ?? '').replace(/^(?:https?:)?\/\/[^/]*/, '').replace(/\/$/, '');
  return path.startsWith('/') ? path : '';
}
