/** What may stand in `fachlint.json`: the schema that validates it and, generated from it, the one that editors use. */
import { z } from 'zod';
import type { Configuration, RuleSetting, Threshold, Vertrauensniveau } from '../model/configuration.ts';
import type { Language } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import type { FileKind } from '../model/source.ts';
import { CRITERIA } from '../../rules/norms/readiness/index.ts';
import type { Declaration } from '../model/inventory.ts';
import { UNBOUNDED_GLOB } from './configuration-messages.ts';
import { isBoundedPattern } from '../classify/glob.ts';

type Words = Readonly<Record<Language, string>>;

/** The values that a key may have, with what an editor says about each. */
const SETTINGS = {
  off: { de: 'abgeschaltet', en: 'switched off' },
  information: { de: 'Hinweis: lässt keinen Lauf scheitern', en: 'note: makes no run fail' },
  warning: { de: 'Warnung', en: 'warning' },
  error: { de: 'Fehler', en: 'error' },
} satisfies Record<RuleSetting, Words>;
const THRESHOLDS = {
  error: { de: 'nur Fehler', en: 'errors only' },
  warning: { de: 'Fehler und Warnungen', en: 'errors and warnings' },
  information: { de: 'jeder Befund', en: 'every finding' },
  never: { de: 'nichts', en: 'nothing' },
} satisfies Record<Threshold, Words>;
const KINDS = {
  main: { de: 'Teil des Programms', en: 'part of the program' },
  test: {
    de: 'Test: nur Zugangsdaten, die ohne Zweifel echt sind',
    en: 'test: only credentials that are real beyond doubt',
  },
  sample: { de: 'Beispiel: wie ein Test', en: 'sample: like a test' },
  documentation: { de: 'Dokumentation: wie ein Test', en: 'documentation: like a test' },
  build: { de: 'Bauen und Ausliefern: wie das Programm', en: 'building and delivering: like the program' },
  generated: { de: 'erzeugt: wird nicht geprüft', en: 'generated: not judged' },
} satisfies Record<FileKind, Words>;
const GUARDS = {
  'sign-in': { de: 'verlangt eine Anmeldung', en: 'asks for a sign-in' },
  'second-factor': { de: 'verlangt einen zweiten Faktor', en: 'asks for a second factor' },
  'step-up': { de: 'verlangt eine erneute, stärkere Anmeldung', en: 'asks for a new and stronger sign-in' },
  role: { de: 'verlangt eine Rolle', en: 'asks for a role' },
  machine: {
    de: 'verlangt Schlüssel oder Zertifikat eines Programms',
    en: 'asks for the key or certificate of a program',
  },
  other: { de: 'fragt niemanden, wer er ist', en: 'asks nobody who they are' },
} satisfies Record<Configuration['guards'][string], Words>;
const LEVELS = {
  normal: { de: 'Benutzername und Kennwort genügen', en: 'user name and password are enough' },
  substanziell: { de: 'zwei Faktoren, etwa ELSTER-Zertifikat', en: 'two factors, for example an ELSTER certificate' },
  hoch: { de: 'Online-Ausweis (eID)', en: 'electronic identity card (eID)' },
} satisfies Record<Vertrauensniveau, Words>;
const DECLARATIONS = {
  met: { de: 'erfüllt', en: 'met' },
  partly: { de: 'teilweise erfüllt', en: 'partly met' },
  'not-met': { de: 'nicht erfüllt', en: 'not met' },
} satisfies Record<Declaration['status'], Words>;
const LANGUAGES = {
  de: { de: 'Deutsch', en: 'German' },
  en: { de: 'Englisch', en: 'English' },
} satisfies Record<Language, Words>;

/** The schema with the ids of the rules as keys, so that an unknown rule is an error and a known one is completed. */
export function configurationSchemaOf(rules: readonly Pick<Rule, 'id' | 'text'>[]) {
  const glob = z
    .string()
    .min(1)
    .refine(isBoundedPattern, { error: UNBOUNDED_GLOB })
    .meta(
      said({
        de: 'Minimatch-Muster, vom Ordner dieser Datei aus. Ein Muster, das auf einen Ordner passt, meint alles darin.',
        en: 'Minimatch pattern relative to the folder of this file. A pattern that matches a folder means everything in it.',
      }),
    );
  const globs = z.array(glob);
  const names = z.array(z.string().min(1));
  const settings = z
    .strictObject(
      Object.fromEntries(
        [...rules]
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .map(({ id, text }) => [id, oneOf(SETTINGS, { de: text.de.title, en: text.en.title }).optional()] as const),
      ),
    )
    .meta(
      said({
        de: 'Stufe von Regeln; "off" schaltet eine Regel ab.',
        en: 'Severity of rules by id; "off" switches a rule off.',
      }),
    );
  const override = z.strictObject({
    files: globs.min(1).meta(said({ de: 'Dateien, für die es gilt.', en: 'Files that it holds for.' })),
    rules: settings,
  });
  return z
    .strictObject({
      $schema: z
        .string()
        .meta(
          said({
            de: 'Wo ein Editor das Schema dieser Datei findet.',
            en: 'Where an editor finds the schema of this file.',
          }),
        )
        .optional(),
      include: globs
        .meta(
          said({
            de: 'Dateien, die geprüft werden. Ohne Angabe alle, die .gitignore nicht nennt.',
            en: 'Files to look at. Without it: all files that .gitignore does not name.',
          }),
        )
        .optional(),
      exclude: globs
        .meta(said({ de: 'Dateien und Ordner, die nicht geprüft werden.', en: 'Files and folders not to look at.' }))
        .optional(),
      rules: settings.optional(),
      overrides: z
        .array(override)
        .meta(
          said({
            de: 'Andere Stufen für einzelne Dateien. Der letzte Eintrag, der auf eine Datei passt, gilt.',
            en: 'Other severities for some files. The last entry that matches a file wins.',
          }),
        )
        .optional(),
      vertrauensniveau: oneOf(LEVELS, {
        de: 'Vertrauensniveau, das das Verfahren verlangt, nach § 3 OZG und eIDAS.',
        en: 'Level of assurance (Vertrauensniveau) that the procedure needs, after § 3 OZG and eIDAS.',
      }).optional(),
      guards: z
        .record(z.string().min(1), oneOf(GUARDS))
        .meta(
          said({
            de: 'Eigene Prüffunktionen vor Routen (Middleware, Guards, Decorators) und was sie verlangen.',
            en: 'Own guards (middleware, decorators) by name, with what they ask for.',
          }),
        )
        .optional(),
      registers: z
        .strictObject({
          gateways: names
            .meta(
              said({
                de: 'Rechner, die für ein Register sprechen dürfen, mit allen Namen darunter.',
                en: 'Hosts that may speak for a register, with all names below them.',
              }),
            )
            .optional(),
          clients: names
            .meta(
              said({
                de: 'Eigene Registerclients: Module, Objekte oder Funktionen, die den vorgeschriebenen Standard sprechen.',
                en: 'Own clients of registers: modules, objects or functions that speak the prescribed standard.',
              }),
            )
            .optional(),
        })
        .meta(said({ de: 'Eigene Wege zu Registern.', en: 'Own ways to registers.' }))
        .optional(),
      kinds: z
        .record(glob, oneOf(KINDS))
        .meta(
          said({
            de: 'Wozu Dateien da sind, nach Muster. Das erste passende gilt, vor den eingebauten.',
            en: 'What files are for, by pattern. The first pattern that matches wins, before the built-in ones.',
          }),
        )
        .optional(),
      confirmDecisions: z
        .boolean()
        .meta(
          said({
            de: 'Akzeptierte Risiken und Fehlalarme in fachlint-decisions.json zählen erst, wenn eine zweite Person sie bestätigt hat.',
            en: 'Accepted risks and false positives in fachlint-decisions.json count only when a second person has confirmed them.',
          }),
        )
        .optional(),
      gate: gateSchemaOf(rules).optional(),
      readiness: z
        .strictObject(
          Object.fromEntries(
            CRITERIA.map(({ number, title, question }) => [
              String(number),
              z
                .strictObject({
                  status: oneOf(DECLARATIONS),
                  note: z
                    .string()
                    .meta(
                      said({
                        de: 'Antwort auf die Frage, in einem Satz.',
                        en: 'Answer to the question, in a sentence.',
                      }),
                    )
                    .optional(),
                })
                .meta(said({ de: `${title.de}. ${question.de}`, en: `${title.en}. ${question.en}` }))
                .optional(),
            ]),
          ),
        )
        .meta(
          said({
            de: 'Antworten auf Kriterien des Readiness-Checks, die kein Code zeigt; sie erscheinen als erklärt.',
            en: 'Answers to criteria of the readiness check that no code shows; they appear as declared.',
          }),
        )
        .optional(),
      language: oneOf(LANGUAGES, {
        de: 'Sprache der Meldungen, wo nichts anderes sie nennt.',
        en: 'Language of messages where nothing else says one.',
      }).optional(),
    })
    .meta(
      said({
        de: 'Einstellungen von Fachlint. Kommentare und Kommas am Ende sind erlaubt.',
        en: 'Settings of Fachlint. Comments and trailing commas are allowed.',
      }),
    );
}

/** When a run fails; `--fail-on` and `--max-warnings` count before it. */
function gateSchemaOf(rules: readonly Pick<Rule, 'id'>[]) {
  const categories = [...new Set(rules.map(({ id }) => id.slice(0, id.indexOf('/'))))].sort();
  return z
    .strictObject({
      failOn: oneOf(THRESHOLDS, {
        de: 'Ab welcher Stufe ein Lauf scheitert. Ohne Angabe: warning.',
        en: 'Severity from which a run fails. Default: warning.',
      }).optional(),
      categories: z
        .strictObject(Object.fromEntries(categories.map((name) => [name, oneOf(THRESHOLDS).optional()] as const)))
        .meta(said({ de: 'Andere Stufen für einzelne Kategorien.', en: 'Other severities for some categories.' }))
        .optional(),
      maxWarnings: z
        .int()
        .min(0)
        .meta(
          said({
            de: 'Mehr Warnungen als diese lassen einen Lauf scheitern.',
            en: 'More warnings than this make a run fail.',
          }),
        )
        .optional(),
    })
    .meta(said({ de: 'Wann ein Lauf scheitert.', en: 'When a run fails.' }));
}

/** Every editor shows `description`; VS Code shows `markdownDescription` in its place, which holds both languages. */
function said({ de, en }: Words): { description: string; markdownDescription: string } {
  return { description: en, markdownDescription: `${de}\n\n*${en}*` };
}

function oneOf<T extends string>(values: Readonly<Record<T, Words>>, words?: Words): z.ZodEnum<{ [K in T]: K }> {
  const names = Object.keys(values) as [T, ...T[]];
  const enumDescriptions = names.map((name) => `${values[name].de} · ${values[name].en}`);
  return z.enum(names).meta({ ...(words && said(words)), enumDescriptions });
}

/** The keys that may stand at a place of the configuration. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof z.ZodOptional) return keysAt(schema.unwrap(), path);
  const [step, ...rest] = path;
  if (schema instanceof z.ZodArray) return step === undefined ? [] : keysAt(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  const shape = schema.shape as Readonly<Record<PropertyKey, z.core.$ZodType | undefined>>;
  if (step === undefined) return Object.keys(shape);
  const next = shape[step];
  return next ? keysAt(next, rest) : [];
}

/** The text of `fachlint.schema.json`, made from the rules. */
export function configurationSchema(rules: readonly Pick<Rule, 'id' | 'text'>[]): string {
  const { $schema, ...schema } = z.toJSONSchema(configurationSchemaOf(rules), { target: 'draft-7', io: 'input' });
  const whole = { $schema, title: 'fachlint.json', allowTrailingCommas: true, ...schema };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
