/** The decision file of a project, as it was read last. */
import { applyDecisions } from '../judge/decisions.ts';
import type { Configuration } from '../model/configuration.ts';
import type { JudgedDecision } from '../model/analysis.ts';
import type { Decision } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { ConfigurationError } from './configuration.ts';
import { loadDecisions, type LoadedDecisions } from './decision-file.ts';

export interface ProjectDecisionsOptions {
  readonly root: string;
  /** False judges as if there were no decision file. */
  readonly decisions?: boolean | undefined;
  /** The day that decisions may end before, `YYYY-MM-DD`; default is today in UTC. */
  readonly today?: string | undefined;
}

export class ProjectDecisions {
  readonly #options: ProjectDecisionsOptions;
  #loaded: LoadedDecisions | undefined;

  constructor(options: ProjectDecisionsOptions) {
    this.#options = options;
  }

  /** Mistakes in the file. */
  get errors(): readonly ConfigurationError[] {
    return this.#loaded?.errors ?? [];
  }

  /** One-based line of an entry. */
  lineOf(entry: Decision): number | undefined {
    return this.#loaded?.lineOf(entry);
  }

  /** The file has changed: it is read again when it is needed. */
  forget(): void {
    this.#loaded = undefined;
  }

  async load(): Promise<void> {
    const { root, decisions } = this.#options;
    if (decisions !== false) this.#loaded ??= await loadDecisions(root);
  }

  /** @param exists whether the project has the file */
  async apply(
    findings: readonly Finding[],
    { confirmDecisions: needsConfirmation }: Configuration,
    exists: (path: string) => boolean,
  ): Promise<{ findings: readonly Finding[]; decisions: readonly JudgedDecision[] }> {
    await this.load();
    const { today = new Date().toISOString().slice(0, 10) } = this.#options;
    const decisions = this.#loaded?.decisions ?? [];
    return applyDecisions(findings, { decisions, today, needsConfirmation, exists });
  }
}
