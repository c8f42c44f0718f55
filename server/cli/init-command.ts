/** `fachlint init`, as it is typed. */
import { Option } from 'commander';
import type { InitOptions } from './init.ts';
import { INIT_TEXTS } from './init-texts.ts';
import { oneOf, type CommandParts } from './option-values.ts';
import { HOSTS } from './pipelines.ts';
import { TEXTS } from './texts.ts';

export function declareInit({ program, language, option, prepared, lang, done }: CommandParts): void {
  const texts = INIT_TEXTS[language];
  prepared(program.command('init'), `${TEXTS[language].help.optionsUsage} ${texts.folderUsage}`)
    .summary(texts.summary)
    .description(texts.description)
    .argument('[folder]', texts.folder)
    .addOption(new Option('--host <host>', texts.host).argParser(oneOf('host', HOSTS)))
    .option('--yes', texts.yes, false)
    .addOption(lang())
    .action(async (folder: string | undefined, options: Omit<InitOptions, 'lang'>) => {
      const { init } = await import('./init.ts');
      done(await init(folder, { ...options, ...(option && { lang: option }) }));
    });
}
