// Bundles the program, the thread that parses, and the client of VS Code into `dist/`.
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const shared = {
  bundle: true,
  // Written at the end, so that a failed build leaves the last good one where it is.
  write: false,
  metafile: true,
  platform: 'node',
  target: 'node20.19',
  // Whitespace stays where it is: a stack of a crash must name a line, and the bundle is not sent over a network.
  minifySyntax: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  logLevel: 'warning',
  // Some packages offer a UMD file as `main`, which cannot be bundled, and modules beside it.
  mainFields: ['module', 'main'],
  // Native with one package per platform, so it is installed and not bundled.
  external: ['oxc-parser'],
};

const results = [];
results.push(
  await build({
    ...shared,
    entryPoints: [
      { in: 'server/main.ts', out: 'fachlint' },
      { in: 'server/workspace/parse-thread.ts', out: 'parse-thread' },
      { in: 'server/eslint/plugin.ts', out: 'eslint' },
      { in: 'server/eslint/thread.ts', out: 'eslint-thread' },
    ].filter(({ in: file }) => existsSync(file)),
    outdir: 'dist',
    format: 'esm',
    // What a command imports when it runs (the parsers above all) becomes a file of its own, loaded when it is needed.
    splitting: true,
    chunkNames: '[name]-[hash]',
    banner: {
      // Packages written for `require` find one inside the bundle.
      js: "import { createRequire as fachlintRequire } from 'node:module';\nconst require = fachlintRequire(import.meta.url);",
    },
    define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' },
  }),
);

if (existsSync('client/extension.ts')) {
  results.push(
    await build({
      ...shared,
      entryPoints: ['client/extension.ts'],
      outfile: 'dist/extension.cjs',
      format: 'cjs',
      external: ['vscode'],
    }),
  );
}

// The page of the panel: one script that runs in the editor's browser and asks for nothing else.
results.push(
  await build({
    ...shared,
    platform: 'browser',
    target: 'es2022',
    external: [],
    minify: true,
    entryPoints: ['client/panel/view/main.tsx'],
    outfile: 'dist/panel.js',
    format: 'iife',
  }),
);

await rm('dist', { recursive: true, force: true });
for (const { path, contents } of results.flatMap(({ outputFiles }) => outputFiles)) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents, { mode: path.endsWith('fachlint.js') ? 0o755 : 0o644 });
}

// Grammars that the parser of Terraform loads from beside the program.
const grammars = [
  ['web-tree-sitter', 'web-tree-sitter.wasm'],
  ['@tree-sitter-grammars/tree-sitter-hcl', 'tree-sitter-terraform.wasm'],
];
for (const [from, to] of grammars) await copyFile(`node_modules/${from}/${to}`, `dist/${to}`);

// What an `eslint.config.ts` is told about the plugin.
await writeFile(
  'dist/eslint.d.ts',
  `import type { ESLint, Linter } from 'eslint';
declare const plugin: ESLint.Plugin & { configs: { recommended: Linter.Config } };
export default plugin;
`,
);

// Whose code is inside, with the licences that have to travel with it; the bill of materials is made from the same list.
const inside = new Set(grammars.map(([from]) => `node_modules/${from}`));
for (const output of results.flatMap(({ metafile }) => Object.values(metafile.outputs))) {
  for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
    if (folder !== undefined && bytesInOutput > 0) inside.add(folder);
  }
}
const packages = await Promise.all([...inside].sort().map(bundledPackage));
await writeFile(
  'dist/packages.json',
  `${JSON.stringify(
    packages.map(({ name, version, license }) => ({ name, version, license })),
    undefined,
    2,
  )}\n`,
);
await writeFile(
  'dist/licenses.txt',
  packages
    .map(({ name, version, license, text }) => `${name} ${version}\n${license}\n\n${text}`)
    .join(`\n${'-'.repeat(80)}\n`),
);

async function bundledPackage(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((each) => /^(?:licen[cs]e|copying)/i.test(each));
  return { name, version, license, text: file === undefined ? '' : await readFile(join(folder, file), 'utf8') };
}
