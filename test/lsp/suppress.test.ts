/** Where a suppression comment can stand, and where it would become part of the text. */
import assert from 'node:assert/strict';
import type { Finding } from '../../server/model/finding.ts';
import { suppressionOf } from '../../server/lsp/suppress.ts';

/** The text with the suppression put in, for the place of `mark`; undefined where none is offered. */
function suppressed(
  path: string,
  text: string,
  mark: string,
  rule = 'credentials/no-hardcoded-password',
): string | undefined {
  const start = text.indexOf(mark);
  const finding: Finding = {
    ...{ rule, severity: 'error', confidence: 'high', path, range: { start, end: start + mark.length } },
    ...{ message: { de: '', en: '' }, advice: { de: '', en: '' }, related: [], fingerprint: '', secret: false },
  };
  const edit = suppressionOf(finding, text, 'Grund');
  return edit && text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
}

const COMMENT = 'fachlint-disable-next-line credentials/no-hardcoded-password -- Grund';

describe('suppression comments', () => {
  it('take the syntax of the file', () => {
    assert.equal(suppressed('a.ts', 'f();\n\tg(1);\n', 'g('), `f();\n\t// ${COMMENT}\n\tg(1);\n`);
    assert.equal(suppressed('a.mjs', 'g(1);', 'g('), `// ${COMMENT}\ng(1);`);
    assert.equal(suppressed('compose.yml', 'a:\n  b: 1\n', 'b'), `a:\n  # ${COMMENT}\n  b: 1\n`);
    assert.equal(suppressed('.env.production', 'A=1\nB=2\n', 'B'), `A=1\n# ${COMMENT}\nB=2\n`);
    assert.equal(suppressed('config/db.env', 'B=2\n', 'B'), `# ${COMMENT}\nB=2\n`);
    assert.equal(suppressed('application.properties', 'a=1\nb=2\n', 'b'), `a=1\n# ${COMMENT}\nb=2\n`);
    assert.equal(
      suppressed('web.xml', '<a>\n  <b>1</b>\n</a>\n', '1'),
      `<a>\n  <!-- ${COMMENT.replace(' --', ':')} -->\n  <b>1</b>\n</a>\n`,
    );
    assert.equal(suppressed('tsconfig.build.json', '{\n  "a": 1\n}', '"a"'), `{\n  // ${COMMENT}\n  "a": 1\n}`);
    assert.equal(suppressed('.vscode/settings.json', '{\n  "a": 1\n}', '"a"'), `{\n  // ${COMMENT}\n  "a": 1\n}`);
  });

  it('take the syntax of files that are looked at as text', () => {
    for (const path of ['Dockerfile', 'Dockerfile.prod', 'betrieb/start.sh', 'app.toml', 'db.tf', 'lauf.service']) {
      assert.equal(suppressed(path, '[a]\nb = 1\n', 'b'), `[a]\n# ${COMMENT}\nb = 1\n`, path);
    }
    assert.equal(suppressed('app.ini', '[a]\nb = 1\n', 'b'), `[a]\n; ${COMMENT}\nb = 1\n`);
    assert.equal(suppressed('Jenkinsfile', 'a()\nb()\n', 'b'), `a()\n// ${COMMENT}\nb()\n`);
    // A comment in the middle of a command would end it; Docker takes it out before.
    assert.equal(suppressed('start.sh', 'run \\\n  --password x\n', 'x'), undefined);
    assert.equal(suppressed('a.properties', 'a=1,\\\n  geheim\n', 'geheim'), undefined);
    assert.notEqual(suppressed('Dockerfile', 'ENV A=1 \\\n  B=2\n', 'B'), undefined);
  });

  it('keep the line ends of the file', () => {
    assert.equal(suppressed('a.ts', 'f();\r\ng(1);\r\n', 'g('), `f();\r\n// ${COMMENT}\r\ng(1);\r\n`);
  });

  it('are not offered where no comment can stand', () => {
    for (const path of ['package.json', 'config/default.json', 'users.acl', 'my.vscode/settings.json']) {
      assert.equal(suppressed(path, '"a": 1', '"a"'), undefined, path);
    }
  });

  it('are not offered where the comment would become text', () => {
    assert.equal(suppressed('a.xml', '<a\n  b="1" />', 'b='), undefined);
    assert.equal(suppressed('a.tsx', 'return (\n  <Login password="x" />\n);', 'password'), undefined);
    assert.equal(suppressed('a.yaml', 'hinweis: |\n  first\n\n  second\n', 'second'), undefined);
    assert.equal(suppressed('a.yaml', 'a.json: |\n  { "b": 1 }\n', '1'), undefined);
    assert.equal(suppressed('a.md', '```\npassword x\n```\n', 'x'), undefined);
    assert.equal(suppressed('a.md', '| a | b |\n', 'b'), undefined);
    assert.equal(suppressed('a.yaml', 'run: >-\n  folded\n', 'folded'), undefined);
    assert.notEqual(suppressed('a.yaml', 'run: |\n  text\nnext:\n  key: 1\n', 'key'), undefined);
  });

  it('are written as the document inside of a text takes them', () => {
    assert.equal(
      suppressed('a.yaml', 'run: |\n  first\n  second\n', 'second'),
      `run: |\n  first\n  # ${COMMENT}\n  second\n`,
    );
    assert.equal(suppressed('a.yaml', '- |\n  first\n', 'first'), `- |\n  # ${COMMENT}\n  first\n`);
    assert.equal(suppressed('a.yaml', 'a.sql: |\n  SELECT\n', 'SELECT'), `a.sql: |\n  -- ${COMMENT}\n  SELECT\n`);
  });

  it('are not offered for what is said about suppressions themselves', () => {
    assert.equal(suppressed('a.ts', 'f();', 'f', 'suppression/no-unused'), undefined);
  });
});
