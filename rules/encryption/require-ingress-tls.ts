import { rule, type FactsView } from '../../server/model/rule.ts';
import { openDoors, type OpenDoor } from '../catalog/ingress-doors.ts';
import { openListeners } from '../catalog/load-balancers.ts';
import { webDoors, type WebDoor } from '../catalog/web-doors.ts';

type Message = OpenDoor['message'] | 'server' | 'also';

export const requireIngressTls = rule<Message>({
  id: 'encryption/require-ingress-tls',
  severity: 'warning',
  words: [
    /\bkind["']?\s?:\s?["']?(?:Ingress|Route|Gateway)/,
    /ssl-redirect/,
    /allow-http/,
    /\blisten\s{1,40}/,
    /<VirtualHost/,
    /^\s{0,20}frontend\s/m,
    /traefik\.http\.routers/,
    /\bbind\s{1,20}\S/,
    /lb_listener|hcloud_load_balancer_service|ElasticLoadBalancingV2::Listener|elasticloadbalancingv2['"]/,
  ],
  text: {
    de: {
      title: 'Eingang ohne TLS',
      messages: {
        ingress: '`{name}` nimmt Aufrufe ohne TLS an; `{option}` fehlt.',
        redirect: '`{option}` liefert die Seiten von `{name}` auch ohne TLS aus.',
        route: 'Die Route `{name}` ist nur ohne TLS erreichbar; `{option}` fehlt.',
        gateway: 'Das Gateway `{name}` nimmt nur Verbindungen ohne TLS an; `{option}` fehlt.',
        server: 'Der Server für `{name}` antwortet auf Port 80, leitet nicht um und hat kein Gegenstück mit TLS.',
        also: 'Der Server für `{name}` antwortet auch auf Port 80, statt auf `https://` umzuleiten.',
      },
      why: 'Was hier ankommt, sind Anträge, Kennwörter und Sitzungen von Bürgerinnen, Bürgern und Beschäftigten. Ohne TLS liest und ändert sie jeder mit, der auf dem Weg sitzt. Auch ein zweiter Eingang ohne TLS neben dem verschlüsselten genügt einem Angreifer, denn er kann Aufrufe dorthin lenken.',
      advice: {
        ingress:
          '`{option}` mit Host und Zertifikat ergänzen und Aufrufe ohne TLS umleiten. Endet TLS schon davor, genügt ein Kommentar mit Begründung.',
        redirect: 'Die Zeile streichen; dann leitet der Ingress auf `https://` um.',
        route: '`tls: {termination: edge, insecureEdgeTerminationPolicy: Redirect}` ergänzen.',
        gateway: 'Einen Eingang mit TLS ergänzen und den ohne auf `https://` umleiten.',
        server:
          'Einen Block mit `443 ssl` und Zertifikat anlegen und hier nur umleiten: `return 301 https://$host$request_uri;`.',
        also: 'Hier nur umleiten: `return 301 https://$host$request_uri;`.',
      },
    },
    en: {
      title: 'Way in without TLS',
      messages: {
        ingress: '`{name}` takes requests without TLS; `{option}` is missing.',
        redirect: '`{option}` serves the pages of `{name}` without TLS, too.',
        route: 'The route `{name}` can only be reached without TLS; `{option}` is missing.',
        gateway: 'The gateway `{name}` takes connections without TLS only; `{option}` is missing.',
        server: 'The server for `{name}` answers on port 80, does not redirect, and has no counterpart with TLS.',
        also: 'The server for `{name}` answers on port 80, too, instead of redirecting to `https://`.',
      },
      why: 'What comes in here are applications, passwords and sessions of citizens and staff. Without TLS everybody on the way reads and changes them. A second way in without TLS beside the encrypted one is enough for an attacker, too, because requests can be led there.',
      advice: {
        ingress:
          'Add `{option}` with host and certificate, and redirect requests without TLS. Where TLS ends in front of it already, a comment with the reason is enough.',
        redirect: 'Remove the line; the ingress then redirects to `https://`.',
        route: 'Add `tls: {termination: edge, insecureEdgeTerminationPolicy: Redirect}`.',
        gateway: 'Add a way in with TLS and redirect the one without to `https://`.',
        server:
          'Make a block with `443 ssl` and a certificate, and only redirect here: `return 301 https://$host$request_uri;`.',
        also: 'Only redirect here: `return 301 https://$host$request_uri;`.',
      },
    },
  },
  project(project, report) {
    for (const { path, range, message, name, option } of project.gather(doorsOf))
      report({ path, range, message, data: { name, option }, confidence: message === 'gateway' ? 'medium' : 'high' });
    const servers = project.gather(serversOf);
    for (const server of servers) {
      if (!isOpen(server)) continue;
      const { path, range, names } = server;
      const twins = servers.filter((other) => other.encrypted && isTwin(server, other));
      const [name] = names;
      if (name === undefined && twins.length === 0) continue;
      report({
        path,
        range,
        message: twins.length > 0 ? 'also' : 'server',
        data: { name: name ?? '*', option: '' },
        confidence: twins.length > 0 ? 'high' : 'medium',
      });
    }
  },
});

function doorsOf(file: FactsView): readonly OpenDoor[] {
  if (file.stage === 'local') return [];
  return [...file.facts('resource').flatMap((resource) => openDoors(resource)), ...openListeners(file)];
}

function serversOf(file: FactsView): readonly WebDoor[] {
  return file.stage === 'local' ? [] : webDoors(file);
}

function isOpen({ plain, encrypted, redirects, serves }: WebDoor): boolean {
  return plain && !redirects && serves && !encrypted;
}

/** The same application with TLS: a name in common, or another entrance of the same file where none has names. */
function isTwin(server: WebDoor, other: WebDoor): boolean {
  if (server.names.length > 0) return server.names.some((name) => other.names.includes(name));
  return other.names.length === 0 && other.path === server.path;
}
