/** Secrets in variables whose names do not say so: the program uses them as one. */
import { knownTexts } from '../../server/model/ask.ts';
import type { FileView, Report } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { FOR_BROWSERS } from './browser-secrets.ts';
import { secretStrength } from './secret-names.ts';
import { confidenceOf, type ConfidenceQuestion } from './secret-confidence.ts';
import { isDefaultAccount } from './secret-values.ts';

/** Words at the end of a variable that only says where the secret is, or whose it is. */
const ABOUT_SECRETS =
  /(?:^|_)(?:NAME|ID|FILE|PATH|PFAD|DATEI|DIR|ARN|REF|URL|URI|HOST|USER|USERNAME|REALM|MODE|TYPE|LENGTH|PREFIX|SECTION|STORE|VERSION)$/i;

/**
 * `bindPassword: process.env.ABH_LDAP`: whatever the variable is called, what sets it in this project is a secret.
 * Variables whose name says so themselves are found where they are set, unless a Secret holds them under another name.
 */
export function reportSet(
  value: Value,
  candidate: Pick<ConfidenceQuestion, 'strength'>,
  report: Report<'setting' | 'environmentFile'>,
  file: FileView,
  around: TextRange,
): void {
  if (value.kind === 'either') for (const option of value.options) reportSet(option, candidate, report, file, around);
  if (value.kind !== 'environment' || !value.set || candidate.strength !== 'strong' || file.kind === 'test') return;
  if (ABOUT_SECRETS.test(value.name) || FOR_BROWSERS.test(value.name)) return;
  const saysSo = secretStrength(value.name) === 'strong';
  for (const { value: given, place, stage, source } of value.set) {
    // What a Secret of Kubernetes holds under a key of its own is found by what reads it.
    if (saysSo && source !== 'kubernetes') continue;
    for (const literal of knownTexts(given)) {
      const question = { name: value.name, names: [value.name], strength: 'strong', message: 'setting' } as const;
      const confidence = confidenceOf(literal.value, question, true, file);
      if (!confidence || isSwitch(literal.value)) continue;
      const isDefault = isDefaultAccount(literal.value, value.name);
      report({
        message: source === 'dotenv' ? 'environmentFile' : 'setting',
        range: { ...place.range, path: place.path },
        data: { name: value.name, variable: value.name, way: '' },
        confidence,
        secret: true,
        group: literal.value,
        ...((stage === 'local' || (isDefault && stage !== 'production')) && { severity: 'warning' as const }),
        related: [{ range: around, path: file.path, text: { de: 'hier verwendet', en: 'used here' } }],
      });
    }
  }
}

function isSwitch(text: string): boolean {
  return /^(?:true|false|on|off|yes|no|0|1)$/i.test(text);
}
