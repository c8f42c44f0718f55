/** `fachlint explain RULE`: what a rule finds, why that matters, what to do, and which norms ask for it. */
import { RULES } from '../../rules/index.ts';
import type { Language } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import { wrap } from '../report/excerpt.ts';
import { normsOfRule } from '../report/norms.ts';
import { categoryOf } from '../report/reporter.ts';
import { REPORT_TEXTS } from '../report/texts.ts';
import { nearest } from '../model/nearest.ts';
import { print, usesColour, widthOfTerminal } from './terminal.ts';
import { TEXTS, unknownName } from './texts.ts';

export type ListFormat = 'text' | 'json';

export async function explain(id: string, format: ListFormat, language: Language): Promise<number> {
  const rule = RULES.find((candidate) => candidate.id === id);
  if (!rule) {
    throw unknownName(
      'rule',
      id,
      nearest(
        id,
        RULES.map((candidate) => candidate.id),
      ),
    );
  }
  await print(format === 'json' ? asJson(rule, language) : asText(rule, language));
  return 0;
}

function asJson(rule: Rule, language: Language): string {
  const { title, why, messages, advice } = rule.text[language];
  const document = {
    version: 1,
    language,
    rule: rule.id,
    category: categoryOf(rule.id),
    severity: rule.severity,
    fix: rule.fix ?? null,
    title,
    why,
    cases: Object.keys(messages).map((name) => ({ case: name, message: messages[name], advice: advice[name] })),
    norms: normsOfRule(rule.id).map((norm) => ({
      norm: norm.norm,
      control: norm.control,
      title: norm.title[language],
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function asText(rule: Rule, language: Language): string {
  const texts = TEXTS[language].explain;
  const { title, why, messages, advice } = rule.text[language];
  const width = Math.min(widthOfTerminal() ?? 100, 100);
  const bold = (text: string): string => (usesColour() ? `\u001B[1m${text}\u001B[22m` : text);
  const paragraph = (text: string, indent: string): string =>
    wrap(text, width - indent.length)
      .map((line) => indent + line)
      .join('\n');
  const norms = normsOfRule(rule.id);
  return `${[
    bold(title),
    [
      rule.id,
      `${texts.severity}: ${REPORT_TEXTS[language].severity[rule.severity]}`,
      ...(rule.fix ? [texts.fix[rule.fix]] : []),
    ].join(' · '),
    '',
    bold(texts.why),
    paragraph(why, '  '),
    '',
    bold(texts.advice),
    Object.keys(messages)
      .map(
        (name) =>
          `${paragraph(`– ${withoutPlaceholders(messages[name] ?? '')}`, '  ')}\n${paragraph(withoutPlaceholders(advice[name] ?? ''), '    ')}`,
      )
      .join('\n\n'),
    ...(norms.length > 0
      ? ['', bold(texts.norms), ...norms.map((norm) => paragraph(`${norm.control}  ${norm.title[language]}`, '  '))]
      : []),
  ].join('\n')}\n`;
}

/** A message is filled in at a place; here there is none. */
function withoutPlaceholders(text: string): string {
  return text.replace(/\{\w+\}/g, '…');
}
