/** What the pages of a review say in English. */
import type { PageTexts } from './german.ts';

export const ENGLISH: PageTexts = {
  report: 'Review report',
  reportOf: 'Report on the security of the specialist application',
  pages: {
    summary: 'Summary',
    overview: 'Overview',
    findings: 'Findings',
    doors: 'Doors',
    registers: 'Registers',
    readiness: 'Connection to the NOOTS',
    norms: 'Norms',
    decisions: 'Decisions',
    notJudged: 'Not judged',
    signatures: 'Signatures',
  },
  contents: 'Contents',
  cover: {
    project: 'Application',
    commit: 'Commit',
    changed: 'with changes that are not part of the commit',
    noCommit: 'The folder lies in no Git repository.',
    date: 'Date of the commit',
    noDate: 'not known',
    tool: 'Tool',
    rules: 'Rules',
    ruleCount: (count, state) => `${String(count)} rules, state ${state}`,
    scope: 'Scope',
    whole: 'the whole project',
    files: (files, parsed) =>
      `${files === 1 ? '1 file' : `${String(files)} files`} looked at, ${String(parsed)} of them evaluated in detail`,
    since: (commit) => `only what is new since commit ${commit}`,
    note: 'The report rests on source code and configuration alone. It replaces neither a penetration test nor an acceptance. Credentials of the project do not appear in it.',
  },
  summary: {
    clean: (files) => `No finding is open in ${files === 1 ? '1 file' : `${String(files)} files`}.`,
    open: (count, severities, files) =>
      `${count === 1 ? '1 finding is open' : `${String(count)} findings are open`} (${severities}) in ${files === 1 ? '1 file' : `${String(files)} files`}.`,
    production: (count) =>
      count === 1
        ? '1 of them explicitly concerns production.'
        : `${String(count)} of them explicitly concern production.`,
    settled: (count) =>
      count === 1 ? 'A valid decision exists for 1 finding.' : `Valid decisions exist for ${String(count)} findings.`,
    lapsed: (count) =>
      count === 1
        ? '1 decision has expired or is not yet confirmed; its finding counts as open.'
        : `${String(count)} decisions have expired or are not yet confirmed; their findings count as open.`,
    suppressed: (count) =>
      count === 1
        ? '1 finding is suppressed in the source code with a reason.'
        : `${String(count)} findings are suppressed in the source code with a reason.`,
    fixable: (count) =>
      count === 1 ? 'A correction is at hand for 1 of them.' : `A correction is at hand for ${String(count)} of them.`,
    doors: (count, open, unknown) =>
      `The application has ${count === 1 ? '1 door' : `${String(count)} doors`} to the outside: ${open === 0 ? 'none' : String(open)} without any sign-in${unknown === 0 ? '' : `, ${String(unknown)} whose protection is unclear`}.`,
    sensitive: (count) =>
      count === 1
        ? '1 door leads to a sensitive operation or to administration without a second factor.'
        : `${String(count)} doors lead to sensitive operations or to administration without a second factor.`,
    registers: (count, past) =>
      `${count === 1 ? '1 access' : `${String(count)} accesses`} to public registers found${past === 0 ? '' : `, ${String(past)} of them past the standard laid down`}.`,
    notJudged: (count) =>
      count === 1
        ? '1 file could not be judged, or only in part.'
        : `${String(count)} files could not be judged, or only in part.`,
    crashed: 'The report is incomplete: a part of the check stopped because of a defect of Fachlint.',
    absent: (count) => (count === 1 ? '1 earlier finding is gone.' : `${String(count)} earlier findings are gone.`),
    first: 'What to do first',
    places: (count) => (count === 1 ? '1 place' : `${String(count)} places`),
  },
  risk: {
    encryption: 'Data can be read or changed on their way or where they are stored.',
    credentials: 'Whoever sees the source code can get in.',
    mfa: 'A stolen password is enough.',
    register: 'Registers are not reached in the way that is laid down.',
    suppression: 'Findings are silenced without a valid reason.',
  },
  status: {
    open: 'open',
    expired: 'decision expired',
    unconfirmed: 'not confirmed',
    planned: 'planned',
    'accepted-risk': 'risk accepted',
    'false-positive': 'false positive',
    known: 'known',
    suppressed: 'suppressed',
  },
  confidence: { high: 'high', medium: 'medium', low: 'low' },
  stage: { production: 'production', test: 'test', local: 'development', unknown: 'not stated' },
  column: {
    number: 'No.',
    severity: 'Severity',
    category: 'Category',
    finding: 'Finding',
    advice: 'What to do',
    place: 'Place',
    stage: 'Stage',
    status: 'Status',
    confidence: 'Confidence',
    norms: 'Norms',
    rule: 'Rule',
    control: 'Requirement',
    title: 'Subject',
    result: 'Result',
    open: 'Open',
    settled: 'Decided',
    total: 'Total',
    decision: 'Decision',
    reason: 'Reason',
    by: 'Decided by',
    confirmedBy: 'Confirmed by',
    until: 'Valid until',
    path: 'Path',
    method: 'Method',
    verdict: 'Verdict',
    purpose: 'Purpose',
    guards: 'Before it',
    handler: 'Handler',
    missing: 'What is missing',
    date: 'Time',
    name: 'Name, role',
    signature: 'Signature',
  },
  findings: {
    none: 'No finding is open.',
    noneHelp:
      'Fachlint looks for missing encryption, hard-coded credentials, missing second factors and registers that are reached past the standard.',
    why: 'Why it matters',
    openIn: (category) => `Open findings: ${category}`,
  },
  doors: {
    none: 'No doors found',
    noneHelp:
      'No server in this project registers a route. That is right where it holds nothing but a user interface or configuration. Otherwise Fachlint does not know the framework; guards of your own can be declared in fachlint.json under "guards".',
    intro:
      'Every door is an address at which the application can be reached from outside. The verdict says what it asks for before it opens.',
    table: 'Table',
    tree: 'Tree',
    map: 'Drawing',
    mapOf:
      'Drawing of the doors: every line leads from outside to an address; a gate stands where something is asked for.',
    outside: 'outside',
    legend:
      'A gate stands where something is asked for. Diamond: administration or a sensitive operation. Dashed: protection unclear.',
    more: (count) =>
      count === 1 ? '1 more door stands in the table.' : `${String(count)} more doors stand in the table.`,
  },
  registers: {
    none: 'No register touched',
    noneHelp:
      'Nothing in this project reaches a public register or speaks one of their standards. Clients of your own can be declared in fachlint.json under "registers"; the criteria for a connection to the NOOTS then appear here, too.',
    readinessNone: 'As no register is touched, no criterion can be judged by the source code.',
    places: 'Places',
    show: (count) => (count === 1 ? '1 place' : `${String(count)} places`),
  },
  norms: {
    intro:
      'Seen from the norm: what Fachlint checks of it, and with which result. "Checked, nothing open" is no proof that the requirement is met as a whole.',
    state: {
      open: 'findings open',
      clean: 'checked, nothing open',
      partly: 'partly checked, nothing open',
      unchecked: 'not checked',
    },
    beyondTools: 'cannot be checked by a tool',
    edition: (edition) => `edition ${edition}`,
    source: 'Source',
  },
  decisions: {
    none: 'Nothing has been decided yet',
    noneHelp:
      'Decisions stand in fachlint-decisions.json. They are made in the editor with "Decide" at a finding, on the terminal with "fachlint decide".',
    intro: 'Every decision names a reason and a person. What has expired or is not confirmed counts as open again.',
    state: {
      holds: 'valid',
      expired: 'expired',
      unconfirmed: 'not confirmed',
      stale: 'matches no finding any more',
    },
    unlimited: 'without end',
    nobody: 'nobody named',
    notNeeded: 'not needed',
    noReason: 'without a reason',
  },
  notJudged: {
    none: 'Everything was judged',
    noneHelp: 'No file was left out, and of every door it can be seen what it asks for.',
    intro: 'What Fachlint says nothing about. It is neither good nor bad, but unchecked.',
    files: 'Files',
    routes: 'Doors whose protection is unclear',
    values: 'Values whose target cannot be told',
    unclear: 'Only names speak of a register; whether and how it is reached cannot be seen.',
    noneOfKind: 'none',
  },
  overview: {
    byCategory: 'Open findings by category',
    byStage: 'Open findings by stage',
    byStatus: 'All findings by status',
    course: 'Course of the last checks',
    courseNone: 'The course begins with the next check that changes something.',
    courseOf: (from, to) => `Open findings: first ${String(from)}, last ${String(to)}.`,
  },
  signatures: {
    intro: 'The signature confirms that the report was taken note of and that the decisions in it are supported.',
    roles: ['Application owner', 'Development', 'Information security', 'Data protection'],
    role: 'Role',
    place: 'Place, date',
    remarks: 'Remarks',
  },
  page: 'Page',
  of: 'of',
};
