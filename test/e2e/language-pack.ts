/** What makes VS Code speak to its extensions in another language. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An empty language pack: VS Code itself stays English, but extensions see the language. */
export function installLanguage(profile: string, locale: string): void {
  mkdirSync(profile, { recursive: true });
  const translation = join(profile, 'main.i18n.json');
  writeFileSync(translation, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: '1',
    label: locale,
    extensions: [{ extensionIdentifier: { id: `fachlint.${locale}` }, version: '0.0.1' }],
    translations: { vscode: translation },
  };
  writeFileSync(join(profile, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}
