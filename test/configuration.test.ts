/** `fachlint.json`: what it sets, and every mistake with its place in both languages. */
import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { RULES } from '../rules/index.ts';
import { DEFAULT_CONFIGURATION } from '../server/model/configuration.ts';
import type { Rule } from '../server/model/rule.ts';
import { configurationSchema } from '../server/workspace/configuration-schema.ts';
import { loadConfiguration, parseConfiguration, ruleSettingFor } from '../server/workspace/configuration.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

const text = { title: 'Titel', messages: {}, why: '', advice: {} };
const RULE = 'credentials/no-hardcoded-password';
const TEST_RULES: readonly Rule[] = [RULE, 'encryption/no-disabled-certificate-check'].map((id) => ({
  id,
  severity: 'error',
  text: { de: text, en: text },
  words: [],
}));

async function errorsOf(content: string): Promise<string[]> {
  const { configuration, errors } = await parseConfiguration(content, 'fachlint.json', TEST_RULES);
  if (errors.length > 0) assert.equal(configuration, DEFAULT_CONFIGURATION);
  for (const { messages } of errors) {
    assert.notEqual(messages.de, messages.en);
    for (const message of Object.values(messages)) assert.match(message, /^[\p{Lu}"].*\.$/su);
  }
  return errors.map(({ file, line, column, messages }) => `${file}:${line}:${column} ${messages.de} | ${messages.en}`);
}

describe('configuration', () => {
  after(removeTemporaryProjects);

  it('is the default where there is no file', async () => {
    const { root } = temporaryProject();
    assert.deepEqual(await loadConfiguration(root, TEST_RULES), { configuration: DEFAULT_CONFIGURATION, errors: [] });
  });

  it('takes comments, trailing commas and everything the schema names', async () => {
    const { root } = temporaryProject({
      'fachlint.json': `// Bürgerbüro
      {
        "$schema": "./node_modules/fachlint/fachlint.schema.json",
        "include": ["src/**"], "exclude": ["src/alt"],
        "rules": { "${RULE}": "warning", },
        "overrides": [{ "files": ["src/x/**"], "rules": { "${RULE}": "off" } }],
        "vertrauensniveau": "hoch",
        "guards": { "zweiterFaktor": "second-factor" },
        "registers": { "gateways": ["xta.musterstadt.de"] }, /* keine eigenen clients */
        "kinds": { "werkzeug/**": "build" },
        "confirmDecisions": true,
        "gate": { "failOn": "error", "categories": { "encryption": "never" }, "maxWarnings": 3 },
        "language": "de",
      }`,
    });
    const { configuration, errors } = await loadConfiguration(root, TEST_RULES);
    assert.deepEqual(errors, []);
    assert.deepEqual(configuration, {
      include: ['src/**'],
      exclude: ['src/alt'],
      rules: { [RULE]: 'warning' },
      overrides: [{ files: ['src/x/**'], rules: { [RULE]: 'off' } }],
      vertrauensniveau: 'hoch',
      guards: { zweiterFaktor: 'second-factor' },
      registers: { gateways: ['xta.musterstadt.de'], clients: [] },
      kinds: { 'werkzeug/**': 'build' },
      readiness: {},
      confirmDecisions: true,
      gate: { failOn: 'error', categories: { encryption: 'never' }, maxWarnings: 3 },
      language: 'de',
    });
  });

  it('says what holds for a rule in a file: the last matching override', () => {
    const overrides = [
      { files: ['src/**'], rules: { [RULE]: 'warning' } },
      { files: ['src/alt'], rules: { [RULE]: 'off' } },
      { files: ['src/alt/neu.ts'], rules: { andere: 'off' } },
    ] as const;
    const configuration = { rules: { [RULE]: 'error' }, overrides } as const;
    assert.equal(ruleSettingFor(configuration, RULE, 'a.ts'), 'error');
    assert.equal(ruleSettingFor(configuration, RULE, 'src/a.ts'), 'warning');
    assert.equal(ruleSettingFor(configuration, RULE, 'src/alt/neu.ts'), 'off');
    assert.equal(ruleSettingFor(configuration, 'andere', 'src/a.ts'), undefined);
  });

  describe('mistakes', () => {
    it('are all named, each with its place, in German and English', async () => {
      assert.deepEqual(
        await errorsOf(`{
  "includes": ["src"],
  "rules": {
    "credentials/no-hardcoded-passwort": "error",
    "${RULE}": "warn",
    "register/erfunden": "off"
  },
  "exclude": "dist",
  "overrides": [{ "files": [], "rules": {} }, { "files": ["a"] }],
  "kinds": { "a": "tests", "*a*a*a*a*a*": "test" },
  "guards": { "": "role" }
}`),
        [
          'fachlint.json:2:3 Der Schlüssel "includes" ist unbekannt; gemeint ist vielleicht "include". | The key "includes" is unknown; perhaps "include" is meant.',
          `fachlint.json:4:5 Die Regel "credentials/no-hardcoded-passwort" gibt es nicht; gemeint ist vielleicht "${RULE}". | The rule "credentials/no-hardcoded-passwort" does not exist; perhaps "${RULE}" is meant.`,
          `fachlint.json:5:42 "${RULE}" hat einen Wert, den es nicht gibt; gemeint ist vielleicht "warning"; möglich sind "off", "information", "warning", "error". | "${RULE}" has a value that does not exist; perhaps "warning" is meant; possible are "off", "information", "warning", "error".`,
          'fachlint.json:6:5 Die Regel "register/erfunden" gibt es nicht. | The rule "register/erfunden" does not exist.',
          'fachlint.json:8:14 "exclude" muss eine Liste sein. | "exclude" has to be a list.',
          'fachlint.json:9:28 "files" darf nicht leer sein. | "files" must not be empty.',
          'fachlint.json:9:47 "rules" fehlt; erwartet wird ein Objekt. | "rules" is missing; an object is expected.',
          'fachlint.json:10:19 "a" hat einen Wert, den es nicht gibt; gemeint ist vielleicht "test"; möglich sind "main", "test", "sample", "documentation", "build", "generated". | "a" has a value that does not exist; perhaps "test" is meant; possible are "main", "test", "sample", "documentation", "build", "generated".',
          'fachlint.json:10:28 Dieses Muster hat zu viele Platzhalter; es lässt sich in mehrere teilen. | This pattern has too many wildcards; it can be split into several.',
          'fachlint.json:11:15 Dieser Eintrag darf nicht leer sein. | This entry must not be empty.',
        ],
      );
    });

    const SMALL: readonly (readonly [string, readonly string[]])[] = [
      [
        '',
        [
          'fachlint.json:1:1 Die Datei ist leer; erwartet wird mindestens {}. | The file is empty; at least {} is expected.',
        ],
      ],
      ['{ "include": ["src" }', ['fachlint.json:1:21 Hier wird ein Komma erwartet. | A comma is expected here.']],
      [
        '{\r\n  include: [] }',
        [
          'fachlint.json:2:3 Hier steht ein Wort, das JSON nicht kennt; Texte brauchen Anführungszeichen. | This word is not known in JSON; texts need quotation marks.',
        ],
      ],
      ['[]', ['fachlint.json:1:1 Hier wird ein Objekt erwartet. | An object is expected here.']],
      ['{ "include": [7] }', ['fachlint.json:1:15 Hier wird ein Text erwartet. | A text is expected here.']],
      [
        '{ "language": "fr" }',
        [
          'fachlint.json:1:15 "language" hat einen Wert, den es nicht gibt; möglich sind "de", "en". | "language" has a value that does not exist; possible are "de", "en".',
        ],
      ],
      [
        '{ "registers": { "gateway": [] } }',
        [
          'fachlint.json:1:18 Der Schlüssel "gateway" ist unbekannt; gemeint ist vielleicht "gateways". | The key "gateway" is unknown; perhaps "gateways" is meant.',
        ],
      ],
      [
        '{ "overrides": [{ "file": ["a"], "rules": {} }] }',
        [
          'fachlint.json:1:17 "files" fehlt; erwartet wird eine Liste. | "files" is missing; a list is expected.',
          'fachlint.json:1:19 Der Schlüssel "file" ist unbekannt; gemeint ist vielleicht "files". | The key "file" is unknown; perhaps "files" is meant.',
        ],
      ],
      [
        '{\n  "guards": {\n    "nurMitKarte": "secondfactor"\n  }\n}',
        [
          'fachlint.json:3:20 "nurMitKarte" hat einen Wert, den es nicht gibt; gemeint ist vielleicht "second-factor"; möglich sind "sign-in", "second-factor", "step-up", "role", "machine", "other". | "nurMitKarte" has a value that does not exist; perhaps "second-factor" is meant; possible are "sign-in", "second-factor", "step-up", "role", "machine", "other".',
        ],
      ],
      [
        '{ "registers": ["a"], "guards": [], "vertrauensniveau": "substantiell" }',
        [
          'fachlint.json:1:16 "registers" muss ein Objekt sein. | "registers" has to be an object.',
          'fachlint.json:1:33 "guards" muss ein Objekt sein. | "guards" has to be an object.',
          'fachlint.json:1:57 "vertrauensniveau" hat einen Wert, den es nicht gibt; gemeint ist vielleicht "substanziell"; möglich sind "normal", "substanziell", "hoch". | "vertrauensniveau" has a value that does not exist; perhaps "substanziell" is meant; possible are "normal", "substanziell", "hoch".',
        ],
      ],
      [
        '{ "language": "de", "language": "en" }',
        ['fachlint.json:1:21 "language" steht hier ein zweites Mal. | "language" stands here a second time.'],
      ],
    ];
    for (const [content, expected] of SMALL) {
      it(JSON.stringify(content), async () => {
        const errors = await errorsOf(content);
        assert.deepEqual(errors, expected);
      });
    }

    it('nesting by the thousand is refused and does not crash', async () => {
      const [error] = await errorsOf('['.repeat(100_000));
      assert.match(error ?? '', /^fachlint\.json:1:1 Die Datei ist zu tief verschachtelt\./);
    });

    it('a file named by the user has to exist, one in the root must not be a link', async function () {
      const { root } = temporaryProject({ 'anders.json': '{ "x": 1 }' });
      const missing = await loadConfiguration(root, TEST_RULES, join(root, 'fehlt.json'));
      assert.deepEqual(missing.errors[0]?.messages, {
        de: 'Die Konfigurationsdatei gibt es nicht.',
        en: 'The configuration file does not exist.',
      });
      const named = await loadConfiguration(root, TEST_RULES, join(root, 'anders.json'));
      assert.deepEqual(
        named.errors.map(({ file, column }) => [file, column]),
        [['anders.json', 3]],
      );
      try {
        symlinkSync(join(root, 'anders.json'), join(root, 'fachlint.json'));
      } catch {
        this.skip();
      }
      const linked = await loadConfiguration(root, TEST_RULES);
      assert.match(linked.errors[0]?.messages.en ?? '', /symbolic link/);
    });
  });

  describe('schema for editors', () => {
    it('is generated from the rules there are', () => {
      const committed: unknown = JSON.parse(readFileSync(new URL('../fachlint.schema.json', import.meta.url), 'utf8'));
      assert.deepEqual(committed, JSON.parse(configurationSchema(RULES)));
    });

    it('says everything in German, too, where an editor can show it', () => {
      const silent: string[] = [];
      const look = (node: unknown, path: string): void => {
        if (typeof node !== 'object' || node === null) return;
        const { description, markdownDescription, enum: values, enumDescriptions } = node as Record<string, unknown>;
        if (typeof description === 'string') {
          const english = `\n\n*${description}*`;
          if (typeof markdownDescription !== 'string' || !markdownDescription.endsWith(english)) silent.push(path);
        }
        if (Array.isArray(values) && (enumDescriptions as unknown[] | undefined)?.length !== values.length)
          silent.push(path);
        for (const [key, child] of Object.entries(node)) look(child, `${path}/${key}`);
      };
      look(JSON.parse(configurationSchema(RULES)), '');
      assert.deepEqual(silent, []);
    });

    it('accepts and refuses what the program does', async () => {
      const validate = new Ajv({ strict: false }).compile(JSON.parse(configurationSchema(TEST_RULES)) as object);
      const contents = [
        '{}',
        `{ "rules": { "${RULE}": "off" } }`,
        '{ "rules": { "register/erfunden": "off" } }',
        '{ "includes": [] }',
        '{ "overrides": [{ "files": [], "rules": {} }] }',
        '{ "kinds": { "a/**": "test" }, "registers": {} }',
        '{ "guards": { "a": "nichts" } }',
      ];
      for (const content of contents) {
        assert.equal(validate(JSON.parse(content)), (await errorsOf(content)).length === 0, content);
      }
    });
  });
});
