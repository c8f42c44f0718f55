/** What may stand in `fachlint.json`: the schema that validates it and, generated from it, the one that editors use. */
import { z } from 'zod';
import type { Rule } from '../model/rule.ts';
import { UNBOUNDED_GLOB } from './configuration-messages.ts';
import { isBoundedPattern } from './glob.ts';

const KINDS = ['main', 'test', 'sample', 'documentation', 'build', 'generated'] as const;
const SETTINGS = ['off', 'information', 'warning', 'error'] as const;
const GUARDS = ['sign-in', 'second-factor', 'step-up', 'role'] as const;

/** The schema with the ids of the rules as keys, so that an unknown rule is an error and a known one is completed. */
export function configurationSchemaOf(rules: readonly Pick<Rule, 'id' | 'text'>[]) {
  const glob = z
    .string()
    .min(1)
    .refine(isBoundedPattern, { error: UNBOUNDED_GLOB })
    .describe(
      'Minimatch pattern relative to the folder of this file. A pattern that matches a folder means everything in it.',
    );
  const globs = z.array(glob);
  const settings = z
    .strictObject(
      Object.fromEntries(
        [...rules]
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .map(({ id, text }) => [id, z.enum(SETTINGS).describe(text.en.title).optional()] as const),
      ),
    )
    .describe('Severity of rules by id; "off" switches a rule off.');
  return z
    .strictObject({
      $schema: z.string().describe('Where an editor finds the schema of this file.').optional(),
      include: globs.describe('Files to look at. Without it: all files that .gitignore does not name.').optional(),
      exclude: globs.describe('Files and folders not to look at.').optional(),
      rules: settings.optional(),
      overrides: z
        .array(z.strictObject({ files: globs.min(1), rules: settings }))
        .describe('Other severities for some files. The last entry that matches a file wins.')
        .optional(),
      vertrauensniveau: z
        .enum(['normal', 'substanziell', 'hoch'])
        .describe('Level of assurance (Vertrauensniveau) that the procedure needs, after § 3 OZG and eIDAS.')
        .optional(),
      guards: z
        .record(z.string().min(1), z.enum(GUARDS))
        .describe('Own guards (middleware, decorators) by name, with what they ask for.')
        .optional(),
      registers: z
        .strictObject({
          gateways: z.array(z.string().min(1)).describe('Hosts that may speak for a register.').optional(),
          clients: z
            .array(z.string().min(1))
            .describe('Modules or functions that are own clients of a register.')
            .optional(),
        })
        .describe('Own ways to registers.')
        .optional(),
      kinds: z
        .record(glob, z.enum(KINDS))
        .describe('What files are for, by pattern. The first pattern that matches wins, before the built-in ones.')
        .optional(),
      language: z.enum(['de', 'en']).describe('Language of messages where nothing else says one.').optional(),
    })
    .describe('Settings of Fachlint. Comments and trailing commas are allowed.');
}

/** The text of `fachlint.schema.json`, made from the rules. */
export function configurationSchema(rules: readonly Pick<Rule, 'id' | 'text'>[]): string {
  const { $schema, ...schema } = z.toJSONSchema(configurationSchemaOf(rules), { target: 'draft-7', io: 'input' });
  const whole = { $schema, title: 'fachlint.json', allowTrailingCommas: true, ...schema };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
