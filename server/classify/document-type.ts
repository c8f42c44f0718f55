/** What kind of configuration a document is: by its name, and by its content where the name says nothing. */
import { isTranslation } from '../../rules/catalog/translations.ts';
import type { SettingNode } from '../model/document.ts';

/** Name of the file, its type, and where the name alone says too little, a folder above it. */
const BY_NAME: readonly (readonly [RegExp, string, RegExp?])[] = [
  [/^package\.json$/, 'npm:package'],
  [/^(?:docker-)?compose(?:[.-][\w.-]*)?\.ya?ml$/, 'compose'],
  [/^\.gitlab-ci(?:[.-][\w.-]*)?\.ya?ml$/, 'gitlab-ci'],
  [/\.ya?ml$/, 'gitlab-ci', /^\.gitlab$/],
  [/\.ya?ml$/, 'github-workflow', /^\.github\/workflows$/],
  [/^values(?:-[\w-]+)?(?:\.[\w-]+)*\.ya?ml$/, 'helm:values'],
  [/^values[\w.-]*\.ya?ml$/, 'helm:values', /^(?:helm|charts?)$/],
  [/\.ya?ml$/, 'helm:values', /^values$/],
  [/^kustomization\.ya?ml$/, 'k8s:Kustomization'],
  [/^application(?:-[\w-]+)?\.ya?ml$/, 'spring'],
  [/^tsconfig[\w.-]*\.json$/, 'tsconfig'],
  [/^(?:messages[_.-]\w+|texte)\.(?:json|ya?ml)$/, 'texts'],
  [/^(?:application|bootstrap)(?:-[\w-]+)?\.properties$/, 'spring'],
  [/^log4j2?(?:-[\w-]+)?\.properties$/, 'log4j'],
  [/^\.?my[\w.-]*\.cnf$|^(?:mysqld?|mariadb)[\w.-]*\.(?:cnf|ini)$/, 'mysql'],
  [/^postgresql[\w.-]*\.conf$/, 'postgresql'],
  [/^(?:redis|sentinel)[\w.-]*\.conf$/, 'redis'],
  [/^rabbitmq[\w.-]*\.conf$/, 'rabbitmq'],
  [/^keycloak[\w.-]*\.conf$/, 'keycloak:conf'],
  [/^gradle\.properties$/, 'gradle'],
  [/^[\w.-]{0,40}pg_hba[\w.-]{0,40}\.conf$/, 'pg-hba'],
  [/^\.?pgpass(?:\.conf)?$/, 'pgpass'],
  [/^[._]netrc$/, 'netrc'],
  [/^mosquitto[\w.-]*\.conf$/, 'mosquitto'],
  [/\.conf$/, 'mosquitto', /^mosquitto[\w.-]*$/],
  [/^[._]curlrc$/, 'curlrc'],
  [/^pip\.conf$|^pip\.ini$/, 'pip'],
  [/^main\.cf$/, 'postfix'],
  [/\.(?:tf|tfvars)$|^terragrunt\.hcl$/, 'terraform'],
  [/^(?:hosts|inventory)[\w-]*(?:\.ini)?$/, 'ansible:inventory'],
  [/^(?:hosts|inventory)[\w.-]*\.ya?ml$/, 'ansible:inventory', /^(?:ansible|inventor(?:y|ies))$/],
  [/(?:^[^.]+|\.ya?ml)$/, 'ansible:vars', /^(?:group_vars|host_vars)$/],
  [/\.ya?ml$/, 'ansible:tasks', /(?:^|\/)roles\/[^/]+\/(?:tasks|handlers)(?:\/|$)/],
  [/\.ya?ml$/, 'ansible:vars', /(?:^|\/)roles\/[^/]+\/(?:defaults|vars)(?:\/|$)/],
  [/^main\.ya?ml$/, 'ansible:tasks', /^(?:tasks|handlers)$/],
  [/^main\.ya?ml$/, 'ansible:vars', /^(?:defaults|vars)$/],
];

/** Objects of which a file may hold a list. */
const LISTED: ReadonlySet<string> = new Set(['keycloak:realm', 'keycloak:client']);

/** Files of keycloak-config-cli hold any part of a realm. */
const OF_REALMS: readonly string[] = [
  'clients',
  'roles',
  'users',
  'sslRequired',
  'authenticationFlows',
  'enabled',
  'identityProviders',
  'identityProviderMappers',
  'clientScopes',
  'components',
  'requiredActions',
  'smtpServer',
];
/** What stands beside the hosts of a play. */
const OF_PLAYS: readonly string[] = ['tasks', 'roles', 'vars', 'vars_files', 'pre_tasks', 'gather_facts', 'become'];
const STEP = /^(?:add|assign|delete|import|revoke|update)[A-Z][A-Za-z]+$/;

/** `compose`, `keycloak:realm`, `k8s:Secret`, …; empty where unknown. */
export function documentType(path: string, root: SettingNode): string {
  const type = typeByPath(path);
  // `tr.yaml` may be a route as well as Turkish.
  if (type === 'texts' && isObjectOfCluster(root)) return typeByContent(root);
  return type ?? typeByContent(root);
}

function typeByPath(path: string): string | undefined {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  // Workflows lie in one place only, tasks of Ansible below a role.
  const above = [...folders, folders.slice(-2).join('/'), folders.join('/')];
  const known = BY_NAME.find(
    ([pattern, , folder]) => pattern.test(name) && (folder === undefined || above.some((each) => folder.test(each))),
  )?.[1];
  return known ?? (isTranslation(path) ? 'texts' : undefined);
}

function isObjectOfCluster({ children = [] }: SettingNode): boolean {
  return ['apiVersion', 'kind', 'metadata'].every((name) => children.some(({ key }) => key === name));
}

function typeByContent(root: SettingNode): string {
  const [first, ...others] = root.list ? (root.children ?? []) : [];
  if (first) {
    const has = (name: string): boolean => first.children?.some(({ key }) => key === name) === true;
    if (has('hosts') && OF_PLAYS.some(has)) return 'ansible:playbook';
    // An export of several realms or clients is a list of them.
    const type = typeByContent(first);
    return LISTED.has(type) && others.every((other) => typeByContent(other) === type) ? type : '';
  }
  const child = (name: string): SettingNode | undefined => root.children?.find(({ key }) => key === name);
  const text = (name: string): string | undefined => {
    const value = child(name)?.value;
    return value?.kind === 'known' && typeof value.value === 'string' ? value.value : undefined;
  };
  const kind = text('kind');
  if (text('apiVersion') !== undefined && kind !== undefined) return `k8s:${kind}`;
  if (child('realm') && OF_REALMS.some(child)) {
    return 'keycloak:realm';
  }
  if (child('clientId') && (child('redirectUris') ?? child('directAccessGrantsEnabled') ?? child('protocol')))
    return 'keycloak:client';
  // The steps of keycloak-migration: each has one entry, with what is done as its key.
  const steps = child('changes')?.children ?? [];
  if (
    steps.length > 0 &&
    steps.every(({ children = [] }) => children.length === 1 && STEP.test(children[0]?.key ?? ''))
  )
    return 'keycloak:migration';
  if (
    child('services')?.children?.some(({ children }) => children?.some(({ key }) => key === 'image' || key === 'build'))
  )
    return 'compose';
  if (isPipeline(root)) return 'gitlab-ci';
  if (child('runs')?.children?.some(({ key }) => key === 'using')) return 'github-workflow';
  if (text('openapi') !== undefined || text('swagger') !== undefined) return 'openapi';
  if (child('$schema') && (child('properties') ?? child('definitions') ?? child('$defs'))) return 'json-schema';
  return '';
}

/** What stands beside the script of a job of GitLab; files of a pipeline lie under any name and are included. */
const OF_JOBS: ReadonlySet<string> = new Set(
  'stage extends rules only except needs artifacts tags when environment allow_failure dependencies'.split(' '),
);

function isPipeline({ list, children = [] }: SettingNode): boolean {
  if (list) return false;
  return children.some(
    ({ children: entries = [] }) =>
      entries.some(({ key }) => key === 'script') && entries.some(({ key }) => OF_JOBS.has(key)),
  );
}
