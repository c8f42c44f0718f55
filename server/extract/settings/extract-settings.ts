/** Facts of a configuration file: one `setting` per leaf, `resource`s for objects of a known kind. */
import type { SettingNode, SettingsDocument } from '../../model/document.ts';
import type { Fact, ResourceFact, SettingFact, SettingFormat } from '../../model/facts.ts';
import type { FileFacts, StagedPart } from '../../model/file-facts.ts';
import { ABSENT, type RecordValue, type Value } from '../../model/value.ts';
import { readSuppressions } from '../suppressions.ts';
import { documentType } from '../../classify/document-type.ts';
import { describedRoutes } from './described-routes.ts';
import { stagedParts } from './profiles.ts';

/** `KEY=value` as an item of an `environment` list. */
const ASSIGNMENT = /^([A-Za-z_][\w.]*)=/;

/** Keys whose lists hold assignments. */
const ASSIGNING: ReadonlySet<string> = new Set(['environment', 'env', 'args', 'build-args', 'variables', 'literals']);

/** Resources by document type: the whole document, or what lies below a key. */
const RESOURCES: ReadonlyMap<string, { readonly below?: string; readonly type: string; readonly name?: string }> =
  new Map([
    ['keycloak:realm', { type: 'keycloak:realm', name: 'realm' }],
    ['keycloak:client', { type: 'keycloak:client', name: 'clientId' }],
    ['npm:package', { type: 'npm:package', name: 'name' }],
    ['compose', { type: 'compose:service', below: 'services' }],
  ]);

/** Formats that are documents of one kind by themselves. */
const BY_FORMAT: ReadonlySet<SettingFormat> = new Set([
  'nginx',
  'apache',
  'haproxy',
  'systemd',
  'crontab',
  'sql',
  'prisma',
  'jenkins',
  'dockerfile',
  'shell',
]);
/** Formats that only settings are written in: a kind of their own where no name says more. */
const OF_SETTINGS: ReadonlySet<SettingFormat> = new Set(['ini', 'words', 'columns']);
const NGINX_BLOCK = /^(server|location|upstream)(?:\s|$)/;

export function extractSettings(document: SettingsDocument): FileFacts {
  const { source, format, roots, commands = [], fields = [], notices } = document;
  const facts: Fact[] = [];
  const parts: StagedPart[] = [];
  const statements: [number, number][] = [];
  const scopes: { start: number; end: number; name: string }[] = [];

  for (const root of roots) {
    const type = typeOf(document, root);
    const settings: SettingFact[] = [];
    const emit = (
      key: readonly string[],
      named: readonly string[],
      node: Pick<SettingNode, 'keyRange' | 'range'>,
      value: Value,
    ): void => {
      const fact: SettingFact = {
        kind: 'setting',
        path: source.path,
        range: node.range,
        format,
        key,
        keyRange: node.keyRange,
        value,
        document: type,
      };
      settings.push(fact);
      statements.push([node.range.start, node.range.end]);
      scopes.push({ start: node.range.start, end: node.range.end, name: named.join('.') });
    };
    // `named` is the key path with names for list items that have one: it stays when an item comes before.
    const visit = (node: SettingNode, key: readonly string[], named: readonly string[]): void => {
      if (node.value) {
        const assignment = ASSIGNING.has(key.at(-2) ?? '') ? assignmentOf(node) : undefined;
        if (assignment)
          emit(
            [...key.slice(0, -1), assignment.name],
            [...named.slice(0, -1), assignment.name],
            { keyRange: assignment.keyRange, range: node.range },
            assignment.value,
          );
        else emit(key, named, node, meant(type, key, node.value));
      }
      const pair = namedPair(node, format);
      if (pair)
        emit(
          [...key.slice(0, -1), pair.name],
          [...named.slice(0, -1), pair.name],
          { keyRange: pair.keyRange, range: node.range },
          pair.value,
        );
      for (const child of node.children ?? [])
        visit(child, [...key, child.key], [...named, itemName(child) ?? child.key]);
    };
    for (const child of root.children ?? []) visit(child, [child.key], [itemName(child) ?? child.key]);
    for (const fact of settings) facts.push(fact);
    const resources = resourcesOf(root, type, source.path);
    for (const fact of resources) facts.push(fact);
    for (const fact of describedRoutes(valueOf(root), resources, source.path)) facts.push(fact);
    parts.push(...stagedParts(type, settings, resources));
  }

  for (const command of commands) facts.push({ kind: 'command', path: source.path, ...command });
  for (const field of fields) {
    facts.push({ kind: 'type-field', path: source.path, ...field });
    statements.push([field.nameRange.start, field.range.end]);
    scopes.push({ start: field.nameRange.start, end: field.range.end, name: `${field.owner}.${field.name}` });
  }
  for (const range of document.statements ?? [])
    facts.push({ kind: 'statement', path: source.path, range, text: source.text.slice(range.start, range.end) });

  const values = roots.map(valueOf);
  const [first] = values;
  const whole: Value = first && values.length === 1 ? first : { kind: 'unknown', range: { start: 0, end: 0 } };
  const exports = new Map<string, Value>([
    ['default', whole],
    ['*', whole],
  ]);
  if (whole.kind === 'record') for (const [name, value] of whole.entries) exports.set(name, value);
  statements.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return {
    path: source.path,
    kind: source.kind,
    stage: source.stage,
    ...(parts.length > 0 && { stagedParts: parts }),
    facts,
    exports,
    exportAll: [],
    suppressions: readSuppressions(source.text),
    outline: { statements: statements.flat(), scopes, localNames: [], literals: [], keyed: true },
    notices,
  };
}

/** `secrets: { db: { environment: DB_PASSWORT } }` of compose names a variable. */
function meant(type: string, key: readonly string[], value: Value): Value {
  const isVariable = type === 'compose' && key.length === 3 && key[0] === 'secrets' && key[2] === 'environment';
  return isVariable && value.kind === 'known'
    ? { kind: 'environment', name: String(value.value), fallback: ABSENT, range: value.range }
    : value;
}

/** What a list item is called by one of its own entries. */
function itemName({ key, children }: SettingNode): string | undefined {
  if (!/^\d+$/.test(key) || !children) return undefined;
  for (const naming of ['name', 'id', 'clientId', 'alias', 'key', 'username']) {
    const value = children.find((child) => child.key === naming)?.value;
    if (value?.kind === 'known' && typeof value.value === 'string') return value.value;
  }
  return undefined;
}

/** `- KEY=value` in a list: the key and the value behind the equals sign. */
function assignmentOf(
  node: SettingNode,
): { name: string; keyRange: SettingNode['keyRange']; value: Value } | undefined {
  if (!/^\d+$/.test(node.key) || !node.value) return undefined;
  const { value } = node;
  const head = value.kind === 'known' ? value : value.kind === 'composed' ? value.parts[0] : undefined;
  if (head?.kind !== 'known' || typeof head.value !== 'string') return undefined;
  const match = ASSIGNMENT.exec(head.value);
  if (!match) return undefined;
  const { start, end } = node.valueRange;
  const from = start + match[0].length;
  const rest: Value = {
    ...head,
    value: head.value.slice(match[0].length),
    range: { start: from, end: Math.max(from, head.range.end) },
  };
  const parts = value.kind === 'composed' ? [...(rest.value === '' ? [] : [rest]), ...value.parts.slice(1)] : [rest];
  const [only] = parts;
  return {
    name: match[1] ?? '',
    keyRange: { start, end: start + (match[1] ?? '').length },
    value:
      only && parts.length === 1
        ? ({ ...only, range: { start: from, end } } as Value)
        : { kind: 'composed', parts, range: { start: from, end } },
  };
}

/** `- name: KEY` with `value: …` beside it, as in Kubernetes; in Terraform every block may be one. */
function namedPair(
  node: SettingNode,
  format: SettingFormat,
): { name: string; keyRange: SettingNode['keyRange']; value: Value } | undefined {
  if ((format !== 'hcl' && !/^\d+$/.test(node.key)) || !node.children) return undefined;
  const name = node.children.find(({ key }) => key === 'name');
  const value = node.children.find(({ key }) => key === 'value');
  if (name?.value?.kind !== 'known' || !value?.value) return undefined;
  return { name: String(name.value.value), keyRange: name.valueRange, value: value.value };
}

function resourcesOf(root: SettingNode, type: string, path: string): ResourceFact[] {
  if (type.startsWith('k8s:')) {
    const metadata = root.children?.find(({ key }) => key === 'metadata');
    return [resource(root, type, metadata?.children?.find(({ key }) => key === 'name') ?? root, path)];
  }
  if (type === 'terraform') return terraformResources(root, path);
  if (type === 'nginx') return blocksOf(root, path);
  if (type === 'pg-hba') return (root.children ?? []).map((node) => resource(node, 'pg-hba:entry', node, path));
  // Arguments before the first stage are one, too, but no stage.
  if (type === 'dockerfile')
    return (root.children ?? [])
      .filter(({ keyRange, range, key }) => key !== 'ARG' || keyRange.start !== range.start)
      .map((node) => resource(node, 'dockerfile:stage', node, path));
  const shape = RESOURCES.get(type);
  if (!shape) return [];
  if (root.list) return (root.children ?? []).flatMap((item) => resourcesOf(item, type, path));
  if (shape.below === undefined)
    return [resource(root, shape.type, root.children?.find(({ key }) => key === shape.name) ?? root, path)];
  const below = root.children?.find(({ key }) => key === shape.below);
  return (below?.children ?? []).map((node) => resource(node, shape.type, node, path));
}

/** `resource "aws_db_instance" "main"` is a `terraform:aws_db_instance` with the name `main`. */
function terraformResources(root: SettingNode, path: string): ResourceFact[] {
  return (root.children ?? [])
    .filter(({ key }) => key === 'resource')
    .flatMap(({ children }) => children ?? [])
    .flatMap((kind) => (kind.children ?? []).map((node) => resource(node, `terraform:${kind.key}`, node, path)));
}

function typeOf({ source, format }: SettingsDocument, root: SettingNode): string {
  if (BY_FORMAT.has(format)) return format;
  const type = documentType(source.path, root);
  return type === '' && OF_SETTINGS.has(format) ? format : type;
}

/** Blocks of nginx by their kind, whatever they stand in. */
function blocksOf(node: SettingNode, path: string): ResourceFact[] {
  return (node.children ?? []).flatMap((child) => {
    if (!child.children) return [];
    const kind = NGINX_BLOCK.exec(child.key)?.[1];
    const below = blocksOf(child, path);
    if (kind === undefined) return below;
    const name = child.key.slice(kind.length).trim();
    return [{ ...resource(child, `nginx:${kind}`, child, path), name }, ...below];
  });
}

function resource(node: SettingNode, type: string, named: SettingNode, path: string): ResourceFact {
  const value = valueOf(node);
  const name = named === node ? node.key : named.value?.kind === 'known' ? String(named.value.value) : '';
  return {
    kind: 'resource',
    path,
    range: node.range,
    type,
    name,
    nameRange: named === node ? node.keyRange : named.valueRange,
    value: value.kind === 'record' ? value : { kind: 'record', entries: new Map(), open: true, range: node.range },
  };
}

/** The whole of a node as one value. */
function valueOf(node: SettingNode): Value {
  if (node.value) return node.value;
  if (!node.children) return ABSENT;
  if (node.list)
    return { kind: 'list', items: node.children.map(valueOf), open: node.open ?? false, range: node.valueRange };
  const record: RecordValue = {
    kind: 'record',
    entries: new Map(node.children.map((child) => [child.key, valueOf(child)])),
    open: node.open ?? false,
    range: node.valueRange,
  };
  return record;
}
