/** `fachlint gate`, `report`, `merge`: what can be said from reports of earlier runs. */
import { resolve } from 'node:path';
import { RULES } from '../../rules/index.ts';
import type { Threshold } from '../model/configuration.ts';
import { isOpen, type Finding, type Language } from '../model/finding.ts';
import { REPORT_FORMATS, type ReportFormat, type SarifProfile } from '../report/reporter.ts';
import { mergedReports, storedReport, type StoredReport } from '../report/stored.ts';
import { loadConfiguration } from '../workspace/configuration.ts';
import { readText } from '../workspace/read-text.ts';
import { brokenConfiguration, Failure, missingPath } from './failure.ts';
import { languageFor } from './language.ts';
import { outputsOf } from './outputs.ts';
import { failing, gateOf, hasTooManyWarnings } from './selection.ts';
import { STORED_TEXTS } from './stored-texts.ts';
import { print } from './terminal.ts';
import { VERSION } from '../version.ts';
import { writeReports } from './write-reports.ts';

export interface StoredOptions {
  readonly format?: ReportFormat;
  readonly output: readonly string[];
  readonly profile?: SarifProfile;
  readonly lang?: Language;
}

export interface GateOptions {
  readonly new: boolean;
  readonly failOn?: Threshold;
  readonly maxWarnings?: number;
  readonly config?: string;
  readonly lang?: Language;
}

/** Bytes; a report of ten thousand findings is some ten million. */
const LARGEST = 256 * 1024 * 1024;

export async function report(
  files: readonly string[],
  standard: 'text' | 'json',
  { format = standard, output, profile, lang }: StoredOptions,
): Promise<number> {
  // With a file, `--format` would take the place of standard output: only what was typed may do that.
  const asked = output.length > 0 && format === standard ? undefined : format;
  const outputs = outputsOf(REPORT_FORMATS, asked, output);
  const stored = await readReports(files);
  await writeReports(
    stored.analysis,
    asked === undefined && output.length > 0 ? { ...outputs, standard: undefined } : outputs,
    { ...surroundingsOf(stored), profile },
    { option: lang ?? stored.language },
  );
  return 0;
}

export async function gate(file: string, options: GateOptions): Promise<number> {
  const config = options.config === undefined ? undefined : resolve(options.config);
  const { configuration, errors } = await loadConfiguration(process.cwd(), RULES, config);
  if (errors.length > 0) throw brokenConfiguration(errors);
  const stored = await readReports([file]);
  const settings = gateOf(configuration.gate, options);
  const findings = stored.analysis.findings.map((finding) => (options.new ? finding : withoutBaseline(finding)));
  const failed = failing(findings, settings);
  const tooMany = hasTooManyWarnings(findings, settings);
  const shown = tooMany ? findings.filter((each) => isOpen(each) && each.severity === 'warning') : [];
  const languages = { option: options.lang, configuration: configuration.language ?? stored.language };
  const texts = STORED_TEXTS[languageFor({ ...languages, terminal: process.stdout.isTTY })];
  await writeReports(
    { ...stored.analysis, findings: findings.filter((each) => failed.includes(each) || shown.includes(each)) },
    { standard: 'text', files: [] },
    surroundingsOf(stored),
    languages,
  );
  const verdict = failed.length > 0 || tooMany ? texts.failed : texts.passed;
  await print(`${tooMany ? `${texts.tooManyWarnings} ` : ''}${verdict}\n`);
  if (stored.analysis.crashes.length > 0) return 2;
  return failed.length > 0 || tooMany ? 1 : 0;
}

function withoutBaseline({ baseline: _, ...finding }: Finding): Finding {
  return finding;
}

function surroundingsOf({ placeOf, review }: StoredReport): Parameters<typeof writeReports>[2] {
  return { version: VERSION, rules: RULES, textOf: () => undefined, secretsOf: () => [], placeOf, review };
}

async function readReports(files: readonly string[]): Promise<StoredReport> {
  const reports: StoredReport[] = [];
  for (const file of files) {
    const read = await readText(resolve(file), LARGEST);
    if (read === 'missing') throw missingPath([file]);
    const stored = typeof read === 'string' ? 'unknown' : storedReport(read.text);
    if (stored === 'newer') {
      throw new Failure({
        de: `${file} stammt von einer anderen Version von Fachlint.`,
        en: `${file} was written by another version of Fachlint.`,
      });
    }
    if (stored === 'unknown') {
      throw new Failure({
        de: `${file} ist kein Bericht von „fachlint check --format json“.`,
        en: `${file} is no report of "fachlint check --format json".`,
      });
    }
    reports.push(stored);
  }
  const [first, ...others] = reports;
  if (!first) throw missingPath(files);
  return others.length === 0 ? first : mergedReports([first, ...others]);
}
