/** Which files are asked for before a link finds out that it needs them. */
import assert from 'node:assert/strict';
import { extractFacts } from '../server/extract/extract-facts.ts';
import { Linker } from '../server/link/linker.ts';
import type { FactsOf } from '../server/model/analysis.ts';
import { DEFAULT_CONFIGURATION } from '../server/model/configuration.ts';
import type { FileFacts } from '../server/model/file-facts.ts';
import { parseDocument } from '../server/parse/parse-document.ts';
import { moduleResolver } from '../server/workspace/resolve-module.ts';

const FILES: Readonly<Record<string, string>> = {
  'app.ts': `import { verfahren } from './auswahl';\nimport { titel } from './unbenutzt';\ncreateHash(verfahren);`,
  'auswahl.ts': `import { name } from './namen';\nexport * from './weiter';\nexport const anderes = name;`,
  'weiter.ts': `import namen from './namen';\nexport const verfahren = namen.kurz;`,
  'namen.ts': `import { lang } from './lang';\nexport const name = lang;\nexport default { kurz: 'md5' };`,
  'lang.ts': `export const lang = 'sha256';`,
  'unbenutzt.ts': `export const titel = 'Bürgerbüro';`,
};

async function factsOfFile(path: string): Promise<FileFacts> {
  return extractFacts(await parseDocument({ path, text: FILES[path] ?? '', kind: 'main', stage: 'unknown' }));
}

describe('files that are asked for ahead of a link', () => {
  it('follows what is used, from file to file, and names each file once', async () => {
    const parsed = new Map<string, FileFacts>();
    const factsOf: FactsOf = (path) => parsed.get(path) ?? (path in FILES ? 'unparsed' : 'missing');
    const linker = new Linker(
      moduleResolver(Object.keys(FILES), (path) => FILES[path]),
      DEFAULT_CONFIGURATION,
    );
    const demands = linker.demands(factsOf, (path) => path === 'app.ts');
    const asked: (readonly string[])[] = [];
    for (let next: readonly string[] = ['app.ts']; next.length > 0; asked.push(next)) {
      const before = next;
      next = [];
      for (const path of before) {
        const facts = await factsOfFile(path);
        parsed.set(path, facts);
        next = [...next, ...demands.of(facts)];
      }
    }
    assert.deepEqual(asked, [['auswahl.ts'], ['weiter.ts'], ['namen.ts'], []]);
  });
});
