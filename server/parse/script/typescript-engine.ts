/** Reads scripts with the TypeScript compiler and typescript-eslint's converter: slower, runs everywhere, reads broken files. */
import type { TSESTreeOptions } from '@typescript-eslint/typescript-estree';
import type { TSESTree } from '@typescript-eslint/types';
import type * as TypeScript from 'typescript';
import type { TextRange } from '../../model/text-range.ts';
import type { ScriptDialect, ScriptTree } from './engine.ts';
import { MAX_DEPTH } from './normalise.ts';

type Errors = readonly { readonly start: number; readonly length: number }[];
/** A text with more errors is no script. */
const MOST_ERRORS = 100;
type Convert = (file: TypeScript.SourceFile, options: TSESTreeOptions) => TSESTree.Program;
interface Engine {
  readonly ts: typeof TypeScript;
  readonly convert: Convert;
}
let loading: Promise<Engine> | undefined;

export function loadTypeScript(): Promise<Engine> {
  loading ??= Promise.all([import('typescript'), import('@typescript-eslint/typescript-estree')]).then(
    ([typescript, estree]) => ({
      ts: exportsOf(typescript),
      // A source file instead of a text is documented for `parseAndGenerateServices` only, but taken by `parse` as well.
      convert: exportsOf(estree).parse as unknown as Convert,
    }),
  );
  return loading;
}

/** Bundled, a package written for `require` has nothing but a default export; where Node loads it, it has both. */
function exportsOf<T extends object>(module: T): T {
  return 'default' in module ? (module.default as T) : module;
}

/** Parses any text; a broken one gives the tree that the compiler recovered and the place of its first error. */
export function parseWithTypeScript({ ts, convert }: Engine, text: string, dialect: ScriptDialect): ScriptTree {
  const { typescript, jsx } = dialect;
  let file = createFile(ts, text, typescript ? (jsx ? 'script.tsx' : 'script.ts') : 'script.js');
  let errors = errorsOf(file);
  if (errors.length > 0) {
    // JSX in `.ts`, type assertions in `.tsx`, types in `.js`: the dialect that reads the file with fewer errors is meant.
    const other = createFile(ts, text, typescript && jsx ? 'script.ts' : 'script.tsx');
    const otherErrors = errorsOf(other);
    if (otherErrors.length < errors.length) [file, errors] = [other, otherErrors];
  }
  const first = errors[0];
  const tooDeep = deepStatementsOf(ts, file);
  if (tooDeep.length > 0) file = createFile(ts, blank(text, tooDeep), file.fileName);
  const program = convertRecovered({ ts, convert }, file, errors);
  const comments = (program.comments ?? []).map(({ value, range }) => ({ value, range }));
  if (first === undefined) return { program, comments, tooDeep };
  return { program, comments, tooDeep, firstError: { start: first.start, end: first.start + first.length } };
}

/**
 * Some of what the compiler recovers the converter cannot take (`Promise<` at the end of a file). Then the statements
 * that are broken are left out: the smallest around each error first, whole declarations where that is not enough.
 */
function convertRecovered({ ts, convert }: Engine, file: TypeScript.SourceFile, errors: Errors): TSESTree.Program {
  const attempts = [
    () => [],
    () => statementsAround(ts, file, errors, 'smallest'),
    () => statementsAround(ts, file, errors, 'whole'),
  ];
  let failure: unknown;
  for (const attempt of attempts) {
    const left = attempt();
    if (failure !== undefined && left.length === 0) break;
    const readable = left.length === 0 ? file : createFile(ts, blank(file.text, left), file.fileName);
    // The converter refuses a file with diagnostics, although it can convert what the compiler recovered.
    (readable as unknown as { parseDiagnostics: unknown[] }).parseDiagnostics = [];
    try {
      return convert(readable, {
        allowInvalidAST: true,
        comment: true,
        range: true,
        loc: false,
        tokens: false,
        loggerFn: false,
        filePath: file.fileName,
        suppressDeprecatedPropertyWarnings: true,
        tsconfigRootDir: '/',
      });
    } catch (error) {
      if (error instanceof RangeError) throw error;
      failure = error;
    }
  }
  throw failure;
}

function statementsAround(
  ts: typeof TypeScript,
  file: TypeScript.SourceFile,
  errors: Errors,
  size: 'smallest' | 'whole',
): readonly TextRange[] {
  const found = errors.slice(0, MOST_ERRORS).flatMap(({ start }) => {
    let around: TypeScript.Node | undefined;
    // What is missing is missed where the next word begins.
    let at = start;
    while (at > 0 && /\s/.test(file.text.charAt(at - 1))) at--;
    const visit = (node: TypeScript.Node): void => {
      if (at < node.pos || at > node.end) return;
      if (ts.isStatement(node) || ts.isClassElement(node)) around = node;
      if (size === 'smallest' || around === undefined) ts.forEachChild(node, visit);
    };
    visit(file);
    return around ? [{ start: around.getStart(file), end: around.end }] : [];
  });
  // Only the outermost of those that lie in each other, in their order.
  found.sort((one, other) => one.start - other.start || other.end - one.end);
  return found.filter((each, index) => !found.slice(0, index).some(({ end }) => end >= each.end));
}

/** The extension of the name decides the dialect. */
function createFile(ts: typeof TypeScript, text: string, name: string): TypeScript.SourceFile {
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  return ts.createSourceFile(name, text, options, true);
}

/**
 * The converter is recursive, and running out of stack inside of it may end the whole process (V8 gives up when it has
 * to compile a regular expression there). The limit is looser than that of `normalise`, which decides for both engines.
 */
function deepStatementsOf(ts: typeof TypeScript, file: TypeScript.SourceFile): readonly TextRange[] {
  return file.statements
    .filter((statement) => isDeeperThan(ts, statement, 2 * MAX_DEPTH))
    .map((statement) => ({ start: statement.getStart(file), end: statement.end }));
}

function blank(text: string, ranges: readonly TextRange[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end } of ranges) {
    pieces.push(text.slice(done, start), ' '.repeat(end - start));
    done = end;
  }
  return pieces.join('') + text.slice(done);
}

function isDeeperThan(ts: typeof TypeScript, root: TypeScript.Node, limit: number): boolean {
  const stack: [TypeScript.Node, number][] = [[root, 0]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [node, depth] = top;
    if (depth > limit) return true;
    ts.forEachChild(node, (child) => {
      stack.push([child, depth + 1]);
    });
  }
  return false;
}

/** The compiler keeps its diagnostics in a field that its types do not show. */
function errorsOf(file: TypeScript.SourceFile): Errors {
  return (file as unknown as { parseDiagnostics: readonly TypeScript.DiagnosticWithLocation[] }).parseDiagnostics;
}
