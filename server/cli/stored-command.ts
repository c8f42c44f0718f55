/** `fachlint gate`, `report` and `merge`, which work on reports of earlier runs, as they are typed. */
import { REPORT_FORMATS, SARIF_PROFILES } from '../report/reporter.ts';
import { collected, oneOf, wholeNumber, type CommandParts } from './option-values.ts';
import { THRESHOLDS } from './selection.ts';
import type { GateOptions, StoredOptions } from './stored.ts';
import { STORED_TEXTS } from './stored-texts.ts';
import { TEXTS } from './texts.ts';

export function declareStored({ program, language, option, prepared, lang, done }: CommandParts): void {
  const texts = STORED_TEXTS[language];
  const { help, check } = TEXTS[language];
  const told = option ? { lang: option } : {};

  prepared(program.command('gate'), `${help.optionsUsage} ${help.fileUsage}`)
    .summary(texts.gate)
    .description(texts.gateDescription)
    .argument('<file>', texts.file)
    .option('--new', texts.new, false)
    .option('--fail-on <severity>', check.failOn, oneOf('fail-on', THRESHOLDS))
    .option('--max-warnings <number>', check.maxWarnings, wholeNumber('--max-warnings', 0, 1_000_000))
    .option('--config <file>', check.config)
    .addOption(lang())
    .action(async (file: string, options: Omit<GateOptions, 'lang'>) => {
      const { gate } = await import('./stored.ts');
      done(await gate(file, { ...options, ...told }));
    });

  prepared(program.command('report'), `${help.optionsUsage} ${help.fileUsage}`)
    .summary(texts.report)
    .description(texts.reportDescription)
    .argument('<file>', texts.file)
    .option('--format <format>', check.format, oneOf('format', REPORT_FORMATS))
    .option('--output <file>', check.output, collected, [])
    .option('--profile <platform>', check.profile, oneOf('profile', SARIF_PROFILES))
    .addOption(lang())
    .action(async (file: string, options: Omit<StoredOptions, 'lang'>) => {
      const { report } = await import('./stored.ts');
      done(await report([file], 'text', { ...options, ...told }));
    });

  prepared(program.command('merge'), `${help.optionsUsage} ${texts.filesUsage}`)
    .summary(texts.merge)
    .description(texts.mergeDescription)
    .argument('<files...>', texts.files)
    .option('--format <format>', check.format, oneOf('format', REPORT_FORMATS))
    .option('--output <file>', check.output, collected, [])
    .option('--profile <platform>', check.profile, oneOf('profile', SARIF_PROFILES))
    .addOption(lang())
    .action(async (files: string[], options: Omit<StoredOptions, 'lang'>) => {
      const { report } = await import('./stored.ts');
      done(await report(files, 'json', { ...options, ...told }));
    });
}
