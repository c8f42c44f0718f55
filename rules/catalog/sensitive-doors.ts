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
export const WAY_IN: ReadonlySet<string> = new Set([
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
/** Accounts of others, which somebody deletes or takes over. */
export const ACCOUNTS: ReadonlySet<string> = new Set([
  'user',
  'users',
  'accounts',
  'konten',
  'personal',
  'mitarbeiter',
  'mitarbeitende',
  'staff',
  'employees',
]);
/** Segments that stand for the person who asks: their own account, not administration. */
export const OWN: ReadonlySet<string> = new Set([
  'me',
  'ich',
  'self',
  'profil',
  'profile',
  'mein',
  'meine',
  'meinkonto',
]);

const OF_THINGS: ReadonlySet<string> = new Set([
  'rollen',
  'rechte',
  'berechtigungen',
  'konfiguration',
  'roles',
  'permissions',
  'leitung',
]);

/** True for a path with a segment that is administration, and none that is the way in or the own account. */
export function isAdministration(path: string): boolean {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '' && !segment.startsWith(':') && !segment.startsWith('{'));
  const words = segments.map((segment) => wordsOf(segment));
  if (words.some((each) => each.some((word) => WAY_IN.has(word)) || (each.length === 1 && OWN.has(each[0] ?? ''))))
    return false;
  // Rights of a single thing are set by whoever it belongs to: `/notizen/:id/berechtigungen`.
  const ofThing = thingBefore(path);
  return words.some((each, index) => {
    const name = each.join('');
    if (index >= ofThing && OF_THINGS.has(name)) return false;
    return ADMINISTRATION.has(name) || isAdminArea(each);
  });
}

/** Index, among the segments with a name, of the first one behind a single thing that is no account. */
function thingBefore(path: string): number {
  let named = 0;
  let last = '';
  for (const segment of path.split('/')) {
    if (segment === '') continue;
    if (/^[:{]/.test(segment)) {
      if (last !== '' && !ACCOUNTS.has(last) && !ADMINISTRATION.has(last)) return named;
    } else {
      named++;
      last = wordsOf(segment).join('');
    }
  }
  return Infinity;
}

/** `admin-api`, `api-admin`: administration with another word beside it that changes nothing. */
function isAdminArea(words: readonly string[]): boolean {
  const rest = words.filter(
    (word) => !['api', 'v1', 'v2', 'v3', 'intern', 'internal', 'portal', 'bereich', 'area', 'panel'].includes(word),
  );
  return rest.length === 1 && rest.length < words.length && ADMINISTRATION.has(rest[0] ?? '');
}

/** Packages that an application needs only when people sign in to it. */
export const SIGN_IN_PACKAGES =
  /^(?:passport(?:-[\w-]+)?|express-session|cookie-session|jsonwebtoken|jose|openid-client|express-openid-connect|keycloak-connect|nest-keycloak-connect|@nestjs\/(?:passport|jwt)|next-auth|@auth\/[\w-]+|iron-session|better-auth|bcrypt|bcryptjs|argon2|@node-rs\/argon2|@fastify\/(?:session|jwt|secure-session|passport)|koa-session|koa-passport|koa-jwt|express-basic-auth|express-jwt|express-oauth2-jwt-bearer|@node-saml\/[\w-]+|passport-saml|ldapts|ldapauth-fork|@simplewebauthn\/server|otplib|lucia|@clerk\/[\w-]+|hono\/(?:jwt|basic-auth))$/;
