/** Programs that are told which versions of TLS they may speak. */
import { knownTexts } from '../../server/model/ask.ts';
import type { CallFact, CommandFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { versionSetting, versionSwitches } from './tls-version-settings.ts';
import type { TlsVersion } from './tls-versions.ts';

/** Flags of programs that ask for an outdated version, or admit it. */
const FLAGS: ReadonlyMap<string, readonly (readonly [RegExp, TlsVersion])[]> = new Map([
  [
    'curl',
    [
      [/^--tlsv1\.0$/, 'TLS 1.0'],
      [/^--tlsv1\.1$/, 'TLS 1.1'],
      [/^(?:--sslv2|-2)$/, 'SSL 2.0'],
      [/^(?:--sslv3|-3)$/, 'SSL 3.0'],
    ],
  ],
  [
    'openssl',
    [
      [/^-tls1$/, 'TLS 1.0'],
      [/^-tls1_1$/, 'TLS 1.1'],
      [/^-ssl2$/, 'SSL 2.0'],
      [/^-ssl3$/, 'SSL 3.0'],
    ],
  ],
]);

/** The version that a word of the program asks for. */
function flagVersion(program: string, word: string): TlsVersion | undefined {
  return FLAGS.get(program)?.find(([pattern]) => pattern.test(word))?.[1];
}

/** A word of a command that admits outdated versions. */
interface CommandSwitch {
  readonly name: string;
  readonly outdated: readonly TlsVersion[];
  readonly range: TextRange;
  readonly severity?: 'information';
}

const PRINTING = /^(?:echo|printf|grep|sed)$/;

export function switchesOfCommand({ program, arguments: given, isStarted }: CommandFact): readonly CommandSwitch[] {
  if (isStarted || PRINTING.test(program)) return [];
  return given.flatMap(({ text, range, key, value }, index): readonly CommandSwitch[] => {
    const flag = flagVersion(program, text);
    // A look at what a server answers weakens nothing.
    if (flag)
      return [
        {
          name: `${program} ${text}`,
          outdated: [flag],
          range,
          ...(program === 'openssl' && { severity: 'information' as const }),
        },
      ];
    const switches = versionSwitches(text);
    if (switches.length > 0 || key === '') return switches.map((found) => ({ ...found, range }));
    const set = (value.kind === 'absent' && key.startsWith('-') ? given[index + 1]?.value : value) ?? value;
    const setting = versionSetting([key, key], knownTexts(set)[0]?.value ?? '');
    return setting && setting.outdated.length > 0 && set.range
      ? [{ name: key, outdated: setting.outdated, range: set.range }]
      : [];
  });
}

const STARTING = /^(?:node:child_process#|node:cluster#|execa#)/;

/** What a call hands over to a program that it starts: `spawn('node', ['--tls-min-v1.0', …])`. */
export function startedWords({ callee, arguments: given }: CallFact): readonly Value[] {
  return STARTING.test(callee) ? given.flatMap((each) => (each.kind === 'list' ? each.items : [each])) : [];
}
