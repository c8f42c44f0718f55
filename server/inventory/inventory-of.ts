/** Accesses to registers and what they mean for the NOOTS, in one survey of a project. */
import type { Finding } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import type { ProjectView } from '../model/rule.ts';
import { readinessOf } from './readiness.ts';
import { registerAccesses } from './register-accesses.ts';

export function inventoryOf(project: ProjectView, findings: readonly Finding[]): Inventory {
  const accesses = registerAccesses(project, findings);
  return { accesses, readiness: readinessOf(project, accesses, findings) };
}
