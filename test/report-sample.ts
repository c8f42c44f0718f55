/** A small town hall with findings written by hand, for the tests of reporters. */
import { createHash } from 'node:crypto';
import type { Analysis } from '../server/model/analysis.ts';
import type { Finding } from '../server/model/finding.ts';
import { rule } from '../server/model/rule.ts';
import type { Rule } from '../server/model/rule.ts';
import type { TextRange } from '../server/model/text-range.ts';
import type { ReportSurroundings } from '../server/report/reporter.ts';

/** What no report may ever hold. */
export const SECRETS = ['Rathaus-2024-geheim', 'Stadtkasse#77', 'Standesamt-Schluessel', 'Zweitgeheimnis99'] as const;

const FILES: Readonly<Record<string, string>> = {
  'server/datenbank.ts': [
    "import { Pool } from 'pg';",
    '',
    'export const melderegister = new Pool({',
    `\thost: 'db.stadt.example', password: '${SECRETS[0]}', ssl: { rejectUnauthorized: false },`,
    '});',
    '',
    `export const alteVerbindung = 'postgres://buerger:${SECRETS[1]}@db.stadt.example/melde';`,
    `// ${SECRETS[0]} steht auch hier`,
    "export const kopie = new Pool({ ssl: { rejectUnauthorized: false }, passwort: 'Zweitgeheimnis99' });",
    '',
  ].join('\n'),
  'config/umgebung prüfung.env': [`DB_PASSWORD=${SECRETS[2]}`, 'NODE_TLS_REJECT_UNAUTHORIZED=0', ''].join('\r\n'),
  'deploy/compose.yaml': `services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${SECRETS[0]}\n`,
  'server/kaputt.ts': 'export const = ;\n',
  'server/lang.ts': `const a = [${'"amt", '.repeat(60)}{ rejectUnauthorized: false }, ${'"ende", '.repeat(60)}];\n`,
  'server/\u001B[31mfalsch.ts': 'agent({ rejectUnauthorized: false }); // \u001B[2J \u202Eumgedreht\n',
};

export const CERTIFICATE = rule({
  id: 'encryption/no-disabled-certificate-check',
  severity: 'error',
  text: {
    de: {
      title: 'Zertifikate von Servern werden geprüft',
      messages: { option: 'Das Zertifikat von {host} wird nicht geprüft.' },
      why: 'Ohne Prüfung kann sich jeder im Netz als der Server ausgeben und Meldedaten mitlesen.',
      advice: { option: '`rejectUnauthorized: true` setzen und die eigene Zertifizierungsstelle über `ca` angeben.' },
    },
    en: {
      title: 'Certificates of servers are checked',
      messages: { option: 'The certificate of {host} is not checked.' },
      why: 'Without the check anyone in the network can pose as the server and read registration data.',
      advice: { option: 'Set `rejectUnauthorized: true` and name the own certificate authority with `ca`.' },
    },
  },
  words: ['rejectUnauthorized'],
});

const PASSWORD = rule({
  id: 'credentials/no-hardcoded-password',
  severity: 'error',
  text: {
    de: {
      title: 'Passwörter stehen nicht im Quelltext',
      messages: { literal: 'Das Passwort `{name}` steht im Quelltext.' },
      why: 'Wer den Quelltext lesen kann, kann sich anmelden.',
      advice: { literal: 'Das Passwort aus der Umgebung lesen und das alte ändern.' },
    },
    en: {
      title: 'Passwords are not part of the source code',
      messages: { literal: 'The password `{name}` stands in the source code.' },
      why: 'Whoever can read the source code can sign in.',
      advice: { literal: 'Read the password from the environment and change the old one.' },
    },
  },
  words: ['password'],
});

const SAMPLE_RULES: readonly Rule[] = [PASSWORD, CERTIFICATE];

/** The range of the nth occurrence of a text in a sample file. */
function rangeOf(path: string, text: string, nth = 0): TextRange {
  const content = FILES[path] ?? '';
  let start = content.indexOf(text);
  for (let i = 0; i < nth; i++) start = content.indexOf(text, start + 1);
  if (start < 0) throw new Error(`${path} does not hold the text`);
  return { start, end: start + text.length };
}

type Given = Pick<Finding, 'path' | 'range'> & Partial<Finding>;

function certificate(given: Given): Finding {
  return complete(given, CERTIFICATE, 'option', { host: 'db.stadt.example' });
}

function password(given: Given): Finding {
  return complete({ secret: true, ...given }, PASSWORD, 'literal', { name: 'password' });
}

function complete<M extends string>(
  given: Given,
  of: Rule<M>,
  name: M,
  data: Readonly<Record<string, string>>,
): Finding {
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, key: string) => data[key] ?? '');
  return {
    rule: of.id,
    severity: of.severity,
    confidence: 'high',
    message: { de: fill(of.text.de.messages[name]), en: fill(of.text.en.messages[name]) },
    advice: { de: of.text.de.advice[name], en: of.text.en.advice[name] },
    related: [],
    fingerprint: createHash('sha256')
      .update(`${of.id} ${given.path} ${String(given.range.start)}`)
      .digest('hex')
      .slice(0, 32),
    secret: false,
    ...given,
  };
}

const escaping = 'server/\u001B[31mfalsch.ts';

export const SAMPLE: Analysis = {
  findings: [
    certificate({
      path: 'config/umgebung prüfung.env',
      range: rangeOf('config/umgebung prüfung.env', 'NODE_TLS_REJECT_UNAUTHORIZED=0'),
      severity: 'warning',
    }),
    password({
      path: 'deploy/compose.yaml',
      range: rangeOf('deploy/compose.yaml', SECRETS[0]),
      group: 'a-key-of-this-run',
    }),
    certificate({ path: escaping, range: rangeOf(escaping, 'rejectUnauthorized: false'), confidence: 'medium' }),
    password({
      path: 'server/datenbank.ts',
      range: rangeOf('server/datenbank.ts', `'${SECRETS[0]}'`),
      group: 'a-key-of-this-run',
    }),
    certificate({
      path: 'server/datenbank.ts',
      range: rangeOf('server/datenbank.ts', 'rejectUnauthorized: false'),
      fix: {
        safety: 'safe',
        title: { de: 'Zertifikat prüfen', en: 'Check the certificate' },
        edits: [{ path: 'server/datenbank.ts', range: rangeOf('server/datenbank.ts', 'false'), text: 'true' }],
      },
      related: [
        {
          path: 'deploy/compose.yaml',
          range: rangeOf('deploy/compose.yaml', 'db'),
          text: { de: 'Hier ist der Server beschrieben.', en: 'The server is described here.' },
        },
      ],
    }),
    certificate({
      path: 'server/datenbank.ts',
      range: rangeOf('server/datenbank.ts', 'rejectUnauthorized: false', 1),
      suppressed: { reason: `Testserver im Keller, Passwort ${SECRETS[0]}` },
    }),
    certificate({ path: 'server/lang.ts', range: rangeOf('server/lang.ts', 'rejectUnauthorized: false') }),
  ],
  decisions: [],
  notices: [
    { path: 'server/kaputt.ts', reason: 'syntax-error', range: { start: 13, end: 14 } },
    { path: 'server/riesig.js', reason: 'time-limit', detail: '2000 ms' },
  ],
  crashes: [],
  secrets: new Map(),
  doors: [],
  counts: { files: 37, parsed: 12 },
};

/** A run without any finding. */
export const NOTHING: Analysis = { ...SAMPLE, findings: [], notices: [] };

export function surroundings(given: Partial<ReportSurroundings> = {}): ReportSurroundings {
  const secrets = new Map<string, readonly TextRange[]>([
    ['server/datenbank.ts', [rangeOf('server/datenbank.ts', `'${SECRETS[0]}'`)]],
    ['deploy/compose.yaml', [rangeOf('deploy/compose.yaml', SECRETS[0])]],
  ]);
  return {
    language: 'en',
    version: '0.0.0',
    rules: SAMPLE_RULES,
    textOf: (path) => FILES[path],
    secretsOf: (path) => secrets.get(path) ?? [],
    colour: false,
    ...given,
  };
}
