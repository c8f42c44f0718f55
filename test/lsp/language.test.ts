/** German where the editor is German, English elsewhere; the setting has the last word. */
import assert from 'node:assert/strict';
import { RULES } from '../../rules/index.ts';
import type { Language } from '../../server/model/finding.ts';
import { messageOf } from './editor.ts';
import { lifetimes } from './lifetimes.ts';
import { AGENT, RULE } from './samples.ts';

const text = (language: Language): string => RULES.find(({ id }) => id === RULE)?.text[language].title ?? '';

describe('language', () => {
  const { project, start } = lifetimes();

  async function languageIn(locale: string | undefined, settings?: Record<string, unknown>): Promise<Language> {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder], ...(locale ? { locale } : {}), ...(settings ? { settings } : {}) });
    await editor.open(file('src/agent.ts'));
    await editor.until(() => editor.progress.includes('end'));
    const [found] = await editor.pull(file('src/agent.ts'));
    assert.ok(found);
    const page = String(await editor.execute('fachlint.explain', [RULE]));
    const language = page.startsWith(`# ${text('de')}\n`) ? 'de' : 'en';
    assert.ok(page.startsWith(`# ${text(language)}\n`));
    assert.match(messageOf(found), language === 'de' ? /zertifikat/i : /certificate/);
    return language;
  }

  it('follows the locale', async () => {
    assert.equal(await languageIn('de'), 'de');
    assert.equal(await languageIn('de-AT'), 'de');
    assert.equal(await languageIn('en-GB'), 'en');
    assert.equal(await languageIn(undefined), 'en');
    assert.equal(await languageIn('fr'), 'en');
  });

  it('follows the setting before the locale', async () => {
    assert.equal(await languageIn('en', { language: 'de' }), 'de');
    assert.equal(await languageIn('de', { language: 'en' }), 'en');
    assert.equal(await languageIn('de', { language: 'nonsense' }), 'de');
  });

  it('changes with the setting while the server runs', async () => {
    const { folder, file } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder], capabilities: {}, locale: 'en' });
    await editor.open(file('src/agent.ts'));
    assert.match(messageOf((await editor.pushed(file('src/agent.ts'), 1))[0]), /certificate/);
    await editor.changeSettings({ language: 'de' });
    await editor.until(() => messageOf(editor.published.at(-1)?.diagnostics[0]).includes('zertifikat'));
  });

  it('offers pages of rules as documents', async () => {
    const { folder } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder], locale: 'de' });
    const page = await editor.connection.sendRequest('workspace/textDocumentContent', { uri: `fachlint:/${RULE}.md` });
    assert.ok((page as { text: string }).text.startsWith(`# ${text('de')}`));
    const all = (await editor.execute('fachlint.explain', [])) as { id: string; title: string }[];
    assert.deepEqual(
      all.map(({ id }) => id),
      RULES.map(({ id }) => id),
    );
    assert.equal(await editor.execute('fachlint.explain', ['no/such-rule']), null);
  });
});
