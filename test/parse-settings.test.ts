/** JSON and `.env`: every value with its exact place, whatever state the file is in; formats and placeholders. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatOf } from '../server/classify/format-of.ts';
import { extractFacts } from '../server/extract/extract-facts.ts';
import { readInterpolation } from '../server/parse/interpolation.ts';
import { parseDocument } from '../server/parse/parse-document.ts';
import { firstNotice, leaves, parseSettings, read, spell } from './parse-settings.ts';

describe('parse: formats', () => {
  const EXPECTED: Readonly<Record<string, string | undefined>> = {
    'src/a.ts': 'script',
    'a.d.mts': 'script',
    'A.JSX': 'script',
    'tsconfig.build.json': 'json',
    'amt.code-workspace': 'json',
    '.babelrc': 'json',
    'a.jsonc': 'json',
    'deploy/values.yml': 'yaml',
    'k8s.yaml': 'yaml',
    '.env': 'dotenv',
    'config/.env.production': 'dotenv',
    'db.env': 'dotenv',
    'conf/application.properties': 'properties',
    'pom.xml': 'xml',
    'env.example': 'dotenv',
    'environment.txt': undefined,
    'netlify.toml': 'toml',
    'nginx.conf': 'nginx',
    '.npmrc': 'ini',
    'db/postgresql.conf': 'words',
    'deploy/nginx.conf.template': 'nginx',
    'README.md': undefined,
    '.envrc': 'shell',
    'betrieb/sicherung.sh': 'shell',
    'bau/Dockerfile.prod': 'dockerfile',
    'api.dockerfile': 'dockerfile',
    Containerfile: 'dockerfile',
    entrypoint: undefined,
  };
  for (const [path, format] of Object.entries(EXPECTED)) {
    it(`${path} is ${format ?? 'text'}`, () => {
      assert.equal(formatOf(path), format);
    });
  }

  it('knows nginx by what is said', () => {
    assert.equal(formatOf('conf.d/portal.conf', 'server {\n}'), 'nginx');
    assert.equal(formatOf('sites-enabled/portal', 'proxy_pass http://a;'), 'nginx');
    assert.equal(formatOf('caddy.conf', 'portal.de {\n  reverse_proxy a:80\n}'), undefined);
  });

  it('knows inventories and variables of Ansible without an ending', () => {
    assert.equal(formatOf('inventories/hosts', '[web]\nweb1 ansible_user=technik'), 'ini');
    assert.equal(formatOf('etc/hosts', '127.0.0.1 localhost'), undefined);
    assert.equal(formatOf('group_vars/alle', 'amt: Bau'), 'yaml');
  });

  it('leaves alone what is encrypted as a whole', () => {
    assert.equal(formatOf('group_vars/tresor.yml', '$ANSIBLE_VAULT;1.1;AES256\n66'), undefined);
    assert.equal(formatOf('geheim.yaml', 'age-encryption.org/v1\n'), undefined);
  });

  it('looks at the first line of files without an ending', () => {
    assert.equal(formatOf('bin/entrypoint', '#!/usr/bin/env bash\nset -e'), 'shell');
    assert.equal(formatOf('bin/entrypoint', '#!/usr/bin/env node\n'), undefined);
  });

  it('looks into .eslintrc', () => {
    assert.equal(formatOf('.eslintrc', '\uFEFF // k\n{}'), 'json');
    assert.equal(formatOf('.eslintrc', '{ "root": true }'), 'json');
    assert.equal(formatOf('.eslintrc', 'root: true'), 'yaml');
  });

  it('names a binary file', async () => {
    const document = await parseDocument({ path: 'a.ts', text: 'PK\0\u0003', kind: 'main', stage: 'unknown' });
    assert.equal(document.kind, 'text');
    assert.deepEqual(document.notices, [{ path: 'a.ts', reason: 'binary' }]);
  });
});

describe('parse: interpolation', () => {
  const EXPECTED: readonly (readonly [string, string])[] = [
    ['geheim', '"geheim"'],
    ['', '""'],
    ['${DB_PASSWORD}', '$DB_PASSWORD'],
    ['$DB_PASSWORD', '$DB_PASSWORD'],
    ['%DB_PASSWORD%', '$DB_PASSWORD'],
    ['$(DB_PASSWORD)', '$DB_PASSWORD'],
    ['$(cat geheim)', '?'],
    ['${A:-b}', '$A|"b"'],
    ['${A-b}', '$A|"b"'],
    ['${A:-}', '$A|""'],
    ['${A:?fehlt}', '$A'],
    ['${A:+b}', '$A'],
    ['${A:-${B:-c}}', '$A|$B|"c"'],
    ['${A:-x${B}y}', '$A|"x" + $B + "y"'],
    ['${spring.db.password:geheim}', '$spring.db.password|"geheim"'],
    ['${my-app.port:80}', '$my-app.port|"80"'],
    ['${env:HOME}', '$env:HOME'],
    ['${{ secrets.TOKEN }}', '$secrets.TOKEN'],
    ["${{ secrets.TOKEN || 'abc' }}", '$secrets.TOKEN|"abc"'],
    ['{{ .Values.password }}', '$.Values.password'],
    ['{{ .Values.password | default "x" | quote }}', '$.Values.password|"x"'],
    ['{{ default "x" .Values.password }}', '$.Values.password|"x"'],
    ['{{ .Values.password | b64enc }}', '?'],
    ['{{ include "name" . }}', '?'],
    ['postgres://u:${PW}@$HOST/db', '"postgres://u:" + $PW + "@" + $HOST + "/db"'],
    ['Sommer$Amt2024', '"Sommer$Amt2024"'],
    ['$$A', '"$$A"'],
    ['\\$A', '"\\\\$A"'],
    ['$2b$10$abc', '"$2b$10$abc"'],
    ['50%C3%BC', '"50%C3%BC"'],
    ['${offen', '"${offen"'],
    ['${}', '?'],
  ];
  for (const [text, spelled] of EXPECTED) {
    it(`${text || 'nothing'} is ${spelled}`, () => {
      assert.equal(spell(readInterpolation(text, { start: 0, end: text.length })), spelled);
    });
  }

  it('gives every part its own range, and the whole one where escapes blur it', () => {
    const text = 'x: a${B:-c}d';
    const value = readInterpolation('a${B:-c}d', { start: 3, end: 12 });
    assert.equal(value.kind, 'composed');
    const texts = value.parts.map((part) => text.slice(part.range?.start, part.range?.end));
    assert.deepEqual(texts, ['a', '${B:-c}', 'd']);
    const blurred = readInterpolation('a"${B}', { start: 0, end: 7 });
    assert.equal(blurred.kind, 'composed');
    assert.deepEqual(blurred.parts[1]?.range, { start: 0, end: 7 });
  });
});

describe('parse: JSON', () => {
  it('gives values and their places', async () => {
    const text =
      '\uFEFF{\r\n  // Kommentar\r\n  "straße": "x\\"y 😀",\r\n  "b": [1, -1.5e3, true, null, { "c": "${D:-e}" },],\r\n}';
    assert.deepEqual(await read('a.json', text), [
      'straße = "x\\"y 😀" «x\\"y 😀» ‹"straße": "x\\"y 😀"›',
      'b/0 = 1 «1» ‹1›',
      'b/1 = -1500 «-1.5e3» ‹-1.5e3›',
      'b/2 = true «true» ‹true›',
      'b/3 = null «null» ‹null›',
      'b/4/c = $D|"e" «${D:-e}» ‹"c": "${D:-e}"›',
    ]);
    assert.deepEqual((await parseSettings('a.json', text)).notices, []);
    const [root] = (await parseSettings('a.json', text)).roots;
    assert.equal(root?.children?.[1]?.list, true);
  });

  it('reads on where a file is broken', async () => {
    const text = '{ "a": , "b": 1\n "c": "offen\n, "d": 2 ';
    assert.deepEqual(await read('a.json', text), [
      'a = ? «» ‹"a": ›',
      'b = 1 «1» ‹"b": 1›',
      'c = "offen" «offen» ‹"c": "offen›',
      'd = 2 «2» ‹"d": 2›',
    ]);
    assert.equal(await firstNotice('a.json', text), 'syntax-error «,»');
    assert.deepEqual(await read('a.json', ''), []);
  });
});

describe('parse: .env', () => {
  it('gives values and their places', async () => {
    const text = [
      '\uFEFF# Kopf',
      'export export=1',
      'A = eins # Kommentar',
      'B=abc#def',
      'C="mit \\"x\\" # kein ${D}" # doch',
      "E='zwei\r\nzeilen $F'",
      'G=`h`',
      'I=',
      'J: k',
      'L=${M:-n}',
      'PASSTHROUGH',
      'O=#leer',
    ].join('\r\n');
    assert.deepEqual(await read('.env', text), [
      'export = "1" «1» ‹export=1›',
      'A = "eins" «eins» ‹A = eins›',
      'B = "abc#def" «abc#def» ‹B=abc#def›',
      'C = "mit \\"x\\" # kein " + $D «mit \\"x\\" # kein ${D}» ‹C="mit \\"x\\" # kein ${D}"›',
      'E = "zwei\\r\\nzeilen $F" «zwei\r\nzeilen $F» ‹E=\'zwei\r\nzeilen $F\'›',
      'G = "h" «h» ‹G=`h`›',
      'I = "" «» ‹I=›',
      'J = "k" «k» ‹J: k›',
      'L = $M|"n" «${M:-n}» ‹L=${M:-n}›',
      'PASSTHROUGH = $PASSTHROUGH «» ‹PASSTHROUGH›',
      'O = "" «» ‹O=›',
    ]);
    assert.deepEqual((await parseSettings('.env', text)).notices, []);
  });

  it('reads on behind an open quote and behind nonsense', async () => {
    const text = 'A="offen\nB="zu"\n%%%\nC=1';
    assert.deepEqual(await read('.env', text), [
      'A = "\\"offen" «"offen» ‹A="offen›',
      'B = "zu" «zu» ‹B="zu"›',
      'C = "1" «1» ‹C=1›',
    ]);
    assert.equal(await firstNotice('.env', text), 'syntax-error «A="offen»');
  });
});

describe('parse: hostile settings', () => {
  const SAMPLES: readonly (readonly [string, string])[] = [
    ['a.json', '{ "a": [1, { "b": "x${Y:-z}" }], // k\n "c": "\\u00e4", "d": null }'],
    [
      'a.yaml',
      'a: &b\n  - c: "d"\n    e: {{ .f }}\n  - |\n    g\nh:\n  <<: *b\n  i: !vault x\n---\n? j\n: [k, {l: m}]\n',
    ],
    ['a.nginx', 'a "b;" c;\nserver { # d\n  location ~ x{2} { proxy_set_header E "f ${G}" always; }\n}\nh \'i\';\n'],
    ['a.ini', '[a]\nb = "c" ; d\ne: f\n  g\n[h]\ni\nj=%(k)s ${L:-m}\n'],
    ['redis.conf', '# a\nb c\nd "e"\nf=g # h\n'],
    ['a.toml', 'a.b = "c"\n[d]\ne = [1, { f = \'g\' }]\n[[h.i]]\nj = """\nk"""\n[[h.i]]\nl = 1979-05-27\n'],
    [
      'Dockerfile',
      'ARG A=b\nFROM c:${A} AS d\nENV E="f g" H=i \\\n # j\n K=\'l\'\nENV M n o\nRUN --mount=p curl -k \\\n q\nRUN <<R\ns -t\nR\nCMD ["u", "-v"]\nHEALTHCHECK CMD w\nONBUILD RUN x\n',
    ],
    [
      'a.sh',
      'export A="b $C" D=${E:-f}\ng=(h \'i\')\nJ=k l -m --n="o" | sudo p -q\nr() { local s=`t`; }\nif [ "$u" ]; then sh -c \'v -w\'; fi\ncat <<X > y\nZ=1\nX\n',
    ],
    ['.env', 'export A="b\n c"\nD=${E:-f} # g\nH=\'i\'\nJ=`k`\n'],
    ['inventories/hosts', '[a]\nb.c ansible_d=e f=\'g h\' i="{{ j }}" # k\nl\n[a:vars]\nansible_m = n\n'],
    ['tasks/main.yml', '- a: b=c d="e f" g={{ h | i(\'j k\') }} l\n- m: >\n    n=o\n    p=q\n- r: { s: t=u }\n'],
  ];
  const pieces = fc.constantFrom(
    ...['', '"'],
    "'",
    '{',
    '}',
    '[',
    ']',
    ':',
    '&a ',
    '*a',
    '{{',
    '}}',
    '${',
    '\n',
    '\t',
    '\r',
    '\0',
    '\uD800',
    '<<: ',
    '- ',
    '|',
    '#',
    '!x ',
    '<<E\n',
    '$(',
    '`',
    '\\\n',
    'ONBUILD ',
  );
  for (const [path, text] of SAMPLES) {
    it(`survives mutations of ${path}`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(text.length),
          fc.nat(8),
          pieces,
          fc.nat(text.length),
          async (start, cut, piece, end) => {
            const mutated = (text.slice(0, start) + piece + text.slice(start + cut)).slice(0, Math.max(end, start));
            const document = await parseDocument({ path, text: mutated, kind: 'main', stage: 'unknown' });
            const failed = document.notices.some(
              ({ reason, detail }) => reason === 'parser-failed' && detail !== 'nested too deep',
            );
            assert.ok(!failed, JSON.stringify(document.notices));
            if (document.kind !== 'settings') return;
            await extractFacts(document);
            for (const { node } of leaves(document.roots)) {
              for (const { start: from, end: to } of [node.keyRange, node.valueRange, node.range]) {
                assert.ok(from >= 0 && from <= to && to <= mutated.length);
              }
            }
          },
        ),
        { numRuns: 500, seed: 20_240_501 },
      );
    });
  }

  const DEEP: readonly (readonly [string, string])[] = [
    ['a.json', '{"a":['],
    ['a.yaml', '['],
    ['b.yaml', '- '],
  ];
  for (const [path, opened] of DEEP) {
    it(`says that ${path} is nested too deep`, async () => {
      const { notices } = await parseSettings(path, `${opened.repeat(5000)}1`);
      assert.ok(notices.some(({ reason, detail }) => reason === 'parser-failed' && detail === 'nested too deep'));
    });
  }
});
