/** XML: elements, namespaces and every value with its exact place; hostile and broken files are read as far as they go. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MarkupDocument, MarkupElement } from '../server/model/document.ts';
import type { TextRange } from '../server/model/text-range.ts';
import { extractFacts } from '../server/extract/extract-facts.ts';
import { formatOf } from '../server/classify/format-of.ts';
import { parseDocument } from '../server/parse/parse-document.ts';
import { spell } from './parse-settings.ts';

async function parseXml(text: string, path = 'amt.xml'): Promise<MarkupDocument> {
  const document = await parseDocument({ path, text, kind: 'main', stage: 'unknown' });
  assert.equal(document.kind, 'markup');
  return document;
}

function all(element: MarkupElement | undefined): MarkupElement[] {
  return element ? [element, ...element.children.flatMap(all)] : [];
}

/** `path {namespace} = value «its text»` of every text and attribute; the ranges of names are compared on the way. */
async function read(text: string): Promise<string[]> {
  const at = (range: TextRange | undefined): string => text.slice(range?.start, range?.end);
  const lines: string[] = [];
  const visit = (element: MarkupElement, above: string): void => {
    const path = `${above}/${element.name}`;
    assert.equal(at(element.nameRange).replace(/^.*:/, ''), element.name);
    assert.ok(at(element.range).startsWith(`<${at(element.nameRange)}`));
    const uri = (namespace: string): string => (namespace === '' ? '' : ` {${namespace}}`);
    for (const { name, namespace, nameRange, range, value } of element.attributes) {
      assert.equal(at(nameRange), name);
      assert.ok(at(range).startsWith(name));
      lines.push(`${path}@${name}${uri(namespace)} = ${spell(value)} «${at(value.range)}» ‹${at(range)}›`);
    }
    const { text: own } = element;
    lines.push(`${path}${uri(element.namespace)}${own ? ` = ${spell(own)} «${at(own.range)}»` : ''}`);
    for (const child of element.children) visit(child, path);
  };
  const { root } = await parseXml(text);
  if (root) visit(root, '');
  return lines;
}

async function firstNotice(text: string): Promise<string> {
  const [notice, ...others] = (await parseXml(text)).notices;
  assert.deepEqual(others, []);
  return `${notice?.reason} ${notice?.detail ?? ''}«${text.slice(notice?.range?.start, notice?.range?.end)}»`;
}

describe('parse: XML', () => {
  it('gives values and their places', async () => {
    const text = [
      '\uFEFF<?xml version="1.0" encoding="UTF-8"?>',
      '<!-- Fundbüro -->',
      '<amt ort = "Auenfeld" leer="">',
      "  <straße nr='7 &amp; 9'> Am Markt\r\n 😀 </straße>",
      '  <passwort><![CDATA[<a> & b]]></passwort>',
      '  <tuer>${TUER:-offen}<!-- nicht mehr --> &#x31;</tuer>',
      '  <kasse/>',
      '  <mix>vor <b>fett</b> nach</mix>',
      '</amt>',
    ].join('\n');
    assert.deepEqual(await read(text), [
      '/amt@ort = "Auenfeld" «Auenfeld» ‹ort = "Auenfeld"›',
      '/amt@leer = "" «» ‹leer=""›',
      '/amt',
      '/amt/straße@nr = "7 & 9" «7 &amp; 9» ‹nr=\'7 &amp; 9\'›',
      '/amt/straße = "Am Markt\\r\\n 😀" «Am Markt\r\n 😀»',
      '/amt/passwort = "<a> & b" «<a> & b»',
      '/amt/tuer = $TUER|"offen" + " 1" «${TUER:-offen}<!-- nicht mehr --> &#x31;»',
      '/amt/kasse',
      '/amt/mix',
      '/amt/mix/b = "fett" «fett»',
    ]);
    const { notices, comments } = await parseXml(text);
    assert.deepEqual(notices, []);
    assert.deepEqual(
      comments.map(([start, end]) => text.slice(start, end)),
      ['<!-- Fundbüro -->', '<!-- nicht mehr -->'],
    );
  });

  it('resolves namespaces where they are declared, and only there', async () => {
    const text = [
      '<x:a xmlns:x="urn:eins" xmlns="urn:vorgabe" x:b="1" c="2">',
      '<d xmlns=""/><x:e xmlns:x="urn:zwei"><x:f/></x:e><x:g/><y:h/><i xml:lang="de"/>',
      '</x:a>',
    ].join('');
    const { root } = await parseXml(text);
    assert.deepEqual(
      all(root).map(({ name, namespace }) => `${name} ${namespace}`),
      ['a urn:eins', 'd ', 'e urn:zwei', 'f urn:zwei', 'g urn:eins', 'h ', 'i urn:vorgabe'],
    );
    assert.deepEqual(root?.attributes.map(({ local, namespace }) => `${local} ${namespace}`).slice(2), [
      'b urn:eins',
      'c ',
    ]);
    assert.equal(all(root).at(-1)?.attributes[0]?.namespace, 'http://www.w3.org/XML/1998/namespace');
  });

  it('processes no document type definition: entities stay unknown, however they are nested', async () => {
    const lines = [...Array(50).keys()].map((n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`);
    const text = `<!DOCTYPE amt [<!ENTITY l0 "lol">\n${lines.join('\n')}\n<!ENTITY datei SYSTEM "file:///etc/passwd"><!ENTITY e "<passwort>]>x</passwort>">]>\n<amt a="&datei;">&l50; &e;</amt>`;
    assert.deepEqual(await read(text), ['/amt@a = ? «&datei;» ‹a="&datei;"›', '/amt = ? + " " + ? «&l50; &e;»']);
    assert.deepEqual((await parseXml(text)).notices, []);
    assert.deepEqual(await read('<!DOCTYPE html PUBLIC "-//W3C//DTD >" "x"><html>a</html>'), ['/html = "a" «a»']);
  });

  it('reads on where a file is broken', async () => {
    const EXPECTED: readonly (readonly [string, string, readonly string[]])[] = [
      ['<a><b>x</a>', 'syntax-error «a»', ['/a', '/a/b = "x" «x»']],
      ['<a><b>x</b></c><d>y</d></a>', 'syntax-error «c»', ['/a', '/a/b = "x" «x»', '/a/d = "y" «y»']],
      ['<a><b>x</b>', 'syntax-error «a»', ['/a', '/a/b = "x" «x»']],
      ['<a><b p="x', 'syntax-error «b»', ['/a']],
      ['<a><b>x</b', 'syntax-error «b»', ['/a', '/a/b = "x" «x»']],
      [
        '<a p="x>\n<b q="y">z</b></a>',
        'syntax-error «y"»',
        ['/a@p = ? «x>\n<b q=» ‹p="x>\n<b q="›', '/a@y" = "" «» ‹y"›', '/a = "z" «z»'],
      ],
      ['<a b=c d>x</a>', 'syntax-error «b»', ['/a@b = "c" «c» ‹b=c›', '/a@d = "" «» ‹d›', '/a = "x" «x»']],
      ['<a/><b>y</b>', 'syntax-error «b»', ['/a']],
      ['Amt <a>x</a>', 'syntax-error «Amt »', ['/a = "x" «x»']],
      ['<a>x<!-- offen', 'syntax-error «<!--»', ['/a = "x" «x»']],
      ['<a>x<![CDATA[ offen', 'syntax-error «<![CDATA[»', ['/a = "x offen" «x<![CDATA[ offen»']],
      ['nichts', 'syntax-error «nichts»', []],
      ['<', 'syntax-error «<»', []],
    ];
    for (const [text, notice, lines] of EXPECTED) {
      assert.equal(await firstNotice(text), notice, text);
      assert.deepEqual(await read(text), lines, text);
    }
  });

  it('is meant by names, and .config by its first character', () => {
    for (const path of ['pom.xml', 'a/XMeld.XSD', 'dienst.wsdl', 'App.csproj', 'web.config']) {
      assert.equal(formatOf(path, '\uFEFF <x/>'), 'xml', path);
    }
    assert.equal(formatOf('haproxy.config', 'global\n'), undefined);
    assert.equal(formatOf('wappen.svg', '<svg/>'), undefined);
  });
});

describe('parse: hostile XML', () => {
  const SAMPLE =
    '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY e "f">]>\n<a xmlns:b="urn:c" b:d="e&amp;f">\n<!-- g -->' +
    "<b:h i='j'>k${L:-m}&e;</b:h><n><![CDATA[o]]></n><p/>\n</a>\n";
  const pieces = fc.constantFrom(
    '',
    '<',
    '>',
    '</',
    '/>',
    '"',
    "'",
    '=',
    '&',
    ';',
    '<!',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '[',
    ' ',
    '\n',
    '\uD800',
    'xmlns=',
    ':',
    '<a>',
    '</a>',
  );

  it('survives mutations and truncation', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(SAMPLE.length), fc.nat(8), pieces), { minLength: 1, maxLength: 3 }),
        fc.nat(SAMPLE.length),
        async (changes, end) => {
          let mutated = SAMPLE;
          for (const [start, cut, piece] of changes)
            mutated = mutated.slice(0, start) + piece + mutated.slice(start + cut);
          mutated = mutated.slice(0, Math.max(end, changes[0]?.[0] ?? 0));
          const document = await parseXml(mutated);
          assert.ok(
            !document.notices.some(({ reason }) => reason !== 'syntax-error'),
            JSON.stringify(document.notices),
          );
          const check = ({ start, end: to }: TextRange): void => {
            assert.ok(start >= 0 && start <= to && to <= mutated.length);
          };
          for (const { nameRange, range, attributes, text } of all(document.root)) {
            [nameRange, range, ...(text ? [text.range ?? range] : [])].forEach(check);
            for (const attribute of attributes)
              [attribute.nameRange, attribute.range, attribute.value.range ?? range].forEach(check);
          }
          await extractFacts(document);
        },
      ),
      { numRuns: 500, seed: 20_261_123 },
    );
  });

  it('says that a file is nested too deep and reads the rest', async () => {
    const text = `<a>${'<b>'.repeat(50_000)}x${'</b>'.repeat(50_000)}<c>y</c></a>`;
    const { root, notices } = await parseXml(text);
    assert.deepEqual(
      notices.map(({ reason, detail }) => `${reason} ${detail}`),
      ['parser-failed nested too deep'],
    );
    assert.equal(root?.children.at(-1)?.text?.kind, 'known');
  });

  /** Each is a place where a reader could go over the rest of the file again and again. */
  const REPEATED: readonly string[] = [
    '<a>',
    '</a>',
    '<a x="',
    "<a x='<",
    '<!--',
    '<![CDATA[',
    '<!DOCTYPE [',
    '<?a',
    '&a',
    '&#',
    '<!DOCTYPE a "',
    '<a xmlns:a="b" ',
    'a:b:',
    ']]',
    '--',
    '<a x',
    '<x><!---->&y;',
    '<a/>',
    ' ',
  ];
  for (const piece of REPEATED) {
    it(`takes linear time for ${JSON.stringify(piece)} over and over`, async () => {
      // A reader of quadratic time needs minutes for this, which the limit of every test does not allow.
      const text = piece.repeat(Math.ceil(400_000 / piece.length));
      for (const each of [text, `<w>${text}</w>`]) {
        const { path } = await extractFacts(await parseXml(each));
        assert.equal(path, 'amt.xml');
      }
    });
  }

  it('reads a megabyte', async function () {
    const record =
      '<person id="4711"><name>Müller &amp; Söhne</name><strasse art="k">Lindenallee 7</strasse><leer/></person>\n';
    const text = `<personen xmlns="urn:auenfeld">\n${record.repeat(Math.ceil(1_000_000 / record.length))}</personen>`;
    const started = performance.now();
    const document = await parseXml(text);
    const parsed = performance.now();
    const { facts } = await extractFacts(document);
    assert.ok(facts.length > 20_000);
    const { test } = this;
    if (test)
      test.title += ` (${(parsed - started).toFixed(0)} ms, facts ${(performance.now() - parsed).toFixed(0)} ms)`;
  });
});
