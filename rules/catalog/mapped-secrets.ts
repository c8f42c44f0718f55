/** Secrets in maps that a program writes down as pairs of a name and a value. */
import type { CallFact } from '../../server/model/facts.ts';
import type { FileView, Report } from '../../server/model/rule.ts';
import { ABSENT } from '../../server/model/value.ts';
import { secretStrength } from './secret-names.ts';
import { reportLiterals, type SecretMessage } from './secret-reporting.ts';

/** `new Map([['db.password', '…']])` */
export function reportMap(fact: CallFact, report: Report<SecretMessage>, file: FileView): void {
  if (fact.callee !== 'global#Map' || fact.arguments[0]?.kind !== 'list') return;
  for (const item of fact.arguments[0].items) {
    if (item.kind !== 'list' || item.items[0]?.kind !== 'known') continue;
    const name = String(item.items[0].value).split(/[.:/]/).at(-1) ?? '';
    if (secretStrength(name) === 'strong')
      reportLiterals(
        item.items[1] ?? ABSENT,
        { name, names: [name], strength: 'strong', connected: false, message: 'literal' },
        report,
        file,
        fact.range,
      );
  }
}
