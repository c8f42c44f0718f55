/** Schemas of Prisma → entries of `datasource` and `generator` as settings, those of models as fields with their types. */
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { Source } from '../model/source.ts';
import { ABSENT, type Value } from '../model/value.ts';
import { wordOf } from './directives.ts';
import { rootOf } from './root-of.ts';

const BLOCK = /^[ \t]{0,20}(datasource|generator)[ \t]{1,20}(\w{1,100})[ \t]{0,20}\{/;
const ENTRY = /^[ \t]{0,100}(\w{1,100})[ \t]{0,100}=[ \t]{0,100}(?=\S)/;
const MODEL = /^[ \t]{0,20}(?:model|type|view)[ \t]{1,20}(\w{1,100})[ \t]{0,20}\{/;
/** `name  String[]?  @db.Char(8)`; `///` and `@@` begin something else. */
const FIELD =
  /^([ \t]{0,100})([A-Za-z]\w{0,100})([ \t]{1,100})(\w{1,100})(?:\("[^"\r\n]{0,100}"\))?(?:\[\])?\??(?=\s|$)/;
/** A key of several fields, which get it as an attribute. */
const KEY = /^[ \t]{0,100}@@id\(\s{0,9}(?:fields:\s{0,9})?\[([^\]\r\n]{0,400})\]/;
const VARIABLE = /^env\([ \t]{0,9}"([^"\r\n]{1,200})"[ \t]{0,9}\)/;

type Field = NonNullable<SettingsDocument['fields']>[number];

export function parsePrisma(source: Source): SettingsDocument {
  const { text } = source;
  const blocks: SettingNode[] = [];
  let open: { readonly node: SettingNode; readonly children: SettingNode[] } | undefined;
  const finish = (end: number): void => {
    if (open)
      blocks.push({
        ...open.node,
        range: { ...open.node.range, end },
        valueRange: { start: open.node.keyRange.end, end },
      });
    open = undefined;
  };
  const fields: Field[] = [];
  let model: string | undefined;
  let hasKey = false;
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const begun = MODEL.exec(line)?.[1];
    const field = model === undefined || begun !== undefined ? undefined : fieldOf(line, index, model);
    if (field) fields.push(field);
    const key: string | undefined = model === undefined || hasKey ? undefined : KEY.exec(line)?.[1];
    if (key !== undefined) inKey(fields, model, key.match(/\w+/g) ?? []);
    hasKey = begun === undefined && (hasKey || key !== undefined);
    model = /^[ \t]{0,20}\}/.test(line) ? undefined : (begun ?? model);
    const [head, kind = '', name = ''] = BLOCK.exec(line) ?? [];
    if (head !== undefined) {
      finish(index);
      const start = index + line.indexOf(kind);
      const keyRange = { start, end: index + head.lastIndexOf(name) + name.length };
      const children: SettingNode[] = [];
      open = { node: { key: `${kind} ${name}`, keyRange, valueRange: keyRange, range: keyRange, children }, children };
    } else if (/^[ \t]{0,20}\}/.test(line)) finish(index + line.length);
    else if (open) open.children.push(...entriesOf(line, index));
  }
  finish(text.length);
  return {
    kind: 'settings',
    source,
    format: 'prisma',
    roots: blocks.length > 0 ? [rootOf(text, blocks)] : [],
    fields,
    notices: [],
  };
}

function inKey(fields: Field[], model: string | undefined, names: readonly string[]): void {
  for (let at = fields.length - 1; fields[at]?.owner === model; at--) {
    const field = fields[at];
    if (field && names.includes(field.name))
      fields[at] = { ...field, attributes: `${field.attributes ?? ''} @@id`.trim() };
  }
}

function fieldOf(line: string, index: number, owner: string): Field | undefined {
  const [head, blanks = '', name = '', gap = '', type = ''] = FIELD.exec(line) ?? [];
  if (head === undefined) return undefined;
  const start = index + blanks.length;
  const typeStart = start + name.length + gap.length;
  return {
    owner,
    name,
    nameRange: { start, end: start + name.length },
    types: [type],
    range: { start: typeStart, end: typeStart + type.length },
    attributes: withoutRemark(line.slice(head.length)).trim(),
  };
}

function entriesOf(line: string, index: number): readonly SettingNode[] {
  const [head, key = ''] = ENTRY.exec(line) ?? [];
  if (head === undefined) return [];
  const from = index + head.length;
  const written = line.slice(head.length);
  const variable = VARIABLE.exec(written);
  const plain = variable?.[0] ?? /^"(?:[^"\\]|\\.)*"/.exec(written)?.[0] ?? withoutRemark(written).trimEnd();
  const word = wordOf(plain, from);
  const valueRange = { start: word.start, end: word.end };
  const value: Value = variable
    ? { kind: 'environment', name: variable[1] ?? '', fallback: ABSENT, range: valueRange }
    : { kind: 'known', value: word.text, range: valueRange };
  const start = index + line.indexOf(key);
  return [
    { key, keyRange: { start, end: start + key.length }, valueRange, range: { start, end: word.whole.end }, value },
  ];
}

function withoutRemark(written: string): string {
  const remark = written.indexOf(' //');
  return remark < 0 ? written : written.slice(0, remark);
}
