/** Clients of mail, which ask for encryption only where the server offers it unless they are told to demand it. */
import { entryOf, isAlways, isSometimes } from '../../server/model/ask.ts';
import type { Value } from '../../server/model/value.ts';
import { rangeOf, type Setup } from './cleartext-setups.ts';

/** The module of NestJS: options, or a factory that gives them. */
export function mailer(options: Value): Setup | undefined {
  const factory = entryOf(options, 'useFactory');
  return mail(entryOf(factory.kind === 'function' ? factory.returns : options, 'transport'));
}

/** Nodemailer asks for STARTTLS only where the server offers it, unless `requireTLS` is set. */
export function mail(options: Value): Setup | undefined {
  if (options.kind !== 'record') return undefined;
  const entry = (name: string): Value => entryOf(options, name);
  if (
    ['service', 'jsonTransport', 'streamTransport', 'sendmail', 'SES', 'url'].some((name) => options.entries.has(name))
  )
    return undefined;
  const setup = {
    protocol: 'SMTP',
    hosts: [entry('host')],
    option: 'requireTLS: true',
    into: options,
    password: options.entries.has('auth'),
  };
  if (isAlways(entry('requireTLS'), true) || isAlways(entry('secure'), true)) return undefined;
  const { kind } = entry('secure');
  for (const name of ['ignoreTLS', 'opportunisticTLS']) {
    if (isAlways(entry(name), true))
      return { ...setup, problem: 'off', name: `${name}: true`, ...rangeOf(entry(name)) };
  }
  if (entry('requireTLS').kind !== 'absent' && !isAlways(entry('requireTLS'), false)) return undefined;
  if (isSometimes(entry('port'), 465, '465', 1025, '1025')) return undefined;
  const isOff = kind === 'absent' || isAlways(entry('secure'), false);
  return isOff ? { ...setup, problem: 'strippable' } : undefined;
}

export function imapFlow(options: Value): Setup | undefined {
  if (options.kind !== 'record') return undefined;
  const [secure, upgrade] = [entryOf(options, 'secure'), entryOf(options, 'doSTARTTLS')];
  const setup = {
    protocol: 'IMAP',
    hosts: [entryOf(options, 'host')],
    option: 'doSTARTTLS: true',
    password: true,
    into: options,
  };
  if (isAlways(secure, true) || isAlways(upgrade, true) || isSometimes(entryOf(options, 'port'), 993)) return undefined;
  if (isAlways(upgrade, false)) return { ...setup, problem: 'off', name: 'doSTARTTLS: false', ...rangeOf(upgrade) };
  const isOpen = (value: Value): boolean => value.kind !== 'absent' && !isAlways(value, false);
  return isOpen(secure) || isOpen(upgrade) ? undefined : { ...setup, problem: 'strippable' };
}
