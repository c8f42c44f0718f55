/** How libraries are told not to verify the certificate of the other side. Names and defaults as in the libraries' sources. */

/** Options by name with the values that switch verification off. The names are used for nothing else. */
export const UNVERIFIED_OPTIONS: ReadonlyMap<string, readonly (string | number | boolean)[]> = new Map<
  string,
  readonly (string | number | boolean)[]
>([
  // node:tls, node:https and everything that hands its options on: pg, mysql2, ioredis, nodemailer, ldapts, kafkajs, ws, mqtt …
  ['rejectUnauthorized', [false]],
  // request and its successors
  ['strictSSL', [false]],
  // mongodb, mongoose
  ['tlsAllowInvalidCertificates', [true]],
  ['tlsAllowInvalidHostnames', [true]],
  ['tlsInsecure', [true]],
  ['sslValidate', [false]],
  // mssql, tedious, typeorm
  ['trustServerCertificate', [true]],
  // oracledb
  ['sslServerDNMatch', [false]],
  // @kubernetes/client-node, kubeconfig files
  ['skipTLSVerify', [true]],
  ['insecure-skip-tls-verify', [true]],
  // puppeteer, playwright, webdriver
  ['ignoreHTTPSErrors', [true]],
  ['acceptInsecureCerts', [true]],
]);

/** Environment variables with the values that switch verification off for a whole process. */
export const UNVERIFIED_VARIABLES: ReadonlyMap<string, readonly (string | number | boolean)[]> = new Map<
  string,
  readonly (string | number | boolean)[]
>([['NODE_TLS_REJECT_UNAUTHORIZED', ['0', 0]]]);

/** Variables and settings that switch verification off for one program. */
export const UNVERIFIED_TOOLS: ReadonlyMap<string, { bad: RegExp; tool: string; instead: string }> = new Map([
  ['GIT_SSL_NO_VERIFY', { bad: /^(?:true|1|yes|on)$/i, tool: 'Git', instead: 'GIT_SSL_CAINFO' }],
  ['PYTHONHTTPSVERIFY', { bad: /^0$/, tool: 'Python', instead: 'SSL_CERT_FILE' }],
  ['NPM_CONFIG_STRICT_SSL', { bad: /^(?:false|0)$/i, tool: 'npm', instead: 'NPM_CONFIG_CAFILE' }],
  ['npm_config_strict_ssl', { bad: /^(?:false|0)$/i, tool: 'npm', instead: 'NPM_CONFIG_CAFILE' }],
  ['YARN_ENABLE_STRICT_SSL', { bad: /^(?:false|0)$/i, tool: 'Yarn', instead: 'YARN_HTTPS_CA_FILE_PATH' }],
  ['enableStrictSsl', { bad: /^false$/i, tool: 'Yarn', instead: 'httpsCaFilePath' }],
  ['PIP_TRUSTED_HOST', { bad: /^(?!localhost\b|127\.)\S/, tool: 'pip', instead: 'PIP_CERT' }],
  ['LDAPTLS_REQCERT', { bad: /^(?:never|allow)$/i, tool: 'LDAP', instead: 'LDAPTLS_CACERT' }],
  ['TLS_REQCERT', { bad: /^(?:never|allow)$/i, tool: 'LDAP', instead: 'TLS_CACERT' }],
  ['ldap_tls_reqcert', { bad: /^(?:never|allow)$/i, tool: 'SSSD', instead: 'ldap_tls_cacert' }],
  ['VAULT_SKIP_VERIFY', { bad: /^(?:true|1)$/i, tool: 'Vault', instead: 'VAULT_CACERT' }],
]);

/** Both in front of a command: `NODE_TLS_REJECT_UNAUTHORIZED=0 node server.js`. */
export const UNVERIFIED_ASSIGNMENT =
  /\b(?:(NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY)=(["']?)0\2|(GIT_SSL_NO_VERIFY|VAULT_SKIP_VERIFY)=(["']?)(?:true|1)\4)(?![\w.])/g;

/** Options for a function that compares the host name; one that returns nothing accepts every name. */
export const IDENTITY_OPTIONS: ReadonlySet<string> = new Set(['checkServerIdentity']);

/** Servers ask for client certificates with the same options; there `false` means that a certificate is optional. */
export const SERVERS: ReadonlySet<string> = new Set([
  'node:https#createServer',
  'node:https#Server',
  'node:tls#createServer',
  'node:tls#Server',
  'node:http2#createSecureServer',
  'spdy#createServer',
  'fastify#default',
  'fastify#fastify',
  '@nestjs/core#NestFactory.create',
]);

/** Parts of connection strings that switch verification off: MongoDB, MySQL, PostgreSQL, SQL Server. */
export const UNVERIFIED_PARTS =
  /[?&;(](?:tlsInsecure=true|tlsAllowInvalid(?:Certificates|Hostnames)=true|sslmode=no-verify|sslaccept=accept_invalid_certs|verifyServerCertificate=false|ssl_server_dn_match=(?:no|off|false)|ssl_cert_reqs=(?:cert_)?none|verify_peer=(?:0|false)|(?:tls\.)?rejectUnauthorized=false|tls=\{rejectUnauthorized:false\}|trust ?server ?certificate=(?:true|yes))(?=$|[&;)\s])/i;

/** Clients that hand such an option of a call on to nobody: it has no effect there. */
export const WITHOUT_EFFECT = /^(?:axios|node-fetch|cross-fetch|isomorphic-fetch|global#fetch)/;
