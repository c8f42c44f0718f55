/** The extension's manifest says the same as the code, and says it in both languages. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Format } from '../../server/classify/format-of.ts';
import { DEFAULT_SETTINGS, settingsFrom } from '../../server/lsp/settings.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));

/** The languages that VS Code or an extension for the format gives to its files. */
const LANGUAGES: Readonly<Record<Format, readonly string[]>> = {
  script: ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'],
  vue: ['vue'],
  svelte: ['svelte'],
  angular: ['html'],
  html: ['html'],
  json: ['json', 'jsonc'],
  yaml: ['yaml', 'dockercompose', 'ansible', 'helm', 'github-actions-workflow', 'spring-boot-properties-yaml'],
  dotenv: ['dotenv', 'properties'],
  properties: ['properties', 'java-properties', 'spring-boot-properties', 'quarkus-properties'],
  xml: ['xml', 'xsl'],
  nginx: ['nginx', 'properties'],
  apache: ['apacheconf', 'properties'],
  haproxy: ['haproxy', 'properties'],
  // `.conf` and `.cfg` are properties where no extension knows more.
  columns: ['properties'],
  words: ['properties', 'ssh_config'],
  systemd: ['systemd-unit-file', 'ini'],
  crontab: ['crontab'],
  jenkins: ['groovy', 'jenkinsfile'],
  sql: ['sql'],
  prisma: ['prisma'],
  toml: ['toml', 'ini'],
  dockerfile: ['dockerfile'],
  shell: ['shellscript'],
  ini: ['ini', 'properties'],
  hcl: ['terraform', 'terraform-vars', 'hcl'],
};

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly default: unknown; readonly enum: readonly string[] }>>;
    };
  };
}

describe('manifest of the extension', () => {
  const manifest = read('package.json') as Manifest;

  it('lists the settings that the server reads, with their defaults', () => {
    const { properties } = manifest.contributes.configuration;
    const ours = Object.entries(properties).filter(([key]) => key !== 'fachlint.trace.server');
    const defaults = Object.fromEntries(ours.map(([key, { default: value }]) => [key.replace('fachlint.', ''), value]));
    assert.deepEqual(defaults, { ...DEFAULT_SETTINGS });
    for (const [key, { enum: values }] of ours) {
      const name = key.replace('fachlint.', '');
      for (const value of values) {
        assert.equal(
          settingsFrom({ [name]: value })[name as keyof typeof DEFAULT_SETTINGS],
          value,
          `${name}: ${value}`,
        );
      }
    }
  });

  it('starts for every format that is read, and for no window without one', () => {
    const languages = Object.values(LANGUAGES).flat();
    const events = new Set(manifest.activationEvents);
    for (const language of languages) assert.ok(events.has(`onLanguage:${language}`), language);
    const others = [...events].filter((event) => !languages.includes(event.replace('onLanguage:', '')));
    assert.deepEqual(others, [
      ...['workspaceContains:**/package.json', 'workspaceContains:**/fachlint.json'],
      // A panel that was open when the window was closed, and a link to a finding.
      ...['onWebviewPanel:fachlint.panel', 'onUri'],
    ]);
  });

  it('has every text in German and in English', () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key).sort();
    for (const name of ['package.nls.json', 'package.nls.de.json']) {
      const texts = read(name) as Record<string, string>;
      assert.deepEqual(Object.keys(texts).sort(), [...new Set(used)], name);
      assert.ok(
        Object.values(texts).every((text) => text.trim() !== ''),
        name,
      );
    }
  });
});
