/** Where texts for people lie: files of translations, by their folder or their name. */

/** Whole folder names. */
const FOLDERS: ReadonlySet<string> = new Set(
  (
    'locale locales i18n l10n nls lang langs translation translations internationalization internationalisation ' +
    'localization localisation texte sprachen uebersetzungen'
  ).split(' '),
);
/** `de.json`, `de-DE.ts`, `messages_pt_BR.yml`, `zh-Hant.js`. Without a region `ca.ts` or `es.ts` are something else. */
const FILE =
  /^(?:(?:messages?|texte?|texts|translations?|locale|lang|common|strings|app)[_.-])?(?:de|en|fr|it|nl|pl|pt|tr|ru|uk|ar|[a-z]{2}[_-](?:[A-Z]{2}|[A-Z][a-z]{3}|\d{3}))\.(?:jsonc?|ya?ml|[cm]?[jt]s)$/;
/** `messages.properties`, `texte_de.properties`. */
const BUNDLE = /^(?:messages|texte|ValidationMessages)\.properties$|_[a-z]{2}(?:_[A-Z]{2})?\.properties$/;
const SCRIPT = /\.[cm]?[jt]sx?$/;

export function isTranslation(path: string): boolean {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  if (FILE.test(name) || BUNDLE.test(name)) return true;
  return folders.some((folder) => FOLDERS.has(folder.toLowerCase()) || (folder === 'messages' && !SCRIPT.test(name)));
}
