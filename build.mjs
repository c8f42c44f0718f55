// Bundles the program, the thread that parses, and the client of VS Code into `dist/`.
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build } from 'esbuild';

const shared = {
  bundle: true,
  // Written at the end, so that a failed build leaves the last good one where it is.
  write: false,
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

await rm('dist', { recursive: true, force: true });
for (const { path, contents } of results.flatMap(({ outputFiles }) => outputFiles)) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents, { mode: path.endsWith('fachlint.js') ? 0o755 : 0o644 });
}

// Grammars that the parser of Terraform loads from beside the program.
for (const [from, to] of [
  ['web-tree-sitter', 'web-tree-sitter.wasm'],
  ['@tree-sitter-grammars/tree-sitter-hcl', 'tree-sitter-terraform.wasm'],
]) {
  await copyFile(`node_modules/${from}/${to}`, `dist/${to}`);
}
