/** `fachlint rules`: the list of all rules. */
import { RULES } from '../../rules/index.ts';
import type { Language } from '../model/finding.ts';
import { normsOfRule } from '../report/norms.ts';
import { categoryOf } from '../report/reporter.ts';
import { REPORT_TEXTS } from '../report/texts.ts';
import type { ListFormat } from './explain.ts';
import { print } from './terminal.ts';

export async function rules(format: ListFormat, language: Language): Promise<number> {
  await print(format === 'json' ? asJson(language) : asText(language));
  return 0;
}

function asJson(language: Language): string {
  const document = {
    version: 1,
    language,
    rules: RULES.map(({ id, severity, text }) => ({
      rule: id,
      category: categoryOf(id),
      severity,
      title: text[language].title,
      norms: normsOfRule(id).map(({ norm, control }) => ({ norm, control })),
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function asText(language: Language): string {
  const { severity: names } = REPORT_TEXTS[language];
  const rows = RULES.map(({ id, severity, text }) => [id, names[severity], text[language].title] as const);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([id, severity, title]) => `${id.padEnd(widths[0] ?? 0)}  ${severity.padEnd(widths[1] ?? 0)}  ${title}\n`)
    .join('');
}
