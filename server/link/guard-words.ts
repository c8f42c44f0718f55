/** Words and libraries that tell what a guard asks for. Data only; the knowledge behind it is in `ARCHITECTURE.md`. */
import type { GuardPurpose } from '../model/door.ts';

/** Sequences of whole words in the name of a function, class or decorator. */
export const PURPOSE_WORDS: readonly (readonly [GuardPurpose, readonly string[]])[] = [
  ['second-factor', [
    'mfa', '2fa', 'totp', 'otp', 'webauthn', 'passkey', 'fido', 'fido2', 'require acr', 'require loa', 'require aal', 'acr guard', 'loa guard',
    'second factor', 'two factor', 'multi factor', 'zwei faktor', 'zweifaktor', 'mehr faktor', 'mehrfaktor', 'zweiter faktor', 'zweitfaktor', 'zweiten faktor',
    'zweitem faktor', 'starke authentifizierung', 'starke anmeldung', 'strong authentication', 'strong auth', 'sca', 'vertrauensniveau',
    'trust level', 'assurance level', 'authentication level', 'auth level', 'niveau',
  ]],
  ['step-up', ['step up', 'stepup', 'reauthenticate', 'fresh login', 'fresh authentication', 'erneute anmeldung', 'recent login']],
  ['role', [
    'role', 'roles', 'rolle', 'rollen', 'permission', 'permissions', 'berechtigung', 'berechtigungen', 'recht', 'rechte', 'scope', 'scopes',
    'is admin', 'require admin', 'admin only', 'admin guard', 'only admin', 'nur admin', 'ability', 'abilities', 'authorize', 'authorise', 'acl', 'rbac', 'policy',
    'policies', 'can', 'darf', 'nur leitung', 'admin',
  ]],
  ['sign-in', [
    'auth', 'authenticate', 'authenticated', 'authentication', 'require auth', 'login', 'logged in', 'signed in', 'sign in', 'require user',
    'require session', 'session guard', 'jwt', 'bearer', 'token', 'anmeldung', 'angemeldet', 'anmelden', 'authentifiziert', 'authentifizierung', 'require login',
    'protected', 'protect', 'guard', 'keycloak', 'oidc', 'saml', 'passport', 'session pruefen', 'sitzung', 'benutzer', 'user', 'zugang', 'zugriff', 'oauth',
  ]],
  ['machine', ['api key', 'apikey', 'client certificate', 'mtls', 'webhook signature', 'hmac', 'signature']],
];

/** What a function reads and tests, whatever it is called. */
export const SECOND_FACTOR_CLAIMS = new Set([
  'acr', 'amr', 'loa', 'aal', 'authnContext', 'authncontext', 'AuthnContextClassRef', 'authnContextClassRef', 'trustLevel', 'trust_level', 'trustlevel',
  'storkLevel', 'stork_level', 'storkQaaLevel', 'mfa', 'mfaVerified', 'mfa_verified', 'mfaPassed', 'mfaOk', 'mfaDone', 'isMfaVerified', 'twoFactor', 'twoFactorVerified',
  'twoFactorAuthenticated', 'isTwoFactorAuthenticated', 'two_factor_verified', 'secondFactor', 'secondFactorVerified', 'secondFactorAt', 'totpVerified', 'otpVerified', 'webauthnVerified',
  'zweiterFaktor', 'zweiFaktor', 'zweifaktor', 'zweitfaktor', 'zweiterFaktorGeprueft', 'vertrauensniveau', 'niveau', 'vertrauensNiveau', 'authLevel', 'assuranceLevel', 'stufe',
]);
export const STEP_UP_CLAIMS = new Set(['auth_time', 'authTime', 'lastStepUp', 'stepUpAt', 'mfaAt', 'reauthenticatedAt']);
export const SIGN_IN_CLAIMS = new Set([
  'isAuthenticated', 'user', 'userId', 'benutzer', 'benutzerId', 'currentUser', 'session', 'sub', 'loggedIn', 'isLoggedIn', 'angemeldet', 'authorization',
  'account', 'principal', 'token', 'username',
]);
export const ROLE_CLAIMS = new Set(['role', 'roles', 'rolle', 'rollen', 'permissions', 'berechtigungen', 'isAdmin', 'admin', 'groups', 'gruppen', 'realm_access', 'scope', 'scopes']);

/** Calls that verify a second factor, by API name. */
export const SECOND_FACTOR_CALLS = new Set([
  '@simplewebauthn/server#verifyAuthenticationResponse', 'otplib#authenticator.verify', 'otplib#authenticator.check', 'otplib#totp.verify',
  'otplib#totp.check', 'otplib#verify', 'otplib#verifySync', 'speakeasy#totp.verify', 'speakeasy#totp.verifyDelta', 'otpauth#TOTP().validate',
  'fido2-lib#Fido2Lib().assertionResult',
]);

/** Guards of known libraries, by API name of the call or value; a trailing `*` matches any member. */
export const LIBRARY_GUARDS: readonly (readonly [string, GuardPurpose])[] = [
  ['passport#authenticate', 'sign-in'], ['passport#Passport().authenticate', 'sign-in'], ['passport#session', 'other'], ['passport#initialize', 'other'],
  ['@nestjs/passport#AuthGuard', 'sign-in'], ['nest-keycloak-connect#AuthGuard', 'sign-in'], ['nest-keycloak-connect#RoleGuard', 'role'],
  ['nest-keycloak-connect#ResourceGuard', 'role'], ['nest-keycloak-connect#Roles', 'role'],
  ['keycloak-connect#default().protect', 'sign-in'], ['keycloak-connect#default().middleware', 'other'], ['keycloak-connect#default().enforcer', 'role'],
  ['express-openid-connect#requiresAuth', 'sign-in'], ['express-openid-connect#auth', 'sign-in'], ['express-openid-connect#claimIncludes', 'role'],
  ['express-openid-connect#claimEquals', 'role'],
  ['express-jwt#expressjwt', 'sign-in'], ['express-jwt#default', 'sign-in'], ['express-oauth2-jwt-bearer#auth', 'sign-in'],
  ['express-oauth2-jwt-bearer#requiredScopes', 'role'], ['express-basic-auth#default', 'sign-in'], ['connect-ensure-login#ensureLoggedIn', 'sign-in'],
  ['koa-jwt#default', 'sign-in'], ['hono/jwt#jwt', 'sign-in'], ['hono/basic-auth#basicAuth', 'sign-in'], ['hono/bearer-auth#bearerAuth', 'machine'],
  ['@auth/express#authedUser', 'sign-in'], ['next-auth#default().auth', 'sign-in'], ['next-auth/middleware#default', 'sign-in'], ['next-auth/middleware#withAuth', 'sign-in'],
  ['@fastify/bearer-auth#default', 'machine'], ['@fastify/basic-auth#default', 'sign-in'], ['@clerk/express#requireAuth', 'sign-in'],
];

/** Packages whose functions never guard a door: parsers, headers, logs, limits. */
export const HARMLESS_PACKAGES = new Set([
  'express', 'express-session', 'cookie-session', 'cookie-parser', 'body-parser', 'cors', 'helmet', 'compression', 'morgan', 'multer', 'csurf', 'csrf-csrf', 'connect-flash',
  'express-rate-limit', 'rate-limiter-flexible', 'express-slow-down', 'express-validator', 'express-async-handler', 'pino-http', 'serve-static', 'swagger-ui-express', 'method-override',
  'response-time', 'zod', 'celebrate', 'joi', 'i18n', 'i18next-http-middleware', 'express-fileupload', 'http-proxy-middleware', 'prom-client', 'express-prom-bundle', 'errorhandler',
  'hpp', 'connect-timeout', 'on-finished', 'vary', 'express-winston', 'winston', 'connect-history-api-fallback', 'lusca',
  '@fastify/cookie', '@fastify/session', '@fastify/helmet', '@fastify/cors', '@fastify/formbody', '@fastify/multipart', '@fastify/rate-limit', '@fastify/sensible', '@fastify/swagger',
  '@fastify/swagger-ui', '@fastify/static', '@fastify/compress', '@fastify/etag', '@fastify/view', '@fastify/websocket', '@fastify/secure-session', '@fastify/under-pressure', '@fastify/postgres', '@fastify/csrf-protection',
  'koa-bodyparser', '@koa/bodyparser', 'koa-body', 'koa-helmet', '@koa/cors', 'koa-session', 'koa-static', 'koa-compress', 'koa-logger', 'koa-views', 'koa-mount', 'koa-compose',
  '@nestjs/throttler', '@nestjs/swagger', '@nestjs/common', '@nestjs/core', '@nestjs/cache-manager', 'nestjs-pino', 'hono/logger', 'hono/cors', 'hono/secure-headers', 'hono/csrf', 'hono/compress', 'hono/etag', 'hono/timing',
]);

/** Packages by the beginning of their name that decorate or set headers; those that guard are listed above. */
export const HARMLESS_SCOPES = /^(?:@fastify\/|fastify-|@koa\/|koa-|hono\/|@hono\/|express-)/;

/** Says that a second factor was set up, not that it was used in this session. */
export const ENROLLED = /^(?:(?:is|has|hat)?(?:mfa|totp|otp|2fa|twoFactor|secondFactor|zweiFaktor|zweiterFaktor|webauthn)(?:Enabled|Enrolled|Active|Configured|Aktiv|Aktiviert|Eingerichtet|Registered))$/i;

/** Methods of requests and contexts that look for somebody who is signed in. */
export const SIGN_IN_METHODS = new Set(['jwtVerify', 'isAuthenticated', 'isUnauthenticated', 'authenticate', 'getServerSession', 'getSession', 'requireUser', 'verifyJWT']);
