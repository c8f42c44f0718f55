/** What can be done about a finding: correct it, suppress it with a reason, read about its rule. */
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
import type { Home } from './projects.ts';
import { titleOf } from './rule-pages.ts';
import { documentOf, guarded, type Session } from './session.ts';
import { suppressionOf } from './suppress.ts';
import { TEXTS } from './texts.ts';
import { workspaceEditOf } from './workspace-edit.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.${SOURCE}`;

/** What an action carries until its edit is asked for. */
interface ActionData {
  readonly uri: string;
  readonly version: number | null;
  readonly what: 'fix' | 'suppress' | 'fix-all';
  readonly fingerprint: string;
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
  const home = session.projects.homeOf(uri);
  if (home === undefined) return [];
  const findings = await findingsOf(session, home);
  const here = findings.filter(({ range }) => touches(range, params.range));
  if (!session.abilities.actionObjects) return unique(here.map(({ finding }) => explanation(session, finding)));
  const wanted = (kind: string): boolean =>
    params.context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? true;
  const actions: CodeAction[] = [];
  if (wanted(CodeActionKind.QuickFix)) {
    for (const { finding } of here) {
      actions.push(...(await quickFixes(session, home, uri, finding, params.context.diagnostics)));
    }
  }
  if (wanted(FIX_ALL) && findings.some(({ finding }) => finding.fix?.safety === 'safe')) {
    actions.push({ title: TEXTS[session.language].fixAll, kind: FIX_ALL, data: dataOf(session, home, uri, 'fix-all') });
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

async function quickFixes(
  session: Session,
  home: Home,
  uri: string,
  finding: Finding,
  shown: readonly Diagnostic[],
): Promise<CodeAction[]> {
  const texts = TEXTS[session.language];
  const diagnostics = shown.filter(
    ({ source, data }) =>
      source === SOURCE && (data as DiagnosticData | undefined)?.fingerprint === finding.fingerprint,
  );
  const common = { kind: CodeActionKind.QuickFix, ...(diagnostics.length > 0 ? { diagnostics } : {}) };
  const actions: CodeAction[] = [];
  if (finding.fix !== undefined) {
    actions.push({
      ...common,
      title: finding.fix.title[session.language],
      ...(finding.fix.safety === 'safe' ? { isPreferred: true } : {}),
      data: dataOf(session, home, uri, 'fix', finding.fingerprint),
    });
  }
  if ((await suppression(session, home, finding)) !== undefined) {
    const data = dataOf(session, home, uri, 'suppress', finding.fingerprint);
    actions.push({ ...common, title: `${texts.suppress}: ${finding.rule}`, data });
  }
  const command = explanation(session, finding);
  actions.push({ ...common, title: command.title, command });
  return actions;
}

function explanation(session: Session, finding: Finding): Command {
  const title = TEXTS[session.language].explain(titleOf(finding.rule, session.language));
  return { title, command: EXPLAIN, arguments: [finding.rule] };
}

function dataOf(session: Session, home: Home, uri: string, what: ActionData['what'], fingerprint = ''): ActionData {
  return { uri, version: documentOf(session, home.project, home.path)?.version ?? null, what, fingerprint };
}

/** Refuses when the document has changed since the action was offered: its ranges would hit other text. */
async function editOf(session: Session, { uri, version, what, fingerprint }: ActionData): Promise<WorkspaceEdit> {
  const home = session.projects.homeOf(uri);
  if (home === undefined) return {};
  const findings = await findingsOf(session, home);
  const now = documentOf(session, home.project, home.path)?.version ?? null;
  if (now !== version) throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed.');
  if (what === 'fix-all') {
    return workspaceEditOf(session, home.project, safeEdits(findings.map(({ finding }) => finding)));
  }
  const finding = findings.find((candidate) => candidate.finding.fingerprint === fingerprint)?.finding;
  if (finding === undefined) return {};
  if (what === 'fix') return workspaceEditOf(session, home.project, finding.fix?.edits ?? []);
  const edit = await suppression(session, home, finding);
  return workspaceEditOf(session, home.project, edit === undefined ? [] : [edit], TEXTS[session.language].reason);
}

async function suppression(session: Session, { project, path }: Home, finding: Finding): Promise<Edit | undefined> {
  const read = await project.textOf(path);
  return typeof read === 'string' ? undefined : suppressionOf(finding, read.text, TEXTS[session.language].reason);
}

/** Findings of a document with their ranges; none while the editor holds a text that was not judged (`onSave`). */
async function findingsOf(session: Session, { project, path }: Home): Promise<{ finding: Finding; range: Range }[]> {
  const snapshot = await project.current();
  const document = documentOf(session, project, path);
  const lines = snapshot.lines.get(path);
  if (lines === undefined || (document !== undefined && document.getText() !== snapshot.texts.get(path))) return [];
  return (snapshot.findings.get(path) ?? []).map((finding) => ({ finding, range: rangeOf(lines, finding.range) }));
}

/** Edits of all safe fixes in order; of two that overlap the first one wins, the other is left for the next time. */
function safeEdits(findings: readonly Finding[]): Edit[] {
  const taken: Edit[] = [];
  for (const { fix } of findings) {
    if (fix?.safety !== 'safe' || fix.edits.some((edit) => taken.some((other) => overlaps(edit, other)))) continue;
    taken.push(...fix.edits);
  }
  return taken;
}

function overlaps(a: Edit, b: Edit): boolean {
  if (a.path !== b.path || a.append === true || b.append === true) return false;
  return a.range.start < b.range.end && b.range.start < a.range.end;
}

function touches(a: Range, b: Range): boolean {
  const isBefore = (x: Range['start'], y: Range['start']): boolean =>
    x.line < y.line || (x.line === y.line && x.character < y.character);
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function unique(commands: readonly Command[]): Command[] {
  return [...new Map(commands.map((command) => [command.title, command])).values()];
}
