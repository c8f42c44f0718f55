import { isAlways, optionOf } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { rule } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { isUntied, JOINS_ACCOUNTS, skippedSubject, SWITCHES } from '../catalog/oidc-checks.ts';

export const requireOidcChecks = rule<'off' | 'none' | 'untied' | 'joined'>({
  id: 'mfa/require-oidc-checks',
  severity: 'error',
  words: [
    'openid-client',
    'next-auth',
    '@auth/',
    'angular-oauth2-oidc',
    'oidc-client',
    'keycloak-js',
    'passport-',
    'better-auth',
  ],
  text: {
    de: {
      title: 'Prüfung der Anmeldung über OpenID Connect abgeschaltet',
      messages: {
        off: '`{name}` schaltet eine Prüfung der Anmeldung ab; eine untergeschobene Antwort wird angenommen.',
        none: '`{name}` schaltet `state`, `nonce` und PKCE ab; eine untergeschobene Antwort wird angenommen.',
        untied: '`{name}` nimmt die Antwort ohne `state`, `nonce` und PKCE an; eine untergeschobene fällt nicht auf.',
        joined:
          '`{name}` verbindet Konten allein über die E-Mail-Adresse; wer sie bei einem anderen Anbieter angibt, übernimmt das Konto.',
      },
      why: 'Die Antwort des Anmeldedienstes kommt über den Browser zurück. `state`, `nonce`, PKCE und der Aussteller binden sie an die Anfrage; ohne sie lässt sich eine fremde Antwort oder ein abgefangener Code einschleusen. Dann arbeitet jemand unter fremdem Konto, auch wenn dort ein zweiter Faktor verlangt war.',
      advice: {
        off: 'Die Abschaltung entfernen und den Wert aus der Sitzung prüfen, der mit der Anfrage erzeugt wurde.',
        none: "Den Eintrag entfernen oder `checks: ['pkce', 'state']` angeben.",
        untied:
          'Mit der Anfrage `state` und einen PKCE-Wert erzeugen, beide in der Sitzung ablegen und hier zum Vergleich übergeben.',
        joined: 'Den Eintrag entfernen und Konten erst nach einer Anmeldung mit beiden verbinden.',
      },
    },
    en: {
      title: 'Check of a sign-in with OpenID Connect turned off',
      messages: {
        off: '`{name}` turns a check of the sign-in off; a forged answer is accepted.',
        none: '`{name}` turns `state`, `nonce` and PKCE off; a forged answer is accepted.',
        untied: '`{name}` takes the answer without `state`, `nonce` and PKCE; a forged one goes unnoticed.',
        joined:
          '`{name}` joins accounts by the e-mail address alone; whoever states it with another provider takes the account over.',
      },
      why: 'The answer of the sign-in service comes back through the browser. `state`, `nonce`, PKCE and the issuer tie it to the request; without them the answer of somebody else or an intercepted code can be slipped in. Somebody then works under the account of another person, even if a second factor was asked for there.',
      advice: {
        off: 'Remove the switch and check the value from the session that was made with the request.',
        none: "Remove the entry or give `checks: ['pkce', 'state']`.",
        untied: 'Make `state` and a PKCE value with the request, keep both in the session and hand them over here.',
        joined: 'Remove the entry and join accounts only after a sign-in with both.',
      },
    },
  },
  on: {
    call(call, report) {
      for (const { callee, index, option, bad } of SWITCHES) {
        if (!callee.test(call.callee)) continue;
        const value = optionOf(call, index, ...option.split('.'));
        if (bad(value)) report({ message: 'off', range: placeOf(value, call), data: { name: option } });
      }
      const subject = skippedSubject(call);
      if (subject) report({ message: 'off', range: placeOf(subject, call), data: { name: 'skipSubjectCheck' } });
      if (isUntied(call))
        report({ message: 'untied', range: call.calleeRange, data: { name: call.spelled }, confidence: 'medium' });
      if (!/^(?:next-auth|@auth\/core)\/providers\/[\w-]+(?:\.js)?#/.test(call.callee)) return;
      const checks = optionOf(call, 0, 'checks');
      if (isNone(checks)) report({ message: 'none', range: placeOf(checks, call), data: { name: 'checks' } });
      const joins = optionOf(call, 0, JOINS_ACCOUNTS);
      if (isAlways(joins, true))
        report({ message: 'joined', range: placeOf(joins, call), data: { name: JOINS_ACCOUNTS }, severity: 'warning' });
    },
  },
});

/** `[]` and `['none']`. */
function isNone(value: Value): boolean {
  if (value.kind === 'list') return !value.open && value.items.every((item) => isAlways(item, 'none'));
  return isAlways(value, 'none');
}

function placeOf(value: Value, call: CallFact): TextRange {
  return value.range ?? call.calleeRange;
}
