/** Problems that rules have reported → findings. */
import type { RuleSetting } from '../model/configuration.ts';
import { stageAt, type FileFacts, type Outline } from '../model/file-facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Problem, Rule } from '../model/rule.ts';
import type { TextRange } from '../model/text-range.ts';
import { anchorOf, fingerprint } from './fingerprint.ts';
import { literalAt, tagOf } from './literal-tag.ts';
import { fill } from './messages.ts';
import { mostSpecific } from './most-specific.ts';
import { ValueOrigins } from './value-origins.ts';

const EMPTY_OUTLINE: Outline = { statements: [], scopes: [], localNames: [], literals: [] };

export interface Raw {
  readonly rule: Rule;
  readonly path: string;
  readonly problem: Problem;
}

export interface FindingsInput {
  /** What `fachlint.json` says of a rule in a file; undefined leaves the rule's own severity. */
  readonly settingOf: (rule: string, path: string) => RuleSetting | undefined;
  readonly textOf: (path: string) => string | undefined;
}

/** Drops doubles, applies the configured severity, fills in texts and works out fingerprints; sorted by path and place. */
export function findingsOf(
  raw: readonly Raw[],
  files: ReadonlyMap<string, FileFacts>,
  input: FindingsInput,
): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const occurrences = new Map<string, number>();
  const groups = new Map<string, string>();
  const origins = new ValueOrigins(files);
  const sorted = [...mostSpecific(raw, input.settingOf)].sort(
    (a, b) =>
      compare(a.path, b.path) ||
      a.problem.range.start - b.problem.range.start ||
      a.problem.range.end - b.problem.range.end ||
      compare(a.rule.id, b.rule.id),
  );
  const secrets = new Map<string, TextRange[]>();
  for (const { path, problem } of sorted) {
    if (problem.secret && isBare(problem.range, input.textOf(path)))
      secrets.set(path, [...(secrets.get(path) ?? []), problem.range]);
  }
  for (const { rule, path, problem } of sorted) {
    const { range } = problem;
    const key = `${rule.id} ${path} ${String(range.start)} ${String(range.end)}`;
    const same = problem.same === undefined ? undefined : `${rule.id} ${path} same ${problem.same}`;
    if (seen.has(key) || (same !== undefined && seen.has(same))) continue;
    seen.add(key);
    if (same !== undefined) seen.add(same);
    const setting = input.settingOf(rule.id, path);
    if (setting === 'off') continue;
    const text = input.textOf(path);
    if (text === undefined) continue;
    const file = files.get(path);
    const outline = file?.outline ?? EMPTY_OUTLINE;
    const stage = file ? stageAt(file, range.start) : 'unknown';
    const anchor = anchorOf(range, text, outline, secrets.get(path));
    const counted = `${rule.id}\n${path}\n${anchor}`;
    const occurrence = occurrences.get(counted) ?? 0;
    occurrences.set(counted, occurrence + 1);
    const identity = fingerprint(rule.id, anchor, occurrence);
    const literal = literalAt(range, text, outline, problem.secret ?? false);
    const group = problem.group === undefined ? undefined : groupOf(`${rule.id} ${problem.group}`, groups);
    findings.push({
      rule: rule.id,
      severity: setting ?? problem.severity ?? rule.severity,
      confidence: problem.confidence ?? rule.confidence ?? 'high',
      path,
      range: { start: range.start, end: range.end },
      ...(stage !== 'unknown' && { stage }),
      message: fill(rule, 'messages', problem),
      advice: fill(rule, 'advice', problem),
      related: [
        // A secret is shown by the rule that found it, if at all.
        ...(problem.secret ? [] : origins.of(path, range)),
        ...(problem.related ?? []).map((related) => ({
          path: related.range.path ?? related.path ?? path,
          range: { start: related.range.start, end: related.range.end },
          text: related.text,
        })),
      ],
      ...(problem.fix && { fix: problem.fix }),
      fingerprint: identity,
      ...(literal !== undefined && { tag: tagOf(identity, literal) }),
      ...(group !== undefined && { group }),
      secret: problem.secret ?? false,
    });
  }
  return findings;
}

/** Quoted texts are left out of fingerprints anyway; what they look like must not change. */
function isBare({ start, end }: TextRange, text = ''): boolean {
  return !/^(["'`])[^]*\1$/.test(text.slice(start, end));
}

/** Groups are numbered in order of appearance: the text that makes the group may be a secret. */
function groupOf(key: string, groups: Map<string, string>): string {
  let group = groups.get(key);
  if (group === undefined) {
    group = `g${String(groups.size + 1)}`;
    groups.set(key, group);
  }
  return group;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
