/** Settings that allow connections without encryption. Keys are compared without case and separators. */
import { wordsOf } from '../../server/model/words.ts';

const CLEARTEXT_SETTINGS: ReadonlyMap<string, RegExp> = new Map([
  // Keycloak realms and adapters: `none` answers HTTP from everywhere.
  ['sslrequired', /^none$/i],
  // Keycloak's server answers HTTP from everywhere.
  ['kchostnamestricthttps', /^(?:false|0|off|no)$/i],
  ['hostnamestricthttps', /^(?:false|0|off|no)$/i],
  // Servlets
  ['transportguarantee', /^none$/i],
  // OpenShift routes: the same pages without TLS.
  ['insecureedgeterminationpolicy', /^allow$/i],
  // Kafka clients
  ['securityprotocol', /^(?:sasl_)?plaintext$/i],
  ['kafkasecurityprotocol', /^(?:sasl_)?plaintext$/i],
  ['kafkassl', /^(?:false|0|off|no)$/i],
  // Mail
  ['ignoretls', /^(?:true|1|yes|on)$/i],
  ['smtpignoretls', /^(?:true|1|yes|on)$/i],
  ['mailignoretls', /^(?:true|1|yes|on)$/i],
  ['gfsmtpstarttlspolicy', /^nostarttls$/i],
  ['smtprequiretls', /^(?:false|0|off|no)$/i],
  ['mailrequiretls', /^(?:false|0|off|no)$/i],
  // Postfix: `may` at least takes encryption where it is offered.
  ['smtptlssecuritylevel', /^none$/i],
  ['smtpdtlssecuritylevel', /^none$/i],
  ['smtpusetls', /^no$/i],
  ['mailerstarttls', /^(?:optional|disabled)$/i],
  // Spring Cloud Vault
  ['vaultscheme', /^http$/i],
  // Vault, Elasticsearch
  ['tlsdisable', /^(?:true|1)$/i],
  ['xpacksecurityhttpsslenabled', /^false$/i],
  ['xpacksecuritytransportsslenabled', /^false$/i],
  // MongoDB
  ['nettlsmode', /^(?:disabled|allowTLS|preferTLS)$/i],
  // Meshes of services
  ['mtlsmode', /^disable$/i],
  // Object storage
  ['usessl', /^(?:false|0|off|no)$/i],
  ['miniousessl', /^(?:false|0|off|no)$/i],
  ['s3usessl', /^(?:false|0|off|no)$/i],
  ['s3ssl', /^(?:false|0|off|no)$/i],
  ['otelexporterotlpinsecure', /^(?:true|1|yes|on)$/i],
  // Providers in Terraform and CloudFormation: what they answer and fetch without encryption
  ['viewerprotocolpolicy', /^allow-all$/i],
  ['originprotocolpolicy', /^http-only$/i],
  ['enforcehttps', /^(?:false|off|no|0)$/i],
  ['httpsonly', /^(?:false|off|no|0)$/i],
  ['ishttpallowed', /^true$/i],
  ['alwaysusehttps', /^off$/i],
  ['settingsssl', /^flexible$/i],
  ['lbprotocol', /^http$/i],
  ['clientbroker', /^(?:TLS_)?PLAINTEXT$/],
  ['encryptionintransitincluster', /^false$/i],
  ['nodetonodeencryptionenabled', /^false$/i],
  ['nodetonodeencryptionoptionsenabled', /^false$/i],
  ['efsvolumeconfigurationtransitencryption', /^disabled$/i],
  ['deliveryoptionstlspolicy', /^optional$/i],
]);

/** The values that switch encryption off under such a key; what it is called may be spread over its last three parts. */
export function cleartextValues(key: readonly string[]): RegExp | undefined {
  const names = key.filter((name) => !/^\d+$/.test(name));
  for (const parts of [1, 2, 3, 5]) {
    const found = CLEARTEXT_SETTINGS.get(
      names
        .slice(-parts)
        .join('')
        .toLowerCase()
        .replace(/[^a-z\d]/g, ''),
    );
    if (found) return found;
  }
  return undefined;
}

/** Documents whose addresses are texts, names or descriptions. */
export const WITHOUT_CONNECTIONS: ReadonlySet<string> = new Set([
  'texts',
  'json-schema',
  'openapi',
  'npm:package',
  'tsconfig',
  'keycloak:client',
]);

/** Keys below which addresses are remarks about an object. */
export const REMARKS: ReadonlySet<string> = new Set([
  'annotations',
  'labels',
  'metadata',
  '$schema',
  '@context',
  'redirectUris',
  'webOrigins',
  'attributes',
  'tests',
  'healthcheck',
  'paths',
  'imports',
  'scopes',
]);

/** Keys beside an address that make it a page for people, a remark about software, or the name of an extension. */
const LINKING: ReadonlySet<string> = new Set(
  (
    'label title titel linktext linkText icon icons alt rel tooltip license licenses licence licenseFile ' +
    'publisher copyright valueString valueReference valueCode valueInteger'
  ).split(' '),
);

/** The records of a file that hold such a key, each as its path joined by line ends. */
export function linkingRecords(keys: readonly (readonly string[])[]): ReadonlySet<string> {
  const records = new Set<string>();
  for (const key of keys) {
    for (const [depth, name] of key.entries()) if (LINKING.has(name)) records.add(key.slice(0, depth).join('\n'));
  }
  return records;
}

/** What is connected to, as keys name it; databases have a rule of their own. */
const SERVICES =
  /^(?:amqp|rabbitmq|rabbit|mq|mqtt|kafka|nats|stomp|activemq|artemis|broker|ldap|imap|pop3|minio|s3|elasticsearch|opensearch|soap|esb|ftp|syslog|grpc)$/;
const MAIL = /^(?:smtp|mail|mailer|email)$/;
const ENCRYPTION = /^(?:ssl|tls|usessl|usetls|secure|encryption|encrypted|verschluesselung|verschluesselt)$/;
/** Mail is encrypted in two ways; that one of them is off says nothing. */
const MAIL_ENCRYPTION = /^(?:starttls|encryption|verschluesselung|verschluesselt)$/;
const FILLERS =
  /^(?:use|enable|enabled|require|required|active|aktiv|mode|protocol|spring|mail|properties|data|app|config)$/;
const OFF = /^(?:false|0|off|no|none|nein|aus|keine|plain|disabled?)$/i;

/** True where an entry switches the encryption of a connection to such a service off: `RABBITMQ_USE_TLS=false`. */
export function isEncryptionOff(names: readonly string[], value: unknown): boolean {
  if (!OFF.test(String(value))) return false;
  const words = names
    .filter((name) => !/^\d+$/.test(name))
    .slice(-3)
    .flatMap(wordsOf)
    .filter((word) => !FILLERS.test(word) || MAIL.test(word));
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  // Nothing may stand between: `mqtt.tls.client.cert`.
  const owner = before.at(-1) ?? '';
  return (SERVICES.test(owner) && ENCRYPTION.test(last)) || (MAIL.test(owner) && MAIL_ENCRYPTION.test(last));
}

const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['viewerprotocolpolicy', 'redirect-to-https'],
  ['originprotocolpolicy', 'https-only'],
  ['transitencryption', 'ENABLED'],
  ['tlspolicy', 'Require'],
  ['mode', 'STRICT'],
  ['ssl', 'strict'],
  ['lbprotocol', 'https'],
  ['alwaysusehttps', 'on'],
]);

/** What to write instead, as the format of the setting has it. */
export function encryptedValue(name: string, value: string): string {
  if (/guarantee$/i.test(name)) return 'CONFIDENTIAL';
  const listed = INSTEAD.get(name.toLowerCase().replace(/[^a-z]/g, ''));
  if (listed !== undefined) return listed;
  if (/^(?:true|false)$/i.test(value)) return String(!/^true$/i.test(value));
  if (/^none$/i.test(value)) return 'external';
  return /^allow$/i.test(value) ? 'Redirect' : 'TLS';
}
