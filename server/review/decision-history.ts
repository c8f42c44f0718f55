/** What was decided about a finding before, as the commits of the decision file tell. */
import type { Identity } from '../model/decision.ts';
import type { PastDecision } from '../model/review.ts';
import { DECISION_FILE, parseDecisions } from '../workspace/decision-file.ts';
import { Git } from '../workspace/git.ts';

/** Commits that are looked at. */
const MOST = 50;

/** The newest first; nothing without a repository. */
export async function decisionHistory(
  root: string,
  { rule, path, fingerprint }: Identity,
): Promise<readonly PastDecision[]> {
  const git = await Git.open(root);
  const versions = (await git?.versionsOf(DECISION_FILE, MOST)) ?? [];
  const past: PastDecision[] = [];
  let before = '';
  // From the oldest on, so that only changes are told.
  for (const { day, author, text } of [...versions].reverse()) {
    const entry = parseDecisions(text).decisions.find(
      (each) => each.rule === rule && each.path === path && each.fingerprint === fingerprint,
    );
    const now = JSON.stringify(entry ?? null);
    if (now === before || (before === '' && !entry)) continue;
    before = now;
    const { decision, reason, by, confirmedBy } = entry ?? {};
    past.unshift({
      day,
      author,
      ...(decision && { decision }),
      ...(reason !== undefined && { reason }),
      ...(by !== undefined && { by }),
      ...(confirmedBy !== undefined && { confirmedBy }),
    });
  }
  return past;
}
