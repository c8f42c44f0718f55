/** Programs that connect to the address among their words, in scripts, images, pipelines and package scripts. */
import type { CallFact, CommandArgument, CommandFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { Place } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import type { Setup } from './cleartext-setups.ts';
import { textsOf, type Shown } from './hosts.ts';

interface Program {
  /** Words whose address is called; the others may be data. Absent: all that no flag takes. */
  readonly flags?: RegExp;
  /** Flags that take a word that is not called: data, headers, a proxy. */
  readonly taking?: RegExp;
  /** Words that must stand among the others: actions of a program that does many things. */
  readonly action?: RegExp;
  /** A word that encrypts in spite of the scheme. */
  readonly encrypting?: RegExp;
}

const PACKAGES: Program = { flags: /^(?:-i|--(?:index-url|extra-index-url|find-links|registry))$|^registry$/ };
const DIRECTORY: Program = { flags: /^-H$/, encrypting: /^-ZZ?$/ };

const PROGRAMS: ReadonlyMap<string, Program> = new Map<string, Program>([
  [
    'curl',
    {
      taking:
        /^(?:-[a-zA-Z]*[HdeAFbTxuoXUw]|--(?:header|data(?:-\w+)?|json|referer|user-agent|form(?:-string)?|cookie|proxy|preproxy|socks5(?:-hostname)?|noproxy|user|output|request|write-out|resolve|connect-to|proxy-header))$/,
    },
  ],
  ['wget', { taking: /^(?:-[OoUPe]|--(?:header|post-data|body-data|referer|user-agent|execute|output-document))$/ }],
  ['aria2c', {}],
  ['lftp', {}],
  ['svn', { action: /^(?:checkout|co|export|ls|list|switch|relocate|import)$/ }],
  ['git', { action: /^(?:clone|fetch|pull|push|ls-remote|remote|submodule)$/ }],
  ['pip', PACKAGES],
  ['pip3', PACKAGES],
  ['npm', PACKAGES],
  ['pnpm', PACKAGES],
  ['yarn', PACKAGES],
  ['helm', { action: /^(?:repo|pull|install|upgrade)$/ }],
  ['mc', { action: /^(?:alias|config)$/ }],
  ['aws', { flags: /^--endpoint(?:-url)?$/ }],
  ['vault', { flags: /^-{1,2}address$/ }],
  ['redis-cli', { flags: /^-u$/, encrypting: /^--tls$/ }],
  ['amqp-publish', { flags: /^(?:-u|--url)$/ }],
  ...['ldapsearch', 'ldapmodify', 'ldapadd', 'ldapdelete', 'ldapwhoami', 'ldappasswd'].map(
    (name): [string, Program] => [name, DIRECTORY],
  ),
]);

/** Addresses that a program of the file connects to. */
export function connectingCommands(file: FactsView): readonly { readonly shown: Shown; readonly fact: Place }[] {
  const commands = file.facts('command').map((fact) => ({ fact, found: calledBy(fact.program, fact.arguments) }));
  const calls = file.facts('call').map((fact) => ({ fact, found: startedBy(fact) }));
  return [...commands, ...calls].flatMap(({ fact, found }) => found.map((shown) => ({ shown, fact })));
}

/** A word as commands and calls have it. */
type Word = Pick<CommandArgument, 'text' | 'key' | 'value'>;

function calledBy(name: string, given: readonly Word[]): readonly Shown[] {
  const program = PROGRAMS.get(name);
  if (!program || given.some(({ text }) => program.encrypting?.test(text) === true)) return [];
  if (program.action && !given.some(({ text }) => program.action?.test(text) === true)) return [];
  return given
    .filter((each, index) => isCalled(program, each, given[index - 1]))
    .flatMap(({ value }) => textsOf(value))
    .filter(({ text }) => /^\w{2,10}:\/\//.test(text));
}

const STARTING = /^(?:node:child_process#|execa#|shelljs#|zx#|cross-spawn#)/;
const LONGEST = 4000;

/** `execSync('curl http://… | sh')` and `spawn('curl', ['http://…'])`. */
function startedBy({ callee, arguments: [program, list] }: CallFact): readonly Shown[] {
  if (!STARTING.test(callee) || !program) return [];
  if (list?.kind === 'list' && program.kind === 'known')
    return calledBy(
      withoutFolder(String(program.value)),
      list.items.map((item) => wordOf(textsOf(item)[0]?.text ?? '', item)),
    );
  return textsOf(program).flatMap(({ text, literal }) =>
    text
      .slice(0, LONGEST)
      .split(/[|;&\n]+/)
      .flatMap((command) => {
        const words = command.trim().split(/\s+/);
        const [name = '', ...given] = words[0] === 'sudo' ? words.slice(1) : words;
        return calledBy(
          withoutFolder(name),
          given.map((word) => {
            const bare = word.replace(/^["']|["']$/g, '');
            return wordOf(bare, { ...literal, value: bare });
          }),
        );
      }),
  );
}

function wordOf(text: string, value: Value): Word {
  const [, flag = '', rest] = /^(-[^\s=]{1,60})(?:=(.*))?$/.exec(text) ?? [];
  return { text, key: flag, value: rest !== undefined && value.kind === 'known' ? { ...value, value: rest } : value };
}

function withoutFolder(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}

function isCalled({ flags, taking }: Program, { key }: Word, before: Word | undefined): boolean {
  const flag = key === '' ? (before?.text ?? '') : key;
  if (flags) return flags.test(flag);
  return taking?.test(flag) !== true && (key === '' || key === '--url');
}

const PUBLISHING = /^mosquitto_(?:pub|sub|rr)$/;
const ENCRYPTING = /^(?:--(?:cafile|capath|psk|tls-use-os-certs|unix)|-p8883|8883)$/;

/** `mosquitto_pub -h host`: without certificates it speaks in the clear. */
export function plainPublishers(file: FactsView): readonly { readonly setup: Setup; readonly fact: CommandFact }[] {
  return file.facts('command').flatMap((fact) => {
    const { program, arguments: given } = fact;
    if (!PUBLISHING.test(program) || given.some(({ text, key }) => ENCRYPTING.test(text) || ENCRYPTING.test(key)))
      return [];
    const index = given.findIndex(({ text }) => /^(?:-h|--host)$/.test(text));
    const host = given[index + 1];
    if (index < 0 || !host) return [];
    const setup: Setup = {
      protocol: 'MQTT',
      hosts: [host.value],
      option: '--cafile',
      problem: 'missing',
      range: host.range,
      password: given.some(({ text }) => /^(?:-P|--pw)$/.test(text)),
    };
    return [{ setup, fact }];
  });
}
