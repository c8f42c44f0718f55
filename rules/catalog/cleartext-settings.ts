/** Settings that allow connections without encryption. Keys are compared without case and separators. */
export const CLEARTEXT_SETTINGS: ReadonlyMap<string, RegExp> = new Map([
  // Keycloak realms and adapters: `none` answers HTTP from everywhere.
  ['sslrequired', /^none$/i],
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
  // Object storage
  ['usessl', /^(?:false|0|off|no)$/i],
  ['miniousessl', /^(?:false|0|off|no)$/i],
  ['s3usessl', /^(?:false|0|off|no)$/i],
  ['s3ssl', /^(?:false|0|off|no)$/i],
  ['otelexporterotlpinsecure', /^(?:true|1|yes|on)$/i],
]);

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
