/** Documents inside of values: commands, files, Secrets in Base64; every range is one of the file. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { extractFacts } from '../server/extract/extract-facts.ts';
import type { CommandFact, SettingFact } from '../server/model/facts.ts';
import { stageAt, type FileFacts } from '../server/model/file-facts.ts';
import { parseDocument } from '../server/parse/parse-document.ts';
import { describeValue } from './describe-fact.ts';
import { mutationsOf } from './parse-settings.ts';

async function factsOf(path: string, text: string): Promise<FileFacts> {
  return extractFacts(await parseDocument({ path, text, kind: 'main', stage: 'unknown' }));
}

/** `format key = value «text at its place» (stage)` of the settings of other formats than the file's. */
async function settingsIn(path: string, text: string): Promise<string[]> {
  const file = await factsOf(path, text);
  const { facts } = file;
  const inner = facts.filter(
    (fact): fact is SettingFact =>
      fact.kind === 'setting' && (fact.format !== formatIn(facts) || fact.document !== typeOf(facts)),
  );
  return inner.map(({ format, key, value, range }) => {
    const stage = stageAt(file, range.start);
    const written = text.slice(value.range?.start, value.range?.end);
    return `${format} ${key.join('.')} = ${describeValue(value)} «${written}»${stage === 'unknown' ? '' : ` (${stage})`}`;
  });
}

function formatIn(facts: FileFacts['facts']): string {
  return facts.find((fact) => fact.kind === 'setting')?.format ?? '';
}

function typeOf(facts: FileFacts['facts']): string {
  return facts.find((fact) => fact.kind === 'setting')?.document ?? '';
}

/** `program «argument» …` */
async function commandsIn(path: string, text: string): Promise<string[]> {
  const { facts } = await factsOf(path, text);
  const commands = facts.filter((fact): fact is CommandFact => fact.kind === 'command' && !fact.isStarted);
  return commands.map(({ program, programRange, arguments: given }) => {
    assert.equal(text.slice(programRange.start, programRange.end).split('/').at(-1), program);
    return [program, ...given.map(({ range }) => `«${text.slice(range.start, range.end)}»`)].join(' ');
  });
}

const lines = (...all: readonly string[]): string => all.join('\n');

describe('documents inside of values', () => {
  it('are read in the format that their key names, in every spelling of YAML', async () => {
    const text = lines(
      'kind: ConfigMap',
      'apiVersion: v1',
      'data:',
      '  a.properties: |',
      '',
      '    db.user=amt',
      '      db.password = Torhaus',
      '  b.env: >-',
      '    A=1',
      '',
      '    B="Markt 2"',
      '  c.json: "{\\n\\"pass\\\\u0077ort\\": \\"Tor\\\\\\"haus\\"}"',
      "  d.yaml: 'a:",
      '',
      "    b: Markt''s'",
      '  e-prod.env: "A=1\\nB=2"',
      '  f.txt: |',
      '    A=1',
    );
    assert.deepEqual(await settingsIn('k8s.yaml', text), [
      "properties db.user = 'amt' «amt»",
      "properties db.password = 'Torhaus' «Torhaus»",
      "dotenv A = '1' «1»",
      "dotenv B = 'Markt 2' «Markt 2»",
      'json passwort = \'Tor"haus\' «Tor\\\\\\"haus»',
      'yaml a = null «»',
      "yaml b = 'Markt\\'s' «Markt''s»",
      "dotenv A = '1' «1» (production)",
      "dotenv B = '2' «2» (production)",
    ]);
  });

  it('are read where an entry beside the content names the file', async () => {
    const text = 'write_files:\n  - path: /etc/amt/app.properties\n    content: |\n      a=b\n';
    assert.deepEqual(await settingsIn('cloud-init.yaml', text), ["properties a = 'b' «b»"]);
  });

  it('are commands in pipelines', async () => {
    const gitlab = lines(
      'bau:',
      '  script:',
      '    - make all',
      '    - |',
      '      curl -k \\',
      '        https://a',
      '    - &tief [ "echo $X", [ go build ] ]',
      '    - !reference [.a, script]',
    );
    assert.deepEqual(await commandsIn('.gitlab-ci.yml', gitlab), [
      'make «all»',
      'curl «-k» «https://a»',
      'echo «$X»',
      'go «build»',
    ]);
    const github = lines(
      'jobs:',
      '  a:',
      '    steps:',
      '      - run: make ${{ inputs.ziel }} all',
      '      - { shell: pwsh, run: Get-Item }',
      '      - { uses: actions/github-script@v7, with: { script: "return 1" } }',
    );
    assert.deepEqual(await commandsIn('.github/workflows/a.yml', github), ['make «${{ inputs.ziel }}» «all»']);
  });

  it('are commands in compose, Kubernetes and package.json, word by word and as a script', async () => {
    const compose = lines(
      'services:',
      '  a:',
      '    image: b',
      '    command: [serve, "--port=80", "x \\"y\\" z"]',
      '    entrypoint: ["/bin/tini", "--"]',
      '    healthcheck: { test: [CMD-SHELL, "curl -f x || exit 1"] }',
      '  c:',
      '    image: d',
      '    command: sh -c "wget x"',
    );
    assert.deepEqual(await commandsIn('compose.yaml', compose), [
      'curl «-f» «x»',
      'exit «1»',
      'tini «--» «serve» «--port=80» «x \\"y\\" z»',
      'sh «-c» «wget x»',
      'wget «x»',
    ]);
    const pod =
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - args: [-ec, "make x"]\n      command: [/bin/bash]\n';
    assert.deepEqual(await commandsIn('pod.yaml', pod), ['bash «-ec»', 'make «x»']);
    const scripts = '{ "name": "a", "scripts": { "start": "node a.js --name=\\"x\\"" } }';
    assert.deepEqual(await commandsIn('package.json', scripts), ['node «a.js» «--name=\\"x\\"»']);
  });

  it('have the stage that their name says', async () => {
    const scripts = '{ "scripts": { "start:dev": "A=1 node a", "start:prod": "B=1 node a", "start": "C=1 node a" } }';
    assert.deepEqual(await settingsIn('package.json', scripts), [
      "shell A = '1' «1» (local)",
      "shell B = '1' «1» (production)",
      "shell C = '1' «1»",
    ]);
  });

  it('stand at the whole value where that is encoded, and are never to be shown', async () => {
    const code = (text: string): string => Buffer.from(text).toString('base64');
    const [plain, file, other] = [code('Torhaus'), code('A=1\nB=2\n'), '/////w=='];
    const text = `apiVersion: v1\nkind: Secret\ndata:\n  plain: ${plain}\n  b.env: "${file}"\n  other: ${other}\n  nothing: "?"\nstringData:\n  plain: ${plain}\n`;
    const { facts, hidden } = await factsOf('geheim.yaml', text);
    const settings = facts.filter((fact): fact is SettingFact => fact.kind === 'setting' && fact.key[0] !== 'kind');
    const at = (range: { start: number; end: number } | undefined): string => text.slice(range?.start, range?.end);
    assert.deepEqual(
      settings.slice(1).map(({ key, value }) => `${key.join('.')} = ${describeValue(value)} ${at(value.range)}`),
      [
        `data.plain = 'Torhaus' ${plain}`,
        `data.b.env = unknown ${file}`,
        `data.other = unknown ${other}`,
        "data.nothing = '?' ?",
        `stringData.plain = '${plain}' ${plain}`,
        `A = '1' ${file}`,
        `B = '2' ${file}`,
      ],
    );
    assert.deepEqual(hidden?.map(at), [plain, file, other]);
  });

  it('are objects of a list or template of their own', async () => {
    const text = lines(
      'apiVersion: v1',
      'kind: List',
      'items:',
      '  - { apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { X: y } }',
      '  - { apiVersion: v1, kind: Secret, metadata: { name: b }, stringData: { X: z } }',
    );
    const { facts } = await factsOf('liste.yaml', text);
    const resources = facts.flatMap((fact) => (fact.kind === 'resource' ? `${fact.type} ${fact.name}` : []));
    assert.deepEqual(resources, ['k8s:List ', 'k8s:ConfigMap a', 'k8s:Secret b']);
  });

  it('keep their ranges inside of the file, whatever state that is in', async () => {
    const sample = lines(
      'apiVersion: v1',
      'kind: ConfigMap',
      'data:',
      '  a.properties: |',
      '    a=b',
      '  b.json: "{\\n \\"a\\": 1 }"',
      '  c.env: >',
      '    A=1',
      '---',
      'apiVersion: v1',
      'kind: Secret',
      'data: { a.env: QT0xCkI9Mgo=, b: e30= }',
      '---',
      'kind: Pod',
      'apiVersion: v1',
      'spec: { containers: [{ command: [sh, -c, "curl \\"x\\" | y"], args: ["$(A)"] }] }',
    );
    const pieces = fc.constantFrom(
      '\\',
      '"',
      "'",
      '|',
      '>',
      '\r\n',
      '\t',
      '  ',
      '- ',
      ': ',
      '{{ x }}',
      '${{',
      '&a ',
      '*a',
      '\0',
    );
    await fc.assert(
      fc.asyncProperty(mutationsOf(sample, pieces), async (text) => {
        const { facts, outline } = await factsOf('k8s.yaml', text);
        const check = (start: number, end: number): void => {
          assert.ok(0 <= start && start <= end && end <= text.length, `${String(start)}–${String(end)}`);
        };
        for (const { range } of facts) check(range.start, range.end);
        for (const { start, end } of outline.scopes) check(start, end);
      }),
      { numRuns: 500 },
    );
  });
});
