/** The problem matchers of `package.json`, applied to what the program really prints, in both languages. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fachlint, ROOT } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

interface Pattern {
  readonly regexp: string;
  readonly file?: number;
  readonly line?: number;
  readonly column?: number;
  readonly severity?: number;
  readonly code?: number;
  readonly message?: number;
}
interface Matcher {
  readonly name: string;
  readonly severity?: string;
  readonly pattern: readonly [Pattern, Pattern];
}

const { contributes } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  contributes: { problemMatchers: readonly Matcher[] };
};

/** What VS Code reads from the text of a severity; whatever it does not know is what the matcher names, else an error. */
const SEVERITIES: Readonly<Record<string, string>> = {
  error: 'error',
  warning: 'warning',
  warn: 'warning',
  note: 'info',
  info: 'info',
};

/** As VS Code does it: the first expression on a line, the second on the one behind it. */
function problemsIn(text: string): string[] {
  const lines = text.replace(/\u001B\[\d+m/g, '').split('\n');
  return lines.flatMap((line, index) =>
    contributes.problemMatchers.flatMap(({ severity: otherwise = 'error', pattern: [place, message] }) => {
      const [first, second] = [
        new RegExp(place.regexp).exec(line),
        new RegExp(message.regexp).exec(lines[index + 1] ?? ''),
      ];
      if (!first || !second) return [];
      const group = (match: RegExpExecArray, number = 0): string => (number === 0 ? '' : (match[number] ?? ''));
      const severity = SEVERITIES[group(first, place.severity).toLowerCase()] ?? otherwise;
      const where = [place.file, place.line, place.column].map((number) => group(first, number)).join(':');
      return [`${where} ${severity} ${group(first, place.code)} ${group(second, message.message)}`];
    }),
  );
}

describe('problem matcher', () => {
  const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
  after(removeTemporaryProjects);

  for (const language of ['de', 'en'] as const) {
    it(`finds every finding of the sample in ${language}, coloured or not`, async () => {
      const args = ['check', 'test/fixtures/projects/buergerbuero', '--lang', language];
      const { findings } = JSON.parse((await fachlint([...args, '--format', 'json'])).stdout) as {
        findings: {
          path: string;
          start: { line: number; column: number };
          severity: string;
          rule: string;
          message: string;
        }[];
      };
      const expected = findings.map(
        ({ path, start, severity, rule, message }) =>
          `${path}:${String(start.line)}:${String(start.column)} ${severity} ${rule} ${message}`,
      );
      assert.ok(expected.length > 10);
      assert.deepEqual(problemsIn((await fachlint(args)).stdout), expected);
      assert.deepEqual(problemsIn((await fachlint(args, { env: { FORCE_COLOR: '1' } })).stdout), expected);
    });

    it(`tells the severities apart in ${language}, and takes nothing else for a finding`, async () => {
      const { root } = temporaryProject({
        'fachlint.json': '{ "rules": { "encryption/no-disabled-certificate-check": "information" } }',
        'mein ordner/a:1.ts':
          "import { Agent } from 'node:https';\nexport const a = new Agent({ rejectUnauthorized: false });\n",
        'kaputt.ts': 'export const rejectUnauthorized = ;\n',
      });
      const { stdout } = await fachlint(['check', root, '--lang', language]);
      assert.match(stdout, /kaputt\.ts:1:/);
      const [only, ...more] = problemsIn(stdout);
      assert.match(only ?? '', /^mein ordner\/a:1\.ts:2:\d+ info encryption\/no-disabled-certificate-check \S/);
      assert.deepEqual(more, []);
    });
  }
});
