/** `.properties`: keys as paths, every value with its exact place, whatever state the file is in. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { extractFacts } from '../server/extract/extract-facts.ts';
import { readInterpolation } from '../server/parse/interpolation.ts';
import { parseDocument } from '../server/parse/parse-document.ts';
import { assertWithin, firstNotice, leaves, mutationsOf, parseSettings, read, spell } from './parse-settings.ts';

const PATH = 'application.properties';

describe('parse: .properties', () => {
  it('gives values and their places', async () => {
    const text = [
      '\uFEFF# Bürgerbüro',
      '! auch ein Kommentar = 1',
      '',
      '  amt.name = Rathaus  ',
      'amt.tuer:offen',
      'amt.haus Auenfeld = Mitte',
      'amt.leer',
      'amt.nichts=',
      'amt.weg = C:\\\\ablage\\\\neu \\#1',
      'amt.lang = eins \\',
      '    zwei',
      'amt.ort\\:kurz\\ = AU',
      'passwort=${DB_PASSWORT:Linde=7}',
      'url=jdbc:${TREIBER}://x',
      'farbe=\\u00fcber\\u0020alles',
      'amt.name=doppelt',
      'straße=Am Markt',
      'rand=Blank\\ ',
    ].join('\r\n');
    assert.deepEqual((await parseSettings(PATH, text)).notices, []);
    // Keys with escapes differ from what is written, so they are compared below.
    assert.deepEqual(await read(PATH, text.replace('\\:kurz\\ ', '_kurz ')), [
      'amt/name = "Rathaus" «Rathaus» ‹amt.name = Rathaus›',
      'amt/name = "doppelt" «doppelt» ‹amt.name=doppelt›',
      'amt/tuer = "offen" «offen» ‹amt.tuer:offen›',
      'amt/haus = "Auenfeld = Mitte" «Auenfeld = Mitte» ‹amt.haus Auenfeld = Mitte›',
      'amt/leer = "" «» ‹amt.leer›',
      'amt/nichts = "" «» ‹amt.nichts=›',
      'amt/weg = "C:\\\\ablage\\\\neu #1" «C:\\\\ablage\\\\neu \\#1» ‹amt.weg = C:\\\\ablage\\\\neu \\#1›',
      'amt/lang = "eins zwei" «eins \\\r\n    zwei» ‹amt.lang = eins \\\r\n    zwei›',
      'amt/ort_kurz = "AU" «AU» ‹amt.ort_kurz = AU›',
      'passwort = $DB_PASSWORT|"Linde=7" «${DB_PASSWORT:Linde=7}» ‹passwort=${DB_PASSWORT:Linde=7}›',
      'url = "jdbc:" + $TREIBER + "://x" «jdbc:${TREIBER}://x» ‹url=jdbc:${TREIBER}://x›',
      'farbe = "über alles" «\\u00fcber\\u0020alles» ‹farbe=\\u00fcber\\u0020alles›',
      'straße = "Am Markt" «Am Markt» ‹straße=Am Markt›',
      'rand = "Blank " «Blank\\ » ‹rand=Blank\\ ›',
    ]);
    const keys = leaves((await parseSettings(PATH, text)).roots).map(({ path, node }) => [
      path,
      text.slice(node.keyRange.start, node.keyRange.end),
    ]);
    assert.deepEqual(
      keys.find(([path]) => path?.includes(':')),
      ['amt/ort:kurz ', 'ort\\:kurz\\ '],
    );
  });

  it('splits keys at dots and indices', async () => {
    const EXPECTED: Readonly<Record<string, readonly string[]>> = {
      'a.b.c': ['a/b/c'],
      'a[0].b': ['a/0/b'],
      'a[b.c]': ['a/b.c'],
      'a\\.b': ['a.b'],
      'a..b.': ['a/b'],
      'a[0': ['a[0'],
      '.': [],
      'x=1\nx.y': ['x', 'x/y'],
    };
    for (const [key, paths] of Object.entries(EXPECTED)) {
      assert.deepEqual(await factKeys(`${key} = 1`), paths, key);
    }
  });

  it('names what Java refuses', async () => {
    assert.equal(await firstNotice(PATH, 'a=1\nweg=C:\\\\x\\users\\u12\nb=2'), 'syntax-error «\\u»');
    assert.deepEqual((await parseSettings(PATH, 'weg=C:\\\\users')).notices, []);
  });

  it('knows the placeholders of Java and its build tools, and that a dollar alone is none', () => {
    const EXPECTED: Readonly<Record<string, string>> = {
      $ecret123: '"$ecret123"',
      Sommer$$24: '"Sommer$$24"',
      '${A:b}': '$A|"b"',
      '${a.b:${C:d}}': '$a.b|$C|"d"',
      '${env:A:-b}': '$env:A|"b"',
      '${env.A}': '$env.A',
      '#{systemProperties.x}': '?',
      '@db.passwort@': '$db.passwort',
      'amt@auenfeld.example': '"amt@auenfeld.example"',
      'u:p@host@x': '"u:p@host@x"',
      '{{ vault_passwort }}': '?',
    };
    for (const [text, spelled] of Object.entries(EXPECTED)) {
      assert.equal(spell(readInterpolation(text, { start: 0, end: text.length }, 'java')), spelled, text);
    }
  });
});

async function factKeys(text: string): Promise<string[]> {
  const { facts } = await extractFacts(await parseSettings(PATH, text));
  return facts.flatMap((fact) => (fact.kind === 'setting' ? fact.key.join('/') : []));
}

describe('parse: hostile .properties', () => {
  const SAMPLE = '# a\nb.c[0] = ${D:e}\\\n  f\n\\u00e4\\ g:h\r\ni j\n\nk=\\\\\n';
  const pieces = fc.constantFrom(
    '',
    '\\',
    '\\u',
    '\\\r\n',
    '=',
    ':',
    '.',
    '[',
    ']',
    '${',
    '}',
    '\n',
    '\r',
    '\t',
    '#',
    '\uD800',
    ' ',
  );

  it('survives mutations and truncation', async () => {
    await fc.assert(
      fc.asyncProperty(mutationsOf(SAMPLE, pieces), (text) => assertWithin(PATH, text)),
      { numRuns: 500, seed: 20_261_123 },
    );
  });

  for (const piece of ['a.', '\\', '[', 'a[0]', '\\u', '${', '=', 'a=\\\n', 'x\\\r\n ', ' ', 'a.b=${c:', '@a']) {
    it(`takes linear time for ${JSON.stringify(piece)} over and over`, async () => {
      // A reader of quadratic time needs minutes for this, which the limit of every test does not allow.
      const text = piece.repeat(Math.ceil(400_000 / piece.length));
      for (const each of [text, `k=${text}`]) {
        const document = await parseDocument({ path: PATH, text: each, kind: 'main', stage: 'unknown' });
        assert.equal(document.kind, 'settings');
        await extractFacts(document);
      }
    });
  }

  it('reads a megabyte', async function () {
    const text = Array.from(
      { length: 20_000 },
      (_, n) => `dienst.melde${n}.zeit.limit${n % 7} = Rathaus ${n} am Markt`,
    ).join('\n');
    const started = performance.now();
    const document = await parseSettings(PATH, text);
    const { test } = this;
    if (test) test.title += ` (${(performance.now() - started).toFixed(0)} ms)`;
    assert.equal(leaves(document.roots).length, 20_000);
  });
});
