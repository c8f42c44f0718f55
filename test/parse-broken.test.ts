/** No file of any format ends a run, however broken it is: every format by its sample, and kinds of documents of their own. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { extractFacts } from '../server/extract/extract-facts.ts';
import { parseDocument } from '../server/parse/parse-document.ts';
import { mutationsOf } from './parse-settings.ts';
import { fileOf, FORMATS } from './samples-of-formats.ts';

/** Documents whose reader is shared with others, or that hold documents. */
const KINDS: Readonly<Record<string, string>> = {
  'etc/sshd_config': 'Port 22\nPermitRootLogin no # ja\nMatch User amt\n  PasswordAuthentication yes\n  Ciphers a,b\n',
  'my.cnf': '[client]\nuser=amt\npassword="x y"\n!includedir /etc\n[mysqld]\nskip-ssl\nssl_ca = /a # b\n',
  '.npmrc': '//a.example/:_authToken=${TOKEN}\nstrict-ssl=false\n; b\nca[]="c"\n',
  'keycloak.conf': 'db-password=x\nhttp-enabled=true # y\nhostname=${HOST:amt}\n',
  'postgresql.conf': "ssl = off # a\nlisten_addresses = '*'\ninclude_dir 'b'\n",
  'compose.yaml':
    'services:\n  db: &a\n    image: x\n    environment: [ "A=b", C ]\n    command: ["sh", "-c", "curl -k \\"$A\\""]\n    labels:\n      - traefik.http.routers.a.tls=true\n  e: { <<: *a, env_file: [.env] }\n',
  'k8s/dateien.yaml':
    'apiVersion: v1\nkind: ConfigMap\ndata:\n  nginx.conf: |\n    server { listen 80; }\n  a.env: "A=b\\nC=d"\n  b.sql: "CREATE USER a PASSWORD \'b\'"\n---\napiVersion: v1\nkind: Secret\ndata: { a: UGFzc3dvcnQ9Z2VoZWlt, b.yaml: YTogYg== }\n',
  'chart/templates/a.yaml':
    '{{- if .Values.a }}\napiVersion: v1\nkind: Secret\nstringData:\n  {{ .b }}: {{ .Values.c | quote }}\n{{- end }}\n',
  '.gitlab-ci.yml':
    'a:\n  variables: { B: c }\n  script:\n    - curl -k x\n    - |\n      D=e f\n      g <<H\n      i\n      H\n',
  'realm.json':
    '{ "realm": "a", "enabled": true, "clients": [{ "clientId": "b", "secret": "${C:-d}", "attributes": { "e": "true" } }] }',
  'dienst.wsdl':
    '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:s="urn:x"><service name="a"><s:address location="http://b"/></service><!-- c --></definitions>',
  'group_vars/all.yml': 'a: "{{ b }}"\nc: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  66\nd: { e: f }\n',
  'README.md': '# A\n`ghp_abc`\n```sh\ncurl -u a:b https://c\n```\n<!-- d -->\nhttps://e:f@g\n',
};

/** Beginnings and ends of what formats know, halves of characters, and what nobody expects. */
const PIECES = fc.constantFrom(
  ...[
    '',
    '"',
    "'",
    '`',
    '\\',
    '\n',
    '\r\n',
    '\t',
    '\0',
    '\uD800',
    '\uFEFF',
    '#',
    '//',
    '/*',
    '<!--',
    ';',
    ':',
    '=',
    ',',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '</',
    '{{',
    '}}',
    '{%',
    '${',
    '$(',
    '$$',
    '<<E\n',
    '"""',
    "'''",
    '&a ',
    '*a',
  ],
  ...[
    '- ',
    '|',
    '---\n',
    '@@id([',
    'model x {\n',
    'sh """',
    'OPTIONS (',
    'machine ',
    '<script>',
    '{#if ',
    '@if (',
    '\\\n',
  ],
);

describe('broken files', () => {
  const samples = [
    ...FORMATS().map((format) => [format, fileOf(format, 1)] as const),
    ...Object.entries(KINDS).map(([path, text]) => [path, { path, text }] as const),
  ];
  for (const [name, { path, text }] of samples) {
    it(`of ${name} are read as far as they go`, async () => {
      await fc.assert(
        fc.asyncProperty(mutationsOf(text, PIECES), async (broken) => {
          const document = await parseDocument({ path, text: broken, kind: 'main', stage: 'unknown' });
          const { facts, notices, suppressions } = await extractFacts(document);
          const failed = [...document.notices, ...notices].filter(({ reason }) => reason === 'parser-failed');
          assert.ok(
            failed.every(({ detail }) => detail === 'nested too deep'),
            JSON.stringify(failed),
          );
          for (const { range, kind } of [...facts, ...suppressions.map((each) => ({ ...each, kind: 'suppression' }))])
            assert.ok(range.start >= 0 && range.start <= range.end && range.end <= broken.length, kind);
        }),
        { numRuns: 500, seed: 20_261_124 },
      );
    });
  }
});
