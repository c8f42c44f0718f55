/** Doors that people sign in at with something that can be guessed: a password, a code, an answer to a letter. */
import type { FunctionFact } from '../../server/model/facts.ts';
import { wordsOf } from '../../server/model/words.ts';

export type SignInDoor = 'password' | 'code' | 'reset';

const PASSWORD_DOOR =
  /^(?:login|log_?in|signin|sign_in|logon|anmelden|anmeldung|einloggen|authenticate|authentifizieren|authentication|auth|sessions?|token|loginform|dologin)$/;
const CODE_DOOR =
  /^(?:otp|totp|tan|mtan|2fa|mfa|zweiter_?faktor|two_?factor|second_?factor|einmal_?code|einmalpasswort|verify_?(?:otp|code|totp|2fa|mfa|tan)|(?:otp|code|totp|2fa|mfa|tan)_?verify|check_?(?:otp|code|tan)|code_?(?:pruefen|bestaetigen)|tan_?(?:pruefen|eingabe|bestaetigen)|bestaetigungscode|freischaltcode|pin|sicherheitscode)$/;
const RESET_DOOR =
  /^(?:(?:forgot|reset|lost)_?(?:password|pw)|password_?(?:reset|forgot|forgotten|recovery)|(?:passwort|kennwort)_?(?:vergessen|zuruecksetzen|reset)|recover_?(?:password|account))$/;

const PASSWORD =
  /^(?:(?:user|plain|current)?_?(?:password|passwd|passwort|kennwort|pass|pwd|pw|passphrase)|pin|zugangscode)$/i;
const CODE =
  /^(?:code|otp|totp|tan|mtan|token|pin|einmalcode|einmalpasswort|bestaetigungscode|freischaltcode|(?:otp|totp|mfa|tan|sms)_?(?:code|token)|verification_?code)$/i;
const PERSON =
  /^(?:e?_?mail(?:_?address|_?adresse)?|user_?name|benutzer(?:name)?|kennung|token|code|login|nutzername)$/i;

/** Calls that compare a password: with its hash, with a directory, by a strategy. */
const PASSWORD_CHECK =
  /^(?:bcrypt|bcryptjs|@node-rs\/(?:bcrypt|argon2))#(?:default\.)?(?:compare|verify)(?:Sync)?$|^argon2#(?:default\.)?verify$|^(?:ldapjs|ldapts|activedirectory2?|ldapauth-fork)#(?:[\w()]{1,40}\.){1,3}(?:bind|authenticate)$/;

/** Sign-in that another provider answers for; what is handed over here was not typed by anybody. */
const PROVIDER =
  /^(?:google|apple|facebook|github|gitlab|twitter|microsoft|azure|entra|okta|auth0|oidc|oauth2?|openid|saml2?|sso|bund_?id|bayern_?id|keycloak|webauthn|passkeys?|fido2?|social|eid|elster|callback)$/;

/** Which kind of guess a path invites, by the last names in it. */
export function kindOfDoor(path: string): SignInDoor | undefined {
  const names = path
    .split('/')
    .filter((segment) => segment !== '' && !/^[:{*[]/.test(segment))
    .map((segment) => wordsOf(segment).join('_'));
  if (names.some((name) => PROVIDER.test(name))) return undefined;
  const last = names.at(-1) ?? '';
  if (
    RESET_DOOR.test(last) ||
    /^(?:password|passwort|kennwort)_(?:forgot|reset|vergessen)$/.test(names.slice(-2).join('_'))
  )
    return 'reset';
  if (CODE_DOOR.test(last)) return 'code';
  if (/^(?:verify|pruefen|bestaetigen|check|confirm|validate)$/.test(last) && CODE_DOOR.test(names.at(-2) ?? ''))
    return 'code';
  return PASSWORD_DOOR.test(last) ||
    /^login_(?:post|do|submit|user|local|email|password|ldap)$|^(?:email|user|local|ldap)_login$/.test(last)
    ? 'password'
    : undefined;
}

/** Whether one of the functions takes what somebody could guess. */
export function takesGuess(kind: SignInDoor, functions: Iterable<FunctionFact>): boolean {
  for (const { reads, tests, calls, parameters } of functions) {
    const names = [...reads, ...tests, ...parameters];
    if (names.some((name) => PASSWORD.test(name)) || calls.some((callee) => PASSWORD_CHECK.test(callee))) return true;
    if (kind === 'code' && names.some((name) => CODE.test(name))) return true;
    if (kind === 'reset' && names.some((name) => PERSON.test(name))) return true;
  }
  return false;
}
