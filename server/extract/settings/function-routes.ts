/** Functions of a cloud and the addresses that call them: Serverless Framework and AWS SAM. */
import type { TextRange } from '../../model/text-range.ts';
import type { RecordValue, Value } from '../../model/value.ts';
import { textOf, type Described, type DescribedGuard } from './route-of.ts';

export function functionRoutes(root: Value): readonly Described[] {
  if (root.kind !== 'record') return [];
  const functions = root.entries.get('functions');
  const isServerless = root.entries.has('provider') && functions?.kind === 'record';
  const resources = root.entries.get('Resources');
  return [
    ...(isServerless ? [...functions.entries].flatMap(([name, each]) => serverless(name, each)) : []),
    ...(resources?.kind === 'record' ? [...resources.entries].flatMap(([name, each]) => sam(name, each)) : []),
  ];
}

/** `functions: { akte: { handler: src/akte.lies, events: [{ http: { path, method, authorizer, private } }] } }` */
function serverless(name: string, each: Value): readonly Described[] {
  if (each.kind !== 'record') return [];
  const events = each.entries.get('events');
  return (events?.kind === 'list' ? events.items : []).flatMap((event): Described[] => {
    const http = event.kind === 'record' ? (event.entries.get('http') ?? event.entries.get('httpApi')) : undefined;
    if (!http || http.kind === 'absent') return [];
    const [first = '', second = ''] = (textOf(http) ?? '').trim().split(/\s+/);
    const record = http.kind === 'record' ? http : undefined;
    const method = record ? textOf(record.entries.get('method')) : first;
    const path = record ? textOf(record.entries.get('path')) : second;
    if (path === undefined || path === '') return [];
    return [described(name, each, method ?? 'ALL', path, http.range, record ? guardsOf(record) : [])];
  });
}

function guardsOf(http: RecordValue): readonly DescribedGuard[] {
  const authorizer = http.entries.get('authorizer');
  const isPrivate = textOf(http.entries.get('private')) === 'true';
  return [
    ...(authorizer?.range ? [authorizerOf(authorizer, authorizer.range)] : []),
    ...(isPrivate ? [{ name: 'private', asks: 'machine' as const, range: http.range }] : []),
  ];
}

function authorizerOf(authorizer: Value, range: TextRange): DescribedGuard {
  const inner = authorizer.kind === 'record' ? authorizer : undefined;
  const name = textOf(authorizer) ?? textOf(inner?.entries.get('name')) ?? 'authorizer';
  const type = textOf(inner?.entries.get('type')) ?? '';
  return { name, asks: /^(?:aws_iam|iam)$/i.test(type === '' ? name : type) ? 'machine' : 'person', range };
}

/** `Type: AWS::Serverless::Function` with `Events: { x: { Type: Api, Properties: { Path, Method, Auth } } }` */
function sam(name: string, each: Value): readonly Described[] {
  const properties = each.kind === 'record' ? each.entries.get('Properties') : undefined;
  const events = properties?.kind === 'record' ? properties.entries.get('Events') : undefined;
  const type = each.kind === 'record' ? textOf(each.entries.get('Type')) : undefined;
  if (type !== 'AWS::Serverless::Function' || properties?.kind !== 'record' || events?.kind !== 'record') return [];
  return [...events.entries.values()].flatMap((event): Described[] => {
    const inner = event.kind === 'record' ? event.entries.get('Properties') : undefined;
    const path = inner?.kind === 'record' ? textOf(inner.entries.get('Path')) : undefined;
    if (inner?.kind !== 'record' || path === undefined) return [];
    const auth = inner.entries.get('Auth');
    const authorizer = auth?.kind === 'record' ? auth.entries.get('Authorizer') : undefined;
    const isNone = textOf(authorizer) === 'NONE';
    const guards = authorizer?.range && !isNone ? [authorizerOf(authorizer, authorizer.range)] : [];
    return [described(name, properties, textOf(inner.entries.get('Method')) ?? 'ALL', path, inner.range, guards)];
  });
}

function described(
  name: string,
  holder: RecordValue,
  method: string,
  path: string,
  range: TextRange,
  guards: readonly DescribedGuard[],
): Described {
  const handler = textOf(holder.entries.get('handler') ?? holder.entries.get('Handler')) ?? '';
  const [, module, exported] = /^([\w./-]{1,200})\.(\w+)$/.exec(handler) ?? [];
  return {
    framework: 'serverless',
    // What a function in another language asks for itself cannot be seen.
    ...(module === undefined && { source: 'gateway' as const }),
    method: /^(?:any|\*|x-amazon-apigateway-any-method)$/i.test(method) ? 'ALL' : method.toUpperCase(),
    path: path.startsWith('/') ? path : `/${path}`,
    range,
    handler: name,
    ...(module !== undefined && exported !== undefined && { handledBy: { module: `./${module}`, name: exported } }),
    guards,
  };
}
