import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { Confidence, Fix } from '../../server/model/finding.ts';
import { rule, type FileView, type Problem, type Report } from '../../server/model/rule.ts';
import type { RecordValue, Value } from '../../server/model/value.ts';
import { RealmFlows, textOf, type Weakness } from '../catalog/keycloak-flows.ts';

type Message = 'none' | 'conditional' | 'disabled' | 'alternative' | 'client' | 'grant';

/** Clients that every realm has; the console of the administration is one of them. */
const BUILT_IN: ReadonlySet<string> = new Set([
  'account',
  'account-console',
  'admin-cli',
  'broker',
  'realm-management',
  'security-admin-console',
]);

export const requireSecondFactorInRealm = rule<Message>({
  id: 'mfa/require-second-factor-in-realm',
  severity: 'warning',
  confidence: 'medium',
  words: ['authenticationFlows'],
  moreSpecificThan: ['mfa/no-unsafe-grant'],
  fix: 'suggestion',
  text: {
    de: {
      title: 'Keycloak-Realm ohne erzwungenen zweiten Faktor',
      messages: {
        none: 'Der Anmeldeablauf `{flow}` des Realms `{realm}` enthält keinen zweiten Faktor: Ein Kennwort genügt.',
        conditional:
          '`{name}` im Anmeldeablauf `{flow}` gilt nur für Personen, die schon einen zweiten Faktor eingerichtet haben; allen anderen genügt das Kennwort.',
        disabled: '`{name}` ist im Anmeldeablauf `{flow}` abgeschaltet: Ein Kennwort genügt.',
        alternative:
          '`{name}` ist im Anmeldeablauf `{flow}` nur eine Alternative und wird nie zusätzlich zum Kennwort verlangt.',
        client:
          'Der Client `{name}` ersetzt den Anmeldeablauf des Realms durch `{flow}`, der keinen zweiten Faktor erzwingt.',
        grant:
          'Der öffentliche Client `{name}` nimmt Kennwörter ohne Anmeldeseite an (`directAccessGrantsEnabled`); dort wird kein zweiter Faktor erzwungen.',
      },
      why: 'Ob ein zweiter Faktor wirklich verlangt wird, entscheidet in Keycloak allein der Anmeldeablauf. Der mitgelieferte Ablauf fragt nur danach, wenn jemand freiwillig einen eingerichtet hat. Wer ein Kennwort errät oder abfischt, meldet sich dann an allen angeschlossenen Fachverfahren an. Der IT-Grundschutz sieht mehrere Faktoren vor, das BSI verlangt sie bei Onlinediensten für Administrierende bei Zugriff über öffentliche Netze.',
      advice: {
        none: 'Hinter das Kennwort eine Ausführung `auth-otp-form` oder `webauthn-authenticator` mit `"requirement": "REQUIRED"` setzen. Kommt der zweite Faktor von einem vorgelagerten Anbieter, die Anmeldung mit Kennwort aus dem Ablauf nehmen.',
        conditional:
          '`"requirement": "REQUIRED"` setzen; Keycloak lässt dann alle bei der nächsten Anmeldung einen zweiten Faktor einrichten. Alternativ eine Bedingung `conditional-level-of-authentication` verwenden und die Stufe in der Anwendung prüfen.',
        disabled:
          '`"requirement": "REQUIRED"` setzen; Keycloak lässt dann alle bei der nächsten Anmeldung einen zweiten Faktor einrichten.',
        alternative:
          'Kennwort und zweiten Faktor auf derselben Ebene mit `"requirement": "REQUIRED"` verlangen, den zweiten hinter dem ersten.',
        client:
          'Den Eintrag `authenticationFlowBindingOverrides` streichen oder auf einen Ablauf verweisen, der einen zweiten Faktor mit `"requirement": "REQUIRED"` verlangt.',
        grant:
          '`"directAccessGrantsEnabled": false` setzen und Personen über die Anmeldeseite anmelden (`standardFlowEnabled` mit PKCE).',
      },
    },
    en: {
      title: 'Keycloak realm that does not force a second factor',
      messages: {
        none: 'The sign-in flow `{flow}` of the realm `{realm}` holds no second factor: a password is enough.',
        conditional:
          '`{name}` in the sign-in flow `{flow}` applies only to people who have set up a second factor already; for all others the password is enough.',
        disabled: '`{name}` is switched off in the sign-in flow `{flow}`: a password is enough.',
        alternative:
          '`{name}` is only an alternative in the sign-in flow `{flow}` and never asked for in addition to the password.',
        client:
          'The client `{name}` replaces the sign-in flow of the realm by `{flow}`, which forces no second factor.',
        grant:
          'The public client `{name}` accepts passwords without a sign-in page (`directAccessGrantsEnabled`), where no second factor is forced.',
      },
      why: 'Whether a second factor is really demanded is decided in Keycloak by the sign-in flow alone. The flow it comes with asks for one only where somebody has set one up of their own accord. Whoever guesses or phishes a password then signs in to every connected Fachverfahren. IT-Grundschutz provides for several factors, the BSI demands them in online services for administrators over public networks.',
      advice: {
        none: 'Put an execution `auth-otp-form` or `webauthn-authenticator` with `"requirement": "REQUIRED"` behind the password. Where an upstream provider asks for the second factor, take the sign-in with a password out of the flow.',
        conditional:
          'Set `"requirement": "REQUIRED"`; Keycloak then lets everybody set up a second factor at the next sign-in. Or use a condition `conditional-level-of-authentication` and check the level in the application.',
        disabled:
          'Set `"requirement": "REQUIRED"`; Keycloak then lets everybody set up a second factor at the next sign-in.',
        alternative:
          'Demand password and second factor on the same level with `"requirement": "REQUIRED"`, the second behind the first.',
        client:
          'Remove the entry `authenticationFlowBindingOverrides`, or point it to a flow that demands a second factor with `"requirement": "REQUIRED"`.',
        grant:
          'Set `"directAccessGrantsEnabled": false` and sign people in on the sign-in page (`standardFlowEnabled` with PKCE).',
      },
    },
  },
  on: {
    resource(fact, report, file) {
      if (fact.type === 'keycloak:realm') judgeRealm(fact.value, report, file);
      if (fact.type !== 'k8s:KeycloakRealmImport' && fact.type !== 'k8s:KeycloakRealm') return;
      const realm = entryOf(fact.value, 'spec', 'realm');
      if (realm.kind === 'record') judgeRealm(realm, report, file);
    },
  },
});

function judgeRealm(realm: RecordValue, report: Report<Message>, file: FileView): void {
  if (isAlways(entryOf(realm, 'enabled'), false)) return;
  const flows = new RealmFlows(realm);
  const bound = realm.entries.get('browserFlow');
  // Without an entry Keycloak uses the flow that it brings along.
  const name = bound ? textOf(bound) : 'browser';
  const flow = flows.aliasOf(name);
  const own = flow ? flows.judge(name) : undefined;
  const certainty = {
    confidence: confidenceOf(realm),
    ...(file.stage === 'local' && { severity: 'information' as const }),
  };
  const overrides = overridesOf(realm);

  for (const { client, flow: id, place } of overrides) {
    const other = flows.aliasOf(id);
    if (!other || other.alias === flow?.alias || flows.judge(id).forced !== 'no') continue;
    report({
      message: 'client',
      range: place,
      data: { name: client, flow: other.alias, realm: textOf(entryOf(realm, 'realm')) },
      ...certainty,
    });
  }
  if (realm.entries.has('authenticationFlows')) judgeGrants(realm, flows, certainty, report);
  if (!flow || own?.forced !== 'no' || everyClientIsStronger(realm, flows, overrides)) return;
  const [worst] = own.weaknesses;
  const data = { name: worst?.name ?? '', flow: flow.alias, realm: textOf(entryOf(realm, 'realm')) };
  const problem: Problem<Message> = {
    message: worst?.reason ?? 'none',
    range: worst?.place ?? bound?.range ?? flow.range,
    data,
    ...certainty,
  };
  const fix = worst && fixOf(worst, file);
  const related =
    worst && bound?.range
      ? [{ range: bound.range, text: { de: 'hier an den Realm gebunden', en: 'bound to the realm here' } }]
      : [];
  report({ ...problem, related, ...(fix && { fix }) });
}

/** Passwords that a client hands over itself pass another flow than those typed into the sign-in page. */
function judgeGrants(
  realm: RecordValue,
  flows: RealmFlows,
  certainty: Pick<Problem<Message>, 'confidence' | 'severity'>,
  report: Report<Message>,
): void {
  const bound = realm.entries.get('directGrantFlow');
  const name = bound ? textOf(bound) : 'direct grant';
  // The flow that Keycloak brings along asks only who has set up a factor.
  if (flows.aliasOf(name) ? flows.judge(name).forced !== 'no' : name !== 'direct grant') return;
  for (const client of clientsOf(realm)) {
    const grants = entryOf(client, 'directAccessGrantsEnabled');
    const id = textOf(entryOf(client, 'clientId'));
    if (
      !isAlways(grants, true) ||
      !isAlways(entryOf(client, 'publicClient'), true) ||
      isAlways(entryOf(client, 'enabled'), false) ||
      BUILT_IN.has(id) ||
      entryOf(client, 'authenticationFlowBindingOverrides', 'direct_grant').kind !== 'absent'
    )
      continue;
    report({ message: 'grant', range: grants.range ?? realm.range, data: { name: id }, ...certainty });
  }
}

interface Override {
  readonly client: string;
  readonly flow: string;
  readonly place: NonNullable<Value['range']>;
}

function clientsOf(realm: RecordValue): readonly Value[] {
  const clients = realm.entries.get('clients');
  return clients?.kind === 'list' ? clients.items : [];
}

function overridesOf(realm: RecordValue): Override[] {
  return clientsOf(realm).flatMap((client) => {
    const override = entryOf(client, 'authenticationFlowBindingOverrides', 'browser');
    const flow = textOf(override);
    return flow === '' || !override.range
      ? []
      : [{ client: textOf(entryOf(client, 'clientId')), flow, place: override.range }];
  });
}

/** True where all clients that people sign in to have a flow of their own that forces a second factor. */
function everyClientIsStronger(realm: RecordValue, flows: RealmFlows, overrides: readonly Override[]): boolean {
  const clients = clientsOf(realm).filter(
    (client) =>
      !BUILT_IN.has(textOf(entryOf(client, 'clientId'))) &&
      !isAlways(entryOf(client, 'standardFlowEnabled'), false) &&
      !isAlways(entryOf(client, 'bearerOnly'), true),
  );
  return (
    clients.length > 0 &&
    clients.every((client) => {
      const override = overrides.find(({ client: id }) => id === textOf(entryOf(client, 'clientId')));
      return override !== undefined && flows.judge(override.flow).forced === 'yes';
    })
  );
}

/** Where another provider stands before the realm, its own accounts may be there for emergencies only. */
function confidenceOf(realm: RecordValue): Confidence {
  const providers = realm.entries.get('identityProviders');
  const brokers =
    providers?.kind === 'list' && providers.items.some((provider) => !isAlways(entryOf(provider, 'enabled'), false));
  const users = realm.entries.get('users');
  const hasOwn =
    (users?.kind === 'list' && users.items.some((user) => entryOf(user, 'serviceAccountClientId').kind === 'absent')) ||
    isAlways(entryOf(realm, 'registrationAllowed'), true) ||
    entryOf(realm, 'components', 'org.keycloak.storage.UserStorageProvider').kind === 'list';
  return brokers && !hasOwn ? 'low' : 'medium';
}

function fixOf({ reason, place, written }: Weakness, file: FileView): Fix | undefined {
  const text = file.text.slice(place.start, place.end);
  if (reason === 'alternative' || text.replace(/^(["'])(.*)\1$/, '$2') !== written) return undefined;
  return {
    safety: 'suggestion',
    title: { de: 'Zweiten Faktor verlangen', en: 'Demand the second factor' },
    edits: [{ path: file.path, range: place, text: text.replace(written, 'REQUIRED') }],
  };
}
