/**
 * Compares the map of doors with what a person wrote down who read the application and has not seen Fachlint:
 * `tsx test/real/doors/compare.ts FOLDER`. FOLDER holds a checkout `<owner>+<name>` for each `<owner>+<name>.json` beside
 * this file, at the commit named there. Needs the built program. Ends with 1 where less is right than is expected.
 *
 * A file of truth: `{ "commit": "…", "doors": [{ "method": "GET", "path": "/akten/:id", "verdict": "sign-in only" }] }`;
 * methods in upper case or ALL, paths with the prefixes of all routers, parameters as `:name`; verdicts as in
 * `server/report/doors.schema.json`, `open` where nobody is asked who they are.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const PROGRAM = join(HERE, '..', '..', '..', 'dist', 'fachlint.js');
const EXPECTED = { found: 0.95, right: 0.9, wrongOpen: 0, unknown: 0.25 };

interface Door {
  readonly method: string;
  readonly path: string;
  readonly verdict: string;
  readonly missing?: string;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder that holds the checkouts.');
const total = { doors: 0, found: 0, right: 0, wrongOpen: 0, unknown: 0, unexplained: 0 };
for (const file of readdirSync(HERE).filter((name) => name.endsWith('.json'))) {
  const name = file.replace(/\.json$/, '');
  const root = join(resolve(folder), name);
  if (!existsSync(root)) {
    console.log(`${name}: no checkout, left out`);
    continue;
  }
  const truth = JSON.parse(readFileSync(join(HERE, file), 'utf8')) as { readonly doors: readonly Door[] };
  const output = execFileSync(process.execPath, [PROGRAM, 'doors', root, '--format', 'json', '--lang', 'en'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const shown = (JSON.parse(output) as { readonly doors: readonly Door[] }).doors;
  console.log(`${name}: ${String(truth.doors.length)} doors, ${String(shown.length)} shown`);
  for (const door of truth.doors) {
    total.doors++;
    // Of several that may be meant, the one that says most of the path.
    const [found] = shown
      .filter((each) => isSame(each, door))
      .sort((a, b) => shapeOf(b.path).length - shapeOf(a.path).length);
    if (!found) {
      console.log(`  missed   ${door.method} ${door.path}`);
      continue;
    }
    total.found++;
    if (found.verdict === 'unknown') total.unknown++;
    if (found.verdict === 'unknown' && (found.missing ?? '') === '') total.unexplained++;
    if (found.verdict === door.verdict) total.right++;
    else {
      if (found.verdict === 'open') total.wrongOpen++;
      console.log(`  ${found.verdict} instead of ${door.verdict}   ${door.method} ${door.path}`);
    }
  }
}
const found = total.found / Math.max(1, total.doors);
const right = total.right / Math.max(1, total.found - total.unknown);
const unknown = total.unknown / Math.max(1, total.found);
console.log(
  `${percent(found)} of ${String(total.doors)} doors found, ${percent(right)} of the verdicts right, ` +
    `${String(total.wrongOpen)} wrongly open, ${percent(unknown)} unknown`,
);
const isGood =
  found >= EXPECTED.found &&
  right >= EXPECTED.right &&
  total.wrongOpen <= EXPECTED.wrongOpen &&
  unknown <= EXPECTED.unknown &&
  total.unexplained === 0;
if (total.doors > 0 && !isGood) process.exitCode = 1;

/** The same method, or any; the same path but for the names of parameters, with a part that cannot be seen as any prefix. */
function isSame(shown: Door, door: Door): boolean {
  const isMethod = shown.method === door.method || shown.method === 'ALL' || door.method === 'ALL';
  const [one, other] = [shapeOf(shown.path), shapeOf(door.path)];
  return isMethod && (one === other || (one.startsWith('/…') && other.endsWith(one.slice('/…'.length))));
}

function shapeOf(path: string): string {
  const shape = path.replace(/\{[^}]*\}|:\w+(?:\([^)]*\))?[?*+]?|\[[^\]]*\]/g, ':').toLowerCase();
  return shape.length > 1 ? shape.replace(/\/$/, '') : shape;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
