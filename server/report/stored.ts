/** Reads a report that was written as JSON, so that every other report can be made from it later and elsewhere. */
import type { Analysis, JudgedDecision } from '../model/analysis.ts';
import { DECISION_KINDS, type Decision, type DecisionState } from '../model/decision.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Finding, Language } from '../model/finding.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Surroundings } from '../model/review.ts';
import type { PlaceOf, ReadablePlace, ReadableRange } from './places.ts';
import { OTHER_LANGUAGE, SEVERITIES } from './reporter.ts';
import { digits, list, name, number, oneOf, path, placeOf, record, string, type Json } from './stored-values.ts';
import { mergedSurroundings, storedSurroundings } from './review/stored-surroundings.ts';
import { REPORT_TEXTS } from './texts.ts';

export interface StoredReport {
  readonly analysis: Analysis;
  /** Of the texts in the report; the other one is there, too. */
  readonly language: Language;
  readonly placeOf: PlaceOf;
  /** Of runs that were stored before there was more to keep there is none. */
  readonly review?: Surroundings;
}

/** `newer` where another version of Fachlint has written it, `unknown` where it is no such report. */
export function storedReport(text: string): StoredReport | 'newer' | 'unknown' {
  try {
    const document = record(JSON.parse(text.replace(/^\uFEFF/, '')));
    if (record(document['tool'])['name'] !== 'fachlint') return 'unknown';
    if (document['version'] !== 1) return 'newer';
    return read(document);
  } catch {
    return 'unknown';
  }
}

/** Reports of parts of a project as one; a finding that stands in several of them stands there once. */
export function mergedReports(reports: readonly [StoredReport, ...StoredReport[]]): StoredReport {
  const known = new Map<string, Finding>();
  const places = new Map<TextRange, ReadableRange>();
  const keep = (range: TextRange, of: StoredReport): void => {
    const place = of.placeOf(range);
    if (place) places.set(range, place);
  };
  for (const [number, report] of reports.entries()) {
    for (const finding of report.analysis.findings) {
      const { start } = report.placeOf(finding.range) ?? FIRST;
      const key = [finding.path, finding.rule, finding.fingerprint, start.line, start.column].join('\n');
      if (known.has(key)) continue;
      known.set(key, {
        ...finding,
        ...(finding.group !== undefined && { group: `${String(number)} ${finding.group}` }),
      });
      for (const { range } of [finding, ...finding.related]) keep(range, report);
    }
    for (const { range } of report.analysis.notices) if (range) keep(range, report);
  }
  const all = reports.map(({ analysis }) => analysis);
  const line = ({ range }: Finding): ReadablePlace => (places.get(range) ?? FIRST).start;
  const sum = (count: (analysis: Analysis) => number): number => all.reduce((total, each) => total + count(each), 0);
  const [baseline] = all.flatMap((analysis) => analysis.baseline ?? []);
  return {
    language: reports[0].language,
    placeOf: (range) => places.get(range),
    ...mergedSurroundings(reports.flatMap(({ review }) => review ?? [])),
    analysis: {
      findings: [...known.values()].sort(
        (a, b) =>
          compare(a.path, b.path) ||
          line(a).line - line(b).line ||
          line(a).column - line(b).column ||
          compare(a.rule, b.rule),
      ),
      decisions: all.flatMap(({ decisions }) => decisions),
      ...(baseline && { baseline: { ...baseline, absent: sum((each) => each.baseline?.absent ?? 0) } }),
      notices: all.flatMap(({ notices }) => notices).sort((a, b) => compare(a.path, b.path)),
      crashes: all.flatMap(({ crashes }) => crashes),
      secrets: new Map(),
      doors: [],
      counts: { files: sum(({ counts }) => counts.files), parsed: sum(({ counts }) => counts.parsed) },
    },
  };
}

const FIRST: ReadableRange = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

function read(document: Json): StoredReport {
  const language = oneOf(document['language'], ['de', 'en']);
  const other = OTHER_LANGUAGE[language];
  const places = new Map<TextRange, ReadableRange>();
  /** Ranges of texts that are not there: each is an object of its own, which stands for its place. */
  const rangeOf = (entry: Json): TextRange => {
    const range = { start: places.size, end: places.size };
    places.set(range, { start: placeOf(entry['start']), end: placeOf(entry['end']) });
    return range;
  };
  const both = (own: unknown, translated: unknown): Readonly<Record<Language, string>> =>
    ({ [language]: string(own), [other]: string(translated) }) as Record<Language, string>;

  const finding = (entry: Json): Finding => {
    const translation = record(entry['translation']);
    const related = list(translation['related']);
    const { fix, group, suppressed, decision, baseline, stage } = entry;
    return {
      rule: name(entry['rule']),
      severity: oneOf(entry['severity'], SEVERITIES),
      confidence: oneOf(entry['confidence'], ['high', 'medium', 'low']),
      path: path(entry['path']),
      range: rangeOf(entry),
      ...(stage !== undefined && { stage: oneOf(stage, ['production', 'test', 'local']) }),
      message: both(entry['message'], translation['message']),
      advice: both(entry['advice'], translation['advice']),
      related: list(entry['related'])
        .map(record)
        .map((place, at) => ({
          path: path(place['path']),
          range: rangeOf(place),
          text: both(place['text'], related[at]),
          ...(place['origin'] === true && { isOrigin: true as const }),
        })),
      ...(fix !== undefined && {
        fix: {
          safety: oneOf(record(fix)['safety'], ['safe', 'suggestion']),
          title: both(record(fix)['title'], translation['fix']),
          edits: [],
        },
      }),
      fingerprint: digits(entry['fingerprint']),
      ...(group !== undefined && { group: String(number(group)) }),
      ...(suppressed !== undefined && { suppressed: { reason: string(record(suppressed)['reason']) } }),
      ...(decision !== undefined && { decision: decisionOf(record(decision), entry) }),
      ...(baseline !== undefined && { baseline: oneOf(baseline, ['new', 'unchanged']) }),
      secret: entry['secret'] === true,
    };
  };
  const { summary, baseline, counts, review } = document;
  return {
    language,
    placeOf: (range) => places.get(range),
    ...(review !== undefined && { review: storedSurroundings(record(review)) }),
    analysis: {
      findings: list(document['findings']).map(record).map(finding),
      decisions: decisionsOf(record(record(summary)['decisions'])),
      ...(baseline !== undefined && {
        baseline: { commit: string(record(baseline)['commit']), absent: number(record(baseline)['absent']) },
      }),
      notices: list(document['notJudged'])
        .map(record)
        .map((entry) => ({
          path: path(entry['path']),
          ...(entry['start'] !== undefined && { range: rangeOf(entry) }),
          reason: oneOf(entry['reason'], Object.keys(REPORT_TEXTS.en.reason) as Notice['reason'][]),
          ...(entry['detail'] !== undefined && { detail: string(entry['detail']) }),
        })),
      crashes: list(document['crashes'])
        .map(record)
        .map((entry) => ({
          what: string(entry['what']),
          ...(entry['path'] !== undefined && { path: path(entry['path']) }),
          detail: string(entry['detail']),
        })),
      secrets: new Map(),
      doors: [],
      counts: { files: number(record(counts)['files']), parsed: number(record(counts)['parsed']) },
    },
  };
}

function decisionOf(entry: Json, { rule, path: file, fingerprint }: Json): Decision {
  const optional = (key: string): object => (entry[key] === undefined ? {} : { [key]: string(entry[key]) });
  return {
    ...{ rule: string(rule), path: string(file), fingerprint: string(fingerprint) },
    decision: oneOf(entry['decision'], DECISION_KINDS),
    ...['reason', 'by', 'confirmedBy', 'until'].reduce((all, key) => ({ ...all, ...optional(key) }), {}),
  };
}

/** Of entries that silence nothing a report only has the number. */
function decisionsOf(counts: Json): readonly JudgedDecision[] {
  const states: readonly DecisionState[] = ['holds', 'expired', 'unconfirmed', 'stale'];
  return states.flatMap((state) =>
    Array.from({ length: Math.min(number(counts[state]), 1_000_000) }, () => ({
      state,
      entry: { rule: '', path: '', fingerprint: '', decision: 'known' as const },
    })),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
