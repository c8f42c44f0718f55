/**
 * The table of imports. Who may import whom is written once in LAYERS; everything else follows from it.
 * `exportsFields` and `conditionNames` are needed: without them packages with an `exports` map go unresolved and unchecked.
 */

/** Folder → the folders it may import from, besides itself and `server/model`. */
const LAYERS = {
  'server/model': [],
  'server/classify': ['rules/catalog'],
  'server/parse': ['server/classify'],
  'server/extract': ['server/classify', 'rules/catalog'],
  'server/link': ['rules/catalog'],
  'server/judge': [],
  'server/inventory': ['rules/catalog', 'rules/norms'],
  'server/report': ['rules/norms'],
  'server/workspace': ['server/classify', 'server/parse', 'server/extract', 'server/link', 'server/judge', 'rules'],
  'server/review': ['server/workspace', 'server/report', 'server/inventory', 'server/judge', 'rules'],
  'server/cli': [
    'server/workspace',
    'server/report',
    'server/inventory',
    'server/review',
    'server/lsp',
    'server/version.ts',
    'rules',
  ],
  'server/lsp': [
    'server/classify',
    'server/workspace',
    'server/judge',
    'server/report',
    'server/review',
    'server/version.ts',
    'rules',
  ],
  'rules/catalog': [],
  'rules/norms': [],
  rules: ['rules/catalog'],
  'client/panel/view': ['client/panel', 'server/report'],
  client: [],
};

/** Package → the only folder (or files) that may import it. */
const HOMES = {
  typescript: '^(server/parse/script|test)/',
  '@typescript-eslint/typescript-estree': '^(server/parse/script|test)/',
  'oxc-parser': '^(server/parse/script|test)/',
  yaml: '^(server/parse|test)/',
  'jsonc-parser': '^(server/(parse|workspace)|test)/',
  'dot-properties': '^(server/parse|test)/',
  htmlparser2: '^(server/parse|test)/',
  'toml-eslint-parser': '^(server/parse|test)/',
  unbash: '^(server/parse|test)/',
  'web-tree-sitter': '^(server/parse|test)/',
  '@tree-sitter-grammars/tree-sitter-hcl': '^(server/parse|test|build)',
  '@vue/compiler-dom': '^(server/parse|test)/',
  '@angular/compiler': '^(server/parse|test)/',
  svelte: '^(server/parse|test)/',
  zod: '^(server/workspace|test)/',
  ignore: '^(server/workspace|test)/',
  tinyglobby: '^(server/workspace|test)/',
  minimatch: '^(server/classify|test)/',
  commander: '^(server/cli/|server/main\\.ts$|test/)',
  'vscode-languageserver': '^(server/lsp|test)/',
  'vscode-languageserver-protocol': '^(server/lsp|client|test)/',
  'vscode-languageserver-textdocument': '^(server/lsp|test)/',
  'vscode-languageclient': '^client/',
  '@secretlint/core': '^(server/extract/text|test)/',
  '@secretlint/profiler': '^(server/extract/text|test)/',
  '@secretlint/secretlint-rule-preset-recommend': '^(server/extract/text|test)/',
  preact: '^(server/report/page|client/panel/view|test)/',
  'preact-render-to-string': '^(server/report/page|test)/',
  vscode: '^(client|test/e2e)/',
};

/** Folders whose code may touch disk, threads and processes. */
const MAY_TOUCH_THE_WORLD = [
  '^(server/(workspace|cli|lsp|eslint|review)/|server/main\\.ts$|client/|test/)',
  // Asks for the size of its thread's stack and starts nothing.
  '^server/parse/script/nesting\\.ts$',
];

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const folders = Object.keys(LAYERS);

const layerRules = folders.map((folder) => {
  const inner = folders.filter((other) => other.startsWith(`${folder}/`));
  const allowed = [folder, 'server/model', ...LAYERS[folder]];
  return {
    name: `imports-of-${folder.replace('/', '-')}`,
    comment: `${folder} may import ${allowed.join(', ')}, and packages. See the table in .dependency-cruiser.cjs.`,
    severity: 'error',
    from: {
      path: `^${folder}/`,
      ...(inner.length > 0 && { pathNot: inner.map((other) => `^${other}/`) }),
    },
    to: { path: '^(server|client|rules|test|build)', pathNot: allowed.map((other) => `^${escape(other)}(/|$)`) },
  };
});

const homeRules = Object.entries(HOMES).map(([name, home]) => ({
  name: `home-of-${name}`,
  comment: `The package ${name} is imported in one place only: ${home}`,
  severity: 'error',
  from: { path: '^(server|client|rules|test)/', pathNot: home },
  to: { path: `(^|/)node_modules/${escape(name)}(/|$)|^${escape(name)}$` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    ...homeRules,
    {
      name: 'no-cycle',
      comment: 'No import cycles, type imports included.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Every import can be resolved; an unresolvable one would go unchecked.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
    {
      name: 'listed-dependency',
      comment: 'Only packages of package.json are imported.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'steps-touch-nothing',
      comment: 'Only workspace, cli, lsp, main, the client and the tests touch disk, threads, network or processes.',
      severity: 'error',
      from: { path: '^(server|rules)/', pathNot: MAY_TOUCH_THE_WORLD },
      to: {
        path: '^(node:)?(fs|fs/promises|worker_threads|child_process|net|http|https|http2|dgram|dns|tls|os|process|cluster|inspector|repl|vm)$',
        dependencyTypes: ['core'],
      },
    },
    {
      name: 'not-to-test',
      comment: 'The product imports nothing of its tests.',
      severity: 'error',
      from: { path: '^(server|client|rules)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|test/fixtures)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    parser: 'tsc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
    builtInModules: { add: [] },
  },
};
