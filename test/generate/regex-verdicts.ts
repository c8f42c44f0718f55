/**
 * What `recheck` says about every regular expression of the product. A verdict takes up to a minute in pure
 * JavaScript, so the verdicts are kept by expression in a committed file and only new ones are computed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import ts from 'typescript';

/** Verdict of `recheck`; `unknown` is a time-out and as bad as `vulnerable`. */
export type Verdict = 'safe' | 'vulnerable' | 'unknown';

/** Milliseconds that one expression may take. */
const TIME_LIMIT = 60_000;

/** Every regular expression literal in the text of a script, as it is written: `/a+/g`. The path tells whether it holds JSX. */
export function expressionsIn(text: string, path = 'any.ts'): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Every regular expression of the product, sorted, each once. */
export function expressionsOf(root: string): string[] {
  const files = globSync('{server,rules,client}/**/*.{ts,tsx,mts,js}', { cwd: root, ignore: '**/node_modules/**' });
  const found = files.flatMap((path) => expressionsIn(readFileSync(join(root, path), 'utf8'), path));
  return [...new Set(found)].sort();
}

export async function verdictOn(expression: string): Promise<Verdict> {
  // The native and the Java backend are not on every machine; the verdict must not depend on that.
  process.env['RECHECK_BACKEND'] = 'pure';
  const { checkSync } = await import('recheck');
  const end = expression.lastIndexOf('/');
  return checkSync(expression.slice(1, end), expression.slice(end + 1), { timeout: TIME_LIMIT }).status;
}

/**
 * The verdicts on all expressions as JSON. `known` is the file as it is. Without `fresh` nothing is computed and new
 * expressions stay away, so that the comparison with the file fails.
 */
export async function withVerdicts(root: string, known: string, fresh: boolean): Promise<string> {
  const before = JSON.parse(known) as Record<string, Verdict>;
  const verdicts: Record<string, Verdict> = {};
  for (const expression of expressionsOf(root)) {
    const verdict = before[expression] ?? (fresh ? await verdictOn(expression) : 'unknown');
    verdicts[expression] = verdict;
  }
  return JSON.stringify(verdicts, undefined, 2);
}
