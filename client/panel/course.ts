/** How many findings were open over time, kept by the editor for this workspace: numbers and nothing else. */
import type { Memento } from 'vscode';
import type { Severity } from '../../server/model/finding.ts';
import { isUnsettled, type Review } from '../../server/model/review.ts';
import type { PastCount } from './protocol.ts';

const KEY = 'fachlint.course';
const MOST = 30;
/** Milliseconds; what follows sooner is the same piece of work and takes the place of what was before. */
const APART = 15 * 60_000;

export class Course {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  get all(): Readonly<Record<string, readonly PastCount[]>> {
    return this.#memory.get(KEY, {});
  }

  remember(root: string, { findings }: Review): void {
    const open = findings.filter(isUnsettled);
    const of = (severity: Severity): number => open.filter((finding) => finding.severity === severity).length;
    const counts = { error: of('error'), warning: of('warning'), information: of('information') };
    const past = this.all[root] ?? [];
    const last = past.at(-1);
    if (last && JSON.stringify(last.counts) === JSON.stringify(counts)) return;
    const time = Date.now();
    const kept = last && past.length > 1 && time - last.time < APART ? past.slice(0, -1) : past;
    void this.#memory.update(KEY, { ...this.all, [root]: [...kept, { time, counts }].slice(-MOST) });
  }
}
