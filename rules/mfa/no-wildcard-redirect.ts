import { rule } from '../../server/model/rule.ts';
import type { Value } from '../../server/model/value.ts';
import { attributeOf, clientsOf, usesSignInPage } from '../catalog/keycloak-clients.ts';
import { textOf } from '../catalog/keycloak-flows.ts';

type Message = 'redirect' | 'origin';

export const noWildcardRedirect = rule<Message>({
  id: 'mfa/no-wildcard-redirect',
  severity: 'error',
  words: ['redirectUris', 'valid_redirect_uris', 'webOrigins', 'web_origins'],
  text: {
    de: {
      title: 'Anmeldung, die an beliebige Adressen zurückführt',
      messages: {
        redirect: 'Der Client `{name}` lässt die Anmeldung an jede Adresse zurückführen (`{uri}`).',
        origin: 'Der Client `{name}` lässt Anfragen von jeder Seite zu (`{uri}`).',
      },
      why: 'Nach der Anmeldung schickt Keycloak Code oder Token an die Adresse, die in der Anfrage steht. Ist jede erlaubt, genügt ein Verweis in einer E-Mail: Das Opfer meldet sich auf der echten Seite mit beiden Faktoren an, und der Zugang landet bei Fremden.',
      advice: {
        redirect:
          'Die Adressen einzeln angeben, mit Schema, Rechner und Pfad: `https://antrag.stadt.example/anmeldung/antwort`.',
        origin: 'Die Herkunft einzeln angeben, oder `+` für die der Rücksprungadressen.',
      },
    },
    en: {
      title: 'Sign-in that leads back to any address',
      messages: {
        redirect: 'The client `{name}` lets the sign-in lead back to any address (`{uri}`).',
        origin: 'The client `{name}` allows requests from any page (`{uri}`).',
      },
      why: 'After the sign-in Keycloak sends code or token to the address that stands in the request. Where any is allowed a link in an e-mail is enough: the victim signs in on the real page with both factors, and the access ends up with strangers.',
      advice: {
        redirect:
          'List the addresses one by one, with scheme, host and path: `https://antrag.stadt.example/anmeldung/antwort`.',
        origin: 'List the origins one by one, or `+` for those of the redirect addresses.',
      },
    },
  },
  on: {
    resource(resource, report, file) {
      const milder = file.stage === 'local' || file.stage === 'test' ? { severity: 'information' as const } : {};
      for (const client of clientsOf(resource)) {
        if (!usesSignInPage(client)) continue;
        const { id, settings } = client;
        const redirects = [
          ...addressesIn(settings.entries.get('redirectUris')),
          ...addressesIn(attributeOf(client, 'post.logout.redirect.uris')),
        ];
        for (const { text, value } of redirects)
          if (leadsAnywhere(text) && value.range)
            report({ message: 'redirect', range: value.range, data: { name: id, uri: text }, ...milder });
        for (const { text, value } of addressesIn(settings.entries.get('webOrigins')))
          if (text === '*' && value.range)
            report({
              message: 'origin',
              range: value.range,
              data: { name: id, uri: text },
              severity: milder.severity ?? 'warning',
            });
      }
    },
  },
});

interface Address {
  readonly text: string;
  readonly value: Value;
}

/** A list, or one text in which `##` stands between them. */
function addressesIn(value: Value | undefined): readonly Address[] {
  if (value?.kind === 'list') return value.items.flatMap((item) => addressesIn(item));
  if (value?.kind !== 'known') return [];
  return textOf(value)
    .split('##')
    .map((text) => ({ text: text.trim(), value }));
}

/** Everything, or everything of a scheme: Keycloak knows the star at the end only. */
function leadsAnywhere(address: string): boolean {
  return /^(?:https?:\/\/)?\*$/.test(address) || address === '/*/*' || /^https?:\/\/\*\/\*$/.test(address);
}
