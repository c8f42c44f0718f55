import { rule } from '../../server/model/rule.ts';
import { CleartextSurvey, type CleartextMessage } from '../catalog/cleartext-survey.ts';

export const noCleartextConnection = rule<CleartextMessage>({
  id: 'encryption/no-cleartext-connection',
  severity: 'warning',
  fix: 'suggestion',
  words: [
    /\b(?:http|ws|ldap|amqp|redis|mqtt|tcp|smtp|imap|pop3|t?ftp|telnet|nats|stomp|ajp|bolt|neo4j|couchbase|coap|sip):\/\/(?!localhost\b|127\.|(?:www\.)?w3\.org|schemas\.|json-schema\.org|[\w.-]{1,60}\/(?:licen[cs]es?|MPL)\b)/,
    /['"](?:@nestjs-modules\/mailer|nodemailer|imapflow|imap|basic-ftp|ftp|promise-ftp|stompit|minio|kafkajs|memcached|memcache-plus|memjs|dockerode|node-rdkafka|rhea|rhea-promise|aws-sdk|nats|@nats-io\/transport-node|@nestjs\/microservices|amqplib|mqtt|telnet-client|node-pop3|yapople|express-http-proxy|(?:node:)?(?:http|net)|@confluentinc\/kafka-javascript|amqplib\/callback_api)['"]/,
    /['"](?:ldapts|ldapjs)['"]/,
    'createInsecure',
    /['"](?:aws-sdk\/|@aws-sdk\/client-|@azure\/)/,
    // Postfix, Mosquitto, Redis
    /tls_security_level\s?=\s?none|smtp_use_tls/,
    /\blistener[ \t]{1,9}\d/,
    /\bmosquitto[\w.-]{0,40}\.conf$/,
    /(?:replicaof|slaveof)[ \t]/,
    'protected-mode',
    /\bbind[ \t]{1,9}(?:\*|::|\d{1,3}\.)/,
    /mosquitto_(?:pub|sub|rr)\b/,
    // Pages
    /upgrade-?insecure-?requests|allowrunninginsecurecontent/,
    /\bmtls:|tls_?disable|xpack[._]|\btls:\s{1,20}mode:/,
    'aws-s3',
    // Providers of clouds
    /protocol_?policy|enforce_?https|https_only|ishttpallowed|is_http_allowed|always_use_https|flexible|lb_protocol|client_?broker|in_cluster|node_?to_?node_?encryption|transit_?encryption|tls_?policy/,
    // RabbitMQ, Kafka
    /listeners\.tcp\./,
    'plaintext://',
    // HAProxy
    /\bmode[ \t]{1,20}http\b/,
    'smtpServer',
    /["']?ssl-?required["']?\s*:/,
    'insecureEdgeTermination',
    /security[._]protocol/,
    /kafka_ssl/,
    /(?:ignore|require)_?tls/,
    /use_?ssl/,
    /s3_ssl/,
    /otlp_insecure/,
    'nostarttls',
    /strict[-_]https/,
    'transport-guarantee',
    /schemes["']?\s{0,9}:/,
    /(?:ssl|tls|secure|encryption|encrypted|verschluesselung|verschlüsselung|verschluesselt|verschlüsselt)(?:[-_.]?(?:enabled?|required?|mode|aktiv))?["']?\s?[:=]\s?["']?(?:false|0|off|no|none|nein|aus|keine|plain|disabled?)\b/,
    /(?:ssl|tls|encryption|verschlüsselung|verschluesselung):\s{1,20}(?:enabled|aktiv):/,
  ],
  text: {
    de: {
      title: 'Verbindung ohne Verschlüsselung',
      messages: {
        address: '`{scheme}://` überträgt zu `{host}` unverschlüsselt.',
        scheme:
          '`{scheme}://` überträgt unverschlüsselt; welcher Rechner gemeint ist, wird erst im Betrieb festgelegt.',
        missing: 'Die Verbindung zu `{host}` ({protocol}) ist unverschlüsselt, solange `{option}` fehlt.',
        off: '`{name}` schaltet die Verschlüsselung der Verbindung zu `{host}` ({protocol}) ab.',
        strippable:
          'Die Verbindung zu `{host}` ({protocol}) wird nur verschlüsselt, wenn die Gegenstelle es anbietet; `{option}` fehlt.',
        setting: '`{name}` lässt Verbindungen ohne Verschlüsselung zu.',
      },
      why: 'Wer im Netz dazwischen sitzt, liest und ändert alles mit: Personendaten, Bescheide, Kennwörter und Sitzungen. Das gilt auch im eigenen Netz, denn dort stehen Drucker, Telefone und fremde Geräte. Eine Verschlüsselung, die nur auf Angebot stattfindet, lässt sich durch Weglassen des Angebots abschalten.',
      advice: {
        address:
          'Die verschlüsselte Fassung verwenden: `{secure}://`, mit dem Port, den die Gegenstelle dafür vorsieht.',
        scheme:
          'Die verschlüsselte Fassung verwenden: `{secure}://`, oder das Schema zusammen mit dem Rechner aus der Konfiguration lesen.',
        missing: '`{option}` setzen und die Zertifizierungsstelle mitgeben, wo es eine eigene ist.',
        off: '`{option}` verwenden und die Zertifizierungsstelle mitgeben, wo es eine eigene ist.',
        strippable: '`{option}` setzen, dann bricht die Verbindung ab, statt unverschlüsselt weiterzugehen.',
        setting: 'Die Ausnahme streichen oder auf den verschlüsselten Wert stellen ({secure}).',
      },
    },
    en: {
      title: 'Connection without encryption',
      messages: {
        address: '`{scheme}://` transmits to `{host}` without encryption.',
        scheme: '`{scheme}://` transmits without encryption; which host is meant is only decided in operation.',
        missing: 'The connection to `{host}` ({protocol}) is not encrypted as long as `{option}` is missing.',
        off: '`{name}` switches off the encryption of the connection to `{host}` ({protocol}).',
        strippable:
          'The connection to `{host}` ({protocol}) is only encrypted when the other side offers it; `{option}` is missing.',
        setting: '`{name}` admits connections without encryption.',
      },
      why: "Whoever sits in the network between reads and changes everything: personal data, official notices, passwords and sessions. That is true of a network of one's own, too, because printers, telephones and strangers' devices are in it. Encryption that only happens on offer is switched off by leaving the offer out.",
      advice: {
        address: 'Use the encrypted version: `{secure}://`, with the port that the other side has for it.',
        scheme:
          'Use the encrypted version: `{secure}://`, or read the scheme together with the host from the configuration.',
        missing: 'Set `{option}` and hand over the certification authority where it is one of your own.',
        off: 'Use `{option}` and hand over the certification authority where it is one of your own.',
        strippable: 'Set `{option}`, then the connection fails instead of going on without encryption.',
        setting: 'Remove the exception or set the encrypted value ({secure}).',
      },
    },
  },
  project(project, report) {
    new CleartextSurvey(project, report).run();
  },
});
