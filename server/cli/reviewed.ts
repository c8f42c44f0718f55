/** What a report for a reviewer shows beside the findings of a run. */
import { inventoryOf } from '../inventory/inventory-of.ts';
import type { Analysis } from '../model/analysis.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Surroundings } from '../model/review.ts';
import type { TextRange } from '../model/text-range.ts';
import type { ReportFormat } from '../report/reporter.ts';
import { surroundingsOf } from '../report/review/surroundings-of.ts';
import { reviewedProject } from '../workspace/reviewed-project.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Outputs } from './outputs.ts';

/** Formats that show it, or keep it for later. */
const FORMATS: readonly ReportFormat[] = ['html', 'json'];

export function needsReview({ standard, files }: Outputs<ReportFormat>): boolean {
  return [...files.map(({ format }) => format), standard].some((format) => format && FORMATS.includes(format));
}

/** @param scope paths relative to the root that the run was limited to */
export async function reviewed(
  workspace: Workspace,
  analysis: Analysis,
  scope: readonly string[],
): Promise<Surroundings> {
  const { accesses, readiness } = await inventory(workspace, analysis);
  const project = await reviewedProject(workspace, {
    scope,
    day: dayOf(process.env['SOURCE_DATE_EPOCH']),
    comparesFiles: true,
  });
  return surroundingsOf(
    project,
    analysis,
    { accesses, readiness },
    {
      textOf: (path) => workspace.textOf(path),
      secretsOf: (path): readonly TextRange[] => analysis.secrets.get(path) ?? [],
    },
  );
}

const NOTHING: Inventory = { accesses: [], readiness: [] };

/** Only a project that touches a register at all is read in full: most have none, and every file would have to be parsed. */
async function inventory(workspace: Workspace, { findings }: Analysis): Promise<Inventory> {
  const seen = workspace.survey((project) => inventoryOf(project, findings)) ?? NOTHING;
  if (seen.accesses.length === 0) return seen;
  return (await workspace.surveyAll((project, whole) => inventoryOf(project, whole.findings))) ?? seen;
}

function dayOf(epoch: string | undefined): string | undefined {
  if (epoch === undefined || !/^\d{1,10}$/.test(epoch)) return undefined;
  return new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
}
