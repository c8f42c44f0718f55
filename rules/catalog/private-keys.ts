/** Private keys: what announces them, and which of them are made for tests. */

/** One of them stands in every text with a private key. */
export const KEY_TRIGGERS: readonly RegExp[] = [
  /PRIVATE KEY(?: BLOCK)?-----/,
  /LS0tLS1CRUdJTi/,
  /kty["']?\s{0,3}:/,
  /MII[A-Z][A-Za-z\d+/]{2}IBA[AD]|MIGHAgEAMBMGByqGSM49|MHcCAQEE|MC4CAQAwBQYDK2Vw/,
  /PuTTY-User-Key-File-/,
];

/** Stands in every text with a certificate. */
export const CERTIFICATE_TRIGGER = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/;

/** Keys made for tests and for the own machine say so in their path. */
export const MADE_FOR_TESTS =
  /(?:^|[/._-])(?:test|tests|testing|spec|fixture|fixtures|example|examples|sample|dummy|mock|fake|snakeoil|self-?signed|localhost|dev-?certs?)(?=$|[/._-])/i;
