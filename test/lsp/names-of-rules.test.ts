/** Names of rules, wherever they are written: explained on hover, offered in suppression comments. */
import assert from 'node:assert/strict';
import {
  type CompletionItem,
  CompletionRequest,
  type Hover,
  HoverRequest,
  type MarkupContent,
  type Position,
} from 'vscode-languageserver-protocol/node';
import { RULES } from '../../rules/index.ts';
import type { Language } from '../../server/model/finding.ts';
import type { Editor } from './editor.ts';
import { lifetimes } from './lifetimes.ts';
import { AGENT, COMPOSE, RULE } from './samples.ts';

const OTHER = 'credentials/no-hardcoded-password';
const IDS = RULES.map(({ id }) => id);
const title = (language: Language): string => RULES.find(({ id }) => id === RULE)?.text[language].title ?? '';

describe('names of rules', () => {
  const { project, start } = lifetimes();

  async function hover(editor: Editor, uri: string, position: Position): Promise<Hover | null> {
    return editor.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  }

  const textOf = (shown: Hover | null): string => (shown?.contents as MarkupContent | undefined)?.value ?? '';

  it('are explained on hover where a finding is', async () => {
    const { folder, file, uri } = project({ 'src/agent.ts': AGENT });
    const editor = await start({ folders: [folder], locale: 'de' });
    await editor.open(file('src/agent.ts'));
    const [found] = await editor.pull(file('src/agent.ts'));
    assert.ok(found);
    const shown = await hover(editor, uri('src/agent.ts'), found.range.start);
    assert.match(textOf(shown), /\*\*Abhilfe:\*\*/);
    assert.ok(textOf(shown).includes(RULE));
    assert.deepEqual(shown?.range, found.range);
    assert.equal(await hover(editor, uri('src/agent.ts'), { line: 0, character: 2 }), null);
  });

  it('are explained on hover in suppression comments of every format and in fachlint.json', async () => {
    const comment = `fachlint-disable-next-line ${OTHER}, ${RULE} -- Testumgebung`;
    const texts = {
      'src/agent.ts': AGENT.replace('  reject', `  // ${comment}\n  reject`),
      'compose.yaml': COMPOSE.replace('    image', `    # ${comment}\n    image`),
      '.env': `# ${comment}\nNODE_TLS_REJECT_UNAUTHORIZED=0\n`,
      'application.properties': `# ${comment}\nspring.datasource.password=\n`,
      'web.xml': `<a>\n<!-- ${comment.replace(' --', ':')} -->\n<b/></a>\n`,
      'fachlint.json': `{ "rules": { "${RULE}": "warning" }, "overrides": [] }\n`,
    };
    const { folder, file, uri } = project(texts);
    for (const language of ['de', 'en'] as const) {
      const editor = await start({ folders: [folder], locale: language });
      for (const [path, text] of Object.entries(texts)) {
        await editor.open(file(path));
        const line = text.split('\n').findIndex((each) => each.includes(RULE));
        const character = text.split('\n')[line]?.indexOf(RULE) ?? 0;
        const range = { start: { line, character }, end: { line, character: character + RULE.length } };
        for (const at of [0, 5, RULE.length]) {
          const shown = await hover(editor, uri(path), { line, character: character + at });
          assert.ok(textOf(shown).startsWith(`# ${title(language)}\n`), `${path} ${at}`);
          assert.deepEqual(shown?.range, range, path);
        }
        assert.equal(await hover(editor, uri(path), { line: line + 1, character: 0 }), null, path);
      }
    }
  });

  /** What is offered at the mark `|`, which is taken out of the text. */
  async function offered(editor: Editor, file: string, uri: string, marked: string): Promise<CompletionItem[] | null> {
    const before = marked.slice(0, marked.indexOf('|')).split('\n');
    await editor.open(file, marked.replace('|', ''));
    await editor.pull(file);
    const items = await editor.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    });
    await editor.close(file);
    return items as CompletionItem[] | null;
  }

  it('are offered in suppression comments, first those that found something in the next line', async () => {
    const { folder, file, uri } = project({});
    const editor = await start({ folders: [folder], locale: 'de' });
    const at = (path: string, text: string): Promise<CompletionItem[] | null> =>
      offered(editor, file(path), uri(path), text);
    const inScript = (names: string): string =>
      AGENT.replace('  reject', `  // fachlint-disable-next-line${names}\n  reject`);
    const all = await at('a.ts', inScript(' |'));
    assert.deepEqual(all?.map(({ label }) => label).sort(), [...IDS].sort());
    const [first, second] = [...all].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    assert.equal(first?.label, RULE);
    assert.equal(first.preselect, true);
    assert.equal(first.detail, title('de'));
    assert.equal(second?.preselect, false);

    const typed = await at('b.ts', inScript(` ${OTHER}, enc|rypt -- Grund`));
    assert.deepEqual(typed?.map(({ label }) => label).sort(), IDS.filter((id) => id !== OTHER).sort());
    const character = `  // fachlint-disable-next-line ${OTHER}, `.length;
    assert.deepEqual(typed[0]?.textEdit, {
      range: { start: { line: 3, character }, end: { line: 3, character: character + 'encrypt'.length } },
      newText: typed[0]?.label,
    });
    for (const [path, text] of [
      ['compose.yaml', COMPOSE.replace('      NODE', '      # fachlint-disable-next-line |\n      NODE')],
      ['.env', '# fachlint-disable-next-line |\nNODE_TLS_REJECT_UNAUTHORIZED=0\n'],
    ] as const) {
      assert.equal((await at(path, text))?.find(({ preselect }) => preselect)?.label, RULE, path);
    }
    assert.equal((await at('web.xml', '<!-- fachlint-disable-next-line | -->\n<a/>\n'))?.length, IDS.length);
  });

  it('are offered nowhere else', async () => {
    const { folder, file, uri } = project({});
    const editor = await start({ folders: [folder] });
    for (const text of [
      '// fachlint-disable-next-line|',
      `// fachlint-disable-next-line ${RULE} -- wegen |`,
      `<!-- fachlint-disable-next-line ${RULE}: wegen |`,
      '// |',
      'const a = |',
      '// fachlint-disable-next-line x -- y\n|',
    ]) {
      assert.equal(await offered(editor, file('a.ts'), uri('a.ts'), text), null, text);
    }
  });
});
