/** The peer: ESLint with the security rules of eslint-plugin-sonarjs, in a git-ignored folder of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import security from './sonarjs-security-rules.json' with { type: 'json' };

const ESLINT = '10.15.0';
const SONARJS = '4.2.2';
const PARSER = { '@typescript-eslint/parser': '8.73.0', typescript: '6.0.3' };
const PACKAGES = { eslint: ESLINT, 'eslint-plugin-sonarjs': SONARJS, ...PARSER };
const FOLDER = fileURLToPath(new URL(`../../.tools/bench-eslint-${ESLINT}-sonarjs-${SONARJS}`, import.meta.url));

export interface Peer {
  readonly folder: string;
  readonly program: string;
  readonly config: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** Installs what is missing below `.tools/`. Throws with one clear sentence. */
export function installPeer(): Peer {
  if (!existsSync(FOLDER)) {
    // Renamed at the end, so that an interrupted set-up is never taken for a finished one.
    const unfinished = `${FOLDER}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(join(unfinished, 'package.json'), '{ "private": true }\n');
    const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const options = { cwd: unfinished, encoding: 'utf8', shell: process.platform === 'win32' } as const;
    const { status, stderr } = spawnSync('npm', ['install', ...quiet, ...wanted], options);
    if (status !== 0) throw new Error(`ESLint cannot be installed: ${stderr.trim()}`);
    renameSync(unfinished, FOLDER);
  }
  const config = join(FOLDER, 'eslint.config.mjs');
  writeFileSync(config, configuration());
  return { folder: FOLDER, program: join(FOLDER, 'node_modules/eslint/bin/eslint.js'), config, versions: PACKAGES };
}

/** The folder's own configuration and comments stay out: they would name rules of plugins that are not here. */
function configuration(): string {
  const rules = Object.fromEntries(security.rules.split(' ').map((name) => [`sonarjs/${name}`, 'warn']));
  return `import parser from '@typescript-eslint/parser';
import sonarjs from 'eslint-plugin-sonarjs';
export default [
  { ignores: ['**/*[.-]min.*', '**/dist/'] },
  {
    files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
    plugins: { sonarjs },
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    rules: ${JSON.stringify(rules)},
  },
];
`;
}
