import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { CallFact, SettingFact } from '../../server/model/facts.ts';
import type { Confidence } from '../../server/model/finding.ts';
import { rule, type FactsView, type Problem } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { fold } from '../../server/model/words.ts';
import { isFromOutside } from '../catalog/hosts.ts';
import { deployedValues, withDeployed, type DeployedValues } from '../catalog/deployed-values.ts';
import { addressOf, hostKind, splitPort, textsOf, UNSEEN } from '../catalog/hosts.ts';
import { isBlind, sshOptions } from '../catalog/ssh-clients.ts';
import { optionTexts, partOf, type OptionText } from '../catalog/ssh-commands.ts';

type Message = 'missing' | 'blind' | 'option' | 'setting';
type ProjectProblem = Problem<Message> & { readonly path: string };

export const noUnverifiedSshHost = rule<Message>({
  id: 'encryption/no-unverified-ssh-host',
  severity: 'error',
  words: [
    /['"](?:ssh2|ssh2-sftp-client|node-ssh|ssh2-promise|tunnel-ssh)['"]/,
    'hostVerifier',
    /strict[-_]?host[-_]?key[-_]?checking/,
    'KnownHostsFile',
    /host_key_checking/,
    /insecure[-_]?ignore[-_]?host[-_]?key/,
    /allow[-_]?unknown[-_]?(?:keys|hosts)/,
  ],
  text: {
    de: {
      title: 'Schlüssel des SSH-Servers wird nicht geprüft',
      messages: {
        missing: 'Die SSH-Verbindung zu `{host}` nimmt jeden Schlüssel an, solange `hostVerifier` fehlt.',
        blind: '`{name}` nimmt jeden Schlüssel an; niemand weiß, wer am anderen Ende ist.',
        option: '`{name}` schaltet die Prüfung des Serverschlüssels ab.',
        setting: 'Die Einstellung `{name}` schaltet die Prüfung des Serverschlüssels ab.',
      },
      why: 'SSH und SFTP haben keine Zertifizierungsstelle: Nur der Vergleich mit dem bekannten Schlüssel zeigt, dass am anderen Ende die Stadtkasse oder das Rechenzentrum sitzt. Ohne ihn kann sich jeder dazwischensetzen, das Kennwort und alle Dateien mitlesen und eigene unterschieben. Viele Bibliotheken vergleichen nicht von sich aus.',
      advice: {
        missing:
          '`hostVerifier` angeben und den Schlüssel (oder dessen SHA-256) mit dem aus der Konfiguration vergleichen.',
        blind:
          'Den Schlüssel (oder dessen SHA-256) mit dem aus der Konfiguration vergleichen und sonst `false` zurückgeben.',
        option:
          'Die Option streichen und den Schlüssel des Servers vorab in `known_hosts` ablegen, zum Beispiel aus einer Variable der Pipeline.',
        setting: 'Die Prüfung einschalten und den Schlüssel des Servers vorab in `known_hosts` ablegen.',
      },
    },
    en: {
      title: 'Key of the SSH server is not verified',
      messages: {
        missing: 'The SSH connection to `{host}` accepts any key as long as `hostVerifier` is missing.',
        blind: '`{name}` accepts any key; nobody knows who is at the other end.',
        option: '`{name}` switches off the verification of the key of the server.',
        setting: 'The setting `{name}` switches off the verification of the key of the server.',
      },
      why: "SSH and SFTP have no certification authority: only the comparison with the known key shows that the town's treasury or the data centre is at the other end. Without it anybody can get in between, read the password and all files and slip in others. Many libraries do not compare of their own accord.",
      advice: {
        missing: 'Give `hostVerifier` and compare the key (or its SHA-256) with the one from the configuration.',
        blind: 'Compare the key (or its SHA-256) with the one from the configuration and return `false` otherwise.',
        option:
          'Remove the option and put the key of the server into `known_hosts` beforehand, for example from a variable of the pipeline.',
        setting: 'Switch verification on and put the key of the server into `known_hosts` beforehand.',
      },
    },
  },
  project(project, report) {
    const deployed = deployedValues(project);
    for (const call of project.gather(openClients)) {
      const problem = missing(call, deployed);
      if (problem) report(problem);
    }
    for (const problem of project.gather(written)) report(problem);
  },
});

/** Clients whose options are all seen and name no verifier. */
function openClients(file: FactsView): readonly CallFact[] {
  if (file.stage === 'local') return [];
  return file.facts('call').filter((call) => {
    const options = sshOptions(call);
    return options?.kind === 'record' && entryOf(options, 'hostVerifier').kind === 'absent';
  });
}

function missing(call: CallFact, deployed: DeployedValues): ProjectProblem | undefined {
  const options = sshOptions(call);
  const host = options?.kind === 'record' ? options.entries.get('host') : undefined;
  if (!host) return undefined;
  const kinds = textsOf(withDeployed(host, deployed)).map(({ text, variable }) => {
    const name = addressOf(text)?.host ?? splitPort(text).host;
    return { name, kind: hostKind(name), variable };
  });
  const other =
    kinds.find(({ kind }) => kind === 'other') ?? kinds.find(({ kind }) => kind === 'inside' || kind === 'neighbour');
  if (!other && !(isFromOutside(host) && kinds.every(({ kind }) => kind === 'open'))) return undefined;
  const confidence: Confidence = other?.kind === 'other' && other.variable === undefined ? 'high' : 'medium';
  return {
    message: 'missing',
    path: call.path,
    range: methodOf(call),
    data: { host: other?.name ?? UNSEEN },
    confidence,
  };
}

/** The last word of a chain. */
function methodOf({ callee, calleeRange }: CallFact): TextRange {
  return callee.endsWith('.connect')
    ? { start: calleeRange.end - 'connect'.length, end: calleeRange.end }
    : calleeRange;
}

function written(file: FactsView): readonly ProjectProblem[] {
  const milder = file.stage === 'local' ? { severity: 'warning' as const } : {};
  return [...blindVerifiers(file), ...settingsOf(file), ...optionTexts(file).flatMap((text) => optionIn(text))].map(
    (problem) => ({
      ...problem,
      ...milder,
    }),
  );
}

/** Calls that answer `true` to what they were handed, by the start of their function. */
function accepting(file: FactsView): ReadonlySet<number> {
  const refusing = new Set(file.facts('comparison').map(({ within }) => within));
  return new Set(
    file
      .facts('call')
      .filter(
        ({ callee, branch, within }) => callee === 'handed#(true)' && branch.length === 0 && !refusing.has(within),
      )
      .flatMap(({ within }) => within ?? []),
  );
}

function blindVerifiers(file: FactsView): readonly ProjectProblem[] {
  const yes = accepting(file);
  const verifiers = [
    ...file.facts('named-value').flatMap(({ names, value }) => (names.at(-1) === 'hostVerifier' ? [value] : [])),
    ...file.facts('call').flatMap((call) => {
      const options = sshOptions(call);
      return options ? [entryOf(options, 'hostVerifier')] : [];
    }),
  ];
  return verifiers
    .filter((value) => isBlind(value, yes))
    .map(({ range = { start: 0, end: 0 }, origin }) => ({
      message: 'blind' as const,
      path: file.path,
      range,
      data: { name: 'hostVerifier' },
      same: `${origin?.path ?? file.path} ${String((origin?.range ?? range).start)}`,
    }));
}

const NO = /^(?:no|off|false|0)$/i;
const YES = /^(?:yes|on|true|1)$/i;

/** Settings by name without case and separators, with the values that switch the check off. */
const SETTINGS: readonly (readonly [RegExp, RegExp])[] = [
  [/stricthostkeychecking$/, NO],
  [/(?:^|ansible)hostkeychecking$/, NO],
  [/insecureignorehostkey$/, YES],
  [/^(?:sftp|ssh)?allowunknown(?:keys|hosts)$/, YES],
];

function settingsOf(file: FactsView): readonly ProjectProblem[] {
  const all = file.facts('setting');
  return all.flatMap((fact) => settingIn(fact, all));
}

function settingIn(
  { key, value, path, keyRange }: SettingFact,
  all: readonly SettingFact[],
): readonly ProjectProblem[] {
  if (value.kind !== 'known') return [];
  const name = key.at(-1) ?? '';
  const plain = fold(name.slice(name.lastIndexOf('.') + 1)).replace(/[^a-z]/g, '');
  const isNowhere = plain === 'userknownhostsfile' && /^\/dev\/null$/.test(String(value.value));
  const bad = SETTINGS.find(([known]) => known.test(plain))?.[1];
  if (bad?.test(String(value.value)) !== true && !isNowhere) return [];
  // The other option says it already.
  if (
    isNowhere &&
    all.some((other) => /^stricthostkeychecking$/i.test(other.key.at(-1) ?? '') && isAlways(other.value, 'no', 'off'))
  )
    return [];
  // `Host localhost`: what comes before the next host holds for this one.
  const host = all.findLast((other) => /^host$/i.test(other.key.at(-1) ?? '') && other.keyRange.start < keyRange.start);
  if (host && isForNeighbours(textsOf(host.value).map(({ text }) => text))) return [];
  return [{ message: 'setting', path, range: value.range, data: { name: `${name} ${String(value.value)}` } }];
}

function isForNeighbours(hosts: readonly string[]): boolean {
  return hosts.length > 0 && hosts.every((host) => host.split(/\s+/).every((each) => hostKind(each) === 'own'));
}

const OPTION =
  /(?:\b|-o|\\[nt])(StrictHostKeyChecking)(?:=|[ \t]{1,4})["']?(no|off)\b|(?:\b|-o)(?:User|Global)KnownHostsFile(?:=|[ \t]{1,4})["']?(\/dev\/null)\b|\bANSIBLE_HOST_KEY_CHECKING=["']?(?:False|0|no)\b/gi;
/** What is printed counts where it is a line of a configuration file. */
const PRINTED = /(?:^|\\n|\n|["'])(?:\\t|[ \t])*StrictHostKeyChecking[ \t=]{1,4}no\b/i;
const OWN_HOST = /(?:^|[\s@"'])(?:localhost|127\.0\.0\.1|\[?::1\]?)(?=$|[\s:"'])/;

/** The first option of a command that switches the check off. */
function optionIn(text: OptionText): readonly ProjectProblem[] {
  if (text.printed && !PRINTED.test(text.text)) return [];
  if (OWN_HOST.test(text.around)) return [];
  const matches = [...text.text.matchAll(OPTION)];
  // One of the two options says it.
  const match = matches.find(([, strict]) => strict !== undefined) ?? matches[0];
  if (!match) return [];
  const isNowhere = match[3] !== undefined;
  if (isNowhere && /StrictHostKeyChecking[= \t]{1,4}["']?(?:no|off|yes)\b/i.test(text.around)) return [];
  const [written] = match;
  const name = written.replace(/^-o|^\\[nt]/, '');
  const range = partOf(text, match.index + written.length - name.length, name.length);
  return [{ message: 'option', path: text.path, range, data: { name }, same: `${text.path} ${String(range.start)}` }];
}
