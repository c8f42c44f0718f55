/** Clients of SSH: where they are set up, whether they look at the key of the server, and which algorithms they take. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { CallFact, NamedValueFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { byCallee } from './by-callee.ts';

/** Where the options stand, and the way to them. */
const CLIENTS = byCallee<{ readonly index: number }>([
  [/^ssh2#(?:default\.)?Client\(\)\.(?:\w+\(\)\.)*connect$/, { index: 0 }],
  [/^ssh2-sftp-client#(?:default)?\(\)\.(?:\w+\(\)\.)*connect$/, { index: 0 }],
  [/^node-ssh#(?:default|NodeSSH)\(\)\.connect$/, { index: 0 }],
  [/^ssh2-promise#(?:default|SSH2Promise)$/, { index: 0 }],
  [/^tunnel-ssh#createTunnel$/, { index: 2 }],
]);

/** The options of a call that connects by SSH; undefined for other calls. */
export function sshOptions(call: CallFact): Value | undefined {
  const client = CLIENTS(call.callee);
  return client && (call.arguments[client.index] ?? ABSENT);
}

/** `algorithms.kex[0]` and the like of one client. */
export interface Choice {
  readonly path: string;
  readonly value: Value;
  readonly kind: string;
}

const KINDS = ['kex', 'cipher', 'serverHostKey', 'hmac', 'ciphers', 'mac', 'macs'] as const;

/** Names of algorithms that a file lists for a client; what stands below `remove` is taken out of the defaults. */
export function choicesIn(file: FactsView): readonly Choice[] {
  return [
    ...file.facts('call').flatMap((call) => choicesOfCall(call)),
    ...file.facts('named-value').flatMap((fact) => choiceOfName(fact)),
  ];
}

function choicesOfCall(call: CallFact): readonly Choice[] {
  const algorithms = entryOf(sshOptions(call) ?? ABSENT, 'algorithms');
  return KINDS.flatMap((kind) => {
    const list = entryOf(algorithms, kind);
    const lists = list.kind === 'record' ? ['append', 'prepend'].map((edit) => entryOf(list, edit)) : [list];
    return lists
      .flatMap((each) => (each.kind === 'list' ? each.items : [each]))
      .map((value) => ({ path: call.path, value, kind }));
  });
}

function choiceOfName({ names, value, path }: NamedValueFact): readonly Choice[] {
  const plain = names.filter((name) => !/^\d+$/.test(name));
  if (plain.includes('remove')) return [];
  const kind = plain.find((name, index) => KINDS.some((each) => each === name) && plain[index - 1] === 'algorithms');
  return kind === undefined ? [] : [{ path, value, kind }];
}

/** True where nothing that the client knows can make it refuse a server. */
export function isBlind(verifier: Value, accepting: ReadonlySet<number>): boolean {
  if (verifier.kind !== 'function') return false;
  return isAlways(verifier.returns, true) || accepting.has((verifier.origin?.range ?? verifier.range).start);
}
