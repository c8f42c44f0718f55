/** What kind of configuration a document is: by its name, and by its content where the name says nothing. */
import type { SettingNode } from '../../model/document.ts';

const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)package\.json$/, 'npm:package'],
  [/(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]*)?\.ya?ml$/, 'compose'],
  [/(?:^|\/)\.gitlab-ci(?:[.-][\w.-]*)?\.ya?ml$|(?:^|\/)\.gitlab\/.*\.ya?ml$/, 'gitlab-ci'],
  [/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/, 'github-workflow'],
  [/(?:^|\/)(?:helm|charts?)\/(?:.*\/)?values[\w.-]*\.ya?ml$|(?:^|\/)values(?:[.-][\w-]+)*\.ya?ml$/, 'helm:values'],
  [/(?:^|\/)application(?:-[\w-]+)?\.ya?ml$/, 'spring'],
  [/(?:^|\/)tsconfig[\w.-]*\.json$/, 'tsconfig'],
  [/(?:^|\/)(?:locales?|i18n|lang|translations?|messages)\/.*\.(?:json|ya?ml)$/, 'texts'],
  [/(?:^|\/)(?:de|en|fr|messages[_.-]\w+|texte)\.(?:json|ya?ml)$/, 'texts'],
];

/** `compose`, `keycloak:realm`, `k8s:Secret`, …; empty where unknown. */
export function documentType(path: string, root: SettingNode): string {
  for (const [pattern, type] of BY_NAME) if (pattern.test(path)) return type;
  const child = (name: string): SettingNode | undefined => root.children?.find(({ key }) => key === name);
  const text = (name: string): string | undefined => {
    const value = child(name)?.value;
    return value?.kind === 'known' && typeof value.value === 'string' ? value.value : undefined;
  };
  const kind = text('kind');
  if (text('apiVersion') !== undefined && kind !== undefined) return `k8s:${kind}`;
  if (child('realm') && (child('clients') ?? child('roles') ?? child('users') ?? child('sslRequired') ?? child('authenticationFlows') ?? child('enabled'))) {
    return 'keycloak:realm';
  }
  if (child('clientId') && (child('redirectUris') ?? child('directAccessGrantsEnabled') ?? child('protocol'))) return 'keycloak:client';
  if (child('services')?.children?.some(({ children }) => children?.some(({ key }) => key === 'image' || key === 'build'))) return 'compose';
  if (text('openapi') !== undefined || text('swagger') !== undefined) return 'openapi';
  if (child('$schema') && (child('properties') ?? child('definitions') ?? child('$defs'))) return 'json-schema';
  return '';
}
