/** What `set` and `map` give a variable of nginx at the place where it is used. */
import type { SettingFact } from '../model/facts.ts';
import { grouped, reachedBy, type NginxFile } from './nginx-files.ts';

export interface SetAt {
  readonly fact: SettingFact;
  readonly file: NginxFile;
}

const IN_MAP = /^map\s+\S+\s+\$(\w+)$/;
/** Words of `map` that are no pairs. */
const OF_MAP: ReadonlySet<string> = new Set(['hostnames', 'volatile', 'include']);
/** A part of a part of a part of a file. */
const MOST_LEVELS = 5;
/** More places than these are no configuration that somebody wrote. */
const MOST_PLACES = 20;

/** All names that some file of a group gives a value, so that those of nginx itself (`$host`) are looked for nowhere. */
const NAMES = new WeakMap<readonly NginxFile[], ReadonlySet<string>>();
const MAPS = new WeakMap<NginxFile, ReadonlyMap<string, readonly SettingFact[]>>();

/** @param sharing the files that have names in common with the file */
export function setIn(name: string, at: SettingFact, file: NginxFile, sharing: readonly NginxFile[]): readonly SetAt[] {
  if (!namesOf(sharing).has(name)) return [];
  const set = setAround(name, at, file, 0);
  if (set.length > 0) return set.slice(0, MOST_PLACES);
  return sharing
    .flatMap(
      (each) =>
        mapsOf(each)
          .get(name)
          ?.map((fact) => ({ fact, file: each })) ?? [],
    )
    .slice(0, MOST_PLACES);
}

/** In the blocks around the place, in what they include, and in the blocks that include its file. */
function setAround(name: string, at: SettingFact, file: NginxFile, level: number): readonly SetAt[] {
  const { server, includes, variables } = file.partAround(at);
  const isAround = (block: readonly string[]): boolean => block.every((each, depth) => at.key[depth] === each);
  const own = (variables.get(name) ?? [])
    .filter(({ key }) => isAround(blockOf(key)))
    .map((fact): SetAt => ({ fact, file }));
  const near = includes.filter(({ fact }) => isAround(fact.key.slice(0, -1)));
  const included = [...reachedBy(near)].flatMap((each) =>
    (each.partOf(undefined).variables.get(name) ?? [])
      .filter(({ key }) => blockOf(key).length === 0)
      .map((fact): SetAt => ({ fact, file: each })),
  );
  const found = [...own, ...included];
  if (found.length > 0 || server || level === MOST_LEVELS) return found;
  return file.includedBy
    .slice(0, MOST_PLACES)
    .flatMap(({ fact, from }) => (from === file ? [] : setAround(name, fact, from, level + 1)));
}

/** The block in which a variable is set; what is set under a condition is set around it, too. */
function blockOf(key: readonly string[]): readonly string[] {
  const condition = key.findIndex((each) => /^if\b/.test(each));
  return key.slice(0, condition < 0 ? -2 : condition);
}

function namesOf(files: readonly NginxFile[]): ReadonlySet<string> {
  let names = NAMES.get(files);
  if (!names) {
    const set = files.flatMap(({ settings }) =>
      settings.flatMap(({ key }) => (key.at(-2) === 'set' ? [key.at(-1) ?? ''] : [])),
    );
    names = new Set([...set, ...files.flatMap((file) => [...mapsOf(file).keys()])]);
    NAMES.set(files, names);
  }
  return names;
}

function mapsOf(file: NginxFile): ReadonlyMap<string, readonly SettingFact[]> {
  let maps = MAPS.get(file);
  if (!maps) {
    maps = grouped(file.settings, ({ key }) =>
      OF_MAP.has(key.at(-1) ?? '') ? undefined : IN_MAP.exec(key.at(-2) ?? '')?.[1],
    );
    MAPS.set(file, maps);
  }
  return maps;
}
