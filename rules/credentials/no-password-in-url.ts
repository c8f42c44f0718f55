import type { TextFact } from '../../server/model/facts.ts';
import type { Severity } from '../../server/model/finding.ts';
import { rule, type FileView, type Problem } from '../../server/model/rule.ts';
import {
  ADDRESS_TRIGGERS,
  isGeneric,
  isGenericHost,
  isLocalHost,
  isNextDoor,
  isNoPassword,
  isTrivial,
  type AddressSecret,
} from '../catalog/address-secrets.ts';
import { isExampleToken } from '../catalog/provider-tokens.ts';
import { looksRandom } from '../catalog/secret-values.ts';

type Message = 'address' | 'parameter' | 'connection' | 'storage' | 'basic';

const MESSAGES: ReadonlyMap<string, Message> = new Map([
  ['url-password', 'address'],
  ['url-parameter', 'parameter'],
  ['connection-password', 'connection'],
  ['storage-key', 'storage'],
  ['basic-credentials', 'basic'],
]);
/** Parameters that carry something harmless as often as a secret. */
const WEAK_PARAMETER = /^(?:token|secret|sig)$/i;

export const noPasswordInUrl = rule<Message>({
  id: 'credentials/no-password-in-url',
  severity: 'error',
  kinds: ['main', 'build', 'test', 'sample', 'documentation'],
  words: ADDRESS_TRIGGERS,
  fix: 'suggestion',
  text: {
    de: {
      title: 'Kennwort in einer Adresse oder Verbindungszeichenkette',
      messages: {
        address: 'Die Adresse von `{target}` enthält ein Kennwort im Klartext.',
        parameter: 'Die Adresse enthält im Parameter `{target}` ein Geheimnis im Klartext.',
        connection: 'Die Verbindungszeichenkette zu `{target}` enthält ein Kennwort im Klartext.',
        storage: 'Die Verbindungszeichenkette enthält den Zugangsschlüssel des Speicherkontos.',
        basic: 'Hinter `Basic` stehen Benutzername und Kennwort: Base64 ist keine Verschlüsselung.',
      },
      why: 'Adressen landen überall: in Protokollen, Fehlermeldungen, Prozesslisten, im Browserverlauf und bei jedem Proxy auf dem Weg. Ein Kennwort darin wird mitgeschrieben, ohne dass es jemand merkt. In der Quelltextablage kennt es außerdem jeder, der sie je kopiert hat, und alle Umgebungen benutzen dasselbe.',
      advice: {
        address:
          'Adresse ohne Benutzername und Kennwort einstellen und beides getrennt aus der Umgebung oder einem Geheimnisspeicher lesen, etwa über die Optionen `user` und `password` des Treibers. Das bisherige Kennwort ersetzen: Es gilt als bekannt.',
        parameter:
          'Das Geheimnis in einem Header oder im Rumpf der Anfrage senden und zur Laufzeit aus der Umgebung oder einem Geheimnisspeicher lesen. Das bisherige ersetzen: Es gilt als bekannt.',
        connection:
          'Die Verbindungszeichenkette ohne Kennwort ablegen und es zur Laufzeit aus der Umgebung oder einem Geheimnisspeicher ergänzen. Das bisherige Kennwort ersetzen: Es gilt als bekannt.',
        storage:
          'Den Schlüssel im Speicherkonto erneuern und die Verbindungszeichenkette aus der Umgebung lesen, besser noch eine verwaltete Identität benutzen.',
        basic:
          'Den Header zur Laufzeit aus Werten der Umgebung bilden, etwa `Buffer.from(user + ":" + password).toString("base64")`. Das bisherige Kennwort ersetzen: Es gilt als bekannt.',
      },
    },
    en: {
      title: 'Password in an address or connection string',
      messages: {
        address: 'The address of `{target}` holds a password in plain text.',
        parameter: 'The address holds a secret in plain text in its parameter `{target}`.',
        connection: 'The connection string to `{target}` holds a password in plain text.',
        storage: 'The connection string holds the access key of the storage account.',
        basic: 'User name and password stand behind `Basic`: Base64 is no encryption.',
      },
      why: 'Addresses end up everywhere: in logs, error messages, process lists, in the history of browsers and with every proxy on the way. A password in one is written down without anybody noticing. In the source repository it is also known to everybody who ever copied that, and all environments use the same one.',
      advice: {
        address:
          'Configure the address without user name and password and read both separately from the environment or a secret store, for example through the options `user` and `password` of the driver. Replace the password: it counts as known.',
        parameter:
          'Send the secret in a header or in the body of the request and read it at run time from the environment or a secret store. Replace it: it counts as known.',
        connection:
          'Keep the connection string without the password and add that at run time from the environment or a secret store. Replace the password: it counts as known.',
        storage:
          'Renew the key of the storage account and read the connection string from the environment, or better use a managed identity.',
        basic:
          'Build the header at run time from values of the environment, for example `Buffer.from(user + ":" + password).toString("base64")`. Replace the password: it counts as known.',
      },
    },
  },
  on: {
    text(fact, report, file) {
      const message = MESSAGES.get(fact.shape);
      if (!message) return;
      const secret: AddressSecret = {
        password: decoded(fact.text),
        user: fact.parts['user'] ?? '',
        host: fact.parts['host'] ?? '',
      };
      if (!isCredential(fact, message, secret, file)) return;
      const isMild = isLocalHost(secret.host) || (isTrivial(secret) && file.stage === 'local');
      const severity: Severity | undefined = isMild || isGeneric(secret) ? 'warning' : undefined;
      const problem: Problem<Message> = {
        message,
        range: fact.range,
        data: { target: targetOf(fact, message) },
        secret: true,
        group: fact.text,
        ...(severity && { severity }),
      };
      const fix = composeFix(fact, file);
      report(fix ? { ...problem, fix } : problem);
    },
  },
});

function isCredential({ parts, text }: TextFact, message: Message, secret: AddressSecret, file: FileView): boolean {
  const { password, host } = secret;
  const isProgram = file.kind === 'main' || file.kind === 'build';
  if (message === 'storage') return !isExampleToken(text);
  if (isNoPassword(password) || /^aladdin$/i.test(secret.user)) return false;
  const isWritten = isProgram && parts['comment'] !== 'yes';
  if (isGenericHost(host) || (isGeneric(secret) && (!isWritten || parts['shown'] === 'yes'))) return false;
  // A stand-in that has to be there for a build: `postgresql://user:pass@localhost:5432/dummy`.
  if (isGeneric(secret) && isLocalHost(host)) return false;
  // The database that a pipeline starts for itself.
  if (file.kind === 'build' && isTrivial(secret) && isNextDoor(host)) return false;
  if (message === 'parameter' && WEAK_PARAMETER.test(parts['name'] ?? '') && !looksRandom(password)) return false;
  // Documents, comments and tests show how it is done; only what nobody would make up for that counts.
  return (
    isWritten ||
    (!isTrivial(secret) &&
      !isLocalHost(host) &&
      isMixed(password) &&
      !/test|example|beispiel|dummy|muster|s[e3]cr[e3]t|geheim|pass/i.test(password))
  );
}

/** Letters and digits with capitals or signs among them, as people choose passwords that count. */
function isMixed(password: string): boolean {
  return (
    password.length >= 8 &&
    /\d/.test(password) &&
    /[a-z]/i.test(password) &&
    (/[^\w]/.test(password) || /[A-Z]/.test(password)) &&
    /[a-z]/.test(password)
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a reader knows the place by; never user or password. */
function targetOf({ parts }: TextFact, message: Message): string {
  if (message === 'parameter') return parts['name'] ?? '';
  const host = parts['host'] ?? '';
  return host === '' || host.includes('$') || host.includes('{') ? (parts['scheme'] ?? '') : host;
}

/** Compose knows `${NAME}`: the start fails while the variable is missing. */
function composeFix({ range, parts, shape }: TextFact, { path }: FileView): Problem['fix'] {
  if (
    shape !== 'url-password' ||
    parts['comment'] === 'yes' ||
    !/(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/.test(path)
  )
    return undefined;
  const variable = `${(parts['scheme'] ?? '').replace(/[^a-z\d]+/g, '_').toUpperCase()}_PASSWORD`;
  return {
    safety: 'suggestion',
    title: { de: `Aus der Umgebung lesen (${variable})`, en: `Read from the environment (${variable})` },
    edits: [
      { path, range, text: `\${${variable}:?}` },
      { path: '.env.example', range: { start: 0, end: 0 }, text: `${variable}=\n`, append: true },
    ],
  };
}
