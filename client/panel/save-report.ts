/** Saves a report where the user says. */
import { Uri, window, workspace } from 'vscode';
import type { ExportFormat } from '../../server/model/review-protocol.ts';
import type { Reviews } from './reviews.ts';

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  html: 'html',
  json: 'json',
  csv: 'csv',
  sarif: 'sarif',
  markdown: 'md',
};

/** False where nothing was saved. */
export async function saveReport(
  reviews: Reviews,
  { root, format }: { readonly root: string; readonly format: ExportFormat },
): Promise<boolean> {
  const ending = ENDINGS[format];
  const target = await window.showSaveDialog({
    defaultUri: Uri.joinPath(Uri.parse(root), `fachlint.${ending}`),
    filters: { [ending.toUpperCase()]: [ending] },
  });
  if (!target) return false;
  const text = await reviews.request('fachlint/report', { root, format });
  if (typeof text !== 'string') return false;
  await workspace.fs.writeFile(target, Buffer.from(text));
  return true;
}
