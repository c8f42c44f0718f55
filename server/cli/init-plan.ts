/** What `fachlint init` would write into a repository. Nothing that is there is touched: what belongs into it is told. */
import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Language } from '../model/finding.ts';
import { CONFIGURATION_FILE } from '../workspace/find-files.ts';
import { DECISION_FILE } from '../workspace/decision-file.ts';
import { readText } from '../workspace/read-text.ts';
import {
  AZURE_PIPELINE,
  AZURE_TEMPLATE,
  azureSteps,
  githubWorkflow,
  GITLAB_INCLUDE,
  gitlabJobs,
  HOSTS,
  huskyHook,
  jenkinsFile,
  jenkinsStage,
  lefthookCommand,
  preCommitFile,
  preCommitHook,
  type Host,
} from './pipelines.ts';

interface PlannedFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** A file that is there, and the lines that a person has to add to it. */
interface Addition {
  readonly path: string;
  readonly lines: string;
}

export interface Plan {
  readonly files: readonly PlannedFile[];
  readonly additions: readonly Addition[];
  /** Files that are there and speak of Fachlint already, or that Fachlint would have written. */
  readonly present: readonly string[];
  readonly hosts: readonly Host[];
  /** True where the decisions of today are to be written. */
  readonly acceptsCurrent: boolean;
}

export interface PlanOptions {
  readonly root: string;
  /** Asked for by name; otherwise those that the repository shows. */
  readonly host?: Host | undefined;
  /** Address that the repository came from, if any. */
  readonly remote: string | undefined;
  /** False where the root is no top of a repository: pipelines and hooks lie there only. */
  readonly isTop: boolean;
  /** How Fachlint is started in a pipeline. */
  readonly program: string;
  readonly language: Language;
}

/** Files that show where a project is built. */
const TRACES: Readonly<Record<Host, { readonly files: readonly string[]; readonly remote?: RegExp }>> = {
  gitlab: { files: ['.gitlab-ci.yml', '.gitlab'], remote: /gitlab|opencode\.de/ },
  github: { files: ['.github'], remote: /[/@]github\.com[/:]/ },
  jenkins: { files: ['Jenkinsfile'] },
  azure: { files: ['azure-pipelines.yml'], remote: /dev\.azure\.com|visualstudio\.com/ },
};

export async function planOf(options: PlanOptions): Promise<Plan> {
  const { root, language, program, isTop } = options;
  const plan = new Planner(root);
  await plan.own(CONFIGURATION_FILE, configuration(language));
  const hosts = isTop ? await hostsOf(options) : [];
  for (const host of hosts) await ADD_HOST[host](plan, program, language);
  if (isTop) await addHook(plan, program);
  const acceptsCurrent = !(await plan.isThere(DECISION_FILE));
  if (!acceptsCurrent) plan.present.push(DECISION_FILE);
  return { files: plan.files, additions: plan.additions, present: plan.present, hosts, acceptsCurrent };
}

class Planner {
  readonly files: PlannedFile[] = [];
  readonly additions: Addition[] = [];
  readonly present: string[] = [];
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** A link counts as there, wherever it leads: nothing is written through one. */
  async isThere(path: string): Promise<boolean> {
    for (let each = path; each !== '.'; each = dirname(each)) {
      const stats = await lstat(join(this.#root, each)).catch(() => undefined);
      if (stats && (each === path || !stats.isDirectory())) return true;
    }
    return false;
  }

  /** A file of our own. */
  async own(path: string, text: string): Promise<void> {
    if (await this.isThere(path)) this.present.push(path);
    else this.files.push({ path, text });
  }

  /** A file that others write, too: where it is there, `lines` belong into it. */
  async shared(path: string, text: string, lines: string): Promise<void> {
    if (!(await this.isThere(path))) {
      this.files.push({ path, text });
      return;
    }
    const read = await readText(join(this.#root, path));
    if (typeof read !== 'string' && read.text.includes('fachlint')) this.present.push(path);
    else this.additions.push({ path, lines });
  }
}

async function hostsOf({ root, host, remote = '' }: PlanOptions): Promise<readonly Host[]> {
  if (host !== undefined) return [host];
  const planner = new Planner(root);
  const found: Host[] = [];
  for (const each of HOSTS) {
    const { files, remote: address } = TRACES[each];
    const isThere = await Promise.all(files.map((file) => planner.isThere(file)));
    if (isThere.includes(true) || address?.test(remote) === true) found.push(each);
  }
  return found;
}

const ADD_HOST: Readonly<Record<Host, (plan: Planner, program: string, language: Language) => Promise<void>>> = {
  gitlab: async (plan, program, language) => {
    await plan.own('.gitlab/fachlint.yml', gitlabJobs(program, language));
    await plan.shared('.gitlab-ci.yml', GITLAB_INCLUDE, GITLAB_INCLUDE);
  },
  github: (plan, program, language) => plan.own('.github/workflows/fachlint.yml', githubWorkflow(program, language)),
  jenkins: (plan, program) => plan.shared('Jenkinsfile', jenkinsFile(program), jenkinsStage(program)),
  azure: async (plan, program) => {
    await plan.own('.azure/fachlint.yml', azureSteps(program));
    await plan.shared('azure-pipelines.yml', AZURE_PIPELINE, AZURE_TEMPLATE);
  },
};

async function addHook(plan: Planner, program: string): Promise<void> {
  if (await plan.isThere('.husky')) {
    await plan.shared('.husky/pre-commit', huskyHook(program), huskyHook(program));
    return;
  }
  for (const path of ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml']) {
    if (!(await plan.isThere(path))) continue;
    await plan.shared(path, '', lefthookCommand(program));
    return;
  }
  await plan.shared('.pre-commit-config.yaml', preCommitFile(program), preCommitHook(program));
}

function configuration(language: Language): string {
  const comment =
    language === 'de'
      ? 'Was einen Lauf scheitern lässt, sofern nicht darüber entschieden ist: error, warning, information oder never.'
      : 'What makes a run fail unless it is decided about: error, warning, information or never.';
  return `{
  // ${comment}
  "gate": { "failOn": "warning" },
  "language": "${language}",
}
`;
}
