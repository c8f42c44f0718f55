/** Passwords on command lines, in pipelines and scripts and manifests alike, and in comments. */
import { isInComment, lineAround, matchesOf, type FoundText } from './found-text.ts';
import {
  COMMAND_SECRETS,
  COMMAND_TRIGGERS,
  COMMAND_VARIABLES,
  COMMENT_TRIGGER,
} from '../../../rules/catalog/command-secrets.ts';

export function readCommandSecrets(text: string): FoundText[] {
  if (!COMMAND_TRIGGERS.some((trigger) => trigger.test(text))) return [];
  const found = [...matchesOf(COMMAND_VARIABLES, text)].map((match) =>
    foundSecret(match, match.groups?.['name'] ?? ''),
  );
  for (const { program, option } of COMMAND_SECRETS) {
    for (const match of matchesOf(option, text)) {
      const name = program.exec(lineAround(text, match.index).before)?.[0];
      if (name !== undefined) found.push(foundSecret(match, name.trim()));
    }
  }
  return found;
}

function foundSecret(match: RegExpExecArray, name: string): FoundText {
  const secret = match.groups?.['secret'] ?? '';
  const start = match.index + match[0].lastIndexOf(secret);
  return { shape: 'command-password', start, end: start + secret.length, text: secret, parts: { name } };
}

/** `Passwort: …`, `Zugangsdaten Test: name / …`: the last word of at most two, with a digit and a letter or a sign in it. */
const COMMENTED =
  /(?<![\p{L}\d_-])(?:passwor[td]|kennwort|zugangsdaten|anmeldedaten|credentials|passphrase|pw|pwd|zugang|testzugang|testkonto)(?: [\p{L}-]{2,20}){0,2} ?[:=] ?(?:[\w.@-]{2,40} ?[/:|,] ?)?["'`]?(?<secret>[^\s"'`/,;:|()<>{}$]{6,60})["'`]?(?=[\s.,;)]|$)/giu;

/** A word for an account, behind which a user and a password stand: `Testzugang: sachbearbeitung / …`. */
const ACCOUNT = /^(?:test)?(?:zugang|konto)\b/i;

export function readCommentSecrets(text: string): FoundText[] {
  if (!COMMENT_TRIGGER.test(text)) return [];
  const found: FoundText[] = [];
  for (const match of matchesOf(COMMENTED, text)) {
    const { start, end, text: secret } = foundSecret(match, '');
    // `Zugang: auth/login-formular2`: a folder and a file in it; without a user it is a sentence.
    if (ACCOUNT.test(match[0]) && !(match[0].includes('/') && /[A-Z]|[^\w.-]/.test(secret))) continue;
    // A statement that is commented out: `// password = parts[1]`
    if (/^[\p{L}_]\w*\[\w*\]$/u.test(secret)) continue;
    if (!/\d/.test(secret) || !/\p{L}/u.test(secret) || !/[A-Z]|[^\w.]/.test(secret) || !isInComment(text, match.index))
      continue;
    found.push({ shape: 'comment-password', start, end, text: secret, parts: { comment: 'yes' } });
  }
  return found;
}
