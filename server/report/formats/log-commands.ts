/** Lines that GitHub and Azure DevOps read from the log of a job. */
import type { Severity } from '../../model/finding.ts';
import { printable } from '../excerpt.ts';
import type { Reporter } from '../reporter.ts';
import { shownFindings } from '../shown-finding.ts';

const GITHUB: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice' };

export const reportForGithub: Reporter = (analysis, surroundings) =>
  shownFindings(analysis, surroundings)
    .map(({ finding, path, start, end, rule, title, message, advice }) => {
      // Columns count within one line only.
      const columns: readonly (readonly [string, number])[] =
        start.line === end.line
          ? [
              ['col', start.column],
              ['endColumn', end.column],
            ]
          : [];
      const properties = [
        ['file', path],
        ['line', start.line],
        ['endLine', end.line],
        ...columns,
        ['title', `${title} (${rule})`],
      ]
        .map(([name, value]) => `${String(name)}=${githubProperty(String(value))}`)
        .join(',');
      return `::${GITHUB[finding.severity]} ${properties}::${githubText(`${message} ${advice}`)}\n`;
    })
    .join('');

function githubText(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function githubProperty(text: string): string {
  return githubText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

export const reportForAzure: Reporter = (analysis, surroundings) =>
  shownFindings(analysis, surroundings)
    .map(({ finding, path, start, rule, message, advice }) => {
      const type = finding.severity === 'error' ? 'error' : 'warning';
      const properties = [
        `type=${type}`,
        `sourcepath=${azureText(path)}`,
        `linenumber=${String(start.line)}`,
        `columnnumber=${String(start.column)}`,
        `code=${azureText(rule)}`,
      ];
      return `##vso[task.logissue ${properties.join(';')}]${azureText(`${message} ${advice}`)}\n`;
    })
    .join('');

function azureText(text: string): string {
  return printable(text).replaceAll('%', '%AZP25').replaceAll(';', '%3B').replaceAll(']', '%5D');
}
