/** Components and pages, whole and broken: their scripts keep their places, and nothing in them stops the reading. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { extractFacts } from '../server/extract/extract-facts.ts';
import type { Fact } from '../server/model/facts.ts';
import { parseDocument } from '../server/parse/parse-document.ts';

const SAMPLES = fileURLToPath(new URL('./fixtures/facts/components/', import.meta.url));

async function factsOf(path: string, text: string): Promise<readonly Fact[]> {
  const document = await parseDocument({ path, text, kind: 'main', stage: 'unknown' });
  return (await extractFacts(document)).facts;
}

describe('parse: components', () => {
  for (const path of readdirSync(SAMPLES)) {
    const text = readFileSync(SAMPLES + path, 'utf8');
    const pieces = fc.constantFrom(
      '',
      '"',
      '<',
      '>',
      '{',
      '}',
      '{{',
      '</script>',
      '<!--',
      '@if (',
      '\0',
      '\uD800',
      '`',
    );

    it(`survives mutations of ${path}`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(text.length),
          fc.nat(8),
          pieces,
          fc.nat(text.length),
          async (start, cut, piece, end) => {
            const broken = text.slice(0, start) + piece + text.slice(start + cut);
            const mutated = broken.slice(0, Math.max(end, start));
            for (const { range } of await factsOf(path, mutated)) {
              assert.ok(range.start >= 0 && range.start <= range.end && range.end <= mutated.length);
            }
          },
        ),
        { numRuns: 500, seed: 20_240_501 },
      );
    });
  }

  it('leaves a template alone that breaks the script, not the script', async () => {
    const broken = '<script setup>fetch("https://a")</script><template><p :x="function (">{{ 1 + }}</p></template>';
    const facts = await factsOf('Antrag.vue', broken);
    assert.deepEqual(
      facts.filter(({ kind }) => kind === 'call').map(({ range }) => broken.slice(range.start, range.end)),
      ['fetch("https://a")'],
    );
  });

  it('reads an import that names no module', async () => {
    const broken = "<script>\nimport axios from\ud800 'axios'\naxios.get('/a')\n</script>";
    const facts = await factsOf('Antrag.vue', broken);
    assert.ok(facts.some(({ kind }) => kind === 'call'));
  });

  it('tells a template of Angular by its bindings', async () => {
    const calls = async (text: string): Promise<number> =>
      (await factsOf('antrag.html', text)).filter(({ kind }) => kind === 'call').length;
    assert.equal(await calls('<p *ngIf="zeige()">{{ name() }}</p>'), 1);
    assert.equal(await calls('<p>{{ name() }}</p>'), 0);
  });

  it('keeps attributes without a value', async () => {
    const text = '<input required name="amt" (click)="los()">';
    const names = (await factsOf('antrag.component.html', text)).flatMap((fact) =>
      fact.kind === 'markup' && fact.attribute !== undefined ? [fact.attribute] : [],
    );
    assert.deepEqual(names, ['required', 'name']);
  });
});
