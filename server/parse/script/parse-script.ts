/** Text of a script → TSESTree, with the engine that is at hand; broken files give the tree that can be recovered. */
import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/types';
import type { ScriptEngine } from '../../model/analysis.ts';
import type { ScriptDocument } from '../../model/document.ts';
import type { Notice } from '../../model/file-facts.ts';
import type { Source } from '../../model/source.ts';
import { dialectOf, type ScriptDialect, type ScriptTree } from './engine.ts';
import { isShallowEnough } from './nesting.ts';
import { normalise } from './normalise.ts';
import { loadOxc, parseWithOxc } from './oxc-engine.ts';
import { loadTypeScript, parseWithTypeScript } from './typescript-engine.ts';

/** Never throws: what a parser throws becomes a notice and an empty program. */
export async function parseScript(
  source: Source,
  engine: ScriptEngine = 'oxc',
  dialect = dialectOf(source.path),
): Promise<ScriptDocument> {
  const path = source.path;
  try {
    const tree = await treeOf(source, engine, dialect);
    const { program, comments, firstError } = tree;
    const tooDeep = [...tree.tooDeep, ...normalise(program, source.text)].sort((a, b) => a.start - b.start);
    const notices: Notice[] = [];
    if (firstError) notices.push({ path, reason: 'syntax-error', range: firstError });
    for (const range of tooDeep) notices.push({ path, reason: 'parser-failed', range, detail: 'nested too deep' });
    return { kind: 'script', source, program, comments, notices };
  } catch (error) {
    // Only the name: the message of a parser may quote the file, and the file may hold secrets.
    const detail = error instanceof RangeError ? 'nested too deep' : error instanceof Error ? error.name : 'unknown';
    const notices: Notice[] = [{ path, reason: 'parser-failed', detail }];
    return { kind: 'script', source, program: emptyProgram(), comments: [], notices };
  }
}

async function treeOf(source: Source, engine: ScriptEngine, dialect: ScriptDialect): Promise<ScriptTree> {
  // Both parsers know a hashbang only at offset 0; behind a byte order mark it becomes a comment of the same length.
  const hidden = source.text.startsWith('\uFEFF#!');
  const text = hidden ? `///${source.text.slice(3)}` : source.text;
  const fast = engine === 'oxc' ? await tryOxc(text, dialect) : undefined;
  const tree = fast ?? parseWithTypeScript(await loadTypeScript(), text, dialect);
  return hidden ? { ...tree, comments: tree.comments.slice(1) } : tree;
}

async function tryOxc(text: string, dialect: ScriptDialect): Promise<ScriptTree | undefined> {
  if (!isShallowEnough(text)) return undefined;
  const oxc = await loadOxc();
  return oxc && parseWithOxc(oxc, text, dialect);
}

function emptyProgram(): TSESTree.Program {
  return { type: AST_NODE_TYPES.Program, body: [], range: [0, 0], sourceType: 'module' } as unknown as TSESTree.Program;
}
