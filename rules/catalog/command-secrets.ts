/** Programs that take a password on their command line or from a variable set before them, and comments that name one. */

export interface CommandSecret {
  /** What stands before the option in the same line. */
  readonly program: RegExp;
  /** The option with the password in its group `secret`. */
  readonly option: RegExp;
}

/** From the manuals of the programs. */
export const COMMAND_SECRETS: readonly CommandSecret[] = [
  { program: /\bsshpass\s*$/, option: /\s-p ?["']?(?<secret>[^\s"'$<`-][^\s"'`]{2,80})/g },
  {
    program: /\bcurl\b/,
    option: /\s(?:-u|--user|--proxy-user)[= ]?["']?[\w.@-]{1,60}:(?<secret>[^\s"'$<`{][^\s"'`]{2,80})/g,
  },
  {
    program: /\b(?:docker|podman|helm(?: registry)?|oc|buildah|skopeo|nerdctl|az acr)\s+login\b/,
    option: /\s(?:-p|--password)[= ]["']?(?<secret>[^\s"'$<`{-][^\s"'`]{2,80})/g,
  },
  { program: /\bmysql(?:dump|admin)?\b/, option: /\s-p(?<secret>[\w!#%*+.-]{4,80})/g },
  {
    program: /\bldap(?:search|modify|add|delete|whoami)\b/,
    option: /\s-w ["']?(?<secret>[^\s"'$<`{-][^\s"'`]{2,80})/g,
  },
  { program: /\bopenssl\b/, option: /\spass:(?<secret>[^\s"'$<`{][^\s"'`]{2,80})/g },
  {
    program: /\bkeytool\b/,
    option: /\s-(?:storepass|keypass|srcstorepass|deststorepass) ["']?(?<secret>[^\s"'$<`{-][^\s"'`]{2,80})/g,
  },
  { program: /\bredis-cli\b/, option: /\s(?:-a|--pass) ["']?(?<secret>[^\s"'$<`{-][^\s"'`]{2,80})/g },
];

/** Variables that programs read a password from, set for one command: `PGPASSWORD=… pg_dump`. */
export const COMMAND_VARIABLES =
  /(?<![\w$])(?<name>PGPASSWORD|MYSQL_PWD|SSHPASS|RESTIC_PASSWORD|REDISCLI_AUTH|BORG_PASSPHRASE)=["']?(?<secret>[^\s"'$<`(][^\s"'`]{2,80})["']?[ \t]{1,3}[\w./]/g;

/** One of them stands in every text with such a password. */
export const COMMAND_TRIGGERS: readonly RegExp[] = [
  /sshpass |curl .|(?:docker|podman|registry|oc|buildah|skopeo|nerdctl|acr)\s+login|mysql(?:dump|admin)? |ldap(?:search|modify|add|delete|whoami) | pass:\S|keytool |redis-cli /,
  /(?:PGPASSWORD|MYSQL_PWD|SSHPASS|RESTIC_PASSWORD|REDISCLI_AUTH|BORG_PASSPHRASE)=[^$]/,
];

/** Words of comments that announce credentials. */
export const COMMENT_TRIGGER =
  /(?:passwor[td]|kennwort|zugangsdaten|anmeldedaten|credentials|passphrase|pw|pwd|zugang|testkonto)(?: [^\s:=]{2,20}){0,2} ?[:=] ?\S/i;
