/** The review of every open folder, for an editor that can show one: what is asked about it, and what is done from it. */
import { AnnotatedTextEdit, TextDocumentEdit, type WorkspaceEdit } from 'vscode-languageserver/node';
import { RULES } from '../../rules/index.ts';
import type { Analysis } from '../model/analysis.ts';
import type { Decision } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import {
  EXPORT_FORMATS,
  REVIEW_CHANGED,
  type DecideParams,
  type ReviewAnswer,
  type ReviewedFolder,
  type ReviewRequests,
} from '../model/review-protocol.ts';
import type { ReviewDecision, ReviewPlace, Words } from '../model/review.ts';
import { Lines } from '../model/source.ts';
import type { ReportSurroundings } from '../report/reporter.ts';
import { REPORTERS } from '../report/reporters.ts';
import { keysOf, reviewOf } from '../report/review/review-of.ts';
import { secretTexts, showableLine, withoutSecrets } from '../report/secrets.ts';
import { collectInventory, collectReview } from '../review/collect-review.ts';
import { decideFindings, type Seen, type Wish } from '../review/decide-findings.ts';
import { decisionHistory } from '../review/decision-history.ts';
import { knownState, type KnownState } from '../review/known-state.ts';
import { compared } from '../workspace/commits.ts';
import { DECISION_FILE } from '../workspace/decision-file.ts';
import { Git } from '../workspace/git.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { VERSION } from '../version.ts';
import type { Project } from './project.ts';
import { documentOf, guarded, type Session } from './session.ts';
import { workspaceEditOf } from './workspace-edit.ts';

/** Characters of a line that are shown. */
const LONGEST = 400;

/** What is kept of a folder between two questions. */
interface Kept {
  inventory?: Inventory;
  known?: KnownState;
}

type Name = keyof ReviewRequests;
type Params<N extends Name> = ReviewRequests[N]['params'];
type Answer<N extends Name> = ReviewRequests[N]['answer'];

/** Returns what is to be called when a project was analysed. */
export function offerReviews(session: Session): (project: Project) => void {
  const { connection, projects } = session;
  const kept = new WeakMap<Project, Kept>();
  const keptOf = (project: Project): Kept => {
    const own = kept.get(project) ?? {};
    kept.set(project, own);
    return own;
  };
  const answer = <N extends Name>(
    name: N,
    otherwise: NoInfer<Answer<N>>,
    handler: (params: Params<N>) => Promise<Answer<N>>,
  ): void => {
    connection.onRequest(name, guarded(connection, name, otherwise, handler));
  };
  const inProject = async <T>(
    root: string,
    question: (project: Project, workspace: Workspace, analysis: Analysis) => Promise<T> | T,
  ): Promise<T | undefined> => {
    const project = projects.all().find((each) => each.uriOf('') === root);
    return project?.asked((workspace, analysis) =>
      question(project, workspace, shown(workspace, analysis, keptOf(project))),
    );
  };

  answer('fachlint/review', { language: 'en', folders: [] }, async ({ reads }): Promise<ReviewAnswer> => {
    const folders = await Promise.all(
      projects.all().map((project) =>
        project.asked(async (workspace, analysis): Promise<ReviewedFolder> => {
          const own = keptOf(project);
          if (reads || !own.inventory) own.inventory = await collectInventory(workspace, analysis);
          const now = shown(workspace, analysis, own);
          const user = await (await Git.open(project.root))?.userName().catch(() => undefined);
          return {
            root: project.uriOf(''),
            ...(user !== undefined && { user }),
            ...(own.known && { since: own.known.commit }),
            review: reviewOf(now, await surroundings(session, workspace, now, own.inventory)),
          };
        }),
      ),
    );
    return { language: session.language, folders: folders.flatMap((folder) => folder ?? []) };
  });

  answer(
    'fachlint/lines',
    [],
    async ({ root, places }) =>
      (await inProject(root, (_, workspace, analysis) =>
        places.map((place, at) => lineOf(place, at === 0, workspace, analysis)),
      )) ?? [],
  );

  answer(
    'fachlint/history',
    [],
    async ({ root, key }) =>
      (await inProject(root, (project, _, { findings }) => {
        const finding = keysOf(findings).get(key);
        return finding ? decisionHistory(project.root, finding) : [];
      })) ?? [],
  );

  answer(
    'fachlint/decide',
    FAILED,
    async (params) =>
      (await inProject(params.root, (project, workspace, analysis) =>
        decide(session, project, workspace, analysis, params),
      )) ?? null,
  );

  answer(
    'fachlint/fix',
    null,
    async ({ root, key, preview }) =>
      (await inProject(root, async (project, workspace, { findings }) => {
        const fix = keysOf(findings).get(key)?.fix;
        if (!fix) return null;
        // Also of findings that are decided, whose files nothing else may be said about.
        const texts = new Map(fix.edits.map(({ path }) => [path, workspace.textOf(path) ?? '']));
        const snapshot = { ...(await project.current()), texts };
        const edits = [{ project, snapshot, edits: fix.edits }];
        const edit = await workspaceEditOf(session, edits);
        return preview ? confirmable(edit, fix.title[session.language]) : edit;
      })) ?? null,
  );

  answer(
    'fachlint/report',
    null,
    async ({ root, format }) =>
      (await inProject(root, async (project, workspace, analysis) => {
        if (!EXPORT_FORMATS.includes(format)) return null;
        const inventory = await collectInventory(workspace, analysis);
        keptOf(project).inventory = inventory;
        return REPORTERS[format](analysis, await surroundings(session, workspace, analysis, inventory, true));
      })) ?? null,
  );

  answer(
    'fachlint/compare',
    FAILED,
    async ({ root, since }) =>
      (await inProject(root, async (project) => {
        const own = keptOf(project);
        if (since === undefined) {
          delete own.known;
          return null;
        }
        const state = await knownState(project.root, since);
        if (!('commit' in state)) return state;
        own.known = state;
        return null;
      })) ?? null,
  );

  return (project) => {
    void connection.sendNotification(REVIEW_CHANGED, { root: project.uriOf('') });
  };
}

/** Guesses are shown on the terminal only, where they are asked for. */
function shown(workspace: Workspace, analysis: Analysis, { known }: Kept): Analysis {
  const certain = { ...analysis, findings: analysis.findings.filter(({ confidence }) => confidence !== 'low') };
  return known ? compared(known.analysis, certain, known.commit, (path) => workspace.has(path)) : certain;
}

async function surroundings(
  { language }: Session,
  workspace: Workspace,
  analysis: Analysis,
  inventory: Inventory,
  comparesFiles = false,
): Promise<ReportSurroundings> {
  return {
    language,
    version: VERSION,
    rules: RULES,
    colour: false,
    textOf: (path) => workspace.textOf(path),
    secretsOf: (path) => analysis.secrets.get(path) ?? [],
    review: await collectReview(workspace, analysis, inventory, { scope: [], comparesFiles }),
  };
}

/** @param isFound the place is that of a finding: what its rule has seen and does not call a secret may be read */
function lineOf(
  { path, start, end }: ReviewPlace,
  isFound: boolean,
  workspace: Workspace,
  { secrets }: Analysis,
): string | null {
  // Nobody may read other files of the machine this way.
  const text = workspace.has(path) ? workspace.textOf(path) : undefined;
  if (text === undefined) return null;
  const lines = new Lines(text);
  const at = lines.startOf(start.line - 1);
  const flagged = isFound
    ? { start: at + start.column - 1, end: lines.startOf(end.line - 1) + end.column - 1 }
    : { start: -1, end: -1 };
  const ranges = secrets.get(path) ?? [];
  const hidden = secretTexts(text, ranges);
  return showableLine(lines.textOf(start.line - 1), at, path, ranges, hidden, flagged).slice(0, LONGEST);
}

async function decide(
  session: Session,
  project: Project,
  workspace: Workspace,
  analysis: Analysis,
  { findings, as, reason, by, until }: DecideParams,
): Promise<Words | null> {
  if (documentOf(session, project, DECISION_FILE)?.getText() !== undefined) {
    const saved = await project.textOnDisk(DECISION_FILE);
    const open = documentOf(session, project, DECISION_FILE)?.getText();
    if (typeof saved === 'string' || saved.text !== open) return UNSAVED;
  }
  const keys = keysOf(analysis.findings);
  const entries = new Map<Finding, Decision>();
  for (const { entry, finding } of analysis.decisions) if (finding) entries.set(finding, entry);
  const entryOfKey = new Map(
    [...entries].map(([finding, entry]) => [[finding.path, finding.rule, finding.fingerprint].join('#'), entry]),
  );
  const seen: Seen[] = [];
  for (const { key, decision } of findings) {
    const finding = keys.get(key);
    const entry = entryOfKey.get(key);
    if (!finding || !isAsSeen(entry, decision)) return CHANGED;
    seen.push({ finding, entry });
  }
  const hidden = (path: string): readonly string[] =>
    secretTexts(workspace.textOf(path) ?? '', analysis.secrets.get(path) ?? []);
  const safe = reason && seen.reduce((text, { finding: { path } }) => withoutSecrets(text, hidden(path)), reason);
  const wish: Wish =
    as === 'reopen'
      ? { as }
      : as === 'confirm'
        ? { as, by: by?.trim() ?? '' }
        : { as, reason: safe, by: by?.trim(), until };
  const refused = await decideFindings(project.root, seen, wish);
  project.changed(DECISION_FILE);
  return refused ?? null;
}

function isAsSeen(entry: Decision | undefined, seen: ReviewDecision | undefined): boolean {
  return entry?.decision === seen?.decision && entry?.by === seen?.by && entry?.confirmedBy === seen?.confirmedBy;
}

const FIX = 'fix';

/** The editor shows what would change, and changes only what is confirmed. */
function confirmable(edit: WorkspaceEdit, label: string): WorkspaceEdit {
  return {
    ...edit,
    changeAnnotations: { [FIX]: { label, needsConfirmation: true } },
    documentChanges: (edit.documentChanges ?? []).map((change) =>
      TextDocumentEdit.is(change)
        ? {
            ...change,
            edits: change.edits.map((each) =>
              'newText' in each ? AnnotatedTextEdit.replace(each.range, each.newText, FIX) : each,
            ),
          }
        : change,
    ),
  };
}

const FAILED: Words = {
  de: 'Das ist nicht gelungen. Einzelheiten stehen im Protokoll.',
  en: 'This did not succeed. The log has the details.',
};
const CHANGED: Words = {
  de: 'Der Befund oder seine Entscheidung hat sich inzwischen geändert. Bitte den neuen Stand ansehen.',
  en: 'The finding or its decision has changed meanwhile. Please look at its new state.',
};
const UNSAVED: Words = {
  de: 'fachlint-decisions.json ist mit ungespeicherten Änderungen geöffnet. Bitte zuerst speichern.',
  en: 'fachlint-decisions.json is open with unsaved changes. Please save it first.',
};
