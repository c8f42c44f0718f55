/**
 * `tsx test/bench/doors.ts`: 2,000 routes in one project, and what an edit of one of their files costs: parse and extract
 * of the file against all the rest (link and judge). Prints a ratio; nothing in the tests depends on it.
 */
import { performance } from 'node:perf_hooks';
import { extractFacts } from '../../server/extract/extract-facts.ts';
import { parseDocument } from '../../server/parse/parse-document.ts';
import { Workspace } from '../../server/workspace/workspace.ts';
import { temporaryProjects } from '../temporary-project.ts';

const FILES = 20;
const ROUTES = 100;
const ROUNDS = 15;

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
const names = Array.from({ length: FILES }, (_, index) => `amt${String(index)}`);
const { root } = temporaryProject({
  'src/app.ts': [
    "import express from 'express';",
    "import { angemeldet } from './waechter';",
    ...names.map((name) => `import { ${name} } from './${name}';`),
    'const app = express();',
    ...names.map((name) => `app.use('/${name}', angemeldet, ${name});`),
  ].join('\n'),
  'src/waechter.ts':
    'export function angemeldet(req, res, next) {\n  if (!req.session.user) return res.status(401).end();\n  next();\n}\n',
  ...Object.fromEntries(names.map((name) => [`src/${name}.ts`, routerOf(name)])),
});

function routerOf(name: string): string {
  const routes = Array.from(
    { length: ROUTES },
    (_, index) =>
      `${name}.post('/vorgaenge/${String(index)}/:id', pruefe, async (req, res) => {\n` +
      '  const vorgang = await lies(req.params.id, req.body.art);\n' +
      '  if (!vorgang) return res.status(404).end();\n  res.json(vorgang);\n});',
  );
  const head = `import { Router } from 'express';\nimport { angemeldet as pruefe } from './waechter';\nexport const ${name} = Router();`;
  return [head, ...routes].join('\n');
}

const workspace = await Workspace.open({ root, threads: 1 });
try {
  const start = performance.now();
  const { doors } = await workspace.analyse();
  console.log(`${String(doors.length)} doors after ${(performance.now() - start).toFixed(0)} ms`);
  const whole: number[] = [];
  const parsed: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const text = `${routerOf('amt7')}\namt7.get('/neu/${String(round)}', pruefe, (req, res) => res.end());\n`;
    workspace.setText('src/amt7.ts', text);
    const before = performance.now();
    await workspace.analyse();
    whole.push(performance.now() - before);
    const again = performance.now();
    await extractFacts(await parseDocument({ path: 'src/amt7.ts', kind: 'main', stage: 'production', text }, 'oxc'));
    parsed.push(performance.now() - again);
  }
  const [edit, parseOnly] = [median(whole), median(parsed)];
  console.log(
    `edit ${edit.toFixed(1)} ms, of it parse ${parseOnly.toFixed(1)} ms: the rest is ${((edit - parseOnly) / parseOnly).toFixed(2)} of it`,
  );
} finally {
  await workspace.dispose();
  removeTemporaryProjects();
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
