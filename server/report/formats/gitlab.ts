/**
 * The two reports of GitLab. Code Quality is what every edition shows: unique fingerprints without lines, no byte order
 * mark, relative paths. The SAST report follows schema 15.0.6, which all supported versions know.
 */
import { createHash } from 'node:crypto';
import type { Severity } from '../../model/finding.ts';
import { normsOfRule } from '../norms.ts';
import type { Reporter } from '../reporter.ts';
import { shownFindings } from '../shown-finding.ts';

const QUALITY: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', information: 'minor' };
const SAST: Readonly<Record<Severity, string>> = { error: 'High', warning: 'Medium', information: 'Low' };
/** GitLab keeps that many. */
const MOST_IDENTIFIERS = 20;
const START = '1970-01-01T00:00:00';

export const reportAsCodeQuality: Reporter = (analysis, surroundings) => {
  const issues = shownFindings(analysis, surroundings).map(({ finding, path, start, message, rule, identity }) => ({
    description: message,
    check_name: rule,
    fingerprint: digest(identity),
    severity: QUALITY[finding.severity],
    location: { path, lines: { begin: start.line } },
  }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
};

export const reportAsSast: Reporter = (analysis, surroundings) => {
  const { version, time = START } = surroundings;
  const tool = { id: 'fachlint', name: 'Fachlint', version, vendor: { name: 'Fachlint' } };
  const vulnerabilities = shownFindings(analysis, surroundings).map((shown) => {
    const { finding, path, start, end, rule, title, message, advice, identity } = shown;
    return {
      id: uuid(identity),
      name: title.slice(0, 255),
      description: message,
      severity: SAST[finding.severity],
      solution: advice.slice(0, 7000),
      location: { file: path, start_line: start.line, end_line: end.line },
      identifiers: [
        { type: 'fachlint_rule', name: rule, value: rule },
        ...normsOfRule(rule)
          .filter(({ norm }) => norm === 'cwe')
          .map(({ control }) => ({
            type: 'cwe',
            name: control,
            value: control.slice('CWE-'.length),
            url: `https://cwe.mitre.org/data/definitions/${control.slice('CWE-'.length)}.html`,
          })),
      ].slice(0, MOST_IDENTIFIERS),
      tracking: {
        type: 'source',
        items: [
          {
            file: path,
            start_line: start.line,
            end_line: end.line,
            signatures: [{ algorithm: 'scope_offset', value: `${path}|${finding.fingerprint}` }],
          },
        ],
      },
    };
  });
  const document = {
    version: '15.0.6',
    vulnerabilities,
    scan: {
      analyzer: tool,
      scanner: tool,
      type: 'sast',
      status: analysis.crashes.length === 0 ? 'success' : 'failure',
      start_time: time,
      end_time: time,
    },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The same finding has the same one in every run. */
function uuid(text: string): string {
  const hex = digest(text);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
