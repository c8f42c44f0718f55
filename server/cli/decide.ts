/** `fachlint decide`: writes down what is decided about findings. */
import type { Decision, DecisionKind } from '../model/decision.ts';
import { isOpen, type Finding } from '../model/finding.ts';
import type { DecideOptions } from './decide-options.ts';
import { DECIDE_TEXTS } from './decide-texts.ts';
import {
  chosen,
  isFolder,
  nameOf,
  withProject,
  writeDecisions,
  writtenEntry,
  type DecidedProject,
} from './decided-project.ts';
import { withEntries } from '../workspace/decision-entries.ts';
import { Failure } from './failure.ts';
import { print } from './terminal.ts';

/** @param args findings and at most one folder */
export async function decide(args: readonly string[], options: Partial<DecideOptions>): Promise<number> {
  const { findings, folder } = await told(args);
  if (options.acceptCurrent === true) {
    if (findings.length > 0 || (options.as ?? 'known') !== 'known') throw eitherOr();
    return withProject(folder, options, (project) => acceptCurrent(project, options));
  }
  const { as, reason } = options;
  if (findings.length === 0 || as === undefined) throw eitherOr();
  if (as !== 'known' && (reason ?? '').trim() === '') {
    throw new Failure({
      de: `Zu ${as} gehört eine Begründung (--reason).`,
      en: `A decision for ${as} needs a reason (--reason).`,
    });
  }
  return withProject(folder, options, (project) => decideOne(project, findings, as, options));
}

/** Tells findings from the folder. */
export async function told(args: readonly string[]): Promise<{ findings: readonly string[]; folder?: string }> {
  const folders = await Promise.all(args.map(isFolder));
  const [folder, ...more] = args.filter((_, index) => folders[index]);
  if (more.length > 0) {
    throw new Failure({
      de: 'Entschieden wird in einem Ordner, genannt sind mehrere.',
      en: 'Decisions are made in one folder, several are named.',
    });
  }
  return { findings: args.filter((_, index) => !folders[index]), ...(folder !== undefined && { folder }) };
}

async function acceptCurrent(project: DecidedProject, options: Partial<DecideOptions>): Promise<number> {
  const { entries, language, root } = project;
  const accepted = currentEntries(project, options);
  const written = withEntries(entries, accepted);
  if (accepted.length > 0 || entries.length === 0) await writeDecisions(root, written);
  const replaced = entries.length + accepted.length - written.length;
  await print(`${DECIDE_TEXTS[language].accepted(accepted.length, replaced)}\n`);
  return 0;
}

/** What is open today, as known. Guesses fail no run: nothing has to be known about them. */
export function currentEntries(project: DecidedProject, options: Partial<DecideOptions>): readonly Decision[] {
  const open = project.analysis.findings.filter((finding) => isOpen(finding) && finding.confidence !== 'low');
  return ofRules(open, options).map((finding) => writtenEntry(project, finding, 'known', options, options.by?.trim()));
}

async function decideOne(
  project: DecidedProject,
  names: readonly string[],
  as: DecisionKind,
  options: Partial<DecideOptions>,
): Promise<number> {
  const candidates = ofRules(
    project.analysis.findings.filter(({ suppressed }) => !suppressed),
    options,
  );
  const found = new Set(
    names.flatMap((named) => {
      const several = chosen(project, named, candidates);
      if (new Set(several.map(({ rule }) => rule)).size > 1) throw severalRules(named, several);
      return several;
    }),
  );
  const by = await nameOf(project, options.by);
  const entries = [...found].map((finding) => writtenEntry(project, finding, as, options, by));
  await writeDecisions(project.root, withEntries(project.entries, entries));
  await print(`${DECIDE_TEXTS[project.language].decided(entries.length)}\n`);
  return 0;
}

function ofRules(findings: readonly Finding[], { rule = [] }: Partial<DecideOptions>): readonly Finding[] {
  return rule.length === 0 ? findings : findings.filter((finding) => rule.includes(finding.rule));
}

function eitherOr(): Failure {
  return new Failure({
    de: 'Nötig ist entweder --accept-current oder ein Befund mit --as (known, accepted-risk, false-positive, planned).',
    en: 'Needed is either --accept-current, or a finding with --as (known, accepted-risk, false-positive, planned).',
  });
}

function severalRules(named: string, findings: readonly Finding[]): Failure {
  const rules = [...new Set(findings.map(({ rule }) => rule))].join(', ');
  return new Failure({
    de: `An „${named}“ stehen Befunde mehrerer Regeln; --rule wählt aus: ${rules}.`,
    en: `There are findings of several rules at "${named}"; choose with --rule: ${rules}.`,
  });
}
