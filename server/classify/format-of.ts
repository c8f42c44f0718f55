/** Decides in one place, by name and beginning of a file, which reader is used for it. */

export type Format =
  | 'script'
  | 'vue'
  | 'svelte'
  | 'angular'
  | 'html'
  | 'json'
  | 'yaml'
  | 'dotenv'
  | 'properties'
  | 'xml'
  | 'nginx'
  | 'apache'
  | 'haproxy'
  | 'columns'
  | 'systemd'
  | 'crontab'
  | 'jenkins'
  | 'sql'
  | 'prisma'
  | 'toml'
  | 'dockerfile'
  | 'shell'
  | 'ini'
  | 'words'
  | 'hcl';

const FORMATS_BY_NAME: readonly (readonly [RegExp, Format])[] = [
  [/\.[mc]?[jt]sx?$/i, 'script'],
  [/\.(?:jsonc?|json5|code-workspace|webmanifest)$/i, 'json'],
  [/^\.docker(?:configjson|cfg)$/i, 'json'],
  // Tools that read these names accept YAML too; the first character of the text decides (see below).
  [/^\.(?:babelrc|eslintrc|stylelintrc|prettierrc|lintstagedrc|swcrc|nycrc|mocharc)$/i, 'json'],
  [/\.vue$/i, 'vue'],
  [/\.svelte$/i, 'svelte'],
  [/\.(?:component|page)\.html$/i, 'angular'],
  [/\.html?$/i, 'html'],
  [/\.ya?ml$|^mongo[ds]\.conf$/i, 'yaml'],
  [/^\.env(?:[._-].*)?$|\.env$|^(?:env|dotenv)\.(?:example|sample|template|dist)$/i, 'dotenv'],
  [/\.properties$/i, 'properties'],
  [/\.(?:tf|tfvars|hcl)$/i, 'hcl'],
  [/\.toml$|^Pipfile$|^oauth2[-_]proxy[\w.-]{0,40}\.(?:cfg|conf)$/i, 'toml'],
  [
    /\.(?:ini|cnf)$|^(?:setup|tox|alembic|ansible)\.cfg$|^\.(?:npmrc|gitconfig|gitmodules|s3cfg|pypirc|boto)$|^[._]?(?:wgetrc|pg_service\.conf)$/i,
    'ini',
  ],
  [/^(?:pip|rabbitmq|smb|sssd|rclone|supervisord)[\w-]{0,40}\.conf$|[._-]supervisord?\.conf$|^main\.cf$/i, 'ini'],
  [/^[\w.-]{0,40}pg_hba[\w.-]{0,40}\.conf$|^\.?pgpass(?:\.conf)?$|^[._]netrc$/i, 'columns'],
  [/^(?:redis|sentinel|postgresql|mosquitto|keycloak|ldap|slapd)[\w.-]{0,40}\.conf$|^sshd?_config$/i, 'words'],
  [/\.(?:service|socket|timer|mount|container|pod|kube)(?:\.j2)?$/i, 'systemd'],
  [/^Jenkinsfile(?:$|[._-])|\.jenkinsfile$/i, 'jenkins'],
  [/\.(?:sql|pgsql|ddl)(?:\.(?:j2|tpl|tmpl|template))?$/i, 'sql'],
  [/\.prisma$/i, 'prisma'],
  [/^crontab$|\.(?:cron|crontab)$/i, 'crontab'],
  [/^[._]curlrc$|^\.yarnrc$|\.acl$/i, 'words'],
  [/^\.htaccess$|\.vhost$|^(?:httpd|apache2?)[\w.-]{0,60}\.(?:conf|template|j2|tpl|tmpl)$/i, 'apache'],
  [/^haproxy[\w.-]{0,60}\.(?:cfg|conf|template|j2|tpl|tmpl)$/i, 'haproxy'],
  [/\.nginx$|^nginx[\w.-]{0,60}\.(?:conf|template|j2|tpl|tmpl)$/i, 'nginx'],
  [/^(?:Dockerfile|Containerfile)(?:$|[._-])|\.(?:dockerfile|containerfile)$/i, 'dockerfile'],
  [/\.(?:sh|bash|ksh|zsh|bats)$|^\.(?:envrc|profile|bashrc|bash_profile|zshrc)$/i, 'shell'],
  [/\.(?:xml|xsd|wsdl|xslt?|xhtml|bpmn|dmn|jrxml|xjb|config|csproj|vbproj|pubxml)$/i, 'xml'],
];

/** Names that say something only in their folder. */
const FORMATS_BY_FOLDER: readonly (readonly [name: RegExp, folder: RegExp, format: Format])[] = [
  [/^(?:credentials|config)$/, /^\.aws$/, 'ini'],
  [/\.conf$/i, /^(?:mosquitto|redis|sshd?_config\.d)$/i, 'words'],
  [/^config$/, /^[._]?ssh$/, 'words'],
  [/\.conf$/i, /\.(?:service|socket|timer|mount|container|pod)\.d$/i, 'systemd'],
  [/^[\w-]+$/, /^cron\.d$/, 'crontab'],
];

/** The first line of a script of the shell. */
const SHEBANG = /^\uFEFF?#![^\n]{0,80}\b(?:ba|da|z|k|a)?sh\b/;

/** What is encrypted as a whole holds no settings: ansible-vault, age, PGP. */
const ENCRYPTED = /^(?:\$ANSIBLE_VAULT;|age-encryption\.org\/|-----BEGIN (?:AGE ENCRYPTED FILE|PGP MESSAGE)-----)/;
export function isEncrypted(text: string): boolean {
  return ENCRYPTED.test(text);
}

/** Inventories of Ansible have no ending. */
const INVENTORY = /^(?:hosts|inventory)[\w.-]*$/i;

/** Variables of its hosts and groups are YAML, mostly without an ending. */
const VARIABLES = /(?:^|\/)(?:group_vars|host_vars)\/(?:[^/]{1,100}\/)?[^./]+$/;

/** Bindings that only templates of Angular know; many of them are called `x.html` by now. */
const ANGULAR =
  /\s(?:\*ng[A-Z]\w+|\[\(ngModel\)\]|\((?:click|submit|change|input)\))="|<\/?ng-(?:container|template)\b/;

/** Parts of servers lie under any name. */
const MAY_BE_SERVER =
  /\.(?:conf|cfg)(?:\.(?:template|tmpl|tpl|j2|erb|dist|example|sample))?$|(?:^|\/)(?:(?:sites|conf|mods)-(?:available|enabled)|conf\.d|snippets|nginx|apache2?|httpd)\/[^/]+$/i;
/** By a block, or a directive that no other server has. */
const SERVERS: readonly (readonly [RegExp, Format])[] = [
  [/^[ \t]{0,40}server[ \t]{0,9}(?:\r?\n)?[ \t]{0,9}\{/m, 'nginx'],
  [/^[ \t]{0,40}(?:location[ \t]{1,4}[~=^/@]|upstream[ \t]{1,4}\w{1,60}[ \t]{0,4}\{)/m, 'nginx'],
  [/^[ \t]{0,40}(?:proxy_pass|proxy_set_header|proxy_ssl_verify|ssl_certificate|fastcgi_param)[ \t]/m, 'nginx'],
  // Parts of a server; other programs know some of the names, but end nothing so.
  [
    /^[ \t]{0,40}(?:ssl_(?:protocols|ciphers|dhparam|prefer_server_ciphers|early_data)|grpc_(?:pass|ssl_verify)|server_name|set_real_ip_from|add_header|listen)[ \t][^;\n]{1,300};/m,
    'nginx',
  ],
  [/^[ \t]{0,40}(?:set[ \t]{1,9}\$|return[ \t]{1,9}30[1278][ \t]|if[ \t]{0,9}\([ \t]{0,9}\$)\w/m, 'nginx'],
  [
    /^[ \t]{0,40}<(?:VirtualHost|Directory|DirectoryMatch|Location|LocationMatch|IfModule|IfDefine|Files|FilesMatch|Proxy|Limit|LimitExcept|Macro)[ \t]/im,
    'apache',
  ],
  [
    /^[ \t]{0,40}(?:SSLEngine|SSLProxy\w{1,40}|ProxyPass(?:Match|Reverse)?|RewriteEngine|RewriteRule|LoadModule|DocumentRoot|AllowOverride|RequestHeader|BalancerMember|AuthLDAP\w{1,40})[ \t]/m,
    'apache',
  ],
  [/^(?:frontend|backend|listen)[ \t][A-Za-z]/m, 'haproxy'],
];

/**
 * The format of a file, undefined where only its text can be looked at. `text` is asked where a name leaves a choice:
 * `.eslintrc` and its relatives hold JSON or YAML, `.config` anything.
 */
export function formatOf(path: string, text?: string): Format | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (text !== undefined && isEncrypted(text)) return undefined;
  const format = FORMATS_BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? formatByFolder(path, name);
  if (format === 'json' && /^\.[a-z]+rc$/i.test(name) && text !== undefined && !/^\uFEFF?\s*[{[/"]/.test(text))
    return 'yaml';
  if (format === undefined && INVENTORY.test(name) && text !== undefined && /^ansible_|[ \t]ansible_/m.test(text))
    return 'ini';
  if (format === undefined && VARIABLES.test(path) && text !== undefined && /^\w+:/m.test(text)) return 'yaml';
  // `entrypoint`, `husky/pre-commit`: the first line says what a file without an ending is.
  if (format === undefined && !name.includes('.', 1) && text !== undefined && SHEBANG.test(text)) return 'shell';
  if (format === 'html' && text !== undefined && ANGULAR.test(text)) return 'angular';
  if (format === undefined && text !== undefined && MAY_BE_SERVER.test(path))
    return SERVERS.find(([pattern]) => pattern.test(text))?.[1];
  // Many tools call their own formats `.config`; XML is what .NET writes there.
  if (format === 'xml' && /\.config$/i.test(name) && text !== undefined && !/^\uFEFF?\s*</.test(text)) return undefined;
  return format;
}

function formatByFolder(path: string, name: string): Format | undefined {
  const folders = path.split('/').slice(-3, -1);
  return FORMATS_BY_FOLDER.find(
    ([pattern, folder]) => pattern.test(name) && folders.some((each) => folder.test(each)),
  )?.[2];
}

/** True for files that no reader should look at: a NUL character stands in their beginning. */
export function isBinary(text: string): boolean {
  const nul = text.indexOf('\0');
  return nul >= 0 && nul < 8000;
}
