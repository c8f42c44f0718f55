/** Documents tell the truth: what they show is what the program prints, what they tell to type works. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { RULES } from '../rules/index.ts';
import { parseConfiguration } from '../server/workspace/configuration.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const READMES = [
  { path: 'README.md', language: 'en' },
  { path: 'README.de.md', language: 'de' },
] as const;
const SAMPLE = 'test/fixtures/projects/buergerbuero';

/** Content of the fenced blocks of a language. */
function blocks(markdown: string, language: string): string[] {
  return [...markdown.matchAll(/```(\w+)\n([^`]*(?:`[^`]+`[^`]*)*)```/g)]
    .filter(([, name]) => name === language)
    .map(([, , content]) => content ?? '');
}

function fachlint(...parameters: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['dist/fachlint.js', ...parameters], { cwd: root, encoding: 'utf8' });
}

describe('documents', () => {
  for (const { path, language } of READMES) {
    describe(path, () => {
      it('shows a finding as the program prints it', () => {
        const [shown] = blocks(read(path), 'text');
        assert.ok(shown);
        const { stdout } = fachlint('check', SAMPLE, '--lang', language);
        assert.ok(stdout.includes(shown.trimEnd()), stdout);
      });

      it('tells the two commands', () => {
        const commands = blocks(read(path), 'sh').map((block) => block.trim());
        assert.ok(commands.includes(`npm ci && npx fachlint check ${SAMPLE}`));
        assert.ok(commands.includes('npm ci && npm test'));
      });

      it('shows a configuration that is valid', async () => {
        const [example] = blocks(read(path), 'jsonc');
        assert.ok(example);
        const { errors } = await parseConfiguration(example, 'fachlint.json', RULES);
        assert.deepEqual(errors, []);
      });
    });
  }

  it('link to files that exist', () => {
    const broken = ['*.md', 'rules/docs/**/*.md'].flatMap((pattern) =>
      globSync(pattern, { cwd: root }).flatMap((path) =>
        [...read(path).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
          .map(([, target]) => target ?? '')
          .filter((target) => !existsSync(join(root, dirname(path), target)))
          .map((target) => `${path}: ${target}`),
      ),
    );
    assert.deepEqual(broken, []);
  });

  it('are about what exists: every file named in ARCHITECTURE.md and CONTRIBUTING.md', () => {
    const named = [
      ...`${read('ARCHITECTURE.md')}${read('CONTRIBUTING.md')}`.matchAll(
        /`((?:server|test|rules|client)\/[\w./*-]+)`/g,
      ),
    ];
    const missing = named
      .map(([, path]) => path ?? '')
      .filter(
        (path) => globSync([path.replace(/\/$/, ''), `${path.replace(/\/$/, '')}/**`], { cwd: root }).length === 0,
      );
    assert.deepEqual(missing, []);
  });

  it('publiccode.yml has what the standard asks for', () => {
    const description = z.object({
      shortDescription: z.string().max(150),
      longDescription: z.string().min(150).max(10_000),
      features: z.array(z.string().max(100)).min(1),
    });
    const shape = z.object({
      publiccodeYmlVersion: z.string(),
      name: z.literal('Fachlint'),
      url: z.url(),
      platforms: z.array(z.string()).min(1),
      developmentStatus: z.enum(['concept', 'development', 'beta', 'stable', 'obsolete']),
      softwareType: z.enum(['standalone/other']),
      description: z.object({ de: description, en: description }),
      legal: z.object({ license: z.literal('EUPL-1.2') }),
      maintenance: z.object({
        type: z.enum(['internal', 'community']),
        contacts: z.array(z.object({ name: z.string() })).min(1),
      }),
      localisation: z.object({ localisationReady: z.literal(true), availableLanguages: z.array(z.string()) }),
    });
    shape.parse(parseYaml(read('publiccode.yml')));
  });

  it('the licence is whole', () => {
    const licence = read('LICENSE');
    assert.match(licence, /^EUROPEAN UNION PUBLIC LICENCE v\. 1\.2\n/);
    for (let article = 1; article <= 15; article++)
      assert.match(licence, new RegExp(`^${String(article)}\\.\\s?[A-Z]`, 'm'));
    assert.match(licence, /requires? the production of a new EUPL version\.\s*$/);
  });

  it('Fachlint finds nothing in Fachlint', function () {
    // It reads a thousand fixtures, and other work may be going on.
    this.timeout(300_000);
    const { status, stdout, stderr } = fachlint('check', '.', '--lang', 'en');
    assert.equal(status, 0, `${stdout}${stderr}`);
  });
});

describe('package.json', () => {
  const manifest = JSON.parse(read('package.json')) as {
    engines: { node: string; vscode: string };
    devDependencies: Record<string, string>;
    dependencies: Record<string, string>;
  };

  it('pins what must not move by itself', () => {
    for (const name of ['typescript', 'dependency-cruiser', '@vscode/test-electron', 'knip', '@types/vscode']) {
      assert.match(manifest.devDependencies[name] ?? '', /^\d+\.\d+\.\d+$/, name);
    }
    assert.match(manifest.dependencies['oxc-parser'] ?? '', /^\d+\.\d+\.\d+$/);
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode'] ?? ''}`);
  });

  it('names every text of the extension in both languages', () => {
    const keys = [...new Set([...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? ''))].sort();
    for (const file of ['package.nls.json', 'package.nls.de.json']) {
      assert.deepEqual(Object.keys(JSON.parse(read(file)) as object).sort(), keys, file);
    }
  });
});
