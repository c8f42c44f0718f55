/** All pages of the panel: what they show, what they say where there is nothing, and that everybody can use them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { reportPage } from '../../server/report/page/report-page.tsx';
import { opened, reviewMessage } from './opened.ts';
import { reviewOfFolder } from './sample.ts';
import { THEMES, type Theme } from './themes.ts';
import { temporaryProjects } from '../temporary-project.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PAGES = ['Übersicht', 'Befunde', 'Türen', 'Register', 'Normen', 'Entscheidungen', 'Nicht beurteilt'];

/** What axe finds, rule by rule with the elements. */
async function flawsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
  );
}

describe('panel: pages', () => {
  const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
  const { open, browser, review } = opened();
  after(removeTemporaryProjects);

  for (const theme of Object.keys(THEMES) as Theme[]) {
    it(`have no flaw that axe could find (${theme})`, async () => {
      const { page, complaints } = await open({ theme });
      for (const name of PAGES) {
        await page.getByRole('button', { name, exact: true }).click();
        assert.deepEqual(await flawsOf(page), [], name);
        if (name === 'Türen') {
          for (const view of ['Baum', 'Zeichnung']) {
            await page.getByRole('button', { name: view }).click();
            assert.deepEqual(await flawsOf(page), [], view);
          }
        }
        if (name !== 'Befunde') continue;
        await page.getByText('Weitere Filter').click();
        await page.locator('.grid-body .grid-row').first().click();
        for (const tab of ['concern', 'action', 'risk']) {
          await page.locator(`#tab-${tab}`).click();
          assert.deepEqual(await flawsOf(page), [], tab);
        }
        await page.getByLabel('Gruppieren').selectOption('rule');
        await page.getByRole('grid').press('Control+a');
        assert.deepEqual(await flawsOf(page), [], 'groups and a selection');
      }
      assert.deepEqual(complaints, []);
    });
  }

  it('speak English where the editor does', async () => {
    const { page } = await open({ language: 'en' });
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    for (const name of ['Overview', 'Findings', 'Doors', 'Registers', 'Norms', 'Decisions', 'Not judged']) {
      await page.getByRole('button', { name, exact: true }).click();
      assert.equal(await page.locator('h1').innerText(), name);
      assert.doesNotMatch(await page.locator('main').innerText(), /\b(?:und|nicht|Befund|Stelle)\b|undefined/);
    }
  });

  it('show doors as a table, as a tree and as a drawing', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Türen', exact: true }).click();
    assert.match(await page.locator('main').innerText(), /PUT \/admin\/rollen[^]*zweiter Faktor/);
    await page.getByRole('button', { name: 'Baum' }).click();
    assert.equal(await page.locator('.tree li .badge').count(), review().doors.length);
    await page.getByRole('button', { name: 'Zeichnung' }).click();
    assert.equal(await page.locator('.map .end').count(), review().doors.length);
  });

  it('say something helpful where there is nothing', async () => {
    const nothing = await reviewOfFolder(temporaryProject({ 'index.html': '<p>Rathaus</p>\n' }).root);
    const { page } = await open({ shown: nothing });
    for (const [name, text] of [
      ['Befunde', 'Kein Befund'],
      ['Türen', 'Keine Türen gefunden'],
      ['Register', 'Kein Register berührt'],
      ['Entscheidungen', 'Bisher ist nichts entschieden'],
      ['Nicht beurteilt', 'Alles wurde beurteilt'],
      ['Übersicht', 'ist kein Befund offen'],
    ] as const) {
      await page.getByRole('button', { name, exact: true }).click();
      assert.ok((await page.locator('main').innerText()).includes(text), name);
      assert.deepEqual(await flawsOf(page), [], name);
    }
  });

  it('say what is going on while the server starts, is gone, or has no folder', async () => {
    const stage = await open();
    await stage.say({ type: 'waiting', why: 'stopped' });
    await stage.page.getByText('Der Sprachserver von Fachlint läuft nicht').waitFor();
    await stage.say({ type: 'waiting', why: 'starting' });
    await stage.page.getByText('Fachlint startet').waitFor();
    await stage.say({ ...reviewMessage(review()), answer: { language: 'de', folders: [] } });
    await stage.page.getByText('Kein Ordner geöffnet').waitFor();
  });

  it('show one of several folders', async () => {
    const stage = await open();
    const other = { ...review(), project: { name: 'kita', scope: [] }, findings: review().findings.slice(0, 1) };
    const message = reviewMessage(review());
    const folders = [...message.answer.folders, { root: 'file:///kita/', review: other }];
    await stage.say({ ...message, answer: { language: 'de', folders } });
    await stage.page.getByLabel('Ordner').selectOption('file:///kita/');
    assert.match(await stage.page.locator('.count').innerText(), /^1 Befund/);
  });

  it('fit into a narrow tab', async () => {
    const { page } = await open({ width: 420 });
    for (const name of PAGES) {
      await page.getByRole('button', { name, exact: true }).click();
      const excess = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      assert.equal(excess, 0, name);
    }
  });

  it('the report has no flaw that axe could find, reads without scripts and prints on A4', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const language of ['de', 'en'] as const) {
        const page = await browser().newPage({ colorScheme });
        await page.setContent(reportPage(review(), language));
        assert.deepEqual(await flawsOf(page), [], `${language} ${colorScheme}`);
        await page.close();
      }
    }
    const context = await browser().newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.setContent(reportPage(review(), 'de'));
    assert.match(await page.innerText('main'), /Zertifikatsprüfung abgeschaltet/);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sheets = pdf.match(/\/Type\s*\/Page\b/g) ?? [];
    assert.ok(sheets.length >= 8, `${String(sheets.length)} pages`);
    for (const [, width, height] of pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)) {
      assert.deepEqual([Math.round(Number(width)), Math.round(Number(height))], [595, 842]);
    }
    await context.close();
  });
});
