/** A VS Code server with a browser that shows its workbench. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';
import type { EditorParts } from './install.ts';

const BROWSER_OPTIONS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const SETTINGS = {
  'security.workspace.trust.startupPrompt': 'never',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
};

export interface EditorServer {
  readonly address: string;
  stop(): void;
}

export interface EditorServerOptions {
  /** Where the server keeps its data. */
  readonly profile: string;
  readonly locale: string;
  /**
   * Folder of an extension that is to be installed, in an editor that trusts no workspace. An extension under
   * development would run there whatever it says of itself.
   */
  readonly installed?: string | undefined;
}

/** Starts the server; resolves when it listens. */
export async function startEditorServer(
  parts: EditorParts,
  { profile, locale, installed }: EditorServerOptions,
): Promise<EditorServer> {
  const settings = { ...SETTINGS, 'security.workspace.trust.enabled': installed !== undefined };
  if (installed !== undefined) {
    mkdirSync(join(profile, 'extensions'), { recursive: true });
    symlinkSync(installed, join(profile, 'extensions', 'fachlint'));
  }
  for (const folder of ['Machine', 'User']) {
    mkdirSync(join(profile, folder), { recursive: true });
    writeFileSync(join(profile, folder, 'settings.json'), JSON.stringify(settings));
  }
  const args = [
    join(parts.vscode, 'out', 'server-main.js'),
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    // Makes the workbench accept an extension and tests under development.
    '--enable-smoke-test-driver',
    ...['--user-data-dir', profile, '--server-data-dir', profile, '--locale', locale],
  ];
  const server = spawn(parts.node, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  // Nothing may outlive this process, whichever way it ends.
  process.on('exit', () => server.kill());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const port = await portOf(server);
  return {
    address: `127.0.0.1:${port}`,
    stop: () => {
      server.kill();
    },
  };
}

function portOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const { stdout } = server;
    if (stdout === null) throw new Error('The server has no output.');
    createInterface(stdout).on('line', (line) => {
      const port = /^Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(port);
    });
    server.on('exit', (code) => {
      reject(new Error(`The VS Code server ended with ${String(code)} before it listened.`));
    });
  });
}

export interface Workbench {
  readonly page: Page;
  close(): Promise<void>;
}

/** Opens a browser of its own; the page is not yet loaded. */
export async function openWorkbench(parts: EditorParts): Promise<Workbench> {
  const browser = await chromium.launch({ executablePath: parts.browser, args: BROWSER_OPTIONS });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  return { page, close: () => browser.close() };
}

/** The address of the workbench with an extension under development and, where given, its tests. */
export function workbenchAddress(address: string, workspace: string, extension: string, tests?: string): string {
  const remote = (path: string): string => `vscode-remote://${address}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
  return `http://${address}/?${query.toString()}`;
}
