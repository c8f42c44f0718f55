/** Consent of a person to the retrieval of evidence, by the names that code gives it. */
import { wordsOf } from '../../server/model/words.ts';

const CONSENT =
  /^(?:einwilligung|einwilligungen|eingewilligt|zustimmung|zugestimmt|einverstaendnis|einverstanden|consent|erlaubnis|erlaubt|freigabe)$/;
/** What is retrieved, from a register or as evidence. */
const EVIDENCE =
  /^(?:nachweis|nachweise|nachweises|nachweisabruf|registerabruf|datenabruf|meldenachweis|meldedaten|meldedatenabruf|melderegister|melderegisterabruf|registerdaten|registerabfrage|meldebescheinigung|evidence|register|noots|personenstandsurkunde|geburtsurkunde|onceonly)$/;
const RETRIEVAL =
  /^(?:abruf|abrufen|abrufe|holen|retrieve|retrieval|fetch|abfragen|abfrage|anfordern|nachweisabruf|registerabruf|datenabruf|meldedatenabruf|melderegisterabruf|registerabfrage|einholen)$/;
const OTHER =
  /^(?:newsletter|cookie|cookies|tracking|werbung|text|label|titel|hinweis|moeglich|verfuegbar|enabled|feature|aktiv|mock|test|url|timeout|intervall)$/;

/** `einwilligungRegisterabruf`, `nachweisAbrufen`, `datenabrufZustimmung`. */
export function isRetrievalConsent(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => OTHER.test(word))) return false;
  const isEvidence = words.some((word, at) => EVIDENCE.test(word) || EVIDENCE.test(`${word}${words[at + 1] ?? ''}`));
  return isEvidence
    ? words.some((word) => CONSENT.test(word) || RETRIEVAL.test(word)) &&
        (words.length > 1 || CONSENT.test(words[0] ?? ''))
    : words.some((word) => CONSENT.test(word)) && words.some((word) => RETRIEVAL.test(word));
}

const STEMS =
  'einwillig|eingewilligt|zustimm|zugestimmt|einverst|consent|erlaub|freigabe|abruf|holen|retriev|fetch|abfrag|anforder|' +
  'nachweis|register|noots|evidence|meldedaten|meldebescheinigung|once[-_]?only|urkunde';

/** Every file that names such a consent holds two of these in one name. */
// eslint-disable-next-line no-restricted-globals -- a fixed list of our own
export const CONSENT_WORDS: readonly RegExp[] = [new RegExp(`(?:${STEMS})[\\w.äöüß-]{0,30}(?:${STEMS})`)];
