/** The table of findings and the details of one, in a real browser and with the keyboard alone. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { opened, reviewMessage } from './opened.ts';
import { ROOT_URI } from './sample.ts';

const rowsOf = (page: Page): Promise<string[]> => page.locator('.grid-body .grid-row').allInnerTexts();

describe('panel: findings', () => {
  const { open, review } = opened();

  it('shows every finding that is to be settled, the most severe first, and asks nobody for anything', async () => {
    const stage = await open();
    const rows = await rowsOf(stage.page);
    assert.equal(rows.length, review().findings.length);
    const severities = rows.map((row) => row.trim().split(/\s/)[0]);
    assert.deepEqual([...severities], [...severities].sort());
    assert.deepEqual([stage.complaints, stage.asked], [[], []]);
    assert.doesNotMatch(await stage.page.content(), /Dackel-2024|Rathaus-Keller/);
  });

  it('finds by words and narrows by every filter', async () => {
    const { page } = await open();
    const all = (await rowsOf(page)).length;
    const expectFewer = async (what: string): Promise<void> => {
      const count = (await rowsOf(page)).length;
      assert.ok(count > 0 && count < all, `${what}: ${String(count)} of ${String(all)}`);
      assert.match(
        await page.locator('.count').innerText(),
        new RegExp(`^${String(count)} von ${String(all)} Befunden`),
      );
      await page.getByRole('button', { name: 'Filter zurücksetzen' }).first().click();
      assert.equal((await rowsOf(page)).length, all);
    };
    await page.getByText('Weitere Filter').click();
    await page.getByLabel('Suchen').fill('zertifikat prod.env');
    await expectFewer('search');
    for (const [label, value] of [
      ['Kategorie', 'credentials'],
      ['Stufe', 'warning'],
      ['Umgebung', 'production'],
      ['Norm', 'idnrg'],
      ['Nur', 'fixable'],
    ] as const) {
      await page.getByLabel(label, { exact: true }).selectOption(value);
      await expectFewer(label);
    }
    await page.getByLabel('Datei', { exact: true }).fill('datenbank');
    await expectFewer('Datei');
    await page.getByLabel('Suchen').fill('gibt es nicht');
    assert.match(await page.locator('.list .empty').innerText(), /Kein Befund passt/);
  });

  it('sorts by a click on a head, and says so to whoever listens', async () => {
    const { page } = await open();
    const head = page.getByRole('columnheader', { name: 'Stelle' });
    await head.getByRole('button').click();
    assert.equal(await head.getAttribute('aria-sort'), 'ascending');
    assert.match((await rowsOf(page))[0] ?? '', /prod\.env:1/);
    await head.getByRole('button').click();
    assert.equal(await head.getAttribute('aria-sort'), 'descending');
    assert.match((await rowsOf(page))[0] ?? '', /melderegister\.ts/);
  });

  it('groups, and folds a group by key', async () => {
    const { page } = await open();
    await page.getByLabel('Gruppieren').selectOption('rule');
    const group = page.getByRole('gridcell', { expanded: true }).first();
    assert.match(await group.innerText(), /Zertifikatsprüfung abgeschaltet\s*\d/);
    const before = (await rowsOf(page)).length;
    await page.getByRole('grid').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    assert.ok((await rowsOf(page)).length < before);
    await page.keyboard.press('ArrowRight');
    assert.equal((await rowsOf(page)).length, before);
  });

  it('is gone through, selected and decided with the keyboard alone', async () => {
    const stage = await open();
    const { page } = stage;
    for (let tabs = 0; (await page.evaluate('document.activeElement.getAttribute("role")')) !== 'grid'; tabs++) {
      assert.ok(tabs < 40, 'the table is reached by the tab key');
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('ArrowDown');
    const [first] = review().findings;
    assert.match(await page.locator('.detail h2').innerText(), /\S/);
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    assert.equal(await page.getByRole('row', { selected: true }).count(), 2);
    assert.match(await page.locator('.detail h2').innerText(), /2 ausgewählt/);
    await page.keyboard.press('Control+a');
    assert.match(
      await page.locator('.count').innerText(),
      new RegExp(`${String(review().findings.length)} ausgewählt`),
    );
    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'tab-risk');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate('document.activeElement.id'), 'tab-action');
    for (let tabs = 0; (await page.evaluate('document.activeElement.name')) !== 'reason'; tabs++) {
      assert.ok(tabs < 10, 'the reason is reached by the tab key');
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type('Ablösung mit Release 5');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const { wish } = await stage.heard('decide');
    assert.deepEqual([wish.as, wish.reason, wish.by], ['planned', 'Ablösung mit Release 5', 'Anna Amt']);
    assert.equal(wish.findings.length, 1);
    assert.ok(first);
  });

  it('asks for a reason before it decides', async () => {
    const stage = await open();
    const { page } = stage;
    await page.locator('.grid-body .grid-row').first().click();
    await page.locator('#tab-action').click();
    await page.getByRole('button', { name: 'Entscheidung eintragen' }).click();
    assert.equal(await page.evaluate('document.activeElement.name'), 'reason');
    assert.match(await page.locator('.decide').innerText(), /Bitte eine Begründung eintragen/);
    assert.equal(
      stage.told.some(({ type }) => type === 'decide'),
      false,
    );
  });

  it('moves the row when it was decided, and says why where it was not', async () => {
    const stage = await open();
    const [finding, ...others] = review().findings;
    assert.ok(finding);
    const refused = { de: 'Die Datei mit den Entscheidungen hat sich inzwischen geändert.', en: 'changed' };
    await stage.say({ type: 'done', what: 'decide', refused });
    await stage.page.getByText(refused.de).waitFor();
    const decided = { ...review(), findings: [{ ...finding, status: 'planned' as const }, ...others] };
    await stage.say(reviewMessage(decided));
    await stage.page.getByText(`${String(others.length)} von ${String(others.length + 1)} Befunden`).waitFor();
    await stage.page.getByLabel('Status', { exact: true }).selectOption('planned');
    assert.equal((await rowsOf(stage.page)).length, 1);
  });

  it('shows the excerpt, the way to the place, and offers preview and fix', async () => {
    const stage = await open();
    const { page } = stage;
    await page.getByLabel('Suchen').fill('datenbank rejectUnauthorized');
    await page.locator('.grid-body .grid-row').first().click();
    const { key, places } = await stage.heard('lines');
    await stage.say({ type: 'lines', key, lines: ['  password: ••••,'] });
    await page.locator('#tab-concern').click();
    assert.match(await page.locator('.excerpt').first().innerText(), /^6\s*password: ••••/);
    await page.getByRole('button', { name: 'Zur Stelle' }).click();
    assert.deepEqual((await stage.heard('goTo')).place, places[0]);
    await page.locator('#tab-action').click();
    await page.getByRole('button', { name: 'Vorschau' }).click();
    assert.equal((await stage.heard('fix')).preview, true);
    await page.getByRole('button', { name: 'Link kopieren' }).click();
    assert.equal((await stage.heard('copyLinks')).root, ROOT_URI);
  });

  it('lets nothing be changed in a workspace that is not trusted', async () => {
    const stage = await open();
    await stage.say(reviewMessage(review(), 'de', false));
    await stage.page.locator('.grid-body .grid-row').first().click();
    await stage.page.locator('#tab-action').click();
    await stage.page.getByText('Diesem Arbeitsbereich wird nicht vertraut').waitFor();
    assert.equal(await stage.page.locator('.decide').count(), 0);
  });

  it('comes back as it was after a reload', async () => {
    const { page } = await open();
    await page.getByLabel('Suchen').fill('kennwort');
    await page.locator('.grid-body .grid-row').first().click();
    await page.locator('#tab-action').click();
    const state = await page.evaluate<unknown>('fachlintState()');
    const again = await open({ state });
    assert.equal(await again.page.getByLabel('Suchen').inputValue(), 'kennwort');
    assert.equal(await again.page.locator('#tab-action').getAttribute('aria-selected'), 'true');
    assert.match(await again.page.locator('.detail h2').innerText(), /Hashfunktion|Kennwort/);
    const unfitting = await open({ state: { page: 'gibt es nicht', filters: 7 } });
    assert.ok((await rowsOf(unfitting.page)).length > 0);
  });

  it('shows a finding that a link or the tree asks for', async () => {
    const stage = await open();
    const finding = review().findings.at(-1);
    assert.ok(finding);
    await stage.say({ type: 'show', root: ROOT_URI, key: finding.key });
    await stage.page.locator('.grid-row.active').waitFor();
    assert.match(await stage.page.locator('.detail .facts code').first().innerText(), new RegExp(finding.path));
  });
});
