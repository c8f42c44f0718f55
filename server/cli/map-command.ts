/** `fachlint doors`, `registers` and `readiness`, as they are typed. */
import { MAP_FORMATS } from '../report/shown-sight.ts';
import type { MapOptions } from './map.ts';
import { MAP_TEXTS, MAPS } from './map-texts.ts';
import { collected, oneOf, type CommandParts } from './option-values.ts';
import { TEXTS } from './texts.ts';

export function declareMaps({ program, language, option, prepared, lang, done }: CommandParts): void {
  const texts = MAP_TEXTS[language];
  const { help, check } = TEXTS[language];
  for (const name of MAPS) {
    prepared(program.command(name), `${help.optionsUsage} ${help.pathsUsage}`)
      .summary(texts[name].summary)
      .description(texts[name].description)
      .argument('[paths...]', check.paths)
      .option('--format <format>', texts.format, oneOf('format', MAP_FORMATS))
      .option('--output <file>', check.output, collected, [])
      .option('--config <file>', check.config)
      .addOption(lang())
      .addHelpText('after', `\n${texts.exit}`)
      .action(async (paths: string[], options: Omit<MapOptions, 'lang'>) => {
        const { Pool } = await import('../workspace/pool.ts');
        const pool = new Pool({});
        pool.prepare();
        try {
          const maps = await import('./maps.ts');
          done(await maps[name](paths, { ...options, ...(option && { lang: option }) }, pool));
        } finally {
          await pool.dispose();
        }
      });
  }
}
