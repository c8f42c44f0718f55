/** Loads `fachlint.json`: every mistake is named with its place, in German and in English. */
import { lstat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import { DEFAULT_CONFIGURATION } from '../model/configuration.ts';
import type { Configuration, RuleSetting } from '../model/configuration.ts';
import type { Language } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import { Lines } from '../model/source.ts';
import { messagesOfProblem, messagesOfSyntaxError, TEXTS } from './configuration-messages.ts';
import { CONFIGURATION_FILE } from './find-files.ts';
import { globTest } from '../classify/glob.ts';
import type { PathTest } from '../classify/glob.ts';
import { readText } from './read-text.ts';

/** One mistake in a configuration file; `line` and `column` are one-based, both 1 where the file itself is the trouble. */
export interface ConfigurationError {
  /** As it is to be shown: relative to the root, or as the user gave it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** One sentence each, without the place. */
  readonly messages: Readonly<Record<Language, string>>;
}

/** Where a value of the configuration stands; line and column are one-based. */
export interface ConfigurationPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface LoadedConfiguration {
  /** The defaults where there is no file or where it has errors. */
  readonly configuration: Configuration;
  readonly errors: readonly ConfigurationError[];
  /** The place of the value behind keys and list positions; not there where no file was read without errors. */
  readonly placeOf?: (path: readonly (string | number)[]) => ConfigurationPlace | undefined;
}

/**
 * Reads `fachlint.json` in `root`, or `file` (absolute), which has to exist then. A `fachlint.json` that is a symbolic
 * link is refused: it could lie outside of the inspected project.
 */
export async function loadConfiguration(
  root: string,
  rules: readonly Rule[],
  file?: string,
): Promise<LoadedConfiguration> {
  const path = file ?? join(root, CONFIGURATION_FILE);
  const name = file === undefined || dirname(file) === root ? basename(path) : path;
  const stats = await lstat(path).catch(() => undefined);
  if (!stats) return file === undefined ? withoutErrors(DEFAULT_CONFIGURATION) : withErrors([at(name, TEXTS.missing)]);
  if (stats.isSymbolicLink() && file === undefined) return withErrors([at(name, TEXTS.link)]);
  const read = await readText(path);
  if (typeof read === 'string') return withErrors([at(name, TEXTS.unreadable)]);
  return parseConfiguration(read.text, name, rules);
}

/** The configuration of a workspace: one that is given, a file that is named, or `fachlint.json` in the root. */
export async function configurationOf({
  root,
  configuration,
  configurationFile,
  rules,
}: {
  readonly root: string;
  readonly configuration?: Configuration | undefined;
  readonly configurationFile?: string | undefined;
  readonly rules: readonly Rule[];
}): Promise<LoadedConfiguration> {
  return configuration ? { configuration, errors: [] } : loadConfiguration(root, rules, configurationFile);
}

/** @param file name to be shown in errors */
export async function parseConfiguration(
  text: string,
  file: string,
  rules: readonly Rule[],
): Promise<LoadedConfiguration> {
  const lines = new Lines(text);
  const errorAt = (offset: number, messages: ConfigurationError['messages']): ConfigurationError => {
    const { line, character } = lines.positionAt(offset);
    return { file, line: line + 1, column: character + 1, messages };
  };
  const syntax: ParseError[] = [];
  let tree: Node | undefined;
  try {
    tree = parseTree(text, syntax, { allowTrailingComma: true, disallowComments: false });
  } catch {
    // The parser is recursive: the only way to make it throw is to nest brackets by the thousand.
    return withErrors([errorAt(0, TEXTS.tooDeep)]);
  }
  if (!tree) return withErrors([errorAt(0, TEXTS.empty)]);
  if (syntax.length > 0) {
    const errors = syntax.map(({ error, offset }) => errorAt(offset, messagesOfSyntaxError(error)));
    // What follows in the same line mostly follows from it.
    return withErrors(errors.filter(({ line }, at) => errors.findIndex((other) => other.line === line) === at));
  }
  const root = tree;
  const doubles = doubleKeys(root).map((key) => errorAt(key.offset, TEXTS.double(String(key.value))));

  // Loaded here because most projects have no configuration and the library costs a twentieth of a second.
  const { configurationSchemaOf, keysAt } = await import('./configuration-schema.ts');
  const schema = configurationSchemaOf(rules);
  const result = schema.safeParse(getNodeValue(root));
  const problems = (result.error?.issues ?? []).flatMap((problem) => {
    const { node, isMissing } = nodeAt(root, problem.path);
    if (problem.code === 'unrecognized_keys') {
      const known = keysAt(schema, problem.path);
      return problem.keys.map((key) =>
        errorAt(keyNode(node, key)?.offset ?? node.offset, messagesOfProblem(problem, { key, known })),
      );
    }
    // Where the key itself is wrong, it is the key that has to be shown.
    const place = problem.code === 'invalid_key' ? (node.parent?.children?.[0] ?? node) : node;
    return [errorAt(place.offset, messagesOfProblem(problem, { isMissing, value: node.value }))];
  });
  const errors = [...doubles, ...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  if (errors.length > 0 || !result.success) return withErrors(errors);

  const {
    include = [],
    exclude = [],
    rules: settings = {},
    overrides = [],
    guards = {},
    registers = {},
    kinds = {},
    confirmDecisions = false,
    gate = {},
    readiness = {},
    vertrauensniveau,
    language,
  } = result.data;
  const placeOf: LoadedConfiguration['placeOf'] = (path) => {
    const node = findNodeAtLocation(root, [...path]);
    if (!node) return undefined;
    const { line, character } = lines.positionAt(node.offset);
    return { file, line: line + 1, column: character + 1 };
  };
  const configuration = {
    include,
    exclude,
    rules: withoutUndefined(settings),
    overrides: overrides.map((override) => ({ files: override.files, rules: withoutUndefined(override.rules) })),
    guards,
    registers: { gateways: registers.gateways ?? [], clients: registers.clients ?? [] },
    kinds,
    confirmDecisions,
    gate: { ...gate, categories: withoutUndefined(gate.categories ?? {}) },
    readiness: withoutUndefined(readiness),
    ...(vertrauensniveau ? { vertrauensniveau } : {}),
    ...(language ? { language } : {}),
  };
  return { configuration, errors: [], placeOf };
}

const overrideTests = new WeakMap<Configuration['overrides'], readonly PathTest[]>();

/** What the configuration says about a rule in a file; undefined where it says nothing. The last matching override wins. */
export function ruleSettingFor(
  configuration: Pick<Configuration, 'rules' | 'overrides'>,
  rule: string,
  path: string,
): RuleSetting | undefined {
  const override = overrideFor(configuration, rule, path);
  return override === undefined ? configuration.rules[rule] : configuration.overrides[override]?.rules[rule];
}

/** The position of the override that decides about a rule in a file; undefined where none does. */
export function overrideFor(
  { overrides }: Pick<Configuration, 'overrides'>,
  rule: string,
  path: string,
): number | undefined {
  let tests = overrideTests.get(overrides);
  if (!tests) {
    tests = overrides.map(({ files }) => globTest(files));
    overrideTests.set(overrides, tests);
  }
  for (let i = overrides.length - 1; i >= 0; i--) {
    if (overrides[i]?.rules[rule] !== undefined && tests[i]?.(path)) return i;
  }
  return undefined;
}

/** The deepest node on the way that exists: a missing key is reported at the object that lacks it. */
function nodeAt(root: Node, path: readonly PropertyKey[]): { node: Node; isMissing: boolean } {
  for (let length = path.length; length > 0; length--) {
    const steps = path.slice(0, length).map((step) => (typeof step === 'symbol' ? String(step) : step));
    const node = findNodeAtLocation(root, steps);
    if (node) return { node, isMissing: length < path.length };
  }
  return { node: root, isMissing: path.length > 0 };
}

function keyNode(object: Node, key: string): Node | undefined {
  return object.children?.map((property) => property.children?.[0]).find((node) => node?.value === key);
}

function doubleKeys(node: Node): Node[] {
  const children = node.children ?? [];
  const found = children.flatMap((child) => doubleKeys(child));
  if (node.type !== 'object') return found;
  const seen = new Set<unknown>();
  for (const property of children) {
    const key = property.children?.[0];
    if (!key) continue;
    if (seen.has(key.value)) found.push(key);
    seen.add(key.value);
  }
  return found;
}

function withoutUndefined<T>(record: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter((entry): entry is [string, T] => entry[1] !== undefined));
}

function at(file: string, messages: ConfigurationError['messages']): ConfigurationError {
  return { file, line: 1, column: 1, messages };
}

function withErrors(errors: readonly ConfigurationError[]): LoadedConfiguration {
  return { configuration: DEFAULT_CONFIGURATION, errors };
}

function withoutErrors(configuration: Configuration): LoadedConfiguration {
  return { configuration, errors: [] };
}
