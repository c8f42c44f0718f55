/** The extension as a user meets it. Everything is waited for by events of the editor. */
import assert from 'node:assert/strict';
import { commands, env, Uri, workspace } from 'vscode';
import { actions, AGENT, documents, findings, none, RULE, ruleOf, type, uriOf } from './documents.ts';

const isGerman = env.language === 'de';

describe(`Fachlint in VS Code (${env.language})`, () => {
  const { open } = documents();

  it('offers its commands', async () => {
    const known = await commands.getCommands(true);
    for (const name of ['scan', 'restart', 'showLog', 'explain']) assert.ok(known.includes(`fachlint.${name}`), name);
  });

  it('reports a file that nobody has opened', async () => {
    const [found] = await findings(uriOf('compose.yaml'));
    assert.equal(ruleOf(found), RULE);
  });

  it('reports a finding in TypeScript in the display language', async () => {
    const document = await open('src/meldung.ts', AGENT);
    const [found] = await findings(document.uri);
    assert.ok(found);
    assert.equal(found.source, 'fachlint');
    assert.equal(ruleOf(found), RULE);
    assert.match(found.message, isGerman ? /zertifikat/i : /certificate/);
    assert.ok(document.lineAt(found.range.start).text.includes('rejectUnauthorized'));
  });

  it('reports a finding in YAML', async () => {
    const document = await open('compose.override.yaml', COMPOSE);
    assert.equal(ruleOf((await findings(document.uri))[0]), RULE);
  });

  it('shows the page of a rule', async () => {
    const page = await workspace.openTextDocument(Uri.from({ scheme: 'fachlint', path: `/${RULE}.md` }));
    assert.match(page.getText(), isGerman ? /Abhilfe/ : /What to do/);
    assert.ok(page.getText().includes(RULE));
  });

  if (isGerman) return;

  it('lets the finding go when the text is corrected', async () => {
    const document = await open('src/wohngeld.ts', AGENT);
    await findings(document.uri);
    await type(document, AGENT.replace('false', 'true'));
    await none(document.uri);
  });

  it('applies the fix', async () => {
    const document = await open('src/kfz.ts', AGENT);
    const [found] = await findings(document.uri);
    assert.ok(found);
    const fix = (await actions(document, found)).find(
      ({ edit, title }) => edit !== undefined && !title.includes('uppress'),
    );
    assert.ok(fix?.edit, 'a fix is offered');
    assert.equal(await workspace.applyEdit(fix.edit), true);
    await none(document.uri);
    assert.ok(!document.getText().includes('rejectUnauthorized: false'));
  });

  it('suppresses a finding with a reason', async () => {
    const document = await open('src/hunde.ts', AGENT);
    const [found] = await findings(document.uri);
    assert.ok(found);
    const suppression = (await actions(document, found)).find(({ title }) => title.includes('uppress'));
    assert.ok(suppression?.edit);
    assert.equal(await workspace.applyEdit(suppression.edit), true);
    await none(document.uri);
    assert.ok(document.getText().includes(`// fachlint-disable-next-line ${RULE} -- `));
  });

  it('survives a file that is broken', async () => {
    const document = await open('src/bau.ts', AGENT);
    await findings(document.uri);
    await type(document, BROKEN);
    await none(document.uri);
    await type(document, AGENT);
    assert.equal(ruleOf((await findings(document.uri))[0]), RULE);
  });

  it('works again after a restart of the server', async () => {
    const document = await open('src/fundbuero.ts', AGENT);
    await findings(document.uri);
    const gone = none(document.uri);
    await commands.executeCommand('fachlint.restart');
    await gone;
    await findings(document.uri);
  });
});

const BROKEN = 'import {{{ from ;\nconst = `${(';

const COMPOSE = `services:
  fachverfahren:
    image: registry.example/fachverfahren:1.4
    environment:
      NODE_TLS_REJECT_UNAUTHORIZED: "0"
`;
