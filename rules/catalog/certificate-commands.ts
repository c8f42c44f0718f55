/** Commands that are told not to verify certificates: `curl -k`, in pipelines, compose files, scripts and calls. */
import { hostKind } from './hosts.ts';

/** A program with the flags that switch verification off and the way to do it right. */
interface Tool {
  readonly name: string;
  /** True where this word of the command switches verification off; `before` is the word in front of it. */
  readonly isOff: (word: string, before: string) => boolean;
  readonly instead: string;
}

const CURL: Tool = {
  name: 'curl',
  // Several letters may stand together; the last of them may take a value.
  isOff: (word) =>
    word === '--insecure' ||
    word === '--proxy-insecure' ||
    /^-[#0-9afgGijJklLnNOpqRsSvZI]*k[#0-9afgGijJlLnNOpqRsSvZI]*[a-zA-Z]?$/.test(word),
  instead: '--cacert',
};
const CLUSTER: Tool = {
  name: 'kubectl',
  isOff: (word) => /^--insecure-skip-tls-verify(?:=true)?$/.test(word),
  instead: '--certificate-authority',
};
const PACKAGES: Tool = {
  name: 'npm',
  isOff: (word, before) =>
    /^--(?:no-strict-ssl|strict-ssl=false)$/.test(word) ||
    word === 'strict-ssl=false' ||
    (/^(?:--)?strict-ssl$/.test(before) && word === 'false'),
  instead: 'cafile',
};
const IMAGES: Tool = {
  name: 'podman',
  isOff: (word) => /^--(?:src-|dest-)?tls-verify=(?:false|0)$/.test(word),
  instead: '--cert-dir',
};

const PYTHON: Tool = {
  name: 'pip',
  isOff: (word) => /^--trusted-host(?:=|$)/.test(word),
  instead: '--cert',
};

const RPM: Tool = {
  name: 'dnf',
  isOff: (word) => /^(?:--setopt=)?(?:[\w*-]{1,60}\.)?sslverify=(?:false|0|no)$/i.test(word),
  instead: 'sslcacert',
};
const DEB: Tool = {
  name: 'apt',
  isOff: (word) => /^(?:-o)?Acquire::https(?:::[\w.-]{1,100})?::Verify-(?:Peer|Host)=(?:false|0|no)$/i.test(word),
  instead: 'Acquire::https::CaInfo',
};
/** Programs with one flag for it. */
const FLAGGED: readonly Tool[] = (
  [
    ['argocd', '--insecure', '--server-crt'],
    ['mc', '--insecure', '~/.mc/certs/CAs'],
    ['oras', '--insecure', '--ca-file'],
    ['crane', '--insecure', 'SSL_CERT_FILE'],
    ['vault', '-tls-skip-verify', '-ca-cert'],
    ['cosign', '--allow-insecure-registry', '--registry-cacert'],
  ] as const
).map(([name, flag, instead]) => ({ name, isOff: (word) => word === flag || word === `${flag}=true`, instead }));

const TOOLS: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ...FLAGGED.map((tool) => [tool.name, tool] as const),
  ...['yum', 'dnf', 'tdnf', 'microdnf'].map((name) => [name, { ...RPM, name }] as const),
  ['apt', DEB],
  ['apt-get', { ...DEB, name: 'apt-get' }],
  ['curl', CURL],
  ['wget', { name: 'wget', isOff: (word) => word === '--no-check-certificate', instead: '--ca-certificate' }],
  ['kubectl', CLUSTER],
  ['oc', { ...CLUSTER, name: 'oc' }],
  ['helm', { ...CLUSTER, name: 'helm', instead: '--ca-file' }],
  [
    'git',
    {
      name: 'git',
      isOff: (word, before) =>
        /^http\.(?:\S+\.)?sslverify=(?:false|0)$/i.test(word) ||
        (/^http\.(?:\S+\.)?sslverify$/i.test(before) && /^(?:false|0)$/.test(word)),
      instead: 'http.sslCAInfo',
    },
  ],
  ['npm', PACKAGES],
  ['yarn', { ...PACKAGES, name: 'yarn' }],
  ['pnpm', { ...PACKAGES, name: 'pnpm' }],
  ['pip', PYTHON],
  ['pip3', PYTHON],
  ['podman', IMAGES],
  ['buildah', { ...IMAGES, name: 'buildah' }],
  ['skopeo', { ...IMAGES, name: 'skopeo' }],
]);

export interface UnverifiedCommand {
  /** Offsets of the flag in the text. */
  readonly start: number;
  readonly end: number;
  /** The flag with its program: `curl -k`. */
  readonly name: string;
  readonly tool: string;
  readonly instead: string;
}

/** Words of a program, in front of them nothing that would make them a part of another word. */
const START =
  /(?<![\w./-])(?:\/(?:usr\/)?bin\/)?(curl|wget|kubectl|oc|helm|git|npm|yarn|pnpm|pip3?|podman|buildah|skopeo|argocd|mc|oras|crane|vault|cosign|yum|t?dnf|microdnf|apt(?:-get)?)(?=[ \t])/g;
const LONGEST_COMMAND = 2000;

/** Every flag in a text of commands that switches verification off for another host. */
export function unverifiedCommands(text: string): readonly UnverifiedCommand[] {
  const found: UnverifiedCommand[] = [];
  for (const match of text.matchAll(START)) {
    const [written, name = ''] = match;
    const words = wordsFrom(text, match.index + written.length);
    const flag = flagIn(
      name,
      words.map(({ word }) => word),
    );
    const place = flag && words[flag.index];
    if (flag && place) found.push({ start: place.start, end: place.end, ...flag.shown });
  }
  return found;
}

/** The word that switches verification off, as an index into the words behind the program's name. */
export function flagIn(
  program: string,
  words: readonly string[],
): { index: number; shown: Pick<UnverifiedCommand, 'name' | 'tool' | 'instead'> } | undefined {
  const tool = TOOLS.get(program);
  const index = tool ? words.findIndex((word, at) => tool.isOff(word, words[at - 1] ?? '')) : -1;
  if (!tool || index < 0) return undefined;
  const hosts = words.flatMap((word) => /^https?:\/\/(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(word)?.[1] ?? []);
  // Nobody stands between this machine and itself, or between neighbours in one network of containers.
  if (hosts.length > 0 && hosts.every((host) => ['own', 'neighbour'].includes(hostKind(host)))) return undefined;
  return { index, shown: { name: `${tool.name} ${words[index] ?? ''}`, tool: tool.name, instead: tool.instead } };
}

/** The words of one command, without quotes. A backslash takes the next character in, also the end of a line. */
function wordsFrom(text: string, from: number): { word: string; start: number; end: number }[] {
  const words: { word: string; start: number; end: number }[] = [];
  let word = '';
  let start = -1;
  let quote = '';
  const end = Math.min(text.length, from + LONGEST_COMMAND);
  let at = from;
  const finish = (): void => {
    if (start >= 0) words.push({ word, start, end: at });
    word = '';
    start = -1;
  };
  for (; at < end; at++) {
    const letter = text[at] ?? '';
    if (quote === '' && /[\n;|&)]/.test(letter)) break;
    if (letter === '\\') {
      at++;
      if (text[at] !== '\n' && text[at] !== '\r') word += text[at] ?? '';
    } else if (quote === '' ? /["'`]/.test(letter) : letter === quote) {
      if (start < 0) start = at;
      quote = quote === '' ? letter : '';
    } else if (quote === '' && /\s/.test(letter)) finish();
    else {
      if (start < 0) start = at;
      word += letter;
    }
  }
  finish();
  return words;
}
