/** Options of SSH in the words of commands, in settings that hold commands, and in calls that start programs. */
import type { FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { textsOf } from './hosts.ts';

/** A text that may hold options, where it stands. */
export interface OptionText {
  readonly path: string;
  readonly range: TextRange;
  /** The text as the file has it, so that offsets are those of the file. */
  readonly text: string;
  /** Its words are only printed, possibly into a file. */
  readonly printed: boolean;
  /** All words of the command, for hosts. */
  readonly around: string;
}

const SAYS_SOMETHING =
  /StrictHostKeyChecking|KnownHostsFile|HOST_KEY_CHECKING|KexAlgorithms|HostKeyAlgorithms|PubkeyAccepted|\bssh\b|\bCiphers\b|\bMACs\b/i;
const WITHOUT_COMMANDS: ReadonlySet<string> = new Set(['texts', 'json-schema', 'openapi', 'tsconfig']);

/** Every text of a file in which an option of SSH may stand. */
export function optionTexts(file: FactsView): readonly OptionText[] {
  const found: OptionText[] = [];
  const add = (range: TextRange | undefined, printed = false, around = ''): void => {
    if (!range || (range.path !== undefined && range.path !== file.path)) return;
    const text = file.text.slice(range.start, range.end);
    if (SAYS_SOMETHING.test(text))
      found.push({ path: file.path, range, text, printed, around: around === '' ? text : around });
  };
  for (const { program, arguments: given } of file.facts('command')) {
    const around = given.map(({ text }) => text).join(' ');
    if (SAYS_SOMETHING.test(around))
      for (const { range } of given) add(range, /^(?:echo|printf|cat|tee)$/.test(program), around);
  }
  for (const { value, document } of file.facts('setting')) if (!WITHOUT_COMMANDS.has(document)) add(value.range);
  for (const { value, form } of file.facts('named-value')) if (form !== 'attribute' && isSaid(value)) add(value.range);
  for (const { callee, arguments: given } of file.facts('call')) {
    if (STARTING.test(callee))
      for (const value of given) add(isSaid(value) || value.kind === 'list' ? value.range : undefined);
  }
  return found;
}

const STARTING = /^(?:node:child_process#|execa#|shelljs#|zx#|simple-git#)/;

/** A literal at this place; texts that come through a name are read where they stand. */
function isSaid(value: Value): boolean {
  return value.origin === undefined && textsOf(value).some(({ text }) => SAYS_SOMETHING.test(text));
}

/** A part of an option's text as a range of the file. */
export function partOf({ range }: OptionText, start: number, length: number): TextRange {
  return { start: range.start + start, end: range.start + start + length };
}
