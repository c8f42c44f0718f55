/** The questions that rules ask of values: none of them is answered with yes for what is not known. */
import assert from 'node:assert/strict';
import { entryOf, isAlways, isByDefault, isSometimes, knownTexts, optionOf, shownText } from '../server/model/ask.ts';
import type { CallFact } from '../server/model/facts.ts';
import { ABSENT, type KnownValue, type Value } from '../server/model/value.ts';

const range = { start: 0, end: 1 };
const unknown: Value = { kind: 'unknown', range };
const known = (value: KnownValue['value']): Value => ({ kind: 'known', value, range });
const either = (...options: Value[]): Value => ({ kind: 'either', options, range });
const record = (entries: Record<string, Value>, open = false): Value => ({
  kind: 'record',
  entries: new Map(Object.entries(entries)),
  open,
  range,
});
const variable = (fallback: Value): Value => ({ kind: 'environment', name: 'MODUS', fallback, range });

describe('questions to values', () => {
  it('always: on every branch', () => {
    assert.ok(isAlways(known(false), false));
    assert.ok(isAlways(known(0), false, 0));
    assert.ok(isAlways(either(known(false), known(0)), false, 0));
    assert.ok(!isAlways(either(known(false), known(true)), false));
    for (const value of [unknown, ABSENT, either(known(false), unknown), variable(known(false))]) {
      assert.ok(!isAlways(value, false), value.kind);
    }
  });

  it('sometimes: on some branch', () => {
    assert.ok(isSometimes(known(false), false));
    assert.ok(isSometimes(either(unknown, known(false)), false));
    for (const value of [unknown, ABSENT, known(true), either(known(true), unknown), variable(known(false))]) {
      assert.ok(!isSometimes(value, false), value.kind);
    }
  });

  it('by default: unless a variable or a caller says otherwise', () => {
    const parameter: Value = { kind: 'parameter', name: 'pruefen', function: 0, index: 0, type: '', range };
    assert.ok(isByDefault(variable(known(false)), false));
    assert.ok(isByDefault(either(parameter, known(false)), false));
    for (const value of [unknown, parameter, known(false), variable(ABSENT), either(unknown, known(false))]) {
      assert.ok(!isByDefault(value, false), value.kind);
    }
  });

  it('known texts: those of all branches and of fallbacks', () => {
    const texts = (value: Value): string[] => knownTexts(value).map((text) => text.value);
    assert.deepEqual(texts(either(known('a'), variable(known('b')), known(3), unknown)), ['a', 'b']);
    assert.deepEqual(texts(unknown), []);
  });

  it('shown text: with … for parts that cannot be seen', () => {
    const url: Value = { kind: 'composed', parts: [known('https://'), unknown, known(':'), known(8443)], range };
    assert.equal(shownText(url), 'https://…:8443');
    assert.equal(shownText(known('a')), 'a');
    assert.equal(shownText(unknown), '');
  });

  it('entries: absent in what is seen completely, unknown elsewhere', () => {
    const options = record({ tls: record({ port: known(636) }, true) });
    assert.deepEqual(entryOf(options, 'tls', 'port'), known(636));
    assert.equal(entryOf(options, 'tls', 'host').kind, 'unknown');
    assert.equal(entryOf(options, 'host').kind, 'absent');
    assert.equal(entryOf(options, 'host', 'port').kind, 'absent');
    assert.equal(entryOf(unknown, 'tls').kind, 'unknown');
  });

  it('options of a call: entries of one of its arguments', () => {
    const call: Pick<CallFact, 'arguments'> = { arguments: [known('ldaps://a'), record({ tls: record({}) })] };
    assert.equal(optionOf(call, 1, 'tls').kind, 'record');
    assert.equal(optionOf(call, 1, 'tls', 'rejectUnauthorized').kind, 'absent');
    assert.equal(optionOf(call, 0, 'tls').kind, 'unknown');
    assert.equal(optionOf(call, 2, 'tls').kind, 'absent');
  });
});
