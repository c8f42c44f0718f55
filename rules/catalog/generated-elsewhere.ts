/** Functions of the project that give what can be guessed, and the secrets that other functions make of it. */
import type { CallFact, FlowFact } from '../../server/model/facts.ts';
import type { FactsView, ProjectView } from '../../server/model/rule.ts';
import { placeOf } from '../../server/model/text-range.ts';
import { secretIn, type GuessableSecret } from './guessable-uses.ts';
import { guessable, type GuessableKind } from './guessable-values.ts';

/** A function that hands on what another one gives is followed this often. */
const MOST_HOPS = 3;

interface Generator {
  /** File and start of the function. */
  readonly at: string;
  readonly flow: FlowFact;
  readonly kind: GuessableKind;
  readonly isText: boolean;
}

/** A secret that is made where a generator of the project is called. */
export interface GeneratedSecret extends GuessableSecret {
  readonly flow: FlowFact;
  readonly kind: GuessableKind;
  readonly call: CallFact;
}

export function generatedSecrets(project: ProjectView): readonly GeneratedSecret[] {
  let generators = project.gather(generatorsOf);
  if (generators.length === 0) return [];
  const calls = project.gather(ownCalls);
  const found: GeneratedSecret[] = [];
  for (let hops = 0; generators.length > 0 && hops < MOST_HOPS; hops++) {
    const byPlace = new Map(generators.map((generator) => [generator.at, generator]));
    const next: Generator[] = [];
    for (const call of calls) {
      const generator = byPlace.get(targetOf(call) ?? '');
      if (!generator) continue;
      const secret = secretOf(call, generator);
      if (secret) found.push({ ...secret, ...generator, call });
      else if (call.used === 'returned' && call.within !== undefined)
        next.push({ ...generator, at: `${call.path} ${String(call.within)}` });
    }
    generators = next;
  }
  return found;
}

/** Functions that return the result of a call that can be guessed and that are not for a secret themselves. */
function generatorsOf(file: FactsView): readonly Generator[] {
  return file.facts('flow').flatMap((flow) => {
    const kind = guessable(flow.source);
    if (!kind || secretIn(flow, kind)) return [];
    return flow.steps.flatMap(({ form, function: start, isText }) =>
      form === 'returned' && start !== undefined ? [{ at: `${file.path} ${String(start)}`, flow, kind, isText }] : [],
    );
  });
}

/** Calls of functions of the project whose result gets a name. */
function ownCalls(file: FactsView): readonly CallFact[] {
  return file
    .facts('call')
    .filter(({ target, used }) => target.kind === 'function' && (used === 'assigned' || used === 'returned'));
}

function targetOf({ target, path }: CallFact): string | undefined {
  if (target.kind !== 'function') return undefined;
  const place = target.origin ?? placeOf(target.range, path);
  return `${place.path} ${String(place.range.start)}`;
}

function secretOf(call: CallFact, { flow, kind, isText }: Generator): GuessableSecret | undefined {
  const own = call.functionName.split('.').at(-1) ?? '';
  const names = call.used === 'returned' ? [own] : (call.names ?? []);
  const steps = names.length > 0 ? [{ form: 'name', names, isText, range: call.range } as const] : [];
  // The names on the way to the generator say what it is for, too: nothing of a file of colours is a secret.
  return secretIn({ ...flow, functionName: `${flow.functionName} ${own}`, steps }, kind);
}
