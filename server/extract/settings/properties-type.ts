/** What kind of configuration a `.properties` file is, by its name alone. */
import { isTranslation } from '../../../rules/catalog/translations.ts';

/** By the name of the file; first match wins. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/^(?:application|bootstrap)(?:-[\w-]+)?\.properties$/, 'spring'],
  [/^log4j2?(?:-[\w-]+)?\.properties$/, 'log4j'],
  [/^gradle\.properties$/, 'gradle'],
];

/** `spring`, `log4j`, `gradle`, `texts`; empty where unknown. */
export function propertiesType(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? (isTranslation(path) ? 'texts' : '');
}
