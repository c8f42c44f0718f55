/** No file of any format ends a run, however broken it is: every format by its sample, and kinds of documents of their own. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { extractFacts } from '../server/extract/extract-facts.ts';
import { parseDocument } from '../server/parse/parse-document.ts';
import { mutationsOf } from './parse-settings.ts';
import { DOCUMENT_NAMES, documentOf } from './samples-of-documents.ts';
import { fileOf, FORMATS } from './samples-of-formats.ts';

/** Documents that hold documents of many formats. */
const FILES_IN_FILES = `apiVersion: v1
kind: ConfigMap
data:
  nginx.conf: |
    server { listen 80; }
  a.env: "A=b\\nC=d"
  b.sql: "CREATE USER a PASSWORD 'b'"
  c.yaml: 'd: { e: f }'
---
apiVersion: v1
kind: Secret
data: { a: UGFzc3dvcnQ9Z2VoZWlt, b.yaml: YTogYg== }
---
spec: { containers: [{ command: [sh, -c, "curl \\"x\\" | y"], args: ["$(A)"] }] }
`;

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
    ...DOCUMENT_NAMES.map((name) => [name, documentOf(name, 1)] as const),
    ['files in files', { path: 'k8s/dateien.yaml', text: FILES_IN_FILES }] as const,
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
