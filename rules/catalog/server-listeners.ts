/** Ports that servers open without encryption, as their own files say: Mosquitto, Redis, RabbitMQ, Kafka. */
import type { SettingFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import { hostKind, splitPort } from './hosts.ts';

/** A port that takes connections without encryption. */
export interface OpenListener {
  readonly fact: SettingFact;
  /** What closes it or encrypts what comes in. */
  readonly secure: string;
}

/** Ports for others than this machine that are open without encryption. */
export function openListeners(file: FactsView): readonly OpenListener[] {
  return [...ofMosquitto(file), ...ofRedis(file), ...ofRabbitmq(file), ...ofKafka(file)];
}

/** A block of Mosquitto goes on up to the next one. */
const BLOCK = /^(?:listener|connection)$/;
/** What encrypts a listener. */
const ENCRYPTING = /^(?:certfile|psk_hint|psk_file)$/;

/** Settings of Mosquitto, by the listener or connection that they stand below. */
export function blocksOf(file: FactsView): readonly (readonly SettingFact[])[] {
  const blocks: SettingFact[][] = [];
  for (const fact of of(file, 'mosquitto')) {
    if (BLOCK.test(nameOf(fact))) blocks.push([fact]);
    else blocks.at(-1)?.push(fact);
  }
  return blocks;
}

function ofMosquitto(file: FactsView): readonly OpenListener[] {
  return blocksOf(file).flatMap(([head, ...rest]) => {
    if (head?.key.at(-1) !== 'listener' || rest.some((fact) => ENCRYPTING.test(nameOf(fact)))) return [];
    const [port = '', address = ''] = textOf(head).split(/\s+/);
    const bound = rest.find((fact) => nameOf(fact) === 'bind_address');
    const host = bound ? textOf(bound) : address;
    const isOpen = /^[1-9]\d*$/.test(port) && !host.startsWith('/') && isForOthers(host);
    return isOpen ? [{ fact: head, secure: 'certfile' }] : [];
  });
}

/** Without `bind` Redis answers only this machine, unless `protected-mode` is off. */
function ofRedis(file: FactsView): readonly OpenListener[] {
  const all = of(file, 'redis');
  const last = (name: string): SettingFact | undefined => all.findLast((fact) => nameOf(fact) === name);
  const [bind, port, unprotected] = [last('bind'), last('port'), last('protected-mode')];
  const isOpen = bind
    ? textOf(bind)
        .split(/\s+/)
        .some((host) => isForOthers(host.replace(/^-/, '')))
    : unprotected !== undefined && textOf(unprotected) === 'no';
  // Sentinels have ports of their own.
  if (!isOpen || (port && !/^[1-9]\d*$/.test(textOf(port))) || all.some((fact) => nameOf(fact) === 'sentinel'))
    return [];
  const fact = port ?? bind ?? unprotected;
  return fact ? [{ fact, secure: 'port 0, tls-port 6379' }] : [];
}

function ofRabbitmq(file: FactsView): readonly OpenListener[] {
  return of(file, 'rabbitmq').flatMap((fact) => {
    const value = textOf(fact);
    if (!/(?:^|\.)listeners\.tcp\.[\w-]{1,40}$/.test(fact.key.join('.'))) return [];
    const host = /^\d+$/.test(value) ? '' : splitPort(value).host;
    return value !== 'none' && isForOthers(host)
      ? [{ fact, secure: 'listeners.tcp = none, listeners.ssl.default' }]
      : [];
  });
}

const LISTENERS = /^(?:KAFKA_(?:CFG_)?)?LISTENERS$/;
const ADVERTISED = /^(?:KAFKA_(?:CFG_)?)?ADVERTISED_LISTENERS$/;
const MAP = /^(?:KAFKA_(?:CFG_)?)?LISTENER_SECURITY_PROTOCOL_MAP$/;

/** Names of listeners are free; a map says what they mean. Clients go where a broker says it is (`advertised`). */
function ofKafka(file: FactsView): readonly OpenListener[] {
  const all = file.facts('setting').filter((fact) => LISTENERS.test(variable(fact)) || ADVERTISED.test(variable(fact)));
  if (all.length === 0) return [];
  const advertised = all.filter((fact) => ADVERTISED.test(variable(fact)));
  const meanings = new Map(
    file
      .facts('setting')
      .filter((fact) => MAP.test(variable(fact)))
      .flatMap((fact) => textOf(fact).split(','))
      .map((entry): [string, string] => {
        const [name = '', protocol = ''] = entry.trim().split(':');
        return [name, protocol];
      }),
  );
  // In a container the broker is reached under the name of the container unless it says another one.
  const judged = advertised.length > 0 ? advertised : all.filter(({ format }) => format === 'properties');
  return judged.flatMap((fact) => {
    const isOpen = textOf(fact)
      .split(',')
      .some((each) => {
        const [, name = '', host = ''] = /^\s*(\w{1,60}):\/\/([^/]{0,200})$/.exec(each) ?? [];
        if (!/^(?:SASL_)?PLAINTEXT$/i.test(meanings.get(name) ?? name)) return false;
        const { host: own } = splitPort(host);
        return advertised.length > 0 ? hostKind(own) === 'other' : isForOthers(own);
      });
    return isOpen ? [{ fact, secure: 'SSL://' }] : [];
  });
}

/** As a variable would be called: `advertised.listeners` is `ADVERTISED_LISTENERS`. */
function variable({ key, format }: SettingFact): string {
  const name = format === 'properties' ? key.join('_') : (key.at(-1) ?? '');
  return name.startsWith('KAFKA_') ? name : format === 'properties' ? name.replaceAll('.', '_').toUpperCase() : '';
}

/** All addresses of a machine, or one that is not its own alone. */
function isForOthers(host: string): boolean {
  return /^(?:0\.0\.0\.0|::|\*|)$/.test(host) || !['own', 'neighbour', 'open'].includes(hostKind(host));
}

function of(file: FactsView, document: string): readonly SettingFact[] {
  return file.facts('setting').filter((fact) => fact.document === document);
}

function nameOf({ key }: SettingFact): string {
  return key.at(-1) ?? '';
}

export function textOf({ value }: SettingFact): string {
  return value.kind === 'known' ? String(value.value) : '';
}
