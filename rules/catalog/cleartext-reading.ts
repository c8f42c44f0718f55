/** Small questions about addresses: where they stand, whether they are names, how sure they are a connection. */
import { literalPlace } from '../../server/model/ask.ts';
import type { SettingFact } from '../../server/model/facts.ts';
import type { Confidence, Fix } from '../../server/model/finding.ts';
import type { FileView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { ADDRESS_ENTRIES } from './cleartext-clients.ts';
import type { Setup } from './cleartext-setups.ts';
import { CLEARTEXT, NAMING_HOST, NAMING_PATH } from './cleartext-protocols.ts';
import { addressOf, type Address, type HostKind, type Shown } from './hosts.ts';

/** The option that demands encryption, as the first one in the record; a server without TLS is no longer served then. */
export function insertion(
  { problem, option, into: record }: Setup,
  { path }: { readonly path: string },
): { fix?: Fix } {
  if (problem !== 'strippable' || record?.kind !== 'record' || record.origin || record.range.path !== undefined)
    return {};
  const start = record.range.start + 1;
  return {
    fix: {
      safety: 'suggestion',
      title: { de: `Verschlüsselung verlangen (${option})`, en: `Demand encryption (${option})` },
      edits: [{ path, range: { start, end: start }, text: ` ${option},` }],
    },
  };
}

/** Packages whose objects describe forms, pages and texts. */
export const DESCRIBING =
  /^(?:zod|joi|@hapi\/joi|yup|valibot|react|react-\w+|vue|@angular\/(?:core|router|forms)|i18next|vue-i18n|formik|@nestjs\/swagger|class-validator|swagger-jsdoc|helmet|cors|@fastify\/cors|global#(?:console|document|JSON))/;

/** How sure an address is a connection to somebody else; undefined where it is none. */
export function rate(
  kind: HostKind,
  scheme: string,
  confidence: Confidence,
  connects: boolean,
): Confidence | undefined {
  if (kind === 'other') return confidence;
  if (kind === 'inside') return 'low';
  // The scheme alone says little of HTTP: behind it is mostly a service of the same cluster.
  if (kind === 'open') return scheme === 'http' || scheme === 'ws' ? (connects ? 'low' : undefined) : 'medium';
  return undefined;
}

/** A name of a format, or a page that people read. */
export function isNaming({ text }: Shown): boolean {
  const address = addressOf(text);
  return (
    address !== undefined &&
    (NAMING_HOST.test(address.host) ||
      NAMING_PATH.test(address.rest) ||
      (/^www\./i.test(address.host) && !/\/(?:api|ws|services?|soap|rest)\b/i.test(address.rest)) ||
      address.rest.includes('#'))
  );
}

/** Addresses in the arguments of a client, at the entries where clients expect them. */
export function addressesIn(value: Value, callee: string, depth: number): readonly Value[] {
  if (depth > 6) return [];
  switch (value.kind) {
    case 'record':
      // The issuer of SAML is a name.
      return [...value.entries].flatMap(([key, entry]) =>
        ADDRESS_ENTRIES.has(key) && !(key === 'issuer' && /saml/i.test(callee))
          ? addressesIn(entry, callee, depth + 1)
          : [],
      );
    case 'list':
      return value.items.flatMap((item) => addressesIn(item, callee, depth + 1));
    case 'either':
      return value.options.flatMap((option) => addressesIn(option, callee, depth + 1));
    case 'function':
      return addressesIn(value.returns, callee, depth + 1);
    default:
      return [value];
  }
}

export function isElsewhere({ literal }: Shown, path: string): boolean {
  return (literalPlace(literal).path ?? path) !== path;
}

export function placeKey({ literal }: Shown, path: string): string {
  const place = literalPlace(literal);
  return `${place.path ?? path}:${String(place.start)}`;
}

/** Ports that a scheme means where none is written; its encrypted version has one of its own, which needs not be written either. */
const USUAL_PORTS: ReadonlyMap<string, string> = new Map([
  ['http', '80'],
  ['ws', '80'],
  ['ldap', '389'],
  ['amqp', '5672'],
  ['mqtt', '1883'],
  ['smtp', '25'],
  ['imap', '143'],
  ['pop3', '110'],
]);
/** Schemes whose encrypted version keeps the port. */
const SAME_PORT = /^(?:redis|nats|bolt|neo4j)$/;

/** A suggestion only: the other side has to speak the encrypted version. */
export function replacement(address: Address, range: TextRange, { path, text }: FileView): { fix?: Fix } {
  const { scheme, port } = address;
  const protocol = CLEARTEXT.get(scheme);
  const isUsual = USUAL_PORTS.get(scheme) === port;
  if (protocol?.replaceable === undefined || (port !== '' && !isUsual && !SAME_PORT.test(scheme))) return {};
  const written = text.slice(range.start, range.end);
  const index = written.toLowerCase().indexOf(`${scheme}://`);
  const behind = isUsual ? written.indexOf(`:${port}`, index + scheme.length + 1) : -1;
  if (index < 0 || (isUsual && (behind < 0 || /^\d/.test(written.slice(behind + 1 + port.length))))) return {};
  const start = range.start + index;
  const edits = [{ path, range: { start, end: start + scheme.length }, text: protocol.secure }];
  if (isUsual)
    edits.push({
      path,
      range: { start: range.start + behind, end: range.start + behind + 1 + port.length },
      text: '',
    });
  return {
    fix: {
      safety: 'suggestion',
      title: {
        de: `Verschlüsselt verbinden (${protocol.secure})`,
        en: `Connect with encryption (${protocol.secure})`,
      },
      edits,
    },
  };
}

/**
 * In XML the outer elements say what kind of file it is, and little of an address: `camelContext`, `profile`; in Terraform
 * they name the resource: `github_repository_webhook`.
 */
export function namesOf({ format, key }: SettingFact): readonly string[] {
  if (format === 'hcl' && /^(?:resource|data)$/.test(key[0] ?? '')) return key.slice(3);
  return format === 'xml' ? key.slice(1).slice(-3) : key;
}
