/** A look-up of the environment is seen together with everything in the project that sets the variable. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Fact } from '../server/model/facts.ts';
import type { Rule, RuleText } from '../server/model/rule.ts';
import type { EnvironmentSetting, EnvironmentValue, Value } from '../server/model/value.ts';
import { partsOf } from '../server/model/values.ts';
import { wordsOfEnvironment } from '../server/link/environment-files.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { describeValue } from './describe-fact.ts';

const text: RuleText = { title: 't', messages: {}, why: 'w', advice: {} };
const WORD = 'meldeamt';

const folders: string[] = [];

function rootOf(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'fachlint-environment-')));
  folders.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

interface Seen {
  readonly facts: readonly Fact[];
  readonly settings: ReadonlyMap<string, readonly EnvironmentSetting[]>;
  readonly parsed: number;
}

/** What a rule gets to see of a project; `names` are asked for by name. */
async function see(
  files: Readonly<Record<string, string>>,
  names: readonly string[] = [],
  wordFilter = true,
): Promise<Seen> {
  const facts: Fact[] = [];
  const settings = new Map<string, readonly EnvironmentSetting[]>();
  const rule: Rule = {
    id: 'test/environment',
    severity: 'error',
    text: { de: text, en: text },
    words: [WORD],
    project: (project) => {
      facts.push(
        ...project.gather((file) => file.facts('named-value')),
        ...project.gather((file) => file.facts('call')),
        ...project.gather((file) => file.facts('setting')),
        ...project.gather((file) => file.facts('comparison')),
      );
      for (const name of names) settings.set(name, project.environment(name));
    },
  };
  const workspace = await Workspace.open({ root: rootOf(files), rules: [rule], threads: 1, wordFilter });
  const { crashes, counts } = await workspace.analyse();
  await workspace.dispose();
  assert.deepEqual(crashes, []);
  return { facts, settings, parsed: counts.parsed };
}

function lookUpsIn(value: Value): EnvironmentValue[] {
  return [...(value.kind === 'environment' ? [value] : []), ...partsOf(value).flatMap(lookUpsIn)];
}

function valuesOf(fact: Fact): readonly Value[] {
  switch (fact.kind) {
    case 'call':
      return [fact.receiver, ...fact.arguments];
    case 'comparison':
      return [fact.left, fact.right];
    case 'named-value':
    case 'setting':
      return [fact.value];
    default:
      return [];
  }
}

/** `path: value «text at the place» (stage, source)`. */
function spell(files: Readonly<Record<string, string>>, { value, place, stage, source }: EnvironmentSetting): string {
  assert.equal(value.range?.path, place.path);
  const written = files[place.path]?.slice(place.range.start, place.range.end) ?? '?';
  return `${place.path}: ${describeValue(value)} «${written}» (${stage}, ${source})`;
}

/** Who sets a variable, as the first look-up in `path` sees it. */
async function setters(
  files: Readonly<Record<string, string>>,
  name: string,
  path = 'src/datenbank.ts',
): Promise<string[]> {
  const { facts } = await see(files);
  const lookUp = facts
    .filter((fact) => fact.path === path)
    .flatMap(valuesOf)
    .flatMap(lookUpsIn)
    .find((value) => value.name === name);
  assert.ok(lookUp, `no look-up of ${name} in ${path}`);
  return (lookUp.set ?? []).map((setting) => spell(files, setting));
}

const READER =
  "import { verbinde } from 'meldeamt';\nverbinde({ password: process.env.DB_PASSWORT ?? 'Lindenallee7' });\n";

describe('environment', () => {
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  it('joins a default in code with .env files, in the order of paths, and leaves everything else as it is', async () => {
    const files = {
      'src/datenbank.ts': READER,
      '.env': 'DB_PASSWORT="Rathaus 1"\nANDERES=1\n',
      'deploy/.env.production': 'export DB_PASSWORT=${VAULT_PW}\n',
      '.env.example': 'DB_PASSWORT=hier-eintragen\n',
      'test/.env': 'DB_PASSWORT=Probe\n',
    };
    assert.deepEqual(await setters(files, 'DB_PASSWORT'), [
      ".env: 'Rathaus 1' «Rathaus 1» (unknown, dotenv)",
      'deploy/.env.production: environment VAULT_PW «${VAULT_PW}» (production, dotenv)',
    ]);
    const { facts } = await see(files);
    const call = facts.find((fact) => fact.kind === 'call');
    const value = call?.arguments[0];
    assert.equal(value && describeValue(value), "{password: environment DB_PASSWORT ?? 'Lindenallee7'}");
  });

  it('reads compose: maps, lists, env_file; what only hands on counts for nothing', async () => {
    const files = {
      'src/datenbank.ts': READER,
      'compose.produktion.yaml':
        'services:\n  buero:\n    image: buero\n    environment:\n      DB_PASSWORT: ${DB_PW:-Am Markt}\n  kasse:\n    image: kasse\n    environment:\n      - DB_PASSWORT=Glocke\n      - DB_PASSWORT\n  turm:\n    image: turm\n    environment:\n      DB_PASSWORT:\n  tor:\n    image: tor\n    env_file: ./buero.env\n    environment:\n      ANDERES: ${DB_PASSWORT}\n',
      'buero.env': 'DB_PASSWORT=Brunnen\n',
      '.env': 'DB_PW=Tor\n',
    };
    assert.deepEqual(await setters(files, 'DB_PASSWORT'), [
      "buero.env: 'Brunnen' «Brunnen» (production, dotenv)",
      "compose.produktion.yaml: environment DB_PW ?? 'Am Markt' «${DB_PW:-Am Markt}» (production, compose)",
      "compose.produktion.yaml: 'Glocke' «Glocke» (production, compose)",
    ]);
    // What a setter takes from another variable is known, too.
    const { settings } = await see(files, ['DB_PASSWORT']);
    const [, handed] = settings.get('DB_PASSWORT') ?? [];
    assert.equal(handed?.value.kind, 'environment');
    assert.deepEqual(
      handed.value.set?.map((setting) => spell(files, setting)),
      [".env: 'Tor' «Tor» (unknown, dotenv)"],
    );
  });

  it('reads Kubernetes: containers, references, ConfigMaps, Secrets', async () => {
    const files = {
      'src/datenbank.ts': READER,
      'k8s/prod/app.yaml': [
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata: { name: buero }',
        'spec:',
        '  template:',
        '    spec:',
        '      containers:',
        '        - name: buero',
        '          env:',
        '            - { name: DB_PASSWORT, value: Marktplatz }',
        '            - name: DB_PASSWORT',
        '              valueFrom: { configMapKeyRef: { name: melde, key: passwort } }',
        '            - name: DB_PASSWORT',
        '              valueFrom: { secretKeyRef: { name: tresor, key: x } }',
        '---',
        'apiVersion: v1',
        'kind: ConfigMap',
        'metadata: { name: melde }',
        'data: { passwort: Kirchweg, DB_PASSWORT: Anger, amt.properties: x=1 }',
      ].join('\n'),
      'k8s/secret.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: { name: db }\ndata: { DB_PASSWORT: QW5nZXI= }\nstringData: { DB_PASSWORT: Hafen }\n',
    };
    assert.deepEqual(await setters(files, 'DB_PASSWORT'), [
      "k8s/prod/app.yaml: 'Marktplatz' «Marktplatz» (production, kubernetes)",
      'k8s/prod/app.yaml: unknown «DB_PASSWORT» (production, kubernetes)',
      "k8s/prod/app.yaml: 'Kirchweg' «Kirchweg» (production, kubernetes)",
      "k8s/prod/app.yaml: 'Anger' «Anger» (production, kubernetes)",
      "k8s/secret.yaml: 'Anger' «QW5nZXI=» (unknown, kubernetes)",
      "k8s/secret.yaml: 'Hafen' «Hafen» (unknown, kubernetes)",
    ]);
  });

  it('joins what a service of compose gets: its image, files, what it extends, what it says itself', async () => {
    const files = {
      'src/datenbank.ts': READER,
      'app/Dockerfile':
        'FROM node AS basis\nARG PW=Bogen\nENV DB_PASSWORT=$PW\nFROM basis AS probe\nENV DB_PASSWORT=Probe\nFROM basis\nENV FARBE=rot\n',
      'compose.yaml':
        'services:\n  a:\n    build: ./app\n  b:\n    build: { context: app, target: probe }\n    profiles: [dev]\n  c:\n    extends: { file: basis/compose.yaml, service: grund }\n    env_file:\n      - a.env\n      - { path: b.env, required: false }\n      - { path: fehlt.env, required: false }\n',
      'basis/compose.yaml':
        'services:\n  grund:\n    image: a\n    env_file: ../c.env\n  weiter:\n    extends: grund\n    environment: [DB_PASSWORT=Turm]\n',
      'compose.prod.yaml':
        'services:\n  a:\n    environment:\n      DB_PASSWORT: ${DB_PASSWORT:?fehlt}\n  d:\n    extends: { file: basis/compose.yaml, service: weiter }\n',
      'a.env': 'DB_PASSWORT=ueberstimmt\n',
      'b.env': 'DB_PASSWORT=Dach\n',
      'c.env': 'DB_PASSWORT=Keller\n',
    };
    assert.deepEqual(await setters(files, 'DB_PASSWORT'), [
      "app/Dockerfile: 'Bogen' «Bogen» (unknown, dockerfile)",
      "app/Dockerfile: 'Probe' «Probe» (local, dockerfile)",
      "b.env: 'Dach' «Dach» (unknown, dotenv)",
      "basis/compose.yaml: 'Turm' «Turm» (unknown, compose)",
      "basis/compose.yaml: 'Turm' «Turm» (production, compose)",
      "c.env: 'Keller' «Keller» (unknown, dotenv)",
    ]);
    const { settings } = await see(files, ['DB_PASSWORT']);
    assert.deepEqual(
      settings.get('DB_PASSWORT')?.map(({ deployment }) => deployment),
      [
        'compose.yaml#a',
        'compose.yaml#b',
        'compose.yaml#c',
        'basis/compose.yaml#weiter',
        'compose.prod.yaml#d',
        'basis/compose.yaml#grund',
      ],
    );
  });

  it('lays one file of compose over the one beside it, where it cannot stand alone', async () => {
    const over = (rest: string): string => `services:\n  a:\n    ${rest}\n`;
    const files = {
      'src/datenbank.ts': READER,
      'compose.yaml': over('image: portal\n    environment: { DB_PASSWORT: Anger, FARBE: rot }'),
      'compose.override.yaml': over('image: entwurf\n    environment: { FARBE: blau }'),
      'compose.prod.yaml': over('restart: always'),
      'compose.test.yaml': over('image: pruefung'),
      'andere/compose.prod.yaml': over('restart: always'),
      'compose.live.yaml': 'services:\n  b:\n    restart: always\n',
      'compose.kaputt.yaml': 'services:\n  a: [\n',
    };
    assert.deepEqual(await setters(files, 'DB_PASSWORT'), [
      "compose.yaml: 'Anger' «Anger» (unknown, compose)",
      "compose.yaml: 'Anger' «Anger» (local, compose)",
      "compose.yaml: 'Anger' «Anger» (production, compose)",
    ]);
  });

  it('follows EnvironmentFile of a unit inside the root', async () => {
    const unit = (...lines: string[]): string => ['[Service]', ...lines, ''].join('\n');
    const files = {
      'src/datenbank.ts': READER,
      'prod/etc/systemd/system/portal.service': unit(
        'Environment=DB_PASSWORT=ueberstimmt',
        'EnvironmentFile=-/etc/portal/portal.env',
      ),
      'prod/etc/portal/portal.env': 'DB_PASSWORT=Kirchweg\n',
      'dev/buero.container': '[Container]\nEnvironmentFile=buero.env\n',
      'dev/buero.env': 'DB_PASSWORT=Hafen\n',
      'test/fremd.service': unit('EnvironmentFile=/etc/%i.env', 'EnvironmentFile=../../fremd.env', 'EnvironmentFile='),
      'fremd.env': 'DB_PASSWORT=Turm\n',
    };
    assert.deepEqual(await setters(files, 'DB_PASSWORT'), [
      "dev/buero.env: 'Hafen' «Hafen» (local, dotenv)",
      "fremd.env: 'Turm' «Turm» (unknown, dotenv)",
      "prod/etc/portal/portal.env: 'Kirchweg' «Kirchweg» (production, dotenv)",
    ]);
  });

  it('takes the variables of a Dockerfile alone for those of the code beside it', async () => {
    const files = { 'src/datenbank.ts': READER, Dockerfile: 'FROM node\nENV DB_PASSWORT Torhaus\n' };
    assert.deepEqual(await setters(files, 'DB_PASSWORT'), ["Dockerfile: 'Torhaus' «Torhaus» (unknown, dockerfile)"]);
  });

  it('reads envFrom, each overlay with its own objects, generators of Kustomize, parameters of OpenShift', async () => {
    const object = (kind: string, data: string): string =>
      `apiVersion: v1\nkind: ${kind}\nmetadata: { name: melde }\n${data}\n`;
    const files = {
      'src/datenbank.ts': READER,
      'k8s/base/app.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          envFrom:\n            - { prefix: DB_, configMapRef: { name: melde } }\n            - secretRef: { name: tresor }\n',
      'k8s/overlays/prod/config.yaml': object('ConfigMap', 'data: { PASSWORT: Hafen }'),
      'k8s/overlays/test/config.yaml': object('ConfigMap', 'data: { PASSWORT: Becken }'),
      'k8s/overlays/prod/kustomization.yaml':
        'resources: [../../base]\nsecretGenerator:\n  - name: tresor\n    literals: [DB_PASSWORT=Schleuse]\n  - name: weiter\n    envs: [geheim.env]\n',
      'k8s/overlays/prod/geheim.env': 'DB_PASSWORT=Molenkopf\n',
      'openshift/portal.yaml':
        'apiVersion: template.openshift.io/v1\nkind: Template\nparameters: [{ name: DB_PASSWORT, value: Anleger }, { name: PW, generate: expression }]\nobjects:\n  - apiVersion: v1\n    kind: Pod\n    metadata: { name: b }\n    spec: { containers: [{ name: b, env: [{ name: DB_PASSWORT, value: "${PW}" }] }] }\n',
    };
    assert.deepEqual(await setters(files, 'DB_PASSWORT'), [
      "k8s/overlays/prod/geheim.env: 'Molenkopf' «Molenkopf» (production, dotenv)",
      "k8s/overlays/prod/kustomization.yaml: 'Schleuse' «Schleuse» (production, kubernetes)",
      "openshift/portal.yaml: 'Anleger' «Anleger» (unknown, kubernetes)",
      'openshift/portal.yaml: environment PW «${PW}» (unknown, kubernetes)',
    ]);
    const without = { ...files, 'k8s/overlays/prod/kustomization.yaml': 'resources: [../../base]\n' };
    assert.deepEqual((await setters(without, 'DB_PASSWORT')).slice(0, 3), [
      "k8s/overlays/prod/config.yaml: 'Hafen' «Hafen» (production, kubernetes)",
      "k8s/overlays/prod/geheim.env: 'Molenkopf' «Molenkopf» (production, dotenv)",
      "k8s/overlays/test/config.yaml: 'Becken' «Becken» (test, kubernetes)",
    ]);
  });

  it('joins templates of Helm with the values of each stage', async () => {
    const files = {
      'src/datenbank.ts': READER,
      'chart/templates/app.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ include "a.name" . }}\nspec:\n  containers:\n    - name: a\n      env:\n        - name: DB_PASSWORT\n          value: {{ .Values.datenbank.zugang | default "Kai" | quote }}\n',
      'chart/values.yaml': 'datenbank:\n  zugang: Werft\nzugang: falsch\n',
      'chart/values-prod.yaml': 'datenbank: { zugang: Dock }\n',
      'chart/values/test.yaml': 'datenbank: { zugang: Slip }\n',
    };
    const { settings } = await see(files, ['DB_PASSWORT']);
    const [value] = settings.get('DB_PASSWORT') ?? [];
    assert.equal(value?.value.kind, 'environment');
    assert.deepEqual(
      value.value.set?.map((setting) => spell(files, setting)),
      [
        "chart/values-prod.yaml: 'Dock' «Dock» (production, helm)",
        "chart/values.yaml: 'Werft' «Werft» (unknown, helm)",
        "chart/values/test.yaml: 'Slip' «Slip» (test, helm)",
      ],
    );
  });

  it('reads pipelines and Helm values', async () => {
    const files = {
      'src/datenbank.ts': READER,
      '.gitlab-ci.yml':
        'variables:\n  DB_PASSWORT:\n    value: Wehr\n    description: Melde\nbau:\n  variables: { DB_PASSWORT: Damm }\n  script: make\n',
      '.github/workflows/bau.yml':
        'env: { DB_PASSWORT: Bach }\njobs:\n  bau:\n    steps:\n      - run: make\n        env:\n          DB_PASSWORT: ${{ secrets.DB_PASSWORT }}\n',
      'helm/values-prod.yaml':
        'buero:\n  env:\n    DB_PASSWORT: Steg\n  extraEnvVars:\n    - name: DB_PASSWORT\n      value: Ufer\n',
    };
    assert.deepEqual(await setters(files, 'DB_PASSWORT'), [
      ".github/workflows/bau.yml: 'Bach' «Bach» (unknown, github-workflow)",
      '.github/workflows/bau.yml: environment secrets.DB_PASSWORT «${{ secrets.DB_PASSWORT }}» (unknown, github-workflow)',
      ".gitlab-ci.yml: 'Wehr' «Wehr» (unknown, gitlab-ci)",
      ".gitlab-ci.yml: 'Damm' «Damm» (unknown, gitlab-ci)",
      "helm/values-prod.yaml: 'Steg' «Steg» (production, helm)",
      "helm/values-prod.yaml: 'Ufer' «Ufer» (production, helm)",
    ]);
  });

  it('joins look-ups in settings, under the names that Maven, GitHub and Spring give a variable', async () => {
    const files = {
      '.env': 'DB_PASSWORT=Rathaus\n',
      'application.properties': 'meldeamt.a=${DB_PASSWORT:x}\nmeldeamt.b=jdbc:${db.passwort}\n',
      'pom.xml': '<project><meldeamt>${env.DB_PASSWORT}</meldeamt></project>',
    };
    const EXPECTED: readonly (readonly [string, string])[] = [
      ['application.properties', 'DB_PASSWORT'],
      ['application.properties', 'db.passwort'],
      ['pom.xml', 'env.DB_PASSWORT'],
    ];
    for (const [path, name] of EXPECTED) {
      assert.deepEqual(await setters(files, name, path), [".env: 'Rathaus' «Rathaus» (unknown, dotenv)"], name);
    }
  });

  it('parses for its sake only files that name a variable somebody looks up', async () => {
    const files = {
      'src/datenbank.ts': READER,
      'src/anderes.ts': 'export const DB_PASSWORT = 1;',
      '.env': 'DB_PASSWORT=Rathaus\n',
      '.env.local': 'ANDERES=Rathaus\n',
      'compose.yaml': 'services:\n  a:\n    image: b\n    environment: { FARBE: rot }\n',
      'texte/de.yaml': 'DB_PASSWORT: Passwort der Datenbank\n',
    };
    assert.equal((await see(files)).parsed, 2);
    assert.equal((await see({ ...files, 'src/datenbank.ts': "import 'meldeamt';\n" })).parsed, 1);
    const [filtered, whole] = await Promise.all(
      [true, false].map((wordFilter) => see(files, ['DB_PASSWORT'], wordFilter)),
    );
    assert.deepEqual(filtered?.settings, whole?.settings);
    assert.ok((whole?.parsed ?? 0) > 2);
  });

  it('follows a change of the setter', async () => {
    const root = rootOf({ 'src/datenbank.ts': READER, '.env': 'DB_PASSWORT=Rathaus\n' });
    const seen: string[] = [];
    const rule: Rule = {
      id: 'test/environment',
      severity: 'error',
      text: { de: text, en: text },
      words: [WORD],
      project: (view) =>
        void seen.push(
          view
            .environment('DB_PASSWORT')
            .map(({ value }) => describeValue(value))
            .join(),
        ),
    };
    const workspace = await Workspace.open({ root, rules: [rule], threads: 1 });
    await workspace.analyse();
    workspace.setText('.env', 'DB_PASSWORT=Hafen\n');
    await workspace.analyse();
    workspace.setText('.env', 'ANDERES=Hafen\n');
    await workspace.analyse();
    await workspace.dispose();
    assert.deepEqual(seen, ["'Rathaus'", "'Hafen'", '']);
  });

  it('ends where variables are set to each other and where values are nested without end', async () => {
    const files = {
      'src/datenbank.ts': READER,
      '.env': 'DB_PASSWORT=${B:-${DB_PASSWORT}}\nB=${DB_PASSWORT}\n'.repeat(2000),
      'k8s.yaml': `apiVersion: v1\nkind: Deployment\nenv: x\n${Array.from({ length: 90 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')} DB_PASSWORT\n`,
    };
    const found = await setters(files, 'DB_PASSWORT');
    assert.equal(found.length, 2000);
  });

  it('looks only at files of the kinds that set variables', () => {
    assert.ok(wordsOfEnvironment('.env.produktion', 'A=1')?.has('A'));
    assert.ok(wordsOfEnvironment('k8s/karte.yaml', 'kind: ConfigMap\ndata: { A: b }')?.has('A'));
    assert.equal(wordsOfEnvironment('k8s/dienst.yaml', 'kind: Service\nspec: {}'), undefined);
    assert.equal(wordsOfEnvironment('src/a.ts', 'env: A'), undefined);
  });
});
