/**
 * No output repeats a secret of an inspected project: unique markers are planted in every form that we know
 * (`marker-project.ts`), and every output is searched for any six characters of them, plain and in Base64.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPORT_FORMATS } from '../server/report/reporter.ts';
import { HoverRequest, SetTraceNotification } from 'vscode-languageserver-protocol/node';
import type { ReviewAnswer } from '../server/model/review-protocol.ts';
import { lifetimes } from './lsp/lifetimes.ts';
import { FILES, PART, SECRETS } from './marker-project.ts';
import { fachlint, type Run } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

/** Six characters of a secret, with the secret that they are a part of. */
const PARTS = new Map(
  SECRETS.flatMap((secret) =>
    Array.from({ length: secret.length - PART + 1 }, (_, at) => [secret.slice(at, at + PART), secret] as const),
  ),
);
const ENCODED = SECRETS.map((secret) => Buffer.from(secret).toString('base64').slice(0, 8));

/** One pass over the output, whatever the number of secrets. */
function assertSilent(output: string, what: string): void {
  for (let at = 0; at + PART <= output.length; at++) {
    const secret = PARTS.get(output.slice(at, at + PART));
    if (secret !== undefined) {
      assert.fail(`${what} repeats a part of ${secret}: ${output.slice(Math.max(0, at - 150), at + 60)}`);
    }
  }
  for (const [at, encoded] of ENCODED.entries())
    assert.ok(!output.includes(encoded), `${what} repeats ${SECRETS[at] ?? ''} in Base64`);
}

/** Everything that a run says. */
const allOf = ({ stdout, stderr }: Run): string => `${stdout}\n${stderr}`;

describe('secrets of inspected projects', () => {
  const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
  const { project, start } = lifetimes();
  const { root } = temporaryProject(FILES);
  after(removeTemporaryProjects);

  it('are many, and unlike each other', () => {
    assert.ok(SECRETS.length > 150, String(SECRETS.length));
    assert.equal(
      PARTS.size,
      SECRETS.reduce((sum, secret) => sum + secret.length - PART + 1, 0),
    );
    assert.throws(() => {
      assertSilent(`x${(SECRETS[7] ?? '').slice(2, 8)}x`, 'this');
    });
  });

  for (const format of REPORT_FORMATS) {
    for (const language of ['de', 'en']) {
      it(`never stand in ${format} (${language})`, async () => {
        const file = join(root, '..', `marker-${format}-${language}.out`);
        const options = ['--format', format, '--lang', language, '--confidence', 'low'];
        const shown = await fachlint(['check', root, ...options], { env: { FORCE_COLOR: '1' } });
        assert.equal(shown.code, 1);
        assert.match(shown.stdout, /no-hardcoded-password|no\\-hardcoded/);
        assertSilent(allOf(shown), format);
        const { root: copy } = temporaryProject(FILES);
        const written = await fachlint(['check', copy, ...options, '--output', `${format}=${file}`, '--fix']);
        assertSilent(allOf(written) + readFileSync(file, 'utf8'), `${format} in a file`);
      });
    }
  }

  it('never stand in the inventory of registers and the readiness check', async () => {
    for (const command of ['registers', 'readiness']) {
      for (const format of ['text', 'json', 'html', 'csv']) {
        const run = await fachlint([command, root, '--format', format, '--lang', 'de']);
        assert.equal(run.code, 0);
        assertSilent(allOf(run), `${command} as ${format}`);
      }
    }
  });

  it('never stand in an excerpt, whatever is asked for or switched off', async () => {
    const rules = Object.fromEntries(
      ['hardcoded-password', 'password-in-url', 'private-key', 'provider-token'].map((name) => [
        `credentials/no-${name}`,
        'off',
      ]),
    );
    const { root: deaf } = temporaryProject({ ...FILES, 'fachlint.json': JSON.stringify({ rules }) });
    const runs = [
      [deaf, '--confidence', 'low'],
      [root, '--category', 'encryption'],
      [root, '--category', 'suppression'],
      [root, '--rule', 'encryption/require-database-tls', '--confidence', 'low'],
      [root, '--no-suppressions', '--quiet', '--engine', 'typescript-eslint'],
      [root, '--no-word-filter', '--confidence', 'low', '--fail-on', 'never'],
    ];
    for (const args of runs) {
      for (const format of ['text', 'json', 'sarif']) {
        const run = await fachlint(['check', ...args, '--format', format]);
        assert.notEqual(run.code, 2);
        assert.match(run.stdout, /encryption\/|suppression\//);
        assertSilent(allOf(run), args.slice(1).join(' '));
      }
    }
  });

  it('never stand in the diff of --fix-dry-run, which can be applied all the same', async () => {
    const run = await fachlint(['check', root, '--fix-dry-run']);
    assert.match(run.stderr, /5 corrections possible in 5 files/);
    assert.match(run.stdout, /^# /m);
    assertSilent(allOf(run), '--fix-dry-run');
    const patch = /^diff --git/m.test(run.stdout);
    const applied = spawnSync('git', ['apply', '--check', '-'], { cwd: root, input: run.stdout });
    assert.equal(applied.status, patch ? 0 : 128, applied.stderr.toString());
  });

  it('never stand in the map of doors', async () => {
    for (const format of ['text', 'json', 'html', 'csv']) {
      const run = await fachlint(['doors', root, '--format', format, '--lang', 'de']);
      assert.equal(run.code, 0);
      assert.match(run.stdout, /hundesteuer/);
      assertSilent(allOf(run), `doors as ${format}`);
    }
  });

  it('never stand in decisions, nor in what is said about them', async () => {
    const { root: decided } = temporaryProject(FILES);
    const runs = [
      ['--accept-current', '--lang', 'de'],
      ['list', '--format', 'json'],
      ['list', '--lang', 'de'],
      ['verify'],
      ['src/zugang.tsx:1', '--as', 'planned', '--reason', SECRETS.join(' '), '--by', 'A'],
    ];
    for (const args of runs)
      assertSilent(allOf(await fachlint(['decide', ...args, decided])), `decide ${args[0] ?? ''}`);
    const text = readFileSync(join(decided, 'fachlint-decisions.json'), 'utf8');
    assert.match(text, /no-hardcoded-password/);
    assertSilent(text, 'the decision file');
    for (const format of ['text', 'json', 'sarif'])
      assertSilent(allOf(await fachlint(['check', decided, '--format', format])), `${format} with decisions`);
  });

  it('never stand in what config shows', async () => {
    for (const path of ['src/zugang.tsx', '.env', 'compose.yaml', 'Dockerfile', 'kaputt.xml', 'package.json']) {
      for (const format of ['text', 'json']) {
        const run = await fachlint(['config', join(root, path), '--format', format]);
        assert.equal(run.code, 0);
        assertSilent(allOf(run), `config ${path}`);
      }
    }
  });

  it('never come back from standard input', async () => {
    for (const [path, input] of Object.entries(FILES)) {
      const args = ['check', '--stdin', '--stdin-filename', path, '--confidence', 'low'];
      assertSilent(allOf(await fachlint(args, { cwd: root, input })), `--stdin ${path}`);
    }
  });

  it('never stand in what a rule says that crashes', async () => {
    const text = FILES['src/zugang.tsx']
      ?.replaceAll('passwort = ', 'absturz = ')
      .replaceAll('geheimnis = ', 'absturz = ');
    const { root: other } = temporaryProject({ 'a.tsx': text ?? '', 'kaputt.ts': FILES['src/kaputt.ts'] ?? '' });
    for (const format of ['text', 'json', 'sarif']) {
      const run = await fachlint(['check', other, '--format', format], { ownRules: true });
      assert.equal(run.code, 2);
      assert.match(allOf(run), /crash\/no-name/);
      assertSilent(allOf(run), `a crash in ${format}`);
    }
  });

  it('never stand in anything the language server says, its trace included', async () => {
    const { folder, file } = project(FILES);
    const editor = await start({ folders: [folder], locale: 'de' });
    await editor.connection.sendNotification(SetTraceNotification.type, { value: 'verbose' });
    for (const path of Object.keys(FILES)) {
      await editor.open(file(path));
      for (const diagnostic of await editor.pull(file(path))) {
        await editor.connection.sendRequest(HoverRequest.type, {
          textDocument: { uri: pathToFileURL(file(path)).href },
          position: diagnostic.range.start,
        });
        for (const action of await editor.actions(file(path), diagnostic.range, [diagnostic]))
          await editor.resolve(action);
      }
      // Half a line less, as while typing: what the server says of a broken text counts, too.
      await editor.change(file(path), (FILES[path] ?? '').slice(0, -20));
      await editor.pull(file(path));
    }
    const { folders } = await editor.connection.sendRequest<ReviewAnswer>('fachlint/review', { reads: true });
    assert.ok(folders[0]);
    const { root, review } = folders[0];
    for (const finding of review.findings) {
      const places = [finding, ...finding.related];
      await editor.connection.sendRequest('fachlint/lines', { root, places });
    }
    await editor.connection.sendRequest('fachlint/report', { root, format: 'html' });
    assert.match(editor.output, /no-hardcoded-password/);
    assert.match(editor.output, /newText/);
    assertSilent(editor.output + editor.log.join('\n'), 'the language server');
  });
});
