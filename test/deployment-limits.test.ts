/** Files that a deployment names are looked for inside the root only, and no chain of names makes a run hang. */
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule, RuleText } from '../server/model/rule.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { describeValue } from './describe-fact.ts';
import { temporaryProjects } from './temporary-project.ts';

const text: RuleText = { title: 't', messages: {}, why: 'w', advice: {} };
const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

/** Where nginx hands requests on, by file and value. */
async function handedOnIn(root: string): Promise<readonly string[]> {
  const handedOn: string[] = [];
  const rule: Rule = {
    id: 'test/deployment',
    severity: 'error',
    text: { de: text, en: text },
    words: ['melde'],
    on: {
      setting({ key, value, path }) {
        if (key.at(-1) === 'proxy_pass') handedOn.push(`${path}: ${describeValue(value)}`);
      },
    },
  };
  const workspace = await Workspace.open({ root, rules: [rule], threads: 1 });
  const { crashes } = await workspace.analyse();
  await workspace.dispose();
  assert.deepEqual(crashes, []);
  return handedOn;
}

function times(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

describe('files of deployments', () => {
  afterEach(removeTemporaryProjects);

  it('are never looked for outside of the root, nor behind a link', async () => {
    const outside = temporaryProject({ 'fremd.conf': 'upstream melde { server fremd.lindenau.de; }' });
    const { root } = temporaryProject({
      'nginx/portal.conf': `include ../../fremd.conf; include ${outside.root}/fremd.conf; include verweis.conf; include ordner/*.conf;\nserver { location / { proxy_pass http://melde; } }`,
    });
    symlinkSync(join(outside.root, 'fremd.conf'), join(root, 'nginx/verweis.conf'));
    symlinkSync(outside.root, join(root, 'nginx/ordner'));
    assert.deepEqual(await handedOnIn(root), ["nginx/portal.conf: 'http://melde'"]);
  });

  it('may include each other in circles, and fan out without end', async function () {
    this.timeout(60_000);
    const files: Record<string, string> = {
      // Each file twice the next one: as a tree there were a million of them.
      ...Object.fromEntries(
        Array.from({ length: 20 }, (_, index) => [
          `nginx/stufe/${String(index)}.conf`,
          `include stufe/${String((index + 1) % 20)}.conf;\ninclude stufe/*.conf;\nadd_header X-Stufe "${String(index)}";`,
        ]),
      ),
      'nginx/breit.conf': times(10_000, (index) => `include teil/${String(index)}*.conf;`),
      'nginx/portal.conf': `# melde\n${times(2000, () => 'server { include stufe/0.conf; location / { set $ziel http://amt; proxy_pass $ziel; } }')}`,
      'nginx/kreis.conf': `# melde\nserver { ${times(2000, (index) => `set $a${String(index)} $a${String((index + 1) % 2000)};`)} location / { proxy_pass $a1; } }`,
    };
    for (let index = 0; index < 1000; index++) files[`nginx/teil/${String(index)}.conf`] = 'add_header X-Teil "1";';
    const handedOn = await handedOnIn(temporaryProject(files).root);
    assert.equal(handedOn.filter((each) => each === "nginx/portal.conf: 'http://amt'").length, 2000);
    assert.ok(handedOn.includes('nginx/kreis.conf: unknown'));
  });

  it('may be overlays in circles, with patches for thousands of containers', async function () {
    this.timeout(60_000);
    const containers = times(
      2000,
      (index) => `        - { name: c${String(index)}, env: [{ name: A, value: melde }] }`,
    );
    const object = `apiVersion: v1\nkind: Deployment\nmetadata: { name: a }\nspec:\n  template:\n    spec:\n      containers:\n${containers}\n`;
    const files: Record<string, string> = { 'base/app.yaml': object, 'base/patch.yaml': object };
    for (let index = 0; index < 100; index++)
      files[`o${String(index)}/kustomization.yaml`] =
        `resources: [../base/app.yaml, ../../../etc, ../o${String((index + 1) % 50)}]\n${index < 50 ? '' : 'patches: [{ path: ../base/patch.yaml }]\n'}`;
    await handedOnIn(temporaryProject({ ...files, 'portal.ts': 'melde(process.env.A);' }).root);
  });
});
