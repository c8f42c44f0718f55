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
  | 'toml'
  | 'dockerfile'
  | 'shell'
  | 'ini'
  | 'words'
  | 'hcl';

const FORMATS_BY_NAME: readonly (readonly [RegExp, Format])[] = [
  [/\.[mc]?[jt]sx?$/i, 'script'],
  [/\.(?:jsonc?|json5|code-workspace|webmanifest)$/i, 'json'],
  // Tools that read these names accept YAML too; the first character of the text decides (see below).
  [/^\.(?:babelrc|eslintrc|stylelintrc|prettierrc|lintstagedrc|swcrc|nycrc|mocharc)$/i, 'json'],
  [/\.vue$/i, 'vue'],
  [/\.svelte$/i, 'svelte'],
  [/\.(?:component|page)\.html$/i, 'angular'],
  [/\.html?$/i, 'html'],
  [/\.ya?ml$/i, 'yaml'],
  [/^\.env(?:[._-].*)?$|\.env$|^(?:env|dotenv)\.(?:example|sample|template|dist)$/i, 'dotenv'],
  [/\.properties$/i, 'properties'],
  [/\.(?:tf|tfvars|hcl)$/i, 'hcl'],
  [/\.toml$|^Pipfile$/i, 'toml'],
  [/\.(?:ini|cnf)$|^(?:setup|tox|alembic|ansible)\.cfg$|^\.(?:npmrc|gitconfig|s3cfg|pypirc)$/i, 'ini'],
  [/^(?:redis|sentinel|postgresql|mosquitto|keycloak|ldap)[\w.-]{0,40}\.conf$|^sshd_config$/i, 'words'],
  [/\.nginx$|^nginx[\w.-]{0,60}\.(?:conf|template|j2|tpl|tmpl)$/i, 'nginx'],
  [/^(?:Dockerfile|Containerfile)(?:$|[._-])|\.(?:dockerfile|containerfile)$/i, 'dockerfile'],
  [/\.(?:sh|bash|ksh|zsh|bats)$|^\.(?:envrc|profile|bashrc|bash_profile|zshrc)$/i, 'shell'],
  [/\.(?:xml|xsd|wsdl|xslt?|xhtml|bpmn|dmn|jrxml|xjb|config|csproj|vbproj|pubxml)$/i, 'xml'],
];

/** The first line of a script of the shell. */
const SHEBANG = /^\uFEFF?#![^\n]{0,80}\b(?:ba|da|z|k|a)?sh\b/;

/** Bindings that only templates of Angular know; many of them are called `x.html` by now. */
const ANGULAR =
  /\s(?:\*ng[A-Z]\w+|\[\(ngModel\)\]|\((?:click|submit|change|input)\))="|<\/?ng-(?:container|template)\b/;

/** Parts of nginx lie under any name. */
const MAY_BE_NGINX =
  /\.conf(?:\.(?:template|tmpl|tpl|j2|erb|dist|example|sample))?$|(?:^|\/)(?:sites-(?:available|enabled)|conf\.d|nginx)\/[^/]+$/i;
/** A block, or a directive that no other server has. */
const NGINX: readonly RegExp[] = [
  /^[ \t]{0,40}server[ \t]{0,9}(?:\r?\n)?[ \t]{0,9}\{/m,
  /^[ \t]{0,40}(?:location[ \t]{1,4}[~=^/@]|upstream[ \t]{1,4}\w{1,60}[ \t]{0,4}\{)/m,
  /^[ \t]{0,40}(?:proxy_pass|proxy_set_header|proxy_ssl_verify|ssl_certificate|fastcgi_param)[ \t]/m,
];

/**
 * The format of a file, undefined where only its text can be looked at. `text` is asked where a name leaves a choice:
 * `.eslintrc` and its relatives hold JSON or YAML, `.config` anything.
 */
export function formatOf(path: string, text?: string): Format | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const format = FORMATS_BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  if (format === 'json' && /^\.[a-z]+rc$/i.test(name) && text !== undefined && !/^\uFEFF?\s*[{[/"]/.test(text))
    return 'yaml';
  // `entrypoint`, `husky/pre-commit`: the first line says what a file without an ending is.
  if (format === undefined && !name.includes('.', 1) && text !== undefined && SHEBANG.test(text)) return 'shell';
  if (format === 'html' && text !== undefined && ANGULAR.test(text)) return 'angular';
  if (format === undefined && text !== undefined && MAY_BE_NGINX.test(path) && NGINX.some((each) => each.test(text)))
    return 'nginx';
  // Many tools call their own formats `.config`; XML is what .NET writes there.
  if (format === 'xml' && /\.config$/i.test(name) && text !== undefined && !/^\uFEFF?\s*</.test(text)) return undefined;
  return format;
}

/** True for files that no reader should look at: a NUL character stands in their beginning. */
export function isBinary(text: string): boolean {
  const nul = text.indexOf('\0');
  return nul >= 0 && nul < 8000;
}
