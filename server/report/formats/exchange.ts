/** Reports for SonarQube (generic issues since 10.3) and for reviewdog (rdjson). */
import type { Severity } from '../../model/finding.ts';
import { Places } from '../places.ts';
import type { Reporter } from '../reporter.ts';
import { shownFindings } from '../shown-finding.ts';

const IMPACT: Readonly<Record<Severity, string>> = { error: 'HIGH', warning: 'MEDIUM', information: 'LOW' };
const REVIEWDOG: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', information: 'INFO' };

export const reportAsSonar: Reporter = (analysis, surroundings) => {
  const shown = shownFindings(analysis, surroundings);
  const { rules, language } = surroundings;
  const ids = [...new Set(shown.map(({ rule }) => rule))].sort();
  const document = {
    rules: ids.map((id) => {
      const rule = rules.find((each) => each.id === id);
      return {
        id,
        name: rule?.text[language].title ?? id,
        description: rule?.text[language].why ?? id,
        engineId: 'fachlint',
        cleanCodeAttribute: 'TRUSTWORTHY',
        impacts: [{ softwareQuality: 'SECURITY', severity: IMPACT[rule?.severity ?? 'warning'] }],
      };
    }),
    issues: shown.map(({ rule, path, start, end, message, advice }) => ({
      ruleId: rule,
      primaryLocation: {
        message: `${message} ${advice}`,
        filePath: path,
        // Columns from 0; an empty range is refused, so that only lines are told then.
        textRange:
          start.line === end.line && start.column === end.column
            ? { startLine: start.line }
            : { startLine: start.line, endLine: end.line, startColumn: start.column - 1, endColumn: end.column - 1 },
      },
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};

export const reportAsRdjson: Reporter = (analysis, surroundings) => {
  const places = new Places(surroundings.textOf, surroundings.placeOf);
  // Columns count bytes: where the text is not at hand, the line has to do.
  const placeIn = (path: string, { line, column }: { line: number; column: number }): object => {
    const text = places.linesOf(path)?.textOf(line - 1);
    return text === undefined ? { line } : { line, column: Buffer.byteLength(text.slice(0, column - 1)) + 1 };
  };
  const document = {
    source: { name: 'fachlint' },
    diagnostics: shownFindings(analysis, surroundings).map(({ finding, path, start, end, rule, message, advice }) => ({
      message: `${message} ${advice}`,
      location: { path, range: { start: placeIn(path, start), end: placeIn(path, end) } },
      severity: REVIEWDOG[finding.severity],
      code: { value: rule },
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};
