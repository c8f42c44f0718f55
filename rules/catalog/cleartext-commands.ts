/** Programs that connect to the address among their words, in scripts, images, pipelines and package scripts. */
import type { CommandArgument, CommandFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
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
export function connectingCommands(file: FactsView): readonly { readonly shown: Shown; readonly fact: CommandFact }[] {
  return file.facts('command').flatMap((fact) => {
    const program = PROGRAMS.get(fact.program);
    const { arguments: given } = fact;
    if (!program || given.some(({ text }) => program.encrypting?.test(text) === true)) return [];
    if (program.action && !given.some(({ text }) => program.action?.test(text) === true)) return [];
    return given
      .filter((each, index) => isCalled(program, each, given[index - 1]))
      .flatMap(({ value }) => textsOf(value))
      .filter(({ text }) => /^\w{2,10}:\/\//.test(text))
      .map((shown) => ({ shown, fact }));
  });
}

function isCalled({ flags, taking }: Program, { key }: CommandArgument, before: CommandArgument | undefined): boolean {
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
