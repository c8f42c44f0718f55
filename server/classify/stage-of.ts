/** What a file deploys to, by its name and those of its folders. */
import type { Stage } from '../model/source.ts';
import { SCRIPT } from './kind-of.ts';

/** Words that name a stage, as whole words. Where a name holds several, the first table wins. */
const STAGES: readonly (readonly [Stage, ReadonlySet<string>])[] = [
  ['production', new Set(['prod', 'production', 'prd', 'live', 'produktion', 'produktiv'])],
  [
    'test',
    new Set(
      'test tests testing staging stage stg qa qs uat int integration abnahme ci preprod schulung referenz demo e2e'.split(
        ' ',
      ),
    ),
  ],
  [
    'local',
    new Set(
      'local lokal localhost dev develop development entwicklung entw ddev devcontainer vagrant override'.split(' '),
    ),
  ],
];
/** Whole folder names: in a file name (`docker-stack.yml`) the same word says something else. */
const STAGE_FOLDERS: ReadonlyMap<string, Stage> = new Map([['stack', 'local']]);
/** Not production, although the word is in it. */
const BEFORE_PRODUCTION = /(?:pre|non|not|vor)[-_. ]?(?:production|produktion|prod|prd|live)/g;
/** Pipelines serve every stage, the `ci` in their name says nothing; nor does what lies over a unit of systemd. */
const STAGELESS_FILES = /^\.?(?:gitlab-ci|travis-ci|circleci)\b|^override\.conf$/;

/** The nearest name that says something decides: the file's own first, then its folders from the inside out. */
export function stageOf(path: string): Stage {
  return explainStage(path).stage;
}

/** `part` is the name that says it. */
export function explainStage(path: string): { readonly stage: Stage; readonly part?: string } {
  const names = path.toLowerCase().split('/').reverse();
  const isScript = SCRIPT.test(names[0] ?? '');
  for (const [up, name] of names.entries()) {
    const stage = up === 0 ? stageOfFile(name, isScript) : stageOfFolder(name, isScript);
    if (stage) return { stage, part: name };
  }
  return { stage: 'unknown' };
}

function stageOfFile(name: string, isScript: boolean): Stage | undefined {
  if (STAGELESS_FILES.test(name)) return undefined;
  const plain = withoutBefore(name);
  // Scripts have telling names (`live-ticker.ts`): only a part between dots or a whole folder name counts.
  return stageIn(isScript ? plain.split('.').slice(0, -1) : wordsIn(plain));
}

/**
 * The stage of a list of profiles: `prod`, `local & mock`, `dev,test`, `!prod`. Alternatives that differ mean the one
 * with the most at stake, what is only excluded says nothing.
 */
export function stageOfProfiles(written: string): Stage {
  const alternatives = withoutBefore(written.toLowerCase())
    .split(/[,|]/)
    .map((each) => stageIn(wordsIn(each.replace(/![\s(]*[\w-]+/g, ''))) ?? 'unknown');
  return BY_STAKE.find((stage) => alternatives.includes(stage)) ?? 'unknown';
}

const BY_STAKE: readonly Stage[] = ['production', 'unknown', 'test', 'local'];

/** What the names of folders say, because thousands of files lie in a few of them. */
const ofFolders = { script: new Map<string, Stage | undefined>(), other: new Map<string, Stage | undefined>() };

function stageOfFolder(name: string, isScript: boolean): Stage | undefined {
  const known = isScript ? ofFolders.script : ofFolders.other;
  if (!known.has(name)) {
    const plain = withoutBefore(name);
    known.set(name, STAGE_FOLDERS.get(name) ?? stageIn(isScript ? [plain.replace(/^\./, '')] : wordsIn(plain)));
  }
  return known.get(name);
}

function withoutBefore(name: string): string {
  return name.replace(BEFORE_PRODUCTION, 'preprod');
}

function wordsIn(name: string): string[] {
  return name.split(/[^\p{L}\p{N}]+/u);
}

function stageIn(words: readonly string[]): Stage | undefined {
  return STAGES.find(([, known]) => words.some((word) => known.has(word)))?.[0];
}
