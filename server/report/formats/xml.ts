/** JUnit and Checkstyle, which nearly every server for builds can show. */
import type { Severity } from '../../model/finding.ts';
import { inXml } from '../escaping.ts';
import type { Reporter } from '../reporter.ts';
import { placeOfShown, shownFindings, type ShownFinding } from '../shown-finding.ts';
import { REPORT_TEXTS } from '../texts.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const CHECKSTYLE: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'info' };

/** One suite a file, one failed case a finding; a run without findings is one case that passes. */
export const reportAsJunit: Reporter = (analysis, surroundings) => {
  const shown = shownFindings(analysis, surroundings);
  const texts = REPORT_TEXTS[surroundings.language];
  const suites = [...byPath(shown)].map(([path, findings]) => {
    const cases = findings.map((each) => {
      const { rule, start, message, advice, finding } = each;
      return [
        `    <testcase name="${inXml(`${rule} (${placeOfShown(each)})`)}" classname="${inXml(path)}" file="${inXml(path)}" line="${String(start.line)}">`,
        `      <failure message="${inXml(message)}" type="${inXml(texts.severity[finding.severity])}">${inXml(`${placeOfShown(each)} ${rule} ${message} ${advice}`)}</failure>`,
        '    </testcase>',
      ].join('\n');
    });
    return suiteOf(path, cases, findings.length);
  });
  const { files } = analysis.counts;
  const passed = `    <testcase name="${inXml(texts.nothing(files))}" classname="fachlint"/>`;
  const all = suites.length > 0 ? suites : [suiteOf('fachlint', [passed], 0)];
  const count = String(Math.max(1, shown.length));
  return `${HEAD}<testsuites name="Fachlint" tests="${count}" failures="${String(shown.length)}" errors="0">\n${all.join('')}</testsuites>\n`;
};

function suiteOf(name: string, cases: readonly string[], failures: number): string {
  return `  <testsuite name="${inXml(name)}" tests="${String(cases.length)}" failures="${String(failures)}" errors="0" skipped="0">\n${cases.join('\n')}\n  </testsuite>\n`;
}

export const reportAsCheckstyle: Reporter = (analysis, surroundings) => {
  const files = [...byPath(shownFindings(analysis, surroundings))].map(([path, findings]) => {
    const errors = findings.map(
      ({ start, finding, message, advice, rule }) =>
        `    <error line="${String(start.line)}" column="${String(start.column)}" severity="${CHECKSTYLE[finding.severity]}" message="${inXml(`${message} ${advice}`)}" source="${inXml(`fachlint.${rule}`)}"/>\n`,
    );
    return `  <file name="${inXml(path)}">\n${errors.join('')}  </file>\n`;
  });
  return `${HEAD}<checkstyle version="10.0">\n${files.join('')}</checkstyle>\n`;
};

function byPath(shown: readonly ShownFinding[]): ReadonlyMap<string, readonly ShownFinding[]> {
  const groups = new Map<string, ShownFinding[]>();
  for (const each of shown) groups.set(each.path, [...(groups.get(each.path) ?? []), each]);
  return groups;
}
