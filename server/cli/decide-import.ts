/** `fachlint decide import`: what another tool exempts, where Fachlint finds the same in the same place. */
import { resolve } from 'node:path';
import type { Decision } from '../model/decision.ts';
import { isOpen, type Finding } from '../model/finding.ts';
import { categoryOf } from '../report/reporter.ts';
import { withEntries } from '../workspace/decision-entries.ts';
import { readText } from '../workspace/read-text.ts';
import type { DecideOptions } from './decide-options.ts';
import { DECIDE_TEXTS } from './decide-texts.ts';
import { nameOf, withProject, writeDecisions, writtenEntry, type DecidedProject } from './decided-project.ts';
import { Failure } from './failure.ts';
import { foreignEntries, type ForeignEntry } from './foreign-baselines.ts';
import { print } from './terminal.ts';

/** Bytes; reports of other tools can be long. */
const LARGEST = 64 * 1024 * 1024;

export async function importDecisions(
  file: string,
  folder: string | undefined,
  options: Partial<DecideOptions>,
): Promise<number> {
  const read = await readText(resolve(file), LARGEST);
  if (typeof read === 'string') {
    throw new Failure({ de: `Die Datei ${file} ist nicht lesbar.`, en: `The file ${file} cannot be read.` });
  }
  const entries = foreignEntries(read.text);
  if (!entries) {
    throw new Failure({
      de: `${file} ist weder SARIF noch eine Baseline von gitleaks, detect-secrets, semgrep oder ESLint.`,
      en: `${file} is neither SARIF nor a baseline of gitleaks, detect-secrets, semgrep or ESLint.`,
    });
  }
  return withProject(folder, options, async (project) => {
    const by = await nameOf(project, options.by);
    const decided = new Map<Finding, Decision>();
    let taken = 0;
    for (const foreign of entries) {
      const found = findingsAt(project, foreign);
      if (found.length > 0) taken++;
      for (const finding of found) {
        if (!decided.has(finding)) decided.set(finding, writtenEntry(project, finding, foreign.decision, foreign, by));
      }
    }
    if (decided.size > 0) await writeDecisions(project.root, withEntries(project.entries, [...decided.values()]));
    await print(`${DECIDE_TEXTS[project.language].imported(taken, entries.length)}\n`);
    return 0;
  });
}

/** Findings that are open, in the same line and about the same subject. */
function findingsAt(project: DecidedProject, foreign: ForeignEntry): readonly Finding[] {
  return project.analysis.findings.filter((finding) => {
    if (!isOpen(finding) || finding.path !== foreign.path) return false;
    if (foreign.fingerprint !== undefined) return finding.fingerprint === foreign.fingerprint;
    // Who exempts an unused variable has said nothing about the password in the same line.
    if (categoryOf(finding.rule) !== foreign.category) return false;
    return foreign.line === undefined ? true : project.placeOf(finding).line === foreign.line;
  });
}
