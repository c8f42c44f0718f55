/** Corrections of many findings in one step: all safe ones of a file, or all of one rule in a file or everywhere. */
import { overlap, type Edit, type Finding } from '../model/finding.ts';
import type { Project, Snapshot } from './project.ts';
import type { Projects } from './projects.ts';
import type { Session } from './session.ts';
import type { ProjectEdits } from './workspace-edit.ts';

/** The corrections of one rule that its user asks for. */
export interface RuleFixes {
  readonly rule: string;
  /** With those that are only suggested: the user has chosen one of them for this rule. */
  readonly suggestions: boolean;
}

export function isWanted({ rule, fix }: Finding, wanted: RuleFixes): boolean {
  return rule === wanted.rule && (fix?.safety === 'safe' || (wanted.suggestions && fix !== undefined));
}

export function isSafe({ fix }: Finding): boolean {
  return fix?.safety === 'safe';
}

/** Edits of the fixes in order; a fix that gets into the way of one before it is left for the next time. */
export function editsOf(findings: readonly Finding[], texts: ReadonlyMap<string, string>): Edit[] {
  const taken: Edit[] = [];
  const variables: Variables = new Map();
  for (const { fix } of findings) {
    // Two findings may share a correction, or a part of it (an import).
    const own = withOwnVariable(fix?.edits ?? [], variables, texts).filter(
      (edit) => !taken.some((other) => isSame(edit, other)),
    );
    if (own.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    taken.push(...own);
  }
  return taken;
}

/** What has been moved into which variable of the environment. */
type Variables = Map<string, string>;

/** Different secrets with one name get a variable each: `PASSWORT`, `PASSWORT_2`. Equal ones share theirs. */
function withOwnVariable(
  edits: readonly Edit[],
  variables: Variables,
  texts: ReadonlyMap<string, string>,
): readonly Edit[] {
  const name = edits.map(({ append, text }) => append && /^([A-Za-z_]\w*)=\n$/.exec(text)?.[1]).find(Boolean);
  const [edit] = edits.filter(({ append }) => !append);
  if (!name || !edit) return edits;
  const replaced = texts.get(edit.path)?.slice(edit.range.start, edit.range.end) ?? '';
  // The program reads this variable already.
  if (replaced.includes(name)) return edits;
  const secret = replaced.replace(/^(["'`])(.*)\1$/s, '$2');
  let own = name;
  for (let next = 2; (variables.get(own) ?? secret) !== secret; next++) own = `${name}_${String(next)}`;
  variables.set(own, secret);
  return own === name ? edits : edits.map((each) => ({ ...each, text: each.text.replace(name, own) }));
}

/** How many findings of all open folders are meant, as far as they are known without waiting. */
export function countEverywhere({ projects }: Session, wanted: RuleFixes): number {
  return projects.all().reduce((sum, project) => sum + findingsOf(projects, project, project.latest, wanted).length, 0);
}

/** Their edits, each file in the folder that judges it. */
export async function editsEverywhere({ projects }: Session, wanted: RuleFixes): Promise<ProjectEdits[]> {
  const all: ProjectEdits[] = [];
  for (const project of projects.all()) {
    const snapshot = await project.current();
    all.push({ project, snapshot, edits: editsOf(findingsOf(projects, project, snapshot, wanted), snapshot.texts) });
  }
  return all;
}

function findingsOf(projects: Projects, project: Project, { findings }: Snapshot, wanted: RuleFixes): Finding[] {
  return [...findings].flatMap(([path, found]) => {
    const own = found.filter((finding) => isWanted(finding, wanted));
    return own.length > 0 && projects.homeOf(project.uriOf(path))?.project === project ? own : [];
  });
}

function isSame(a: Edit, b: Edit): boolean {
  const isSameRange = a.range.start === b.range.start && a.range.end === b.range.end;
  return a.path === b.path && isSameRange && a.text === b.text && a.append === b.append;
}
