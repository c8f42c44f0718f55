import { rule, type FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { fold } from '../../server/model/words.ts';
import { elementPlace, elementText, MESSAGE_WORDS, messagesOf } from '../catalog/register-messages.ts';
import { RegisterScope } from '../catalog/register-scope.ts';

interface Placeholder {
  readonly path: string;
  readonly range: TextRange;
  readonly name: string;
  readonly isMessage: boolean;
}

export const noPlaceholderPurpose = rule({
  id: 'register/no-placeholder-purpose',
  severity: 'warning',
  words: [...MESSAGE_WORDS, /anlass|zweck|aktenzeichen|rechtsgrundlage/],
  text: {
    de: {
      title: 'Platzhalter statt Anlass des Abrufs',
      messages: { placeholder: '`{name}` des Abrufs ist ein Platzhalter.' },
      why: 'Zu jedem Abruf aus einem Register werden Anlass und Aktenzeichen protokolliert, damit sich später prüfen lässt, ob er nötig war. Steht bei allen Abrufen derselbe Platzhalter, ist diese Prüfung unmöglich, und ein missbräuchlicher Abruf fällt nicht auf.',
      advice: {
        placeholder:
          'Anlass und Aktenzeichen aus dem Vorgang übernehmen, für den abgerufen wird; ohne Vorgang keinen Abruf zulassen.',
      },
    },
    en: {
      title: 'Placeholder instead of the reason for a retrieval',
      messages: { placeholder: '`{name}` of the retrieval is a placeholder.' },
      why: 'Reason and file reference of every retrieval from a register are logged, so that it can be checked later whether it was needed. With the same placeholder in all of them this check is impossible, and an abuse is not noticed.',
      advice: {
        placeholder:
          'Take reason and file reference from the case that is worked on; allow no retrieval without a case.',
      },
    },
  },
  project(project, report) {
    const found = project.gather(placeholders);
    if (found.length === 0) return;
    const scope = new RegisterScope(project);
    for (const { path, range, name, isMessage } of found)
      if (isMessage || scope.isTouching(path))
        report({
          path,
          message: 'placeholder',
          range: isMessage ? elementPlace(project.file(path).text, range, name) : range,
          data: { name },
        });
  },
});

const PURPOSE =
  /^(?:anlass(?:DesAbrufs|Abruf)?|abruf(?:anlass|grund|zweck)|zweck(?:DesAbrufs)?|aktenzeichen|rechtsgrundlage)$/i;
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  (
    'test testen testfall testabruf testanfrage tests webtest lokaltest interntest dummy todo tbd na foo bar asdf abc ' +
    'abcdef platzhalter beispiel irgendwas unbekannt kein keine keiner ohne egal default sonstiges webinterfacetest'
  ).split(' '),
);

function placeholders(file: FactsView): readonly Placeholder[] {
  const { path } = file;
  const found: Placeholder[] = messagesOf(file).flatMap((message) => {
    const at = elementText(message, PURPOSE);
    return at && isPlaceholder(at.text) ? [{ path, range: at.part.range, name: at.name, isMessage: true }] : [];
  });
  for (const { names, value, form } of file.facts('named-value')) {
    const name = names.at(-1) ?? '';
    if (form !== 'property' || !PURPOSE.test(name) || value.kind !== 'known' || value.origin) continue;
    if (typeof value.value === 'string' && isPlaceholder(value.value))
      found.push({ path, range: value.range, name, isMessage: false });
  }
  return found;
}

function isPlaceholder(text: string): boolean {
  const plain = fold(text.trim());
  const word = plain.replace(/[-_ /.]/g, '');
  // Signs only, one letter repeated, `123`.
  return /^[-.?x*0]{1,10}$/.test(plain) || /^1?123\d{0,6}$/.test(plain) || PLACEHOLDERS.has(word);
}
