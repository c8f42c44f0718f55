/** Traces of all files → the list of ways in which a project reaches registers. */
import { posix } from 'node:path';
import { interfaceById, PAST_STANDARD, type RegisterInterface } from '../../rules/catalog/register-interfaces.ts';
import { RegisterScope } from '../../rules/catalog/register-scope.ts';
import { registerById, registerNamed } from '../../rules/catalog/registers.ts';
import { mentionsIn } from '../../rules/catalog/standard-mentions.ts';
import type { Finding } from '../model/finding.ts';
import { IDENTIFIERS, type RegisterAccess, type Sight } from '../model/inventory.ts';
import type { FactsView, ProjectView } from '../model/rule.ts';
import { identifiersIn, marksIn } from './beside.ts';
import { namesIn, type Named } from './names.ts';
import { tracesOf, type Trace } from './traces.ts';

/** What is written about an access is shown up to this number of places. */
const MOST_SIGHTS = 20;

/** Standards under whose names releases are listed, by the interface that they are. */
const INTERFACE_OF_STANDARD: ReadonlyMap<string, string> = new Map([['fit-connect-metadata', 'fit-connect']]);

interface Draft {
  readonly register: string | undefined;
  readonly way: RegisterInterface | undefined;
  readonly traces: Trace[];
  readonly versions: Set<string>;
  readonly transports: Set<string>;
}

/** In the order of registers' names; ways past the standard last. Empty where the project touches no register. */
export function registerAccesses(project: ProjectView, findings: readonly Finding[]): readonly RegisterAccess[] {
  const scope = new RegisterScope(project);
  const all = project.gather(tracesOf);
  // A literal names its standard or service itself; a name counts beside one.
  const named = new Set(all.flatMap(({ isWritten, way, path }) => (isWritten && way ? [path] : [])));
  const traces = all.filter(({ path }) => scope.isTouching(path) || named.has(path));
  const drafts = new Drafts();
  for (const trace of traces) if (trace.way && !isCarried(trace.way)) drafts.add(trace, trace.way);
  for (const trace of pastStandard(findings)) drafts.add(trace, trace.way);
  for (const trace of traces) if (trace.way && isCarried(trace.way)) drafts.join(trace, trace.way);
  for (const trace of traces) if (!trace.way) drafts.unclear(trace);
  for (const { standard, release, path } of mentionsIn(project))
    drafts.release(INTERFACE_OF_STANDARD.get(standard.id) ?? standard.id, release.version, path);

  const names = new Map(project.gather(namesOfFile));
  const callers = callersOf(project.gather(importsOfFile));
  return drafts.all.map((draft) => accessOf(draft, names, callers)).sort(byName);
}

/** What belongs to messages and leads nowhere alone. */
function isCarried({ kind }: RegisterInterface): boolean {
  return kind === 'transport' || kind === 'part';
}

function namesOfFile(file: FactsView): readonly (readonly [string, readonly Named[]])[] {
  return [[file.path, namesIn(file)]];
}

function importsOfFile(file: FactsView): readonly (readonly [string, readonly string[]])[] {
  return [[file.path, file.facts('import').map(({ module }) => module)]];
}

/** Files that import a file by a relative path, by the path without its ending. */
function callersOf(imports: readonly (readonly [string, readonly string[]])[]): ReadonlyMap<string, readonly string[]> {
  const callers = new Map<string, string[]>();
  for (const [path, modules] of imports) {
    for (const module of modules) {
      if (!module.startsWith('.')) continue;
      const imported = withoutEnding(posix.join(posix.dirname(path), module));
      callers.set(imported, [...(callers.get(imported) ?? []), path]);
    }
  }
  return callers;
}

function withoutEnding(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
}

/** Ways that no standard knows are what the rules have found. */
function pastStandard(findings: readonly Finding[]): (Trace & { readonly way: RegisterInterface })[] {
  return findings.flatMap(({ rule, path, range, message }) => {
    const way = interfaceById(PAST_STANDARD.get(rule) ?? '');
    const register = registerNamed(message.de)?.id;
    return way ? [{ way, ...(register !== undefined && { register }), what: '', path, range, isWritten: true }] : [];
  });
}

class Drafts {
  readonly #drafts = new Map<string, Draft>();

  get all(): readonly Draft[] {
    return [...this.#drafts.values()];
  }

  add(trace: Trace, way: RegisterInterface | undefined): void {
    const key = `${trace.register ?? ''} ${way?.id ?? ''}`;
    let draft = this.#drafts.get(key);
    if (!draft) {
      draft = { register: trace.register, way, traces: [], versions: new Set(), transports: new Set() };
      this.#drafts.set(key, draft);
    }
    draft.traces.push(trace);
    if (trace.scheme !== undefined) draft.transports.add(trace.scheme);
  }

  /** A transport or part belongs to the messages of the same file, or to those of the project where there is only one kind. */
  join(trace: Trace, carried: RegisterInterface): void {
    const messages = this.all.filter(({ way }) => way?.kind === 'message');
    const beside = messages.filter(({ traces }) => traces.some(({ path }) => path === trace.path));
    const drafts = beside.length > 0 ? beside : messages.length === 1 ? messages : [];
    if (drafts.length === 0 && (carried.kind === 'transport' || messages.length === 0)) this.add(trace, carried);
    for (const draft of drafts) {
      if (carried.kind === 'transport' && typeof carried.name === 'string') draft.transports.add(carried.name);
      draft.traces.push(trace);
    }
  }

  /** A name without a way belongs to what is known of its register. */
  unclear(trace: Trace): void {
    const ways = this.all.filter(({ way }) => way !== undefined);
    const [known] = ways.filter(({ register }) => register === trace.register);
    if (known && trace.scheme !== undefined) known.transports.add(trace.scheme);
    // Words of one register stand in messages to another one, too.
    const isBeside = ways.some(
      ({ register, traces }) => register !== undefined && traces.some(({ path }) => path === trace.path),
    );
    if (!known && !isBeside) this.add(trace, undefined);
  }

  release(way: string, version: string, path: string): void {
    for (const draft of this.all) {
      if (draft.way?.id === way && draft.traces.some((trace) => trace.path === path)) draft.versions.add(version);
    }
  }
}

function accessOf(
  draft: Draft,
  names: ReadonlyMap<string, readonly Named[]>,
  callers: ReadonlyMap<string, readonly string[]>,
): RegisterAccess {
  const register = draft.register === undefined ? undefined : registerById(draft.register);
  const own = draft.traces.map(({ path }) => path);
  // Who calls it hands over purpose and consent.
  const files = [...new Set([...own, ...own.flatMap((path) => callers.get(withoutEnding(path)) ?? [])])].sort();
  const beside = files.flatMap((path) => names.get(path) ?? []);
  const identifiers = identifiersIn(beside);
  return {
    ...(register && { register: { id: register.id, name: register.name } }),
    way: wayOf(draft.way),
    versions: [...draft.versions].sort(),
    transports: [...draft.transports].sort(),
    identifiers: IDENTIFIERS.filter((each) => identifiers.includes(each)),
    consent: sightsOf(marksIn(beside, 'consent')),
    log: sightsOf(marksIn(beside, 'log')),
    purpose: sightsOf(marksIn(beside, 'purpose')),
    sights: sightsOf(tellingOf(draft.traces)),
  };
}

/** Where a file writes down what is meant, names in it add nothing. */
function tellingOf(traces: readonly Trace[]): readonly Trace[] {
  const written = new Set(traces.filter(({ isWritten }) => isWritten).map(({ path }) => path));
  return traces.filter(({ isWritten, path }) => isWritten || !written.has(path));
}

function wayOf(way: RegisterInterface | undefined): RegisterAccess['way'] {
  if (!way) return { id: 'unclear', name: { de: 'nicht erkennbar', en: 'cannot be told' }, kind: 'unclear' };
  const name = typeof way.name === 'string' ? { de: way.name, en: way.name } : way.name;
  return { id: way.id, name, kind: way.kind === 'past' ? 'past' : 'standard' };
}

/** What is written down comes before what is only named, then by place. */
function sightsOf(traces: readonly (Sight & { readonly isWritten?: boolean })[]): readonly Sight[] {
  const sorted = [...traces].sort(
    (a, b) =>
      Number(b.isWritten ?? false) - Number(a.isWritten ?? false) ||
      compare(a.path, b.path) ||
      a.range.start - b.range.start,
  );
  return sorted.slice(0, MOST_SIGHTS).map(({ what, path, range }) => ({ what, path, range }));
}

const KINDS = ['standard', 'unclear', 'past'] as const;

function byName(a: RegisterAccess, b: RegisterAccess): number {
  return (
    compare(a.register?.name.en ?? '~', b.register?.name.en ?? '~') ||
    KINDS.indexOf(a.way.kind) - KINDS.indexOf(b.way.kind) ||
    compare(a.way.id, b.way.id)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
