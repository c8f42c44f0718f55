/** Hides the actions of templates (`{{ … }}` of Helm, Ansible, Jinja) so that the YAML around them can be read. */
import type { TextRange } from '../model/text-range.ts';

/** An action is not looked for further than this, so that no text takes more than linear time. */
const MAX_ACTION = 2000;

export interface HiddenTemplates {
  /** As long as the original, so that all offsets stay. */
  readonly text: string;
  /** Actions that stand inside a line, by start. */
  readonly inline: readonly TextRange[];
  /** Lines that are nothing but an action: entries may be added or left out there. */
  readonly wholeLine: readonly TextRange[];
}

export function hideTemplates(text: string): HiddenTemplates {
  const inline: TextRange[] = [];
  const wholeLine: TextRange[] = [];
  const pieces: string[] = [];
  let done = 0;
  for (let start = text.indexOf('{{'); start >= 0; start = text.indexOf('{{', Math.max(done, start + 2))) {
    // `${{ secrets.X }}` of GitHub is plain YAML.
    if (text.charAt(start - 1) === '$') continue;
    const length = text.slice(start, start + MAX_ACTION).indexOf('}}');
    if (length < 0) continue;
    const range = { start, end: start + length + 2 };
    const alone = standsAlone(text, range);
    (alone ? wholeLine : inline).push(range);
    const hidden = text.slice(range.start, range.end);
    pieces.push(text.slice(done, start), alone ? hidden.replace(/[^\r\n]/g, ' ') : 'x'.repeat(hidden.length));
    done = range.end;
  }
  pieces.push(text.slice(done));
  return { text: pieces.join(''), inline, wholeLine };
}

function standsAlone(text: string, { start, end }: TextRange): boolean {
  let before = start - 1;
  while (text.charAt(before) === ' ' || text.charAt(before) === '\t') before--;
  let after = end;
  while (text.charAt(after) === ' ' || text.charAt(after) === '\t') after++;
  return (before < 0 || isBreak(text.charAt(before))) && (after >= text.length || isBreak(text.charAt(after)));
}

function isBreak(character: string): boolean {
  return character === '\n' || character === '\r';
}

/** True if one of the sorted ranges touches the given one. */
export function touches(ranges: readonly TextRange[], { start, end }: TextRange): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const next = ranges[low];
  return next !== undefined && next.start < end;
}
