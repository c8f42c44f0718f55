/** Two small rules for tests of what becomes of a problem: one about a secret, one about a call. */
import type { Report, Rule, RuleText } from '../server/model/rule.ts';
import type { Value } from '../server/model/value.ts';

const text: RuleText<'found'> = { title: 't', messages: { found: 'm' }, why: 'w', advice: { found: 'a' } };

function reportPassword(name: string | undefined, value: Value, report: Report): void {
  if (name !== 'kennwort' || value.kind !== 'known') return;
  report({ message: 'found', range: value.range, secret: true, group: `same ${String(value.value)}` });
}

/** Finds `kennwort = '…'` in code and configuration. */
export const NO_PASSWORD: Rule = {
  id: 'credentials/no-password',
  severity: 'error',
  text: { de: text, en: text },
  words: ['kennwort'],
  on: {
    'named-value': (fact, report) => reportPassword(fact.names.at(-1), fact.value, report),
    setting: (fact, report) => reportPassword(fact.key.at(-1), fact.value, report),
  },
};

/** Finds `createHash('md5')`, and says it twice. */
export const NO_MD5: Rule = {
  id: 'encryption/no-md5',
  severity: 'warning',
  text: { de: text, en: text },
  words: ['createHash'],
  on: {
    call(call, report) {
      const [algorithm] = call.arguments;
      if (call.callee !== 'node:crypto#createHash' || algorithm?.kind !== 'known' || algorithm.value !== 'md5') return;
      report({ message: 'found', range: call.range });
      report({ message: 'found', range: call.range });
    },
  },
};
