/** `fachlint decide list|verify|prune|confirm`: what has become of decisions. */
import type { JudgedDecision } from '../model/analysis.ts';
import { isConfirmed, type Decision } from '../model/decision.ts';
import { printable } from '../report/excerpt.ts';
import { REPORT_TEXTS } from '../report/texts.ts';
import { withEntries } from '../workspace/decision-entries.ts';
import { DECISION_FILE } from '../workspace/decision-file.ts';
import type { DecideOptions } from './decide-options.ts';
import { DECIDE_TEXTS } from './decide-texts.ts';
import { told } from './decide.ts';
import { chosen, nameOf, withProject, writeDecisions, type DecidedProject } from './decided-project.ts';
import { Failure } from './failure.ts';
import { print } from './terminal.ts';

export function listDecisions(folder: string | undefined, options: Partial<DecideOptions>): Promise<number> {
  return withProject(folder, options, async (project) => {
    const { decisions } = project.analysis;
    await print(options.format === 'json' ? asJson(project) : asText(project, decisions));
    return 0;
  });
}

function asJson(project: DecidedProject): string {
  const decisions = project.analysis.decisions.map(({ entry, state, finding }) => {
    // Tags stay in the file that they are for.
    const { tag: _, ...shown } = entry;
    return { ...shown, state, ...(finding && { at: { path: finding.path, ...project.placeOf(finding) } }) };
  });
  return `${JSON.stringify({ version: 1, language: project.language, decisions }, undefined, 2)}\n`;
}

function asText(project: DecidedProject, decisions: readonly JudgedDecision[]): string {
  const texts = DECIDE_TEXTS[project.language];
  if (decisions.length === 0) return `${texts.nothing}\n`;
  const kinds = REPORT_TEXTS[project.language].decision;
  return decisions
    .map(({ entry, state, finding }) => {
      const { by, confirmedBy, until, reason } = entry;
      const parts = [
        kinds[entry.decision],
        texts.state[state],
        ...(until === undefined ? [] : [texts.untilDay(until)]),
        texts.people(by, confirmedBy),
        reason ?? '',
      ].filter((part) => part !== '');
      const { line, column } = finding ? project.placeOf(finding) : { line: 0, column: 0 };
      const place = finding ? `${finding.path}:${String(line)}:${String(column)}` : entry.path;
      return `${printable(`${place}  ${entry.rule}  ${entry.fingerprint.slice(0, 8)}`)}\n    ${printable(parts.join(' · '))}\n`;
    })
    .join('');
}

export function verifyDecisions(folder: string | undefined, options: Partial<DecideOptions>): Promise<number> {
  return withProject(folder, options, async (project) => {
    const texts = DECIDE_TEXTS[project.language];
    const problems = project.analysis.decisions.flatMap(({ entry, state }) => {
      const reasons = [
        ...(state === 'holds' ? [] : [texts.state[state]]),
        ...(entry.confirmedBy !== undefined && !isConfirmed(entry) ? [texts.sameName] : []),
      ];
      const line = String(project.lineOf(entry) ?? 1);
      return reasons.map(
        (reason) => `${DECISION_FILE}:${line}: ${printable(`${entry.path} ${entry.rule}`)}: ${reason}`,
      );
    });
    await print(`${problems.length === 0 ? texts.verified : problems.join('\n')}\n`);
    return problems.length === 0 ? 0 : 1;
  });
}

export function pruneDecisions(folder: string | undefined, options: Partial<DecideOptions>): Promise<number> {
  return withProject(folder, options, async (project) => {
    const { decisions } = project.analysis;
    const kept = decisions.filter(({ state }) => state !== 'stale');
    const isMoved = ({ entry, finding }: JudgedDecision): boolean =>
      finding !== undefined && finding.path !== entry.path;
    const moved = kept.filter(isMoved).length;
    const removed = decisions.length - kept.length;
    if (removed + moved > 0) {
      const entries = kept.map(({ entry, finding }) => ({ ...entry, path: finding?.path ?? entry.path }));
      await writeDecisions(project.root, entries);
    }
    await print(`${DECIDE_TEXTS[project.language].pruned(removed, moved)}\n`);
    return 0;
  });
}

export async function confirmDecisions(args: readonly string[], options: Partial<DecideOptions>): Promise<number> {
  const { findings: names, folder } = await told(args);
  return withProject(folder, options, async (project) => {
    const { decisions } = project.analysis;
    const found = decisions.flatMap(({ finding }) => finding ?? []);
    const wanted = new Set(names.flatMap((named) => chosen(project, named, found)));
    const entries = decisions.flatMap(({ entry, finding }) => (finding && wanted.has(finding) ? [entry] : []));
    const confirmedBy = await nameOf(project, options.by);
    const confirmed = entries.map((entry): Decision => ({ ...entry, confirmedBy }));
    const own = confirmed.find((entry) => entry.by === undefined || !isConfirmed(entry));
    if (own) {
      throw new Failure(
        own.by === undefined
          ? {
              de: `Wer über ${own.path} entschieden hat, ist nicht bekannt; zu bestätigen ist nur, was jemand entschieden hat.`,
              en: `It is not known who has decided about ${own.path}; only what somebody has decided can be confirmed.`,
            }
          : {
              de: `${own.by} hat über ${own.path} entschieden und kann es nicht selbst bestätigen.`,
              en: `${own.by} has decided about ${own.path} and cannot confirm it.`,
            },
      );
    }
    await writeDecisions(project.root, withEntries(project.entries, confirmed));
    await print(`${DECIDE_TEXTS[project.language].confirmed(confirmed.length)}\n`);
    return 0;
  });
}
