/** Runs the end-to-end suites in a real VS Code: in English, in German, and in a workspace that is not trusted. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { installEditor } from './install.ts';
import { installLanguage } from './language-pack.ts';
import { reviewInEditor } from './reviewer.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..');
const TOOLS = join(ROOT, '.tools');
const LAUNCHER = join(HERE, 'launcher.sh');

const RUNS = [
  { locale: 'en', isRestricted: false },
  { locale: 'de', isRestricted: false },
  { locale: 'en', isRestricted: true },
];

interface EndToEndResult {
  readonly passed: number;
  readonly failed: number;
}

async function runEndToEnd(editor: string): Promise<EndToEndResult> {
  const tests = await bundleSuites();
  let passed = 0;
  let failed = 0;
  for (const { locale, isRestricted } of RUNS) {
    // The desktop editor's own test runner switches the question of trust off.
    if (isRestricted && editor !== LAUNCHER) continue;
    console.log(`\nVS Code, display language ${locale}${isRestricted ? ', restricted workspace' : ''}`);
    const result = await runIn(editor, tests, locale, isRestricted);
    passed += result.passed;
    failed += result.failed;
  }
  // A person's hands are needed there, which only the browser around a VS Code server has.
  for (const locale of editor === LAUNCHER ? (['en', 'de'] as const) : []) {
    console.log(`\nVS Code as a reviewer uses it, display language ${locale}`);
    try {
      await reviewInEditor(locale);
      console.log('  ✔ tree, panel, filter, decision, place and fix');
      passed++;
    } catch (error) {
      console.log(`  ✘ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      failed++;
    }
  }
  return { passed, failed };
}

/**
 * A desktop VS Code where there is one or one can be downloaded and shown; else the launcher of a VS Code server. Throws
 * where no VS Code can be had.
 */
async function findEditor(): Promise<string> {
  const given = process.env['FACHLINT_VSCODE'];
  if (given !== undefined) return given;
  if (process.platform !== 'linux' || process.env['DISPLAY'] !== undefined) {
    try {
      return await downloadAndUnzipVSCode({ cachePath: join(TOOLS, 'vscode'), timeout: 15_000 });
    } catch {
      console.log('No desktop VS Code can be downloaded here; taking a VS Code server instead.');
    }
  }
  installEditor();
  return LAUNCHER;
}

/** The extension host loads plain JavaScript, so the suites are bundled to the side of the packages that they need. */
async function bundleSuites(): Promise<string> {
  const outdir = join(TOOLS, 'e2e');
  rmSync(outdir, { recursive: true, force: true });
  const suites = readdirSync(join(HERE, 'suite')).filter((name) => name.endsWith('-suite.ts'));
  await build({
    entryPoints: ['index.ts', ...suites].map((name) => join(HERE, 'suite', name)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // As in `build.mjs`.
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return join(outdir, 'index.cjs');
}

async function runIn(editor: string, tests: string, locale: string, isRestricted: boolean): Promise<EndToEndResult> {
  const folder = mkdtempSync(join(tmpdir(), 'fachlint-e2e-'));
  const workspace = join(folder, 'workspace');
  const profile = join(folder, 'profile');
  const resultFile = join(folder, 'result.json');
  cpSync(join(HERE, 'workspace'), workspace, { recursive: true });

  if (locale !== 'en') installLanguage(profile, locale);
  try {
    await runTests({
      vscodeExecutablePath: editor,
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: tests,
      extensionTestsEnv: {
        FACHLINT_E2E_RESULT: resultFile,
        ...(isRestricted ? { FACHLINT_E2E_RESTRICTED: '1' } : {}),
      },
      launchArgs: [workspace, `--locale=${locale}`, `--user-data-dir=${profile}`, '--disable-extensions'],
    }).catch((error: unknown) => {
      // Failed tests are counted from the result; without one the editor itself has failed.
      if (!existsSync(resultFile)) console.error(error instanceof Error ? error.message : String(error));
    });
    if (!existsSync(resultFile)) return { passed: 0, failed: 1 };
    return JSON.parse(readFileSync(resultFile, 'utf8')) as EndToEndResult;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function main(): Promise<void> {
  if (!existsSync(join(ROOT, 'dist', 'extension.cjs')))
    throw new Error('The program is not built: run `npm run build`.');
  let editor: string;
  try {
    editor = await findEditor();
  } catch (error) {
    const isFailure = process.env['CI'] !== undefined;
    console.error(`\nNO END-TO-END TESTS WERE RUN: ${error instanceof Error ? error.message : String(error)}`);
    console.log(isFailure ? '0 passed, 1 failed' : '0 passed, 0 failed, 1 skipped');
    process.exitCode = isFailure ? 1 : 0;
    return;
  }
  const { passed, failed } = await runEndToEnd(editor);
  console.log(`\n${String(passed)} passed, ${String(failed)} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
