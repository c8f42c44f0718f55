/** Who may connect to a server of PostgreSQL without TLS, as its `pg_hba.conf` says. */
import type { ResourceFact } from '../../server/model/facts.ts';
import type { Confidence } from '../../server/model/finding.ts';
import type { FactsView, Problem, ProjectView } from '../../server/model/rule.ts';

export interface CleartextAccess {
  readonly fact: ResourceFact;
  /** Type and address: `host 0.0.0.0/0`. */
  readonly shown: string;
  readonly confidence: Confidence;
}

/** `host` takes connections with and without TLS. */
const WITHOUT_TLS = /^host(?:nossl|gssenc|nogssenc)?$/;
const OWN = /^(?:localhost|samehost|127\.[\d.]+(?:\/\d+)?|::1(?:\/128)?)$/i;
/** Networks of containers, and whatever the machine itself stands in. */
const NEAR = /^(?:samenet|172\.(?:1[6-9]|2\d|3[01])\.)/i;
const EVERYBODY = /^(?:all|0\.0\.0\.0\/0|::0?\/0)$/i;

export function cleartextAccess(file: FactsView): readonly CleartextAccess[] {
  const found: CleartextAccess[] = [];
  for (const fact of file.facts('resource')) {
    if (fact.type !== 'pg-hba:entry') continue;
    const address = text(fact, 'address');
    const isRefused = text(fact, 'method') === 'reject';
    // The first line that fits decides: nobody gets past one that refuses all who come without TLS.
    if (isRefused && /^host(?:nossl)?$/.test(fact.name) && EVERYBODY.test(address) && text(fact, 'user') === 'all')
      break;
    if (isRefused || !WITHOUT_TLS.test(fact.name) || address === '' || OWN.test(address)) continue;
    const confidence = fact.name === 'hostnossl' ? 'high' : NEAR.test(address) ? 'low' : 'medium';
    found.push({ fact, shown: `${fact.name} ${address}`, confidence });
  }
  return found;
}

/** What is reported of a line, with a fix that takes connections with TLS only. */
export function accessProblem(
  { fact: { path, nameRange }, shown, confidence }: CleartextAccess,
  project: ProjectView,
): Problem<'accepts'> & { readonly path: string } {
  const isLocal = project.file(path, nameRange.start).stage === 'local';
  return {
    message: 'accepts',
    path,
    range: nameRange,
    data: { name: shown, option: 'hostssl' },
    confidence,
    severity: isLocal ? 'information' : shown.startsWith('host ') ? 'warning' : 'error',
    fix: {
      safety: 'suggestion',
      title: { de: 'TLS verlangen (hostssl)', en: 'Demand TLS (hostssl)' },
      edits: [{ path, range: nameRange, text: 'hostssl' }],
    },
  };
}

function text({ value }: ResourceFact, key: string): string {
  const entry = value.entries.get(key);
  return entry?.kind === 'known' ? String(entry.value) : '';
}
