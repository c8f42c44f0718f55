/** Where a project names a release of a standard: in namespaces, service names, `version=` and settings. */
import type { MarkupFact, NamedValueFact, SettingFact } from '../../server/model/facts.ts';
import type { FactsView, ProjectView } from '../../server/model/rule.ts';
import type { Place } from '../../server/model/text-range.ts';
import { wordsOf } from '../../server/model/words.ts';
import { releaseOf, STANDARDS, type Release, type Standard } from './register-standards.ts';
import { writtenTexts, type Piece, type WrittenText } from './written-texts.ts';

export interface Mention {
  readonly standard: Standard;
  readonly release: Release;
  /** `address`: a namespace, schema or service name; `version`: a version beside the name of the standard. */
  readonly form: 'address' | 'version';
  /** The file that uses it. */
  readonly path: string;
  /** The literal it stands in. */
  readonly place: Place;
  /** What of the literal names the release. */
  readonly written: string;
  /** What stands directly before the version in an address: `xmeld`, `xplangml/`. */
  readonly stem: string;
  /** Names of the variable, key or function around it. */
  readonly names: readonly string[];
  /** Equal for all mentions of one text or object: they describe one message. */
  readonly text: string;
}

/** Documents whose texts are shown to people or describe something else. */
const OTHER_DOCUMENTS: ReadonlySet<string> = new Set(['texts', 'npm:package', 'tsconfig', 'openapi', 'json-schema']);

/** Every mention, in the order of files; the same literal once. */
export function mentionsIn(project: ProjectView): readonly Mention[] {
  const found = new Map<string, Mention>();
  const add = (mention: Mention): void => {
    const { place, form, standard, written, text } = mention;
    const key = `${place.path} ${String(place.range.start)} ${form} ${standard.id} ${written}`;
    const known = found.get(key);
    // The longer text tells more of the message: a namespace that is put into a template.
    if (!known || (known.text.length === 0 && text.length > 0))
      found.set(key, { ...mention, names: [...mention.names, ...(known?.names ?? [])] });
    else found.set(key, { ...known, names: [...known.names, ...mention.names] });
  };
  for (const mention of project.gather(mentionsOf)) add(mention);
  return [...found.values()];
}

function mentionsOf(file: FactsView): readonly Mention[] {
  const found: Mention[] = [];
  const named: (NamedValueFact | SettingFact)[] = [
    ...file.facts('named-value'),
    ...file.facts('setting').filter(({ document }) => !OTHER_DOCUMENTS.has(document)),
  ];
  const standards = new StandardsBeside(named);
  for (const fact of named) {
    const names = fact.kind === 'setting' ? fact.key : fact.names;
    for (const text of writtenTexts(fact.value, fact.path)) {
      found.push(...inText(text, fact.path, names));
      const mention = besideName(text, fact, names, standards);
      if (mention) found.push(mention);
    }
  }
  found.push(...inMarkup(file.facts('markup')));
  for (const call of file.facts('call')) {
    const texts = call.arguments.flatMap((argument) => writtenTexts(argument, call.path));
    for (const text of texts) found.push(...inText(text, call.path, [call.functionName, call.spelled]));
  }
  return found;
}

/** Addresses in each literal, and opening tags with `standard` and `version`. */
function inText(text: WrittenText, path: string, names: readonly string[]): Mention[] {
  const message =
    text.pieces.length > 1 || text.text.includes('<') ? `${text.place.path} ${String(text.place.range.start)}` : '';
  const found: Mention[] = [];
  for (const piece of text.pieces) {
    for (const standard of piece.isKnown ? STANDARDS : []) {
      const match = standard.address.exec(piece.text);
      const version = match?.groups?.['version'];
      const release = version === undefined ? undefined : releaseOf(standard, version, true);
      if (!match || version === undefined || !release) continue;
      const before = match[0].slice(0, match[0].lastIndexOf(version));
      const stem = version === '' || before.includes('schema/') ? '' : stemOf(before);
      found.push({
        standard,
        release,
        form: 'address',
        path,
        place: piece.place,
        written: match[0],
        stem,
        names,
        text: message,
      });
    }
  }
  return [...found, ...inTags(text, path, names, message)];
}

function stemOf(before: string): string {
  const body = before.slice(0, /[/:]$/.test(before) ? -1 : before.length);
  return before.slice(Math.max(...['/', ':', '.'].map((separator) => body.lastIndexOf(separator))) + 1);
}

function inTags(text: WrittenText, path: string, names: readonly string[], message: string): Mention[] {
  if (!text.text.includes('standard')) return [];
  const found: Mention[] = [];
  let offset = 0;
  for (const chunk of text.text.split('<')) {
    const tag = chunk.split('>', 1)[0] ?? '';
    const name = /\sstandard\s{0,5}=\s{0,5}["']([^"']{1,40})["']/.exec(tag)?.[1];
    const match = /\sversion\s{0,5}=\s{0,5}["']([^"']{1,20})["']/.exec(tag);
    const standard = name === undefined ? undefined : standardCalled(name);
    const release = standard && match ? releaseOf(standard, match[1] ?? '', false) : undefined;
    const piece = match && pieceAt(text, offset + match.index + match[0].length - 2);
    if (standard && release && match && piece) {
      const written = piece.text.includes(match[0].trim()) ? match[0].trim() : (match[1] ?? '');
      found.push({
        standard,
        release,
        form: 'version',
        path,
        place: piece.place,
        written,
        stem: '',
        names,
        text: message,
      });
    }
    offset += chunk.length + 1;
  }
  return found;
}

/** Declarations of a schema name what it is about, whichever release a program uses. */
const SCHEMA_DOCUMENTS: ReadonlySet<string> = new Set(['xsd', 'wsdl', 'xslt', 'texts']);

/** Namespaces and root attributes of XML messages; all of one file describe one message. */
function inMarkup(facts: readonly MarkupFact[]): Mention[] {
  const attributes = facts.filter(
    ({ attribute, document }) => attribute !== undefined && !SCHEMA_DOCUMENTS.has(document),
  );
  const standards = new Map<string, Standard>();
  for (const fact of attributes) {
    const standard =
      fact.attribute === 'standard' && fact.value.kind === 'known'
        ? standardCalled(String(fact.value.value))
        : undefined;
    if (standard) standards.set(elementOf(fact), standard);
  }
  return attributes.flatMap((fact) => {
    const names = [...fact.elements, fact.attribute ?? ''];
    return writtenTexts(fact.value, fact.path).flatMap((text) => {
      const standard = fact.attribute === 'version' ? standards.get(elementOf(fact)) : undefined;
      const release = standard && releaseOf(standard, text.text, false);
      const shared = { path: fact.path, names, text: `${fact.path} markup` };
      if (standard && release)
        return [
          { ...shared, standard, release, form: 'version' as const, place: text.place, written: text.text, stem: '' },
        ];
      return inText(text, fact.path, names).map((mention) => ({ ...mention, text: shared.text }));
    });
  });
}

/** Attributes of one element stand below the same path and beside each other. */
function elementOf({ path, elements }: MarkupFact): string {
  return `${path} ${elements.join('/')}`;
}

function pieceAt({ pieces }: WrittenText, offset: number): Piece | undefined {
  let start = 0;
  for (const piece of pieces) {
    if (offset < start + piece.text.length) return piece;
    start += piece.text.length;
  }
  return undefined;
}

function standardCalled(name: string): Standard | undefined {
  const plain = wordsOf(name).join('');
  return STANDARDS.find(({ names }) => names.includes(plain));
}

/** `version: '3.4'` beside `standard: 'XMeld'`, and names such as `XMELD_VERSION`. */
function besideName(
  text: WrittenText,
  fact: NamedValueFact | SettingFact,
  names: readonly string[],
  standards: StandardsBeside,
): Mention | undefined {
  const words = wordsOf(names.join('.'));
  if (words.at(-1) !== 'version' || words.at(-2) === 'produkt' || words.at(-2) === 'product') return undefined;
  const last = wordsOf(names.at(-1) ?? '');
  const before = last.length > 1 ? last : wordsOf(names.slice(-2).join('.'));
  const standard =
    STANDARDS.find((each) => each.names.some((name) => isNamed(before.slice(0, -1), name))) ??
    standards.of(fact, names);
  const release = standard && releaseOf(standard, text.text, false);
  if (!release) return undefined;
  const record = `${fact.path} ${names.slice(0, -1).join('.')}`;
  return {
    standard,
    release,
    form: 'version',
    path: fact.path,
    place: text.place,
    written: text.text,
    stem: '',
    names,
    text: record,
  };
}

/** True where neighbouring words together are the name. */
function isNamed(words: readonly string[], name: string): boolean {
  return words.some((_, start) => words.some((__, end) => words.slice(start, end + 1).join('') === name));
}

/** The value of the entry `standard` in the same object. */
class StandardsBeside {
  readonly #names = new Map<string, { readonly start: number; readonly standard: Standard }[]>();

  constructor(facts: readonly (NamedValueFact | SettingFact)[]) {
    for (const fact of facts) {
      const names = fact.kind === 'setting' ? fact.key : fact.names;
      if (wordsOf(names.at(-1) ?? '').join('') !== 'standard') continue;
      const standard = fact.value.kind === 'known' ? standardCalled(String(fact.value.value)) : undefined;
      if (!standard) continue;
      const key = keyOf(fact.path, names);
      this.#names.set(key, [...(this.#names.get(key) ?? []), { start: fact.range.start, standard }]);
    }
  }

  of(fact: NamedValueFact | SettingFact, names: readonly string[]): Standard | undefined {
    if (fact.kind === 'named-value' && !fact.siblings.some((name) => wordsOf(name).join('') === 'standard'))
      return undefined;
    const beside = this.#names.get(keyOf(fact.path, names)) ?? [];
    const distance = ({ start }: { start: number }): number => Math.abs(start - fact.range.start);
    return [...beside].sort((a, b) => distance(a) - distance(b))[0]?.standard;
  }
}

function keyOf(path: string, names: readonly string[]): string {
  return `${path} ${names.slice(0, -1).join('.')}`;
}
