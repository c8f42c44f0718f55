/**
 * The inventory of registers and the readiness check over small projects, one good and one bad for each register. What
 * is printed is the expectation; nothing is run through the word filter, as in the program.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CRITERIA } from '../rules/norms/readiness/index.ts';
import { RULES } from '../rules/index.ts';
import { registerAccesses } from '../server/inventory/register-accesses.ts';
import { readinessOf } from '../server/inventory/readiness.ts';
import type { ReadinessResult, RegisterAccess } from '../server/model/inventory.ts';
import { READINESS_REPORTERS } from '../server/report/readiness/reporters.ts';
import { REGISTER_REPORTERS } from '../server/report/registers/reporters.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { assertFixture } from './snapshot.ts';

const PROJECTS = fileURLToPath(new URL('./fixtures/registers/projects', import.meta.url));
const NAMES = readdirSync(PROJECTS).sort();

interface Surveyed {
  readonly accesses: readonly RegisterAccess[];
  readonly results: readonly ReadinessResult[];
  readonly findings: readonly string[];
  readonly text: string;
}

async function survey(name: string): Promise<Surveyed> {
  const workspace = await Workspace.open({ root: `${PROJECTS}/${name}`, threads: 1, wordFilter: false });
  try {
    const { findings, counts, secrets } = await workspace.analyse();
    const surveyed = workspace.survey((project) => {
      const accesses = registerAccesses(project, findings);
      return { accesses, results: readinessOf(project, accesses, findings) };
    });
    assert.ok(surveyed);
    const surroundings = {
      language: 'de' as const,
      colour: false,
      textOf: (path: string) => workspace.textOf(path),
      secretsOf: (path: string) => secrets.get(path) ?? [],
    };
    const { accesses, results } = surveyed;
    const readiness = { results, accesses: accesses.length, files: counts.files };
    return {
      ...surveyed,
      findings: findings.map(({ rule }) => rule),
      text:
        REGISTER_REPORTERS.text(accesses, counts.files, surroundings) +
        `\n${'='.repeat(80)}\n\n` +
        READINESS_REPORTERS.text(readiness, surroundings),
    };
  } finally {
    await workspace.dispose();
  }
}

describe('registers', () => {
  const surveyed = new Map<string, Surveyed>();
  before(async () => {
    for (const name of NAMES) surveyed.set(name, await survey(name));
  });
  const of = (name: string): Surveyed => {
    const found = surveyed.get(name);
    assert.ok(found);
    return found;
  };

  for (const name of NAMES) {
    it(name, () => {
      assertFixture(`registers/expected/${name}.txt`, of(name).text);
    });
  }

  for (const name of NAMES.filter((each) => each.endsWith('-good'))) {
    it(`${name} leaves no standard and has no finding of a register`, () => {
      assert.deepEqual(
        of(name).findings.filter((rule) => rule.startsWith('register/')),
        [],
      );
      assert.ok(of(name).accesses.length > 0);
      assert.deepEqual(
        of(name).accesses.filter(({ way }) => way.kind !== 'standard'),
        [],
      );
    });
  }

  it('a project that touches no register has no access and no criterion that is seen', () => {
    const { accesses, results } = of('ohne-register');
    assert.deepEqual(accesses, []);
    assert.deepEqual([...new Set(results.map(({ status }) => status))], ['unseen']);
  });

  describe('criteria', () => {
    it('are numbered from 1 to 25', () => {
      assert.deepEqual(
        CRITERIA.map(({ number }) => number),
        Array.from({ length: 25 }, (_, index) => index + 1),
      );
    });

    it('name rules that there are', () => {
      const ids = new Set(RULES.map(({ id }) => id));
      assert.deepEqual(
        CRITERIA.flatMap(({ rules }) => rules).filter((rule) => !ids.has(rule)),
        [],
      );
    });

    const statusesOf = (number: number): ReadonlySet<string> =>
      new Set(
        [...surveyed.values()].flatMap(({ results }) =>
          results.filter((each) => each.number === number).map(({ status }) => status),
        ),
      );

    it('that can be seen are met in a project', () => {
      const never = CRITERIA.filter(({ words, seen }) => words.length > 0 || seen).filter(
        ({ number }) => !statusesOf(number).has('met'),
      );
      assert.deepEqual(
        never.map(({ number }) => number),
        [],
      );
    });

    it('that a rule objects to are not met in a project', () => {
      const never = CRITERIA.filter(({ rules }) => rules.length > 0).filter(
        ({ number }) => !statusesOf(number).has('not-met') && !statusesOf(number).has('partly'),
      );
      assert.deepEqual(
        never.map(({ number }) => number),
        [],
      );
    });
  });
});
