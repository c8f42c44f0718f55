/** The extension's manifest says the same as the code, and says it in both languages. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DEFAULT_SETTINGS, settingsFrom } from '../../server/lsp/settings.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));

interface Manifest {
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
