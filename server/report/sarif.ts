/**
 * SARIF 2.1.0 for platforms. One shape that GitHub, GitLab, SonarQube, Jenkins and DevGuard all accept: relative
 * addresses only, four numbers per region, our own fingerprints (the customary hash of lines would let a reader compute
 * secrets back), and never a snippet of a file.
 */
import type { Analysis, Crash } from '../model/analysis.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Confidence, Finding, Language, Severity } from '../model/finding.ts';
import type { Control } from '../model/norm.ts';
import type { Rule, RuleText } from '../model/rule.ts';
import type { TextRange } from '../model/text-range.ts';
import { normById, normsOfRule } from './norms.ts';
import { Places } from './places.ts';
import { categoryOf, OTHER_LANGUAGE, type ReportSurroundings } from './reporter.ts';
import { secretTexts, withoutSecrets } from './secrets.ts';
import { REPORT_TEXTS } from './texts.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const CWE = 'cwe';
const ROOT = 'SRCROOT';
const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note' };
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
const RANK: Readonly<Record<Severity, number>> = { error: 80, warning: 55, information: 30 };

export function reportAsSarif(all: Analysis, surroundings: ReportSurroundings): string {
  const { profile } = surroundings;
  const analysis =
    profile === 'github'
      ? { ...all, findings: all.findings.filter(({ suppressed, decision }) => !suppressed && !decision) }
      : all;
  const { language, version, textOf } = surroundings;
  const places = new Places(textOf, surroundings.placeOf);
  const texts = REPORT_TEXTS[language];
  const rules = ruleIds(analysis, surroundings.rules);
  const norms = normIds(rules.map(({ id }) => id));

  const location = (path: string, range: TextRange | undefined): object => ({
    physicalLocation: {
      artifactLocation: { uri: uriOf(path), uriBaseId: ROOT },
      ...(range && { region: regionOf(places, path, range) }),
    },
  });

  /** The way of each value from where it is written to where it counts. */
  const codeFlowsOf = ({ path, range, related, message }: Finding): readonly object[] =>
    related
      .filter(({ isOrigin }) => isOrigin)
      .map((origin) => ({
        threadFlows: [
          {
            locations: [
              { location: { ...location(origin.path, origin.range), message: { text: origin.text[language] } } },
              { location: { ...location(path, range), message: { text: message[language] } } },
            ],
          },
        ],
      }));

  const result = (finding: Finding): object => ({
    ruleId: finding.rule,
    ruleIndex: rules.findIndex(({ id }) => id === finding.rule),
    level: LEVELS[finding.severity],
    ...(profile === 'gitlab' && { rank: RANK[finding.severity] }),
    message: { text: `${finding.message[language]} ${finding.advice[language]}` },
    locations: [location(finding.path, finding.range)],
    ...(finding.related.length > 0 && {
      relatedLocations: finding.related.map((related, index) => ({
        id: index + 1,
        ...location(related.path, related.range),
        message: { text: related.text[language] },
      })),
    }),
    ...(finding.related.some(({ isOrigin }) => isOrigin) && { codeFlows: codeFlowsOf(finding) }),
    partialFingerprints: { 'fachlint/v1': finding.fingerprint, primaryLocationLineHash: finding.fingerprint },
    ...((finding.suppressed ?? finding.decision) && { suppressions: suppressionsOf(finding, surroundings) }),
    ...(finding.baseline && { baselineState: finding.baseline }),
    properties: {
      confidence: finding.confidence,
      [`message.${OTHER_LANGUAGE[language]}`]: finding.message[OTHER_LANGUAGE[language]],
    },
  });

  const run = {
    tool: {
      driver: {
        name: 'Fachlint',
        version,
        semanticVersion: version,
        language,
        rules: rules.map(({ id, rule }) => descriptorOf(id, rule, language, norms, profile)),
        notifications: notificationDescriptors(language),
        ...(norms.length > 0 && { supportedTaxonomies: norms.map((id, index) => ({ name: componentOf(id), index })) }),
      },
    },
    invocations: [
      {
        executionSuccessful: analysis.crashes.length === 0,
        toolExecutionNotifications: [
          ...analysis.notices.map((notice) => noticeOf(notice, location, texts.reason[notice.reason])),
          ...analysis.crashes.map((crash) => crashOf(crash, location, texts.crash(crash.what, undefined))),
        ],
      },
    ],
    language,
    originalUriBaseIds: {
      [ROOT]: {
        description: {
          text: { de: 'Der geprüfte Ordner.', en: 'The checked folder.' }[language],
        },
      },
    },
    columnKind: 'utf16CodeUnits',
    automationDetails: { id: 'fachlint/' },
    results: analysis.findings.map(result),
    ...(norms.length > 0 && { taxonomies: norms.map((id) => taxonomyOf(id, language)) }),
    translations: [translationOf(rules, OTHER_LANGUAGE[language])],
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

function suppressionsOf({ path, suppressed, decision }: Finding, surroundings: ReportSurroundings): readonly object[] {
  const { language, textOf, secretsOf } = surroundings;
  const texts = REPORT_TEXTS[language];
  const shown = (reason = ''): string => withoutSecrets(reason, secretTexts(textOf(path) ?? '', secretsOf(path)));
  if (suppressed) {
    return [{ kind: 'inSource', justification: shown(suppressed.reason) || texts.suppressionFallback }];
  }
  if (!decision) return [];
  const { decision: kind, reason, by, confirmedBy, until } = decision;
  const justification = [texts.decision[kind], ...(reason === undefined ? [] : [shown(reason)])].join(': ');
  return [
    { kind: 'external', status: 'accepted', justification, properties: { decision: kind, by, confirmedBy, until } },
  ];
}

/** Relative, forward slashes, every segment encoded. */
export function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function regionOf(places: Places, path: string, range: TextRange): object {
  const { start, end } = places.rangeOf(path, range);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** All rules that were asked, and those of findings that no rule is known for (defects of suppression comments). */
function ruleIds(analysis: Analysis, rules: readonly Rule[]): readonly { id: string; rule: Rule | undefined }[] {
  const known = new Map<string, Rule | undefined>(rules.map((rule) => [rule.id, rule]));
  for (const { rule } of analysis.findings) if (!known.has(rule)) known.set(rule, undefined);
  return [...known].map(([id, rule]) => ({ id, rule })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function normIds(rules: readonly string[]): readonly string[] {
  return [...new Set(rules.flatMap((rule) => normsOfRule(rule).map(({ norm }) => norm)))].sort();
}

function descriptorOf(
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
function componentOf(norm: string): string {
  return norm === CWE ? 'CWE' : norm;
}

/** The controls of a norm that rules contribute to; the others belong into the report of norms. */
function taxaOf(norm: string): readonly Control[] {
  return (normById(norm)?.controls ?? []).filter(({ rules }) => rules.length > 0);
}

function taxonomyOf(id: string, language: Language): object {
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

function translationOf(rules: readonly { id: string; rule: Rule | undefined }[], language: Language): object {
  return {
    name: 'Fachlint',
    language,
    translationMetadata: { name: { de: 'Deutsch', en: 'English' }[language] },
    associatedComponent: { name: 'Fachlint' },
    rules: rules.map(({ id, rule }) => ({ id, ...descriptions(id, rule, language) })),
    notifications: notificationDescriptors(language),
  };
}

function notificationDescriptors(language: Language): readonly object[] {
  const { reason, crashed } = REPORT_TEXTS[language];
  return [
    ...Object.entries(reason).map(([id, text]) => ({ id: `not-judged/${id}`, shortDescription: { text } })),
    { id: 'crash', shortDescription: { text: crashed } },
  ];
}

type LocationOf = (path: string, range: TextRange | undefined) => object;

function noticeOf(notice: Notice, location: LocationOf, text: string): object {
  return {
    descriptor: { id: `not-judged/${notice.reason}` },
    level: 'warning',
    message: { text: `${notice.path}: ${text}${notice.detail === undefined ? '' : ` (${notice.detail})`}` },
    locations: [location(notice.path, notice.range)],
  };
}

function crashOf(crash: Crash, location: LocationOf, text: string): object {
  return {
    descriptor: { id: 'crash' },
    level: 'error',
    message: { text: `${text}: ${crash.detail}` },
    ...(crash.path !== undefined && { locations: [location(crash.path, undefined)] }),
  };
}
