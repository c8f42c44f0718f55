/** The readiness check in every format: printed, the page is a document for the provider. */
import { CRITERIA_CHECKED, CRITERIA_SOURCES } from '../../../rules/norms/readiness/index.ts';
import type { Finding } from '../../model/finding.ts';
import type { ReadinessResult, ReadinessStatus } from '../../model/inventory.ts';
import { csvOf } from '../csv.ts';
import { printable } from '../excerpt.ts';
import { escaped, pageOf, tableOf } from '../html-page.ts';
import { placeText, sightText, Sights, type MapFormat, type MapSurroundings } from '../shown-sight.ts';
import { READINESS_TEXTS } from './texts.ts';

export interface Readiness {
  readonly results: readonly ReadinessResult[];
  /** Number of accesses to registers. */
  readonly accesses: number;
  /** Number of files that were looked at. */
  readonly files: number;
}

type ReadinessReporter = (readiness: Readiness, surroundings: MapSurroundings) => string;

export const READINESS_REPORTERS: Readonly<Record<MapFormat, ReadinessReporter>> = {
  text: asText,
  json: asJson,
  html: asHtml,
  csv: asCsv,
};

const STATUSES: readonly ReadinessStatus[] = ['met', 'partly', 'not-met', 'unseen'];
const COLOURS: Readonly<Record<ReadinessStatus, number>> = { met: 32, partly: 33, 'not-met': 31, unseen: 36 };
const CLASSES: Readonly<Record<ReadinessStatus, string>> = {
  met: 'good',
  partly: 'doubt',
  'not-met': 'bad',
  unseen: 'plain',
};
/** Findings against one criterion are shown up to this number; `check` shows all. */
const MOST_FINDINGS = 5;

function asText(readiness: Readiness, surroundings: MapSurroundings): string {
  const { language, colour } = surroundings;
  const texts = READINESS_TEXTS[language];
  const sights = new Sights(surroundings);
  const styled = (text: string, on: number, off: number): string =>
    colour ? `\u001B[${String(on)}m${text}\u001B[${String(off)}m` : text;
  const lines = readiness.results.flatMap((result) => {
    const { number, title, question, status, declared, step } = result;
    const against = result.findings.slice(0, MOST_FINDINGS);
    const rest = result.findings.length - against.length;
    const rows: readonly (readonly [string, string])[] = [
      ...(declared ? [[texts.column.declared, declarationText(result, language)] as const] : []),
      ...against.map((finding) => [texts.column.against, findingText(finding, sights, language)] as const),
      ...(rest > 0 ? [['', texts.more(rest)] as const] : []),
      ...sights.all(result.evidence).map((sight) => [texts.column.evidence, sightText(sight)] as const),
      ...(status === 'met' || declared ? [] : [[texts.column.question, question[language]] as const]),
      ...(status === 'not-met' || status === 'partly' ? [[texts.steps, step[language]] as const] : []),
    ];
    return [
      `${String(number).padStart(2)}  ${styled(texts.status[status], COLOURS[status], 39)}  ${styled(title[language], 1, 22)}`,
      ...rows.map(([label, text]) => `      ${label === '' ? '' : `${styled(label, 2, 22)}: `}${printable(text)}`),
      '',
    ];
  });
  const head = [texts.title, '', situation(readiness, language), counts(readiness, language).join(', '), ''];
  return `${[...head, ...lines, texts.intro, texts.ownList(CRITERIA_CHECKED)].join('\n')}\n`;
}

/** `readiness.schema.json` describes it; `version` rises when a reader could break. */
function asJson({ results, accesses, files }: Readiness, surroundings: MapSurroundings): string {
  const { language } = surroundings;
  const sights = new Sights(surroundings);
  const document = {
    version: 1,
    language,
    checked: CRITERIA_CHECKED,
    files,
    accesses,
    counts: Object.fromEntries(STATUSES.map((status) => [status, countOf(results, status)])),
    criteria: results.map(({ number, title, question, step, status, declared, evidence, findings }) => ({
      number,
      title: title[language],
      status,
      question: question[language],
      step: step[language],
      ...(declared && { declared: { status: declared.status, ...(declared.note && { note: declared.note }) } }),
      evidence: sights.all(evidence),
      findings: findings.map((finding) => ({
        rule: finding.rule,
        ...sights.shown({ what: finding.message[language], path: finding.path, range: finding.range }),
        fingerprint: finding.fingerprint,
      })),
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function asCsv({ results }: Readiness, surroundings: MapSurroundings): string {
  const { language } = surroundings;
  const { column, status: names } = READINESS_TEXTS[language];
  const sights = new Sights(surroundings);
  return csvOf([
    [column.number, column.criterion, column.status, column.declared, column.against, column.evidence, column.question],
    ...results.map((result) => [
      String(result.number),
      result.title[language],
      names[result.status],
      result.declared ? declarationText(result, language) : '',
      result.findings.map((finding) => placeText(sights.shown({ what: '', ...finding }))).join('; '),
      sights.all(result.evidence).map(placeText).join('; '),
      result.question[language],
    ]),
  ]);
}

function asHtml(readiness: Readiness, surroundings: MapSurroundings): string {
  const { language } = surroundings;
  const { title } = READINESS_TEXTS[language];
  return pageOf(language, title, readinessBody(readiness, surroundings));
}

/** Summary, table, next steps, questions and sources, for a page of its own or as a part of one. */
function readinessBody(readiness: Readiness, surroundings: MapSurroundings): string {
  const { language } = surroundings;
  const texts = READINESS_TEXTS[language];
  const { column } = texts;
  const sights = new Sights(surroundings);
  const open = readiness.results.filter(({ status }) => status === 'not-met' || status === 'partly');
  const asked = readiness.results.filter(({ status, declared }) => status !== 'met' && !declared);
  const table = tableOf(
    'criteria',
    texts.criteria,
    [column.criterion, column.status, column.against, column.evidence],
    readiness.results.map((result) => [
      `${String(result.number)}. ${escaped(result.title[language])}` +
        (result.status === 'met' ? '' : `<small>${escaped(result.question[language])}</small>`),
      `<span class="${CLASSES[result.status]}">${escaped(texts.status[result.status])}</span>` +
        (result.declared ? `<small>${escaped(`${texts.declared}: ${declarationText(result, language)}`)}</small>` : ''),
      items(result.findings.map((finding) => findingText(finding, sights, language))),
      items(sights.all(result.evidence).map(sightText)),
    ]),
  );
  return `<p>${escaped(situation(readiness, language))}</p>
<h2>${escaped(texts.summary)}</h2>
${items(counts(readiness, language))}
<p>${escaped(texts.intro)}</p>
${table}
<h2>${escaped(texts.steps)}</h2>
${open.length === 0 ? `<p>${escaped(texts.noSteps)}</p>` : items(open.map(({ number, step }) => `${String(number)}. ${step[language]}`))}
<h2>${escaped(texts.questions)}</h2>
${items(asked.map(({ number, question }) => `${String(number)}. ${question[language]}`))}
<h2>${escaped(texts.sources)}</h2>
<p>${escaped(texts.ownList(CRITERIA_CHECKED))}</p>
${items(CRITERIA_SOURCES.map(({ title, source }) => `${title[language]}: ${source}`))}`;
}

function items(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `<ul>\n${texts.map((text) => `<li>${escaped(text)}</li>`).join('\n')}\n</ul>`;
}

type Language = MapSurroundings['language'];

function situation({ accesses, files }: Readiness, language: Language): string {
  const texts = READINESS_TEXTS[language];
  return accesses === 0 ? texts.untouched(files) : texts.touched(accesses);
}

function counts({ results }: Readiness, language: Language): readonly string[] {
  const { status } = READINESS_TEXTS[language];
  return STATUSES.map((each) => `${String(countOf(results, each))} ${status[each]}`);
}

function countOf(results: readonly ReadinessResult[], status: ReadinessStatus): number {
  return results.filter((result) => result.status === status).length;
}

function declarationText({ declared }: ReadinessResult, language: Language): string {
  if (!declared) return '';
  const said = READINESS_TEXTS[language].status[declared.status];
  return declared.note === undefined ? said : `${said} – ${declared.note}`;
}

function findingText({ message, path, range }: Finding, sights: Sights, language: Language): string {
  const shown = sights.shown({ what: message[language], path, range });
  return `${placeText(shown)}  ${shown.what}`;
}
