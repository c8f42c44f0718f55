/** What switches the verification of certificates off in a text of commands. */
import { unverifiedCommands } from './certificate-commands.ts';
import { UNVERIFIED_ASSIGNMENT, UNVERIFIED_TOOLS } from './certificate-options.ts';

export interface UnverifiedText {
  /** Offsets of what has to change. */
  readonly start: number;
  readonly end: number;
  /** The variable, flag or switch as it is written. */
  readonly name: string;
  /** Left out where a whole Node.js process is meant. */
  readonly tool?: string;
  readonly instead?: string;
}

/** Variables in front of commands, and flags of programs. */
export function unverifiedPrograms(text: string): readonly UnverifiedText[] {
  const variables = [...text.matchAll(UNVERIFIED_ASSIGNMENT)].flatMap((match): UnverifiedText[] => {
    // What is only printed is no assignment.
    if (/\b(?:echo|printf)\b[^\n;&|]{0,200}$/.test(text.slice(Math.max(0, match.index - 200), match.index))) return [];
    const name = match[1] ?? match[3] ?? '';
    return [{ start: match.index, end: match.index + match[0].length, name, ...UNVERIFIED_TOOLS.get(name) }];
  });
  return [...variables, ...unverifiedCommands(text)];
}

/** `ENV NAME 0` of a Dockerfile. */
const DOCKER_VARIABLE =
  /^[ \t]{0,20}ENV[ \t]{1,4}(NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY)[ \t]{1,4}0[ \t]{0,4}\r?$/gm;
/** The same, and what files without a reader of their own hold besides. */
export function unverifiedTexts(text: string): readonly UnverifiedText[] {
  const docker = [...text.matchAll(DOCKER_VARIABLE)].map((match): UnverifiedText => {
    const name = match[1] ?? '';
    const start = match.index + match[0].indexOf(name);
    return { start, end: match.index + match[0].trimEnd().length, name, ...UNVERIFIED_TOOLS.get(name) };
  });
  return [...unverifiedPrograms(text), ...docker];
}

/** One of them stands in every text that holds such a thing. */
export const UNVERIFIED_TRIGGERS: readonly RegExp[] = [
  /NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY|GIT_SSL_NO_VERIFY|VAULT_SKIP_VERIFY/,
  /curl .|--no-check-certificate|--insecure-skip-tls-verify|strict-ssl|tls-verify=|--trusted-host/,
  /sslverify/i,
  /_ssl_verify[ \t]/,
];
