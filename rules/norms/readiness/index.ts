/**
 * The criteria that a Fachverfahren meets before it is connected to the NOOTS. An own list: the questionnaire of VITAKO
 * was not available. `rules` show that a criterion is not met; names with `words` in them show that something is there.
 */
import type { Language } from '../../../server/model/finding.ts';
import data from './criteria.json' with { type: 'json' };

type Words = Readonly<Record<Language, string>>;

export interface Criterion {
  /** From 1, without gaps. */
  readonly number: number;
  /** Whom it concerns: who provides data through the NOOTS, who asks for them, or both. */
  readonly role: 'provider' | 'consumer' | 'both';
  readonly title: Words;
  /** For a person, about what no code shows. */
  readonly question: Words;
  /** What to do where it is not met. */
  readonly step: Words;
  readonly rules: readonly string[];
  /** Words of names one after the other, separated by blanks. */
  readonly words: readonly string[];
  /** What shows it besides names: an access by a standard, a release in force, addresses for several stages. */
  readonly seen?: 'standard-access' | 'release-in-force' | 'stages';
}

/** Day on which the list was last compared with its sources. */
export const CRITERIA_CHECKED = data.checked;
export const CRITERIA_SOURCES: readonly { readonly title: Words; readonly source: string }[] = data.sources;
// The compiler widens texts of a JSON file to `string`; a test holds the file to the shape.
export const CRITERIA = data.criteria as readonly Criterion[];
