/** Formats of servers and of files with accounts: known by name or content, read in whatever state they are. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatOf } from '../server/classify/format-of.ts';
import { assertWithin, mutationsOf, parseSettings } from './parse-settings.ts';

/** Blocks, texts of all kinds, commands. */
const JENKINS = `pipeline { // a
  environment { B = 'c'; D = credentials("e") }
  stage("f") { steps { sh """g \\"h\\" \${I}
""" } }
  withEnv(["J=k"]) { sh(script: 'l -m', returnStdout: true) }
  def n = "o" + p /* q */ }
`;

const SQL = `-- a; b
CREATE ROLE c PASSWORD 'd''e' /* f */;
DO $$ BEGIN ALTER USER g IDENTIFIED WITH h BY "i"; END $$;
INSERT INTO j (k, l) VALUES ('m\\'n', $o$p$o$), (q('r'), NULL);
ALTER SYSTEM SET s = off;
CREATE SERVER t OPTIONS (u 'v', w :'x');
`;

describe('parse: formats of servers', () => {
  const EXPECTED: readonly (readonly [string, string, string | undefined])[] = [
    ['.htaccess', '', 'apache'],
    ['httpd.conf', 'Header set A b', 'apache'],
    ['conf.d/httpd.conf', 'ProxyPass / http://a', 'apache'],
    ['sites-available/portal', '<VirtualHost *:443>', 'apache'],
    ['fonts.conf', '<fontconfig>\n<dir>a</dir>', undefined],
    ['haproxy.cfg', '', 'haproxy'],
    ['lb.cfg', 'backend melde\n  server a b:80\n', 'haproxy'],
    ['setup.cfg', '[metadata]\nname = a', 'ini'],
    ['db/pg_hba.conf', '', 'columns'],
    ['.pgpass', '', 'columns'],
    ['_netrc', '', 'columns'],
    ['.aws/credentials', '', 'ini'],
    ['credentials', '', undefined],
    ['mosquitto/config/amt.conf', '', 'words'],
    ['users.acl', '', 'words'],
    ['portal.service', '', 'systemd'],
    ['portal.service.d/amt.conf', '', 'systemd'],
    ['Jenkinsfile', '', 'jenkins'],
    ['Jenkinsfile.release', '', 'jenkins'],
    ['cron.d/portal', '', 'crontab'],
    ['db/V1__a.sql', '', 'sql'],
    ['prisma/schema.prisma', '', 'prisma'],
    ['.htpasswd', '', undefined],
    ['.git-credentials', '', undefined],
  ];
  for (const [path, text, format] of EXPECTED) {
    it(`${path} is ${format ?? 'text'}`, () => {
      assert.equal(formatOf(path, text), format);
    });
  }
});

describe('parse: hostile files of servers', () => {
  const SAMPLES: readonly (readonly [string, string])[] = [
    [
      'a.vhost',
      'A "b # c" \\\n  d # e\n<IfModule f>\n  SetEnv G "h"\n  RequestHeader always set I "j ${K}"\n</IfModule>\nRewriteRule ^l m [P]\n{% n %}\n',
    ],
    [
      'haproxy.cfg',
      'global\n  a b # c\nbackend d\n  server e f:443 ssl verify none\n  bind *:80 "g" h\n  stats auth i:j\n  http-request set-header K "${L}"\nuserlist m\n  user n insecure-password o\n',
    ],
    [
      'pg_hba.conf',
      '# a\nlocal b all peer # c\nhost all "d e" 10.0.0.0 255.0.0.0 ldap ldapserver=f ldapbindpasswd="g h"\nhostssl i,j k 0.0.0.0/0 scram-sha-256\n',
    ],
    ['.pgpass', '# a\nb:5432:*:c:d\\:e:f\nunter:1:x:y:z\n'],
    [
      '.netrc',
      'machine a login b password c\nmacdef d\ncd /x\nput y\n\nmachine e\n  login f # g\n  password "h"\ndefault login i\n',
    ],
    [
      'a.service',
      '[Unit]\nA=b\n[Service]\nEnvironment="C=d e" F=g \\\n  H=\'i\' # j\nExecStart=-/bin/sh -c "curl -k $K"\n; l\nOptions=m=n,o\n',
    ],
    ['a.crontab', 'A = "b c"\n*/5 * * * 1-5 curl -k d > e\n@daily f --password=g\n# h\n'],
    ['Jenkinsfile', JENKINS],
    ['a.sql', SQL],
    ['schema.prisma', 'datasource a { // b\n  c = env("D")\n  e = "f\\"g" // h\n}\nmodel I {\n  j Int @id\n}\n'],
    ['users.acl', 'user default off\nuser a on >b >c #0f ~* +@all\n'],
  ];
  const PIECES = fc.constantFrom(
    ...[
      '',
      '"',
      "'",
      '<',
      '>',
      '</',
      '<A b>\n',
      '{{',
      '}}',
      '{%',
      '${',
      '\n',
      '\r\n',
      '\\\n',
      '\uD800',
      ':',
      '#',
      ' >',
      '\t',
    ],
    ...['backend x\n', 'server ', 'machine ', 'macdef ', 'host '],
  );
  for (const [path, text] of SAMPLES) {
    it(`survives mutations of ${path}`, async () => {
      await fc.assert(
        fc.asyncProperty(mutationsOf(text, PIECES), (mutated) => assertWithin(path, mutated)),
        { numRuns: 500, seed: 20_240_501 },
      );
    });
  }

  it('says that sections are nested too deep', async () => {
    const { notices } = await parseSettings('a.vhost', '<A b>\n'.repeat(5000));
    assert.ok(notices.some(({ detail }) => detail === 'nested too deep'));
  });
});
