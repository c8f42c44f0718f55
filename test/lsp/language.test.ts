/** German where the editor is German, English elsewhere; the setting has the last word. */
import assert from 'node:assert/strict';
import { HoverRequest, type MarkupContent } from 'vscode-languageserver-protocol/node';
import { RULES } from '../../rules/index.ts';
import type { Language } from '../../server/model/finding.ts';
import { type Editor, messageOf } from './editor.ts';
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

  it('explains a finding and the name of a rule on hover', async () => {
    const suppressed = AGENT.replace('  reject', `  // fachlint-disable-next-line ${RULE} -- Testumgebung\n  reject`);
    const { folder, file, uri } = project({ 'src/agent.ts': AGENT, 'src/suppressed.ts': suppressed });
    const editor = await start({ folders: [folder], locale: 'de' });
    await editor.open(file('src/agent.ts'));
    await editor.open(file('src/suppressed.ts'));
    const [found] = await editor.pull(file('src/agent.ts'));
    assert.ok(found);
    const onFinding = await hover(editor, uri('src/agent.ts'), found.range.start);
    assert.match(onFinding, /\*\*Abhilfe:\*\*/);
    assert.ok(onFinding.includes(RULE));
    const onName = await hover(editor, uri('src/suppressed.ts'), { line: 3, character: 45 });
    assert.ok(onName.startsWith(`# ${text('de')}`));
    assert.equal(await hover(editor, uri('src/agent.ts'), { line: 0, character: 2 }), '');
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

async function hover(editor: Editor, uri: string, position: { line: number; character: number }): Promise<string> {
  const result = await editor.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  return (result?.contents as MarkupContent | undefined)?.value ?? '';
}
