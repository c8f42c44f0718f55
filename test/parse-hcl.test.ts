/** Terraform: values in their exact places, whatever state the file is in. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assertWithin, leaves, mutationsOf, parseSettings, read } from './parse-settings.ts';

const PATH = 'betrieb/portal.tf';

describe('parse: Terraform', () => {
  it('gives values and their places', async () => {
    const text =
      '\uFEFFresource "a" "b" {\r\n  c = "x\\"y 😀 $${d}"\r\n  e = -1.5 # f\r\n  g = [true, null, { h : upper("i") }]\r\n}\r\nj = ""\n';
    assert.deepEqual(await read(PATH, text), [
      'resource/a/b/c = "x\\"y 😀 ${d}" «x\\"y 😀 $${d}» ‹c = "x\\"y 😀 $${d}"›',
      'resource/a/b/e = -1.5 «-1.5» ‹e = -1.5›',
      'resource/a/b/g/0 = true «true» ‹true›',
      'resource/a/b/g/1 = null «null» ‹null›',
      'resource/a/b/g/2/h = ? «upper("i")» ‹h : upper("i")›',
      'j = "" «» ‹j = ""›',
    ]);
    assert.deepEqual((await parseSettings(PATH, text)).notices, []);
  });

  it('keeps what stands between the parts of a text', async () => {
    assert.deepEqual(await read(PATH, 'a = " x ${b} ${c} y "\nd = <<E\n f\n ${g}\nE\n'), [
      'a = " x " + ? + " " + ? + " y " « x ${b} ${c} y » ‹a = " x ${b} ${c} y "›',
      'd = " f\\n " + ? « f\n ${g}» ‹d = <<E\n f\n ${g}\nE›',
    ]);
  });

  it('reads on where a file is broken', async () => {
    const text = 'a = "b"\nresource "c" "d" {\n  e = \n  f = "g"\n';
    const { notices, roots } = await parseSettings(PATH, text);
    assert.equal(notices[0]?.reason, 'syntax-error');
    assert.ok(leaves(roots).some(({ path }) => path === 'a'));
  });

  it('is open where blocks are made by a loop', async () => {
    const { roots } = await parseSettings(
      PATH,
      'resource "a" "b" {\n  dynamic "env" {\n    for_each = var.x\n  }\n}\n',
    );
    assert.equal(roots[0]?.children?.[0]?.children?.[0]?.children?.[0]?.open, true);
  });

  const SAMPLE =
    'a "b" "c" {\n  d = "e${f.g}h" # i\n  j = { k = [1, "l"], "m" : <<-E\n    n\n    E\n  }\n}\no = p ? "q" : r("s")\n';
  const pieces = fc.constantFrom(
    '',
    '"',
    '${',
    '}',
    '{',
    '[',
    ']',
    '=',
    '<<E\n',
    '\\',
    '\n',
    '/*',
    '#',
    '\uD800',
    '%{',
    '(',
  );

  it('survives mutations and truncation', async () => {
    await fc.assert(
      fc.asyncProperty(mutationsOf(SAMPLE, pieces), (text) => assertWithin(PATH, text)),
      { numRuns: 500, seed: 20_261_124 },
    );
  });

  for (const [name, text] of [
    ['lists in lists', `a = ${'['.repeat(20_000)}`],
    ['objects in objects', `a = ${'{ b = '.repeat(5000)}1${' }'.repeat(5000)}`],
    ['blocks in blocks', 'a {\n'.repeat(5000)],
    ['brackets around brackets', `a = ${'('.repeat(5000)}1${')'.repeat(5000)}`],
    ['templates in templates', `a = ${'"${'.repeat(5000)}`],
    ['broken lines', '"a" = = }\n'.repeat(5000)],
  ] as const) {
    it(`survives ${name}`, async () => {
      const { notices } = await parseSettings(PATH, text);
      assert.ok(notices.length <= 2);
    });
  }
});
