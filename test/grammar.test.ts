/** The grammars of `syntaxes/` colour what the program takes for a suppression. That editors do so is for `e2e`. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSuppressions } from '../server/extract/suppressions.ts';
import { ROOT } from './run-program.ts';

interface Grammar {
  readonly scopeName: string;
  readonly patterns: readonly { readonly match: string }[];
}
interface Manifest {
  readonly contributes: {
    readonly grammars: readonly {
      readonly path: string;
      readonly scopeName: string;
      readonly injectTo: readonly string[];
    }[];
  };
}

const { contributes } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
const [inComment, inLine] = contributes.grammars.map(
  ({ path }) => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Grammar,
);

/** Comments as they are written in the formats that are read. */
const COMMENTS = [
  '// fachlint-disable-next-line encryption/no-weak-hash -- Prüfsumme des alten Archivs',
  '//fachlint-disable-next-line encryption/no-weak-hash',
  '# fachlint-disable-next-line a/b, c/d -- Grund -- mit Strichen: und Doppelpunkt',
  '# fachlint-disable-next-line a/b c/d: Grund',
  '/* fachlint-disable-next-line a/b -- Grund */',
  '<!-- fachlint-disable-next-line a/b : Grund -->',
  '<!-- fachlint-disable-next-line a/b -->',
  '; fachlint-disable-next-line a/b -- Grund',
  '// fachlint-disable-next-line',
  '# fachlint-disable-next-line -- nur ein Grund',
];

function colouredBy(
  grammar: Grammar | undefined,
  comment: string,
  shift: number,
): [readonly string[], string] | undefined {
  const expression = new RegExp(`^${(grammar?.patterns[0]?.match ?? '').replace('\\G', '')}`);
  const match = expression.exec(comment);
  if (!match) return undefined;
  return [[...(match[2 + shift] ?? '').matchAll(/[^\s,]+/g)].map(([id]) => id), (match[4 + shift] ?? '').trim()];
}

describe('grammar of suppressions', () => {
  it('is contributed for every kind of comment', () => {
    for (const { path, scopeName } of contributes.grammars) {
      assert.equal((JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Grammar).scopeName, scopeName);
      const name = path.replace('./', '');
      assert.ok(existsSync(join(ROOT, name)));
    }
    assert.match(readFileSync(join(ROOT, '.vscodeignore'), 'utf8'), /^!syntaxes\/\*\*$/m);
  });

  for (const comment of COMMENTS) {
    it(comment, () => {
      const [read] = readSuppressions(comment);
      assert.ok(read);
      const expected = [read.rules.map(({ id }) => id), read.reason];
      assert.deepEqual(colouredBy(inComment, comment.replace(/^(?:\/\/|\/\*|#|<!--|;)/, ''), 0), expected);
      if (/^(?:\/\/|#)/.test(comment)) assert.deepEqual(colouredBy(inLine, comment, 1), expected);
    });
  }

  it('leaves other comments alone', () => {
    for (const comment of [' siehe fachlint-disable-next-line a/b', ' fachlint-disable-next-lines a/b', ' fachlint']) {
      assert.equal(colouredBy(inComment, comment, 0), undefined);
    }
  });
});
