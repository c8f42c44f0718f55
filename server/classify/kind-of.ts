/** What a file is for, by names and known folders, never by its content. */
import type { Configuration } from '../model/configuration.ts';
import type { FileKind } from '../model/source.ts';
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
    testutils: 'test',
    'integration-tests': 'test',
    'e2e-tests': 'test',
    'unit-tests': 'test',
    // Source sets of Gradle.
    integrationtest: 'test',
    functionaltest: 'test',
    testfixtures: 'test',
    '.github': 'build',
    '.gitlab': 'build',
    '.circleci': 'build',
    '.husky': 'build',
    '.storybook': 'test',
    '.jest': 'test',
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
/** `playwright_tests_new/`, `cypress-e2e/`: a program for tests in the name of a folder. */
const TEST_PROGRAM_FOLDER = /(?:^|[-_.])(?:playwright|cypress|puppeteer|protractor|e2e)(?=$|[-_.])/;
/** Angular and others keep what only tests use below `testing`; elsewhere it is the name of an environment. */
const TEST_SUPPORT_FOLDER = 'testing';
const ENVIRONMENT_FOLDER =
  /^(?:config|configs|conf|deploy|deployments?|environments?|envs?|stages|infra|infrastructure)$/;
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
  [/^\.?env[._-](?:example|template|tmpl|sample|dist|defaults|vorlage|beispiel)(?:[._-][\w-]{1,40})?$/, 'sample'],
  [/^(?:example|sample)\.env$/, 'sample'],
  [/\.(?:example|sample|dist|beispiel)(?:\.\w+)?$/, 'sample'],
  [
    /[._-](?:specs?|tests?|e2e|e2e-\w+|cy|it|stories|story|mock|mocks|fixture|fixtures)\.(?:[cm]?[jt]sx?|vue|svelte)$/,
    'test',
  ],
  [/^(?:mocks?|fixtures?|test[._-]?(?:utils?|helpers?|data|setup|support|fixtures?|factory))\.[cm]?[jt]sx?$/, 'test'],
  [/^(?:mocks?|fixtures?)\.(?:sql|json|ya?ml)$/, 'test'],
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
  [/^(?:jenkinsfile|makefile|rakefile|justfile|taskfile\.ya?ml)(?:\.\w+)?$|\.jenkinsfile$/, 'build'],
];
/** Angular's `environments/environment.test.ts` is the test system, not a test. */
const ENVIRONMENT_FILE = /^environments?\/environment\.[\w-]+\.ts$/;

/** Files whose names are those of parts of a program. */
export const SCRIPT = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;

/** Tests of `configuration.kinds`, compiled once for each configuration. */
const compiled = new WeakMap<
  Configuration['kinds'],
  readonly { readonly pattern: string; readonly kind: FileKind; readonly matches: PathTest }[]
>();

/** @param path relative to the root, forward slashes */
export function kindOf(path: string, configuration: Pick<Configuration, 'kinds'>): FileKind {
  return explainKind(path, configuration).kind;
}

/** What decided: a pattern of the configuration, a folder or the name of the file; without both it is the default. */
export interface ExplainedKind {
  readonly kind: FileKind;
  readonly pattern?: string;
  readonly part?: string;
}

export function explainKind(path: string, configuration: Pick<Configuration, 'kinds'>): ExplainedKind {
  let own = compiled.get(configuration.kinds);
  if (!own) {
    own = Object.entries(configuration.kinds).map(([pattern, kind]) => ({
      pattern,
      kind,
      matches: globTest([pattern]),
    }));
    compiled.set(configuration.kinds, own);
  }
  for (const { pattern, kind, matches } of own) if (matches(path)) return { kind, pattern };

  const folders = path.toLowerCase().split('/');
  const name = folders.pop() ?? '';
  const byFolder = kindOfFolders(folders, SCRIPT.test(name));
  // A lock file or bundle stays generated wherever it lies, and a test in a documentation folder stays documentation.
  const byName = kindOfName(name, folders.at(-1));
  if (byName && (byName === 'generated' || !byFolder))
    return { kind: byName, part: path.slice(path.lastIndexOf('/') + 1) };
  return byFolder ? { ...byFolder, part: path.slice(0, byFolder.part.length) } : { kind: 'main' };
}

function kindOfName(name: string, folder = ''): FileKind | undefined {
  if (ENVIRONMENT_FILE.test(`${folder}/${name}`)) return undefined;
  return FILES.find(([expression]) => expression.test(name))?.[1];
}

function kindOfFolders(
  folders: readonly string[],
  isScript: boolean,
): { readonly kind: FileKind; readonly part: string } | undefined {
  for (const [depth, folder] of folders.entries()) {
    const part = `${folders.slice(0, depth + 1).join('/')}/`;
    const anywhere = FOLDERS.get(folder);
    if (anywhere) return { kind: anywhere, part };
    if (TEST_PROGRAM_FOLDER.test(folder)) return { kind: 'test', part };
    if (SAMPLE_FOLDER.test(folder)) return { kind: 'sample', part };
    if (isScript && folder === TEST_SUPPORT_FOLDER && !ENVIRONMENT_FOLDER.test(folders[depth - 1] ?? ''))
      return { kind: 'test', part };
    const kind = ROOT_FOLDERS.get(folder);
    if (!kind) continue;
    const above = folders.slice(0, depth);
    if (above.at(-1) === 'src' && kind === 'test') return { kind, part };
    if (depth <= DEEPEST_ROOT_FOLDER && !above.some((name) => NOT_ABOVE_ROOT_FOLDERS.has(name))) return { kind, part };
  }
  return undefined;
}
