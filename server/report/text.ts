/**
 * The report for people at a terminal: a line with place, severity and rule, the message, the flagged text with secrets
 * as dots, what to do; counts at the end. The problem matcher in `package.json` reads the first two lines.
 */
import type { Analysis } from '../model/analysis.ts';
import { isOpen, type Finding, type Severity } from '../model/finding.ts';
import type { TextRange } from '../model/text-range.ts';
import { excerptOf, printable, wrap } from './excerpt.ts';
import { Places } from './places.ts';
import { categoryOf, SEVERITIES, type ReportSurroundings } from './reporter.ts';
import { secretTexts, showableLine } from './secrets.ts';
import { REPORT_TEXTS } from './texts.ts';

const WIDEST = 120;
/** Of a very long line only so much on both sides of the flagged place is looked at. */
const WINDOW = 2000;
const INDENT = '  ';

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'cyan' | 'underline';
const STYLES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  red: [31, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};
const SEVERITY_STYLE: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', information: 'cyan' };

export function reportAsText(analysis: Analysis, surroundings: ReportSurroundings): string {
  return new TextReport(analysis, surroundings).text();
}

class TextReport {
  readonly #analysis: Analysis;
  readonly #surroundings: ReportSurroundings;
  readonly #places: Places;
  readonly #texts;
  readonly #width: number;
  readonly #wrapAt: number;
  readonly #secrets = new Map<string, readonly string[]>();
  /** First finding of each group of equal values. */
  readonly #groups = new Map<string, Finding>();

  constructor(analysis: Analysis, surroundings: ReportSurroundings) {
    this.#analysis = analysis;
    this.#surroundings = surroundings;
    this.#places = new Places(surroundings.textOf, surroundings.placeOf);
    this.#texts = REPORT_TEXTS[surroundings.language];
    this.#width = Math.max(40, Math.min(WIDEST, surroundings.width ?? WIDEST));
    this.#wrapAt = surroundings.width === undefined ? Number.POSITIVE_INFINITY : this.#width;
  }

  text(): string {
    const shown = this.#analysis.findings.filter(isOpen);
    const lines: string[] = [];
    for (const finding of shown) lines.push(...this.#finding(finding), '');
    lines.push(...this.#notJudged(), ...this.#crashes(), ...this.#summary(shown));
    return `${lines.join('\n')}\n`;
  }

  #finding(finding: Finding): readonly string[] {
    const { language } = this.#surroundings;
    const { start } = this.#places.rangeOf(finding.path, finding.range);
    const indent = INDENT.repeat(2);
    const paragraph = (text: string, style?: Style): string[] =>
      wrap(printable(text), this.#wrapAt - indent.length).map(
        (line) => indent + (style ? this.#style(line, style) : line),
      );
    const head = [this.#head(finding, start.line, start.column), ...paragraph(finding.message[language], 'bold')];

    const same = this.#sameValue(finding);
    if (same !== undefined) return [...head, ...paragraph(this.#texts.sameValue(same), 'dim')];
    return [
      ...head,
      ...this.#excerpt(finding, start.line, indent),
      ...paragraph(finding.advice[language]),
      ...finding.related.map((related) => {
        const { start: at } = this.#places.rangeOf(related.path, related.range);
        const where = `${printable(related.path)}:${String(at.line)}:${String(at.column)}`;
        return `${indent}${this.#style('→', 'dim')} ${where}  ${this.#style(printable(related.text[language]), 'dim')}`;
      }),
      ...(finding.fix
        ? paragraph(finding.fix.safety === 'safe' ? this.#texts.fixSafe : this.#texts.fixSuggestion, 'dim')
        : []),
    ];
  }

  /** Path, line and column in one word, as terminals make it a link. */
  #head(finding: Finding, line: number, column: number): string {
    const severity = this.#style(this.#texts.severity[finding.severity], SEVERITY_STYLE[finding.severity]);
    const place = this.#style(`${printable(finding.path)}:${String(line)}:${String(column)}`, 'underline');
    const uncertain = finding.confidence === 'low' ? ` · ${this.#texts.uncertain}` : '';
    return `${place}${INDENT}${severity}${INDENT}${this.#style(finding.rule + uncertain, 'dim')}`;
  }

  /** Where a finding with the same value was already shown in full. */
  #sameValue(finding: Finding): string | undefined {
    if (finding.group === undefined) return undefined;
    const key = `${finding.rule} ${finding.group}`;
    const first = this.#groups.get(key);
    if (!first) {
      this.#groups.set(key, finding);
      return undefined;
    }
    const { start } = this.#places.rangeOf(first.path, first.range);
    return `${printable(first.path)}:${String(start.line)}:${String(start.column)}`;
  }

  #excerpt(finding: Finding, lineNumber: number, indent: string): readonly string[] {
    const lines = this.#places.linesOf(finding.path);
    if (!lines) return [];
    const lineStart = lines.startOf(lineNumber - 1);
    const whole = lines.textOf(lineNumber - 1);
    const from = finding.range.start - lineStart;
    const cut = Math.max(0, from - WINDOW);
    const part = whole.slice(cut, from + WINDOW);
    const secretRanges: readonly TextRange[] = this.#surroundings.secretsOf(finding.path);
    const line = showableLine(
      part,
      lineStart + cut,
      finding.path,
      finding.secret ? [...secretRanges, finding.range] : secretRanges,
      this.#secretTexts(finding.path),
      finding.range,
    );
    const gutter = `${indent}${String(lineNumber)} │ `;
    const start = Math.min(from - cut, line.length);
    const end = Math.max(start, Math.min(finding.range.end - lineStart - cut, line.length));
    const excerpt = excerptOf(line, start, end, this.#width - gutter.length);
    const empty = `${' '.repeat(gutter.length - 2)}│ `;
    return [
      `${this.#style(gutter, 'dim')}${excerpt.line}`,
      `${this.#style(empty, 'dim')}${this.#indentedCarets(excerpt.carets, finding.severity)}`,
    ];
  }

  #indentedCarets(carets: string, severity: Severity): string {
    const at = carets.indexOf('^');
    return carets.slice(0, at) + this.#style(carets.slice(at), SEVERITY_STYLE[severity]);
  }

  #secretTexts(path: string): readonly string[] {
    let texts = this.#secrets.get(path);
    if (!texts) {
      texts = secretTexts(this.#surroundings.textOf(path) ?? '', this.#surroundings.secretsOf(path));
      this.#secrets.set(path, texts);
    }
    return texts;
  }

  #notJudged(): readonly string[] {
    const { notices } = this.#analysis;
    if (notices.length === 0) return [];
    return [
      this.#style(this.#texts.notJudged, 'bold'),
      ...notices.map((notice) => {
        const start = notice.range && this.#places.rangeOf(notice.path, notice.range).start;
        const where = start ? `:${String(start.line)}:${String(start.column)}` : '';
        const detail = notice.detail === undefined ? '' : ` (${printable(notice.detail)})`;
        return `${INDENT}${printable(notice.path)}${where}  ${this.#style(this.#texts.reason[notice.reason] + detail, 'dim')}`;
      }),
      '',
    ];
  }

  #crashes(): readonly string[] {
    const { crashes } = this.#analysis;
    if (crashes.length === 0) return [];
    return [
      this.#style(this.#texts.crashed, 'bold'),
      ...crashes.map(({ what, path, detail }) => {
        const at = path === undefined ? undefined : printable(path);
        return `${INDENT}${this.#texts.crash(what, at)}  ${this.#style(printable(detail), 'dim')}`;
      }),
      '',
    ];
  }

  #summary(shown: readonly Finding[]): readonly string[] {
    const texts = this.#texts;
    const fixable = shown.filter((finding) => finding.fix?.safety === 'safe').length;
    const { files } = this.#analysis.counts;
    if (shown.length === 0) {
      const nothing = texts.nothing(files);
      const silenced = this.#silenced();
      return [silenced.length > 0 ? `${nothing} ${silenced.join(' · ')}.` : nothing];
    }
    const paths = new Set(shown.map((finding) => finding.path)).size;
    const severities = SEVERITIES.flatMap((severity) => {
      const count = shown.filter((finding) => finding.severity === severity).length;
      return count > 0 ? [this.#style(texts.severityCount[severity](count), SEVERITY_STYLE[severity])] : [];
    });
    const categories = [...new Set(shown.map((finding) => categoryOf(finding.rule)))].sort().map((category) => {
      const count = shown.filter((finding) => categoryOf(finding.rule) === category).length;
      return `${texts.category[category] ?? category} ${String(count)}`;
    });
    const rest = [...this.#silenced(), ...(fixable > 0 ? [texts.fixable(fixable)] : [])];
    return [
      `${this.#style(texts.summary(shown.length, paths, files), 'bold')}: ${severities.join(', ')}`,
      categories.join(' · '),
      ...(rest.length > 0 ? [rest.join(' · ')] : []),
    ];
  }

  /** What is not shown because somebody has said so, and which decisions do not hold. */
  #silenced(): readonly string[] {
    const texts = this.#texts;
    const { findings, decisions, baseline } = this.#analysis;
    const unchanged = findings.filter((finding) => isOpen({ ...finding, baseline: 'new' }) && !isOpen(finding)).length;
    const absent = baseline?.absent ?? 0;
    const suppressed = findings.filter((finding) => finding.suppressed).length;
    const decided = findings.filter((finding) => finding.decision).length;
    const states = (['expired', 'unconfirmed', 'stale'] as const).flatMap((state) => {
      const count = decisions.filter((decision) => decision.state === state).length;
      return count > 0 ? [texts.decisionState[state](count)] : [];
    });
    return [
      ...(suppressed > 0 ? [texts.suppressed(suppressed)] : []),
      ...(decided > 0 ? [texts.decided(decided)] : []),
      ...(unchanged > 0 ? [texts.unchanged(unchanged)] : []),
      ...(absent > 0 ? [texts.absent(absent)] : []),
      ...states,
    ];
  }

  #style(text: string, style: Style): string {
    const [on, off] = STYLES[style];
    return this.#surroundings.colour && text !== '' ? `\u001B[${String(on)}m${text}\u001B[${String(off)}m` : text;
  }
}
