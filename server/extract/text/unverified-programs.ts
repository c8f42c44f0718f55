/**
 * Programs that are started without verifying certificates, and switches of web servers, in files without a reader of
 * their own: scripts of the shell, Dockerfiles, Makefiles, pipelines of Jenkins, nginx, Apache.
 */
import { formatOf } from '../../classify/format-of.ts';
import { isPlainSettings } from '../../../rules/catalog/assigned-secrets.ts';
import { unverifiedTexts, UNVERIFIED_TRIGGERS } from '../../../rules/catalog/certificate-texts.ts';
import { isInComment, lineAround, type FoundText } from './found-text.ts';

const PRINTING = /\b(?:echo|printf)\b/;
/** Of one file; nobody reads more. */
const MOST = 200;

export function readUnverifiedPrograms(path: string, text: string): FoundText[] {
  if (
    !isPlainSettings(path) ||
    formatOf(path, text) !== undefined ||
    !UNVERIFIED_TRIGGERS.some((trigger) => trigger.test(text))
  )
    return [];
  return unverifiedTexts(text)
    .filter(({ start }) => !isInComment(text, start) && !isPrinted(text, start))
    .slice(0, MOST)
    .map(({ start, end, name, tool, instead }) => ({
      shape: 'unverified-program',
      start,
      end,
      text: text.slice(start, end),
      parts: { name, ...(tool !== undefined && { tool }), ...(instead !== undefined && { instead }) },
    }));
}

/** What is only printed is not done. */
function isPrinted(text: string, at: number): boolean {
  return PRINTING.test(lineAround(text, at).before.split(/[;&|]/).at(-1) ?? '');
}
