/** `fachlint init`: sets a project up without touching what is there. */
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Language } from '../model/finding.ts';
import { DECISION_FILE, textOfDecisions } from '../workspace/decision-file.ts';
import { Git, GitError } from '../workspace/git.ts';
import { currentEntries } from './decide.ts';
import { withProject } from './decided-project.ts';
import { Failure } from './failure.ts';
import { planOf, type Plan } from './init-plan.ts';
import { INIT_TEXTS } from './init-texts.ts';
import { writeFiles } from './outputs.ts';
import type { Host } from './pipelines.ts';
import { print } from './terminal.ts';
import { VERSION } from '../version.ts';

export interface InitOptions {
  readonly host?: Host;
  readonly yes: boolean;
  readonly lang?: Language;
}

/** Ends with 2 where nobody can be asked and `--yes` was not given. */
export function init(folder: string | undefined, options: InitOptions): Promise<number> {
  return withProject(folder, options, async (project) => {
    const { root, language } = project;
    const git = await Git.open(root);
    const plan = await planOf({
      ...{ root, language, host: options.host },
      isTop: git?.isTop ?? true,
      remote: await remoteOf(git),
      program: `npx --yes fachlint@${VERSION}`,
    });
    const entries = plan.acceptsCurrent ? currentEntries(project, {}) : [];
    const texts = INIT_TEXTS[language];
    const files = [
      ...plan.files,
      ...(plan.acceptsCurrent ? [{ path: DECISION_FILE, text: textOfDecisions(entries) }] : []),
    ];
    await print(shown(plan, entries.length, language));
    if (files.length === 0) return 0;
    if (!options.yes && !(await agrees(language))) {
      await print(`${texts.left}\n`);
      return 0;
    }
    await writeFiles(files.map(({ path, text }) => ({ file: join(root, path), text })));
    await print(`${texts.written}\n`);
    return 0;
  });
}

function shown(plan: Plan, decisions: number, language: Language): string {
  const texts = INIT_TEXTS[language];
  const lines: string[] = [];
  const list = (title: string, entries: readonly string[]): void => {
    if (entries.length > 0) lines.push(title, ...entries.map((entry) => `  ${entry}`), '');
  };
  list(texts.planned, [
    ...plan.files.map(({ path }) => path),
    ...(plan.acceptsCurrent ? [`${DECISION_FILE} (${texts.decisions(decisions)})`] : []),
  ]);
  if (lines.length === 0 && plan.additions.length === 0) lines.push(texts.nothing, '');
  list(texts.present, plan.present);
  list(
    texts.additions,
    plan.additions.flatMap(({ path, lines: added }) => [
      texts.addition(path),
      ...added
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`),
    ]),
  );
  if (plan.hosts.length === 0) lines.push(texts.noHost, '');
  return `${lines.join('\n')}\n`;
}

async function agrees(language: Language): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new Failure({
      de: 'Hier kann niemand gefragt werden; mit --yes wird geschrieben.',
      en: 'Nobody can be asked here; --yes writes.',
    });
  }
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(?:j|ja|y|yes)$/i.test((await dialogue.question(INIT_TEXTS[language].question)).trim());
  } finally {
    dialogue.close();
  }
}

async function remoteOf(git: Git | undefined): Promise<string | undefined> {
  try {
    return await git?.remote();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
