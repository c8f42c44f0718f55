/** Reports literals that are secrets: how sure, how severe, with which related place and fix. */
import { knownTexts, literalPlace } from '../../server/model/ask.ts';
import type { SettingFact, TextFact } from '../../server/model/facts.ts';
import type { FileView, Problem, Report } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { KnownValue, Value } from '../../server/model/value.ts';
import { fold, wordsOf } from '../../server/model/words.ts';
import { reportSet } from './deployed-secrets.ts';
import { confidenceOf } from './secret-confidence.ts';
import { moveToEnvironment, wayFromOutside } from './secret-fixes.ts';
import { AUTHORIZATION, secretStrength, type SecretStrength } from './secret-names.ts';
import { literalsOf, variableName } from './secret-reading.ts';
import { canBeSecret, isDefaultAccount, isForDevelopers } from './secret-values.ts';

export type SecretMessage =
  | 'literal'
  | 'fallback'
  | 'setting'
  | 'insertable'
  | 'environmentFile'
  | 'exampleFile'
  | 'mounted'
  | 'argument'
  | 'password'
  | 'compared'
  | 'substitute'
  | 'command'
  | 'comment';

/** `Authorization: 'Bearer …'`: what stands behind the scheme is the secret. Basic is another rule's. */
export function reportHeader(
  value: Value,
  candidate: Candidate,
  report: Report<SecretMessage>,
  file: FileView,
  around: TextRange,
): void {
  for (const literal of knownTexts(value)) {
    const token = /^(?:Bearer|Token|ApiKey|Api-Key|Key|GenieKey)\s+(\S{8,400})$/i.exec(literal.value)?.[1];
    if (token !== undefined) reportLiterals({ ...literal, value: token }, candidate, report, file, around);
  }
}

/** A variable, an option or a line of settings in a file that only its text is known of. */
export function reportAssigned(fact: TextFact, report: Report<SecretMessage>, file: FileView): void {
  const { text: value, range, parts } = fact;
  const literal: KnownValue = { kind: 'known', value, range };
  if (parts['way'] === 'literal') reportInLanguage(parts['name'] ?? '', literal, report, file);
  else reportGiven(parts['name'] ?? '', literal, report, file, range);
}

/** A literal behind a name in a language that no reader knows. */
function reportInLanguage(fullName: string, value: KnownValue, report: Report<SecretMessage>, file: FileView): void {
  const name = fullName.split('.').at(-1) ?? '';
  const strength = secretStrength(name);
  if (!strength || (file.kind !== 'main' && file.kind !== 'build')) return;
  const candidate: Candidate = { name, names: [name], strength, connected: false, message: 'argument' };
  reportLiterals(value, candidate, report, file, value.range);
}

/** The content of a file that a deployment hands over as a secret; what is called so only looks like one or does not. */
export function reportMounted(fact: TextFact, report: Report<SecretMessage>, file: FileView): void {
  if (file.kind !== 'main' && file.kind !== 'build') return;
  const { text: value, range, parts } = fact;
  const [first = '', ...others] = (parts['name'] ?? '').split('\n');
  const strong = [first, ...others].find((name) => secretStrength(name) === 'strong');
  const name = strong ?? first;
  reportLiterals(
    { kind: 'known', value, range },
    {
      name,
      names: [name],
      strength: strong === undefined ? 'medium' : 'strong',
      connected: true,
      message: 'mounted',
      isRun: true,
      ...(parts['stage'] === 'local' && { isLocal: true }),
    },
    report,
    file,
    range,
  );
}

/** What a command gives to an option or a variable with a name that promises a secret. */
export function reportGiven(
  fullName: string,
  value: Value,
  report: Report<SecretMessage>,
  file: FileView,
  around: TextRange,
): void {
  const name = fullName.split('.').at(-1) ?? '';
  const strength = AUTHORIZATION.test(name) ? 'strong' : secretStrength(name);
  if (!strength || (file.kind !== 'main' && file.kind !== 'build')) return;
  reportLiterals(
    value,
    { name, names: [name], strength, connected: true, message: 'setting', isPipeline: isPipelineFile(file.path) },
    report,
    file,
    around,
  );
}

/** A password on a command line, or in a comment. */
export function reportWritten(
  message: 'command' | 'comment',
  text: string,
  range: TextRange,
  name: string,
  report: Report<SecretMessage>,
  file: FileView,
): void {
  if ((file.kind !== 'main' && file.kind !== 'build') || !canBeSecret(text, { connected: true })) return;
  const isMild = file.stage === 'local' || (file.stage !== 'production' && isDefaultAccount(text, ''));
  report({
    message,
    range,
    data: { name, variable: '' },
    secret: true,
    group: text,
    confidence: message === 'comment' ? 'medium' : 'high',
    ...(isMild && { severity: 'warning' as const }),
  });
}

/** Not for members of enumerations and the like, in their place or used elsewhere: `credentials.Password = 'password'`. */
function isInConnection(
  { belongs, name }: Candidate,
  { value, origin }: KnownValue & { readonly value: string },
): boolean {
  return belongs === true && !origin && !wordsOf(name).includes(fold(value));
}

/** What test runners load for themselves. */
const UNIT_TEST_SETTINGS = /(?:^|\/)\.env\.test(?:\.local)?$/;

export function isPipelineFile(path: string): boolean {
  return /(?:^|\/)(?:\.github\/|\.gitlab|\.circleci\/|azure-pipelines|bitbucket-pipelines|\.travis)/.test(path);
}

export interface Candidate {
  readonly name: string;
  readonly names: readonly string[];
  readonly strength: SecretStrength;
  readonly connected: boolean;
  /** Its path names what it opens: `datenbank.passwort`. */
  readonly belongs?: boolean;
  readonly message: SecretMessage;
  /** A program is started with it, as with a setting. */
  readonly isRun?: boolean;
  /** Of a setting: the file it stands in. */
  readonly setting?: { readonly format: SettingFact['format']; readonly document: string };
  readonly isPipeline?: boolean;
  /** It is handed over on machines of developers only. */
  readonly isLocal?: true;
}

export function reportLiterals(
  value: Value,
  candidate: Candidate,
  report: Report<SecretMessage>,
  file: FileView,
  around: TextRange,
): void {
  reportSet(value, candidate, report, file, around);
  const literals = literalsOf(value);
  // What a loop over a list of names puts in: `for (const accessKey of ['read', 'update', 'unlock'])`.
  if (literals.length > 2 && literals.every((literal) => /^[A-Za-z]+$/.test(literal.value))) return;
  for (const literal of literals) {
    const fallback =
      value.kind === 'environment' ||
      (value.kind === 'either' &&
        value.options.some((option) => option.kind === 'environment' && knownTexts(option).includes(literal)));
    const connected = candidate.connected || fallback || isInConnection(candidate, literal);
    const confidence = confidenceOf(literal.value, candidate, connected, file);
    if (!confidence || (literal.outsideProduction && isForDevelopers(literal.value))) continue;
    // Accounts that a pipeline or a stack of containers sets up for itself.
    const isDefault =
      isDefaultAccount(literal.value, candidate.name) ||
      (candidate.setting !== undefined && isUser(literal.value, file));
    if (isDefault && candidate.isPipeline) continue;
    const isMild =
      file.stage === 'local' ||
      candidate.isLocal === true ||
      literal.outsideProduction === true ||
      file.kind === 'test' ||
      UNIT_TEST_SETTINGS.test(file.path) ||
      (isDefault && file.stage !== 'production' && (candidate.isRun ?? candidate.message === 'setting'));
    const range = literalPlace(literal);
    const variable =
      value.kind === 'environment' && value.name !== '' ? value.name : variableName(candidate.names, candidate.name);
    const way = wayFromOutside(candidate.setting?.document ?? '', variable);
    const problem: Problem<SecretMessage> = {
      message: candidate.setting
        ? messageOfSetting(candidate.setting, way, file)
        : fallback
          ? 'fallback'
          : candidate.message,
      range,
      data: { name: candidate.name, variable, way: way ?? '' },
      confidence,
      secret: true,
      group: literal.value,
      ...(isMild && { severity: 'warning' as const }),
      ...(literal.origin && {
        related: [{ range: around, path: file.path, text: { de: 'hier verwendet', en: 'used here' } }],
      }),
    };
    // What is compared wants another comparison, too.
    const fix =
      candidate.message === 'compared'
        ? undefined
        : moveToEnvironment(
            value,
            literal,
            variable,
            candidate.message === 'setting' ? (candidate.setting?.document ?? '') : undefined,
            file,
          );
    report(fix ? { ...problem, fix } : problem);
  }
}

/** `MARIADB_USER: portal`, `MARIADB_PASSWORD: portal`: the account of an image that is called like everything around it. */
function isUser(text: string, file: FileView): boolean {
  if (!/^[a-z][a-z_-]{2,30}$/.test(text)) return false;
  return file.text
    .split('\n')
    .some(
      (line) =>
        /(?:user|username|database|db|_name)["']?[ \t]{0,9}[:=]/i.test(line) &&
        line.trim().replace(/["',]/g, '').endsWith(text),
    );
}

function messageOfSetting(
  { format }: NonNullable<Candidate['setting']>,
  way: string | undefined,
  { kind }: FileView,
): SecretMessage {
  if (way !== undefined) return 'insertable';
  if (format !== 'dotenv') return 'setting';
  return kind === 'sample' ? 'exampleFile' : 'environmentFile';
}
