/** Gathers what a review shows beside the findings of an analysis: doors, registers, decisions, and the project itself. */
import { inventoryOf } from '../inventory/inventory-of.ts';
import type { Analysis } from '../model/analysis.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Surroundings } from '../model/review.ts';
import type { TextRange } from '../model/text-range.ts';
import { surroundingsOf } from '../report/review/surroundings-of.ts';
import { reviewedProject, type ProjectQuestions } from '../workspace/reviewed-project.ts';
import type { Workspace } from '../workspace/workspace.ts';

const NOTHING: Inventory = { accesses: [], readiness: [] };

/** Only a project that touches a register at all is read in full: most have none, and every file would have to be parsed. */
export async function collectInventory(workspace: Workspace, { findings }: Analysis): Promise<Inventory> {
  const seen = workspace.survey((project) => inventoryOf(project, findings)) ?? NOTHING;
  if (seen.accesses.length === 0) return seen;
  return (await workspace.surveyAll((project, whole) => inventoryOf(project, whole.findings))) ?? seen;
}

export async function collectReview(
  workspace: Workspace,
  analysis: Analysis,
  inventory: Inventory,
  questions: ProjectQuestions,
): Promise<Surroundings> {
  return surroundingsOf(await reviewedProject(workspace, questions), analysis, inventory, {
    textOf: (path) => workspace.textOf(path),
    secretsOf: (path): readonly TextRange[] => analysis.secrets.get(path) ?? [],
  });
}

/** The day of a number of seconds since 1970, as `SOURCE_DATE_EPOCH` holds it; undefined for anything else. */
export function dayOfEpoch(epoch: string | undefined): string | undefined {
  if (epoch === undefined || !/^\d{1,10}$/.test(epoch)) return undefined;
  return new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
}
