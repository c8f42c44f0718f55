/**
 * Documents of the kinds that a town deploys, whose reader is that of their format or another document's. Each part holds
 * a password as in `samples-of-formats.ts`, or what `shows` says.
 */
import { made, passwordOf, type Sample } from './samples-of-formats.ts';

interface DocumentSample extends Sample {
  /** What the finding of the first part marks; absent for its password, empty where there must be none. */
  readonly shows?: string;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
/** In two pieces, so that nobody takes it for one that is in use. */
const TOKEN = ['glpat', 'x7Kq2mVw9Rt4Yb6Nc1Zd'].join('-');
const ENCRYPTED = 'AgBy3i4OJSWK+PiTySYZZA9rO43cGDEqZ3nK8vVt0Wq7Lf2XJm5cQeRs6HbYdUaP';

const DOCUMENTS: Readonly<Record<string, DocumentSample>> = {
  'stages of a Dockerfile': {
    path: 'bau/Dockerfile.portal',
    part: (n, password) => `FROM registry.lindenau.example/node:20 AS bau${n}
RUN <<EOF
npm ci --omit=dev
export DIENST_PASSWORD='${password}'
EOF
`,
  },
  'services of compose': {
    path: 'compose.yaml',
    head: 'services:\n',
    part: (n, password) => `  dienst${n}:
    image: registry.lindenau.example/dienst:${n}
    environment:
      - DIENST_PASSWORD=${password}
    command: ["node", "dienst.js", "--port", "8443"]
    labels:
      - traefik.http.routers.dienst${n}.tls=true
`,
  },
  'ConfigMaps with files': {
    path: 'k8s/dateien.yaml',
    part: (n, password) => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: dienst${n} }
data:
  application.properties: |
    dienst.host=dienst${n}.lindenau.example
    dienst.password=${password}
  start.sh: |
    set -e
    exec node dienst.js
`,
  },
  'encoded Secrets': {
    path: 'k8s/geheim.yaml',
    part: (n, password) => `---
apiVersion: v1
kind: Secret
metadata: { name: dienst${n} }
data:
  password: ${base64(password)}
`,
    shows: base64(passwordOf(0)),
  },
  'values of a chart': {
    path: 'chart/values.yaml',
    part: (n, password) => `dienst${n}:\n  replicas: 2\n  password: ${password}\n  ingress: { enabled: false }\n`,
  },
  'templates of a chart': {
    path: 'chart/templates/dienst.yaml',
    part: (n, password) => `---
apiVersion: v1
kind: Secret
metadata:
  name: {{ include "dienst.name" . }}-${n}
  {{- with .Values.labels }}
  labels: {{- toYaml . | nindent 4 }}
  {{- end }}
stringData:
  user: {{ .Values.user | quote }}
  password: ${password}
`,
  },
  'jobs of GitLab': {
    path: '.gitlab-ci.yml',
    part: (n, password) => `bau${n}:
  image: node:20
  script:
    - npm ci
    - |
      export DIENST_PASSWORD='${password}'
      npm run build
`,
  },
  'workflows of GitHub': {
    path: '.github/workflows/bau.yml',
    head: 'on: push\njobs:\n',
    part: (n, password) => `  bau${n}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: mysqldump --user=portal --password=${password} --host=db.lindenau.example gewerbe
`,
  },
  'settings of Traefik': {
    path: 'betrieb/traefik.yml',
    head: 'providers:\n',
    part: (n, password) =>
      `  redis${n}:\n    endpoints: ["redis.lindenau.example:6379"]\n    username: portal\n    password: ${password}\n`,
  },
  'settings of sshd': {
    path: 'betrieb/sshd_config',
    part: (n) => `Port 22${n}\nPermitRootLogin no\nCiphers aes256-gcm@openssh.com,3des-cbc\n`,
    shows: 'aes256-gcm@openssh.com,3des-cbc',
  },
  'settings of PostgreSQL': {
    path: 'betrieb/postgresql.conf',
    part: (n, password) =>
      `port = 54${n}\nssl = on\nprimary_conninfo = 'host=db${n}.lindenau.example user=kopie password=${password} sslmode=verify-full'\n`,
  },
  'access to PostgreSQL': {
    path: 'betrieb/pg_hba.conf',
    part: (n, password) =>
      `# Amt ${n}\nhostssl all all 10.0.${n}.0/24 ldap ldapserver=ldap.lindenau.example ldaptls=1 ldapbinddn="cn=portal" ldapbindpasswd="${password}"\n`,
  },
  'settings of MySQL': {
    path: 'betrieb/my.cnf',
    part: (n, password) => `[client${n}]\nuser = portal\npassword = ${password}\nssl-mode = VERIFY_IDENTITY\n`,
  },
  'users of Redis': { path: 'betrieb/users.acl', part: (n, password) => `user dienst${n} on >${password} ~* +@all\n` },
  'accounts of npm': {
    path: '.npmrc',
    part: (n, password) =>
      `; Ablage ${n}\n//npm${n}.lindenau.example/:username=portal\n//npm${n}.lindenau.example/:_password=${password}\n`,
  },
  'machines of netrc': {
    path: '.netrc',
    part: (n, password) => `machine ablage${n}.lindenau.example\n  login portal\n  password ${password}\n`,
  },
  'settings of Keycloak': {
    path: 'betrieb/keycloak.conf',
    part: (n, password) =>
      `hostname=https://anmeldung${n}.lindenau.example\ndb-username=portal\ndb-password=${password}\n`,
  },
  'realms of Keycloak': {
    path: 'betrieb/realm.json',
    head: '{ "realm": "lindenau", "sslRequired": "all", "clients": [\n',
    part: (n, password) =>
      `{ "clientId": "dienst${n}", "publicClient": false, "secret": "${password}", "redirectUris": ["https://dienst${n}.lindenau.example/*"] }`,
    between: ',\n',
    tail: '\n] }\n',
  },
  'files of keycloak-config-cli': {
    path: 'betrieb/import-files/lindenau.yaml',
    head: 'realm: lindenau\nclients:\n',
    part: (n, password) => `  - clientId: dienst${n}\n    protocol: openid-connect\n    secret: ${password}\n`,
  },
  'profiles of Spring': {
    path: 'src/main/resources/application.yml',
    part: (n, password) =>
      `---\nspring:\n  config: { activate: { on-profile: prod${n} } }\n  datasource:\n    username: portal\n    password: ${password}\n`,
  },
  'profiles of Quarkus': {
    path: 'src/main/resources/application.properties',
    part: (n, password) =>
      `%prod.quarkus.datasource.d${n}.username=portal\n%prod.quarkus.datasource.d${n}.password=${password}\n`,
  },
  'variables of Terraform': {
    path: 'betrieb/prod.tfvars',
    part: (n, password) => `groesse_${n} = "klein"\ndb_password_${n} = "${password}"\n`,
  },
  'parameters of web applications': {
    path: 'src/main/webapp/WEB-INF/web.xml',
    head: '<web-app xmlns="http://xmlns.jcp.org/xml/ns/javaee">\n',
    part: (n, password) =>
      `  <context-param><param-name>dienst${n}.password</param-name><param-value>${password}</param-value></context-param>\n`,
    tail: '</web-app>\n',
  },
  'properties of Maven': {
    path: 'pom.xml',
    head: '<project xmlns="http://maven.apache.org/POM/4.0.0"><properties>\n',
    part: (n, password) => `  <dienst${n}.password>${password}</dienst${n}.password>\n`,
    tail: '</properties></project>\n',
  },
  'servers of Maven': {
    path: 'settings.xml',
    head: '<settings xmlns="http://maven.apache.org/SETTINGS/1.2.0"><servers>\n',
    part: (n, password) =>
      `  <server><id>ablage${n}</id><username>portal</username><password>${password}</password></server>\n`,
    tail: '</servers></settings>\n',
  },
  'appenders of Logback': {
    path: 'src/main/resources/logback.xml',
    head: '<configuration>\n',
    part: (n, password) =>
      `  <appender name="a${n}" class="ch.qos.logback.classic.net.SMTPAppender"><username>portal</username><password>${password}</password></appender>\n`,
    tail: '</configuration>\n',
  },
  'services of WSDL': {
    path: 'schnittstelle/auskunft.wsdl',
    head: '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">\n',
    part: (n, password) =>
      `  <service name="d${n}"><port name="p"><soap:address location="https://portal:${password}@dienst${n}.lindenau.example/a"/></port></service>\n`,
    tail: '</definitions>\n',
  },
  'messages of XÖV': {
    path: 'src/nachricht.xml',
    head: '<a>\n',
    part: (n) =>
      `  <xmeld:nachricht${n} xmlns:xmeld="http://www.osci.de/xmeld171" version="1.7.1"><xmeld:name>Amt</xmeld:name></xmeld:nachricht${n}>\n`,
    tail: '</a>\n',
    shows: 'http://www.osci.de/xmeld171',
  },
  'descriptions of interfaces': {
    path: 'schnittstelle/openapi.yaml',
    head: 'openapi: 3.1.0\ninfo: { title: Gewerbe, version: "1" }\nservers:\n',
    part: (n, password) =>
      `  - url: https://portal:${password}@dienst${n}.lindenau.example/api\n    description: Amt ${n}\n`,
  },
  'variables of Ansible': {
    path: 'ansible/group_vars/alle.yml',
    part: (n, password) => `dienst${n}_host: dienst${n}.lindenau.example\ndienst${n}_password: ${password}\n`,
  },
  'tasks of Ansible': {
    path: 'ansible/roles/datenbank/tasks/main.yml',
    part: (n, password) =>
      `- name: Konto ${n}\n  community.postgresql.postgresql_user:\n    name: portal${n}\n    password: ${password}\n`,
  },
  'inventories of Ansible': {
    path: 'ansible/inventories/hosts.ini',
    part: (n, password) => `[web${n}]\nweb${n}.lindenau.example ansible_user=technik ansible_password=${password}\n`,
  },
  'values of Ansible Vault': {
    path: 'ansible/group_vars/tresor.yml',
    part: (n) =>
      `dienst${n}_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  ${'6638'.repeat(16)}\n  ${'3133'.repeat(16)}\n`,
    shows: '',
  },
  'values of SOPS': {
    path: 'betrieb/geheim.enc.yaml',
    part: (n) => `dienst${n}:\n  password: ENC[AES256_GCM,data:${ENCRYPTED.slice(0, 24)},iv:aXY=,tag:dGFn,type:str]\n`,
    tail: 'sops:\n  version: 3.9.0\n  mac: ENC[AES256_GCM,data:bWFj,iv:aXY=,tag:dGFn,type:str]\n',
    shows: '',
  },
  'sealed secrets': {
    path: 'k8s/versiegelt.yaml',
    part: (n) =>
      `---\napiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: dienst${n} }\nspec:\n  encryptedData:\n    password: ${ENCRYPTED}\n`,
    shows: '',
  },
  'scripts of package.json': {
    path: 'package.json',
    head: '{ "name": "portal", "scripts": {\n',
    part: (n, password) => `  "start${n}": "cross-env DIENST_PASSWORD=${password} node dienst.js"`,
    between: ',\n',
    tail: '\n} }\n',
  },
  'tokens in Markdown': {
    path: 'BETRIEB.md',
    part: (n) => `## Amt ${n}\n\nAblage: \`${TOKEN}\`, Kennwort: nach Absprache.\n`,
    shows: TOKEN,
  },
};

export const DOCUMENT_NAMES: readonly string[] = Object.keys(DOCUMENTS);

/** A document of the kind with some parts, and what its first finding marks. */
export function documentOf(
  name: string,
  parts: number,
): { readonly path: string; readonly text: string; readonly shows: string } {
  const sample = DOCUMENTS[name];
  if (!sample) throw new Error(name);
  return { ...made(sample, parts), shows: sample.shows ?? passwordOf(0) };
}
