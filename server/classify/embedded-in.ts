/** Which values of a configuration file hold commands or whole files of another format. */
import { formatOf, type Format } from './format-of.ts';

/** A list is a script line by line, or one command word by word. */
export type ListForm = 'lines' | 'words';

/** Kind of document, the path of the key, and what a list under it is. A text is always a script. */
const COMMANDS: readonly (readonly [RegExp, RegExp, ListForm])[] = [
  [/^gitlab-ci$/, /(?:^|\/)(?:before_script|script|after_script|pre_get_sources_script)$/, 'lines'],
  [/^github-workflow$|^$/, /(?:^|\/)steps\/\d+\/(?:run|with\/script)$/, 'lines'],
  [/^compose$/, /^services\/[^/]+\/(?:command|entrypoint|healthcheck\/test)$/, 'words'],
  [/^(?:k8s:|helm:values$)/, /(?:^|\/)(?:command|args|extraArgs)$/, 'words'],
  [/^ansible/, /(?:^|[./])(?:shell|command|raw|cmd|argv)$/, 'words'],
  [/^npm:package$/, /^scripts\/[^/]+$/, 'lines'],
];
/** Azure, Bitbucket, CircleCI, Tekton, Taskfile and their relatives; only in YAML. */
const ELSEWHERE =
  /(?:^|[/.])(?:script|before_script|after_script|bash|inlineScript|commands?|cmds?|run|runcmd|shell|pre_build|post_build)$/;
/** Keys whose lists are one command together, in this order. */
export const JOINED: readonly string[] = ['entrypoint', 'command', 'args', 'extraArgs'];

/** What stands beside a script and says that the shell does not run it, by key and value. */
const OTHER_LANGUAGES: readonly (readonly [string, RegExp])[] = [
  ['shell', /^(?:pwsh|powershell|python|node|cmd|perl|ruby)\b/i],
  ['uses', /github-script/],
];

/** How a list under the key is read, undefined where no commands stand there. */
export function commandsAt(document: string, isYaml: boolean, key: readonly string[]): ListForm | undefined {
  const path = key.join('/');
  const row = COMMANDS.find(([documents, keys]) => documents.test(document) && keys.test(path));
  if (row) return row[2];
  return document === '' && isYaml && ELSEWHERE.test(path) ? 'lines' : undefined;
}

/** `text` gives the value of an entry that stands beside the script. */
export function isForTheShell(text: (key: string) => string | undefined): boolean {
  return !OTHER_LANGUAGES.some(([key, other]) => other.test(text(key) ?? ''));
}

/** Keys whose value is the content of a file that another entry beside it names. */
const CONTENT = /^(?:content|contents|inline)$/;
const FILE_NAME: readonly string[] = ['path', 'dest', 'destination', 'target', 'filename', 'fileName', 'name'];
const UNREAD: ReadonlySet<Format | undefined> = new Set<Format | undefined>([
  undefined,
  'script',
  'vue',
  'svelte',
  'angular',
  'html',
]);

export type EmbeddedFormat = Exclude<Format, 'script' | 'vue' | 'svelte' | 'angular' | 'html'>;

/** The name of the file that a value is the content of: its key, or what stands beside `content`; undefined for none. */
export function fileNameOf(key: string, text: (key: string) => string | undefined): string | undefined {
  // Kustomize
  if (key === 'patch') return 'patch.yaml';
  if (!CONTENT.test(key)) return key;
  const named = FILE_NAME.map(text).find((each) => each !== undefined);
  return named?.slice(named.lastIndexOf('/') + 1);
}

/** The format of a file inside a value, undefined where it is not read there. */
export function embeddedFormat(name: string, text: string): EmbeddedFormat | undefined {
  const format = formatOf(name, text);
  return UNREAD.has(format) ? undefined : (format as EmbeddedFormat);
}
