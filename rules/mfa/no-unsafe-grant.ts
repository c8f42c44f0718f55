import { isAlways } from '../../server/model/ask.ts';
import { rule, type FileView, type Report } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { implicitRequest, isPasswordRequest, passwordRequest } from '../catalog/grant-requests.ts';
import {
  attributeOf,
  clientsOf,
  speaksSaml,
  usesSignInPage,
  type KeycloakClient,
} from '../catalog/keycloak-clients.ts';
import { textOf } from '../catalog/keycloak-flows.ts';

type Message = 'implicit' | 'response' | 'password' | 'request' | 'unbound' | 'plain';

export const noUnsafeGrant = rule<Message>({
  id: 'mfa/no-unsafe-grant',
  severity: 'warning',
  confidence: 'medium',
  fix: 'suggestion',
  words: [
    'implicitFlowEnabled',
    'implicit_flow_enabled',
    'directAccessGrantsEnabled',
    'direct_access_grants_enabled',
    'publicClient',
    'access_type',
    'grant_type',
    'response_type',
    'responseType',
    'keycloak-js',
    'openid-client',
    'simple-oauth2',
    'angular-oauth2-oidc',
    'oidc-client-ts',
    'pkce.code.challenge.method',
  ],
  text: {
    de: {
      title: 'Anmeldung über einen Weg, der Kennwörter oder Token preisgibt',
      messages: {
        implicit:
          'Der Client `{name}` bekommt Token in der Adresse (`implicitFlowEnabled`); sie landen in Verlauf und Protokollen.',
        response: '`{name}` lässt Token in der Adresse zurückgeben; sie landen in Verlauf und Protokollen.',
        password:
          'Der Client `{name}` nimmt Kennwörter ohne Anmeldeseite an (`directAccessGrantsEnabled`); dort ist kein zweiter Faktor vorgesehen.',
        request:
          'Hier tauscht das Programm ein Kennwort gegen ein Token; auf diesem Weg ist kein zweiter Faktor vorgesehen.',
        unbound:
          'Der öffentliche Client `{name}` verlangt kein PKCE; ein abgefangener Code genügt, um sich anzumelden.',
        plain: 'Der Client `{name}` lässt PKCE ohne Hash zu (`plain`); wer die Anfrage sieht, kann den Code einlösen.',
      },
      why: 'Nur der Weg über die Anmeldeseite mit Code und PKCE hält Kennwort, zweiten Faktor und Token auseinander. Beim impliziten Weg stehen Token in der Adresse und damit in Verlauf, Protokollen und Verweisen. Beim Tausch von Kennwörtern sieht das Fachverfahren das Kennwort selbst, und ein zweiter Faktor oder die Anmeldung über BundID fällt aus. Ohne PKCE kann ein fremdes Programm auf dem Gerät den Code einlösen.',
      advice: {
        implicit: '`implicitFlowEnabled` auf `false` setzen und den Code-Weg mit PKCE verwenden.',
        response: 'Den Code-Weg mit PKCE verwenden: `response_type` `code`, bei keycloak-js `flow` `standard`.',
        password:
          '`directAccessGrantsEnabled` auf `false` setzen; Personen über die Anmeldeseite anmelden, Programme über ein Dienstkonto (`serviceAccountsEnabled`).',
        request:
          'Personen über die Anmeldeseite anmelden (Code mit PKCE), Programme über `client_credentials` mit eigenem Dienstkonto.',
        unbound: '`pkce.code.challenge.method` des Clients auf `S256` setzen.',
        plain: '`S256` statt `plain` setzen.',
      },
    },
    en: {
      title: 'Sign-in by a way that gives passwords or tokens away',
      messages: {
        implicit:
          'The client `{name}` gets tokens in the address (`implicitFlowEnabled`); they end up in history and logs.',
        response: '`{name}` has tokens returned in the address; they end up in history and logs.',
        password:
          'The client `{name}` accepts passwords without a sign-in page (`directAccessGrantsEnabled`), where no second factor is provided for.',
        request: 'The program swaps a password for a token here; no second factor is provided for on this way.',
        unbound: 'The public client `{name}` does not demand PKCE; an intercepted code is enough to sign in.',
        plain:
          'The client `{name}` allows PKCE without a hash (`plain`); whoever sees the request can redeem the code.',
      },
      why: 'Only the way over the sign-in page with a code and PKCE keeps password, second factor and token apart. With the implicit way tokens stand in the address, and so in history, logs and references. Where passwords are swapped the Fachverfahren sees the password itself, and a second factor or the sign-in with BundID drops out. Without PKCE a foreign program on the device can redeem the code.',
      advice: {
        implicit: 'Set `implicitFlowEnabled` to `false` and use the way with a code and PKCE.',
        response: 'Use the way with a code and PKCE: `response_type` `code`, with keycloak-js `flow` `standard`.',
        password:
          'Set `directAccessGrantsEnabled` to `false`; sign people in on the sign-in page, programs with a service account (`serviceAccountsEnabled`).',
        request:
          'Sign people in on the sign-in page (code with PKCE), programs with `client_credentials` and a service account of their own.',
        unbound: 'Set `pkce.code.challenge.method` of the client to `S256`.',
        plain: 'Set `S256` instead of `plain`.',
      },
    },
  },
  on: {
    resource(resource, report, file) {
      for (const client of clientsOf(resource)) judgeClient(client, report, file);
    },
    call(call, report) {
      const implicit = implicitRequest(call);
      if (implicit) report({ message: 'response', range: implicit.range, data: { name: implicit.name } });
      const password = passwordRequest(call);
      if (password) report({ message: 'request', range: password, data: { name: '' } });
    },
  },
  project(project, report) {
    const found = project.gather((file) => {
      const requests = file.facts('named-value').filter(isPasswordRequest);
      // The command line of Keycloak's own administration knows no other way.
      const isAdministration =
        requests.length > 0 &&
        file
          .facts('named-value')
          .some(({ names, value }) => /client_?id$/i.test(names.at(-1) ?? '') && isAlways(value, 'admin-cli'));
      return isAdministration ? [] : requests;
    });
    for (const { path, range, value } of found)
      report({ message: 'request', path, range: value.range ?? range, data: { name: '' } });
  },
});

function judgeClient(client: KeycloakClient, report: Report<Message>, file: FileView): void {
  if (speaksSaml(client)) return;
  const { settings, id, place } = client;
  const milder = file.stage === 'local' || file.stage === 'test' ? { severity: 'information' as const } : {};
  const found = (message: Message, range: TextRange, switchOff: boolean): void => {
    const isPlain = switchOff && file.text.slice(range.start, range.end) === 'true';
    report({
      message,
      range,
      data: { name: id },
      ...milder,
      ...(isPlain && {
        fix: {
          safety: 'suggestion',
          title: { de: 'Abschalten', en: 'Switch off' },
          edits: [{ path: file.path, range, text: 'false' }],
        },
      }),
    });
  };
  const implicit = settings.entries.get('implicitFlowEnabled');
  if (implicit?.range && isAlways(implicit, true)) found('implicit', implicit.range, true);
  const grants = settings.entries.get('directAccessGrantsEnabled');
  if (grants?.range && isAlways(grants, true)) found('password', grants.range, true);
  const method = attributeOf(client, 'pkce.code.challenge.method');
  if (method.range && textOf(method) === 'plain') found('plain', method.range, false);
  const isPublic = isAlways(settings.entries.get('publicClient') ?? method, true);
  if (
    isPublic &&
    usesSignInPage(client) &&
    (method.kind === 'absent' || (method.kind === 'known' && method.value === ''))
  )
    found('unbound', place, false);
}
