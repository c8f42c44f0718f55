/** What holds for one file of a project, and who says so: a line of `fachlint.json`, a name, or nobody. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration, RuleSetting, Vertrauensniveau } from '../model/configuration.ts';
import type { Language } from '../model/finding.ts';
import { judges, type Rule } from '../model/rule.ts';
import type { FileKind, Stage } from '../model/source.ts';
import { formatOf } from '../classify/format-of.ts';
import { overrideFor } from './configuration.ts';
import type { ConfigurationPlace, LoadedConfiguration } from './configuration.ts';
import { explainKind } from '../classify/kind-of.ts';
import { explainStage } from '../classify/stage-of.ts';
import { findFiles, type Refusal } from './find-files.ts';
import { globTest } from '../classify/glob.ts';
import { readText, type Unread } from './read-text.ts';

/** Who says so. `key` is the way to a value in the configuration file: `overrides[0].files[1]`. */
export type Origin =
  | { readonly from: 'default' }
  | ({ readonly from: 'configuration'; readonly key: string } & ConfigurationPlace)
  /** A file name or folder of the path, or a folder whose content is never looked at. */
  | { readonly from: 'path'; readonly part: string }
  | { readonly from: 'gitignore'; readonly part: string }
  | { readonly from: 'file' };

export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** How much of a file is judged: all, its texts only (tokens and keys), or nothing. */
export type Judged = 'all' | 'texts' | 'nothing';
/** Why not all of it is judged. */
export type JudgedReason = Refusal | Exclude<Unread, 'missing'> | 'link' | 'kind' | 'format';

export interface RuleOfFile extends Setting<RuleSetting> {
  readonly rule: string;
  /** Whether the rule looks at files of this kind at all. */
  readonly judgesKind: boolean;
}

export interface FileSettings {
  readonly path: string;
  readonly judged: Setting<Judged> & { readonly reason?: JudgedReason };
  readonly kind: Setting<FileKind>;
  readonly stage: Setting<Stage>;
  readonly vertrauensniveau: Setting<Vertrauensniveau | undefined>;
  readonly language: Setting<Language | undefined>;
  readonly guards: readonly (Setting<Configuration['guards'][string]> & { readonly name: string })[];
  readonly gateways: readonly Setting<string>[];
  readonly clients: readonly Setting<string>[];
  readonly rules: readonly RuleOfFile[];
}

const DEFAULT: Origin = { from: 'default' };

/** @param path of an existing file, relative to the root, forward slashes */
export async function settingsOf(
  root: string,
  path: string,
  loaded: LoadedConfiguration,
  rules: readonly Rule[],
): Promise<FileSettings> {
  const { configuration } = loaded;
  const originOf = (...way: readonly (string | number)[]): Origin => {
    const place = loaded.placeOf?.(way);
    return place ? { from: 'configuration', key: nameOfKey(way), ...place } : DEFAULT;
  };
  const { kind, pattern, part } = explainKind(path, configuration);
  const stage = explainStage(path);
  const { guards, registers } = configuration;
  return {
    path,
    judged: await judgedOf(root, path, configuration, originOf, kind, rules),
    kind: { value: kind, origin: pattern === undefined ? originOfPart(part) : originOf('kinds', pattern) },
    stage: { value: stage.stage, origin: originOfPart(stage.part) },
    vertrauensniveau: { value: configuration.vertrauensniveau, origin: originOf('vertrauensniveau') },
    language: { value: configuration.language, origin: originOf('language') },
    guards: Object.entries(guards).map(([name, value]) => ({ name, value, origin: originOf('guards', name) })),
    gateways: registers.gateways.map((value, at) => ({ value, origin: originOf('registers', 'gateways', at) })),
    clients: registers.clients.map((value, at) => ({ value, origin: originOf('registers', 'clients', at) })),
    rules: rules.map((rule) => {
      const override = overrideFor(configuration, rule.id, path);
      const way = override === undefined ? ['rules', rule.id] : ['overrides', override, 'rules', rule.id];
      const setting =
        override === undefined ? configuration.rules[rule.id] : configuration.overrides[override]?.rules[rule.id];
      return {
        rule: rule.id,
        value: setting ?? rule.severity,
        origin: setting === undefined ? DEFAULT : originOf(...way),
        judgesKind: judges(rule, kind),
      };
    }),
  };
}

async function judgedOf(
  root: string,
  path: string,
  configuration: Configuration,
  originOf: (...way: readonly (string | number)[]) => Origin,
  kind: FileKind,
  rules: readonly Rule[],
): Promise<FileSettings['judged']> {
  const nothing = (reason: JudgedReason, origin: Origin): FileSettings['judged'] => ({
    value: 'nothing',
    reason,
    origin,
  });
  const refusal = (await findFiles(root, configuration, [path])).refusalOf(path);
  if (refusal) {
    const { reason, path: at } = refusal;
    if (reason === 'excluded') {
      const index = configuration.exclude.findIndex((pattern) => globTest([pattern])(at));
      return nothing(reason, originOf('exclude', index));
    }
    if (reason === 'not-included') return nothing(reason, originOf('include'));
    return nothing(reason, { from: reason === 'ignored' ? 'gitignore' : 'path', part: at });
  }
  if (await isBehindLink(root, path)) return nothing('link', { from: 'file' });
  const read = await readText(join(root, path));
  if (typeof read === 'string') return nothing(read === 'missing' ? 'unreadable' : read, { from: 'file' });
  if (!rules.some((rule) => judges(rule, kind))) return nothing('kind', DEFAULT);
  if (formatOf(path, read.text) === undefined) return { value: 'texts', reason: 'format', origin: { from: 'file' } };
  return { value: 'all', origin: DEFAULT };
}

/** True for a link, and for what lies in a folder that is one: no link is followed. */
async function isBehindLink(root: string, path: string): Promise<boolean> {
  const names = path.split('/');
  for (let length = 1; length <= names.length; length++) {
    const stats = await lstat(join(root, ...names.slice(0, length))).catch(() => undefined);
    if (stats?.isSymbolicLink()) return true;
  }
  return false;
}

function originOfPart(part: string | undefined): Origin {
  return part === undefined ? DEFAULT : { from: 'path', part };
}

/** `overrides[0].rules["encryption/no-weak-hash"]`. */
function nameOfKey(way: readonly (string | number)[]): string {
  return way
    .map((step, at) => {
      if (typeof step === 'number') return `[${String(step)}]`;
      if (!/^\w+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return at === 0 ? step : `.${step}`;
    })
    .join('');
}
