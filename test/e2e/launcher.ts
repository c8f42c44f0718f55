/** Takes the arguments of a desktop VS Code, runs the tests in a VS Code server and ends with their exit code. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, parseArgs } from 'node:util';
import { openWorkbench, startEditorServer, workbenchAddress } from './editor-server.ts';
import { installEditor } from './install.ts';

/** A whole run takes about a quarter of a minute; what takes this long (milliseconds) hangs. */
const LIMIT = 180_000;

const { values, positionals } = parseArgs({
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    locale: { type: 'string' },
  },
  // Options that mean something to a desktop only are let through.
  strict: false,
  allowPositionals: true,
});

function textOf(name: string): string {
  const value = values[name];
  if (typeof value !== 'string') throw new Error(`The argument --${name} is missing.`);
  return value;
}

/** Tests run beside an extension under development only. */
function emptyExtension(profile: string): string {
  const folder = join(profile, 'empty');
  mkdirSync(folder, { recursive: true });
  const manifest = { name: 'empty', publisher: 'fachlint', version: '0.0.1', engines: { vscode: '*' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

async function run(): Promise<number> {
  const [workspace] = positionals;
  if (workspace === undefined) throw new Error('No workspace was given.');
  const profile =
    typeof values['user-data-dir'] === 'string' ? values['user-data-dir'] : mkdtempSync(join(tmpdir(), 'fachlint-'));
  const locale = typeof values.locale === 'string' ? values.locale : 'en';
  const isRestricted = process.env['FACHLINT_E2E_RESTRICTED'] !== undefined;
  const parts = installEditor();
  const extension = textOf('extensionDevelopmentPath');
  const installed = isRestricted ? extension : undefined;
  const server = await startEditorServer(parts, { profile, locale, installed });
  const workbench = await openWorkbench(parts);
  const said: string[] = [];
  let result = 1;
  let limit: NodeJS.Timeout | undefined;
  try {
    const { page } = workbench;
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      const line = format(...args);
      if (/^ {2}[✔✘]/.test(line)) console.log(line);
      else said.push(line);
    });
    const code = new Promise<number>((resolve, reject) => {
      void page.exposeFunction('codeAutomationExit', resolve);
      limit = setTimeout(() => {
        reject(new Error(`The tests did not end within ${String(LIMIT / 1000)} seconds.`));
      }, LIMIT);
    });
    const developed = isRestricted ? emptyExtension(profile) : extension;
    await page.goto(workbenchAddress(server.address, workspace, developed, textOf('extensionTestsPath')));
    result = await code;
    return result;
  } finally {
    // The extension host says much that means nothing here (missing native parts); it helps only where a test fails.
    if (result !== 0) console.log(['', 'The extension host said:', ...said].join('\n'));
    clearTimeout(limit);
    await workbench.close();
    server.stop();
  }
}

process.exit(await run());
