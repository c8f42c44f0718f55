import { knownTexts } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { rule, type FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { CONSENT_WORDS, isRetrievalConsent } from '../catalog/consent-names.ts';
import { RegisterScope } from '../catalog/register-scope.ts';
import { fieldOf, schemaFields } from '../catalog/schema-fields.ts';

interface Assumed {
  readonly path: string;
  readonly range: TextRange;
  readonly name: string;
}

export const requireConsentForEvidence = rule({
  id: 'register/require-consent-for-evidence',
  severity: 'warning',
  words: CONSENT_WORDS,
  text: {
    de: {
      title: 'Nachweisabruf ohne Entscheidung der antragstellenden Person',
      messages: { assumed: '`{name}` gilt als erteilt, ohne dass jemand zugestimmt hat.' },
      why: 'Wer einen Antrag stellt, darf wählen, ob die Behörde einen Nachweis beim Register abruft oder ob er selbst hochgeladen wird. Eine Vorgabe auf Ja nimmt diese Wahl ab: Wer das Feld übersieht oder wessen Programm es nicht sendet, dessen Daten werden trotzdem abgerufen. Eine solche Einwilligung ist keine, und der Abruf hat keine Grundlage.',
      advice: {
        assumed:
          'Ohne Vorgabe oder mit `false` beginnen und nur abrufen, wenn die Person ausdrücklich zugestimmt hat (`=== true`); sonst das Hochladen anbieten.',
      },
    },
    en: {
      title: 'Retrieval of evidence without a decision of the applicant',
      messages: { assumed: '`{name}` counts as given although nobody has agreed.' },
      why: 'Whoever files an application may choose whether the authority retrieves evidence from the register or whether it is uploaded. A default of yes takes this choice away: data of those who overlook the field, or whose program does not send it, are retrieved all the same. Such a consent is none, and the retrieval has no ground.',
      advice: {
        assumed:
          'Begin without a default or with `false`, and retrieve only where the person has expressly agreed (`=== true`); offer the upload otherwise.',
      },
    },
  },
  project(project, report) {
    if (!new RegisterScope(project).isTouched) return;
    const found = project.gather(assumed);
    for (const { path, range, name } of found) report({ path, message: 'assumed', range, data: { name } });
  },
});

const DEFAULT = /[#.](?:default|catch|prefault)$/;

function assumed(file: FactsView): readonly Assumed[] {
  const { path } = file;
  const fields = schemaFields(file);
  const found: Assumed[] = [];
  for (const call of file.facts('call')) found.push(...inCall(call, fieldOf(call, fields)));
  // A consent that is not refused counts as given.
  for (const { operator, left, right, leftName, rightName, range } of file.facts('comparison')) {
    const [name, other] = leftName === '' ? [rightName, left] : [leftName, right];
    const refused =
      other.kind === 'known' && (other.value === false || other.value === 'false' || other.value === 'nein');
    if (/^!==?$/.test(operator) && refused && isRetrievalConsent(name.split('.').at(-1) ?? ''))
      found.push({ path, range, name });
  }
  const attributes = file.facts('named-value').filter(({ form }) => form === 'attribute');
  for (const fact of file.facts('named-value')) {
    const { names, value, form, range } = fact;
    const name = names.at(-1) ?? '';
    if (value.kind === 'absent') continue;
    if (form === 'parameter' && isRetrievalConsent(name) && isYes(value))
      found.push({ path, range: value.range, name });
    // Of an element of a page: what belongs together stands together.
    if (form === 'attribute' && /^(?:defaultChecked|checked|defaultValue)$/.test(name) && isYes(value)) {
      const named = attributes.find(
        (other) =>
          /^(?:name|id|field|control)$/.test(other.names.at(-1) ?? '') &&
          Math.abs(other.range.start - range.start) < 160 &&
          knownTexts(other.value).some(({ value: text }) => isRetrievalConsent(text)),
      );
      const [text] = named ? knownTexts(named.value) : [];
      if (text) found.push({ path, range, name: text.value });
    }
    if (
      form === 'property' &&
      isRetrievalConsent(name) &&
      isYes(value) &&
      /defaults?|initial|vorgabe|vorbelegung/i.test(names.slice(0, -1).join('.'))
    )
      found.push({ path, range: value.range, name });
  }
  return found;
}

function isYes(value: Parameters<typeof knownTexts>[0]): boolean {
  return (
    value.kind === 'known' &&
    (value.value === true || value.value === 'true' || value.value === 'ja' || value.value === 1)
  );
}

/** `z.boolean().default(true)`, `@Column({ default: true })`. */
function inCall(
  { callee, arguments: [first], path, decorates }: CallFact,
  field: string | undefined,
): readonly Assumed[] {
  if (field === undefined || !isRetrievalConsent(field) || !first || first.kind === 'absent') return [];
  if (DEFAULT.test(callee) && isYes(first)) return [{ path, range: first.range, name: field }];
  const preset = decorates !== undefined && first.kind === 'record' ? first.entries.get('default') : undefined;
  return preset && preset.kind !== 'absent' && isYes(preset) ? [{ path, range: preset.range, name: field }] : [];
}
