/** `fachlint decide` and what stands below it, as it is typed. */
import { Option, type Command } from 'commander';
import { DECISION_KINDS } from '../model/decision.ts';
import type { DecideOptions } from './decide-options.ts';
import { DECIDE_TEXTS } from './decide-texts.ts';
import { collected, day, oneOf, type CommandParts } from './option-values.ts';
import { TEXTS } from './texts.ts';

export function declareDecide({ program, language, option, prepared, lang, done }: CommandParts): void {
  const texts = DECIDE_TEXTS[language];
  const { help, check, rules } = TEXTS[language];
  const given = (command: Command): Partial<DecideOptions> => ({
    ...command.optsWithGlobals<Partial<DecideOptions>>(),
    ...(option && { lang: option }),
  });
  const ofProject = (command: Command): Command =>
    command.addOption(new Option('--config <file>', check.config)).addOption(lang());

  const decide = ofProject(
    prepared(program.command('decide'), `${help.optionsUsage} ${texts.argumentsUsage}`)
      .summary(texts.summary)
      .description(texts.description)
      .argument('[findings...]', texts.arguments)
      .option('--accept-current', texts.acceptCurrent)
      .option('--as <decision>', texts.as, oneOf('decision', DECISION_KINDS))
      .option('--reason <text>', texts.reason)
      .option('--by <name>', texts.by)
      .option('--until <day>', texts.until, day)
      .option('--rule <rule>', texts.rule, collected, []),
  ).action(async (args: string[], _: unknown, command: Command) => {
    const { decide: run } = await import('./decide.ts');
    done(await run(args, given(command)));
  });

  ofProject(prepared(decide.command('list'), `${help.optionsUsage} ${texts.folderUsage}`))
    .summary(texts.list)
    .description(texts.list)
    .argument('[folder]', texts.folder)
    .addOption(
      new Option('--format <format>', rules.format).argParser(oneOf('format', ['text', 'json'])).default('text'),
    )
    .action(async (folder: string | undefined, _: unknown, command: Command) => {
      const { listDecisions } = await import('./decide-review.ts');
      done(await listDecisions(folder, given(command)));
    });

  ofProject(prepared(decide.command('verify'), `${help.optionsUsage} ${texts.folderUsage}`))
    .summary(texts.verify)
    .description(texts.verifyDescription)
    .argument('[folder]', texts.folder)
    .action(async (folder: string | undefined, _: unknown, command: Command) => {
      const { verifyDecisions } = await import('./decide-review.ts');
      done(await verifyDecisions(folder, given(command)));
    });

  ofProject(prepared(decide.command('prune'), `${help.optionsUsage} ${texts.folderUsage}`))
    .summary(texts.prune)
    .description(texts.pruneDescription)
    .argument('[folder]', texts.folder)
    .action(async (folder: string | undefined, _: unknown, command: Command) => {
      const { pruneDecisions } = await import('./decide-review.ts');
      done(await pruneDecisions(folder, given(command)));
    });

  ofProject(prepared(decide.command('confirm'), `${help.optionsUsage} ${texts.argumentsUsage}`))
    .summary(texts.confirm)
    .description(texts.confirmDescription)
    .argument('<findings...>', texts.arguments)
    .option('--by <name>', texts.by)
    .action(async (args: string[], _: unknown, command: Command) => {
      const { confirmDecisions } = await import('./decide-review.ts');
      done(await confirmDecisions(args, given(command)));
    });

  ofProject(prepared(decide.command('import'), `${help.optionsUsage} ${help.fileUsage} ${texts.folderUsage}`))
    .summary(texts.import)
    .description(texts.importDescription)
    .argument('<file>', texts.importFile)
    .argument('[folder]', texts.folder)
    .option('--by <name>', texts.by)
    .action(async (file: string, folder: string | undefined, _: unknown, command: Command) => {
      const { importDecisions } = await import('./decide-import.ts');
      done(await importDecisions(file, folder, given(command)));
    });
}
