/** Fills the placeholders of a rule's texts, in both languages. */
import type { Language } from '../model/finding.ts';
import type { Problem, Rule } from '../model/rule.ts';

export function fill(rule: Rule, part: 'messages' | 'advice', problem: Problem): Record<Language, string> {
  const texts = (language: Language): string =>
    (rule.text[language][part][problem.message] ?? '').replace(
      /\{(\w+)\}/g,
      (whole, name: string) => problem.data?.[name] ?? whole,
    );
  return { de: texts('de'), en: texts('en') };
}
