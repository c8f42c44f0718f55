/** Sights of an inventory as reports show them: lines and columns, and nothing that is a secret. */
import type { Sight } from '../model/inventory.ts';
import type { Language } from '../model/finding.ts';
import { Places, type ReadableRange } from './places.ts';
import type { ReportSurroundings } from './reporter.ts';
import { NamesWithoutSecrets } from './names-without-secrets.ts';

export type MapSurroundings = Pick<ReportSurroundings, 'language' | 'textOf' | 'secretsOf' | 'colour'>;

export const MAP_FORMATS = ['text', 'json', 'html', 'csv'] as const;
export type MapFormat = (typeof MAP_FORMATS)[number];

export interface ShownSight extends ReadableRange {
  readonly what: string;
  readonly path: string;
}

/** Shows sights of many files; lines and secrets of each are worked out once. */
export class Sights {
  readonly language: Language;
  readonly #places: Places;
  readonly #secrets: NamesWithoutSecrets;

  constructor({ language, textOf, secretsOf }: MapSurroundings) {
    this.language = language;
    this.#places = new Places(textOf);
    this.#secrets = new NamesWithoutSecrets(textOf, secretsOf);
  }

  shown({ what, path, range }: Sight): ShownSight {
    return { what: this.#secrets.shown(what, [path]), path, ...this.#places.rangeOf(path, range) };
  }

  all(sights: readonly Sight[]): readonly ShownSight[] {
    return sights.map((sight) => this.shown(sight));
  }
}

/** `src/melderegister.ts:12:3` */
export function placeText({ path, start }: Omit<ShownSight, 'what'>): string {
  return `${path}:${String(start.line)}:${String(start.column)}`;
}

/** The place with what stands there, where that is known. */
export function sightText(sight: ShownSight): string {
  return sight.what === '' ? placeText(sight) : `${placeText(sight)}  ${sight.what}`;
}
