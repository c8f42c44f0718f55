/** Compares a text with a committed file; `UPDATE_FIXTURES=1` writes the file anew. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @param name path below `test/fixtures/` */
export function assertFixture(name: string, actual: string): void {
  const file = fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
  if (process.env['UPDATE_FIXTURES'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
  }
  assert.equal(actual, readFileSync(file, 'utf8').replaceAll('\r\n', '\n'), `differs from test/fixtures/${name}`);
}
