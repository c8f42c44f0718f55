/**
 * `npm run generate` writes every file that follows from others; `--check` only tells which are stale, with exit 1.
 * What is generated: the list of rules, a page per rule and language, the list in both READMEs, the schema of
 * `fachlint.json`, and the verdicts on regular expressions.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as prettier from 'prettier';
import { globSync } from 'tinyglobby';
import type { Language } from '../server/model/finding.ts';
import type { Rule } from '../server/model/rule.ts';
import { configurationSchema } from '../server/workspace/configuration-schema.ts';
import { withVerdicts } from './generate/regex-verdicts.ts';
import { rulePage } from './generate/rule-page.ts';
import { ruleIndex, ruleTable, withTable } from './generate/rule-lists.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const LANGUAGES: readonly Language[] = ['de', 'en'];
const READMES: Readonly<Record<Language, string>> = { de: 'README.de.md', en: 'README.md' };
const VERDICTS = 'test/regex-verdicts.json';

const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

/** Ids of the rules, that is: their paths below `rules/`. */
function ruleIds(): string[] {
  const ignore = ['catalog/**', 'norms/**', 'docs/**'];
  return globSync('*/*.ts', { cwd: join(root, 'rules'), ignore })
    .map((path) => path.slice(0, -'.ts'.length))
    .sort();
}

async function loadRule(id: string): Promise<Rule> {
  const module = (await import(pathToFileURL(join(root, 'rules', `${id}.ts`)).href)) as Record<string, unknown>;
  const rule = Object.values(module).find(
    (value): value is Rule => typeof value === 'object' && value !== null && 'id' in value && value.id === id,
  );
  if (!rule) throw new Error(`rules/${id}.ts exports no rule with the id ${id}`);
  return rule;
}

/** Every generated file with its text, formatted. */
async function generatedFiles(fresh: boolean): Promise<Map<string, string>> {
  const ids = ruleIds();
  const rules = await Promise.all(ids.map(loadRule));
  const files = new Map<string, string>([['rules/index.ts', ruleIndex(ids)]]);
  for (const language of LANGUAGES) {
    for (const rule of rules) {
      files.set(`rules/docs/${language}/${rule.id}.md`, rulePage(rule, language, join(root, 'test/fixtures/rules')));
    }
    const readme = READMES[language];
    if (existsSync(join(root, readme))) files.set(readme, withTable(await read(readme), ruleTable(rules, language)));
  }
  files.set('fachlint.schema.json', configurationSchema(rules));
  const known = existsSync(join(root, VERDICTS)) ? await read(VERDICTS) : '{}';
  files.set(VERDICTS, await withVerdicts(root, known, fresh));

  const options = await prettier.resolveConfig(join(root, 'package.json'));
  for (const [path, text] of files) {
    files.set(path, await prettier.format(text, { ...options, filepath: path }));
  }
  return files;
}

/** Pages of rules that are gone. */
function leftovers(files: ReadonlyMap<string, string>): string[] {
  return globSync('rules/docs/**/*.md', { cwd: root }).filter((path) => !files.has(path));
}

async function main(): Promise<void> {
  const onlyCheck = process.argv.includes('--check');
  const files = await generatedFiles(!onlyCheck);
  const stale: string[] = [];
  for (const [path, text] of files) {
    const before = existsSync(join(root, path)) ? await read(path) : undefined;
    if (before === text) continue;
    stale.push(path);
    if (onlyCheck) continue;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  for (const path of leftovers(files)) {
    stale.push(path);
    if (!onlyCheck) await rm(join(root, path));
  }
  for (const path of stale.sort()) console.log(`${onlyCheck ? 'stale' : 'written'}: ${path}`);
  if (onlyCheck && stale.length > 0) {
    console.log('Generated files are stale. Run: npm run generate');
    process.exitCode = 1;
  } else {
    console.log(`${String(files.size)} generated files are current.`);
  }
}

await main();
