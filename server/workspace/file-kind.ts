/** Decides what a file is for and where it deploys to, by names and known folders, never by its content. */
import type { Configuration } from '../model/configuration.ts';
import type { FileKind, Stage } from '../model/source.ts';
import { globTest } from './glob.ts';
import type { PathTest } from './glob.ts';

/** Folders by their whole name, wherever they stand. */
const FOLDERS: ReadonlyMap<string, FileKind> = new Map(
  Object.entries<FileKind>({
    generated: 'generated',
    __generated__: 'generated',
    '.generated': 'generated',
    node_modules: 'generated',
    dist: 'generated',
    __tests__: 'test',
    __mocks__: 'test',
    __fixtures__: 'test',
    __snapshots__: 'test',
    e2e: 'test',
    cypress: 'test',
    fixtures: 'test',
    testdata: 'test',
    mocks: 'test',
    'test-utils': 'test',
    'integration-tests': 'test',
    'e2e-tests': 'test',
    'unit-tests': 'test',
    '.github': 'build',
    '.gitlab': 'build',
    '.circleci': 'build',
    '.husky': 'build',
    '.storybook': 'build',
  }),
);

/**
 * Folders that mean something only near the root of a project or package (`test/`, `packages/x/docs/`) or directly
 * below `src` (`src/test/`): further in, `test` is a route or an environment like any other name.
 */
const ROOT_FOLDERS: ReadonlyMap<string, FileKind> = new Map(
  Object.entries<FileKind>({
    test: 'test',
    tests: 'test',
    spec: 'test',
    docs: 'documentation',
    doc: 'documentation',
    examples: 'sample',
    example: 'sample',
    samples: 'sample',
    sample: 'sample',
  }),
);
/** `example-config/`, `beispiel-daten/`, `realm-samples/`. */
const SAMPLE_FOLDER = /^(?:example|sample|beispiel)s?-|-(?:example|sample)s?$/;
/** A root folder is at most this deep: `packages/x/test/`. */
const DEEPEST_ROOT_FOLDER = 2;
/** Below these, `test` is a part of the program or the name of an environment. */
const NOT_ABOVE_ROOT_FOLDERS: ReadonlySet<string> = new Set(
  (
    'src app lib source config configs conf deploy deployment deployments environments environment envs env k8s kubernetes ' +
    'helm charts overlays infra infrastructure terraform ansible inventories group_vars stages docker compose keycloak'
  ).split(' '),
);

/** File names, first match wins. Every expression is anchored and linear. */
const FILES: readonly (readonly [RegExp, FileKind])[] = [
  [/^(?:package-lock|npm-shrinkwrap|packages\.lock|composer\.lock)(?:\.json)?$/, 'generated'],
  [/^(?:yarn|bun|poetry|cargo|gemfile|gradle|flake|pipfile)\.lock(?:b|file)?$/, 'generated'],
  [/^(?:pnpm-lock\.yaml|gradle\.lockfile|go\.sum|\.pnp\.[cm]?js)$/, 'generated'],
  [/[.-]min\.(?:js|cjs|mjs|css)$/, 'generated'],
  [/\.(?:bundle|chunk)\.(?:js|cjs|mjs|css)$/, 'generated'],
  [/\.(?:generated|gen)\.\w+$/, 'generated'],
  [/\.d\.(?:ts|mts|cts)$/, 'generated'],
  [/(?:\.pb\.ts|_pb\.(?:js|ts)|\.js\.map|\.css\.map)$/, 'generated'],
  [/\.(?:md|mdx|markdown|adoc|asciidoc|rst)$/, 'documentation'],
  [/^(?:license|licence|copying|notice|authors|changelog|readme)(?:\.txt)?$/, 'documentation'],
  [/^\.env(?:\.\w+)?\.(?:example|template|tmpl|sample|dist|defaults|vorlage|beispiel)$/, 'sample'],
  [/^\.?env[._-](?:example|template|tmpl|sample|dist|defaults|vorlage|beispiel)$/, 'sample'],
  [/^(?:example|sample)\.env$/, 'sample'],
  [/\.(?:example|sample|dist|beispiel)(?:\.\w+)?$/, 'sample'],
  [
    /[._-](?:spec|test|e2e|e2e-spec|cy|it|stories|story|mock|mocks|fixture|fixtures)\.(?:[cm]?[jt]sx?|vue|svelte)$/,
    'test',
  ],
  [/\.stories\.mdx$/, 'test'],
  [/\.snap$/, 'test'],
  [/^(?:jest|vitest|playwright|cypress|karma|wdio|nightwatch|mocha)\.(?:config|conf|setup|workspace)\.\w+$/, 'test'],
  [/^\.(?:mocharc|nycrc)(?:\.\w+)?$/, 'test'],
  [
    /^(?:webpack|vite|rollup|esbuild|babel|postcss|tailwind|eslint|prettier|stylelint|svelte|metro|commitlint|lint-staged|tsup|rspack|rsbuild|snowpack|craco)\.(?:[\w-]+\.){0,3}[cm]?[jt]s(?:on)?$/,
    'build',
  ],
  [/^\.(?:eslintrc|babelrc|prettierrc|stylelintrc|swcrc|lintstagedrc|browserslistrc|npmrc|yarnrc)(?:\.\w+)?$/, 'build'],
  [/^(?:gulpfile|gruntfile|jakefile)(?:\.babel)?\.[cm]?[jt]s$/, 'build'],
  [/^(?:tsconfig|jsconfig)(?:[.-]\w+){0,3}\.json$/, 'build'],
  [/^(?:turbo|nx|lerna|angular|project|workspace|rush)\.json$/, 'build'],
  [
    /^(?:\.gitlab-ci|azure-pipelines|bitbucket-pipelines|\.travis|\.drone|appveyor|\.woodpecker|cloudbuild)(?:[.-]\w+){0,3}\.ya?ml$/,
    'build',
  ],
  [/^(?:jenkinsfile|makefile|rakefile|justfile|taskfile\.ya?ml)(?:\.\w+)?$/, 'build'],
];
/** Angular's `environment.test.ts` is the test system, not a test. */
const ENVIRONMENT_FILE = /^environment\.[\w-]+\.ts$/;

/** Words that name a stage, as whole words. Where a name holds several, the first table wins. */
const STAGES: readonly (readonly [Stage, ReadonlySet<string>])[] = [
  ['production', new Set(['prod', 'production', 'prd', 'live', 'produktion', 'produktiv'])],
  [
    'test',
    new Set(
      'test tests testing staging stage stg qa qs uat int integration abnahme ci preprod schulung referenz demo e2e'.split(
        ' ',
      ),
    ),
  ],
  [
    'local',
    new Set(
      'local lokal localhost dev develop development entwicklung entw ddev devcontainer vagrant override'.split(' '),
    ),
  ],
];
/** Whole folder names: in a file name (`docker-stack.yml`) the same word says something else. */
const STAGE_FOLDERS: ReadonlyMap<string, Stage> = new Map([['stack', 'local']]);
/** Not production, although the word is in it. */
const BEFORE_PRODUCTION = /(?:pre|non|not|vor)[-_. ]?(?:production|produktion|prod|prd|live)/g;
/** Pipelines serve every stage; the `ci` in their name says nothing. */
const STAGELESS_FILES = /^\.?(?:gitlab-ci|travis-ci|circleci)\b/;
const SCRIPT = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;

/** Tests of `configuration.kinds`, compiled once for each configuration. */
const compiled = new WeakMap<Configuration['kinds'], readonly (readonly [PathTest, FileKind])[]>();

/** @param path relative to the root, forward slashes */
export function kindOf(path: string, configuration: Pick<Configuration, 'kinds'>): FileKind {
  let own = compiled.get(configuration.kinds);
  if (!own) {
    own = Object.entries(configuration.kinds).map(([glob, kind]) => [globTest([glob]), kind] as const);
    compiled.set(configuration.kinds, own);
  }
  for (const [matches, kind] of own) if (matches(path)) return kind;

  const folders = path.toLowerCase().split('/');
  const name = folders.pop() ?? '';
  const byFolder = kindOfFolders(folders);
  // A lock file or bundle stays generated wherever it lies, and a test in a documentation folder stays documentation.
  const byName = kindOfName(name);
  if (byName === 'generated' || byFolder === 'generated') return 'generated';
  return byFolder ?? byName ?? 'main';
}

function kindOfName(name: string): FileKind | undefined {
  if (ENVIRONMENT_FILE.test(name)) return undefined;
  return FILES.find(([expression]) => expression.test(name))?.[1];
}

function kindOfFolders(folders: readonly string[]): FileKind | undefined {
  for (const [depth, folder] of folders.entries()) {
    const anywhere = FOLDERS.get(folder);
    if (anywhere) return anywhere;
    if (SAMPLE_FOLDER.test(folder)) return 'sample';
    const atRoot = ROOT_FOLDERS.get(folder);
    if (!atRoot) continue;
    const above = folders.slice(0, depth);
    if (above.at(-1) === 'src' && atRoot === 'test') return atRoot;
    if (depth <= DEEPEST_ROOT_FOLDER && !above.some((name) => NOT_ABOVE_ROOT_FOLDERS.has(name))) return atRoot;
  }
  return undefined;
}

/** The nearest name that says something decides: the file's own first, then its folders from the inside out. */
export function stageOf(path: string): Stage {
  const names = path.toLowerCase().split('/').reverse();
  const isScript = SCRIPT.test(names[0] ?? '');
  for (const [up, name] of names.entries()) {
    if (up === 0 && STAGELESS_FILES.test(name)) continue;
    const byFolder = up > 0 ? STAGE_FOLDERS.get(name) : undefined;
    if (byFolder) return byFolder;
    // Scripts have telling names (`live-ticker.ts`): only a part between dots or a whole folder name counts.
    const plain = name.replace(BEFORE_PRODUCTION, 'preprod');
    const words = isScript
      ? up === 0
        ? plain.split('.').slice(0, -1)
        : [plain.replace(/^\./, '')]
      : plain.split(/[^\p{L}\p{N}]+/u);
    for (const [stage, known] of STAGES) if (words.some((word) => known.has(word))) return stage;
  }
  return 'unknown';
}
