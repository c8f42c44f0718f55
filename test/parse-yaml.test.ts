/** YAML: every value with its exact place, through aliases, merge keys and templates. */
import assert from 'node:assert/strict';
import { leaves, parseSettings, read, spell } from './parse-settings.ts';

describe('parse: YAML', () => {
  it('gives values and their places', async () => {
    const text = [
      '# Ümlaut',
      'a: eins # Kommentar',
      "'b': 'it''s'",
      '"c": "x\\ty"',
      'd: [1, 0x1F, 1.5, true, yes, ~, "1", {e: f}]',
      'g: |-',
      '  zwei',
      '  zeilen',
      'h:',
      'i: a',
      '  b',
      '---',
      'j: ${K:-l}',
      '...',
    ].join('\r\n');
    assert.deepEqual(await read('a.yaml', text), [
      'a = "eins" «eins» ‹a: eins›',
      "b = \"it's\" «it''s» ‹'b': 'it''s'›",
      'c = "x\\ty" «x\\ty» ‹"c": "x\\ty"›',
      'd/0 = 1 «1» ‹1›',
      'd/1 = 31 «0x1F» ‹0x1F›',
      'd/2 = 1.5 «1.5» ‹1.5›',
      'd/3 = true «true» ‹true›',
      'd/4 = "yes" «yes» ‹yes›',
      'd/5 = null «~» ‹~›',
      'd/6 = "1" «1» ‹"1"›',
      'd/7/e = "f" «f» ‹e: f›',
      'g = "zwei\\nzeilen" «zwei\r\n  zeilen» ‹g: |-\r\n  zwei\r\n  zeilen›',
      'h = null «» ‹h:›',
      'i = "a b" «a\r\n  b» ‹i: a\r\n  b›',
      'j = $K|"l" «${K:-l}» ‹j: ${K:-l}›',
    ]);
    const { roots, notices } = await parseSettings('a.yaml', text);
    assert.equal(roots.length, 2);
    assert.deepEqual(notices, []);
    assert.deepEqual(await read('b.yaml', '\uFEFFport: 80'), ['port = 80 «80» ‹port: 80›']);
  });

  it('follows aliases and merge keys to the literal', async () => {
    const text =
      'basis: &b\n  pw: geheim\n  host: db\nx:\n  <<: *b\n  host: &h eigener\ny: *h\nz: { <<: [*b, { host: nie, port: 1 }] }\n';
    assert.deepEqual(await read('a.yaml', text), [
      'basis/pw = "geheim" «geheim» ‹pw: geheim›',
      'basis/host = "db" «db» ‹host: db›',
      'x/host = "eigener" «eigener» ‹host: &h eigener›',
      'x/pw = "geheim" «geheim» ‹pw: geheim›',
      'y = "eigener" «eigener» ‹y: *h›',
      'z/pw = "geheim" «geheim» ‹pw: geheim›',
      'z/host = "db" «db» ‹host: db›',
      'z/port = 1 «1» ‹port: 1›',
    ]);
    const { roots } = await parseSettings('a.yaml', text);
    assert.equal(roots[0]?.children?.[2]?.value?.range?.start, text.indexOf('eigener'));
  });

  it('knows nothing about own tags, and says that a map may hold more than is seen', async () => {
    const text = 'a: !vault |\n  $ANSIBLE\nb: !Sub [x]\nc: !!str 1\nd:\n  <<: *nie\n  e: 1\n';
    const document = await parseSettings('a.yaml', text);
    assert.deepEqual(
      leaves(document.roots).map(({ path, node }) => `${path} = ${spell(node.value)}`),
      ['a = ?', 'b = ?', 'c = "1"', 'd/e = 1'],
    );
    assert.deepEqual(
      document.roots[0]?.children?.map((child) => child.open ?? false),
      [false, false, false, true],
    );
  });

  it('reads the keys of a Helm template', async () => {
    const text = [
      '{{- if .Values.db.enabled }}',
      'kind: Secret',
      'metadata:',
      '  name: {{ include "x.name" . }}-db',
      '  {{ .Values.key }}: fest',
      'data:',
      '  pw: {{ .Values.pw | default "x" | quote }}',
      '  "q": "{{ .Values.q }}"',
      '  fest: geheim',
      '  {{- with .Values.env }}',
      '  {{- toYaml . | nindent 2 }}',
      '  {{- end }}',
      'type: Opaque',
      '{{- end }}',
    ].join('\n');
    assert.deepEqual(await read('templates/secret.yaml', text), [
      'kind = "Secret" «Secret» ‹kind: Secret›',
      'metadata/name = ? + "-db" «{{ include "x.name" . }}-db» ‹name: {{ include "x.name" . }}-db›',
      'metadata/{{ .Values.key }} = "fest" «fest» ‹{{ .Values.key }}: fest›',
      'data/pw = $.Values.pw|"x" «{{ .Values.pw | default "x" | quote }}» ‹pw: {{ .Values.pw | default "x" | quote }}›',
      'data/q = $.Values.q «{{ .Values.q }}» ‹"q": "{{ .Values.q }}"›',
      'data/fest = "geheim" «geheim» ‹fest: geheim›',
      'type = "Opaque" «Opaque» ‹type: Opaque›',
    ]);
    const { roots, notices } = await parseSettings('templates/secret.yaml', text);
    assert.deepEqual(notices, []);
    assert.deepEqual(
      roots[0]?.children?.map((child) => `${child.key} ${child.open ?? false}`),
      ['kind false', 'metadata false', 'data true', 'type false'],
    );
  });

  it('reads on where a file is broken', async () => {
    const text = 'a: 1\nb: [x, y\nc: 2\n';
    const document = await parseSettings('a.yaml', text);
    assert.equal(spell(leaves(document.roots)[0]?.node.value), '1');
    assert.equal(document.notices[0]?.reason, 'syntax-error');
  });

  it('stops aliases that multiply', async () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++)
      bomb.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const document = await parseSettings('a.yaml', bomb.join('\n'));
    assert.equal(document.notices[0]?.reason, 'too-large');
    assert.ok(leaves(document.roots).length < 100_000);
    const cycle = await parseSettings('a.yaml', 'a: &a\n  b: *a\n  c: 1\n');
    assert.deepEqual(
      leaves(cycle.roots).map(({ path, node }) => `${path} = ${spell(node.value)}`),
      ['a/b = ?', 'a/c = 1'],
    );
  });
});
