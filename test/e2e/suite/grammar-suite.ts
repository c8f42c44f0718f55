/**
 * The grammars of `syntaxes/` in the editor's own engine, injected into the editor's own grammars and coloured by its own
 * themes: suppression comments, their rules and reasons stand out, and nothing else does.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'jsonc-parser';
import { env, extensions } from 'vscode';

/** The part of `vscode-textmate` that is used here; it comes with the editor. */
interface Token {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly scopes: readonly string[];
}
interface Grammar {
  tokenizeLine(line: string, state: unknown): { readonly tokens: readonly Token[]; readonly ruleStack: unknown };
  tokenizeLine2(line: string, state: unknown): { readonly tokens: Uint32Array; readonly ruleStack: unknown };
}
interface Registry {
  loadGrammar(scope: string): Promise<Grammar | null>;
  setTheme(theme: { readonly settings: readonly unknown[] }): void;
}
interface TextMate {
  readonly INITIAL: unknown;
  readonly Registry: new (options: object) => Registry;
  readonly parseRawGrammar: (content: string, path: string) => unknown;
}
interface Oniguruma {
  readonly loadWASM: (data: ArrayBufferLike) => Promise<void>;
  readonly createOnigScanner: (patterns: readonly string[]) => unknown;
  readonly createOnigString: (text: string) => unknown;
}
interface Contributions {
  readonly grammars?: readonly {
    readonly scopeName: string;
    readonly path: string;
    readonly injectTo?: readonly string[];
  }[];
  readonly themes?: readonly { readonly id: string; readonly path: string }[];
}

const RULES = ['encryption/no-weak-hash', 'register/no-direct-register-database'];
const REASON = 'Prüfsumme des alten Archivs';
const NEXT = `fachlint-disable-next-line ${RULES.join(', ')}`;

/** Grammar, text with one suppression, and text in which nothing is one. */
const SAMPLES: readonly (readonly [scope: string, text: string, lookAlike: string])[] = [
  ['source.ts', `// ${NEXT} -- ${REASON}\nconst a = 1;`, `const a = "// ${NEXT} -- ${REASON}"; // siehe ${NEXT}`],
  ['source.tsx', `const a = <p>{/* ${NEXT} -- ${REASON} */}</p>;`, `const a = <p>{'/* ${NEXT} */'}</p>;`],
  ['source.js', `/* ${NEXT} -- ${REASON} */`, `const a = '# ${NEXT}';`],
  ['source.js.jsx', `const a = 1; // ${NEXT} -- ${REASON}`, `const a = 1; // Text // ${NEXT}`],
  ['source.json', `{\n  // ${NEXT} -- ${REASON}\n  "a": 1\n}`, `{ "a": "// ${NEXT} -- ${REASON}" }`],
  ['source.json.comments', `{\n  // ${NEXT} -- ${REASON}\n  "a": 1 }`, `{ "a": "// ${NEXT} -- ${REASON}" }`],
  ['source.yaml', `a:\n  # ${NEXT} -- ${REASON}\n  b: 1`, `a: "# ${NEXT} -- ${REASON}"`],
  ['source.dotenv', `# ${NEXT} -- ${REASON}\nA=1`, `A="# ${NEXT}"`],
  ['source.ini', `# ${NEXT} -- ${REASON}\na = 1`, `a = "# ${NEXT}"`],
  ['source.ini', `; ${NEXT} -- ${REASON}\na = 1`, `a = b`],
  ['source.dockerfile', `FROM node\n# ${NEXT} -- ${REASON}\nENV A=1`, `ENV A="# ${NEXT}"`],
  ['source.shell', `# ${NEXT} -- ${REASON}\nexport A=1`, `A="# ${NEXT}"`],
  ['text.xml', `<a>\n  <!-- ${NEXT} : ${REASON} -->\n  <b/>\n</a>`, `<a b="${NEXT}">${NEXT}</a>`],
  ['text.html.derivative', `<p>\n<!-- ${NEXT} : ${REASON} -->\n</p>`, `<p title="<!-- ${NEXT}">${NEXT}</p>`],
  ['text.html.derivative', `<script>\n// ${NEXT} -- ${REASON}\nlet a;\n</script>`, `<p># ${NEXT}</p>`],
];

const DIRECTIVE = 'keyword.other.directive.suppression.fachlint';
const RULE = 'entity.name.type.rule.suppression.fachlint';
const TEXT = 'string.unquoted.reason.suppression.fachlint';

describe('grammar of suppressions', () => {
  // Once is enough: colours have no language.
  if (env.language === 'de') return;

  const fromEditor = createRequire(join(env.appRoot, 'package.json'));
  const textmate = fromEditor('vscode-textmate') as TextMate;
  let registry: Registry;

  before('starts the engine of the editor with all grammars that extensions bring', async () => {
    const oniguruma = fromEditor('vscode-oniguruma') as Oniguruma;
    const wasm = join(dirname(fromEditor.resolve('vscode-oniguruma')), 'onig.wasm');
    await oniguruma.loadWASM(new Uint8Array(readFileSync(wasm)).buffer);
    const grammars = contributed('grammars');
    const { createOnigScanner, createOnigString } = oniguruma;
    registry = new textmate.Registry({
      onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
      loadGrammar: (scope: string) => {
        const found = grammars.find(({ scopeName }) => scopeName === scope);
        return Promise.resolve(found ? textmate.parseRawGrammar(readFileSync(found.path, 'utf8'), found.path) : null);
      },
      getInjections: (scope: string) =>
        grammars.filter(({ injectTo }) => injectTo?.includes(scope)).map(({ scopeName }) => scopeName),
    });
  });

  for (const [scope, text, lookAlike] of SAMPLES) {
    it(`${scope}: ${text.slice(0, 12).replaceAll('\n', ' ')}`, async () => {
      const grammar = await registry.loadGrammar(scope);
      assert.ok(grammar, 'the editor knows the grammar');
      assert.deepEqual(partsIn(grammar, text), [
        [DIRECTIVE, 'fachlint-disable-next-line'],
        ...RULES.map((rule) => [RULE, rule]),
        [TEXT, REASON],
      ]);
      assert.deepEqual(partsIn(grammar, lookAlike), []);
    });
  }

  it('is visible in the themes that come with the editor', async () => {
    const themes = contributed('themes').filter(({ id }) => /^(?:Dark|Light|Default|2026)/.test(id));
    assert.ok(themes.length >= 6, themes.map(({ id }) => id).join());
    for (const { id, path } of themes) {
      registry.setTheme({
        settings: [{ settings: { foreground: '#101010', background: '#F0F0F0' } }, ...coloursOf(path)],
      });
      const grammar = await registry.loadGrammar('source.ts');
      assert.ok(grammar);
      const line = `// ${NEXT} -- ${REASON}`;
      const { tokens } = grammar.tokenizeLine2(line, textmate.INITIAL);
      const colourAt = (text: string): number => {
        let colour = 0;
        for (let at = 0; at < tokens.length && (tokens[at] ?? 0) <= line.indexOf(text); at += 2)
          colour = ((tokens[at + 1] ?? 0) >>> 15) & 0x1ff;
        return colour;
      };
      const comment = colourAt('// ');
      for (const part of ['fachlint-disable', ...RULES, REASON]) {
        assert.notEqual(colourAt(part), comment, `${part} has the colour of a comment in ${id}`);
      }
    }
  });

  /** The parts of a text that our grammars name, without spaces around them. */
  function partsIn(grammar: Grammar, text: string): string[][] {
    let state: unknown = textmate.INITIAL;
    const parts: string[][] = [];
    for (const line of text.split('\n')) {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      for (const { startIndex, endIndex, scopes } of tokens) {
        const scope = scopes.find((name) => [DIRECTIVE, RULE, TEXT].includes(name));
        if (scope !== undefined) parts.push([scope, line.slice(startIndex, endIndex).trim()]);
      }
    }
    return parts;
  }
});

function contributed<K extends keyof Contributions>(kind: K): NonNullable<Contributions[K]>[number][] {
  return extensions.all.flatMap(({ extensionPath, packageJSON }) => {
    const { contributes = {} } = packageJSON as { contributes?: Contributions };
    return [...(contributes[kind] ?? [])].map((each) => ({ ...each, path: join(extensionPath, each.path) }));
  });
}

/** The colours of a theme and of those that it builds on. */
function coloursOf(path: string): unknown[] {
  if (!existsSync(path)) return [];
  const theme = parse(readFileSync(path, 'utf8')) as { include?: string; tokenColors?: unknown };
  const own = Array.isArray(theme.tokenColors) ? (theme.tokenColors as unknown[]) : [];
  return [...(theme.include === undefined ? [] : coloursOf(join(dirname(path), theme.include))), ...own];
}
