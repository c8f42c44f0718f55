/** What VS Code calls: runs the suites with mocha inside the extension host and leaves the counts in a file. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 40_000, reporter: Lines });
  // A restricted workspace is a run of its own: trust is given or not when the editor starts.
  const isRestricted = process.env['FACHLINT_E2E_RESTRICTED'] !== undefined;
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('-suite.cjs') && (name === 'restricted-suite.cjs') === isRestricted) {
      mocha.addFile(join(__dirname, name));
    }
  }
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => {
      resolve(runner.stats);
    });
  });
  const passed = stats?.passes ?? 0;
  const failed = stats?.failures ?? 1;
  const file = process.env['FACHLINT_E2E_RESULT'];
  if (file !== undefined) writeFileSync(file, JSON.stringify({ passed, failed }));
  if (failed > 0) throw new Error(`${String(failed)} tests failed.`);
}

/** One line per test; the counts are printed once for all display languages by the script that started this. */
class Lines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on('pass', (test) => {
      console.log(`  ✔ ${test.title}`);
    });
    runner.on('fail', (test, error: Error) => {
      console.log(`  ✘ ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  }
}
