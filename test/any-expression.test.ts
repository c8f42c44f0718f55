/** The quick way to look for hundreds of expressions finds exactly what each of them finds. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { RULES } from '../rules/index.ts';
import { TOKEN_TRIGGERS } from '../rules/catalog/provider-tokens.ts';
import { anyExpression } from '../server/extract/text/any-expression.ts';
import { beginningsOf } from '../server/extract/text/expression-beginnings.ts';

/** Texts with the expressions of which one matches in them, or none. */
const CASES: readonly (readonly [RegExp, matching: readonly string[], other: readonly string[]])[] = [
  [/pw/, ['pw', 'ein pw', 'pw1'], ['p', 'PW', 'p w']],
  [/bürgerkonto|ausweis/i, ['BÜRGERKONTO', 'mein Bürgerkonto'], ['Burgerkonto']],
  [/(?:melde|einwohner)?[-_ ]?register/i, ['Melderegister', 'x register', 'Einwohner_Register'], ['Meldung']],
  [/^a|b$/, ['ab', 'xb', 'a'], ['xax', '']],
  [/\d{2,3}:[a-f]/, ['12:a', 'x123:f'], ['1:a', '12:g']],
  [/[^a-z](?:sak|rdn)[^a-z]/, ['(sak)', ' rdn '], ['sak)', 'sake', '(sakx']],
  [/(?<=\/)amt(?!s)/, ['/amt', '/amtx'], ['amt', '/amts']],
  [/x*y/, ['y', 'xxxxy'], ['x']],
  [/a{3}b?|[]|\.\*/, ['aaa', '.*'], ['aa', '..']],
  [/(?<jahr>\d)\k<jahr>/, ['11'], ['12']],
  [/\p{Lu}amt/u, ['Bamt'], ['bamt']],
];

describe('any of many expressions', () => {
  const expressions = CASES.map(([expression]) => expression);

  for (const [expression, matching, other] of CASES) {
    it(String(expression), () => {
      const test = anyExpression([expression]);
      for (const text of matching) assert.ok(expression.test(text) && test(text), text);
      for (const text of other) assert.ok(!expression.test(text) && !test(text), text);
    });
  }

  it('in any text the same as one after the other', () => {
    const test = anyExpression(expressions);
    const pieces = CASES.flatMap(([, matching, other]) => [...matching, ...other]).flatMap((text) => [
      ...Array.from(text),
      text,
    ]);
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 6 }), (parts) => {
        const text = parts.join('');
        assert.equal(
          test(text),
          expressions.some((expression) => expression.test(text)),
        );
      }),
    );
  });

  it('in every line of the fixtures, for the expressions of the rules', () => {
    const ours = [...RULES.flatMap(({ words }) => words).filter((word) => typeof word !== 'string'), ...TOKEN_TRIGGERS];
    const test = anyExpression(ours);
    const folder = fileURLToPath(new URL('fixtures/rules', import.meta.url));
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const lines = new Set(
      files.flatMap(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8').split('\n')),
    );
    assert.ok(lines.size > 1000);
    for (const line of lines) {
      assert.equal(
        test(line),
        ours.some((expression) => expression.test(line)),
        line,
      );
    }
  });

  it('is quick for all expressions of the rules', () => {
    const ours = RULES.flatMap(({ words }) => words).filter((word) => typeof word !== 'string');
    const slow = ours.filter(({ source }) => !beginningsOf(new RegExp(source, 'i')));
    assert.deepEqual(slow, []);
  });
});
