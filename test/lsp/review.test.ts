/** The review that an editor may ask for: what is in it, what is decided and corrected from it, and that nobody's entry is lost. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Decision } from '../../server/model/decision.ts';
import type { DecideParams, ReviewAnswer, ReviewedFolder, ReviewRequests } from '../../server/model/review-protocol.ts';
import type { ReviewFinding, Words } from '../../server/model/review.ts';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol/node';
import type { Editor, TemporaryProject } from './editor.ts';
import { lifetimes } from './lifetimes.ts';

const SECRET = 'Dackel-2024-geheim';
const FILES = {
  'package.json': '{ "name": "hundesteuer" }\n',
  'src/agent.ts':
    "import { Agent } from 'node:https';\nexport const alt = new Agent({ rejectUnauthorized: false });\nexport const neu = new Agent({ keepAlive: true, rejectUnauthorized: false });\n",
  'src/zugang.ts': `export const zugang = { host: 'db', password: '${SECRET}' };\n`,
  'src/app.ts':
    "import express from 'express';\nconst app = express();\napp.get('/api/hinweise', (req, res) => res.end());\n",
};
const DECISIONS = 'fachlint-decisions.json';

type Ask = <N extends keyof ReviewRequests>(
  name: N,
  params: ReviewRequests[N]['params'],
) => Promise<ReviewRequests[N]['answer']>;

describe('language server: review', () => {
  const { project, start } = lifetimes();

  interface Opened {
    readonly files: TemporaryProject;
    readonly editor: Editor;
    readonly ask: Ask;
    /** The newest review of the only folder. */
    readonly review: () => Promise<ReviewedFolder>;
    /** A finding by the name of its rule. */
    readonly found: (rule: string, at?: number) => Promise<ReviewFinding>;
    readonly decide: (finding: ReviewFinding, wish: Partial<DecideParams>) => Promise<Words | null>;
  }

  async function open(given: Readonly<Record<string, string>> = FILES): Promise<Opened> {
    const files = project(given);
    const editor = await start({ folders: [files.folder], locale: 'de' });
    const ask: Ask = (name, params) => editor.connection.sendRequest(name, params);
    const review = async (): Promise<ReviewedFolder> => {
      const { folders }: ReviewAnswer = await ask('fachlint/review', { reads: false });
      assert.ok(folders[0]);
      return folders[0];
    };
    const found = async (rule: string, at = 0): Promise<ReviewFinding> => {
      const finding = (await review()).review.findings.filter((each) => each.rule.endsWith(rule))[at];
      assert.ok(finding, rule);
      return finding;
    };
    const decide = async ({ key, decision }: ReviewFinding, wish: Partial<DecideParams>): Promise<Words | null> =>
      ask('fachlint/decide', {
        root: (await review()).root,
        findings: [{ key, ...(decision && { decision }) }],
        as: 'planned',
        reason: 'Ticket 4711',
        by: 'Anna Amt',
        ...wish,
      });
    return { files, editor, ask, review, found, decide };
  }

  const entriesOf = (files: TemporaryProject): readonly Decision[] =>
    JSON.parse(readFileSync(files.file(DECISIONS), 'utf8')) as Decision[];

  it('shows findings, doors and norms in the language of the editor', async () => {
    const { ask } = await open();
    const { language, folders } = await ask('fachlint/review', { reads: true });
    assert.equal(language, 'de');
    const { review } = folders[0]!;
    assert.equal(review.project.name, 'hundesteuer');
    assert.equal(review.findings.length, 3);
    assert.deepEqual(
      review.doors.map(({ path, verdict }) => [path, verdict]),
      [['/api/hinweise', 'open']],
    );
    const cwe = review.norms.find(({ id }) => id === 'cwe');
    assert.equal(cwe?.controls.find(({ id }) => id === 'CWE-295')?.state, 'open');
    assert.doesNotMatch(JSON.stringify(folders), new RegExp(SECRET));
  });

  it('writes a decision, and the finding is settled', async () => {
    const { files, found, decide } = await open();
    const finding = await found('no-disabled-certificate-check');
    assert.equal(await decide(finding, { as: 'accepted-risk', until: '2099-12-31' }), null);
    const [entry] = entriesOf(files);
    assert.deepEqual([entry?.decision, entry?.by, entry?.until], ['accepted-risk', 'Anna Amt', '2099-12-31']);
    assert.equal(typeof entry?.tag, 'string');
    assert.equal((await found('no-disabled-certificate-check')).status, 'accepted-risk');
  });

  it('lets somebody else confirm it, and takes it back', async () => {
    const { files, found, decide } = await open();
    await decide(await found('no-hardcoded-password'), { as: 'false-positive' });
    const own = await decide(await found('no-hardcoded-password'), { as: 'confirm', by: 'anna  amt' });
    assert.match(String(own?.de), /jemand anderes/);
    assert.equal(await decide(await found('no-hardcoded-password'), { as: 'confirm', by: 'Carla Chef' }), null);
    assert.equal(entriesOf(files)[0]?.confirmedBy, 'Carla Chef');
    assert.equal(await decide(await found('no-hardcoded-password'), { as: 'reopen' }), null);
    assert.deepEqual(entriesOf(files), []);
    assert.equal((await found('no-hardcoded-password')).status, 'open');
  });

  it('refuses what is not complete', async () => {
    const { files, found, decide } = await open();
    const finding = await found('no-hardcoded-password');
    for (const [wish, reason] of [
      [{ reason: ' ' }, /Begründung/],
      [{ by: '' }, /nennen/],
      [{ until: '2026-02-30' }, /Datum/],
      [{ as: 'confirm' }, /Bestätigen/],
    ] as const) {
      assert.match(String((await decide(finding, wish))?.de), reason);
    }
    assert.equal(existsSync(files.file(DECISIONS)), false);
  });

  it('never writes a secret that somebody puts into a reason', async () => {
    const { files, found, decide } = await open();
    await decide(await found('no-hardcoded-password'), { reason: `Das Passwort ${SECRET} ist alt` });
    assert.doesNotMatch(files.read(DECISIONS), new RegExp(SECRET));
  });

  it('refuses a decision that somebody has changed meanwhile, and keeps theirs', async () => {
    const { files, editor, found, decide } = await open();
    const finding = await found('no-hardcoded-password');
    await decide(finding, {});
    const theirs = files.read(DECISIONS).replace('Ticket 4711', 'Ticket 815').replace('Anna Amt', 'Bernd Bau');
    const seen = await found('no-hardcoded-password');
    files.write(DECISIONS, theirs);
    // The server has not been told of the change yet: the file itself is asked.
    assert.match(String((await decide(seen, { as: 'known' }))?.en), /changed meanwhile/);
    assert.equal(files.read(DECISIONS), theirs);
    await editor.changedOnDisk([files.uri(DECISIONS)]);
    assert.equal(await decide(await found('no-hardcoded-password'), { as: 'known' }), null);
  });

  it('keeps entries of others that were written meanwhile', async () => {
    const { files, found, decide } = await open();
    await decide(await found('no-disabled-certificate-check', 0), {});
    const [theirs] = entriesOf(files);
    assert.ok(theirs);
    const other = { ...theirs, path: 'src/alt.ts' };
    files.write(DECISIONS, JSON.stringify([theirs, other]));
    assert.equal(await decide(await found('no-disabled-certificate-check', 1), {}), null);
    assert.deepEqual(
      entriesOf(files)
        .map(({ path }) => path)
        .sort(),
      ['src/agent.ts', 'src/agent.ts', 'src/alt.ts'],
    );
  });

  it('overwrites no file that it cannot read', async () => {
    const { files, found, decide } = await open();
    const finding = await found('no-hardcoded-password');
    files.write(DECISIONS, '[\n<<<<<<< HEAD\n]\n');
    assert.match(String((await decide(finding, {}))?.de), /Konflikt/);
    assert.equal(files.read(DECISIONS), '[\n<<<<<<< HEAD\n]\n');
  });

  it('waits for unsaved changes of the decision file', async () => {
    const { files, editor, found, decide } = await open({ ...FILES, [DECISIONS]: '[]\n' });
    const finding = await found('no-hardcoded-password');
    await editor.open(files.file(DECISIONS));
    await editor.change(files.file(DECISIONS), '[\n]\n');
    assert.match(String((await decide(finding, {}))?.de), /ungespeicherten/);
  });

  it('shows the line of a finding with dots, and of no file that does not belong to the project', async () => {
    const { ask, review, found } = await open();
    const { root } = await review();
    const own = await found('no-hardcoded-password');
    const place = { path: '../../etc/passwd', start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
    const [line, other] = await ask('fachlint/lines', { root, places: [own, place] });
    assert.match(line ?? '', /password: '•+'/);
    assert.equal(other, null);
  });

  it('corrects, after a preview where one is asked for', async () => {
    const { files, editor, ask, review, found } = await open();
    const { root } = await review();
    const { key } = await found('no-disabled-certificate-check');
    const preview = (await ask('fachlint/fix', { root, key, preview: true })) as WorkspaceEdit;
    assert.equal(Object.values(preview.changeAnnotations ?? {})[0]?.needsConfirmation, true);
    await editor.apply((await ask('fachlint/fix', { root, key, preview: false })) as WorkspaceEdit);
    assert.match(files.read('src/agent.ts'), /alt = new Agent\(\{ rejectUnauthorized: true/);
  });

  it('lets the finding go while the file is edited', async () => {
    const { files, editor, review } = await open();
    await review();
    await editor.open(files.file('src/zugang.ts'));
    await editor.change(files.file('src/zugang.ts'), 'export const zugang = { host: "db" };\n');
    assert.equal((await review()).review.findings.length, 2);
  });

  it('tells what is new since a commit, and how a decision came about', async () => {
    const { files, editor, ask, review, found, decide } = await open();
    const { root } = await review();
    assert.match(String((await ask('fachlint/compare', { root, since: 'HEAD' }))?.de), /Git-Repository/);
    const git = (...args: readonly string[]): void => {
      const identity = [
        '-c',
        'user.name=Anna Amt',
        '-c',
        'user.email=anna@stadt.example',
        '-c',
        'commit.gpgsign=false',
      ];
      assert.equal(spawnSync('git', [...identity, ...args], { cwd: files.folder }).status, 0);
    };
    git('init', '--quiet');
    await decide(await found('no-hardcoded-password'), {});
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Stand');
    assert.match(String((await ask('fachlint/compare', { root, since: 'gibt-es-nicht' }))?.de), /gibt es hier nicht/);
    assert.equal(await ask('fachlint/compare', { root, since: 'HEAD' }), null);
    files.write('src/neu.ts', FILES['src/zugang.ts'].replace('zugang', 'neuer'));
    await editor.changedOnDisk([files.uri('src/neu.ts')]);
    const isNew = (await review()).review.findings.filter((each) => each.isNew).map(({ path }) => path);
    assert.deepEqual(isNew, ['src/neu.ts']);
    const { key } = await found('no-hardcoded-password', 1);
    const [past] = await ask('fachlint/history', { root, key });
    assert.deepEqual([past?.author, past?.by, past?.reason], ['Anna Amt', 'Anna Amt', 'Ticket 4711']);
  });

  it('writes the report that the terminal writes', async () => {
    const { ask, review } = await open();
    const { root } = await review();
    const page = await ask('fachlint/report', { root, format: 'html' });
    assert.match(page ?? '', /<h2 id="findings">3\. Befunde<\/h2>/);
    assert.doesNotMatch(page ?? '', new RegExp(SECRET));
  });

  it('says nothing of reviews to an editor that has not asked for them', async () => {
    const { editor, review } = await open();
    await review();
    assert.doesNotMatch(editor.output, /reviewChanged/);
  });
});
