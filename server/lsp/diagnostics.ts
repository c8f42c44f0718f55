/** Findings in the words of the protocol. */
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Range,
} from 'vscode-languageserver/node';
import type { Finding, Language, Severity } from '../model/finding.ts';
import type { Lines } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Project, Snapshot } from './project.ts';
import { pageUri } from './rule-pages.ts';
import { type Session, uriOf } from './session.ts';
import { TEXTS } from './texts.ts';

export const SOURCE = 'fachlint';

/** Editors show messages in one line; what is longer belongs into the hover. */
const LONGEST_MESSAGE = 200;

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** What a diagnostic carries to find its finding again. */
export interface DiagnosticData {
  readonly fingerprint: string;
  /** Version of the text that was judged, null for a file that is not open. */
  readonly version: number | null;
}

/** Every file that there is something to say about. */
export function pathsOf({ lines }: Snapshot): readonly string[] {
  return [...lines.keys()].sort();
}

/** All diagnostics of one file, in the order of the findings. */
export function diagnosticsOf(session: Session, project: Project, snapshot: Snapshot, path: string): Diagnostic[] {
  const lines = snapshot.lines.get(path);
  if (lines === undefined) return [];
  const version = project.versionOf(path);
  const findings = snapshot.findings.get(path) ?? [];
  return [
    ...findings.map((finding) => diagnosticOf(session, project, snapshot, finding, lines, version)),
    ...noticesOf(session.language, snapshot, path, lines),
    ...mistakesOf(session.language, snapshot, path),
  ];
}

function diagnosticOf(
  session: Session,
  project: Project,
  snapshot: Snapshot,
  finding: Finding,
  lines: Lines,
  version: number | null,
): Diagnostic {
  const data: DiagnosticData = { fingerprint: finding.fingerprint, version };
  return {
    range: rangeOf(lines, finding.range),
    severity: SEVERITIES[finding.severity],
    source: SOURCE,
    code: finding.rule,
    message: oneLine(finding.message[session.language]),
    ...(session.abilities.pages ? { codeDescription: { href: pageUri(finding.rule) } } : {}),
    ...(session.abilities.relatedPlaces && finding.related.length > 0
      ? { relatedInformation: relatedOf(session, project, snapshot, finding) }
      : {}),
    data,
  };
}

function relatedOf(
  session: Session,
  project: Project,
  snapshot: Snapshot,
  finding: Finding,
): DiagnosticRelatedInformation[] {
  return finding.related.flatMap(({ path, range, text }) => {
    const lines = snapshot.lines.get(path);
    if (lines === undefined) return [];
    return [
      {
        location: { uri: uriOf(session, project, path), range: rangeOf(lines, range) },
        message: oneLine(text[session.language]),
      },
    ];
  });
}

/** What could not be judged. Syntax errors are left to the editor's own language support, which shows them already. */
function noticesOf(language: Language, snapshot: Snapshot, path: string, lines: Lines): Diagnostic[] {
  return (snapshot.notices.get(path) ?? [])
    .filter(({ reason }) => reason !== 'syntax-error')
    .map(({ reason, range }) => ({
      range: rangeOf(lines, range ?? { start: 0, end: 0 }),
      severity: DiagnosticSeverity.Information,
      source: SOURCE,
      message: TEXTS[language].notJudged[reason],
    }));
}

function mistakesOf(language: Language, snapshot: Snapshot, path: string): Diagnostic[] {
  return (snapshot.mistakes.get(path) ?? []).map(({ line, column, messages }) => {
    const position = { line: line - 1, character: column - 1 };
    return {
      range: { start: position, end: position },
      severity: DiagnosticSeverity.Error,
      source: SOURCE,
      message: oneLine(messages[language]),
    };
  });
}

export function rangeOf(lines: Lines, { start, end }: TextRange): Range {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

function oneLine(message: string): string {
  const line = message.replaceAll(/[\r\n]+/g, ' ');
  return line.length <= LONGEST_MESSAGE ? line : `${line.slice(0, LONGEST_MESSAGE - 1)}…`;
}
