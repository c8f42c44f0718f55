/** The report for people, and how excerpts of hostile files are shown. */
import assert from 'node:assert/strict';
import { excerptOf, printable, wrap } from '../server/report/excerpt.ts';
import { showableLine, withoutSecrets } from '../server/report/secrets.ts';
import { reportAsText } from '../server/report/text.ts';
import { CERTIFICATE, SAMPLE, SECRETS, surroundings } from './report-sample.ts';
import { assertFixture } from './snapshot.ts';

const NOTHING = { start: 0, end: 0 };

describe('report as text', () => {
  for (const language of ['de', 'en'] as const) {
    it(`reads well in ${language}`, () => {
      assertFixture(`program/report-${language}.txt`, reportAsText(SAMPLE, surroundings({ language, width: 100 })));
    });
  }

  it('uses colours only where it may', () => {
    const escape = '\u001B[';
    assert.ok(!reportAsText(SAMPLE, surroundings()).includes(escape));
    const coloured = reportAsText(SAMPLE, surroundings({ colour: true }));
    assert.ok(coloured.includes(`${escape}31m`));
    const plain = coloured.replace(/\u001B\[\d+m/g, '');
    assert.equal(plain, reportAsText(SAMPLE, surroundings()));
  });

  it('holds no secret, wherever on a shown line it stands', () => {
    for (const colour of [true, false]) {
      const text = reportAsText(SAMPLE, surroundings({ colour }));
      for (const secret of SECRETS) assert.ok(!text.includes(secret), secret);
    }
  });

  it('lets no file move the cursor or turn the direction of text', () => {
    const text = reportAsText(SAMPLE, surroundings());
    assert.doesNotMatch(text, /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
  });

  it('breaks no line where nobody looks at a terminal, and cuts excerpts at 120 columns all the same', () => {
    const lines = reportAsText(SAMPLE, surroundings()).split('\n');
    assert.ok(lines.includes(`    ${CERTIFICATE.text.en.advice.option}`));
    for (const line of lines.filter((line) => line.includes('│'))) assert.ok(line.length <= 120, line);
  });

  it('keeps every line within a narrow terminal', () => {
    const lines = reportAsText(SAMPLE, surroundings({ width: 60 })).split('\n');
    // Places stay whole, so that they can be followed.
    const wide = lines.filter((line) => line.length > 60 && !/:\d+:\d+ /.test(line));
    assert.deepEqual(
      wide.filter((line) => line.startsWith('    ')),
      [],
    );
  });

  it('says what happened where there is nothing to show', () => {
    const counts = { files: 1, parsed: 0 };
    const nothing = { ...SAMPLE, findings: [], notices: [], counts };
    assert.equal(reportAsText(nothing, surroundings()), 'No findings in 1 file.\n');
    assert.equal(reportAsText(nothing, surroundings({ language: 'de' })), 'Keine Befunde in 1 Datei.\n');
    const suppressed = { ...nothing, findings: SAMPLE.findings.filter((finding) => finding.suppressed) };
    assert.equal(reportAsText(suppressed, surroundings()), 'No findings in 1 file. 1 suppressed.\n');
  });

  it('names what crashed', () => {
    const crashes = [{ what: CERTIFICATE.id, path: 'server/datenbank.ts', detail: 'TypeError at rule.ts:3' }];
    const text = reportAsText({ ...SAMPLE, crashes }, surroundings());
    assert.match(
      text,
      /encryption\/no-disabled-certificate-check crashed at server\/datenbank\.ts {2}TypeError at rule\.ts:3/,
    );
  });
});

describe('excerpt', () => {
  const marked = (line: string, flagged: string, width = 40): string => {
    const from = line.indexOf(flagged);
    const { line: shown, carets } = excerptOf(line, from, from + flagged.length, width);
    return `${shown}\n${carets}`;
  };

  it('leaves indentation out and turns tabs into spaces', () => {
    assert.equal(marked('\t\tssl:\tfalse,', 'false'), 'ssl:  false,\n      ^^^^^');
  });

  it('counts the columns of wide and of combining characters', () => {
    assert.equal(marked("'日本' + x", 'x'), "'日本' + x\n         ^");
    assert.equal(marked("'u\u0308' + x", 'x'), "'u\u0308' + x\n      ^");
  });

  it('shows the part of a long line around the flagged text', () => {
    const line = `${'links '.repeat(20)}HIER ${'rechts '.repeat(20)}`;
    const [shown = '', carets = ''] = marked(line, 'HIER').split('\n');
    assert.equal(shown.length, 40);
    assert.equal(shown.slice(carets.indexOf('^'), carets.length), 'HIER');
  });

  it('cuts flagged text that is itself too long', () => {
    const { line, carets } = excerptOf('x'.repeat(500), 0, 500, 40);
    assert.ok(line.endsWith('…') && line.length <= 40);
    assert.equal(carets, '^'.repeat(line.length));
  });

  it('always marks something', () => {
    assert.equal(excerptOf('', 0, 0, 40).carets, '^');
  });

  it('replaces what is no text', () => {
    assert.equal(printable('a\u001B[2Jb\r\u202Ec'), 'a�[2Jb��c');
  });

  it('breaks text at spaces and keeps long words', () => {
    assert.deepEqual(wrap('ein zwei drei', 8), ['ein zwei', 'drei']);
    assert.deepEqual(wrap('Donaudampfschifffahrt ja', 8), ['Donaudampfschifffahrt', 'ja']);
  });
});

describe('secrets in excerpts', () => {
  const shown = (line: string, path = 'a.ts', flagged = NOTHING): string =>
    showableLine(line, 0, path, [], [], flagged);

  it('hides what no finding names but a name promises', () => {
    assert.equal(
      shown("new Pool({ password: 'hunter2', ssl: false })"),
      "new Pool({ password: '•••••••', ssl: false })",
    );
    assert.equal(shown("connect('postgres://amt:hunter2@db/melde')"), "connect('postgres://amt:•••••••@db/melde')");
    assert.equal(
      shown("const t = process.env.API_TOKEN ?? 'hunter2';"),
      "const t = process.env.API_TOKEN ?? '•••••••';",
    );
    assert.equal(shown('"client_secret": "hunter2"', 'realm.json'), '"client_secret": "•••••••"');
    assert.equal(shown('DB_PASSWORD=hunter2', '.env'), 'DB_PASSWORD=•••••••');
    assert.equal(shown('DB_PASSWORD=${AUS_DER_UMGEBUNG}', '.env'), 'DB_PASSWORD=${AUS_DER_UMGEBUNG}');
    assert.equal(shown('password: config.password,'), 'password: config.password,');
  });

  it('hides what commands, remarks and calls are given, and leaves the rest readable', () => {
    assert.equal(shown('RUN curl -u amt:hunter2 http://a', 'Dockerfile'), 'RUN curl -u amt:••••••• http://a');
    assert.equal(shown('sshpass -p hunter2 ssh a@b', 'a.sh'), 'sshpass -p ••••••• ssh a@b');
    assert.equal(shown('"start": "DB_PASSWORD=hunter2 node a"', 'a.ts'), '"start": "DB_PASSWORD=••••••• node a"');
    assert.equal(shown("config.get('DB_PASSWORT', 'turmuhr')"), "config.get('DB_PASSWORT', '•••••••')");
    assert.equal(shown('// Passwort hunter2 für Tests'), '// Passwort ••••••• für Tests');
    assert.equal(shown("const a = 'ghp_mjtqetehHuBvHjZPQw5NUwm4BCTmDybtssJN';"), `const a = '${'•'.repeat(40)}';`);
    for (const readable of [
      'keytool -storepass $PASS -storetype PKCS12 -keysize 2048',
      '// Passwort der Datenbank setzen',
      'function login(name: string, password: string) {}',
      'createHash(sha256WithRsaEncryption, base64UrlToUtf8(parseOAuth2Response))',
      'const token = request.headers.token;',
      'http.get(personensucheV2Uri, { agent: https2Agent })',
    ]) {
      assert.equal(shown(readable), readable);
    }
  });

  it('leaves alone what the finding itself is about', () => {
    const line = "passwordPolicy: 'none'";
    assert.equal(shown(line, 'a.ts', { start: 16, end: 22 }), line);
    assert.equal(shown(line, 'a.ts', { start: 0, end: 22 }), line);
    assert.equal(shown(line, 'a.ts', { start: 0, end: 14 }), "passwordPolicy: '••••'");
  });

  it('hides other occurrences of a flagged text, but no name that reads like it', () => {
    assert.equal(withoutSecrets("password: 'password' // password", ['password']), "password: '••••••••' // ••••••••");
    assert.equal(withoutSecrets('contest test', ['test']), 'contest ••••');
    assert.equal(withoutSecrets('xhunter2!x', ['hunter2!']), 'x••••••••x');
  });

  it('keeps the quotes around a secret', () => {
    const line = "const p = 'hunter2';";
    assert.equal(showableLine(line, 0, 'a.ts', [{ start: 10, end: 19 }], [], NOTHING), "const p = '•••••••';");
  });
});
