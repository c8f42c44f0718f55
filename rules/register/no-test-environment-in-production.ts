import { knownTexts } from '../../server/model/ask.ts';
import { rule, type FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { RegisterScope } from '../catalog/register-scope.ts';
import { testHost } from '../catalog/test-environments.ts';

type Message = 'known' | 'named';

interface Address {
  readonly path: string;
  readonly text: string;
  readonly range: TextRange;
  readonly names: readonly string[];
}

export const noTestEnvironmentInProduction = rule<Message>({
  id: 'register/no-test-environment-in-production',
  severity: 'error',
  words: [
    /fit-connect\.(?:fitko\.|nieder)/,
    'int.id.bund.de',
    /:\/\/[\w.-]{0,60}(?:test|stag|refz|abnahme|referenz|sandbox|[-.]int|int[-.]|[-.]ref|ref[-.])/,
  ],
  text: {
    de: {
      title: 'Testumgebung in den Einstellungen für den Betrieb',
      messages: {
        known: 'Die Einstellung `{key}` für den Betrieb führt zu {name} (`{host}`), einer Testumgebung.',
        named: 'Die Einstellung `{key}` für den Betrieb führt zu `{host}`, dem Namen nach einer Testumgebung.',
      },
      why: 'Testumgebungen nehmen andere Zertifikate an, werden von vielen eingesehen und regelmäßig geleert. Anträge und Auskünfte echter Personen gehen dort verloren oder gelangen an Unbefugte; Anmeldungen mit Testkonten gelten als echt.',
      advice: {
        known: 'Die Adresse der Produktion eintragen{instead} und die dazugehörigen Zugangsdaten verwenden.',
        named: 'Die Adresse der Produktion eintragen und die dazugehörigen Zugangsdaten verwenden.',
      },
    },
    en: {
      title: 'Test environment in the settings of production',
      messages: {
        known: 'The setting `{key}` of production leads to {name} (`{host}`), a test environment.',
        named: 'The setting `{key}` of production leads to `{host}`, a test environment by its name.',
      },
      why: 'Test environments accept other certificates, are looked into by many and emptied regularly. Applications and answers about real persons get lost there or reach people who must not see them; sign-ins with test accounts count as real.',
      advice: {
        known: 'Enter the address of production{instead} and use the credentials that belong to it.',
        named: 'Enter the address of production and use the credentials that belong to it.',
      },
    },
  },
  project(project, report) {
    const addresses = project.gather(addressesOfProduction);
    if (addresses.length === 0) return;
    const { isTouched } = new RegisterScope(project);
    for (const { path, text, range, names } of addresses) {
      const found = testHost(text, names, isTouched);
      if (!found) continue;
      const { host, name, instead } = found;
      const key = names.filter((each) => !/^\d+$/.test(each)).at(-1) ?? '';
      report({
        path,
        message: instead === '' ? 'named' : 'known',
        range,
        data: { key, name, host, instead: instead === '' ? '' : ` (\`${instead}\`)` },
        ...(instead === '' && { severity: 'warning', confidence: 'medium' }),
      });
    }
  },
});

/** Documents whose texts are shown to people or describe something else. */
const OTHER_DOCUMENTS: ReadonlySet<string> = new Set(['texts', 'npm:package', 'tsconfig', 'openapi', 'json-schema']);

/** What the settings and modules for production say; other files serve several stages. */
function addressesOfProduction(file: FactsView): readonly Address[] {
  if (file.stage !== 'production') return [];
  const { path } = file;
  const from = (value: Value, names: readonly string[]): Address[] =>
    knownTexts(value).flatMap((text) =>
      /^[a-z][a-z\d+.-]{1,20}:\/\//i.test(text.value) && text.range.path === undefined
        ? [{ path, text: text.value, range: value.range ?? text.range, names }]
        : [],
    );
  return [
    ...file
      .facts('setting')
      .flatMap(({ document, value, key }) => (OTHER_DOCUMENTS.has(document) ? [] : from(value, key))),
    ...file
      .facts('markup')
      .flatMap(({ value, elements, attribute }) =>
        attribute?.startsWith('xmlns')
          ? []
          : from(value, attribute === undefined ? elements : [...elements, attribute]),
      ),
    ...file.facts('named-value').flatMap(({ value, names }) => from(value, names)),
  ];
}
