/** A project as it is in a commit or in the index, laid over the files of the disk. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { matchIdentities } from '../judge/decisions.ts';
import type { Analysis } from '../model/analysis.ts';
import type { FoundFiles } from './find-files.ts';
import type { Blob, Git, Tree } from './git.ts';
import { decodeText, LARGEST_FILE, readBytesSync } from './read-text.ts';

/** What differs from the disk. */
export interface Overlay {
  /** By path relative to the root. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files of the disk that are not there. */
  readonly hidden: ReadonlySet<string>;
}

export const NO_OVERLAY: Overlay = { texts: new Map(), hidden: new Set() };

/** Only the content of files that differ from the disk is asked for. */
export async function overlayOf(
  root: string,
  git: Git,
  tree: Tree,
  found: Pick<FoundFiles, 'files' | 'accepts'>,
): Promise<Overlay> {
  const hidden = new Set(found.files.filter((path) => !tree.has(path)));
  const onDisk = new Set(found.files);
  const wanted = new Map<string, Blob>();
  for (const [path, blob] of tree) {
    if (blob.size !== undefined && blob.size > LARGEST_FILE) {
      hidden.add(path);
      continue;
    }
    const differs = onDisk.has(path) ? !isSame(join(root, path), blob) : found.accepts(path);
    if (differs) wanted.set(path, blob);
  }
  const contents = await git.contents([...new Set([...wanted.values()].map(({ id }) => id))]);
  const texts = new Map<string, string>();
  for (const [path, { id }] of wanted) {
    const bytes = contents.get(id);
    const decoded = bytes && bytes.length <= LARGEST_FILE ? decodeText(bytes) : 'binary';
    if (typeof decoded === 'string') hidden.add(path);
    else texts.set(path, decoded.text);
  }
  return { texts, hidden };
}

/** True where a file of the project is not as it is in the tree, is missing there, or was deleted. */
export function differsFrom(root: string, tree: Tree, files: readonly string[]): boolean {
  const known = new Set(files);
  return (
    files.some((path) => {
      const blob = tree.get(path);
      return !blob || !isSame(join(root, path), blob);
    }) || [...tree.keys()].some((path) => !known.has(path) && !existsSync(join(root, path)))
  );
}

/** The later analysis with what is new in it. */
export function compared(known: Analysis, now: Analysis, commit: string, exists: (path: string) => boolean): Analysis {
  const same = matchIdentities(now.findings, known.findings, exists);
  const findings = now.findings.map((finding) => {
    const before = same.get(finding);
    // Whoever takes a suppression away has opened what it silenced.
    const isNew = !before || (before.suppressed !== undefined && finding.suppressed === undefined);
    return { ...finding, baseline: isNew ? ('new' as const) : ('unchanged' as const) };
  });
  const matched = new Set(same.values());
  const absent = known.findings.filter((finding) => finding.suppressed === undefined && !matched.has(finding)).length;
  return { ...now, findings, baseline: { commit, absent } };
}

/** Git keeps texts with the line ends of Unix, whatever the disk has. */
function isSame(file: string, { id, size }: Blob): boolean {
  const bytes = readBytesSync(file);
  if (!bytes) return false;
  if (size === undefined || size === bytes.length) {
    if (idOf(bytes, id) === id) return true;
  }
  if (!bytes.includes(13)) return false;
  return idOf(Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'), id) === id;
}

/** The id that git gives to content, by the hash function of another id. */
function idOf(bytes: Buffer, like: string): string {
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${String(bytes.length)}\0`)
    .update(bytes)
    .digest('hex');
}
