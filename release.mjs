// Makes what is handed on, in `release/`: a package that installs without a registry on every platform, the extension,
// a bill of materials and checksums. Run it in a fresh clone after `npm ci`. `--here` makes the package and its bill for
// this platform only, from what is built, without a network.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDER = process.env.FACHLINT_RELEASE ?? 'release';
/** Platforms whose native parser travels with the package; on others the portable one is used. */
const PLATFORMS = [
  'linux-x64-gnu',
  'linux-x64-musl',
  'linux-arm64-gnu',
  'win32-x64-msvc',
  'darwin-arm64',
  'darwin-x64',
];

const read = async (file) => JSON.parse(await readFile(file, 'utf8'));
const npm = (...args) => execFileSync('npm', args, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });

const isHere = process.argv.includes('--here');
const manifest = await read('package.json');
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER);

const { optionalDependencies } = await read('node_modules/oxc-parser/package.json');
const bindings = PLATFORMS.map((platform) => `@oxc-parser/binding-${platform}`);
if (!isHere) {
  npm(
    'install',
    '--no-save',
    '--ignore-scripts',
    '--force',
    ...bindings.map((name) => `${name}@${optionalDependencies[name]}`),
  );
  npm('run', 'build');
  npm('run', 'vsix', '--', '--out', FOLDER);
}
npm('pack', '--ignore-scripts', '--pack-destination', FOLDER);

// npm lists all that is installed; only what is inside the program is part of it.
const bundled = await read('dist/packages.json');
const shipped = new Set([...bundled.map(({ name }) => name), 'oxc-parser', '@oxc-project/types', ...bindings]);
const bill = JSON.parse(npm('sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application').toString());
Object.assign(bill.metadata.component, { name: manifest.name, description: 'Linter for specialist applications' });
bill.components = bill.components
  .filter(({ name }) => shipped.has(name))
  .map((component) => ({ ...component, properties: [] }));
const known = new Set([
  bill.metadata.component['bom-ref'],
  ...bill.components.map((component) => component['bom-ref']),
]);
bill.dependencies = bill.dependencies
  .filter(({ ref }) => known.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => known.has(each)) }));
await writeFile(join(FOLDER, `fachlint-${manifest.version}.cdx.json`), `${JSON.stringify(bill, undefined, 2)}\n`);

const sums = await Promise.all(
  (await readdir(FOLDER)).sort().map(async (name) => {
    const sum = createHash('sha256')
      .update(await readFile(join(FOLDER, name)))
      .digest('hex');
    return `${sum}  ${name}\n`;
  }),
);
await writeFile(join(FOLDER, 'SHA256SUMS'), sums.join(''));
