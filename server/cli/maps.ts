/** What `fachlint doors`, `registers` and `readiness` show. */
import { readinessOf } from '../inventory/readiness.ts';
import { registerAccesses } from '../inventory/register-accesses.ts';
import { DOOR_REPORTERS } from '../report/doors/reporters.ts';
import { READINESS_REPORTERS } from '../report/readiness/reporters.ts';
import { REGISTER_REPORTERS } from '../report/registers/reporters.ts';
import type { Pool } from '../workspace/pool.ts';
import { showMap, type MapOptions } from './map.ts';

/** The doors of an application with what stands before each. */
export async function doors(paths: readonly string[], options: MapOptions, pool: Pool): Promise<number> {
  return showMap(
    {
      draw:
        (_, { doors: all, counts }) =>
        (format, surroundings) =>
          DOOR_REPORTERS[format](all, counts.files, surroundings),
    },
    paths,
    options,
    pool,
  );
}

/** Which registers a project reaches and how. */
export async function registers(paths: readonly string[], options: MapOptions, pool: Pool): Promise<number> {
  return showMap(
    {
      readsAll: true,
      draw: (workspace, { findings, counts }) => {
        const accesses = workspace.survey((project) => registerAccesses(project, findings)) ?? [];
        return (format, surroundings) => REGISTER_REPORTERS[format](accesses, counts.files, surroundings);
      },
    },
    paths,
    options,
    pool,
  );
}

/** What that means for a connection to the NOOTS. */
export async function readiness(paths: readonly string[], options: MapOptions, pool: Pool): Promise<number> {
  return showMap(
    {
      readsAll: true,
      draw: (workspace, { findings, counts }) => {
        const surveyed = workspace.survey((project) => {
          const accesses = registerAccesses(project, findings);
          return { results: readinessOf(project, accesses, findings), accesses: accesses.length };
        }) ?? { results: [], accesses: 0 };
        return (format, surroundings) =>
          READINESS_REPORTERS[format]({ ...surveyed, files: counts.files }, surroundings);
      },
    },
    paths,
    options,
    pool,
  );
}
