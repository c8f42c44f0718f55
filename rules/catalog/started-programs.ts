/** Programs that calls start: `execSync('openssl …')`, `spawn('openssl', ['enc', …])`. */
import type { CallFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';

export interface StartedProgram {
  readonly program: string;
  readonly words: readonly string[];
  /** Where a word stands. */
  readonly rangeOf: (index: number) => TextRange | undefined;
}

const STARTING = /^(?:node:child_process#|execa#|shelljs#|zx#|cross-spawn#)/;

/** The first program of a call that starts one; words that are not written down are empty. */
export function programStarted({ callee, arguments: [first, list] }: CallFact): StartedProgram | undefined {
  if (!STARTING.test(callee) || !first) return undefined;
  if (list?.kind === 'list' && first.kind === 'known') {
    const words = list.items.map((item) => (item.kind === 'known' ? String(item.value) : ''));
    return { program: withoutFolder(String(first.value)), words, rangeOf: (index) => rangeOf(list.items[index]) };
  }
  const text = writtenText(first);
  if (text === undefined || text.length > 4000) return undefined;
  // A pipeline or list of commands: the part that starts with a program known to the rules is theirs to find.
  const [command = ''] = text
    .split(/[|;&\n]+/)
    .filter((part) => /\bopenssl\b|\bgpg2?\b|\bzip\b|\bssh-keygen\b/.test(part));
  const [program = '', ...words] = command.trim().split(/\s+/);
  return { program: withoutFolder(program), words, rangeOf: () => rangeOf(first) };
}

function writtenText(value: Value): string | undefined {
  if (value.kind === 'known' && typeof value.value === 'string') return value.value;
  if (value.kind !== 'composed') return undefined;
  return value.parts.map((part) => (part.kind === 'known' ? String(part.value) : 'x')).join('');
}

function withoutFolder(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}

function rangeOf(value: Value | undefined): TextRange | undefined {
  return value?.range;
}
