/** The page of a rule in one language, made of its texts, its fixtures and the norms that name it. */
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
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
  readonly normHead: string;
  readonly noNorms: string;
  readonly suppress: string;
  readonly reason: string;
}

const WORDS: Readonly<Record<Language, PageWords>> = {
  de: {
    generated: 'Erzeugt mit `npm run generate` aus der Regel; Änderungen gehören dorthin.',
    severity: 'Schweregrad',
    confidence: 'Verlässlichkeit',
    confidences: { high: 'hoch', medium: 'mittel', low: 'niedrig' },
    why: 'Warum das wichtig ist',
    cases: 'Was gemeldet wird und was hilft',
    examples: 'Beispiele',
    fix: 'Korrektur',
    fixes: 'Für einen Teil der Fundstellen bietet Fachlint eine Korrektur an.',
    norms: 'Normen',
    normHead: '| Norm | Anforderung | Worum es geht |',
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
    normHead: '| Norm | Control | What it is about |',
    noNorms: 'None.',
    suppress: 'Exempting a place, with a reason',
    reason: 'reason of the exemption',
  },
};

/** Examples a page shows at most. */
const EXAMPLES = 3;

export async function rulePage(rule: Rule, language: Language, fixtureRoot: string): Promise<string> {
  const words = WORDS[language];
  const text = rule.text[language];
  const confidence = words.confidences[rule.confidence ?? 'high'];
  const folder = join(fixtureRoot, rule.id);
  const fixtures = existsSync(folder) ? await fixturesIn(folder) : [];
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
    normTable(rule.id, language),
    `## ${words.suppress}`,
    `\`\`\`ts\n// fachlint-disable-next-line ${rule.id} -- ${words.reason}\n\`\`\``,
  ].join('\n\n');
}

function caseItem(message: string, advice: string): string {
  const open = (text: string): string => text.replace(/\{\w+\}/g, '…');
  return `- **${open(message)}**\n  ${open(advice)}`;
}

/** The first line with a finding of the shortest files, one per file extension. */
function examplesOf(id: string, files: readonly FixtureFile[]): string[] {
  const shortestFirst = [...files].sort((a, b) => a.annotated.length - b.annotated.length || compare(a.kept, b.kept));
  const byExtension = new Map<string, string>();
  for (const file of shortestFirst) {
    const extension = extname(file.path).slice(1) || 'dotenv';
    const entry = file.content.entries.find(({ text }) => text.split(' ')[0] === id);
    if (!entry || byExtension.has(extension)) continue;
    const lines = new Lines(file.content.text);
    const line = lines.textOf(lines.positionAt(entry.start).line).trim();
    byExtension.set(extension, `\`\`\`${extension}\n${line}\n\`\`\``);
  }
  return [...byExtension.values()].slice(0, EXAMPLES);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function normTable(id: string, language: Language): string {
  const words = WORDS[language];
  const rows = NORMS.flatMap((norm) =>
    norm.controls
      .filter((control) => control.rules.includes(id))
      .map(
        (control) =>
          `| [${norm.title[language]}](${norm.source}), ${norm.edition} | ${control.id} | ${control.title[language]} |`,
      ),
  );
  const notes = NORMS.filter((norm) => norm.controls.some((control) => control.rules.includes(id)))
    .flatMap((norm) => norm.note?.[language] ?? [])
    .filter((note, index, all) => all.indexOf(note) === index);
  return rows.length === 0
    ? words.noNorms
    : [[words.normHead, '| --- | --- | --- |', ...rows].join('\n'), ...notes].join('\n\n');
}
