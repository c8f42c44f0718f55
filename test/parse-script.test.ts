/** Both engines give the same tree in the coordinates of the text, for whole, broken and hostile scripts. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { SCRIPT_ENGINES, type ScriptEngine } from '../server/model/analysis.ts';
import type { ScriptDocument } from '../server/model/document.ts';
import { parseDocument } from '../server/parse/parse-document.ts';
import { dialectOf } from '../server/parse/script/engine.ts';
import { loadOxc, parseWithOxc } from '../server/parse/script/oxc-engine.ts';

const FOLDER = join(import.meta.dirname, 'fixtures/parse');
const FIXTURES = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.[mc]?[jt]sx?$/.test(entry.name))
  .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .sort();

async function parse(path: string, text: string, engine?: ScriptEngine): Promise<ScriptDocument> {
  const document = await parseDocument({ path, text, kind: 'main', stage: 'unknown' }, engine);
  assert.equal(document.kind, 'script');
  return document;
}

interface Node {
  readonly type: string;
  readonly range: readonly [number, number];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Every node, parents first. */
function* nodesOf(value: unknown): Generator<Node & Record<string, unknown>> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  else if (isNode(value)) {
    yield value as Node & Record<string, unknown>;
    for (const child of Object.values(value)) yield* nodesOf(child);
  }
}

/** `type@start-end` with all plain fields, children below; fields in one order, what is undefined left out. */
function dump(value: unknown, indent = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => [`${indent}${index}`, ...dump(item, `${indent} `)]);
  if (typeof value === 'bigint') return [`${indent}${value}n`];
  if (typeof value !== 'object' || value === null || value instanceof RegExp)
    return [`${indent}${JSON.stringify(value)}`];
  const lines = isNode(value) ? [`${indent}${value.type}@${value.range.join('-')}`] : [];
  const fields = Object.entries(value).filter(
    ([key, field]) => field !== undefined && !['type', 'range', 'start', 'end'].includes(key),
  );
  for (const [key, field] of fields.sort(([a], [b]) => (a < b ? -1 : 1))) {
    lines.push(`${indent} .${key}`, ...dump(field instanceof RegExp ? String(field) : field, `${indent}  `));
  }
  return lines;
}

function find(
  document: ScriptDocument,
  type: string,
  test: (node: Record<string, unknown>) => boolean = () => true,
): string {
  for (const node of nodesOf(document.program)) {
    if (node.type === type && test(node)) return document.source.text.slice(...node.range);
  }
  return assert.fail(`no ${type}`);
}

describe('parse: scripts', () => {
  for (const path of FIXTURES) {
    it(`gives the same tree with both engines: ${path}`, async () => {
      const text = readFileSync(join(FOLDER, path), 'utf8');
      const [oxc, portable] = [await parse(path, text, 'oxc'), await parse(path, text, 'typescript-eslint')];
      assert.deepEqual(dump(oxc.program), dump(portable.program));
      assert.deepEqual(oxc.comments, portable.comments);
      assert.deepEqual(oxc.notices, portable.notices);
      assert.equal(oxc.notices.length > 0, path.startsWith('broken/') || path === 'types-in-js.js', 'notices');
      for (const node of nodesOf(oxc.program)) {
        const [start, end] = node.range;
        assert.ok(start >= 0 && start <= end && end <= text.length, `${node.type} lies in the text`);
        for (const absent of ['loc', 'parent', 'tokens']) assert.ok(!(absent in node), `${node.type} has no ${absent}`);
      }
    });
  }

  it('reads the fixtures with oxc itself, not with its substitute', async () => {
    const oxc = await loadOxc();
    assert.ok(oxc);
    for (const path of ['everything.ts', 'markup.tsx', 'bom-crlf.ts', 'hashbang.mjs', 'types.d.cts']) {
      assert.ok(parseWithOxc(oxc, readFileSync(join(FOLDER, path), 'utf8'), dialectOf(path)), path);
    }
  });

  for (const engine of SCRIPT_ENGINES) {
    it(`counts from the beginning of the text, byte order mark and wide characters included (${engine})`, async () => {
      const text = '\uFEFF/* 😀 */ const straße = "München 🏛️"; // ß\r\nf(straße);';
      const document = await parse('a.ts', text, engine);
      assert.equal(find(document, 'Literal'), '"München 🏛️"');
      assert.equal(find(document, 'CallExpression'), 'f(straße)');
      assert.deepEqual(
        document.comments.map(({ value, range }) => [value, text.slice(...range)]),
        [
          [' 😀 ', '/* 😀 */'],
          [' ß', '// ß'],
        ],
      );
    });

    it(`leaves out only what cannot be recovered, as while typing (${engine})`, async () => {
      const text = 'class A {\n  a = f();\n  async b(): Promise<\n}\ng(1);\nexport async function c(): Promise<';
      const document = await parse('a.ts', text, engine);
      const calls = [...nodesOf(document.program)].filter(({ type }) => type === 'CallExpression');
      assert.deepEqual(
        calls.map(({ range }) => text.slice(...range)),
        ['f()', 'g(1)'],
      );
      assert.deepEqual(
        document.notices.map(({ reason }) => reason),
        ['syntax-error'],
      );
    });

    it(`gives a full tree for a broken file and says where it breaks (${engine})`, async () => {
      const text = readFileSync(join(FOLDER, 'broken/missing-brace.ts'), 'utf8');
      const document = await parse('src/db.ts', text, engine);
      assert.equal(
        find(document, 'Property', (node) => (node['key'] as { name?: string }).name === 'password'),
        'password: "geheim"',
      );
      assert.equal(find(document, 'ImportDeclaration'), 'import { Pool } from "pg";');
      assert.match(find(document, 'NewExpression'), /^new Pool\(/);
      const [notice, ...others] = document.notices;
      assert.equal(notice?.reason, 'syntax-error');
      assert.equal(text.slice(notice.range?.start, notice.range?.end), ';');
      assert.deepEqual(others, []);
    });

    it(`goes on behind a half-typed statement (${engine})`, async () => {
      const text = readFileSync(join(FOLDER, 'broken/half-typed.js'), 'utf8');
      const document = await parse('src/halb.js', text, engine);
      assert.equal(
        find(document, 'FunctionDeclaration'),
        text.slice(text.indexOf('function'), text.lastIndexOf('const') - 1),
      );
      assert.equal(
        find(document, 'VariableDeclarator', (node) => (node['id'] as { name?: string }).name === 'c'),
        'c = 2',
      );
    });

    it(`reads JSX in .ts and types in .js (${engine})`, async () => {
      const markup = await parse('a.ts', readFileSync(join(FOLDER, 'jsx-in-ts.ts'), 'utf8'), engine);
      assert.equal(find(markup, 'JSXText'), 'Grüß Gott');
      const types = await parse('a.js', 'const pool: Pool = neu() as Pool;', engine);
      assert.equal(find(types, 'TSTypeAnnotation'), ': Pool');
      assert.deepEqual(types.notices, []);
    });

    it(`leaves out what is nested too deep, and only that (${engine})`, async () => {
      const deep = `${'['.repeat(600)}1${']'.repeat(600)};`;
      const text = `const vor = 1;\n${deep}\nconst nach = 2;`;
      const document = await parse('a.ts', text, engine);
      assert.deepEqual(
        document.notices.map(({ reason, detail }) => [reason, detail]),
        [['parser-failed', 'nested too deep']],
      );
      const range = document.notices[0]?.range;
      if (range) assert.equal(text.slice(range.start, range.end), deep);
    });

    it(`survives mutated fixtures (${engine})`, async function () {
      this.timeout(60_000);
      const texts = FIXTURES.map((path) => [path, readFileSync(join(FOLDER, path), 'utf8')] as const);
      const pieces = fc.constantFrom(
        '',
        '(',
        ')',
        '{',
        '}',
        '`',
        '${',
        '"',
        '/',
        '<',
        '>',
        '@',
        '\\',
        '\u2028',
        '\uD800',
        'class',
        '=>',
        '#',
      );
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...texts),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.nat(40),
          pieces,
          async ([path, text], at, cut, piece) => {
            const start = Math.floor(at * text.length);
            const mutated = text.slice(0, start) + piece + (cut === 40 ? '' : text.slice(start + cut));
            const document = await parse(path, mutated, engine);
            for (const { range } of nodesOf(document.program))
              assert.ok(range[0] <= range[1] && range[1] <= mutated.length);
          },
        ),
        { numRuns: 200, seed: 20_240_501 },
      );
    });
  }

  it('ends no process, however deep a text is nested', function () {
    this.timeout(60_000);
    const program = `
      import { Worker, isMainThread, workerData } from 'node:worker_threads';
      const { parseDocument } = await import(${JSON.stringify(new URL('../server/parse/parse-document.ts', import.meta.url).href)});
      for (const piece of ['(', '[', '!', 'a=>', 'a?b:', 'a=', 'if(a)', 'if(a);else ', '\`\${', '<a>', 'f(\`\\\\x41\${', 'a+', 'a.b(', 'keyof ', '{a:']) {
        for (const count of [1000, 3000, 30000]) {
          for (const engine of ['oxc', 'typescript-eslint']) {
            const text = (piece === 'keyof ' ? 'type A = ' : '') + piece.repeat(count) + 'a';
            await parseDocument({ path: 'a.tsx', text, kind: 'main', stage: 'unknown' }, engine);
          }
        }
      }
      for (const path of ['a.json', 'a.yaml', '.env']) {
        for (const piece of ['[', '{"a":', '- ', '{a: ', '? ', '"', '\${', '{{']) {
          await parseDocument({ path, text: piece.repeat(30000), kind: 'main', stage: 'unknown' });
        }
      }
      console.log('alive');
    `;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      { encoding: 'utf8' },
    );
    assert.equal(stdout, 'alive\n', stderr);
  });
});
