/** Sets up a VS Code server with its workbench and a browser, for machines that cannot download the desktop editor. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `code-server` of this version carries VS Code 1.139.1. */
const CODE_SERVER = '4.139.1';
/** The extension host of that VS Code wants Node 24; the package holds the plain binary and needs no install script. */
const NODE = '24.21.0';
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export interface EditorParts {
  /** A Node 24. */
  readonly node: string;
  /** The folder with `out/server-main.js`. */
  readonly vscode: string;
  readonly browser: string;
}

/** Installs what is missing below the git-ignored `.tools/` and says where everything is. Throws with one clear sentence. */
export function installEditor(): EditorParts {
  const folder = join(ROOT, '.tools', `code-server-${CODE_SERVER}-node-${NODE}`);
  if (!existsSync(folder)) installServer(folder);
  return { ...partsIn(folder), browser: findBrowser() ?? installBrowser() };
}

function partsIn(folder: string): Omit<EditorParts, 'browser'> {
  return {
    node: join(folder, 'node_modules', nodePackage(), 'bin', 'node'),
    vscode: join(folder, 'node_modules', 'code-server', 'lib', 'vscode'),
  };
}

function nodePackage(): string {
  return `node-${process.platform}-${process.arch}`;
}

function installServer(folder: string): void {
  // Renamed at the end, so that an interrupted set-up is never taken for a finished one.
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(join(unfinished, 'package.json'), '{ "private": true }\n');
  const { node, vscode } = partsIn(unfinished);
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['install', `${nodePackage()}@${NODE}`, ...quiet], unfinished);
  const path = `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}`;
  run('npm', ['install', `code-server@${CODE_SERVER}`, ...quiet], unfinished, path);
  run('npm', ['install', '--omit=dev', ...quiet], vscode, path);
  renameSync(unfinished, folder);
}

export function findBrowser(): string | undefined {
  const asked = process.env['FACHLINT_BROWSER'];
  if (asked !== undefined) return asked;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of BROWSERS) {
      const file = join(folder, name);
      if (existsSync(file)) return file;
    }
  }
  return undefined;
}

export function installBrowser(): string {
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update', '-qq'], ROOT);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], ROOT);
  }
  const browser = findBrowser();
  if (browser === undefined) {
    throw new Error(
      'No Chromium was found, and it can be installed here only as root on Debian. Set FACHLINT_BROWSER to one.',
    );
  }
  return browser;
}

function run(command: string, args: readonly string[], cwd: string, path = process.env['PATH']): void {
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, PATH: path, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    const said = result.error?.message ?? `${result.stdout}${result.stderr}`.trim().split('\n').slice(-5).join(' | ');
    throw new Error(`${command} ${args[0] ?? ''} failed: ${said}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(installEditor(), undefined, 2));
