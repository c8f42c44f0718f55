/** Reads scripts with oxc: native and fast, but without a tree as soon as there is a syntax error. */
import type { TSESTree } from '@typescript-eslint/types';
import type * as OxcParser from 'oxc-parser';
import type { ScriptDialect, ScriptTree } from './engine.ts';

type Oxc = Pick<typeof OxcParser, 'parseSync'>;
let loading: Promise<Oxc | undefined> | undefined;

/** Undefined where the native binding of the platform cannot be loaded. */
export function loadOxc(): Promise<Oxc | undefined> {
  loading ??= import('oxc-parser').then(
    (oxc) => oxc,
    () => undefined,
  );
  return loading;
}

/** The tree, or undefined where oxc found an error. Ranges count from the text as given, a BOM included. */
export function parseWithOxc(oxc: Oxc, text: string, dialect: ScriptDialect): ScriptTree | undefined {
  const extension = dialect.typescript ? 'ts' : 'js';
  const result = oxc.parseSync(`script.${extension}`, text, {
    lang: dialect.declarations ? 'dts' : dialect.jsx ? `${extension}x` : extension,
    sourceType: dialect.sourceType,
    astType: 'ts',
    range: true,
    preserveParens: false,
  });
  if (result.errors.length > 0) return undefined;
  return {
    program: result.program as unknown as TSESTree.Program,
    comments: result.comments.map(({ value, start, end }) => ({ value, range: [start, end] })),
    tooDeep: [],
  };
}
