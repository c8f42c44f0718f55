/** How variables, options and settings get a value where no reader knows the format, and which files those are. */

/** Files that hold settings or commands line by line, by name and by ending. */
const PLAIN_NAMES =
  /^(?:Dockerfile|Containerfile|GNUmakefile|Makefile|makefile|Jenkinsfile|Vagrantfile|Procfile)(?:$|[.-])/;
const PLAIN_ENDINGS: ReadonlySet<string> = new Set(
  (
    'dockerfile containerfile sh bash zsh ksh bat cmd ps1 psm1 mk groovy toml ini conf cfg cnf service ' +
    'container pod kube j2 tpl'
  ).split(' '),
);

export function isPlainSettings(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return PLAIN_NAMES.test(name) || PLAIN_ENDINGS.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}

/** Languages in which a value without quotes is an expression. */
export const NEEDS_QUOTES = /(?:^|\/)(?:Jenkinsfile|Vagrantfile)[^/]{0,40}$|\.(?:groovy|toml|ps1|psm1)$/;

/** `export NAME=value`, `ENV NAME value`, `-e NAME=value`, `--build-arg NAME=value`, `Environment="NAME=value"`. */
export const ASSIGNED_VARIABLE =
  /(?<![\w.-])(?:export|ENV|ARG|RUN|setx?|-e|--env|--build-arg|Environment)(?:=|[ \t]{1,4})["']?(?<name>[A-Za-z_]\w{2,60})(?:=|[ \t]{1,4}(?=\S{4,120}$))(?<secret>"[^"\r\n]{4,120}"|'[^'\r\n]{4,120}'|[^\s"'`$<>{}();&|\\=]{4,120})/gm;

/**
 * `--admin-password=value`, `--requirepass value`, `-Dspring.datasource.password=value`, also as items of a list. Not
 * `adduser --disabled-password melderegister`: a switch, and something else behind it.
 */
export const ASSIGNED_OPTION =
  /(?<![\w-])(?:--(?!(?:disabled?|no|without|ask|prompt|generate|show|skip|read)-)|-D)(?<name>(?:[A-Za-z\d]{1,30}[._-]{1,2}){0,10}(?:password|passwd|passphrase|pwd|secret|api-?key|token|key|auth|requirepass|masterauth|[A-Za-z]{1,40}(?:Password|Secret|Token|Key)|[A-Z]{1,20}(?:PASSWORD|SECRET|TOKEN|KEY)))(?:=|[ \t]{1,4}|["'], ?(?=["']))(?<secret>"[^"\r\n]{4,120}"|'[^'\r\n]{4,120}'|[^\s"'`$<>{}();&|\\=,-][^\s"'`$<>{}();&|\\=,]{3,120})/gm;

/** A header of a request on a command line: `-H "X-Api-Key: value"`, `--header='Authorization: Bearer value'`. */
export const ASSIGNED_HEADER =
  /(?<![\w-])(?:-H|--header)["']?[ \t=,]{0,4}\\?["'](?<name>[A-Za-z][\w-]{1,60}):[ \t]{0,4}(?:(?:Bearer|Token|ApiKey|Api-Key|Key|GenieKey)[ \t]{1,4})?(?<secret>[^\s"'`$<>{}();&|\\]{8,400})\\?["']/gi;

/** A line of settings: `NAME=value`, `name = "value"`, `NAME ?= value`, `requirepass value`. */
export const ASSIGNED_SETTING =
  /^[ \t]{0,40}(?:(?:local|readonly|declare|typeset)[ \t]{1,4}(?:-\w+[ \t]{1,4})?|\$env:|def[ \t]{1,4}|String[ \t]{1,4})?["']?(?<name>[A-Za-z_][\w.-]{1,60})(?:["']?[ \t]{0,30}[:?]?=[ \t]{0,30}|(?<=requirepass|masterauth|bindpw|rootpw|r[ow]community)[ \t]{1,30})(?<secret>"[^"\r\n]{4,120}"|'[^'\r\n]{4,120}'|[^\s"'`$<>{}();&|\\#,]{4,120})[ \t;,]{0,20}\r?$/gm;

/** A literal in quotes behind an operator or a comma; the name stands before it. */
export const LITERAL_GIVEN =
  /(?:[!=]==?|:=|=>|[:=,])[ \t]{0,30}@?(?<secret>"[^"\r\n]{4,200}"|'[^'\r\n]{4,200}'|`[^`\r\n]{4,200}`)/g;

/** The name before the operator, as most languages write it: `name := "value"`, `'name' => 'value'`, `put("name", "value")`. */
export function nameBefore(before: string): string | undefined {
  const own = before
    .trimEnd()
    .replace(/[|?]{2}$/, '')
    .trimEnd()
    // `var name string = "value"`, `name: str = "value"`
    .replace(/[ \t:](?:[Ss]tring|str)\??$/, '')
    .replace(/["'`\]): \t]{1,6}$/, '');
  let start = own.length;
  while (start > 0 && own.length - start < 62 && /[\w.-]/.test(own.charAt(start - 1))) start -= 1;
  const name = own.slice(start);
  return /^[A-Za-z_][\w.-]{1,60}$/.test(name) ? name : undefined;
}

/** A line of a text that nobody reads by rules: `name: value`. */
export const ASSIGNED_LINE =
  /^[ \t]{0,40}(?:- )?["']?(?<name>[A-Za-z_][\w.-]{1,60})["']?[ \t]{0,30}[:=][ \t]{0,30}(?<secret>[^\s"'`$<>{}();&|\\#,]{4,200})[ \t;,]{0,20}\r?$/gm;

/** A statement of Gradle: `password 'value'`. */
export const ASSIGNED_WORD =
  /^[ \t]{0,40}(?<name>[A-Za-z_][\w.-]{1,60})[ \t]{1,4}(?<secret>"[^"\r\n]{4,200}"|'[^'\r\n]{4,200}')[ \t]{0,20}\r?$/gm;

/** Languages that no reader knows: without quotes a value is an expression there. */
const LANGUAGES: ReadonlySet<string> = new Set(
  (
    'py pyw go java rb erb php phtml cs vb fs kt kts swift scala rs c cc cpp cxx h hpp m mm pl pm lua r dart ex exs erl clj ' +
    'cljs jl nim zig gradle coffee ejs hbs jsp aspx cshtml razor twig vue-i18n proto cmake applescript vbs bas pas'
  ).split(' '),
);
/** Texts of other subjects: styles, pictures, tables, translations, differences, what a tool writes. */
const NO_SETTINGS: ReadonlySet<string> = new Set(
  'css scss sass less styl svg csv tsv po pot xlf xliff lock map patch diff snap log graphql gql feature strings resx tex ics vcf eml'.split(
    ' ',
  ),
);

/** How values are written in a file that no reader knows; undefined where none is looked for. */
export function writingOf(path: string): 'language' | 'lines' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const ending = name.slice(name.lastIndexOf('.') + 1);
  if (NO_SETTINGS.has(ending)) return undefined;
  return LANGUAGES.has(ending) || NEEDS_QUOTES.test(path) ? 'language' : 'lines';
}

/** Statements and files of their own form: users of a database, `echo … | docker login`, `.netrc`, `.pgpass`. */
export const ASSIGNED_STATEMENTS: readonly RegExp[] = [
  /\b(?:WITH|ENCRYPTED|LOGIN|(?:ROLE|USER)[ \t]{1,4}["\w-]{1,60})[ \t]{1,4}(?<name>PASSWORD)[ \t]{0,4}(?:=[ \t]{0,4})?N?(?<secret>'[^'\r\n]{4,80}')/gi,
  /\bIDENTIFIED[ \t]{1,4}(?:WITH[ \t]{1,4}\w{1,40}[ \t]{1,4})?(?<name>BY)[ \t]{1,4}(?<secret>'[^'\r\n]{4,80}'|"[^"\r\n]{4,80}")/gi,
  /\bSET[ \t]{1,4}(?<name>PASSWORD)[ \t]{1,4}FOR[ \t]{1,4}[^\s=]{1,120}[ \t]{0,4}=[ \t]{0,4}(?:PASSWORD\()?(?<secret>'[^'\r\n]{4,80}')/gi,
  /\becho[ \t]{1,4}(?:-n[ \t]{1,4})?(?<secret>"[^"$\r\n]{4,80}"|'[^'\r\n]{4,80}'|[^\s"'$`|]{4,80})[ \t]{0,4}\|[ \t]{0,4}(?:docker|podman|oc|helm)[^|\r\n]{0,80}(?<name>--password-stdin)/g,
  /\b(?:echo|printf)[ \t]{1,4}(?:-\w{1,2}[ \t]{1,4})?["']?[\w.-]{1,40}:(?<secret>[^\s"'$`|\\:]{4,80})(?:\\n)?["']?[ \t]{0,4}\|[ \t]{0,4}(?:sudo[ \t]{1,4})?(?<name>chpasswd)/g,
  /\bmachine[ \t]{1,4}\S{1,120}\s{1,8}login[ \t]{1,4}\S{1,80}\s{1,8}(?<name>password)[ \t]{1,4}(?<secret>[^\s$<{]{4,120})/g,
];

/** One of them stands in every text with such a value. */
export const ASSIGNED_TRIGGERS: readonly RegExp[] = [
  /(?:passwor[td]|passwd|passphrase|kennwort|pwd|secret|geheim)["']?[ \t]{0,30}[:?]?=/i,
  /_(?:pw|pass|token|key|salt|pin|auth)["']?[ \t]{0,30}[:?]?=[ \t]?["']?[^\s"'$=<>{(]/i,
  /(?:requirepass|masterauth|bindpw|rootpw|r[ow]community|-password|-passwd|-passphrase|-secret|-key|-apikey)["',]{0,2}[ \t]/i,
  // Behind a name that alone says little: a long literal.
  /(?:auth|key|token|salt|credential|kennwort|passwor[td]|secret|schl(?:ue|ü)ssel)["'`\])]{0,3}[ \t]{0,4}(?:[!=]==?|:=|=>|[:=,])[ \t]{0,4}@?["'`][^\s"'`]{4}/i,
  /(?:auth|key|token|salt|credential|kennwort|passwor[td]|secret|schl(?:ue|ü)ssel)[ \t:]{1,3}(?:string|str) ?= ?["'`][^\s"'`]{4}/i,
  /(?:auth|key|token|salt|credential|kennwort|passwor[td]|secret|schl(?:ue|ü)ssel)[ \t]["'][^\s"'`]{4}/i,
  /(?:auth|key|token|salt|credential|kennwort|passwor[td]|secret|schl(?:ue|ü)ssel)["']?[ \t]{0,30}(?:[:?]?=|:|[ \t])[ \t]{0,30}[^\s"'`$<>{}();&|\\#,]{12}/i,
  /ENV [A-Z]|PASSWORD(?: ?= ?N?)? ?'|PASSWORD FOR|IDENTIFIED |--password-stdin|chpasswd|machine \S/i,
];

/** Parts of names that may promise a secret. */
export const PROMISING =
  /passwor|passwd|passphrase|kennwort|pwd|secret|geheim|_(?:pw|pass|token|key|salt|pin|auth)$|^(?:requirepass|masterauth|bindpw|rootpw|r[ow]community)$|-key$/i;
