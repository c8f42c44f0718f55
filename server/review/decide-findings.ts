/** Decides about findings from outside of the terminal: the file is read anew first, and nobody's entry is lost. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isConfirmed, type Decision, type DecisionKind } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Words } from '../model/review.ts';
import { entryOf, keyOf, withEntries, withoutEntries, type DecisionWords } from '../workspace/decision-entries.ts';
import { DECISION_FILE, isDay, loadDecisions, textOfDecisions } from '../workspace/decision-file.ts';

/** A finding with the entry that its reader has seen. */
export interface Seen {
  readonly finding: Finding;
  readonly entry: Decision | undefined;
}

/** `reopen` takes the entry away; `confirm` is somebody else's yes to it. */
export type Wish =
  | ({ readonly as: DecisionKind } & DecisionWords)
  | { readonly as: 'confirm'; readonly by: string }
  | { readonly as: 'reopen' };

/** Undefined when it is written; else why not. */
export async function decideFindings(root: string, seen: readonly Seen[], wish: Wish): Promise<Words | undefined> {
  const refused = refusalOf(seen, wish);
  if (refused) return refused;
  const { decisions, errors } = await loadDecisions(root);
  const [error] = errors;
  if (error) return error.messages;
  const known = new Map(decisions.map((entry) => [keyOf(entry), entry]));
  const isAsSeen = ({ finding, entry }: Seen): boolean =>
    entry ? isSame(known.get(keyOf(entry)), entry) : !known.has(keyOf({ ...finding, decision: 'known' }));
  if (!seen.every(isAsSeen)) return REFUSALS.changed;
  await write(root, textOfDecisions(entriesAfter(decisions, seen, wish)));
  return undefined;
}

function entriesAfter(decisions: readonly Decision[], seen: readonly Seen[], wish: Wish): readonly Decision[] {
  const entries = seen.flatMap(({ entry }) => entry ?? []);
  if (wish.as === 'reopen') return withoutEntries(decisions, entries);
  if (wish.as === 'confirm') {
    return withEntries(
      decisions,
      entries.map((entry) => ({ ...entry, confirmedBy: wish.by })),
    );
  }
  // What a finding had before may stand under the path of a file that was moved.
  const kept = withoutEntries(decisions, entries);
  const { as } = wish;
  return withEntries(
    kept,
    seen.map(({ finding }) => entryOf(finding, as, wish)),
  );
}

function refusalOf(seen: readonly Seen[], wish: Wish): Words | undefined {
  if (seen.length === 0) return REFUSALS.gone;
  if (wish.as === 'reopen') return undefined;
  if ((wish.by ?? '').trim() === '') return REFUSALS.nobody;
  if (wish.as === 'confirm') {
    const entries = seen.flatMap(({ entry }) => entry ?? []);
    if (entries.length < seen.length || entries.some(({ by }) => by === undefined)) return REFUSALS.undecided;
    return entries.every((entry) => isConfirmed({ ...entry, confirmedBy: wish.by })) ? undefined : REFUSALS.own;
  }
  if (wish.as !== 'known' && (wish.reason ?? '').trim() === '') return REFUSALS.reason;
  if ((wish.reason ?? '').length > 2000) return REFUSALS.long;
  return wish.until === undefined || isDay(wish.until) ? undefined : REFUSALS.day;
}

/** Beside it first, so that nobody ever reads half a file. */
async function write(root: string, text: string): Promise<void> {
  const file = join(root, DECISION_FILE);
  const temporary = `${file}.${String(process.pid)}.tmp`;
  try {
    await writeFile(temporary, text, { encoding: 'utf8', flag: 'wx' });
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

function isSame(one: Decision | undefined, other: Decision): boolean {
  const text = ({ decision, reason, by, confirmedBy, until }: Decision): string =>
    JSON.stringify([decision, reason, by, confirmedBy, until]);
  return one !== undefined && text(one) === text(other);
}

const REFUSALS = {
  changed: {
    de: 'Die Datei mit den Entscheidungen hat sich inzwischen geändert. Die Ansicht zeigt jetzt den neuen Stand; bitte noch einmal entscheiden.',
    en: 'The file of decisions has changed meanwhile. The view now shows its new state; please decide again.',
  },
  gone: {
    de: 'Diesen Befund gibt es nicht mehr.',
    en: 'This finding is gone.',
  },
  nobody: {
    de: 'Wer entscheidet, muss sich nennen.',
    en: 'Whoever decides has to be named.',
  },
  reason: {
    de: 'Zu dieser Entscheidung gehört eine Begründung.',
    en: 'This decision needs a reason.',
  },
  long: {
    de: 'Die Begründung ist zu lang (höchstens 2000 Zeichen).',
    en: 'The reason is too long (2000 characters at most).',
  },
  day: {
    de: 'Das Datum gibt es nicht.',
    en: 'There is no such date.',
  },
  undecided: {
    de: 'Bestätigen lässt sich nur, was jemand mit Namen entschieden hat.',
    en: 'Only what somebody has decided by name can be confirmed.',
  },
  own: {
    de: 'Die eigene Entscheidung muss jemand anderes bestätigen.',
    en: 'Somebody else has to confirm your own decision.',
  },
} satisfies Readonly<Record<string, Words>>;
