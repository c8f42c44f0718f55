/** The reviewer's views in a real VS Code, as a person uses them: tree, panel, decision, place, fix. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FrameLocator, Page } from 'playwright-core';
import { openWorkbench, startEditorServer, workbenchAddress } from './editor-server.ts';
import { installEditor } from './install.ts';
import { installLanguage } from './language-pack.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..');
/** Milliseconds; a workbench on a busy machine is slow. */
const PATIENCE = 60_000;

const WORDS = {
  en: {
    view: 'Findings',
    open: 'Open findings panel',
    action: 'What is to be done?',
    reason: 'Reason',
    submit: 'Record the decision',
    status: 'Status',
    goTo: 'Go to the place',
    apply: 'Apply',
    search: 'Search',
    count: /^2 of 3 findings/,
    all: '3 findings',
  },
  de: {
    view: 'Befunde',
    open: 'Befunde im Panel öffnen',
    action: 'Was ist zu tun?',
    reason: 'Begründung',
    submit: 'Entscheidung eintragen',
    status: 'Status',
    goTo: 'Zur Stelle',
    apply: 'Übernehmen',
    search: 'Suchen',
    count: /^2 von 3 Befunden/,
    all: '3 Befunde',
  },
} as const;

/** Ends with an error where a step does not succeed. */
export async function reviewInEditor(locale: keyof typeof WORDS): Promise<void> {
  const words = WORDS[locale];
  const folder = mkdtempSync(join(tmpdir(), 'fachlint-review-'));
  const workspace = join(folder, 'buergerservice');
  const profile = join(folder, 'profile');
  cpSync(join(HERE, 'workspace'), workspace, { recursive: true });
  writeFileSync(
    join(workspace, 'src', 'zugang.ts'),
    "import { Agent } from 'node:https';\n\nexport const zugang = new Agent({ rejectUnauthorized: false });\n",
  );
  if (locale !== 'en') installLanguage(profile, locale);
  const parts = installEditor();
  const server = await startEditorServer(parts, { profile, locale });
  const workbench = await openWorkbench(parts);
  const { page } = workbench;
  page.setDefaultTimeout(PATIENCE);
  try {
    await page.goto(workbenchAddress(server.address, workspace, ROOT));
    await page.locator('.monaco-workbench').waitFor();
    await page.locator('.activitybar [aria-label="Fachlint"]').first().click();
    const tree = page.locator('.pane-body .monaco-list').first();
    const group = tree.getByRole('treeitem').first();
    await group.waitFor();
    await group.click();
    await tree.getByRole('treeitem', { name: 'zugang.ts' }).waitFor();

    await runCommand(page, words.open);
    const panel = await panelOf(page);
    await panel.getByText(words.all, { exact: true }).waitFor();
    await panel.getByLabel(words.search).fill('zugang');
    await panel.locator('.grid-body .grid-row').first().click();
    await panel.getByRole('tab', { name: words.action }).click();
    await panel.getByLabel(words.search).fill('');
    await panel.getByLabel(words.reason, { exact: true }).fill('Ticket 4711');
    await panel.locator('.decide [name="by"]').fill('Anna Amt');
    await panel.getByRole('button', { name: words.submit }).click();
    await panel.getByText(words.count).waitFor();
    const decisions = readFileSync(join(workspace, 'fachlint-decisions.json'), 'utf8');
    assert.match(decisions, /"src\/zugang\.ts".*"planned".*"Ticket 4711".*"Anna Amt"/);

    await panel.getByLabel(words.status, { exact: true }).selectOption('planned');
    await panel.locator('.grid-body .grid-row').first().click();
    await panel.getByRole('button', { name: words.goTo }).click();
    await page.locator('.tab[aria-label^="zugang.ts"]').waitFor();
    await panel.getByRole('button', { name: words.apply }).click();
    await page.locator('.view-line', { hasText: 'rejectUnauthorized: true' }).waitFor();
    const photo = process.env['FACHLINT_PHOTO'];
    if (photo !== undefined) await page.screenshot({ path: photo.replace('LOCALE', locale) });
    assert.ok(existsSync(join(workspace, 'fachlint-decisions.json')));
  } catch (error) {
    const photo = process.env['FACHLINT_PHOTO'];
    if (photo !== undefined) await page.screenshot({ path: photo.replace('LOCALE', `${locale}-failed`) });
    throw error;
  } finally {
    await workbench.close();
    server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input');
  await input.waitFor();
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
  await page.keyboard.press('Enter');
}

/** The page of a panel lies in a frame in a frame. */
async function panelOf(page: Page): Promise<FrameLocator> {
  await page.locator('iframe.webview').first().waitFor();
  return page.frameLocator('iframe.webview').frameLocator('#active-frame');
}
