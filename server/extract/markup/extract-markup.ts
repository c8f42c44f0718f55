/** Facts of an XML file: one `markup` per text and attribute, and `setting`s where it is a configuration. */
import type { MarkupAttribute, MarkupDocument, MarkupElement } from '../../model/document.ts';
import type { Fact } from '../../model/facts.ts';
import type { FileFacts } from '../../model/file-facts.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { Value } from '../../model/value.ts';
import { readSuppressions } from '../suppressions.ts';
import { markupType, type MarkupType } from '../../classify/markup-type.ts';

/** Attributes that name what the element, or another attribute of it, sets: `<property name="x" value="y"/>`. */
const NAMING: ReadonlySet<string> = new Set(['name', 'key']);
const VALUE = 'value';
/** Two children, one with the name and one with the value: `<param-name>x</param-name><param-value>y</param-value>`. */
const NAME_CHILD = /^(?:(?:param|env-entry|property)-)?(?:name|key)$/;
const VALUE_CHILD = /^(?:(?:param|env-entry|property)-)?value$|^defaultValue$/;
/** Declarations for readers of XML, not settings of a program. */
const ABOUT_XML = /^(?:xmlns|xml|xsi)(?::|$)/;

export function extractMarkup(document: MarkupDocument): FileFacts {
  const { source, root, comments, notices } = document;
  const type: MarkupType = root ? markupType(source.path, root) : { name: '', reads: 'nothing' };
  const reader = new MarkupFacts(source.path, type);
  if (root && type.reads !== 'nothing') reader.read(root, []);
  const { facts, scopes } = reader;
  scopes.sort((a, b) => a.start - b.start || b.end - a.end);
  return {
    path: source.path,
    kind: source.kind,
    stage: source.stage,
    facts,
    exports: new Map(),
    exportAll: [],
    suppressions: readSuppressions(source.text, comments),
    outline: {
      statements: scopes.flatMap(({ start, end }) => [start, end]),
      scopes,
      localNames: [],
      literals: [],
      keyed: true,
    },
    notices,
  };
}

/** What is set under which name, and where. */
interface Setting {
  readonly key: readonly string[];
  readonly keyRange: TextRange;
  readonly range: TextRange;
  readonly value: Value;
}

class MarkupFacts {
  readonly facts: Fact[] = [];
  readonly scopes: { start: number; end: number; name: string }[] = [];
  readonly #path: string;
  readonly #type: MarkupType;

  constructor(path: string, type: MarkupType) {
    this.#path = path;
    this.#type = type;
  }

  /** `paired`: the value was told together with the name that stands beside it. */
  read(element: MarkupElement, above: readonly string[], paired = false): void {
    const { nameRange, range, text, children } = element;
    const elements = [...above, element.name];
    const named = namedSetting(element, above);
    for (const attribute of element.attributes) {
      const isValue = named?.value === attribute.value;
      this.#add(element, elements, attribute, isValue ? named : attributeSetting(attribute, elements));
    }
    if (text) {
      const plain = paired ? undefined : { key: keyOf(elements), keyRange: nameRange, range, value: text };
      this.#add(element, elements, undefined, named?.value === text ? named : plain);
    }
    const isOutside = named && children.some((child) => child.text === named.value);
    const pair = isOutside ? named : pairOf(element, above);
    if (pair) this.#set(pair);
    for (const child of children) this.read(child, elements, child.text !== undefined && child.text === pair?.value);
  }

  #add(element: MarkupElement, elements: readonly string[], attribute?: MarkupAttribute, setting?: Setting): void {
    const value = attribute?.value ?? element.text;
    if (!value) return;
    const { range } = attribute ?? element;
    this.facts.push({
      kind: 'markup',
      path: this.#path,
      range,
      element: element.name,
      namespace: element.namespace,
      elements,
      ...(attribute && { attribute: attribute.name }),
      nameRange: (attribute ?? element).nameRange,
      value,
      document: this.#type.name,
    });
    if (setting && this.#type.reads === 'settings') this.#set(setting);
    else this.#scope(range, attribute ? [...elements, `@${attribute.name}`] : elements);
  }

  #set({ key, keyRange, range, value }: Setting): void {
    if (this.#type.reads !== 'settings') return;
    const { name: document } = this.#type;
    this.facts.push({ kind: 'setting', path: this.#path, range, format: 'xml', key, keyRange, value, document });
    this.#scope(range, key);
  }

  #scope({ start, end }: TextRange, name: readonly string[]): void {
    this.scopes.push({ start, end, name: name.join('.') });
  }
}

function attributeSetting(
  { name, local, nameRange, range, value }: MarkupAttribute,
  elements: readonly string[],
): Setting | undefined {
  if (ABOUT_XML.test(name)) return undefined;
  return { key: keyOf([...elements, local]), keyRange: nameRange, range, value };
}

/** `<property name="x" value="y"/>`, `<entry key="x">y</entry>`, `<property name="x"><value>y</value></property>`. */
function namedSetting(element: MarkupElement, above: readonly string[]): Setting | undefined {
  const { attributes, children, range } = element;
  const name = attributes.find(({ local }) => NAMING.has(local));
  const key = name && textOf(name.value);
  const [only] = children.length === 1 ? children : [];
  const text = only?.name === VALUE ? only.text : element.text;
  const value = attributes.find(({ local }) => local === VALUE)?.value ?? text;
  if (key === undefined || value === undefined) return undefined;
  return { key: keyOf([...above, key]), keyRange: name?.value.range ?? range, range, value };
}

function pairOf({ children, range }: MarkupElement, above: readonly string[]): Setting | undefined {
  if (children.length < 2 || children.length > 4) return undefined;
  const name = children.find((child) => NAME_CHILD.test(child.name))?.text;
  const value = children.find((child) => VALUE_CHILD.test(child.name))?.text;
  const key = name && textOf(name);
  if (key === undefined || !value) return undefined;
  return { key: keyOf([...above, key]), keyRange: name?.range ?? range, range, value };
}

/** Names are split at their dots, as in properties: `<db.password>`, `name="hibernate.connection.password"`. */
function keyOf(names: readonly string[]): string[] {
  const last = names.at(-1) ?? '';
  return [...names.slice(0, -1), ...last.split('.').filter((segment) => segment !== '')];
}

function textOf(value: Value): string | undefined {
  return value.kind === 'known' && value.value !== '' ? String(value.value) : undefined;
}
