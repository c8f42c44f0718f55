/** What the whole project is asked for comes from the files that a rule judges. */
import assert from 'node:assert/strict';
import type { Rule, RuleText } from '../server/model/rule.ts';
import { ProjectSeries } from './fixture-harness.ts';
import { NO_MD5 } from './judged-rules.ts';

const text: RuleText<'found'> = { title: 't', messages: { found: 'm' }, why: 'w', advice: { found: 'a' } };
/** Says of one file how much it gathers in all of them. */
const NO_MARK: Rule = {
  id: 'register/no-mark',
  severity: 'error',
  text: { de: text, en: text },
  words: ['merkmal'],
  kinds: ['main', 'test'],
  project(project, report) {
    const marks = project.gather((file) => file.facts('named-value')).filter(({ names }) => names.at(-1) === 'merkmal');
    if (marks.length > 0) report({ path: 'src/app.ts', message: 'found', range: { start: 0, end: marks.length } });
  },
};

describe('what a rule gathers', () => {
  it('comes from files of the kinds that it judges only', async () => {
    const series = await ProjectSeries.open({ threads: 1, rules: [NO_MARK, NO_MD5] });
    const { findings } = await series.analyse(
      new Map([
        ['src/app.ts', "const merkmal = 'Bau';"],
        ['test/app.spec.ts', "const merkmal = 'Bau';"],
        // Another rule's word, so that it is there at all.
        ['webpack.config.js', "const merkmal = 'Bau'; createHash('sha256');"],
      ]),
    );
    assert.deepEqual(
      findings.map(({ range }) => range.end),
      [2],
    );
    await series.close();
  });
});
