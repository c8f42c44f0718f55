/** What kind of configuration a `.properties` file is, by its name alone. */

/** By the name of the file; first match wins. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/^(?:application|bootstrap)(?:-[\w-]+)?\.properties$/, 'spring'],
  [/^log4j2?(?:-[\w-]+)?\.properties$/, 'log4j'],
  [/^gradle\.properties$/, 'gradle'],
  // Bundles of texts carry their language in their name: `messages_de.properties`, `texte_de_DE.properties`.
  [/_(?:de|en|fr|tr|ru|uk|ar|pl|it|es)(?:_[A-Z]{2})?\.properties$/, 'texts'],
  [/^(?:messages|texte|ValidationMessages)\.properties$/, 'texts'],
];
const FOLDERS_OF_TEXTS: ReadonlySet<string> = new Set(
  'locale locales i18n lang translation translations messages texte'.split(' '),
);

/** `spring`, `log4j`, `gradle`, `texts`; empty where unknown. */
export function propertiesType(path: string): string {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  const byName = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  return byName ?? (folders.some((folder) => FOLDERS_OF_TEXTS.has(folder)) ? 'texts' : '');
}
