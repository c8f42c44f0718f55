/** The pages of rules that the editor shows, and their addresses. */
import { RULES } from '../../rules/index.ts';
import { NORMS } from '../../rules/norms/index.ts';
import type { Language } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import { TEXTS } from './texts.ts';

/** Scheme of addresses whose text this server provides. */
export const SCHEME = 'fachlint';

export function ruleOf(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}

export function titleOf(id: string, language: Language): string {
  return ruleOf(id)?.text[language].title ?? id;
}

/** The address of a rule's page; the ending makes editors show it as Markdown. */
export function pageUri(id: string): string {
  return `${SCHEME}:/${id}.md`;
}

export function ruleOfPage(uri: string): Rule | undefined {
  return uri.startsWith(`${SCHEME}:/`) ? ruleOf(uri.slice(SCHEME.length + 2).replace(/\.md$/, '')) : undefined;
}

/** Markdown, made of what the rule says about itself and of the norms that name it. */
export function pageOf(rule: Rule, language: Language): string {
  const { title, why, messages, advice } = rule.text[language];
  const texts = TEXTS[language];
  const cases = Object.keys(messages).map((key) => open(`- **${messages[key] ?? ''}**\n  ${advice[key] ?? ''}`));
  const norms = NORMS.flatMap((norm) =>
    norm.controls
      .filter(({ rules }) => rules.includes(rule.id))
      .map((control) => `- ${control.id}: ${control.title[language]} (${norm.title[language]}, ${norm.edition})`),
  );
  return `${[
    `# ${title}`,
    `\`${rule.id}\``,
    why,
    `## ${texts.advice}`,
    cases.join('\n'),
    ...(norms.length > 0 ? [`## ${texts.norms}`, norms.join('\n')] : []),
  ].join('\n\n')}\n`;
}

/** Placeholders have no value here. */
function open(text: string): string {
  return text.replaceAll(/\{\w+\}/g, '…');
}
