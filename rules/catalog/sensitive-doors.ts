/** Which addresses belong to administration. Whole words of one segment of the path. */
import { wordsOf } from '../../server/model/words.ts';

/** Segments that open administration, in code of German towns. */
const ADMINISTRATION: ReadonlySet<string> = new Set([
  'admin',
  'admins',
  'administration',
  'adminbereich',
  'adminpanel',
  'administrator',
  'superadmin',
  'backoffice',
  'verwaltung',
  'verwaltungsbereich',
  'sachbearbeitung',
  'sachbearbeiter',
  'mandanten',
  'mandant',
  'benutzerverwaltung',
  'nutzerverwaltung',
  'benutzer',
  'nutzer',
  'rollen',
  'rollenverwaltung',
  'rechte',
  'rechteverwaltung',
  'berechtigungen',
  'konfiguration',
  'systemkonfiguration',
  'systemeinstellungen',
  'tenants',
  'roles',
  'permissions',
  'dienststelle',
  'leitung',
  'mitarbeiterverwaltung',
  'personalverwaltung',
  'stammdatenverwaltung',
]);
/** Segments of doors that have to be open: the way in, and what a browser loads before it. */
const WAY_IN: ReadonlySet<string> = new Set([
  'login',
  'logout',
  'signin',
  'signout',
  'anmelden',
  'anmeldung',
  'abmelden',
  'abmeldung',
  'callback',
  'sso',
  'oidc',
  'saml',
  'oauth',
  'oauth2',
  'health',
  'healthz',
  'livez',
  'readyz',
  'ready',
  'status',
  'ping',
  'metrics',
  'assets',
  'static',
  'public',
  'favicon',
  'css',
  'js',
  'bilder',
  'images',
  'totp',
  'mfa',
  'otp',
  '2fa',
  'webauthn',
  'passkey',
  'passkeys',
  'kennwort',
  'passwort',
  'password',
  'reset',
  'register',
  'registrierung',
  'session',
  'token',
  'refresh',
  'hilfe',
  'impressum',
  'datenschutz',
  'csrf',
  'zweitfaktor',
  'faktor',
  'oeffnungszeiten',
  'kontakt',
  'kontakte',
  'aktuelles',
  'stellenangebote',
  'adressen',
  'anfahrt',
  'barrierefreiheit',
  'presse',
  'news',
]);
/** Segments that stand for the person who asks: their own account, not administration. */
const OWN: ReadonlySet<string> = new Set(['me', 'ich', 'self', 'profil', 'profile', 'mein', 'meine', 'meinkonto']);

/** True for a path with a segment that is administration, and none that is the way in or the own account. */
export function isAdministration(path: string): boolean {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '' && !segment.startsWith(':') && !segment.startsWith('{'));
  const words = segments.map((segment) => wordsOf(segment));
  if (words.some((each) => each.some((word) => WAY_IN.has(word)) || (each.length === 1 && OWN.has(each[0] ?? ''))))
    return false;
  return words.some(
    (each) =>
      (each.length === 1 && ADMINISTRATION.has(each[0] ?? '')) ||
      ADMINISTRATION.has(each.join('')) ||
      isAdminArea(each),
  );
}

/** `admin-api`, `api-admin`: administration with another word beside it that changes nothing. */
function isAdminArea(words: readonly string[]): boolean {
  const rest = words.filter(
    (word) => !['api', 'v1', 'v2', 'v3', 'intern', 'internal', 'portal', 'bereich', 'area', 'panel'].includes(word),
  );
  return rest.length === 1 && rest.length < words.length && ADMINISTRATION.has(rest[0] ?? '');
}

/** Money that leaves the town. */
const PAYMENTS: ReadonlySet<string> = new Set([
  'erstattung',
  'rueckerstattung',
  'auszahlung',
  'auszahlungen',
  'auszahlungslauf',
  'auszahlungsfreigabe',
  'zahlungsfreigabe',
  'zahllauf',
  'refund',
  'payout',
  'payouts',
  'payoutrun',
]);
/** Data of everybody at once. */
const EXPORTS: ReadonlySet<string> = new Set([
  'export',
  'exports',
  'massenexport',
  'datenexport',
  'gesamtexport',
  'exportall',
  'csvexport',
  'exportcsv',
  'bulkexport',
  'dump',
  'datenabzug',
  'bestandsabzug',
]);
/** Accounts of others, which somebody deletes or takes over. */
const ACCOUNTS: ReadonlySet<string> = new Set([
  'user',
  'users',
  'account',
  'accounts',
  'konto',
  'konten',
  'personal',
  'mitarbeiter',
  'mitarbeitende',
  'staff',
  'employees',
]);
const TAKING_OVER: ReadonlySet<string> = new Set([
  'impersonate',
  'impersonation',
  'massenloeschung',
  'loeschlauf',
  'purge',
]);
/** What people ask for in their own matter. */
const REQUESTED: ReadonlySet<string> = new Set([
  'antrag',
  'antraege',
  'application',
  'applications',
  'request',
  'requests',
  'warenkorb',
  'cart',
  'orders',
  'bestellungen',
  'formular',
]);

/**
 * True for an operation of the staff whose effect reaches far: paying out, exporting a whole stock, deleting accounts of
 * others. What people do in their own matter has the same words, so that a case or a stock has to stand in the path.
 */
export function isAdministrativeOperation(method: string, path: string): boolean {
  const segments = path.split('/').filter((segment) => segment !== '');
  const names = segments.map((segment) => (/^[:{…]/.test(segment) ? ':' : wordsOf(segment).join('')));
  const words = segments.flatMap((segment) => wordsOf(segment));
  if (words.some((word) => WAY_IN.has(word) || REQUESTED.has(word)) || names.some((name) => OWN.has(name)))
    return false;
  const writes = /^(?:POST|PUT|PATCH|ALL)$/.test(method);
  const index = names.findIndex((name) => PAYMENTS.has(name));
  if (index >= 0 && writes)
    return names.slice(0, index).includes(':') || /(?:lauf|run|freigabe)$/.test(names[index] ?? '');
  if (names.some((name) => EXPORTS.has(name)) && !names.includes(':')) return method === 'GET' || writes;
  if (names.some((name) => TAKING_OVER.has(name)) && (writes || method === 'DELETE')) return true;
  return method === 'DELETE' && names.at(-1) === ':' && ACCOUNTS.has(names.at(-2) ?? '');
}

/** What an action of a page does to money, accounts and rights, by the words of its name: verb and object in any order. */
const PAYING_VERBS: ReadonlySet<string> = new Set(['erstatten', 'auszahlen', 'rueckerstatten', 'refund', 'payout']);
const CHANGING_VERBS: ReadonlySet<string> = new Set([
  'vergeben',
  'zuweisen',
  'entziehen',
  'setzen',
  'aendern',
  'anlegen',
  'loeschen',
  'entfernen',
  'sperren',
  'assign',
  'grant',
  'revoke',
  'set',
  'update',
  'change',
  'create',
  'add',
  'delete',
  'remove',
  'ban',
  'impersonate',
]);
const RIGHTS: ReadonlySet<string> = new Set([
  'rolle',
  'rollen',
  'recht',
  'rechte',
  'berechtigung',
  'berechtigungen',
  'role',
  'roles',
  'permission',
  'permissions',
  'benutzer',
  'nutzer',
  'user',
  'user',
  'users',
  'mandant',
  'mandanten',
  'tenant',
  'tenants',
  ...ACCOUNTS,
]);

/**
 * True for an action that a page of administration offers and that changes rights or accounts, and for one that pays
 * out wherever it stands. Every page may hold dozens of others, whose names say too little.
 */
export function isAdministrativeAction(path: string): boolean {
  const [page = '', name = ''] = path.split('#');
  const words = wordsOf(name);
  if (words.some((word) => REQUESTED.has(word) || word === 'beantragen')) return false;
  if (words.some((word) => PAYING_VERBS.has(word))) return true;
  if (!isAdministration(page)) return false;
  return (
    words.some((word) => PAYMENTS.has(word) || EXPORTS.has(word) || TAKING_OVER.has(word)) ||
    (words.some((word) => CHANGING_VERBS.has(word)) && words.some((word) => RIGHTS.has(word)))
  );
}

/** Packages that an application needs only when people sign in to it. */
export const SIGN_IN_PACKAGES =
  /^(?:passport(?:-[\w-]+)?|express-session|cookie-session|jsonwebtoken|jose|openid-client|express-openid-connect|keycloak-connect|nest-keycloak-connect|@nestjs\/(?:passport|jwt)|next-auth|@auth\/[\w-]+|iron-session|better-auth|bcrypt|bcryptjs|argon2|@node-rs\/argon2|@fastify\/(?:session|jwt|secure-session|passport)|koa-session|koa-passport|koa-jwt|express-basic-auth|express-jwt|express-oauth2-jwt-bearer|@node-saml\/[\w-]+|passport-saml|ldapts|ldapauth-fork|@simplewebauthn\/server|otplib|lucia|@clerk\/[\w-]+|hono\/(?:jwt|basic-auth))$/;
