/**
 * SARIF 2.1.0 for platforms. One shape that GitHub, GitLab, SonarQube, Jenkins and DevGuard all accept: relative
 * addresses only, four numbers per region, our own fingerprints (the customary hash of lines would let a reader compute
 * secrets back), and never a snippet of a file.
 */
import type { Analysis, Crash } from '../model/analysis.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { TextRange } from '../model/text-range.ts';
import { Places } from './places.ts';
import { OTHER_LANGUAGE, type ReportSurroundings } from './reporter.ts';
import {
  componentOf,
  descriptorOf,
  LEVELS,
  normIds,
  notificationDescriptors,
  ruleIds,
  taxonomyOf,
  translationOf,
} from './sarif-rules.ts';
import { secretTexts, withoutSecrets } from './secrets.ts';
import { REPORT_TEXTS } from './texts.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const ROOT = 'SRCROOT';

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
