/**
 * Photographs every page of the panel and of the report in both languages and two themes, for whoever changes how they
 * look: `tsx test/panel/screenshots.ts FOLDER`. Needs the built program.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { reportPage } from '../../server/report/page/report-page.tsx';
import type { Language } from '../../server/model/finding.ts';
import { answerOf, reviewOfFolder, ROOT_URI, TOWN_HALL } from './sample.ts';
import { Stage, startBrowser } from './stage.ts';
import type { Theme } from './themes.ts';

const [target = 'screenshots'] = process.argv.slice(2);
const PAGES = ['overview', 'findings', 'doors', 'registers', 'norms', 'decisions', 'notJudged'] as const;

mkdirSync(target, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'fachlint-photo-'));
for (const [path, text] of Object.entries(TOWN_HALL)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const plain = await reviewOfFolder(folder);
const decided = plain.findings.slice(0, 3).map(({ rule, path, fingerprint }, at) => ({
  ...{ rule, path, fingerprint, tag: undefined },
  ...[
    {
      decision: 'accepted-risk',
      reason: 'Nur im Labornetz, Ablösung mit Release 5',
      by: 'Anna Amt',
      until: '2099-12-31',
    },
    { decision: 'planned', reason: 'Ticket 4711', by: 'Bernd Bau', until: '2020-01-31' },
    { decision: 'false-positive', reason: 'Attrappe für die Schulung', by: 'Anna Amt', confirmedBy: 'Carla Chef' },
  ][at],
}));
writeFileSync(join(folder, 'fachlint-decisions.json'), JSON.stringify(decided));
const review = await reviewOfFolder(folder);
const browser = await startBrowser();
const shoot = async (language: Language, theme: Theme): Promise<void> => {
  const file = (name: string): string => join(target, `${name}-${language}-${theme}.png`);
  const stage = await Stage.open(browser, { language, theme });
  const counts = { error: 9, warning: 4, information: 1 };
  const course = [5, 4, 4, 2].map((week, at) => ({
    time: Date.UTC(2026, 9, 1 + 7 * at, 9),
    counts: { ...counts, error: counts.error + week },
  }));
  await stage.say({
    type: 'review',
    answer: answerOf(review, language),
    course: { [ROOT_URI]: course },
    mayWrite: true,
  });
  const names = stage.page.locator('nav button');
  for (const [at, name] of PAGES.entries()) {
    await names.nth(at).click();
    await stage.page.screenshot({ path: file(name) });
    if (name === 'doors') {
      for (const view of [1, 2]) {
        await stage.page.locator('.switch button').nth(view).click();
        await stage.page.screenshot({ path: file(`${name}-${String(view)}`) });
      }
    }
    if (name !== 'findings') continue;
    const [first] = await stage.page.locator('.grid-body .grid-row').all();
    await first?.click();
    await stage.page.screenshot({ path: file('findings-risk') });
    const { key } = await stage.heard('lines');
    await stage.say({ type: 'lines', key, lines: ['NODE_TLS_REJECT_UNAUTHORIZED=0'] });
    await stage.page.locator('#tab-concern').click();
    await stage.page.screenshot({ path: file('findings-concern') });
    await stage.page.locator('#tab-action').click();
    await stage.page.screenshot({ path: file('findings-action') });
    await stage.page.getByLabel(language === 'de' ? 'Gruppieren' : 'Group', { exact: true }).selectOption('rule');
    await stage.page.screenshot({ path: file('findings-grouped') });
  }
  if (stage.complaints.length > 0) console.log(stage.complaints);
  await stage.close();

  const page = await browser.newPage({
    viewport: { width: 1200, height: 900 },
    colorScheme: theme === 'dark' ? 'dark' : 'light',
  });
  await page.setContent(reportPage(review, language));
  await page.screenshot({ path: file('report'), fullPage: true });
  if (theme === 'light') await page.pdf({ path: join(target, `report-${language}.pdf`), preferCSSPageSize: true });
  await page.close();
};
try {
  for (const language of ['de', 'en'] as const)
    for (const theme of ['light', 'dark'] as const) await shoot(language, theme);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
