/** Names and paths out of files, shown without what is secret in those files. */
import type { ReportSurroundings } from './reporter.ts';
import { promisedTexts, secretTexts, showableName } from './secrets.ts';

/** The secrets of a file are looked for once. They may stand in its routes (`/hook/<token>`) as well as in its names. */
export class NamesWithoutSecrets {
  readonly #textOf: ReportSurroundings['textOf'];
  readonly #secretsOf: ReportSurroundings['secretsOf'];
  readonly #texts = new Map<string, readonly string[]>();

  constructor(textOf: ReportSurroundings['textOf'], secretsOf: ReportSurroundings['secretsOf']) {
    this.#textOf = textOf;
    this.#secretsOf = secretsOf;
  }

  /** @param files that the name is taken from */
  shown(name: string, files: readonly string[]): string {
    return showableName(
      name,
      [...new Set(files)].flatMap((path) => this.#of(path)),
    );
  }

  #of(path: string): readonly string[] {
    let texts = this.#texts.get(path);
    if (!texts) {
      const text = this.#textOf(path) ?? '';
      texts = [...secretTexts(text, this.#secretsOf(path)), ...promisedTexts(text, path)];
      this.#texts.set(path, texts);
    }
    return texts;
  }
}
