import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { ResourceFact } from '../../server/model/facts.ts';
import { rule } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { textOf } from '../catalog/keycloak-flows.ts';
import { asksFactorInFlow, forcedIn, realmOf } from '../catalog/keycloak-realms.ts';
import { signInsAfterReset } from '../catalog/session-starts.ts';
import { kindOfDoor } from '../catalog/sign-in-doors.ts';

export const noSignInAfterReset = rule<'session' | 'flow'>({
  id: 'mfa/no-sign-in-after-reset',
  severity: 'warning',
  confidence: 'medium',
  words: ['bcrypt', 'argon2', 'scrypt', 'resetCredentialsFlow'],
  text: {
    de: {
      title: 'Zurücksetzen des Kennworts umgeht den zweiten Faktor',
      messages: {
        session: 'Wer über einen Link ein neues Kennwort setzt, ist hier sofort angemeldet, ohne zweiten Faktor.',
        flow: 'Der Ablauf `{flow}` zum Zurücksetzen verlangt keinen zweiten Faktor, die Anmeldung dagegen schon.',
      },
      why: 'Der Link zum Zurücksetzen kommt per E-Mail. Wer das Postfach liest, kommt damit bis zur fertigen Anmeldung und hat Kennwort und zweiten Faktor zugleich umgangen. Das Zurücksetzen darf nur das Kennwort ersetzen, nicht die Anmeldung.',
      advice: {
        session:
          'Nach dem Zurücksetzen auf die Anmeldeseite führen und dort alle Faktoren verlangen; bestehende Sitzungen beenden.',
        flow: 'In den Ablauf eine Ausführung mit zweitem Faktor (`auth-otp-form`, `webauthn-authenticator`) mit `REQUIRED` aufnehmen.',
      },
    },
    en: {
      title: 'Reset of the password goes round the second factor',
      messages: {
        session: 'Whoever sets a new password by a link is signed in here at once, without a second factor.',
        flow: 'The flow `{flow}` for a reset demands no second factor, although the sign-in does.',
      },
      why: 'The link for a reset comes by e-mail. Whoever reads the mailbox gets all the way to a complete sign-in and has gone round password and second factor at once. A reset may replace the password only, not the sign-in.',
      advice: {
        session: 'Lead to the sign-in page after the reset and demand all factors there; end existing sessions.',
        flow: 'Put an execution with a second factor (`auth-otp-form`, `webauthn-authenticator`) with `REQUIRED` into the flow.',
      },
    },
  },
  on: {
    resource(resource, report, file) {
      const found = openReset(resource);
      if (found)
        report({
          message: 'flow',
          range: found.range,
          data: { flow: found.flow },
          ...(file.stage === 'local' && { severity: 'information' }),
        });
    },
  },
  project(project, report) {
    const resets = project.doors.filter(({ path }) => kindOfDoor(path) === 'reset').map(({ handler }) => handler.place);
    for (const { path, range, around, isNamed } of project.gather(signInsAfterReset))
      if (isNamed || resets.some((place) => place.path === path && isSame(place.range, around)))
        report({ message: 'session', path, range, data: { flow: '' } });
  },
});

function isSame(a: TextRange, b: TextRange): boolean {
  return a.start === b.start && a.end === b.end;
}

/** A reset that people may start, in a realm that forces a second factor, by a flow of the file that asks for none. */
function openReset(resource: ResourceFact): { readonly range: TextRange; readonly flow: string } | undefined {
  const realm = realmOf(resource);
  const bound = realm?.entries.get('resetCredentialsFlow');
  if (!realm || !bound?.range || !isAlways(entryOf(realm, 'resetPasswordAllowed'), true)) return undefined;
  const flow = textOf(bound);
  return forcedIn(realm) === 'yes' && asksFactorInFlow(realm, flow) === false
    ? { range: bound.range, flow }
    : undefined;
}
