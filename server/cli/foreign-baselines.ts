/** Reads what other tools exempt: SARIF with suppressions, baselines of gitleaks, detect-secrets, semgrep and ESLint. */
import type { DecisionKind } from '../model/decision.ts';

/** A place that another tool knows about. */
export interface ForeignEntry {
  /** As it stands there; with forward slashes, without `./`. */
  readonly path: string;
  /** From 1; undefined where the tool counts per file only. */
  readonly line?: number | undefined;
  /** Category of Fachlint that the tool's rule is about. */
  readonly category?: string | undefined;
  readonly decision: DecisionKind;
  readonly reason: string;
  /** Our own, where the file was made by Fachlint. */
  readonly fingerprint?: string | undefined;
}

/** What a rule of another tool is about, by the words of its name; a rule about something else is not taken over. */
const SUBJECTS: readonly (readonly [RegExp, string])[] = [
  [/secret|passw|credential|token|api-?key|private-?key|hard-?coded|generic/i, 'credentials'],
  [/hash|md5|sha1|cipher|crypto|tls|ssl|cert|random|cookie|clear-?text|plain-?text|http\b|encrypt|iv\b/i, 'encryption'],
  [/mfa|2fa|second-?factor|session|jwt|auth/i, 'mfa'],
];

type Json = Readonly<Record<string, unknown>>;

/** Undefined where the text is of none of the formats. */
export function foreignEntries(text: string): readonly ForeignEntry[] | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return ofIgnoreFile(text);
  }
  if (Array.isArray(content))
    return content.every((each) => isJson(each) && 'RuleID' in each) ? gitleaks(content) : undefined;
  if (!isJson(content)) return undefined;
  if (Array.isArray(content['runs'])) return sarif(content['runs']);
  if (Array.isArray(content['results'])) return semgrep(content['results']);
  if (isJson(content['results'])) return detectSecrets(content['results']);
  const files = Object.values(content);
  return files.length > 0 && files.every(isJson) ? eslint(content) : undefined;
}

function sarif(runs: readonly unknown[]): ForeignEntry[] {
  return list(runs).flatMap((run) =>
    list(run['results']).flatMap((result) => {
      const [suppression] = list(result['suppressions']).filter(
        ({ status = 'accepted' }) => status === 'accepted' || status === '',
      );
      const physical = json(json(list(result['locations'])[0])['physicalLocation']);
      const uri = textOf(json(physical['artifactLocation'])['uri']);
      if (!suppression || uri === '') return [];
      const fingerprint = textOf(json(result['partialFingerprints'])['fachlint/v1']);
      const told = textOf(suppression['justification']);
      return [
        entry(decoded(uri), json(physical['region'])['startLine'], textOf(result['ruleId']), {
          decision: 'accepted-risk',
          reason: told === '' ? 'SARIF' : told,
          ...(fingerprint !== '' && { fingerprint }),
        }),
      ];
    }),
  );
}

function gitleaks(findings: readonly unknown[]): ForeignEntry[] {
  return list(findings).map((finding) =>
    entry(textOf(finding['File']), finding['StartLine'], 'secret', { decision: 'known', reason: 'gitleaks' }),
  );
}

/** `.gitleaksignore`: `file:rule:line` with or without a commit before it. */
function ofIgnoreFile(text: string): ForeignEntry[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const entries = lines.map((line) => /^(?:[0-9a-f]{40}:)?([^:]+):[\w-]+:(\d+)$/.exec(line.trim()));
  if (entries.length === 0 || entries.includes(null)) return undefined;
  return entries.map((match) =>
    entry(match?.[1] ?? '', Number(match?.[2]), 'secret', { decision: 'false-positive', reason: 'gitleaks' }),
  );
}

function detectSecrets(results: Json): ForeignEntry[] {
  return Object.entries(results).flatMap(([path, secrets]) =>
    list(secrets).map((secret) =>
      entry(path, secret['line_number'], 'secret', {
        decision: secret['is_secret'] === false ? 'false-positive' : 'known',
        reason: 'detect-secrets',
      }),
    ),
  );
}

function semgrep(results: readonly unknown[]): ForeignEntry[] {
  return list(results).map((result) =>
    entry(textOf(result['path']), json(result['start'])['line'], textOf(result['check_id']), {
      decision: json(result['extra'])['is_ignored'] === true ? 'false-positive' : 'known',
      reason: `semgrep ${textOf(result['check_id'])}`.trim(),
    }),
  );
}

/** `eslint-suppressions.json`: counts by file and rule, without lines. */
function eslint(files: Json): ForeignEntry[] {
  return Object.entries(files).flatMap(([path, rules]) =>
    Object.keys(json(rules)).flatMap((rule) => {
      const found = entry(path, undefined, rule, { decision: 'known', reason: `ESLint ${rule}` });
      // Without a line there is nothing else to tell what it is about.
      return found.category === undefined ? [] : [found];
    }),
  );
}

function entry(
  path: string,
  line: unknown,
  rule: string,
  rest: Pick<ForeignEntry, 'decision' | 'reason' | 'fingerprint'>,
): ForeignEntry {
  const category = SUBJECTS.find(([words]) => words.test(rule))?.[1];
  return {
    path: path.replaceAll('\\', '/').replace(/^\.\//, ''),
    ...(typeof line === 'number' && { line }),
    ...(category !== undefined && { category }),
    ...rest,
  };
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function json(value: unknown): Json {
  return isJson(value) ? value : {};
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
