/** The tree of findings beside the explorer: grouped as its user wants, and narrowed by filters. */
import {
  commands,
  Disposable,
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeDataProvider,
  type TreeView,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Language, Severity } from '../../server/model/finding.ts';
import type { ReviewedFolder } from '../../server/model/review-protocol.ts';
import { isUnsettled, type ReviewFinding } from '../../server/model/review.ts';
import type { Reviews } from './reviews.ts';
import { TREE_TEXTS, type TreeFilter, type TreeGroup } from './tree-texts.ts';

const VIEW = 'fachlint.findings';

export interface FindingNode {
  readonly type: 'finding';
  readonly folder: ReviewedFolder;
  readonly finding: ReviewFinding;
}

interface GroupNode {
  readonly type: 'group';
  readonly name: string;
  readonly children: readonly FindingNode[];
}

type Node = GroupNode | FindingNode;

const ICONS: Readonly<Record<Severity, ThemeIcon>> = {
  error: new ThemeIcon('error', new ThemeColor('list.errorForeground')),
  warning: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
  information: new ThemeIcon('info'),
};

export class FindingsTree implements TreeDataProvider<Node>, Disposable {
  readonly #reviews: Reviews;
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: TreeView<Node>;
  readonly #listeners: Disposable[];
  #grouping: TreeGroup = 'category';
  #filters: readonly TreeFilter[] = [];

  constructor(reviews: Reviews) {
    this.#reviews = reviews;
    this.#view = window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    const update = (): void => this.#update();
    this.#listeners = [
      this.#view,
      reviews.onDidChange(update),
      window.onDidChangeActiveTextEditor(() => {
        if (this.#filters.includes('currentFile')) update();
      }),
      window.tabGroups.onDidChangeTabs(() => {
        if (this.#filters.includes('openFiles')) update();
      }),
    ];
    update();
  }

  get grouping(): TreeGroup {
    return this.#grouping;
  }

  get filters(): readonly TreeFilter[] {
    return this.#filters;
  }

  group(grouping: TreeGroup): void {
    this.#grouping = grouping;
    this.#update();
  }

  filter(filters: readonly TreeFilter[]): void {
    this.#filters = filters;
    this.#update();
  }

  getTreeItem(node: Node): TreeItem {
    return node.type === 'group' ? groupItem(node) : findingItem(node, this.#language);
  }

  getChildren(node?: Node): Node[] {
    if (node) return node.type === 'group' ? [...node.children] : [];
    // Asked only while the view is in sight.
    this.#reviews.want();
    const groups = new Map<string, FindingNode[]>();
    for (const child of this.#shown()) {
      for (const name of this.#namesOf(child)) groups.set(name, [...(groups.get(name) ?? []), child]);
    }
    return [...groups]
      .map(([name, children]): GroupNode => ({ type: 'group', name, children }))
      .sort((a, b) => b.children.length - a.children.length || (a.name < b.name ? -1 : 1));
  }

  dispose(): void {
    Disposable.from(this.#changed, ...this.#listeners).dispose();
  }

  get #language(): Language {
    return this.#reviews.answer?.language ?? 'en';
  }

  /** Decided ones are shown where decisions are what they are grouped by. */
  #all(): readonly FindingNode[] {
    const isShown = (finding: ReviewFinding): boolean => this.#grouping === 'status' || isUnsettled(finding);
    return (this.#reviews.answer?.folders ?? []).flatMap((folder) =>
      folder.review.findings.filter(isShown).map((finding): FindingNode => ({ type: 'finding', folder, finding })),
    );
  }

  #shown(): readonly FindingNode[] {
    const open = new Set(workspace.textDocuments.filter(({ isClosed }) => !isClosed).map(({ uri }) => uri.path));
    const current = window.activeTextEditor?.document.uri.path;
    return this.#all().filter((node) => {
      const { path } = uriOf(node);
      return this.#filters.every((filter) => {
        if (filter === 'openFiles') return open.has(path);
        if (filter === 'currentFile') return path === current;
        return filter === 'fixable' ? node.finding.fix !== undefined : node.finding.isNew;
      });
    });
  }

  #namesOf({ finding, folder: { review } }: FindingNode): readonly string[] {
    const language = this.#language;
    const texts = TREE_TEXTS[language];
    const rule = review.rules.find(({ id }) => id === finding.rule);
    switch (this.#grouping) {
      case 'category':
        return [texts.category[finding.category] ?? finding.category];
      case 'rule':
        return [rule?.title[language] ?? finding.rule];
      case 'path':
        return [finding.path];
      case 'status':
        return [texts.status[finding.status]];
      case 'norm': {
        const ids = new Set(rule?.norms.map(({ norm }) => norm));
        return review.norms.filter(({ id }) => ids.has(id)).map(({ title }) => title[language]);
      }
    }
  }

  #update(): void {
    const all = this.#all();
    const shown = this.#shown();
    const texts = TREE_TEXTS[this.#language];
    const { answer, isRunning } = this.#reviews;
    const loaded = all.length === 0 ? 'clean' : shown.length === 0 ? 'filtered' : 'findings';
    void commands.executeCommand('setContext', 'fachlint.state', answer ? loaded : isRunning ? 'starting' : 'stopped');
    this.#view.message =
      shown.length > 0 && this.#filters.length > 0
        ? `${texts.filtered}: ${this.#filters.map((filter) => texts.filter[filter]).join(', ')}`
        : '';
    const open = all.filter(({ finding }) => isUnsettled(finding)).length;
    this.#view.badge = open > 0 ? { value: open, tooltip: texts.open(open) } : undefined;
    this.#changed.fire(undefined);
  }
}

export function uriOf({ folder, finding }: FindingNode): Uri {
  return Uri.joinPath(Uri.parse(folder.root), finding.path);
}

function groupItem({ name, children }: GroupNode): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Collapsed);
  item.description = String(children.length);
  item.contextValue = 'group';
  return item;
}

function findingItem(node: FindingNode, language: Language): TreeItem {
  const { finding } = node;
  const texts = TREE_TEXTS[language];
  const message = finding.message[language].replaceAll('`', '');
  const item = new TreeItem(message);
  item.description = `${finding.path}:${String(finding.start.line)}`;
  item.tooltip = `${message}\n${finding.advice[language].replaceAll('`', '')}`;
  item.iconPath = ICONS[finding.severity];
  item.contextValue = 'finding';
  item.accessibilityInformation = { label: `${texts.severity[finding.severity]}: ${message}, ${item.description}` };
  item.command = { title: texts.goTo, command: 'fachlint.goToFinding', arguments: [node] };
  return item;
}
