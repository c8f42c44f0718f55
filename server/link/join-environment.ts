/** Puts what is known of environment variables into the facts that look them up. */
import type { Fact } from '../model/facts.ts';
import type { FileFacts } from '../model/file-facts.ts';
import { withSpreads } from '../model/spreads.ts';
import type { EnvironmentSetting, EnvironmentValue, Value } from '../model/value.ts';
import { holderOf, mapParts, partsOf } from '../model/values.ts';
import { ChartValues } from './chart-values.ts';
import { loadedValue, type LoadedConfiguration } from './loaded-configuration.ts';
import { settableNames, settingsOf, type Environment } from './environment.ts';

/** Deeper values are left as they are. */
const DEEPEST = 100;
const NO_NAMES: ReadonlySet<string> = new Set();

/** Which variables are looked up, under every name by which they can be set. */
export class LookUps {
  /** The same values stand in many facts. */
  readonly #values = new WeakMap<object, ReadonlySet<string>>();
  readonly #files = new WeakMap<FileFacts, ReadonlySet<string>>();

  ofFile(file: FileFacts): ReadonlySet<string> {
    let names = this.#files.get(file);
    if (!names) {
      const found = new Set<string>();
      for (const fact of file.facts)
        for (const part of partsOfFact(fact)) for (const name of this.of(part)) found.add(name);
      names = found;
      this.#files.set(file, names);
    }
    return names;
  }

  of(value: Value, depth = 0): ReadonlySet<string> {
    if (depth > DEEPEST || value.kind === 'known' || value.kind === 'absent') return NO_NAMES;
    const holder = holderOf(value);
    const known = this.#values.get(holder);
    if (known) return known;
    const parts = value.kind === 'environment' ? [value.fallback] : partsOf(value);
    const inside = parts.map((part) => this.of(part, depth + 1)).filter(({ size }) => size > 0);
    const own = value.kind === 'environment' ? [value.name, ...settableNames(value.name)] : [];
    const names =
      own.length + inside.length === 0 ? NO_NAMES : new Set([...own, ...inside.flatMap((each) => [...each])]);
    this.#values.set(holder, names);
    return names;
  }
}

/** Puts `set` into the look-ups of all facts; a file that did not change is not joined again. */
export class EnvironmentJoin {
  /** What is set to another variable (`DB_PASSWORT: ${DB_PW:-x}`) says who sets that one, and no further. */
  readonly environment: Environment;
  readonly #lookUps: LookUps;
  readonly #configuration: LoadedConfiguration;
  readonly #charts: ChartValues;
  readonly #joined = new WeakMap<Value, Value>();
  readonly #files = new WeakMap<FileFacts, FileFacts>();

  constructor(
    environment: Environment,
    lookUps: LookUps,
    configuration: LoadedConfiguration = new Map(),
    charts = new ChartValues(() => false),
  ) {
    this.#charts = charts;
    this.#lookUps = lookUps;
    this.#configuration = configuration;
    const joined = new WeakMap<Value, Value>();
    const withSetters = (setting: EnvironmentSetting): EnvironmentSetting => {
      const value = this.#value(setting.value, environment, joined);
      return value === setting.value ? setting : { ...setting, value };
    };
    this.environment = new Map([...environment].map(([name, settings]) => [name, settings.map(withSetters)]));
  }

  file(file: FileFacts): FileFacts {
    if (this.#lookUps.ofFile(file).size === 0) return file;
    let joined = this.#files.get(file);
    if (!joined) {
      joined = { ...file, facts: file.facts.map((fact) => this.#fact(fact)) };
      this.#files.set(file, joined);
    }
    return joined;
  }

  #fact(fact: Fact): Fact {
    const parts = partsOfFact(fact);
    if (parts.every((part) => this.#lookUps.of(part).size === 0)) return fact;
    const [first, second, ...rest] = parts.map((part) => this.#value(part, this.environment, this.#joined, fact.path));
    switch (fact.kind) {
      case 'call':
        return { ...fact, target: first ?? fact.target, receiver: second ?? fact.receiver, arguments: rest };
      case 'command': {
        const values = [first, second, ...rest];
        const given = fact.arguments.map((each, index) => ({ ...each, value: values[index] ?? each.value }));
        return { ...fact, arguments: given };
      }
      case 'comparison':
        return { ...fact, left: first ?? fact.left, right: second ?? fact.right };
      case 'named-value':
      case 'setting':
      case 'markup':
        return { ...fact, value: first ?? fact.value };
      case 'resource':
        return first?.kind === 'record' ? { ...fact, value: first } : fact;
      default:
        return fact;
    }
  }

  #loaded(value: EnvironmentValue, from: string): Value {
    return loadedValue(value, this.#configuration, value.range.path ?? from);
  }

  /** The value with `set` in every look-up of a variable that is set somewhere. */
  #value(value: Value, environment: Environment, joined: WeakMap<Value, Value>, from?: string): Value {
    if (this.#lookUps.of(value).size === 0) return value;
    const known = joined.get(value);
    if (known) return known;
    const found =
      value.kind === 'environment' && value.loaded && from !== undefined ? this.#loaded(value, from) : value;
    if (found !== value) {
      // What is loaded is not looked up there again.
      const result = this.#value(found, environment, joined);
      joined.set(value, result);
      return result;
    }
    const parts = mapParts(value, (part) => this.#value(part, environment, joined, from));
    const mapped = parts.kind === 'record' ? withSpreads(parts) : parts;
    const set =
      mapped.kind === 'environment'
        ? settingsOf(environment, mapped.name, this.#charts, mapped.range.path ?? from)
        : [];
    const result = mapped.kind === 'environment' && set.length > 0 ? { ...mapped, set } : mapped;
    joined.set(value, result);
    return result;
  }
}

/** The values of a fact in which a look-up can stand. */
function partsOfFact(fact: Fact): readonly Value[] {
  switch (fact.kind) {
    case 'call':
      return [fact.target, fact.receiver, ...fact.arguments];
    case 'comparison':
      return [fact.left, fact.right];
    case 'named-value':
    case 'setting':
    case 'markup':
    case 'resource':
      return [fact.value];
    case 'command':
      return fact.arguments.map(({ value }) => value);
    default:
      return [];
  }
}
