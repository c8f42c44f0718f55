/** Linking stays cheap where classes of many files refer to each other in circles: questions are counted, not time. */
import assert from 'node:assert/strict';
import type { FileFacts } from '../server/model/file-facts.ts';
import { ABSENT, type ReferenceValue, type Value } from '../server/model/value.ts';
import { ValueResolver } from '../server/link/resolve-values.ts';
import { SeenExports } from '../server/link/seen-exports.ts';

const range = { start: 0, end: 1 };

function to(file: number): ReferenceValue {
  return { kind: 'reference', module: `./entity-${String(file)}`, name: 'Entity', path: [], range };
}

/** N files with a class each, whose members are lists of all the others. */
function entities(count: number): ReadonlyMap<string, FileFacts> {
  const facts = Array.from({ length: count }, (_, own): [string, FileFacts] => {
    const others = Array.from({ length: count }, (_, file) => file).filter((file) => file !== own);
    const members = new Map(
      others.map((file): [string, Value] => [
        `m${String(file)}`,
        { kind: 'list', items: [to(file)], open: false, range },
      ]),
    );
    const entity: Value = { kind: 'class', name: 'Entity', base: ABSENT, members, range };
    const path = `entity-${String(own)}.ts`;
    const exports = new Map([['Entity', entity]]);
    const plain = { kind: 'source', stage: 'unknown', facts: [], exportAll: [], suppressions: [], notices: [] };
    const outline = { statements: [], scopes: [], localNames: [], literals: [] };
    return [path, { ...plain, path, exports, outline } as unknown as FileFacts];
  });
  return new Map(facts);
}

/** How many files are asked for a class, and for one member of a member of it. */
function asked(count: number): number {
  const files = entities(count);
  const exports = new SeenExports((path) => files.get(path) ?? 'missing');
  const resolver = new ValueResolver(exports, (_, module) => `${module.slice(2)}.ts`, new WeakMap());
  assert.equal(resolver.resolve(to(0), 'portal.ts').kind, 'class');
  assert.equal(resolver.resolve({ ...to(0), path: ['m1', '0'] }, 'portal.ts').kind, 'class');
  return [...exports.paths()].length;
}

describe('linking', () => {
  it('asks of classes in circles only for what is taken from them, however many there are', () => {
    assert.equal(asked(5), 2);
    assert.equal(asked(80), 2);
  });
});
