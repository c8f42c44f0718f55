/** Photographs the workbench with a finding: `tsx test/e2e/screenshot.ts FILE.png [de]`. Needs the built program. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openWorkbench, startEditorServer, workbenchAddress } from './editor-server.ts';
import { installEditor } from './install.ts';
import { installLanguage } from './language-pack.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const [target = 'fachlint.png', locale = 'en'] = process.argv.slice(2);

const folder = mkdtempSync(join(tmpdir(), 'fachlint-photo-'));
const workspace = join(folder, 'buergerservice');
const profile = join(folder, 'profile');
cpSync(join(HERE, 'workspace'), workspace, { recursive: true });
if (locale !== 'en') installLanguage(profile, locale);
const parts = installEditor();
const server = await startEditorServer(parts, { profile, locale });
const workbench = await openWorkbench(parts);
const { page } = workbench;
try {
  await page.goto(workbenchAddress(server.address, workspace, join(HERE, '..', '..')));
  await page.locator('.monaco-workbench').waitFor();
  await page.getByRole('treeitem', { name: 'src', exact: true }).click();
  await page.getByRole('treeitem', { name: 'register-client.ts' }).dblclick();
  await page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+Shift+M');
  await page.getByText('fachlint(').or(page.getByText('encryption/')).first().waitFor();
  const squiggle = await page.locator('.squiggly-error').first().boundingBox();
  if (squiggle === null) throw new Error('The finding is not in view.');
  await page.mouse.move(squiggle.x + squiggle.width / 2, squiggle.y + squiggle.height / 2);
  await page.locator('.monaco-hover-content').first().waitFor();
  await page.screenshot({ path: resolve(target) });
} finally {
  await workbench.close();
  server.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
