/** A file of each format as an application of a town has it, as long as wanted, with a password in every part of it. */
import type { Format } from '../server/classify/format-of.ts';

export interface Sample {
  readonly path: string;
  readonly head?: string;
  readonly tail?: string;
  readonly between?: string;
  /** One part of the file; `number` makes its names different from those of the others. */
  readonly part: (number: string, password: string) => string;
}

/** The password of a part; it stands nowhere else. */
export const passwordOf = (number: number): string => `Ahornweg!${String(number)}-Kirche`;

/** A file of the format with some parts. */
export function fileOf(format: Format, parts: number): { readonly path: string; readonly text: string } {
  return made(SAMPLES[format], parts);
}

export function made(
  { path, head = '', tail = '', between = '', part }: Sample,
  parts: number,
): { readonly path: string; readonly text: string } {
  const all = Array.from({ length: parts }, (_, number) => part(String(number), passwordOf(number)));
  return { path, text: head + all.join(between) + tail };
}

export const FORMATS = (): readonly Format[] => Object.keys(SAMPLES) as Format[];

const script = (n: string, password: string): string => `
/** Vorgänge des Gewerbeamts ${n} */
export async function vorgang${n}(id: string): Promise<Vorgang> {
  const bisher = speicher.get(id) ?? { id, stand: 'neu', zahl: ${n} };
  if (bisher.stand === 'abgeschlossen' && bisher.zahl > ${n}) return bisher;
  for (const anlage of bisher.anlagen ?? []) await pruefe(anlage, { amt: 'Gewerbe', grenze: 10 });
  return { ...bisher, stand: 'geprüft', zeit: new Date().toISOString() };
}
const zugang${n} = { host: 'db.lindenau.example', user: 'gewerbe', password: '${password}' };
`;

const markup = (n: string): string => `  <section class="vorgang" id="vorgang-${n}">
    <h2>Vorgang ${n}</h2>
    <label for="name-${n}">Name</label> <input id="name-${n}" name="name" required maxlength="80">
    <p>Bitte die Unterlagen bis zum Ende des Monats einreichen.</p>
    <a href="/vorgang/${n}" title="Zum Vorgang">Weiter</a>
  </section>
`;

const inScript = (n: string, password: string): string =>
  `const zugang${n} = { user: 'gewerbe', host: 'db.lindenau.example', password: '${password}' };\n`;

const entries =
  (sign: string, remark: string, quote = '') =>
  (n: string, password: string) => `
${remark} Fachdienst ${n}
dienst_${n}_host${sign}${quote}dienst${n}.lindenau.example${quote}
dienst_${n}_port${sign}${quote}8443${quote}
dienst_${n}_user${sign}${quote}portal${quote}
dienst_${n}_password${sign}${quote}${password}${quote}
dienst_${n}_zeitlimit${sign}${quote}30${quote}
dienst_${n}_amt${sign}${quote}Gewerbe und Ordnung${quote}
`;

const SAMPLES: Readonly<Record<Format, Sample>> = {
  script: {
    path: 'src/vorgang.ts',
    head: "import { pruefe, speicher, type Vorgang } from './amt.ts';\n",
    part: script,
  },
  vue: {
    path: 'src/Vorgang.vue',
    head: '<script setup lang="ts">\n',
    part: (n, password) =>
      `${inScript(n, password)}</script>\n<template>\n${markup(n)}  <p @click="oeffne(zugang${n})">{{ zugang${n}.user }}</p>\n</template>\n`,
    between: '<script lang="ts">\n',
  },
  svelte: {
    path: 'src/Vorgang.svelte',
    head: '<script>\n',
    part: (n, password) =>
      `${inScript(n, password)}</script>\n${markup(n)}<p on:click={() => oeffne(zugang${n})}>{zugang${n}.user}</p>\n`,
    between: '<script>\n',
  },
  angular: {
    path: 'src/vorgang.component.html',
    part: (n, password) =>
      `${markup(n)}<p *ngIf="offen" (click)="melde('https://portal:${password}@ablage.lindenau.example/${n}')">{{ stand }}</p>\n`,
  },
  html: {
    path: 'public/vorgang.html',
    head: '<!doctype html>\n<html lang="de">\n<body>\n',
    part: (n, password) => `${markup(n)}<script>\n${inScript(n, password)}</script>\n`,
    tail: '</body>\n</html>\n',
  },
  json: {
    path: 'config/dienste.json',
    head: '{\n',
    part: (n, password) =>
      `  "dienst${n}": { "host": "dienst${n}.lindenau.example", "port": 8443, "user": "portal", "password": "${password}", "amt": { "name": "Gewerbe", "zimmer": [1, 2, 3], "offen": true } }`,
    between: ',\n',
    tail: '\n}\n',
  },
  yaml: {
    path: 'config/dienste.yaml',
    part: (n, password) => `dienst${n}:
  host: dienst${n}.lindenau.example
  port: 8443
  user: portal
  password: ${password}
  amt: { name: "Gewerbe", offen: true }
  zimmer:
    - erdgeschoss
    - 'erster Stock'
  hinweis: >-
    Bitte die Unterlagen bis zum
    Ende des Monats einreichen.
`,
  },
  dotenv: {
    path: '.env.production',
    part: (n, password) =>
      entries('=', '#')(n, password)
        .replace(/^[a-z]\w+/gm, (name) => name.toUpperCase())
        .replace('Gewerbe und Ordnung', 'Gewerbe'),
  },
  properties: {
    path: 'src/main/resources/application.properties',
    part: (n, password) => entries('=', '#')(n, password).replaceAll('_', '.'),
  },
  ini: { path: 'betrieb/dienste.ini', part: (n, password) => `[dienst${n}]${entries(' = ', ';')(n, password)}` },
  words: {
    path: 'betrieb/redis.conf',
    part: (n, password) =>
      `# Speicher ${n}\nport 63${n}\nbind 127.0.0.1\nmaxmemory 256mb\nrequirepass ${password}\nsave 900 1\n`,
  },
  columns: {
    path: '.pgpass',
    part: (n, password) => `# Datenbank ${n}\ndb${n}.lindenau.example:5432:gewerbe:portal:${password}\n`,
  },
  toml: {
    path: 'betrieb/dienste.toml',
    part: (n, password) =>
      `[dienst${n}]${entries(' = ', '#', '"')(n, password)}zimmer = [1, 2, 3]\noffen = { von = 8, bis = 12 }\n`,
  },
  xml: {
    path: 'src/main/resources/beans.xml',
    head: '<beans xmlns="http://www.springframework.org/schema/beans">\n',
    part: (n, password) => `  <bean id="dienst${n}" class="de.lindenau.Dienst">
    <property name="host" value="dienst${n}.lindenau.example"/>
    <property name="password" value="${password}"/>
    <property name="zimmer"><list><value>eins</value><value>zwei</value></list></property>
    <!-- seit Mai --><description>Gewerbe &amp; Ordnung</description>
  </bean>
`,
    tail: '</beans>\n',
  },
  nginx: {
    path: 'betrieb/portal.nginx',
    part: (n, password) => `server {
  listen 443 ssl;
  server_name dienst${n}.lindenau.example;
  location /api/ {
    proxy_pass https://portal:${password}@dienst${n}.lindenau.example;
    proxy_set_header Host $host;
  }
}
`,
  },
  apache: {
    path: 'betrieb/portal.vhost',
    part: (n, password) => `<VirtualHost *:443>
  ServerName dienst${n}.lindenau.example
  SSLEngine on
  <Location "/api">
    Require valid-user
    ProxyPass "https://portal:${password}@dienst${n}.lindenau.example/api"
  </Location>
</VirtualHost>
`,
  },
  haproxy: {
    path: 'betrieb/haproxy.cfg',
    part: (n, password) => `backend dienst${n}
  balance roundrobin
  option httpchk GET /stand
  server eins dienst${n}.lindenau.example:443 ssl verify required ca-file /etc/amt.pem
userlist amt${n}
  user portal insecure-password ${password}
`,
  },
  dockerfile: {
    path: 'Dockerfile',
    part: (n, password) => `FROM registry.lindenau.example/node:20 AS bau${n}
WORKDIR /app
ENV DIENST_HOST="dienst${n}.lindenau.example" DIENST_PORT=8443
ENV DIENST_PASSWORD=${password}
COPY package.json package-lock.json ./
RUN npm ci --omit=dev \\
  && rm -rf /tmp/*
CMD ["node", "dienst.js"]
`,
  },
  shell: {
    path: 'betrieb/sicherung.sh',
    head: '#!/bin/bash\nset -euo pipefail\n',
    part: (n, password) => `# Sicherung ${n}
export DIENST_${n}_PASSWORD='${password}'
ziel${n}="/sicherung/dienst${n}-$(date +%F).gz"
if [ ! -f "$ziel${n}" ]; then
  pg_dump --host db.lindenau.example --username portal gewerbe | gzip > "$ziel${n}"
fi
for alt in /sicherung/*.gz; do echo "$alt"; done
`,
  },
  hcl: {
    path: 'betrieb/datenbank.tf',
    part: (n, password) => `resource "aws_db_instance" "dienst${n}" {
  engine            = "postgres"
  instance_class    = var.groesse
  storage_encrypted = true
  username          = "portal"
  password          = "${password}"
  tags              = { amt = "Gewerbe", nummer = ${n} }
}
`,
  },
  systemd: {
    path: 'betrieb/dienst.service',
    part: (n, password) => `[Unit]
Description=Dienst ${n}
After=network.target
[Service]
Environment=DIENST_HOST=dienst${n}.lindenau.example
Environment=DIENST_PASSWORD=${password}
ExecStart=/usr/bin/node /srv/dienst${n}.js --port 8443
Restart=always
`,
  },
  crontab: {
    path: 'betrieb/sicherung.cron',
    part: (n, password) => `# Sicherung ${n}
DIENST_PASSWORD=${password}
15 2 * * * root /usr/local/bin/sicherung --dienst dienst${n} --ziel /sicherung
`,
  },
  jenkins: {
    path: 'Jenkinsfile',
    head: 'pipeline {\n  agent any\n',
    part: (n, password) => `  environment {
    DIENST_PASSWORD = '${password}'
  }
  stages {
    stage('Bau ${n}') {
      steps {
        sh 'npm ci && npm run build'
      }
    }
  }
`,
    tail: '}\n',
  },
  sql: {
    path: 'db/anlegen.sql',
    part: (n, password) => `-- Dienst ${n}
CREATE ROLE dienst${n} LOGIN PASSWORD '${password}' VALID UNTIL '2030-01-01';
GRANT SELECT ON vorgang TO dienst${n};
INSERT INTO dienst (id, name, stand, grenze) VALUES (${n}, 'Gewerbe ${n}', 'offen', 10), (${n}, 'Ordnung', 'neu', 20);
`,
  },
  prisma: {
    path: 'prisma/schema.prisma',
    part: (n, password) => `datasource db${n} {
  provider = "postgresql"
  url      = "postgresql://portal:${password}@localhost:5432/dienst${n}"
}
model Vorgang${n} {
  id    Int    @id @default(autoincrement())
  stand String @default("neu")
}
`,
  },
};
