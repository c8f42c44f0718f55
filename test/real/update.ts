/**
 * Writes what Fachlint finds in foreign repositories to `test/real/<owner>+<name>.txt`, to be reviewed as a difference:
 * `tsx test/real/update.ts FOLDER`. FOLDER holds one checkout per repository of `repositories.json`, named
 * `<owner>+<name>`, at the commit named there. Needs the built program. The texts hold no value of a finding.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import repositories from './repositories.json' with { type: 'json' };

const HERE = dirname(fileURLToPath(import.meta.url));
const PROGRAM = join(HERE, '..', '..', 'dist', 'fachlint.js');

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly confidence: string;
    readonly path: string;
    readonly start: { readonly line: number };
    readonly message: string;
  }[];
  readonly counts: { readonly files: number; readonly parsed: number };
  readonly crashes: readonly unknown[];
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder that holds the checkouts.');
for (const { name, commit } of repositories) {
  const root = join(resolve(folder), name);
  if (!existsSync(root)) {
    console.log(`${name}: no checkout, left as it is`);
    continue;
  }
  const { findings, counts, crashes } = reportOn(root);
  const lines = findings.map(
    ({ rule, severity, confidence, path, start, message }) =>
      `${rule} ${severity} ${confidence} ${path}:${String(start.line)} ${message}`,
  );
  const head = [
    `commit ${commit}`,
    `${String(counts.files)} files, ${String(counts.parsed)} parsed, ${String(crashes.length)} crashes`,
    `${String(findings.length)} findings`,
  ];
  writeFileSync(join(HERE, `${name}.txt`), `${[...head, '', ...lines.sort()].join('\n')}\n`);
  console.log(`${name}: ${String(findings.length)} findings`);
}

function reportOn(root: string): Report {
  const target = mkdtempSync(join(tmpdir(), 'fachlint-real-'));
  try {
    const file = join(target, 'report.json');
    const format = ['--format', 'json', '--output', file, '--fail-on', 'never', '--lang', 'en'];
    execFileSync(process.execPath, [PROGRAM, 'check', root, ...format], { stdio: 'inherit' });
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}
