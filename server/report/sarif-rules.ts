/** What SARIF says of rules and norms: descriptors, taxonomies, and their texts in the other language. */
import type { Analysis } from '../model/analysis.ts';
import type { Confidence, Language, Severity } from '../model/finding.ts';
import type { Control } from '../model/norm.ts';
import type { Rule, RuleText } from '../model/rule.ts';
import { normById, normsOfRule } from './norms.ts';
import { categoryOf, type ReportSurroundings } from './reporter.ts';
import { REPORT_TEXTS } from './texts.ts';

const CWE = 'cwe';
export const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note' };
/** On the scale of CVSS, as platforms sort by it: high, medium, low. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { error: '8.0', warning: '5.5', information: '3.0' };
const PRECISION: Readonly<Record<Confidence, string>> = { high: 'high', medium: 'medium', low: 'low' };
/** The smallest limit of the platforms for a short or full description. */
const LONGEST_DESCRIPTION = 1024;
/** The smallest limit of the platforms for tags of a rule. */
const MOST_TAGS = 10;
/**
 * GitHub takes suppressed results for open ones. GitLab takes what is tagged with one of these weaknesses for a leaked
 * secret, which missing encryption is not; it ranks by `rank`.
 */
const SECRETS_OF_GITLAB: ReadonlySet<string> = new Set(
  [319, 312, 256, 257, 259, 321, 522, 540, 798].map((number) => `CWE-${String(number)}`),
);

/** All rules that were asked, and those of findings that no rule is known for (defects of suppression comments). */
export function ruleIds(analysis: Analysis, rules: readonly Rule[]): readonly { id: string; rule: Rule | undefined }[] {
  const known = new Map<string, Rule | undefined>(rules.map((rule) => [rule.id, rule]));
  for (const { rule } of analysis.findings) if (!known.has(rule)) known.set(rule, undefined);
  return [...known].map(([id, rule]) => ({ id, rule })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function normIds(rules: readonly string[]): readonly string[] {
  return [...new Set(rules.flatMap((rule) => normsOfRule(rule).map(({ norm }) => norm)))].sort();
}

export function descriptorOf(
  id: string,
  rule: Rule | undefined,
  language: Language,
  norms: readonly string[],
  profile: ReportSurroundings['profile'],
): object {
  const references = normsOfRule(id).filter(
    ({ control }) => profile !== 'gitlab' || categoryOf(id) === 'credentials' || !SECRETS_OF_GITLAB.has(control),
  );
  const severity = rule?.severity ?? 'warning';
  const weaknesses = references.filter(({ norm }) => norm === CWE);
  return {
    id,
    name: nameOf(id),
    ...descriptions(id, rule, language),
    defaultConfiguration: { level: LEVELS[severity] },
    ...(references.length > 0 && {
      relationships: references.map(({ norm, control }) => ({
        target: {
          id: control,
          index: taxaOf(norm).findIndex(({ id: taxon }) => taxon === control),
          toolComponent: { name: componentOf(norm), index: norms.indexOf(norm) },
        },
        kinds: ['relevant'],
      })),
    }),
    properties: {
      tags: [
        'security',
        categoryOf(id),
        ...weaknesses.map(({ control }) => `external/cwe/${control.toLowerCase()}`),
      ].slice(0, MOST_TAGS),
      precision: PRECISION[rule?.confidence ?? 'high'],
      'security-severity': SECURITY_SEVERITY[severity],
    },
  };
}

function descriptions(id: string, rule: Rule | undefined, language: Language): object {
  const text = rule?.text[language];
  const title = text?.title ?? id;
  const why = text?.why ?? title;
  return {
    shortDescription: { text: shortened(title) },
    fullDescription: { text: shortened(why) },
    help: text ? helpOf(text, id, language) : { text: title, markdown: title },
  };
}

function helpOf(text: RuleText, id: string, language: Language): { text: string; markdown: string } {
  const advice = [...new Set(Object.values(text.advice))];
  const norms = normsOfRule(id).map(({ control, title }) => `${control}: ${title[language]}`);
  const heading = { de: ['Abhilfe', 'Normen'], en: ['What to do', 'Norms'] }[language];
  const sections = [
    { title: heading[0] ?? '', lines: advice },
    { title: heading[1] ?? '', lines: norms },
  ].filter(({ lines }) => lines.length > 0);
  return {
    text: [text.why, ...sections.map(({ title, lines }) => `${title}:\n${lines.join('\n')}`)].join('\n\n'),
    markdown: [
      `# ${text.title}`,
      text.why,
      ...sections.map(({ title, lines }) => `## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`),
    ].join('\n\n'),
  };
}

/** `NoDisabledCertificateCheck`: readers of SARIF expect a name without spaces and slashes. */
function nameOf(id: string): string {
  return id
    .slice(id.indexOf('/') + 1)
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function shortened(text: string): string {
  return text.length <= LONGEST_DESCRIPTION ? text : `${text.slice(0, LONGEST_DESCRIPTION - 1)}…`;
}

/** Readers of SARIF know this one taxonomy by its name. */
export function componentOf(norm: string): string {
  return norm === CWE ? 'CWE' : norm;
}

/** The controls of a norm that rules contribute to; the others belong into the report of norms. */
function taxaOf(norm: string): readonly Control[] {
  return (normById(norm)?.controls ?? []).filter(({ rules }) => rules.length > 0);
}

export function taxonomyOf(id: string, language: Language): object {
  const norm = normById(id);
  return {
    name: componentOf(id),
    ...(norm && {
      version: norm.edition,
      informationUri: norm.source,
      shortDescription: { text: norm.title[language] },
      taxa: taxaOf(id).map((control) => ({ id: control.id, shortDescription: { text: control.title[language] } })),
    }),
    isComprehensive: false,
  };
}

export function translationOf(rules: readonly { id: string; rule: Rule | undefined }[], language: Language): object {
  return {
    name: 'Fachlint',
    language,
    translationMetadata: { name: { de: 'Deutsch', en: 'English' }[language] },
    associatedComponent: { name: 'Fachlint' },
    rules: rules.map(({ id, rule }) => ({ id, ...descriptions(id, rule, language) })),
    notifications: notificationDescriptors(language),
  };
}

export function notificationDescriptors(language: Language): readonly object[] {
  const { reason, crashed } = REPORT_TEXTS[language];
  return [
    ...Object.entries(reason).map(([id, text]) => ({ id: `not-judged/${id}`, shortDescription: { text } })),
    { id: 'crash', shortDescription: { text: crashed } },
  ];
}
