/**
 * The rules inside of ESLint 9 and 10, for teams that run it anyway: a thin face of the same engine. ESLint asks every
 * rule about a file and waits for the answer; the engine reads the whole project and takes its time in a thread.
 */
import type { ESLint, Linter, Rule as EslintRule, SourceCode } from 'eslint';
import manifest from '../../package.json' with { type: 'json' };
import { RULES } from '../../rules/index.ts';
import type { Fix, Language } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import type { FoundInFile } from './thread.ts';
import { askingThread } from './wait-for-thread.ts';

const ask = askingThread(new URL('./eslint-thread.js', import.meta.url));
/** All rules share what is found in a file. */
const found = new WeakMap<SourceCode, readonly FoundInFile[]>();

function findingsOf(context: EslintRule.RuleContext): readonly FoundInFile[] {
  const { sourceCode, cwd, physicalFilename } = context;
  const known = found.get(sourceCode);
  if (known) return known;
  const findings = ask({ root: cwd, file: physicalFilename, text: sourceCode.text });
  found.set(sourceCode, findings);
  return findings;
}

function asEslintRule(rule: Rule): EslintRule.RuleModule {
  return {
    meta: {
      type: 'problem',
      docs: { description: rule.text.en.title },
      fixable: 'code',
      hasSuggestions: true,
      schema: [],
    },
    create: (context) => ({
      Program: () => {
        const language: Language = languageOf(context.settings) ?? 'en';
        const { sourceCode } = context;
        for (const { rule: id, start, end, message, advice, fix } of findingsOf(context)) {
          if (id !== rule.id) continue;
          context.report({
            loc: { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) },
            message: `${message[language]} ${advice[language]}`,
            ...(fix && corrected(fix, language)),
          });
        }
      },
    }),
  };
}

/** `settings: { fachlint: { language: 'de' } }`. */
function languageOf(settings: Record<string, unknown>): Language | undefined {
  const own = settings['fachlint'];
  const language = typeof own === 'object' && own !== null ? (own as { language?: unknown }).language : undefined;
  return language === 'de' || language === 'en' ? language : undefined;
}

function corrected(
  { safety, title, edits }: Fix,
  language: Language,
): Pick<EslintRule.ReportDescriptorOptions, 'fix' | 'suggest'> {
  const fix = (fixer: EslintRule.RuleFixer): EslintRule.Fix[] =>
    edits.map(({ range, text }) => fixer.replaceTextRange([range.start, range.end], text));
  return safety === 'safe' ? { fix } : { suggest: [{ desc: title[language], fix }] };
}

const LEVELS: Readonly<Record<Rule['severity'], Linter.StringSeverity>> = {
  error: 'error',
  warning: 'warn',
  information: 'warn',
};

const plugin = {
  meta: { name: manifest.name, version: manifest.version, namespace: 'fachlint' },
  rules: Object.fromEntries(RULES.map((rule) => [rule.id, asEslintRule(rule)])),
  configs: {} as Record<'recommended', Linter.Config>,
} satisfies ESLint.Plugin;

plugin.configs.recommended = {
  name: 'fachlint/recommended',
  plugins: { fachlint: plugin },
  rules: Object.fromEntries(RULES.map(({ id, severity }) => [`fachlint/${id}`, LEVELS[severity]])),
};

// eslint-disable-next-line no-restricted-syntax -- ESLint's configurations import plugins so
export default plugin;
