import { rule } from '../../server/model/rule.ts';
import { DATABASE_MODULES } from '../catalog/database-clients.ts';
import { DatabaseSurvey, type DatabaseMessage } from '../catalog/database-survey.ts';

export const requireDatabaseTls = rule<DatabaseMessage>({
  id: 'encryption/require-database-tls',
  severity: 'error',
  fix: 'suggestion',
  words: [
    DATABASE_MODULES,
    /\b(?:postgres(?:ql)?|mysql2?|mysqlx|mariadb|sqlserver|mssql|mongodb(?:\+srv)?):\/\/(?!localhost\b|127\.)/,
    /\b(?:jdbc|r2dbc):/,
    /encrypt\s?=\s?(?:false|no|0|optional)/,
    /ssl[ -]?mode\s?=/,
    /jdbc:oracle|protocol\s?=\s?tcp\b/,
    /['"](?:oracledb|cache-manager-\w[\w-]*|@nestjs\/cache-manager)['"]/,
    'PGSSLMODE',
    /\bhost(?:nossl|gssenc|nogssenc)?[ \t]{1,60}\S{1,60}[ \t]{1,60}\S{1,60}[ \t]{1,60}\S/,
    /skip[-_]ssl/,
    /require[-_]secure[-_]transport/,
    /rds\.force_ssl|require_secure_transport|ssl_enforcement_enabled|non_ssl_port|transit_?encryption_?(?:enabled|mode)|ALLOW_UNENCRYPTED|require_ssl|_dms_endpoint|_docdb_cluster_parameter/,
    /(?:ssl|tls):\s{1,20}enabled:\s?false/,
    /(?:ssl|tls|encrypt)(?:_?(?:mode|enabled))?["']?\s?[:=]\s?["']?(?:false|off|0|no|disabled?|prefer|allow|none)\b/,
    /(?:tls|ssl)["']?\s?:\s?[\w.]{3,60}(?:\(["'][\w.]{1,60}["']\))?\s?===?/,
    /"(?:dialect|type|client)"\s?:\s?"(?:postgres(?:ql)?|mysql2?|mariadb|mongodb|pg)"/,
  ],
  text: {
    de: {
      title: 'Datenbankverbindung ohne TLS',
      messages: {
        missing: 'Die Verbindung zur Datenbank auf `{host}` ist unverschlüsselt, solange `{option}` fehlt.',
        off: '`{name}` schaltet die Verschlüsselung der Verbindung zur Datenbank auf `{host}` ab.',
        byDefault:
          '`{name}` ist aus, solange niemand die Variable setzt; die Verbindung zur Datenbank auf `{host}` ist dann unverschlüsselt.',
        optional: '`{name}` verschlüsselt die Verbindung zur Datenbank auf `{host}` nur, wenn der Server es anbietet.',
        unverified: '`{name}` verschlüsselt, prüft aber nicht, ob `{host}` der richtige Server ist.',
        ineffective:
          '`{name}` hat an dieser Stelle keine Wirkung; die Verbindung zur Datenbank auf `{host}` bleibt unverschlüsselt.',
        setting: '`{name}` schaltet die Verschlüsselung einer Datenbankverbindung ab.',
        accepts: '`{name}` lässt Verbindungen zur Datenbank ohne TLS zu.',
      },
      why: 'Über diese Verbindung laufen alle Daten des Fachverfahrens und das Kennwort der Datenbank. Ohne TLS liest und ändert sie jeder mit, der im Netz dazwischen sitzt, auch im Rechenzentrum. Viele Treiber verschlüsseln nicht von sich aus und sagen nichts, wenn der Schalter fehlt oder an der falschen Stelle steht.',
      advice: {
        missing: '`{option}` angeben, mit dem Zertifikat der eigenen Zertifizierungsstelle.',
        off: 'Stattdessen `{option}` angeben, mit dem Zertifikat der eigenen Zertifizierungsstelle.',
        byDefault:
          'Die Verschlüsselung zum Normalfall machen (`{option}`) und nur für den eigenen Rechner abschaltbar lassen.',
        optional: 'Stattdessen `{option}` angeben, dann bricht die Verbindung ab, statt unverschlüsselt weiterzugehen.',
        unverified: 'Stattdessen `{option}` angeben, mit dem Zertifikat der eigenen Zertifizierungsstelle.',
        ineffective: 'An die Stelle setzen, die der Treiber liest: `{option}`.',
        accepts:
          'Stattdessen `{option}` schreiben, dann weist der Server Verbindungen ohne TLS ab; dazu gehört `ssl = on` in `postgresql.conf`.',
        setting:
          'Den Schalter entfernen oder einschalten und das Zertifikat der eigenen Zertifizierungsstelle mitgeben.',
      },
    },
    en: {
      title: 'Database connection without TLS',
      messages: {
        missing: 'The connection to the database on `{host}` is not encrypted as long as `{option}` is missing.',
        off: '`{name}` switches off the encryption of the connection to the database on `{host}`.',
        byDefault:
          '`{name}` is off as long as nobody sets the variable; the connection to the database on `{host}` is not encrypted then.',
        optional: '`{name}` only encrypts the connection to the database on `{host}` when the server offers it.',
        unverified: '`{name}` encrypts, but does not verify that `{host}` is the right server.',
        ineffective:
          '`{name}` has no effect in this place; the connection to the database on `{host}` stays unencrypted.',
        setting: '`{name}` switches off the encryption of a database connection.',
        accepts: '`{name}` admits connections to the database without TLS.',
      },
      why: 'All data of the application and the password of the database run over this connection. Without TLS everybody in the network between reads and changes them, in the data centre, too. Many drivers do not encrypt of their own accord and say nothing when the switch is missing or stands in the wrong place.',
      advice: {
        missing: 'Give `{option}`, with the certificate of your own certification authority.',
        off: 'Give `{option}` instead, with the certificate of your own certification authority.',
        byDefault: 'Make encryption the normal case (`{option}`) and let it be switched off for the own machine only.',
        optional: 'Give `{option}` instead, then the connection fails instead of going on without encryption.',
        unverified: 'Give `{option}` instead, with the certificate of your own certification authority.',
        ineffective: 'Put it where the driver reads it: `{option}`.',
        accepts:
          'Write `{option}` instead, so that the server refuses connections without TLS; `ssl = on` in `postgresql.conf` belongs to it.',
        setting: 'Remove the switch or turn it on and hand over the certificate of your own certification authority.',
      },
    },
  },
  project(project, report) {
    new DatabaseSurvey(project, report).run();
  },
});
