/** Passwords among the words of a command that a reader has taken apart: `mysql -p…`, `docker run -e PASSWORD=…`. */
import type { CallFact, CommandArgument, CommandFact } from '../../server/model/facts.ts';
import { ABSENT, type KnownValue } from '../../server/model/value.ts';
import { PROMISING } from './assigned-secrets.ts';
import { AUTHORIZATION, secretStrength } from './secret-names.ts';
import { looksRandom } from './secret-values.ts';
import { programStarted } from './started-programs.ts';

type KnownText = KnownValue & { readonly value: string };

export interface GivenSecret {
  /** The program that takes it, or the variable or option that it is given to. */
  readonly name: string;
  readonly value: KnownText;
  /** `command`: the program's own option for a password. `assigned`: a name that promises a secret. */
  readonly way: 'command' | 'assigned';
}

interface PasswordOption {
  readonly program: RegExp;
  /** Words that have to stand first: `docker login`. */
  readonly action?: RegExp;
  /** `-p x`, `-p=x`, `-px` */
  readonly options?: readonly string[];
  /** Only what is written at once counts: `mysql -p` alone asks for the password. */
  readonly isAttached?: true;
  /** The part of the value that is the secret, as its group. */
  readonly part?: RegExp;
  /** Counted from 0 among the words without flags. */
  readonly position?: number;
}

/** From the manuals of the programs. */
const PASSWORD_OPTIONS: readonly PasswordOption[] = [
  { program: /^sshpass$/, options: ['-p'] },
  { program: /^lftp$/, options: ['-u', '--user'], part: /^[^,]{1,60},(.+)$/s },
  { program: /^curl$/, options: ['-u', '--user', '--proxy-user', '-U'], part: /^[^:]{1,60}:(.+)$/s },
  { program: /^(?:docker|podman|oc|buildah|skopeo|nerdctl)$/, action: /^login$/, options: ['-p', '--password'] },
  { program: /^helm$/, action: /^(?:registry|repo)$/, options: ['-p', '--password'] },
  { program: /^az$/, action: /^(?:acr|login)$/, options: ['-p', '--password'] },
  { program: /^(?:mysql|mariadb)(?:dump|admin|-dump|-admin|import|check)?$/, options: ['-p'], isAttached: true },
  { program: /^7z[ar]?$/, options: ['-p'], isAttached: true },
  { program: /^zip$/, options: ['-P', '--password'] },
  { program: /^ldap(?:search|modify|add|delete|whoami|passwd|modrdn|compare)$/, options: ['-w'] },
  { program: /^keytool$/, options: ['-storepass', '-keypass', '-srcstorepass', '-deststorepass', '-srckeypass'] },
  { program: /^redis-cli$/, options: ['-a', '--pass'] },
  { program: /^mongo(?:sh|dump|restore|import|export)?$/, options: ['-p', '--password'] },
  { program: /^(?:kcadm|kcreg)(?:\.sh|\.bat)?$/, options: ['-p', '--password', '--new-password', '--secret'] },
  { program: /^openssl$/, part: /^pass:(.+)$/s },
  { program: /^vault$/, action: /^server$/, options: ['-dev-root-token-id'] },
  { program: /^snmp(?:get|set|walk|bulkwalk|table|trap|inform)$/, options: ['-c', '-A', '-X'] },
  { program: /^rabbitmqctl$/, action: /^(?:add_user|change_password)$/, position: 2 },
];

/** Programs that only print, compare or change texts, or ask for a value. */
const WITHOUT_EFFECT =
  /^(?:echo|printf|cat|grep|egrep|rg|sed|awk|gawk|test|\[|\[\[|read|sh|bash|log|logger|info|warn|error|die|fail|usage|find|tr|cut|jq|yq)$/;

/** `--admin-password`, `-Dspring.datasource.password`; not `--disabled-password`, which is a switch. */
const OPTION =
  /^(?:--(?!(?:disabled?|no|without|ask|prompt|generate|show|skip|read)-)|-D)((?:[a-z\d]{1,30}[.-]{1,2}){0,10}(?:password|passwd|passphrase|secret|api-?key|requirepass|masterauth|[a-zA-Z]{0,20}Password))$/;
/** `--api-token f8Kq…`, `--accessKey`: the value has to look like one, too. */
const OTHER_OPTION = /^(?:--?|-D)([A-Za-z][\w.-]{2,60})$/;
/** What stands behind `-H`: a name and a value, with the scheme of `Authorization` between them. */
const HEADER =
  /^([A-Za-z][\w-]{1,60}):[ \t]{0,4}(?:(?:Bearer|Token|ApiKey|Api-Key|Key|GenieKey)[ \t]{1,4})?([^\s<>{}]{8,400})$/i;
const VARIABLE = /^[A-Za-z_][\w.-]*$/;
/** Programs that ask for the password unless it is written at once: what stands behind is a database. */
const ASKING = /^(?:mysql|mariadb|psql$|pg_|createdb$|dropdb$|createuser$|vacuumdb$)/;
/** What such a program is started with is invented for tests. */
const TEST_RUNNER =
  /^(?:nyc|c8|mocha|jest|vitest|ava|tap|jasmine|karma|cypress|playwright|wdio|newman|nightwatch|testcafe|k6|artillery)$/;
/** Options whose value is a name and a value itself. */
const PAIRING = /^(?:--from-literal|--env|--build-arg|--set|--set-string|-e)$/;

/** All secrets of a command, none at the same place twice. */
export function secretsGiven(fact: CommandFact): readonly GivenSecret[] {
  const { program } = fact;
  const own = PASSWORD_OPTIONS.filter((row) => row.program.test(program)).flatMap((row) => ofOption(row, fact));
  const places = new Set(own.map(({ value }) => value.range.start));
  if (fact.isStarted || WITHOUT_EFFECT.test(program) || runsTests(fact)) return own;
  return [...own, ...assigned(fact).filter(({ value }) => !places.has(value.range.start))];
}

/** `A=b nyc mocha`, `cross-env A=b npx jest` */
function runsTests({ program, arguments: given }: CommandFact): boolean {
  const words = given.filter(({ key }) => key === '').map(({ text: word }) => word);
  return [program, ...words.slice(0, 2)].some((word) => TEST_RUNNER.test(word));
}

function ofOption(
  row: PasswordOption,
  { program, arguments: given }: Pick<CommandFact, 'program' | 'arguments'>,
): GivenSecret[] {
  const plain = given.filter(({ key }) => !key.startsWith('-'));
  if (row.action && !row.action.test(plain[0]?.text ?? '')) return [];
  const name = row.action ? `${program} ${plain[0]?.text ?? ''}` : program;
  const values =
    row.position !== undefined
      ? [plainText(plain[row.position])]
      : row.options
        ? given.flatMap((argument, index) =>
            // `-storepass` is a word of its own, not `-s` with its value.
            row.options?.includes(argument.text) === true
              ? [row.isAttached ? undefined : plainText(given[index + 1])]
              : row.options?.includes(argument.key) === true
                ? [text(argument)]
                : [],
          )
        : given.map(plainText);
  return values
    .map((value) => value && partOf(value, row.part))
    .filter((value) => value !== undefined)
    .map((value) => ({ name, value, way: 'command' }));
}

/** `spawn('sshpass', ['-p', '…'])`: the words of a program that a call starts. */
export function secretsStarted(call: CallFact): readonly GivenSecret[] {
  const [, list] = call.arguments;
  const started = list?.kind === 'list' ? programStarted(call) : undefined;
  if (!started || list?.kind !== 'list') return [];
  const given = list.items.map((value): CommandArgument => {
    const word = value.kind === 'known' ? String(value.value) : '';
    const [, attached, behind] = /^(-[A-Za-z])([^=].*)$/s.exec(word) ?? /^(--[\w-]+)=(.+)$/s.exec(word) ?? [];
    const range = value.range ?? call.range;
    return attached === undefined || behind === undefined || value.kind !== 'known'
      ? {
          text: word,
          range,
          key: word.startsWith('-') ? word : '',
          value: word === '' || !word.startsWith('-') ? value : ABSENT,
        }
      : { text: word, range, key: attached, value: { ...value, value: behind } };
  });
  return PASSWORD_OPTIONS.filter((row) => row.program.test(started.program)).flatMap((row) =>
    ofOption(row, { program: started.program, arguments: given }),
  );
}

/** Names that promise a secret: options, variables, `-e NAME=value`. */
function assigned({ program, arguments: given }: CommandFact): GivenSecret[] {
  return given.flatMap((argument, index): GivenSecret[] => {
    const { key } = argument;
    if (key === '') return [];
    if (PAIRING.test(key)) {
      const value = text(argument);
      const [, name = ''] = /^([A-Za-z_][\w.-]*)=./.exec(value?.value ?? '') ?? [];
      const rest = value && partOf(value, /^[A-Za-z_][\w.-]*=(.+)$/s);
      return rest && isPromising(name) ? [{ name, value: rest, way: 'assigned' }] : [];
    }
    if (key === '-H' || key === '--header') return inHeader(argument, given[index + 1]);
    const option = OPTION.exec(key)?.[1];
    if (option === undefined && !(VARIABLE.test(key) && isPromising(key)))
      return ofOtherOption(argument, given[index + 1]);
    if (argument.value.kind === 'absent' && ASKING.test(program)) return [];
    const value = argument.value.kind === 'absent' ? plainText(given[index + 1]) : text(argument);
    // `--password PASSWORD`: what stands in a manual.
    if (!value || value.value.length < 4 || (option !== undefined && /^[A-Z_]+$/.test(value.value))) return [];
    // `docker build --secret id=npmrc,src=.npmrc`: where it lies.
    if (/^(?:id|type|src|source|env|target)=/.test(value.value)) return [];
    return [{ name: option ?? key, value, way: 'assigned' }];
  });
}

function isPromising(name: string): boolean {
  return PROMISING.test(name) || secretStrength(name) !== undefined;
}

function ofOtherOption(argument: CommandArgument, next: CommandArgument | undefined): GivenSecret[] {
  const name = OTHER_OPTION.exec(argument.key)?.[1];
  if (name === undefined || secretStrength(name) === undefined) return [];
  const value = argument.value.kind === 'absent' ? plainText(next) : text(argument);
  return value && looksRandom(value.value) ? [{ name, value, way: 'assigned' }] : [];
}

/** `curl -H 'X-Api-Key: …'` */
function inHeader(argument: CommandArgument, next: CommandArgument | undefined): GivenSecret[] {
  const value = argument.value.kind === 'absent' ? plainText(next) : text(argument);
  const [, name = '', secret = ''] = HEADER.exec(value?.value ?? '') ?? [];
  const isSecret = AUTHORIZATION.test(name) || secretStrength(name) !== undefined;
  if (!value || !isSecret) return [];
  const range = { ...value.range, start: Math.max(value.range.start, value.range.end - secret.length) };
  return [{ name, value: { ...value, value: secret, range }, way: 'assigned' }];
}

function text({ value }: CommandArgument): KnownText | undefined {
  return value.kind === 'known' && typeof value.value === 'string' ? { ...value, value: value.value } : undefined;
}

/** A word that is no flag, with everything in it. */
function plainText(argument: CommandArgument | undefined): KnownText | undefined {
  if (!argument || argument.key.startsWith('-')) return undefined;
  const { value, range, text: whole } = argument;
  return value.kind === 'known' ? { kind: 'known', value: whole, range } : undefined;
}

/** The part of a text that a pattern takes out, with its place: it stands at the end. */
function partOf(value: KnownText, part: RegExp | undefined): KnownText | undefined {
  if (!part) return value;
  const found = part.exec(value.value)?.[1];
  if (found === undefined) return undefined;
  return {
    ...value,
    value: found,
    range: { ...value.range, start: Math.max(value.range.start, value.range.end - found.length) },
  };
}
