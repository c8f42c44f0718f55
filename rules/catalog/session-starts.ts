/** Functions that sign somebody in: what they check, whom they write into the session, and whether it is a new one. */
import { isAlways } from '../../server/model/ask.ts';
import type { CallFact, FunctionFact, NamedValueFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import { fold } from '../../server/model/words.ts';
import { FACTOR_CALLS } from './second-factor-names.ts';
import { signedToken } from './token-lifetimes.ts';

/** Somebody is signed in once this stands in the session. */
const IDENTITY =
  /^(?:user|userId|user_id|uid|userName|username|konto|kontoId|konto_id|benutzer|benutzerId|benutzername|nutzer|nutzerId|person|personId|account|accountId|sub|subject|mitarbeiter|mitarbeiterId|sachbearbeiter|sachbearbeiterId|buerger|buergerId|admin|isAdmin|angemeldet|angemeldetAls|loggedIn|isLoggedIn|authenticated|isAuthenticated|eingeloggt)$/;
/** A second factor is done once this stands there. */
const FACTOR =
  /^(?:mfa|mfaVerified|mfaOk|mfaPassed|twoFactor|twoFactorVerified|twoFactorDone|secondFactor|secondFactorVerified|zweiterFaktor|zweitfaktor|zweitfaktorOk|zweitFaktorBis|zweitfaktorBis|totpVerified|otpVerified|otpOk|stepUp|stepUpAt|stepUpUntil|mfaAt)$/i;

/** Calls that check a password, a code or the answer of an account. */
const CHECK =
  /^(?:bcrypt|bcryptjs|@node-rs\/(?:bcrypt|argon2))#(?:default\.)?(?:compare|verify)(?:Sync)?$|^argon2#(?:default\.)?verify$|^(?:ldapjs|ldapts)#(?:[\w()]{1,40}\.){1,3}bind$|^openid-client#authorizationCodeGrant$|^openid-client#.*Client\(\)\.callback$|SAML\(\)\.validatePostResponseAsync$|^@simplewebauthn\/server#verifyAuthenticationResponse$/;

/** Methods that make a new session, under the names that libraries and projects give them. */
const RENEWS =
  /regenerate|^log_?in$|^reset_?session$|^new_?session$|renew|rotate|neue_?(?:sitzung|session|kennung)|(?:sitzung|session)_?(?:erneuern|wechseln|anlegen|starten|start|create)|(?:create|start|begin|new)_?(?:session|sitzung)|migrate_?session|cycle|req_?login|^anmelden_?als$/i;

export interface SessionStart {
  readonly path: string;
  readonly range: TextRange;
  /** The name that is written: `session.konto`. */
  readonly name: string;
  readonly isFactor: boolean;
}

/** What is written into a session that was there before somebody proved who they are. */
export function keptSessions(file: FactsView): readonly SessionStart[] {
  const calls = file.facts('call');
  const checks = calls.filter(({ callee }) => CHECK.test(callee) || FACTOR_CALLS.test(callee));
  if (checks.length === 0) return [];
  const functions = file.facts('function');
  const written = file.facts('named-value').flatMap((fact) => writtenTo(fact) ?? []);
  return functions
    .filter((each) => checks.some((check) => innermost(check.range, functions) === each))
    .flatMap((each) => {
      const inside = calls.filter(({ range }) => contains(each.range, range));
      if (renews(each, inside, functions)) return [];
      const own = written.filter(({ range }) => contains(each.range, range));
      // The check comes first: what is written before it says who tries to sign in.
      const start = Math.min(
        ...checks.filter(({ range }) => contains(each.range, range)).map(({ range }) => range.start),
      );
      return own.filter(({ range }) => range.start > start).slice(0, 1);
    });
}

function innermost(range: TextRange, functions: readonly FunctionFact[]): FunctionFact | undefined {
  return functions
    .filter((each) => contains(each.range, range))
    .sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start))[0];
}

/** `req.session.konto = …` and what stands below it; nothing that takes somebody out. */
function writtenTo({ names, value, form, path, range, nameRange }: NamedValueFact): SessionStart | undefined {
  if (form !== 'assignment' && form !== 'property') return undefined;
  const at = names.indexOf('session');
  const name = names[at + 1] ?? '';
  if (at < 1 || !/^(?:req|request|ctx|context|c|anfrage|event)$/.test(names[at - 1] ?? '')) return undefined;
  const isFactor = FACTOR.test(name);
  if (!isFactor && !IDENTITY.test(name)) return undefined;
  if (value.kind === 'absent' || isAlways(value, null, false, '', 0)) return undefined;
  return { path, range: form === 'assignment' ? nameRange : range, name: `session.${name}`, isFactor };
}

/** The function makes a new session itself, or a function of the project that is handed the request may do it. */
function renews(each: FunctionFact, inside: readonly CallFact[], functions: readonly FunctionFact[]): boolean {
  const isRenewing = (name: string): boolean => RENEWS.test(fold(name));
  if (each.reads.some(isRenewing)) return true;
  // A function inside of it, such as a callback.
  if (functions.some((other) => other !== each && contains(each.range, other.range) && other.reads.some(isRenewing)))
    return true;
  return inside.some(
    (call) =>
      isRenewing(call.spelled.split('.').at(-1) ?? '') ||
      (call.target.kind === 'function' &&
        call.arguments.some(({ spelled }) => /^(?:req|request|ctx|session|req\.session)$/.test(spelled ?? ''))),
  );
}

const RESET =
  /(?:reset|forgot|forgotten|recover|lost).{0,12}(?:password|passwd|pw|account)|(?:password|pw).{0,4}(?:reset|recovery)|(?:kennwort|passwort).{0,12}(?:vergessen|zurueck|neu|reset|setzen)|konto.{0,4}wiederherstell|wiederherstell.{0,12}konto|neues(?:kennwort|passwort)/i;
const HASHES =
  /^(?:bcrypt|bcryptjs|@node-rs\/(?:bcrypt|argon2))#(?:default\.)?hash(?:Sync)?$|^argon2#(?:default\.)?hash$|^node:crypto#scrypt(?:Sync)?$/;
/** The function also lets people sign in, or make an account: whoever comes this way has shown more than a link. */
const OTHER_WAY = /register|registrier|sign_?up|invite|einlad|activate|aktivier|change|aendern/i;

export interface SignInAfterReset {
  readonly path: string;
  readonly range: TextRange;
  /** The function that sets the password. */
  readonly around: TextRange;
  /** Its name says that it is for a reset; otherwise the address of its door may. */
  readonly isNamed: boolean;
}

/** Somebody who has set a new password by a link in a mail is signed in at once. */
export function signInsAfterReset(file: FactsView): readonly SignInAfterReset[] {
  const calls = file.facts('call');
  const functions = file.facts('function');
  const written = file.facts('named-value').flatMap((fact) => writtenTo(fact) ?? []);
  return calls
    .filter(({ callee }) => HASHES.test(callee))
    .flatMap((hash): SignInAfterReset[] => {
      const each = innermost(hash.range, functions);
      if (!each || OTHER_WAY.test(each.name)) return [];
      const base = { path: file.path, around: each.range, isNamed: RESET.test(fold(each.name)) };
      const inside = calls.filter(({ range }) => contains(each.range, range));
      const asksMore =
        inside.some(({ callee }) => CHECK.test(callee) || FACTOR_CALLS.test(callee)) ||
        [...each.reads, ...each.tests].some(
          (name) => FACTOR.test(name) || /^(?:totp|otp|mfa|code2|zweitfaktor)/i.test(name),
        );
      if (asksMore) return [];
      const session = written.find(({ range }) => contains(each.range, range) && range.start > hash.range.start);
      if (session) return [{ ...base, range: session.range }];
      const token = inside.find(
        (call) =>
          call.range.start > hash.range.end &&
          (signedToken(call, calls) !== undefined || /(?:^|\.)req(?:uest)?\.log_?in$/i.test(call.spelled)),
      );
      return token ? [{ ...base, range: token.calleeRange }] : [];
    });
}
