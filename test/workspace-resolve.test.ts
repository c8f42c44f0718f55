/** Which file of the project a module name means. */
import assert from 'node:assert/strict';
import { moduleResolver } from '../server/workspace/resolve-module.ts';

type Files = Readonly<Record<string, unknown>>;

/** Files by path; objects are written as JSON. */
function resolverOf(files: Files): (from: string, module: string) => string | undefined {
  const paths = Object.keys(files).sort();
  return moduleResolver(paths, (path) => {
    const content = files[path];
    return typeof content === 'string' ? content : JSON.stringify(content);
  });
}

function check(
  files: Files,
  cases: readonly (readonly [from: string, module: string, expected: string | undefined])[],
): void {
  const resolve = resolverOf(files);
  for (const [from, module, expected] of cases) assert.equal(resolve(from, module), expected, `${module} from ${from}`);
}

describe('module names', () => {
  it('relative ones, with extensions as people write them', () => {
    check(
      {
        'src/db.ts': '',
        'src/config/index.ts': '',
        'src/alt.js': '',
        'src/werte.json': '',
        'src/werte.yml': '',
        'src/seite.tsx': '',
        'src/m.mts': '',
        'src/a.b.ts': '',
        'index.ts': '',
        'src/paket/package.json': { main: './lib/start.js' },
        'src/paket/lib/start.js': '',
        'src/paket/index.js': '',
        'src/doppelt.ts': '',
        'src/doppelt/index.ts': '',
      },
      [
        ['src/app.ts', './db', 'src/db.ts'],
        ['src/app.ts', './db.ts', 'src/db.ts'],
        ['src/app.ts', './db.js', 'src/db.ts'],
        ['src/app.ts', './seite.js', 'src/seite.tsx'],
        ['src/app.ts', './m.mjs', 'src/m.mts'],
        ['src/app.ts', './a.b', 'src/a.b.ts'],
        ['src/app.ts', './alt.js', 'src/alt.js'],
        ['src/app.ts', './config', 'src/config/index.ts'],
        ['src/app.ts', './config/', 'src/config/index.ts'],
        ['src/app.ts', './werte.json', 'src/werte.json'],
        ['src/app.ts', './werte.yml?raw', 'src/werte.yml'],
        ['src/app.ts', './paket', 'src/paket/lib/start.js'],
        ['src/app.ts', './doppelt', 'src/doppelt.ts'],
        ['src/config/x.ts', '..', undefined],
        ['src/x.ts', '..', 'index.ts'],
        ['src/config/x.ts', '../db', 'src/db.ts'],
        ['src/app.ts', './fehlt', undefined],
        ['app.ts', '../../etc/passwd', undefined],
        ['src/app.ts', 'express', undefined],
        ['src/app.ts', 'node:fs', undefined],
      ],
    );
  });

  it('workspaces without a package.json, by their folder', () => {
    check(
      {
        'package.json': {
          workspaces: ['apps/*', 'packages/*'],
          dependencies: { '@fremd/tabellen': '^1.0.0' },
        },
        'apps/portal/src/app.ts': '',
        'packages/waechter/src/index.ts': '',
        'packages/tabellen/src/index.ts': '',
        'packages/benannt/package.json': { name: '@amt/anders' },
        'packages/benannt/index.ts': '',
        'libs/formulare/index.ts': '',
      },
      [
        ['apps/portal/src/app.ts', '@amt/waechter', 'packages/waechter/src/index.ts'],
        ['apps/portal/src/app.ts', 'waechter', undefined],
        ['apps/portal/src/app.ts', '@fremd/tabellen', undefined],
        ['apps/portal/src/app.ts', '@amt/benannt', undefined],
        ['apps/portal/src/app.ts', '@amt/formulare', undefined],
      ],
    );
  });

  it('paths and baseUrl of the nearest tsconfig, with comments and inherited inside the root', () => {
    check(
      {
        'tsconfig.base.json': `{ // gemeinsam
          "compilerOptions": { "baseUrl": ".", "paths": { "@amt/*": ["libs/*/src"], "@amt/kern": ["libs/kern/src/anders.ts"], } } }`,
        'apps/portal/tsconfig.json': { extends: '../../tsconfig.base' },
        'apps/portal/src/app.ts': '',
        'apps/alt/jsconfig.json': { compilerOptions: { baseUrl: './src' } },
        'apps/alt/src/dienste/melde.js': '',
        'apps/neu/tsconfig.json': {
          extends: ['../../../../tsconfig.json', '@tsconfig/node20'],
          compilerOptions: { paths: { '@/*': ['./src/*', './gen/*'], '~x': ['./src/x.ts'] } },
        },
        'apps/neu/src/y.ts': '',
        'apps/neu/src/x.ts': '',
        'apps/neu/gen/z.ts': '',
        'apps/neu/src/tief/leer/tsconfig.json': { references: [] },
        'apps/kreis/tsconfig.json': { extends: './tsconfig.json' },
        'libs/melde/src/index.ts': '',
        'libs/kern/src/index.ts': '',
        'libs/kern/src/anders.ts': '',
      },
      [
        ['apps/portal/src/app.ts', '@amt/melde', 'libs/melde/src/index.ts'],
        ['apps/portal/src/app.ts', '@amt/kern', 'libs/kern/src/anders.ts'],
        ['apps/portal/src/app.ts', 'libs/melde/src', 'libs/melde/src/index.ts'],
        ['apps/alt/src/app.js', 'dienste/melde', 'apps/alt/src/dienste/melde.js'],
        ['apps/neu/src/app.ts', '@/y', 'apps/neu/src/y.ts'],
        ['apps/neu/src/app.ts', '@/z', 'apps/neu/gen/z.ts'],
        ['apps/neu/src/tief/leer/a.ts', '~x', 'apps/neu/src/x.ts'],
        ['apps/neu/src/app.ts', '@amt/melde', undefined],
        ['apps/kreis/a.ts', '@/y', undefined],
      ],
    );
  });

  it('packages of the workspace by their name, sources instead of what is built from them', () => {
    const files = {
      'package.json': { name: 'portal', workspaces: ['packages/*', '!packages/beispiel'] },
      'packages/shared/package.json': { name: '@stadt/shared', main: 'dist/index.js', types: 'dist/index.d.ts' },
      'packages/shared/src/index.ts': '',
      'packages/shared/src/auth/mfa.ts': '',
      'packages/db/package.json': {
        name: '@stadt/db',
        exports: {
          '.': { types: './dist/index.d.ts', import: './dist/main.js' },
          './pool': './dist/pool.js',
          './teile/*': { default: './dist/teile/*.js' },
          './intern/*': null,
        },
        imports: { '#intern/*': './src/intern/*.ts', '#tls': { node: './src/tls.ts' } },
      },
      'packages/db/src/main.ts': '',
      'packages/db/src/pool.ts': '',
      'packages/db/src/teile/a.ts': '',
      'packages/db/src/intern/b.ts': '',
      'packages/db/src/tls.ts': '',
      'packages/beispiel/package.json': { name: 'express', main: 'index.js' },
      'packages/beispiel/index.js': '',
      'muster/pg/package.json': { name: 'pg', main: 'index.js' },
      'muster/pg/index.js': '',
      'src/app.ts': '',
    };
    check(files, [
      ['src/app.ts', '@stadt/shared', 'packages/shared/src/index.ts'],
      ['src/app.ts', '@stadt/shared/src/auth/mfa', 'packages/shared/src/auth/mfa.ts'],
      ['src/app.ts', '@stadt/shared/dist/auth/mfa', 'packages/shared/src/auth/mfa.ts'],
      ['src/app.ts', '@stadt/db', 'packages/db/src/main.ts'],
      ['src/app.ts', '@stadt/db/pool', 'packages/db/src/pool.ts'],
      ['src/app.ts', '@stadt/db/teile/a', 'packages/db/src/teile/a.ts'],
      ['src/app.ts', '@stadt/db/intern/b', undefined],
      ['src/app.ts', '@stadt/db/src/main', undefined],
      ['packages/db/src/main.ts', '#intern/b', 'packages/db/src/intern/b.ts'],
      ['packages/db/src/main.ts', '#tls', 'packages/db/src/tls.ts'],
      ['src/app.ts', '#tls', undefined],
      ['packages/db/src/main.ts', '@stadt/db/pool', 'packages/db/src/pool.ts'],
      ['src/app.ts', 'express', undefined],
      ['src/app.ts', 'pg', undefined],
    ]);
  });

  it('packages of pnpm, and without any declaration every package by its name', () => {
    const shared = {
      'libs/shared/package.json': { name: 'shared', source: 'src/main.ts' },
      'libs/shared/src/main.ts': '',
      'app/a.ts': '',
    };
    check(
      {
        ...shared,
        'pnpm-workspace.yaml': '# Pakete\npackages:\n  - "libs/*"\n  # mehr\n  - \'!x\'\ncatalog:\n  - y\n',
      },
      [['app/a.ts', 'shared', 'libs/shared/src/main.ts']],
    );
    check({ ...shared, 'pnpm-workspace.yaml': 'packages:\n  - apps/*\n' }, [['app/a.ts', 'shared', undefined]]);
    check(shared, [['app/a.ts', 'shared', 'libs/shared/src/main.ts']]);
  });

  it('files that are read at run time: beside the file, then in the root', () => {
    check({ 'config/tls.yml': '', 'src/tls.yml': '', 'src/config/a.yml': '' }, [
      ['src/app.ts', 'file:./tls.yml', 'src/tls.yml'],
      ['src/app.ts', 'file:tls.yml', 'src/tls.yml'],
      ['src/app.ts', 'file:config/tls.yml', 'config/tls.yml'],
      ['src/app.ts', 'file:./config/a.yml', 'src/config/a.yml'],
      ['src/app.ts', 'file:../config/tls.yml', 'config/tls.yml'],
      ['src/app.ts', 'file:../../config/tls.yml', undefined],
      ['src/app.ts', 'file:/etc/passwd', undefined],
      ['src/app.ts', 'file:config/tls', undefined],
    ]);
  });

  it('broken and hostile configuration files are as good as none', () => {
    check(
      {
        'package.json': '{ "name": "x", "imports": { "#a": [[[[[[[[[[[["./b.ts"]]]]]]]]]]]] }, "workspaces": 7',
        'tsconfig.json': '['.repeat(100_000),
        'sub/package.json': { name: '__proto__', exports: { './*': '../../../../etc/*' }, main: '../../etc/passwd' },
        'b.ts': '',
      },
      [
        ['a.ts', './b', 'b.ts'],
        ['a.ts', '#a', undefined],
        ['a.ts', '__proto__', undefined],
        ['a.ts', '__proto__/passwd', undefined],
        ['a.ts', '', undefined],
        ['a.ts', '@', undefined],
      ],
    );
  });
});
