/** Every rule is whole: name, texts in both languages, page, norms (fixtures: `rules.test.ts`). And the data of the norms is sound. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { z } from 'zod';
import type { Language } from '../server/model/finding.ts';
import { RULES } from '../rules/index.ts';
import { NORMS } from '../rules/norms/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const LANGUAGES: readonly Language[] = ['de', 'en'];

/** `{de}` and `{en}` hold a word that each language spells its own way: they count as the same. */
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\w+\}/g)].map(([name]) => name.replace(/^\{(?:de|en)\}$/, '{…}')).sort();

const controls = NORMS.flatMap((norm) => norm.controls.map((control) => ({ norm, control })));

describe('house rules: rules', () => {
  it('there are some, and the list names each file', () => {
    const files = globSync('*/*.ts', { cwd: `${root}rules`, ignore: ['catalog/**', 'norms/**', 'docs/**'] });
    assert.ok(files.length >= 4);
    assert.deepEqual(
      RULES.map((rule) => `${rule.id}.ts`),
      files.sort(),
    );
  });

  for (const rule of RULES) {
    describe(rule.id, () => {
      it('is named for a bad pattern or a missing safeguard', () => {
        assert.match(rule.id, /^[a-z]+\/(?:no|require)-[a-z]+(?:-[a-z]+)*$/);
      });

      it('is more specific only than rules that exist', () => {
        const ids = RULES.map(({ id }) => id);
        assert.deepEqual(
          (rule.moreSpecificThan ?? []).filter((id) => !ids.includes(id) || id === rule.id),
          [],
        );
      });

      it('says the same in both languages', () => {
        const { de, en } = rule.text;
        assert.deepEqual(Object.keys(de.messages).sort(), Object.keys(en.messages).sort());
        assert.deepEqual(Object.keys(de.advice).sort(), Object.keys(de.messages).sort());
        assert.deepEqual(Object.keys(en.advice).sort(), Object.keys(en.messages).sort());
        for (const key of Object.keys(de.messages)) {
          assert.deepEqual(
            placeholders(de.messages[key] ?? ''),
            placeholders(en.messages[key] ?? ''),
            `message ${key}`,
          );
          assert.deepEqual(placeholders(de.advice[key] ?? ''), placeholders(en.advice[key] ?? ''), `advice ${key}`);
        }
      });

      it('is worded calmly and completely', () => {
        for (const language of LANGUAGES) {
          const { title, why, messages, advice } = rule.text[language];
          const all = [title, why, ...Object.values(messages), ...Object.values(advice)];
          assert.deepEqual(
            all.filter((text) => text.trim() === '' || text.includes('!')),
            [],
          );
          assert.deepEqual(
            [why, ...Object.values(advice)].filter((text) => !/[.:»”"`)]$/.test(text.trim())),
            [],
          );
          const sentences = why.split(/(?<=[.?])\s+(?=[A-ZÄÖÜ])/).length;
          assert.ok(sentences >= 2 && sentences <= 5, `why has ${String(sentences)} sentences in ${language}`);
        }
        assert.doesNotMatch(
          JSON.stringify(rule.text.de),
          /\b(?:Sie|Ihre?[nmrs]?)\b(?! (?:ist|sind|wird|werden|hat|haben))/,
        );
      });

      it('names documents, but no requirement in them: those are joined from data', () => {
        assert.doesNotMatch(
          JSON.stringify(rule.text),
          /\b(?:CWE-\d|(?:APP|CON|DER|IND|INF|ISMS|NET|OPS|ORP|SYS)\.\d|[AOVM]\d+\.\d|A\d{1,2}\b)/,
        );
      });

      it('has a page in both languages', () => {
        for (const language of LANGUAGES)
          assert.ok(existsSync(`${root}rules/docs/${language}/${rule.id}.md`), language);
      });

      it('is named by a CWE entry and by a German norm', () => {
        const norms = controls.filter(({ control }) => control.rules.includes(rule.id)).map(({ norm }) => norm.id);
        assert.ok(norms.includes('cwe'), 'no CWE entry');
        const german = ['it-grundschutz', 'bmg', 'bmelddv-1', 'idnrg', 'pstg', 'pstv'];
        assert.ok(
          norms.some((norm) => norm.startsWith('bsi-') || german.includes(norm)),
          'no BSI or German norm',
        );
      });

      it('declares words unless it judges whole projects', () => {
        assert.ok(rule.words.length > 0);
        assert.deepEqual(
          rule.words.filter((word) => (typeof word === 'string' ? word.length < 2 : word.test(' '))),
          [],
        );
      });
    });
  }
});

describe('house rules: norms', () => {
  const both = z.strictObject({ de: z.string().min(1), en: z.string().min(1) });
  const shape = z.strictObject({
    id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
    edition: z.string().min(1),
    title: both,
    note: both.optional(),
    source: z.url({ protocol: /^https$/ }),
    controls: z
      .array(
        z.strictObject({
          id: z.string().min(1),
          alias: z.string().optional(),
          title: both,
          checkable: z.enum(['yes', 'partly', 'no']),
          rules: z.array(z.string()),
        }),
      )
      .min(1),
  });

  it('every file is listed and has the shape of a norm', () => {
    for (const norm of NORMS) assert.doesNotThrow(() => shape.parse(norm), norm.id);
    assert.equal(NORMS.length, globSync('*.json', { cwd: `${root}rules/norms` }).length);
  });

  it('ids are unique', () => {
    const ids = [...NORMS.map((norm) => norm.id), ...controls.map(({ control }) => control.id)];
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
  });

  it('controls name rules that exist, sorted, and none where nothing can be checked', () => {
    const known = new Set(RULES.map((rule) => rule.id));
    for (const { control } of controls) {
      assert.deepEqual(
        control.rules.filter((id) => !known.has(id)),
        [],
        control.id,
      );
      assert.deepEqual([...control.rules].sort(), control.rules, control.id);
      assert.ok(control.checkable !== 'no' || control.rules.length === 0, control.id);
    }
  });

  it('what no tool can check stays listed', () => {
    assert.ok(controls.some(({ control }) => control.checkable === 'no'));
  });
});
