/** What files mean together: values and callees from other files, doors with what stands before them. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireSecondFactorOnAdminRoute } from '../rules/mfa/require-second-factor-on-admin-route.ts';
import type { Analysis, ScriptEngine } from '../server/model/analysis.ts';
import type { Rule, RuleText } from '../server/model/rule.ts';
import type { Value } from '../server/model/value.ts';
import { partsOf } from '../server/model/values.ts';
import { describeValue } from './describe-fact.ts';
import { annotate, fixturesIn, plainFiles, ProjectSeries, updateKept, type Fixture } from './fixture-harness.ts';

const ROOT = fileURLToPath(new URL('./fixtures/link/', import.meta.url));
/** Beside the files of a project: its doors, one a line. */
const DOORS = 'doors.txt';
const NOT_YET = /^(?:\/\/|#) not yet: /m;

const text: RuleText<'value'> = { title: 't', messages: { value: '{value}' }, why: 'w', advice: { value: 'a' } };
/**
 * Writes down what `melde` is called with, what is called on things of other packages, who sets what settings look up,
 * where nginx hands requests on, and what holds in its servers.
 */
const SEEN: Rule = {
  id: 'register/no-melde',
  severity: 'information',
  text: { de: text, en: text },
  // With the words of a rule that asks for doors, because the doors are compared, too.
  words: ['melde', 'freeze', ...requireSecondFactorOnAdminRoute.words],
  on: {
    call(call, report) {
      const described =
        call.callee === '@stadt/melder#melde'
          ? call.arguments.map((value) => withOrigin(value) + settersIn(value)).join(', ')
          : call.callee.includes('()') || call.spelled.includes('.')
            ? `call ${call.callee}`
            : undefined;
      if (described !== undefined) report({ message: 'value', range: call.calleeRange, data: { value: described } });
    },
    setting({ document, key, value }, report) {
      const isHandedOn = document === 'nginx' && key.at(-1) === 'proxy_pass';
      const described = isHandedOn ? withOrigin(value) : settersIn(value).trim();
      if (described !== '' && value.range) report({ message: 'value', range: value.range, data: { value: described } });
    },
    resource({ nameRange, holds = [] }, report) {
      if (holds.length === 0) return;
      const described = holds.map(({ key, value, path }) => `${key.join('.')} ${describeValue(value)} of ${path}`);
      report({ message: 'value', range: nameRange, data: { value: `holds ${described.join(', ')}` } });
    },
  },
};

/** With the file in which a value really stands. */
function withOrigin(value: Value): string {
  return describeValue(value) + (value.origin ? ` from ${value.origin.path}` : '');
}

/** ` set to 'Hafen' in .env for production as compose.yaml#app`, for each place that sets a variable in it. */
function settersIn(value: Value, depth = 0): string {
  if (value.kind !== 'environment')
    return depth < 5
      ? partsOf(value)
          .map((part) => settersIn(part, depth + 1))
          .join('')
      : '';
  return (value.set ?? [])
    .map(({ value: set, place, stage, deployment }) => {
      const who = deployment === undefined ? '' : ` as ${deployment}`;
      return ` set to ${describeValue(set)}${settersIn(set, depth + 1)} in ${place.path} for ${stage}${who}`;
    })
    .join(' and');
}

const WAYS: readonly { name: string; engine: ScriptEngine; wordFilter: boolean }[] = [
  { name: 'oxc', engine: 'oxc', wordFilter: true },
  { name: 'typescript-eslint', engine: 'typescript-eslint', wordFilter: true },
  { name: 'oxc without word filter', engine: 'oxc', wordFilter: false },
];
const series: ProjectSeries[] = [];

before(async () => {
  const open = WAYS.map(({ engine, wordFilter }) =>
    ProjectSeries.open({ engine, wordFilter, threads: 1, rules: [SEEN] }),
  );
  series.push(...(await Promise.all(open)));
});

after(() => Promise.all(series.map((one) => one.close())));

/** `GET /verwaltung/:id sign-in-only: requireLogin (sign-in) -> zeige` */
function doorsOf({ doors }: Analysis): string {
  const lines = doors.map((door) => {
    const guards = door.guards.map(({ name, purposes }) => `${name} (${purposes.join(', ')})`).join(', ');
    const reason =
      door.verdict === 'unknown' ? ` because of ${[door.reason.what, door.reason.name].filter(Boolean).join(' ')}` : '';
    return `${door.method} ${door.path} ${door.verdict}${reason}: ${guards || 'nothing'} -> ${door.handler.name}\n`;
  });
  return lines.join('');
}

interface Project {
  readonly fixture: Fixture;
  readonly doorsFile: string;
  readonly doors: string;
}

const projects: Project[] = fixturesIn(ROOT).map(({ name, files }) => {
  const doorsFile = join(ROOT, name, DOORS);
  return {
    fixture: { name, files: files.filter(({ path }) => path !== DOORS) },
    doorsFile,
    doors: existsSync(doorsFile) ? readFileSync(doorsFile, 'utf8') : '',
  };
});

/** Files with annotations and the doors, as one text that a difference is readable in. */
function written({ fixture, doors }: Project, analysis: Analysis): { files: string[]; doors: string; whole: string } {
  const files = fixture.files.map((file) => annotate(file, analysis, ({ message }) => message.en));
  const remarks = doors.split('\n').filter((line) => line.startsWith('#'));
  const now = [...remarks.map((line) => `${line}\n`), doorsOf(analysis)].join('');
  return { files, doors: now, whole: together(fixture, files, now) };
}

const together = ({ files }: Fixture, texts: readonly string[], doors: string): string =>
  [...files.map(({ path }, index) => `=== ${path}\n${texts[index] ?? ''}`), `=== doors\n${doors}`].join('\n');

describe('linked projects', () => {
  for (const project of projects) {
    const { fixture, doors, doorsFile } = project;
    it(fixture.name, async function () {
      const results = [];
      for (const one of series) {
        const analysis = await one.analyse(plainFiles(fixture));
        assert.deepEqual([analysis.crashes, analysis.notices], [[], []]);
        results.push(written(project, analysis));
      }
      const [first, ...others] = results;
      assert.ok(first);
      others.forEach((other, index) => assert.equal(other.whole, first.whole, WAYS[index + 1]?.name));
      const annotated = fixture.files.map((file) => file.annotated);
      const expected = together(fixture, annotated, doors);
      if ([...annotated, doors].some((each) => NOT_YET.test(each))) {
        assert.notEqual(first.whole, expected, 'the engine is there now: take the mark "not yet" away');
        this.skip();
      }
      if (process.env['UPDATE_FIXTURES'] !== '1') assert.equal(first.whole, expected);
      else {
        await Promise.all(fixture.files.map((file, index) => updateKept(file, first.files[index] ?? '')));
        if (first.doors !== doors) writeFileSync(doorsFile, first.doors);
      }
    });
  }
});
