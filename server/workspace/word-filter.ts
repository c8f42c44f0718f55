/** Tells whether a text can matter to any rule, so that most files need not be parsed. */
import { anyExpression } from '../extract/text/any-expression.ts';
import { isSecretFile } from '../extract/text/assigned-secrets.ts';
import { mayHoldTexts } from '../extract/text/extract-texts.ts';
import { judges, type Rule } from '../model/rule.ts';
import type { FileKind } from '../model/source.ts';
import { formatOf } from '../classify/format-of.ts';

/** Comments that silence findings are judged themselves, whatever else the file holds. */
const SUPPRESSION_WORD = 'fachlint-disable';

type TextFilter = (text: string) => boolean;

/** Tells whether some rule that judges files of this kind can find something in one. */
export interface FileFilter {
  /** False where no rule judges the kind. */
  judges(kind: FileKind): boolean;
  mayFind(path: string, kind: FileKind, text: string): boolean;
}

/** `isFiltering`: false lets every file pass that a rule judges. */
export function fileFilter(rules: readonly Rule[], isFiltering: boolean): FileFilter {
  const kinds = new Map<FileKind, { readonly words: TextFilter; readonly texts: TextFilter } | undefined>();
  const same = new Map<string, ReturnType<typeof kinds.get>>();
  const filterOf = (kind: FileKind): ReturnType<typeof kinds.get> => {
    if (!kinds.has(kind)) {
      const judging = rules.filter((rule) => judges(rule, kind));
      const key = judging.map(({ id }) => id).join();
      if (judging.length > 0 && !same.has(key)) {
        same.set(key, {
          words: isFiltering ? wordFilter(judging) : () => true,
          texts: textFilter(judging, isFiltering),
        });
      }
      kinds.set(kind, same.get(key));
    }
    return kinds.get(kind);
  };
  return {
    judges: (kind) => filterOf(kind) !== undefined,
    mayFind: (path, kind, text) => {
      const filter = filterOf(kind);
      if (!filter) return false;
      if (formatOf(path, text) === undefined) return filter.texts(text) || isSecretFile(path);
      // The path counts, too: it is the address of a route in frameworks that route by file.
      return filter.words(text) || filter.words(path);
    },
  };
}

/** What NestJS projects load into their service of settings is looked up by key, from files that name no other. */
const LOADS_CONFIGURATION = '\\bregisterAs\\b|\\bConfigModule\\.forRoot\\b';

/** What a Secret of Kubernetes holds is encoded: no word of a rule can be seen in it. */
const HOLDS_ENCODED = '\\bkind["\']?:\\s{0,9}["\']?Secret\\b';

/** A test whether a text holds one of the rules' words or patterns, without regard to case. */
function wordFilter(rules: readonly Pick<Rule, 'words'>[]): TextFilter {
  const all = rules.flatMap((rule) => rule.words);
  // Rules share words and patterns.
  const sources = new Set(all.map((word) => (typeof word === 'string' ? escape(word.toLowerCase()) : word.source)));
  sources.add(SUPPRESSION_WORD);
  sources.add(LOADS_CONFIGURATION);
  sources.add(HOLDS_ENCODED);
  sources.delete('');
  // eslint-disable-next-line no-restricted-globals -- only words and patterns of our own rules
  return anyExpression([...sources].map((source) => new RegExp(source, 'i')));
}

/** The same for files of an unknown format, where rules about texts are the only ones that can find something. */
function textFilter(rules: readonly Pick<Rule, 'on'>[], isFiltering: boolean): TextFilter {
  if (!rules.some(({ on }) => on?.text)) return () => false;
  return isFiltering ? (text) => text.includes(SUPPRESSION_WORD) || mayHoldTexts(text) : () => true;
}

function escape(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
