/** Programs that are started without verification: in commands of configuration files and in calls. */
import type { CallFact, CommandFact } from '../../server/model/facts.ts';
import type { FileView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { flagIn } from './certificate-commands.ts';
import { unverifiedPrograms, type UnverifiedText } from './certificate-texts.ts';

/** With its place in a file in the place of offsets. */
export interface UnverifiedProgram extends Omit<UnverifiedText, 'start' | 'end'> {
  readonly range: TextRange;
}

/** Calls that start programs. */
const STARTING = /^(?:node:child_process#|execa#|shelljs#|zx#)/;

/** Programs in a text of commands. It is read from the file, because escapes and folded lines move offsets inside the value. */
function programsIn(range: TextRange, file: FileView): readonly UnverifiedProgram[] {
  if (range.path !== undefined && range.path !== file.path) return [];
  const text = file.text.slice(range.start, range.end);
  const at = (start: number, end: number): TextRange => ({ start: range.start + start, end: range.start + end });
  return unverifiedPrograms(text).map(({ start, end, ...rest }) => ({ range: at(start, end), ...rest }));
}

/** Programs that print their words. */
export const PRINTING = /^(?:echo|printf)$/;

/** A command that a reader has taken apart. */
export function programsOf({ program, arguments: given }: CommandFact): readonly UnverifiedProgram[] {
  const found = flagIn(
    program,
    given.map(({ text }) => text),
  );
  const range = found && given[found.index]?.range;
  return range ? [{ range, ...found.shown }] : [];
}

/** `execSync('curl -k …')` and `spawn('curl', ['-k', …])`. */
export function programsStartedBy(
  { callee, arguments: [program, list] }: CallFact,
  file: FileView,
): readonly UnverifiedProgram[] {
  if (!STARTING.test(callee) || (program?.kind !== 'known' && program?.kind !== 'composed')) return [];
  if (program.kind === 'composed' || list?.kind !== 'list')
    return program.origin ? [] : programsIn(program.range, file);
  const words = list.items.map((item) => (item.kind === 'known' ? String(item.value) : ''));
  const found = flagIn(String(program.value), words);
  const range = found && list.items[found.index]?.range;
  return range ? [{ range, ...found.shown }] : [];
}
