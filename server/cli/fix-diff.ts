/**
 * What `--fix` would write, as a unified diff that `git apply` takes. A line that holds a secret must not be shown, and a
 * patch cannot do without the lines it removes and stands beside: such a change is written as remarks, with dots, for
 * reading only. Remarks begin with `#`, which `git apply` skips.
 */
import { diffArrays } from 'diff';
import type { Language } from '../model/finding.ts';
import type { TextRange } from '../model/text-range.ts';
import { encodeText } from '../workspace/read-text.ts';
import { secretTexts, showableLine } from '../report/secrets.ts';
import type { Draft } from './fixed-files.ts';
import { TEXTS } from './texts.ts';

/** Unchanged lines on both sides of a change. */
const CONTEXT = 3;
const BYTE_ORDER_MARK = '\uFEFF';

/** One line with its line break; `hidden` is what may be shown of it, where it is not all. */
interface Line {
  readonly text: string;
  readonly hidden?: string;
}

/** Lines `[start, end)` of the old text are replaced by lines `[newStart, newEnd)` of the new one. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** @param secretsOf ranges of secrets in the texts as they were before */
export function diffOf(
  drafts: readonly Draft[],
  secretsOf: (path: string) => readonly TextRange[],
  language: Language,
): Buffer {
  return Buffer.concat(drafts.map((draft) => fileDiff(draft, secretsOf(draft.path), language)));
}

function fileDiff({ path, before, after }: Draft, ranges: readonly TextRange[], language: Language): Buffer {
  const mark = before?.encoding === 'utf-8-bom' ? BYTE_ORDER_MARK : '';
  const old = linesOf(mark, before?.text ?? '', path, ranges, before?.text ?? '');
  const fresh = linesOf(mark, after, path, [], before?.text ?? '', ranges);
  // Git takes files of this encoding for binary.
  const isText = before?.encoding !== 'utf-16le';
  const hunks: string[] = [];
  const remarks: string[] = [];
  let last = 0;
  let shift = 0;
  const changes = changesOf(old, fresh);
  for (const [index, change] of changes.entries()) {
    const { start, end, newStart, newEnd } = change;
    const changed = [...old.slice(start, end), ...fresh.slice(newStart, newEnd)];
    const first = shownBackwards(old, start, last);
    const behind = shownForwards(old, end, changes[index + 1]?.start ?? old.length);
    // Without a line behind it, a change is one at the end of the file.
    if (isText && changed.every(({ hidden }) => hidden === undefined) && (behind > end || end === old.length)) {
      hunks.push(hunkOf(old, fresh, change, first, behind, shift));
      shift += newEnd - newStart - (end - start);
      last = behind;
    } else {
      remarks.push(hunkOf(old, fresh, change, first, end, shift));
    }
  }
  const section = [
    ...(remarks.length > 0 ? [asRemarks(`${nameOf(path)}: ${TEXTS[language].forReading}\n${remarks.join('')}`)] : []),
    ...(hunks.length > 0 ? [headOf(path, before === undefined), ...hunks] : []),
  ].join('');
  const bytes = before?.encoding === 'windows-1252' ? encodeText(section, before.encoding) : undefined;
  return bytes ?? Buffer.from(section, 'utf8');
}

function linesOf(
  mark: string,
  text: string,
  path: string,
  ranges: readonly TextRange[],
  judged: string,
  known: readonly TextRange[] = ranges,
): Line[] {
  const secrets = secretTexts(judged, known);
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split(/(?<=\n)/)) {
    if (line === '') continue;
    const bare = line.replace(/\r?\n$/, '');
    const shown = showableLine(bare, start, path, ranges, secrets, { start: -1, end: -1 });
    const prefix = lines.length === 0 ? mark : '';
    lines.push(
      shown === bare ? { text: prefix + line } : { text: prefix + line, hidden: shown + line.slice(bare.length) },
    );
    start += line.length;
  }
  return lines;
}

function changesOf(old: readonly Line[], fresh: readonly Line[]): Change[] {
  const changes: Change[] = [];
  let [at, newAt] = [0, 0];
  const textsOf = (lines: readonly Line[]): string[] => lines.map(({ text }) => text);
  for (const { added, removed, value } of diffArrays(textsOf(old), textsOf(fresh))) {
    const count = value.length;
    if (!added && !removed) {
      at += count;
      newAt += count;
      continue;
    }
    const previous = changes.at(-1);
    const end = removed ? at + count : at;
    const newEnd = added ? newAt + count : newAt;
    if (previous?.end === at && previous.newEnd === newAt) changes[changes.length - 1] = { ...previous, end, newEnd };
    else changes.push({ start: at, end, newStart: newAt, newEnd });
    [at, newAt] = [end, newEnd];
  }
  return changes;
}

/** First line of what can be shown before a change. */
function shownBackwards(lines: readonly Line[], start: number, from: number): number {
  let first = start;
  while (first > from && start - first < CONTEXT && lines[first - 1]?.hidden === undefined) first--;
  return first;
}

/** End of what can be shown behind a change; at `to` the next one begins. */
function shownForwards(lines: readonly Line[], end: number, to: number): number {
  let last = end;
  while (last < to && last - end < CONTEXT && lines[last]?.hidden === undefined) last++;
  return last;
}

function hunkOf(
  old: readonly Line[],
  fresh: readonly Line[],
  { start, end, newStart, newEnd }: Change,
  first: number,
  last: number,
  shift: number,
): string {
  const around = start - first + (last - end);
  const [count, newCount] = [end - start + around, newEnd - newStart + around];
  // A side without lines is named by the line before it.
  const place = (at: number, lines: number): string => `${String(lines === 0 ? at : at + 1)},${String(lines)}`;
  return [
    `@@ -${place(first, count)} +${place(first + shift, newCount)} @@\n`,
    ...old.slice(first, start).map((line) => written(' ', line)),
    ...old.slice(start, end).map((line) => written('-', line)),
    ...fresh.slice(newStart, newEnd).map((line) => written('+', line)),
    ...old.slice(end, last).map((line) => written(' ', line)),
  ].join('');
}

function written(mark: string, { text, hidden = text }: Line): string {
  return mark + (hidden.endsWith('\n') ? hidden : `${hidden}\n\\ No newline at end of file\n`);
}

function headOf(path: string, isNew: boolean): string {
  const [a, b] = [nameOf(`a/${path}`), nameOf(`b/${path}`)];
  // A name with a space ends with a tab, so that a date cannot be meant.
  const end = path.includes(' ') ? '\t\n' : '\n';
  return [
    `diff --git ${a} ${b}\n`,
    ...(isNew ? ['new file mode 100644\n', '--- /dev/null\n'] : [`--- ${a}${end}`]),
    `+++ ${b}${end}`,
  ].join('');
}

/** Git quotes names that hold what would end or hide them. */
function nameOf(path: string): string {
  if (!/["\\\p{Cc}]/u.test(path)) return path;
  const quoted = [...Buffer.from(path, 'utf8')].map((byte) =>
    byte === 0x22 || byte === 0x5c
      ? `\\${String.fromCharCode(byte)}`
      : byte < 0x20 || byte >= 0x7f
        ? `\\${byte.toString(8).padStart(3, '0')}`
        : String.fromCharCode(byte),
  );
  return `"${quoted.join('')}"`;
}

function asRemarks(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `# ${line}`))
    .join('\n');
}
