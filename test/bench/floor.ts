/** What no linter with these parsers can be faster than: all files read, the scripts that Fachlint parses parsed, no more. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RULES } from '../../rules/index.ts';
import { loadConfiguration } from '../../server/workspace/configuration.ts';
import { findFiles } from '../../server/workspace/find-files.ts';
import { Pool } from '../../server/workspace/pool.ts';
import { Workspace } from '../../server/workspace/workspace.ts';
import { scratchFile } from './measure.ts';

const PROGRAM = fileURLToPath(new URL('floor.mjs', import.meta.url));
const SCRIPT = /\.[cm]?[jt]sx?$/;

/** The arguments that make Node do it: the program, and a file with the names of the files. */
export async function floorOf(root: string, threads: number): Promise<readonly string[]> {
  const { configuration } = await loadConfiguration(root, RULES);
  const found = await findFiles(root, configuration, []);
  const parsed = (await parsedBy(root)).filter((path) => SCRIPT.test(path));
  const [all, scripts] = [found.files, parsed].map((paths) => paths.map((path) => join(root, path)));
  const list = scratchFile('floor.json');
  writeFileSync(list, JSON.stringify({ all, parsed: scripts, threads }));
  return [PROGRAM, list];
}

/** The files that Fachlint hands to its threads. */
async function parsedBy(root: string): Promise<readonly string[]> {
  const paths: string[] = [];
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its pool below
  const { parse } = Pool.prototype;
  Pool.prototype.parse = function (source) {
    paths.push(source.path);
    return parse.call(this, source);
  };
  const workspace = await Workspace.open({ root });
  await workspace.analyse();
  await workspace.dispose();
  Pool.prototype.parse = parse;
  return paths;
}
