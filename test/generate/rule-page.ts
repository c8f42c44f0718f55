/** The page of a rule in one language, made of its texts, its fixtures and the norms that name it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Confidence, Language } from '../../server/model/finding.ts';
import type { Rule } from '../../server/model/rule.ts';
import { Lines } from '../../server/model/source.ts';
import { NORMS } from '../../rules/norms/index.ts';
import { fixturesIn } from '../fixture-harness.ts';
import type { FixtureFile } from '../fixture-harness.ts';
import { SEVERITY_NAMES } from './rule-lists.ts';

interface PageWords {
  readonly generated: string;
  readonly severity: string;
  readonly confidence: string;
  readonly confidences: Readonly<Record<Confidence, string>>;
  readonly why: string;
  readonly cases: string;
  readonly examples: string;
  readonly fix: string;
  readonly fixes: string;
  readonly norms: string;
  readonly noNorms: string;
  readonly suppress: string;
  readonly reason: string;
}

const WORDS: Readonly<Record<Language, PageWords>> = {
  de: {
    generated: 'Erzeugt mit `npm run generate` aus der Regel; Änderungen gehören dorthin.',
    severity: 'Stufe',
    confidence: 'Verlässlichkeit',
    confidences: { high: 'hoch', medium: 'mittel', low: 'niedrig' },
    why: 'Warum das wichtig ist',
    cases: 'Was gemeldet wird und was hilft',
    examples: 'Beispiele',
    fix: 'Korrektur',
    fixes: 'Für einen Teil der Fundstellen bietet Fachlint eine Korrektur an.',
    norms: 'Normen',
    noNorms: 'Keine.',
    suppress: 'Begründet ausnehmen',
    reason: 'Grund der Ausnahme',
  },
  en: {
    generated: 'Made by `npm run generate` from the rule; that is where changes belong.',
    severity: 'Severity',
    confidence: 'Confidence',
    confidences: { high: 'high', medium: 'medium', low: 'low' },
    why: 'Why this matters',
    cases: 'What is reported and what to do',
    examples: 'Examples',
    fix: 'Fix',
    fixes: 'For some of the findings Fachlint offers a fix.',
    norms: 'Norms',
    noNorms: 'None.',
    suppress: 'Exempting a place, with a reason',
    reason: 'reason of the exemption',
  },
};

/** Examples a page shows at most. */
const EXAMPLES = 3;

/** How a file is fenced in Markdown, in the order of the examples. */
const FENCES: readonly (readonly [RegExp, string])[] = [
  [/\.[cm]?[jt]sx?$/, 'ts'],
  [/\.ya?ml$/, 'yaml'],
  [/(?:^|\/)\.env/, 'dotenv'],
  [/\.json$/, 'json'],
];

export function rulePage(rule: Rule, language: Language, fixtureRoot: string): string {
  const words = WORDS[language];
  const text = rule.text[language];
  const confidence = words.confidences[rule.confidence ?? 'high'];
  const folder = join(fixtureRoot, rule.id);
  const fixtures = existsSync(folder) ? fixturesIn(folder) : [];
  const files = fixtures.flatMap((fixture) => fixture.files);
  const examples = examplesOf(rule.id, files);
  const fixable = files.some((file) => file.fixed !== undefined);

  return [
    `# ${text.title}`,
    `<!-- ${words.generated} -->`,
    `\`${rule.id}\` · ${words.severity}: ${SEVERITY_NAMES[language][rule.severity]} · ${words.confidence}: ${confidence}`,
    `## ${words.why}`,
    text.why,
    `## ${words.cases}`,
    ...Object.keys(text.messages).map((key) => caseItem(text.messages[key] ?? '', text.advice[key] ?? '')),
    ...(examples.length > 0 ? [`## ${words.examples}`, ...examples] : []),
    ...(fixable ? [`## ${words.fix}`, words.fixes] : []),
    `## ${words.norms}`,
    normList(rule.id, language),
    `## ${words.suppress}`,
    `\`\`\`ts\n// fachlint-disable-next-line ${rule.id} -- ${words.reason}\n\`\`\``,
  ].join('\n\n');
}

function caseItem(message: string, advice: string): string {
  const open = (text: string): string => text.replace(/\{\w+\}/g, '…');
  return `- **${open(message)}**\n  ${open(advice)}`;
}

/** The first line with a finding of the shortest files: scripts, then configuration. */
function examplesOf(id: string, files: readonly FixtureFile[]): string[] {
  const shortestFirst = [...files].sort((a, b) => a.annotated.length - b.annotated.length || compare(a.kept, b.kept));
  const byFence = new Map<string, string>();
  for (const file of shortestFirst) {
    const fence = FENCES.find(([pattern]) => pattern.test(file.path))?.[1];
    const entry = file.content.entries.find(({ text }) => text.split(' ')[0] === id);
    if (fence === undefined || !entry || byFence.has(fence)) continue;
    const lines = new Lines(file.content.text);
    byFence.set(fence, lines.textOf(lines.positionAt(entry.start).line).trim());
  }
  return FENCES.flatMap(([, fence]) => {
    const line = byFence.get(fence);
    return line === undefined ? [] : [`\`\`\`${fence}\n${line}\n\`\`\``];
  }).slice(0, EXAMPLES);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The norms that name the rule with their controls, and whom they bind where that is easily misunderstood. */
function normList(id: string, language: Language): string {
  const named = NORMS.map((norm) => ({ norm, controls: norm.controls.filter(({ rules }) => rules.includes(id)) }));
  const relevant = named.filter(({ controls }) => controls.length > 0);
  const items = relevant.map(({ norm, controls }) => {
    const list = controls.map((control) => `${control.id} (${control.title[language]})`).join(', ');
    return `- [${norm.title[language]}](${norm.source}), ${norm.edition}: ${list}`;
  });
  const notes = new Set(relevant.flatMap(({ norm }) => norm.note?.[language] ?? []));
  return items.length === 0 ? WORDS[language].noNorms : [items.join('\n'), ...notes].join('\n\n');
}
