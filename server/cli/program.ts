/** The commands and their options. What a command does is loaded when it runs, so that `--version` and `--help` are instant. */
import { Command, CommanderError, Option } from 'commander';
import { ARGUMENT_ERRORS } from './argument-errors.ts';
import { SCRIPT_ENGINES } from '../model/analysis.ts';
import type { Language } from '../model/finding.ts';
import { REPORT_FORMATS, SARIF_PROFILES } from '../report/reporter.ts';
import type { CheckOptions } from './check.ts';
import type { ConfigOptions } from './config.ts';
import type { ListFormat } from './explain.ts';
import { Failure } from './failure.ts';
import { LANGUAGES, languageFor, languageOfArguments } from './language.ts';
import { collected, oneOf, wholeNumber, type CommandParts } from './option-values.ts';
import { CONFIDENCES, THRESHOLDS } from './selection.ts';
import { declareDecide } from './decide-command.ts';
import { declareInit } from './init-command.ts';
import { declareStored } from './stored-command.ts';
import { declareMaps } from './map-command.ts';
import { note, survivesClosedPipes } from './terminal.ts';
import { TEXTS } from './texts.ts';
import { VERSION } from '../version.ts';

const LIST_FORMATS = ['text', 'json'] as const;

/**
 * Runs one command line (without `node` and the script). Resolves with the exit code, or with undefined where the
 * command goes on (`lsp`).
 */
export async function runProgram(argv: readonly string[]): Promise<number | undefined> {
  const option = languageOfArguments(argv);
  const ofHelp = languageFor({ option, terminal: process.stdout.isTTY });
  const ofErrors = languageFor({ option, terminal: process.stderr.isTTY });
  survivesClosedPipes(ofErrors);
  let exitCode: number | undefined = 0;
  const program = programOf(ofHelp, option, (code) => (exitCode = code));
  try {
    if (argv.length === 0) {
      program.outputHelp({ error: true });
      return 2;
    }
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      note(`fachlint: ${sentenceOf(error, ofErrors)}`);
      return 2;
    }
    if (error instanceof Failure) {
      for (const line of error.messages[ofErrors].split('\n')) note(`fachlint: ${line}`);
      return 2;
    }
    throw error;
  }
}

function programOf(
  language: Language,
  option: Language | undefined,
  done: (code: number | undefined) => void,
): Command {
  const texts = TEXTS[language];
  const listLanguage = (format: ListFormat): Language =>
    languageFor({ option, terminal: format === 'text' && process.stdout.isTTY });

  const prepared = (command: Command, usage: string): Command =>
    command
      .usage(usage)
      .helpOption('-h, --help', texts.help.help)
      .exitOverride()
      // The parser's own sentences are English; ours are printed where its errors are caught.
      .configureOutput({ outputError: () => undefined })
      .configureHelp({
        styleTitle: (title) => titles(language)[title] ?? title,
        // Defaults stand in the descriptions, in the language of the reader.
        optionDescription: ({ description }) => description,
        argumentDescription: ({ description }) => description,
        subcommandTerm: (subcommand) => `${subcommand.name()} ${subcommand.usage()}`,
      });
  const lang = (): Option => new Option('--lang <lang>', texts.help.lang).argParser(oneOf('language', LANGUAGES));

  const program = prepared(new Command('fachlint'), `${texts.help.optionsUsage} ${texts.help.commandUsage}`)
    .description(texts.help.program)
    .version(VERSION, '--version', texts.help.version)
    .addOption(lang())
    .helpCommand(false);

  prepared(program.command('check'), `${texts.help.optionsUsage} ${texts.help.pathsUsage}`)
    .summary(texts.check.summary)
    .description(texts.check.description)
    .argument('[paths...]', texts.check.paths)
    .option('--format <format>', texts.check.format, oneOf('format', REPORT_FORMATS))
    .option('--output <file>', texts.check.output, collected, [])
    .option('--profile <platform>', texts.check.profile, oneOf('profile', SARIF_PROFILES))
    .option('--config <file>', texts.check.config)
    .option('--fail-on <severity>', texts.check.failOn, oneOf('fail-on', THRESHOLDS))
    .option('--max-warnings <number>', texts.check.maxWarnings, wholeNumber('--max-warnings', 0, 1_000_000))
    .option('--confidence <confidence>', texts.check.confidence, oneOf('confidence', CONFIDENCES), 'medium')
    .option('--rule <rule>', texts.check.rule, collected, [])
    .option('--category <category>', texts.check.category, collected, [])
    .option('--since <commit>', texts.gate.since)
    .option('--staged', texts.gate.staged, false)
    .option('--fix', texts.check.fix, false)
    .option('--fix-dry-run', texts.check.fixDryRun, false)
    .option('--no-suppressions', texts.check.noSuppressions)
    .option('--no-decisions', texts.check.noDecisions)
    .option('--quiet', texts.check.quiet, false)
    .option('--stdin', texts.check.stdin, false)
    .option('--stdin-filename <file>', texts.check.stdinFilename)
    .addOption(lang())
    .option('--engine <engine>', texts.check.engine, oneOf('engine', SCRIPT_ENGINES))
    .addOption(
      new Option('--threads <number>', texts.check.threads).argParser(wholeNumber('--threads', 1, 64)).hideHelp(),
    )
    .addOption(new Option('--no-word-filter', texts.check.noWordFilter).hideHelp())
    .addHelpText('after', `\n${texts.check.exit}`)
    .action(async (paths: string[], options: Omit<CheckOptions, 'lang'>) => {
      // Threads take longest to start: they load their code while this one loads all the rest.
      const { Pool } = await import('../workspace/pool.ts');
      const pool = new Pool(options);
      pool.prepare();
      try {
        const { check } = await import('./check.ts');
        // Wherever it stands in the line, before the command too.
        done(await check(paths, { ...options, ...(option && { lang: option }) }, pool));
      } finally {
        await pool.dispose();
      }
    });

  const parts: CommandParts = { program, language, option, prepared, lang, done };
  declareMaps(parts);
  declareDecide(parts);
  declareStored(parts);
  declareInit(parts);

  prepared(program.command('explain'), `${texts.help.optionsUsage} ${texts.help.ruleUsage}`)
    .summary(texts.explain.summary)
    .description(texts.explain.description)
    .argument('<rule>', texts.explain.rule)
    .option('--format <format>', texts.explain.format, oneOf('format', LIST_FORMATS), 'text')
    .addOption(lang())
    .action(async (rule: string, { format }: { format: ListFormat }) => {
      const { explain } = await import('./explain.ts');
      done(await explain(rule, format, listLanguage(format)));
    });

  prepared(program.command('rules'), texts.help.optionsUsage)
    .summary(texts.rules.summary)
    .description(texts.rules.description)
    .option('--format <format>', texts.rules.format, oneOf('format', LIST_FORMATS), 'text')
    .addOption(lang())
    .action(async ({ format }: { format: ListFormat }) => {
      const { rules } = await import('./rules.ts');
      done(await rules(format, listLanguage(format)));
    });

  prepared(program.command('config'), `${texts.help.optionsUsage} ${texts.help.fileUsage}`)
    .summary(texts.config.summary)
    .description(texts.config.description)
    .argument('<file>', texts.config.file)
    .option('--format <format>', texts.config.format, oneOf('format', LIST_FORMATS), 'text')
    .option('--output <file>', texts.config.output, collected, [])
    .option('--config <file>', texts.check.config)
    .addOption(lang())
    .action(async (file: string, options: Omit<ConfigOptions, 'lang'>) => {
      const { config } = await import('./config.ts');
      done(await config(file, { ...options, ...(option && { lang: option }) }));
    });

  prepared(program.command('lsp'), texts.help.optionsUsage)
    .summary(texts.lsp.summary)
    .description(texts.lsp.description)
    .option('--stdio', texts.lsp.stdio)
    .addOption(lang())
    // Editors add it by themselves, so that the server ends with them.
    .addOption(new Option('--clientProcessId <id>').hideHelp())
    .action(async () => {
      done(undefined);
      const { startLanguageServer } = await import('../lsp/start.ts');
      startLanguageServer();
    });

  return program;
}

function titles(language: Language): Readonly<Record<string, string>> {
  const { usage, arguments: args, options, commands } = TEXTS[language].help;
  return { 'Usage:': usage, 'Arguments:': args, 'Options:': options, 'Commands:': commands };
}

/** A sentence for an error of the argument parser, made from its code and from what its own sentence quotes. */
function sentenceOf({ code, message }: CommanderError, language: Language): string {
  const name = /'([^']*)'/.exec(message)?.[1] ?? '';
  const suggestion = /Did you mean (?:one of )?([^?,]+)/.exec(message)?.[1];
  const messages = ARGUMENT_ERRORS[code]?.(name, suggestion);
  return messages?.[language] ?? message.replace(/^error: /, '');
}
