/** Passwords in addresses and connection strings: which are placeholders, which are the defaults that everybody tries first. */
import { isPlaceholder } from './secret-values.ts';

/** One of them stands in every text with a password in an address, a connection string or a Basic header. */
export const ADDRESS_TRIGGERS: readonly RegExp[] = [
  /:\/\/[^\s:@/"'`\\<>?]{0,200}:[^\s@/"'`?\\<>]{1,200}@/i,
  /[?&;](?:password|passwd|passwort|kennwort|pwd|sslpassword|api[_-]?key|access[_-]?token|client[_-]?secret|token|secret|sig)=[^&\s"'`$<{]/i,
  /(?:password|passwort|kennwort|pwd) ?= ?[^\s"'`$<;,]/i,
  /(?:accountkey|sharedaccesskey)=[a-z\d+/]{20}/i,
  /basic\s{1,3}[a-z\d+/_-]{6}/i,
  /jdbc:oracle:/i,
];

/** Words that stand for a password in documentation. */
const GENERIC_PASSWORD =
  /^(?:my|your|some|the|dein|mein|db|database)?[_-]?(?:pass|passw|password|passwd|passwort|kennwort|pwd|pw|secret|geheim|token|key|apikey|api[_-]key)\d?$/i;
const GENERIC_USER =
  /^(?:my|your|some|the|dein|mein|db|database)?[_-]?(?:user|username|usr|benutzer|benutzername|name|login|nutzer|kennung|uid|id|client|account|u|foo)\d?$|^$/i;
/** Passwords of images and tutorials. */
const DEFAULTS =
  /^(?:admin|root|guest|test|postgres|mysql|sa|minio|minioadmin|rabbitmq|keycloak|example|changeit|1234|12345|123456|0000|secret|geheim|password|passwort|pass|rootpass|dev|user|demo|local|docker)\d{0,3}$/i;
/** Hosts that stand for a host; `.example` alone is the ending of many invented towns. */
const GENERIC_HOST =
  /^(?:(?:[\w-]+\.)*(?:example|beispiel|domain|foo|bar)\.(?:com|org|net|de|test|invalid)|host(?:name)?|server|your[\w.-]*|dein[\w.-]*|domain|example|ip|address|…|\.{3}|<.*)(?::|$)/i;
const LOCAL_HOST =
  /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal|.+\.localhost)(?::|\/|\\|,|$)/i;
/** A part that is put in at run time: `${…}`, `{{…}}`, `$NAME` (not `Sql$erver`), `%NAME%`, `%s`, `{0}`, `@{…}`, `#{…}`, `:name`. */
const PUT_IN = /\$[{(_]|(?<![a-z])\$\w|\{\{|^\{\w*\}?|[@#]\{|%[A-Z_]{2,40}%|^%[sd]$|^:\w|…|\.{3}|\*{3}|<|>|^\$/i;

export interface AddressSecret {
  readonly password: string;
  readonly user: string;
  readonly host: string;
}

/** Nothing that opens anything. */
export function isNoPassword(password: string): boolean {
  return (
    password.length < 3 ||
    PUT_IN.test(password) ||
    /[[\]]/.test(password) || // [user[:password]@]host
    /^(?:x-oauth-basic|x-access-token)$/.test(password) ||
    isPlaceholder(password)
  );
}

/** `user:password@host`: how documentation writes it. */
export function isGeneric({ password, user }: AddressSecret): boolean {
  return GENERIC_PASSWORD.test(password) && (GENERIC_USER.test(user) || PUT_IN.test(user));
}

export function isGenericHost(host: string): boolean {
  return GENERIC_HOST.test(host);
}

export function isLocalHost(host: string): boolean {
  return LOCAL_HOST.test(host);
}

/** The first thing that somebody tries: the user's own name, the default of the image. */
export function isTrivial({ password, user }: AddressSecret): boolean {
  return password.toLowerCase() === user.toLowerCase() || DEFAULTS.test(password) || GENERIC_PASSWORD.test(password);
}

/** A host of its own machine or, in a pipeline, a container beside it: without a dot in its name. */
export function isNextDoor(host: string): boolean {
  return isLocalHost(host) || !host.replace(/:\d+$/, '').includes('.');
}
