/** The reviewer's part of the extension: panel, tree, commands and links. The protocol of language servers has none of these. */
import { commands, type ExtensionContext, Position, Range, type Uri, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { FindingsTree, uriOf, type FindingNode } from './findings-tree.ts';
import { findingOf } from './links.ts';
import { Panel } from './panel.ts';
import { Reviews } from './reviews.ts';
import { saveReport } from './save-report.ts';
import { TREE_FILTERS, TREE_GROUPS, TREE_TEXTS, type TreeFilter } from './tree-texts.ts';

export function registerReviewer(context: ExtensionContext, client: LanguageClient): void {
  const reviews = new Reviews(client);
  const panel = new Panel(context, client, reviews);
  const tree = new FindingsTree(reviews);
  context.subscriptions.push(
    reviews,
    panel,
    tree,
    window.registerUriHandler({
      handleUri: (uri: Uri) => {
        const linked = findingOf(uri);
        if (linked) panel.show(linked);
      },
    }),
    ...Object.entries(commandsOf(reviews, panel, tree)).map(([name, run]) =>
      commands.registerCommand(`fachlint.${name}`, run),
    ),
  );
}

type Command = (node?: FindingNode) => unknown;

function commandsOf(reviews: Reviews, panel: Panel, tree: FindingsTree): Readonly<Record<string, Command>> {
  return {
    openPanel: () => panel.show(),
    showInPanel: (node) => {
      if (node) panel.show({ root: node.folder.root, key: node.finding.key });
    },
    goToFinding: async (node) => {
      if (!node) return;
      const { start, end } = node.finding;
      const selection = new Range(
        new Position(start.line - 1, start.column - 1),
        new Position(end.line - 1, end.column - 1),
      );
      await window.showTextDocument(uriOf(node), { selection, preserveFocus: true });
    },
    groupFindings: () => pickGroup(reviews, tree),
    filterFindings: () => pickFilters(reviews, tree),
    clearFilters: () => tree.filter([]),
    saveReport: async () => {
      reviews.want();
      const [folder] = reviews.answer?.folders ?? [];
      if (folder) await saveReport(reviews, { root: folder.root, format: 'html' });
      else panel.show();
    },
  };
}

async function pickGroup({ answer }: Reviews, tree: FindingsTree): Promise<void> {
  const texts = TREE_TEXTS[answer?.language ?? 'en'];
  const items = TREE_GROUPS.map((group) => ({ label: texts.group[group], group, picked: group === tree.grouping }));
  const picked = await window.showQuickPick(items, { placeHolder: texts.pickGroup });
  if (picked) tree.group(picked.group);
}

async function pickFilters(reviews: Reviews, tree: FindingsTree): Promise<void> {
  const { answer } = reviews;
  const texts = TREE_TEXTS[answer?.language ?? 'en'];
  const items = TREE_FILTERS.map((filter) => ({
    label: texts.filter[filter],
    filter,
    picked: tree.filters.includes(filter),
  }));
  const picked = await window.showQuickPick(items, { placeHolder: texts.pickFilters, canPickMany: true });
  if (!picked) return;
  const filters = picked.map(({ filter }) => filter);
  if (filters.includes('isNew') && !(await compare(reviews))) return;
  tree.filter(filters satisfies readonly TreeFilter[]);
}

/** Asks for the commit where none is compared with yet. False where there is none. */
async function compare(reviews: Reviews): Promise<boolean> {
  const folders = reviews.answer?.folders ?? [];
  const texts = TREE_TEXTS[reviews.answer?.language ?? 'en'];
  if (folders.every(({ since }) => since !== undefined)) return true;
  const since = await window.showInputBox({ prompt: texts.pickCommit, placeHolder: texts.commitHint, value: 'HEAD' });
  if (since === undefined) return false;
  for (const { root } of folders) {
    const refused = await reviews.request('fachlint/compare', { root, since });
    if (!refused) continue;
    void window.showWarningMessage(refused[reviews.answer?.language ?? 'en']);
    return false;
  }
  reviews.refresh();
  return true;
}
