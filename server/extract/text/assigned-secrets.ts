/**
 * Variables and settings with a literal value in files without a reader of their own (scripts of the shell, Dockerfiles,
 * units of systemd, INI, TOML), and variables and options of commands wherever these stand.
 */
import { formatOf, isEncrypted } from '../../classify/format-of.ts';
import {
  ASSIGNED_HEADER,
  ASSIGNED_LINE,
  ASSIGNED_OPTION,
  ASSIGNED_SETTING,
  ASSIGNED_STATEMENTS,
  ASSIGNED_TRIGGERS,
  ASSIGNED_VARIABLE,
  ASSIGNED_WORD,
  isPlainSettings,
  LITERAL_GIVEN,
  nameBefore,
  NEEDS_QUOTES,
  PROMISING,
  writingOf,
} from '../../../rules/catalog/assigned-secrets.ts';
import { AUTHORIZATION, secretStrength } from '../../../rules/catalog/secret-names.ts';
import { isInComment, lineAround, matchesOf, type FoundText } from './found-text.ts';

/** `ExtractJwt.fromAuthHeaderAsBearerToken()`, in a manual or a report: what makes a secret is none. */
const CALL = /^[A-Za-z_$][\w$]*\.[\w$.]+\(|^[A-Za-z_$][\w$.]*\(\)$/;

export function readAssignedSecrets(path: string, text: string): FoundText[] {
  if (isEncrypted(text) || !ASSIGNED_TRIGGERS.some((trigger) => trigger.test(text))) return [];
  const isUnread = formatOf(path, text) === undefined;
  const isPlain = isUnread && isPlainSettings(path);
  const writing = isUnread ? writingOf(path) : undefined;
  const patterns = [
    ASSIGNED_VARIABLE,
    ASSIGNED_OPTION,
    ASSIGNED_HEADER,
    ...(isPlain || /\.ya?ml$/.test(path) ? [ASSIGNED_SETTING] : []),
    ...(writing === undefined ? [] : [LITERAL_GIVEN]),
    ...(path.endsWith('.gradle') ? [ASSIGNED_WORD] : []),
    ...(writing === 'lines' && !isPlain ? [ASSIGNED_LINE] : []),
  ];
  const found: FoundText[] = [];
  for (const pattern of patterns) {
    for (const match of matchesOf(pattern, text)) {
      const each = pattern === LITERAL_GIVEN ? literalIn(match, text) : foundIn(match);
      const isQuoted = each.start > 0 && /["'`]/.test(text[each.start - 1] ?? '');
      if (
        !isPromising(each.parts['name'] ?? '') ||
        each.text.length < 4 ||
        CALL.test(each.text) ||
        isInComment(text, match.index + match[0].length - each.text.length)
      )
        continue;
      if (pattern === ASSIGNED_SETTING && NEEDS_QUOTES.test(path) && !isQuoted) continue;
      // `--password PASSWORD`: what stands in a manual.
      if (pattern === ASSIGNED_OPTION && /^[A-Z_]+$/.test(each.text)) continue;
      const isLiteral = (pattern === LITERAL_GIVEN || pattern === ASSIGNED_WORD) && writing === 'language';
      found.push(isLiteral ? { ...each, parts: { ...each.parts, way: 'literal' } } : each);
    }
  }
  return found;
}

function isPromising(name: string): boolean {
  return AUTHORIZATION.test(name) || PROMISING.test(name) || secretStrength(name.split('.').at(-1) ?? '') !== undefined;
}

/** Files that are nothing but a secret, as Docker and Kubernetes mount them: `secrets/db_password.txt`. */
export function isSecretFile(path: string): boolean {
  const [, name] =
    /(?:^|\/)\.?(?:secrets?|geheimnisse)\/([\w-]{2,60})(?:\.(?:txt|secret|dev|prod))?$/i.exec(path) ?? [];
  return name !== undefined && PROMISING.test(name.replaceAll('-', '_')) && formatOf(path) === undefined;
}

export function readSecretFile(path: string, text: string): FoundText[] {
  const [, before = '', secret = ''] = /^(\s{0,9})([^\s$<{]{4,200})\s{0,9}$/.exec(text) ?? [];
  if (secret === '' || !isSecretFile(path)) return [];
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w{1,8}$/, '');
  const start = before.length;
  return [{ shape: 'assigned-secret', start, end: start + secret.length, text: secret, parts: { name } }];
}

/** Statements of databases and the like, which stand inside of texts in every format. */
export function readStatedSecrets(text: string): FoundText[] {
  if (!ASSIGNED_TRIGGERS.some((trigger) => trigger.test(text))) return [];
  return ASSIGNED_STATEMENTS.flatMap((pattern) => [...matchesOf(pattern, text)].map(foundIn));
}

function literalIn(match: RegExpExecArray, text: string): FoundText {
  const found = foundIn(match);
  return { ...found, parts: { name: nameBefore(lineAround(text, match.index, 160).before) ?? '' } };
}

function foundIn({ index, 0: whole, groups }: RegExpExecArray): FoundText {
  const written = groups?.['secret'] ?? '';
  const secret = /^(["'`]).*\1$/.test(written) ? written.slice(1, -1) : written;
  const start = index + whole.lastIndexOf(written) + (secret === written ? 0 : 1);
  return {
    shape: 'assigned-secret',
    start,
    end: start + secret.length,
    text: secret,
    parts: { name: nameIn(groups?.['name'] ?? '') },
  };
}

/** `IDENTIFIED BY`, `chpasswd` and `--password-stdin` name a password, too. */
function nameIn(name: string): string {
  return /^(?:by|--password-stdin|chpasswd)$/i.test(name) ? 'password' : name;
}
