/** What can be done about a finding: correct it or all of its rule, suppress it with a reason, read about its rule. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Command,
  type Diagnostic,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Edit, Finding } from '../model/finding.ts';
import { type DiagnosticData, rangeOf, SOURCE } from './diagnostics.ts';
import { EXPLAIN } from './explain.ts';
import { countEverywhere, editsEverywhere, editsOf, isSafe, isWanted, type RuleFixes } from './fix-all.ts';
import type { Snapshot } from './project.ts';
import type { Home } from './projects.ts';
import { titleOf } from './rule-pages.ts';
import { documentOf, guarded, type Session, textOf } from './session.ts';
import { suppressionOf } from './suppress.ts';
import { takeText } from './sync-documents.ts';
import { TEXTS } from './texts.ts';
import { workspaceEditOf } from './workspace-edit.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.${SOURCE}`;

/** What an action carries until its edit is asked for. */
interface ActionData {
  readonly uri: string;
  readonly version: number | null;
  readonly wanted:
    | { readonly what: 'fix' | 'suppress'; readonly fingerprint: string }
    | { readonly what: 'safe-fixes' }
    | { readonly what: 'rule-in-file'; readonly fixes: RuleFixes }
    | { readonly what: 'rule-everywhere'; readonly fixes: RuleFixes };
}

/** A document with what was found in it. */
interface Judged extends Home {
  readonly uri: string;
  readonly snapshot: Snapshot;
  readonly findings: readonly Finding[];
}

export function offerCodeActions(session: Session): void {
  const { connection } = session;
  connection.onCodeAction(guarded(connection, 'textDocument/codeAction', [], (params) => actionsFor(session, params)));
  connection.onCodeActionResolve(
    guarded(connection, 'codeAction/resolve', { title: '' }, async (action) => {
      if (action.data === undefined) return action;
      return { ...action, edit: await editOf(session, action.data as ActionData) };
    }),
  );
}

async function actionsFor(session: Session, params: CodeActionParams): Promise<(CodeAction | Command)[]> {
  const { uri } = params.textDocument;
  const { only, diagnostics } = params.context;
  const isAskedFor = (kind: string): boolean =>
    only?.some((each) => kind === each || kind.startsWith(`${each}.`)) ?? true;
  // Asked for before a save: what is about to be saved is what has to be judged.
  const document = session.documents.get(uri);
  if (only !== undefined && isAskedFor(FIX_ALL) && document !== undefined) takeText(session, document);
  const judged = await judgedAt(session, uri);
  if (judged === undefined) return [];
  const lines = judged.snapshot.lines.get(judged.path);
  const here = judged.findings.filter(({ range }) => lines && touches(rangeOf(lines, range), params.range));
  const rules = [...new Set(here.map(({ rule }) => rule))];
  if (!session.abilities.actionObjects) return rules.map((rule) => explanation(session, rule));
  const actions: CodeAction[] = [];
  if (isAskedFor(CodeActionKind.QuickFix)) {
    for (const finding of here) actions.push(...(await quickFixes(session, judged, finding, diagnostics)));
    for (const rule of rules) actions.push(...ruleActions(session, judged, here, rule));
  }
  if (isAskedFor(FIX_ALL) && judged.findings.some(isSafe)) {
    const data = dataOf(session, judged, { what: 'safe-fixes' });
    actions.push({ title: TEXTS[session.language].fixAll, kind: FIX_ALL, data });
  }
  if (!session.abilities.lazyEdits) {
    for (const action of actions) {
      if (action.data === undefined) continue;
      action.edit = await editOf(session, action.data as ActionData);
      delete action.data;
    }
  }
  return actions;
}

/** Correct and suppress this one finding. */
async function quickFixes(
  session: Session,
  judged: Judged,
  finding: Finding,
  shown: readonly Diagnostic[],
): Promise<CodeAction[]> {
  const { fix, fingerprint } = finding;
  const diagnostics = shown.filter(
    ({ source, data }) => source === SOURCE && (data as DiagnosticData | undefined)?.fingerprint === fingerprint,
  );
  const common = { kind: CodeActionKind.QuickFix, ...(diagnostics.length > 0 ? { diagnostics } : {}) };
  const actions: CodeAction[] = [];
  if (fix !== undefined) {
    actions.push({
      ...common,
      title: fix.title[session.language],
      ...(fix.safety === 'safe' ? { isPreferred: true } : {}),
      data: dataOf(session, judged, { what: 'fix', fingerprint }),
    });
  }
  if ((await suppression(session, judged, finding)) !== undefined) {
    const data = dataOf(session, judged, { what: 'suppress', fingerprint });
    actions.push({ ...common, title: `${TEXTS[session.language].suppress}: ${finding.rule}`, data });
  }
  return actions;
}

/** Correct everything of one rule, in this file or everywhere, and read about the rule. */
function ruleActions(session: Session, judged: Judged, here: readonly Finding[], rule: string): CodeAction[] {
  const texts = TEXTS[session.language];
  const kind = CodeActionKind.QuickFix;
  const title = titleOf(rule, session.language);
  const command = explanation(session, rule);
  const actions: CodeAction[] = [{ title: command.title, kind, command }];
  const chosen = here.filter((finding) => finding.rule === rule && finding.fix !== undefined);
  if (chosen.length === 0) return actions;
  const fixes: RuleFixes = { rule, suggestions: chosen.some((finding) => !isSafe(finding)) };
  const inFile = judged.findings.filter((finding) => isWanted(finding, fixes)).length;
  const everywhere = countEverywhere(session, fixes);
  if (inFile > 1) {
    const data = dataOf(session, judged, { what: 'rule-in-file', fixes });
    actions.unshift({ title: texts.fixRuleInFile(title, inFile), kind, data });
  }
  if (everywhere > inFile) {
    const data = dataOf(session, judged, { what: 'rule-everywhere', fixes });
    actions.splice(-1, 0, { title: texts.fixRuleEverywhere(title, everywhere), kind, data });
  }
  return actions;
}

function explanation(session: Session, rule: string): Command {
  const title = TEXTS[session.language].explain(titleOf(rule, session.language));
  return { title, command: EXPLAIN, arguments: [rule] };
}

function dataOf(session: Session, { uri, project, path }: Judged, wanted: ActionData['wanted']): ActionData {
  return { uri, version: documentOf(session, project, path)?.version ?? null, wanted };
}

/** Refuses when the document has changed since the action was offered: its ranges would hit other text. */
async function editOf(session: Session, { uri, version, wanted }: ActionData): Promise<WorkspaceEdit> {
  const judged = await judgedAt(session, uri);
  if (judged === undefined) return {};
  const { project, path, snapshot, findings } = judged;
  const now = documentOf(session, project, path)?.version ?? null;
  if (now !== version) throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed.');
  const edit = (edits: readonly Edit[], snippet?: string): Promise<WorkspaceEdit> =>
    workspaceEditOf(session, [{ project, snapshot, edits }], snippet);
  if (wanted.what === 'safe-fixes') return edit(editsOf(findings.filter(isSafe), snapshot.texts));
  if (wanted.what === 'rule-in-file')
    return edit(
      editsOf(
        findings.filter((each) => isWanted(each, wanted.fixes)),
        snapshot.texts,
      ),
    );
  if (wanted.what === 'rule-everywhere') return workspaceEditOf(session, await editsEverywhere(session, wanted.fixes));
  const finding = findings.find(({ fingerprint }) => fingerprint === wanted.fingerprint);
  if (finding === undefined) return {};
  if (wanted.what === 'fix') return edit(finding.fix?.edits ?? []);
  const comment = await suppression(session, judged, finding);
  return edit(comment === undefined ? [] : [comment], TEXTS[session.language].reason);
}

async function suppression(session: Session, { project, path }: Home, finding: Finding): Promise<Edit | undefined> {
  const read = await textOf(session, project, path);
  return typeof read === 'string' ? undefined : suppressionOf(finding, read.text, TEXTS[session.language].reason);
}

/** Findings of a document; none while the editor holds a text that was not judged (`onSave`). */
async function judgedAt(session: Session, uri: string): Promise<Judged | undefined> {
  const home = session.projects.homeOf(uri);
  if (home === undefined) return undefined;
  const snapshot = await home.project.current();
  const document = documentOf(session, home.project, home.path);
  const isJudged = document === undefined || document.getText() === snapshot.texts.get(home.path);
  return { ...home, uri, snapshot, findings: isJudged ? (snapshot.findings.get(home.path) ?? []) : [] };
}

function touches(a: Range, b: Range): boolean {
  const isBefore = (x: Range['start'], y: Range['start']): boolean =>
    x.line < y.line || (x.line === y.line && x.character < y.character);
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}
