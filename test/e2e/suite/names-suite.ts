/** Names of rules where a user writes them: in suppression comments and in `fachlint.json`. */
import assert from 'node:assert/strict';
import {
  commands,
  type CompletionItem,
  type CompletionList,
  env,
  type Hover,
  languages,
  MarkdownString,
  type Position,
  type TextDocument,
  workspace,
} from 'vscode';
import { AGENT, documents, findings, none, RULE, type, uriOf } from './documents.ts';

const isGerman = env.language === 'de';

describe(`Fachlint knows its rules by name (${env.language})`, () => {
  const { open } = documents();

  /** At the mark `|`, which is taken out of the text. */
  async function openAt(name: string, marked: string): Promise<{ document: TextDocument; position: Position }> {
    const document = await open(name, marked.replace('|', ''));
    return { document, position: document.positionAt(marked.indexOf('|')) };
  }

  async function offered(name: string, marked: string): Promise<CompletionItem[]> {
    const { document, position } = await openAt(name, marked);
    const list: CompletionList = await commands.executeCommand(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    return list.items;
  }

  function labelOf({ label }: CompletionItem): string {
    return typeof label === 'string' ? label : label.label;
  }

  it('in fachlint.json: a mistake is shown, and a rule is explained', async () => {
    const { document, position } = await openAt('fachlint.json', `{ "rules": { "|${RULE}": "warning" } }\n`);
    assert.equal(document.languageId, 'jsonc');
    const hovers: Hover[] = await commands.executeCommand('vscode.executeHoverProvider', document.uri, position);
    const shown = hovers.flatMap(({ contents }) =>
      contents.map((each) => (each instanceof MarkdownString ? each.value : '')),
    );
    assert.ok(shown.some((text) => text.includes(isGerman ? '## Abhilfe' : '## What to do')));
    await type(document, '{ "rules": { "no/such-rule": "off" } }\n');
    await document.save();
    await findings(document.uri);
    await type(document, '{}\n');
    await document.save();
    await none(document.uri);
  });

  it('in suppression comments', async () => {
    const marked = AGENT.replace('  reject', '  // fachlint-disable-next-line |\n  reject');
    const items = await offered('src/jagd.ts', marked);
    const ours = items.filter((item) => labelOf(item) === RULE);
    assert.equal(ours.length, 1);
    assert.ok(ours[0]?.preselect);
  });

  it('a changed configuration counts at once for files that nobody has opened', async () => {
    const uri = uriOf('compose.yaml');
    await findings(uri);
    const document = await open('fachlint.json', `{ "rules": { "${RULE}": "off" } }\n`);
    await none(uri);
    await type(document, '{}\n');
    await document.save();
    await findings(uri);
    assert.deepEqual(languages.getDiagnostics(document.uri), []);
    assert.equal(workspace.textDocuments.includes(document), true);
  });
});
