/** The seam between Fachlint and the parsers of TypeScript and JavaScript. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TextRange } from '../../model/text-range.ts';

export interface ScriptComment {
  readonly value: string;
  readonly range: readonly [number, number];
}

/** A tree as an engine made it, before `normalise`. */
export interface ScriptTree {
  readonly program: TSESTree.Program;
  readonly comments: readonly ScriptComment[];
  /** Where the first syntax error is, if there is one. */
  readonly firstError?: TextRange;
  /** Statements of the top level that were left out because they are nested too deep. */
  readonly tooDeep: readonly TextRange[];
}

/** What an engine has to know of a file name. */
export interface ScriptDialect {
  readonly typescript: boolean;
  readonly jsx: boolean;
  readonly declarations: boolean;
  readonly sourceType: 'module' | 'commonjs' | 'unambiguous';
}

/** JavaScript files may hold JSX under any extension; TypeScript files only under `.tsx`. */
export function dialectOf(path: string): ScriptDialect {
  const [, declarations, kind = '', language = '', jsx] = /(\.d(?:\.[^./]+)?)?\.([mc]?)([jt])s(x?)$/i.exec(path) ?? [];
  const typescript = language.toLowerCase() === 't';
  return {
    typescript,
    jsx: !typescript || jsx !== '',
    declarations: typescript && declarations !== undefined,
    sourceType: kind === '' ? 'unambiguous' : kind.toLowerCase() === 'm' ? 'module' : 'commonjs',
  };
}
