/** Configuration files as lines that a test can compare. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { extractFacts } from '../server/extract/extract-facts.ts';
import type { SettingNode, SettingsDocument } from '../server/model/document.ts';
import type { TextRange } from '../server/model/text-range.ts';
import type { Value } from '../server/model/value.ts';
import { parseDocument } from '../server/parse/parse-document.ts';

export async function parseSettings(path: string, text: string): Promise<SettingsDocument> {
  const document = await parseDocument({ path, text, kind: 'main', stage: 'unknown' });
  assert.equal(document.kind, 'settings');
  return document;
}

/** A value in one line: `"text"`, `$NAME`, `$NAME|fallback`, `part + part`, `?`. */
export function spell(value: Value | undefined): string {
  switch (value?.kind) {
    case 'known':
      return JSON.stringify(value.value);
    case 'environment':
      return `$${value.name}${value.fallback.kind === 'absent' ? '' : `|${spell(value.fallback)}`}`;
    case 'composed':
      return value.parts.map(spell).join(' + ');
    case 'unknown':
      return '?';
    default:
      return assert.fail(`unexpected ${value?.kind}`);
  }
}

export function leaves(
  nodes: readonly SettingNode[],
  above: readonly string[] = [],
): { readonly path: string; readonly node: SettingNode }[] {
  return nodes.flatMap((node) => {
    const path = node.key === '' && above.length === 0 ? above : [...above, node.key];
    return node.children ? leaves(node.children, path) : [{ path: path.join('/'), node }];
  });
}

/** `path = value «text of the value» ‹text of the entry›` of every leaf. */
export async function read(path: string, text: string): Promise<string[]> {
  const { roots } = await parseSettings(path, text);
  const at = ({ start, end }: TextRange): string => text.slice(start, end);
  return leaves(roots).map(({ path: keys, node }) => {
    if (!/^\d+$/.test(node.key)) assert.equal(at(node.keyRange), node.key);
    return `${keys} = ${spell(node.value)} «${at(node.valueRange)}» ‹${at(node.range)}›`;
  });
}

export async function firstNotice(path: string, text: string): Promise<string> {
  const [notice, ...others] = (await parseSettings(path, text)).notices;
  assert.deepEqual(others, []);
  return `${notice?.reason} ${notice?.detail ?? ''}«${text.slice(notice?.range?.start, notice?.range?.end)}»`;
}

/** A sample with one to three pieces put in at random for a few characters, cut off at random. */
export function mutationsOf(sample: string, pieces: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const changes = fc.array(fc.tuple(fc.nat(sample.length), fc.nat(6), pieces), { minLength: 1, maxLength: 3 });
  return fc.tuple(changes, fc.nat(sample.length)).map(([made, end]) => {
    let text = sample;
    for (const [start, cut, piece] of made) text = text.slice(0, start) + piece + text.slice(start + cut);
    return text.slice(0, Math.max(end, made[0]?.[0] ?? 0));
  });
}

/** Every leaf stands inside the text, and nothing but its syntax is held against it. */
export async function assertWithin(path: string, text: string): Promise<void> {
  const document = await parseSettings(path, text);
  assert.ok(document.notices.every(({ reason }) => reason === 'syntax-error'));
  for (const { node } of leaves(document.roots)) {
    for (const { start, end } of [node.keyRange, node.valueRange, node.range]) {
      assert.ok(start >= 0 && start <= end && end <= text.length, JSON.stringify(text));
    }
  }
  await extractFacts(document);
}
