/** Which findings the table shows and in which order: pure, fast, and without a browser. */
import type { Language, Severity } from '../../../server/model/finding.ts';
import { isUnsettled, STATUSES, type Review, type ReviewFinding } from '../../../server/model/review.ts';
import { SEVERITIES } from '../../../server/report/reporter.ts';

export const GROUPINGS = ['none', 'category', 'rule', 'path', 'status', 'stage'] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const COLUMNS = ['severity', 'message', 'path', 'stage', 'status'] as const;
export type Column = (typeof COLUMNS)[number];

/** An empty text filters nothing. */
export interface Filters {
  readonly search: string;
  readonly category: string;
  readonly severity: string;
  readonly confidence: string;
  readonly norm: string;
  readonly stage: string;
  /** `unsettled` stands for all that somebody has to deal with. */
  readonly status: string;
  readonly file: string;
  readonly only: 'any' | 'new' | 'fixable';
}

export interface Order {
  readonly column: Column;
  readonly descending: boolean;
}

export const NO_FILTERS: Filters = {
  search: '',
  category: '',
  severity: '',
  confidence: '',
  norm: '',
  stage: '',
  status: 'unsettled',
  file: '',
  only: 'any',
};

/** A finding with what is compared with a search and sorted by, worked out once. */
export interface Entry {
  readonly finding: ReviewFinding;
  /** Of its rule. */
  readonly title: string;
  readonly haystack: string;
  readonly file: string;
  readonly norms: readonly string[];
  /** In the order that the review gives. */
  readonly number: number;
}

export type Row =
  | {
      readonly type: 'group';
      readonly name: string;
      readonly count: number;
      readonly worst: Severity;
      readonly isOpen: boolean;
    }
  | { readonly type: 'finding'; readonly entry: Entry };

export function entriesOf({ findings, rules }: Review, language: Language): readonly Entry[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  return findings.map((finding, number) => {
    const rule = known.get(finding.rule);
    const title = rule?.title[language] ?? finding.rule;
    const words = [finding.message[language], finding.path, finding.rule, title];
    return {
      finding,
      title,
      haystack: words.join('\n').toLowerCase(),
      file: finding.path.toLowerCase(),
      norms: [...new Set(rule?.norms.map(({ norm }) => norm) ?? [])],
      number,
    };
  });
}

/** Every word of the search has to occur somewhere. */
export function filtered(entries: readonly Entry[], filters: Filters): readonly Entry[] {
  const words = filters.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const file = filters.file.trim().toLowerCase();
  return entries.filter(
    ({ finding, haystack, file: own, norms }) =>
      fits(filters.category, finding.category) &&
      fits(filters.severity, finding.severity) &&
      fits(filters.confidence, finding.confidence) &&
      fits(filters.stage, finding.stage) &&
      (filters.status === 'unsettled' ? isUnsettled(finding) : fits(filters.status, finding.status)) &&
      (filters.norm === '' || norms.includes(filters.norm)) &&
      (filters.only === 'any' || (filters.only === 'new' ? finding.isNew : finding.fix !== undefined)) &&
      (file === '' || own.includes(file)) &&
      words.every((word) => haystack.includes(word)),
  );
}

function fits(wanted: string, own: string): boolean {
  return wanted === '' || wanted === own;
}

const STAGES = ['production', 'test', 'local', 'unknown'] as const;

/** What is equal stays in the order of the review: by file and line. */
export function sorted(entries: readonly Entry[], { column, descending }: Order, language: Language): readonly Entry[] {
  const rank = ({ finding }: Entry): number | string => {
    switch (column) {
      case 'severity':
        return SEVERITIES.indexOf(finding.severity);
      case 'stage':
        return STAGES.indexOf(finding.stage);
      case 'status':
        return STATUSES.indexOf(finding.status);
      case 'message':
        return finding.message[language];
      case 'path':
        return finding.path;
    }
  };
  const turn = descending ? -1 : 1;
  return entries
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort((a, b) => (a.rank < b.rank ? -turn : a.rank > b.rank ? turn : a.entry.number - b.entry.number))
    .map(({ entry }) => entry);
}

/** Rows with their groups, the largest group first; those of `closed` groups are left out. */
export function rowsOf(
  entries: readonly Entry[],
  grouping: Grouping,
  closed: ReadonlySet<string>,
  nameOf: (finding: ReviewFinding) => string,
): readonly Row[] {
  if (grouping === 'none') return entries.map((entry) => ({ type: 'finding', entry }));
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = nameOf(entry.finding);
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return [...groups]
    .sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
    .flatMap(([name, own]): Row[] => {
      const isOpen = !closed.has(name);
      const worst = SEVERITIES.find((each) => own.some(({ finding }) => finding.severity === each)) ?? 'information';
      const head: Row = { type: 'group', name, count: own.length, worst, isOpen };
      return isOpen ? [head, ...own.map((entry): Row => ({ type: 'finding', entry }))] : [head];
    });
}
