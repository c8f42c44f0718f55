import type { CallFact } from '../../server/model/facts.ts';
import { rule, type FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { endsNever, overlooksEnd, secondsOf, signedToken, tokenDefaults } from '../catalog/token-lifetimes.ts';

/** Seconds. Longer than any session of a user account may last (BSI TR-03160-1: 12 hours), beyond doubt. */
const LONGEST = 86_400;

/** Tokens that are meant to last: for a new sign-in token, for a link in a mail, for a program. */
const LASTING =
  /refresh|remember|reset|invit|einlad|verif|confirm|bestaetig|bestätig|unsubscribe|abmeld|abbestell|download|share|teil|link|api.?key|calendar|kalender|feed|machine|service|device|geraet|logout|erneuer|revoke|widerruf/i;
/** Claims of a token that somebody is signed in with. */
const PERSON =
  /^(?:sub|id|userId|user_id|uid|user|username|email|role|roles|rolle|rollen|konto|kontoId|benutzer|nutzer|person)$/;

export const requireTokenLifetime = rule<'endless' | 'ignored' | 'long'>({
  id: 'mfa/require-token-lifetime',
  severity: 'warning',
  confidence: 'medium',
  words: [
    'jsonwebtoken',
    '@nestjs/jwt',
    'jwt.sign',
    'jwtSign',
    'SignJWT',
    'hono/jwt',
    'jwt-simple',
    '@hapi/jwt',
    '@fastify/jwt',
    'ignoreExpiration',
  ],
  text: {
    de: {
      title: 'Token ohne Ablauf',
      messages: {
        endless: '`{name}` stellt ein Token aus, das nie abläuft.',
        ignored: '`{name}` nimmt abgelaufene Token an.',
        long: '`{name}` stellt ein Token aus, mit dem jemand {hours} Stunden lang angemeldet ist.',
      },
      why: 'Ein Token gilt für den, der es vorzeigt. Wer es aus einem Protokoll, einem Browser oder einer Sicherung hat, ist angemeldet, und zwar mit dem Vertrauensniveau, das einmal nachgewiesen wurde. Nur der Ablauf beendet das; gesperrte Konten und entzogene Rollen wirken sonst nie. Das BSI begrenzt Sitzungen von Nutzerkonten auf 12 Stunden, 2 Stunden oder 30 Minuten.',
      advice: {
        endless: "Einen Ablauf angeben, zum Beispiel `expiresIn: '15m'` oder `setExpirationTime('15m')`.",
        ignored: 'Den Eintrag entfernen; abgelaufene Token über ein Refresh-Token erneuern.',
        long: 'Den Ablauf auf Minuten setzen und das Token über ein Refresh-Token erneuern, das sich sperren lässt.',
      },
    },
    en: {
      title: 'Token that does not expire',
      messages: {
        endless: '`{name}` issues a token that never expires.',
        ignored: '`{name}` accepts expired tokens.',
        long: '`{name}` issues a token that somebody is signed in with for {hours} hours.',
      },
      why: 'A token counts for whoever shows it. Whoever has it from a log, a browser or a backup is signed in, with the Vertrauensniveau that was proved once. Only its end stops that; blocked accounts and withdrawn roles never take effect otherwise. The BSI limits sessions of user accounts to 12 hours, 2 hours or 30 minutes.',
      advice: {
        endless: "Give an end, for example `expiresIn: '15m'` or `setExpirationTime('15m')`.",
        ignored: 'Remove the entry; renew expired tokens with a refresh token.',
        long: 'Set the end to minutes and renew the token with a refresh token that can be revoked.',
      },
    },
  },
  on: {
    call(call, report) {
      const ignored = overlooksEnd(call);
      // Who renews or ends a session reads a token whose time is over.
      if (ignored?.range && !LASTING.test(call.functionName))
        report({ message: 'ignored', range: ignored.range, data: { name: call.spelled, hours: '' } });
    },
  },
  project(project, report) {
    const defaults = project.gather(tokenDefaults);
    for (const token of project.gather(tokensOf)) {
      const { path, range, name, message, hours, of } = token;
      if (of) {
        const own = defaults.filter((each) => each.of === of);
        if (own.length === 0 || own.some(({ lifetime }) => lifetime.kind !== 'absent')) continue;
      }
      report({ message, path, range, data: { name, hours } });
    }
  },
});

interface LastingToken {
  readonly path: string;
  readonly range: TextRange;
  readonly name: string;
  readonly message: 'endless' | 'long';
  readonly hours: string;
  /** It may have an end that is given once for all. */
  readonly of?: 'nest' | 'fastify';
}

function tokensOf(file: FactsView): readonly LastingToken[] {
  const calls = file.facts('call');
  return calls.flatMap((call): LastingToken[] => {
    const token = signedToken(call, calls);
    if (!token || !endsNever(token.content)) return [];
    const base = { path: call.path, name: call.spelled === '' ? 'sign' : call.spelled };
    if (token.lifetime.kind === 'absent')
      return [
        {
          ...base,
          range: call.calleeRange,
          message: 'endless',
          hours: '',
          ...(token.defaults && { of: token.defaults }),
        },
      ];
    const seconds = secondsOf(token.lifetime);
    if (seconds === undefined || seconds <= LONGEST || !isOfPerson(call, token.content)) return [];
    return [{ ...base, range: token.lifetime.range, message: 'long', hours: String(Math.round(seconds / 3600)) }];
  });
}

/** Somebody is signed in with it: it names a person, and nothing near it says that it is meant to last. */
function isOfPerson(call: CallFact, content: Value): boolean {
  if (content.kind !== 'record' || ![...content.entries.keys()].some((key) => PERSON.test(key))) return false;
  const names = [call.functionName, ...content.entries.keys(), ...call.arguments.map(nameOf)];
  return !names.some((name) => LASTING.test(name));
}

function nameOf(value: Value): string {
  return `${value.spelled ?? ''} ${value.kind === 'environment' ? value.name : ''}`;
}
