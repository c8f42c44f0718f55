/** Applies safe fixes to the inspected files, as far as they do not overlap. */
import { overlap, type Edit, type Finding } from '../model/finding.ts';
import type { FixedFiles } from './fixed-files.ts';

export interface AppliedFixes {
  /** Number of fixes that were written. */
  readonly fixes: number;
  /** Files that were changed or made, sorted. */
  readonly paths: readonly string[];
  /** Files that could not be written, sorted. */
  readonly failed: readonly string[];
}

/**
 * Applies what does not overlap; the rest waits for the next round, after the files were judged anew. `textOf` gives the
 * texts that the findings were made from: a file that changed since then is left alone.
 */
export async function applyFixes(
  files: FixedFiles,
  findings: readonly Finding[],
  textOf: (path: string) => string | undefined,
): Promise<AppliedFixes> {
  const chosen = new Map<string, Edit[]>();
  let planned: (readonly string[])[] = [];
  for (const { fix } of findings) {
    if (fix?.safety !== 'safe' || fix.edits.length === 0) continue;
    if (fix.edits.some((edit) => (chosen.get(edit.path) ?? []).some((other) => overlap(edit, other)))) continue;
    for (const edit of fix.edits) chosen.set(edit.path, [...(chosen.get(edit.path) ?? []), edit]);
    planned.push(fix.edits.map(({ path }) => path));
  }

  const changed = new Set<string>();
  const failed = new Set<string>();
  for (const [path, edits] of [...chosen].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const outcome = await rewrite(files, path, edits, textOf(path));
    if (outcome === 'written') changed.add(path);
    else if (outcome === 'failed') failed.add(path);
  }
  planned = planned.filter(
    (paths) => paths.some((path) => changed.has(path)) && !paths.some((path) => failed.has(path)),
  );
  return { fixes: planned.length, paths: [...changed], failed: [...failed] };
}

async function rewrite(
  files: FixedFiles,
  path: string,
  edits: readonly Edit[],
  judged: string | undefined,
): Promise<'written' | 'unchanged' | 'failed'> {
  const read = await files.read(path);
  if (read === 'failed') return 'failed';
  const replacements = edits.filter((edit) => !edit.append);
  // The offsets belong to the text that was judged, not to what stands there now.
  if (replacements.length > 0 && (read === undefined || read.text !== judged)) return 'failed';

  const before = read?.text ?? '';
  const text = withAppended(
    withReplaced(before, replacements),
    edits.filter((edit) => edit.append),
  );
  if (text === before) return 'unchanged';
  return (await files.write(path, text, read?.encoding ?? 'utf-8')) ? 'written' : 'failed';
}

function withReplaced(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce(
      (rest, { range, text: replacement }) => rest.slice(0, range.start) + replacement + rest.slice(range.end),
      text,
    );
}

/** Adds lines at the end that are not there yet: several fixes may name the same variable in `.env.example`. */
function withAppended(text: string, edits: readonly Edit[]): string {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const present = new Set(text.split(/\r?\n/));
  let result = text;
  for (const line of edits.flatMap((edit) => edit.text.split(/\r?\n/)).filter((line) => line !== '')) {
    if (present.has(line)) continue;
    present.add(line);
    if (result !== '' && !result.endsWith('\n')) result += lineBreak;
    result += line + lineBreak;
  }
  return result;
}
